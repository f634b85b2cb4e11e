"""Files that are no document, or more than one: refused before anything is kept (T32 to T35)."""

import time
from collections.abc import Collection

import pytest

from cochair.features.files.examination import Examination, examine
from cochair.formats.inside.media import DOCUMENTS, Media
from cochair.formats.inside.problems import Code
from documents.corpora import acting, joined, office, packing

EVERY = frozenset(Media)
# Reasons that say what is wrong with an archive; that its kind is unknown would be luck.
OF_ARCHIVES = {Code.BOMB, Code.ARCHIVE, Code.POLYGLOT, Code.DAMAGED, Code.ENCRYPTED, Code.EMBEDDED}
OF_ACTS = {Code.MACROS, Code.EXTERNAL, Code.EMBEDDED, Code.ACTIVE, Code.ENCRYPTED}
# Never an archive at all, by its first octets.
NO_ARCHIVE = {"no members", "something before it"}
QUICK = 1.0


def tried(
    octets: bytes, name: str, accepts: Collection[Media] = DOCUMENTS
) -> tuple[Examination, float]:
    """What came of a file, and how many seconds of computing it took."""
    begun = time.process_time()
    found = examine(octets, name, accepts)
    return found, time.process_time() - begun


@pytest.mark.parametrize(
    ("octets", "name"),
    [(office.docx(), "a.docx"), (office.odt(), "a.odt"), (office.pdf(), "a.PDF"), (office.bare_pdf(), "a.pdf")],
)  # fmt: skip
def test_a_plain_document_is_taken(octets: bytes, name: str) -> None:
    found = examine(octets, name, DOCUMENTS)

    assert (found.codes, found.held, found.findings) == ((), (), ())


def test_sixty_archives_are_refused_in_less_than_a_second() -> None:
    """T33."""
    corpus = list(packing.archives())
    found = {what: tried(octets, name) for what, octets, name in corpus}

    assert len(found) == 60
    wrong = {
        what: one.codes
        for what, (one, _took) in found.items()
        if what not in NO_ARCHIVE and OF_ARCHIVES.isdisjoint(one.codes)
    }
    assert not wrong
    assert all(one.codes for one, _took in found.values())
    assert max(took for _one, took in found.values()) < QUICK


def test_a_bomb_is_called_one_whatever_it_says_of_itself() -> None:
    said = {what: octets for what, octets, _name in packing.archives()}

    for what in ("more than it says", "much more than it says", "two gigabytes by what it says"):
        assert examine(said[what], "paper.docx", DOCUMENTS).codes == (Code.BOMB,)


def test_files_that_act_when_they_are_opened_are_refused() -> None:
    """T34: macros, controls, objects, and everything that is fetched from elsewhere."""
    found = {what: tried(octets, name) for what, octets, name in acting.files()}

    assert len(found) >= 40
    assert not {w: one.codes for w, (one, _t) in found.items() if OF_ACTS.isdisjoint(one.codes)}
    assert max(took for _one, took in found.values()) < QUICK


def test_every_reason_is_told_at_once() -> None:
    both = office.docx(
        links=[("attachedTemplate", "file:///a.dotm", "External")],
        more={"word/vbaProject.bin": acting.OLE},
    )

    assert examine(both, "a.docx", DOCUMENTS).codes == (Code.EXTERNAL, Code.MACROS)


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org/a",
        "mailto:secretariat@example.org",
        "Annex.docx",
        "#place",
        "tel:+3221",
    ],
)
def test_a_link_that_a_reader_clicks_is_taken_and_noted(target: str) -> None:
    found = examine(office.docx(links=[("hyperlink", target, "External")]), "a.docx", DOCUMENTS)

    assert (found.codes, found.findings) == ((), ("links",))


def test_fields_that_count_and_refer_are_taken() -> None:
    inside = "".join(
        acting._field(code)
        for code in ("PAGE", " NUMPAGES ", "TOC \\o", "REF a \\h", "= 2 + 3", 'HYPERLINK "https://a.org"')
    )  # fmt: skip

    assert examine(office.docx(inside=inside), "a.docx", DOCUMENTS).codes == ()


