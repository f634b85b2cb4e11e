"""Published documents for programs: JSON, Atom (RFC 4287), sitemaps, schema.org.

Everything is made from publications; nothing else is read.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from xml.etree import ElementTree

from django.urls import reverse

from cochair.features.parties.models import Forum
from cochair.features.printing import official
from cochair.features.publications.queries import Published, corrigenda
from cochair.procedure.book import Book
from cochair.web.localize import translated
from cochair.web.varieties import override

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"

type Absolute = Callable[[str], str]


def address(forum: Forum, one: Published, language: str, absolute: Absolute) -> str:
    """Where a published document stands in one language."""
    with override(language):
        path = reverse("public:expression", args=[forum.slug, one.document.slug, language])
    return absolute(path)


def forms(forum: Forum, one: Published, language: str, absolute: Absolute) -> dict[str, str]:
    """Where a published document is taken away in one language, by media type."""
    args = [forum.slug, one.document.slug, language]
    with override(language):
        return {
            official.FORMS[form].media: absolute(reverse(f"public:{name}", args=args))
            for name, form in official.NAMES
        }


def entry(forum: Forum, one: Published, absolute: Absolute) -> dict[str, object]:
    """A line of the register: codes, instants in ISO 8601, addresses by language."""
    withdrawn = one.document.withdrawn_at
    return {
        "symbol": one.symbol,
        "title": dict(one.title),
        "kind": one.document.kind,
        "originator": one.document.originator,
        "published": one.at.isoformat(),
        "withdrawn": withdrawn.isoformat() if withdrawn is not None else None,
        "addresses": {code: address(forum, one, code, absolute) for code in one.languages},
    }


def document(forum: Forum, one: Published, absolute: Absolute) -> dict[str, object]:
    """A document with its text in every published language and the digest of each."""
    return {
        **entry(forum, one, absolute),
        "corrects": one.document.corrects or None,
        "corrigenda": [row.symbol for row in corrigenda(one.document)],
        "languages": {
            code: {
                "sha256": row.digest,
                "edition": row.edition,
                "alternates": forms(forum, one, code, absolute),
                "paragraphs": row.text,
            }
            for code, row in one.editions.items()
        },
    }


def linked(forum: Forum, one: Published, language: str, absolute: Absolute) -> Mapping[str, object]:
    """What schema.org calls a DigitalDocument, for search engines."""
    return {
        "@context": "https://schema.org",
        "@type": "DigitalDocument",
        "name": translated(one.title, language),
        "identifier": one.symbol,
        "inLanguage": language,
        "datePublished": one.at.isoformat(),
        "url": address(forum, one, language, absolute),
        "encoding": [
            {"@type": "MediaObject", "encodingFormat": media, "contentUrl": href}
            for media, href in forms(forum, one, language, absolute).items()
        ],
        "workTranslation": [
            {"@id": address(forum, one, code, absolute)}
            for code in one.languages
            if code != language
        ],
    }


def atom(
    forum: Forum,
    book: Book,
    published: Sequence[Published],
    language: str,
    absolute: Absolute,
    links: Mapping[str, str],
) -> bytes:
    """A page of the register as a feed in one language, with the addresses of the page and of its
    neighbours by their relation; a document is updated by its next publication."""
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed")
    feed.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    _add(feed, "id", absolute(reverse("public:atom", args=[forum.slug])))
    _add(feed, "title", str(translated(book.short_title, language)))
    _add(feed, "updated", _updated(forum, published))
    for relation, href in links.items():
        link = ElementTree.SubElement(feed, f"{{{ATOM}}}link")
        link.set("rel", relation)
        link.set("href", href)
    _add(ElementTree.SubElement(feed, f"{{{ATOM}}}author"), "name", forum.slug)
    for one in published:
        code = language if language in one.editions else next(iter(one.editions), "")
        if code:
            _entry(feed, forum, one, code, absolute)
    return bytes(ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True))


def sitemap(forum: Forum, published: Sequence[Published], absolute: Absolute) -> bytes:
    """Every address with its siblings in other languages."""
    ElementTree.register_namespace("", SITEMAP)
    ElementTree.register_namespace("xhtml", XHTML)
    root = ElementTree.Element(f"{{{SITEMAP}}}urlset")
    for one in published:
        addresses = {code: address(forum, one, code, absolute) for code in one.languages}
        for href in addresses.values():
            url = ElementTree.SubElement(root, f"{{{SITEMAP}}}url")
            ElementTree.SubElement(url, f"{{{SITEMAP}}}loc").text = href
            ElementTree.SubElement(url, f"{{{SITEMAP}}}lastmod").text = one.at.isoformat()
            for code, sibling in addresses.items():
                link = ElementTree.SubElement(url, f"{{{XHTML}}}link")
                link.set("rel", "alternate")
                link.set("hreflang", code)
                link.set("href", sibling)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def sitemaps(parts: Iterable[str]) -> bytes:
    """The addresses of the parts of what is too long for one."""
    ElementTree.register_namespace("", SITEMAP)
    root = ElementTree.Element(f"{{{SITEMAP}}}sitemapindex")
    for href in parts:
        part = ElementTree.SubElement(root, f"{{{SITEMAP}}}sitemap")
        ElementTree.SubElement(part, f"{{{SITEMAP}}}loc").text = href
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _entry(
    feed: ElementTree.Element, forum: Forum, one: Published, language: str, absolute: Absolute
) -> None:
    made = ElementTree.SubElement(feed, f"{{{ATOM}}}entry")
    href = address(forum, one, language, absolute)
    _add(made, "id", href)
    _add(made, "title", f"{one.symbol} {translated(one.title, language)}".strip())
    _add(made, "updated", one.at.isoformat())
    for code in one.languages:
        link = ElementTree.SubElement(made, f"{{{ATOM}}}link")
        link.set("rel", "alternate")
        link.set("hreflang", code)
        link.set("href", address(forum, one, code, absolute))


def _updated(forum: Forum, published: Sequence[Published]) -> str:
    moments = [one.at for one in published]
    if moments:
        return max(moments).isoformat()
    return forum.opened_at.isoformat() if forum.opened_at else "1970-01-01T00:00:00+00:00"


def _add(to: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(to, f"{{{ATOM}}}{name}").text = text