def test_pictures_fonts_and_drawings_that_are_what_they_say_are_taken() -> None:
    more = {
        "word/media/a.png": office.PNG,
        "word/media/b.jpg": office.PNG,
        "word/media/c.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>',
        "word/fonts/a.odttf": bytes(range(200)),
    }

    assert examine(office.docx(more=more), "a.docx", DOCUMENTS).codes == ()
    more["word/media/c.svg"] = joined.SVG
    assert examine(office.docx(more=more), "a.docx", DOCUMENTS).codes == (Code.ACTIVE,)


@pytest.mark.parametrize("one", list(joined.polyglots()), ids=lambda one: one[0])
def test_what_is_two_things_or_another_than_its_name_says_is_refused(
    one: tuple[str, bytes, str],
) -> None:
    """T35."""
    _what, octets, name = one

    found, took = tried(octets, name)

    assert found.codes
    assert took < QUICK


def test_a_browser_that_calls_a_file_otherwise_is_not_believed_and_the_file_is_refused() -> None:
    octets = office.docx()

    assert examine(octets, "a.docx", DOCUMENTS, "text/html").codes == (Code.WRONG_NAME,)
    assert examine(octets, "a.docx", DOCUMENTS, "application/octet-stream").codes == ()
    assert examine(octets, "a.docx", DOCUMENTS, Media.DOCX).codes == ()


def test_any_declaration_in_any_xml_is_refused() -> None:
    """T32: XXE in DOCX, ODT, XLIFF, Akoma Ntoso, SVG, in every encoding that XML has."""
    found = {what: tried(octets, name, EVERY) for what, octets, name in joined.entities()}

    assert {one.codes for one, _took in found.values()} == {(Code.DOCTYPE,)}
    assert max(took for _one, took in found.values()) < QUICK


@pytest.mark.parametrize(
    ("octets", "name", "media"),
    [
        (joined.XLIFF.format("Hello").encode(), "a.xlf", Media.XLIFF),
        (joined.XLIFF.format("Hello").encode("utf-16"), "a.xliff", Media.XLIFF),
        (joined.AKN.format("Hello").encode(), "a.xml", Media.AKN),
        (joined.TMX.format("Hello").encode(), "a.tmx", Media.TMX),
        (joined.TBX.format("Hello").encode(), "a.tbx", Media.TBX),
        (b"<other/>", "a.xml", Media.XML),
        ("Olá\t1\r\n".encode(), "a.csv", Media.TEXT),
        ("Olá".encode("utf-16"), "a.txt", Media.TEXT),
    ],
)
def test_what_is_exchanged_is_known_by_its_content_and_taken_only_where_it_is_asked_for(
    octets: bytes, name: str, media: Media
) -> None:
    assert examine(octets, name, EVERY).media == media
    assert examine(octets, name, EVERY).codes == ()
    assert examine(octets, name, DOCUMENTS).codes == (Code.UNKNOWN,)


@pytest.mark.parametrize(
    "octets",
    [
        b'<a xmlns:x="http://www.w3.org/2001/XInclude"><x:include href="/etc/passwd"/></a>',
        b'<?xml-stylesheet href="a.xsl"?><a/>',
        b'<a xmlns:h="http://www.w3.org/1999/xhtml"><h:script>1</h:script></a>',
        b'<a xmlns:h="http://www.w3.org/2000/svg"><h:rect onload="1"/></a>',
        b'<?xml version="1.0" encoding="utf-7"?><a/>',
        b"<a>" * 1000 + b"</a>" * 1000,
        b"<a><b></a>",
        joined.SVG,
        joined.PAGE,
        b"a\x00b",
        b"\xff\xff\xff",
    ],
)
def test_xml_that_fetches_runs_or_is_none_is_refused(octets: bytes) -> None:
    for name in ("a.xml", "a.txt", "a.svg"):
        assert examine(octets, name, EVERY).codes
