"""The papers of a cycle: what the register says of each, its texts, and its files as they are stored.

A text is a page that opens in any browser; a file is there as it came, a sealed original with both
signatures.  Names are made from symbols alone: what somebody called a file stands in the rows.
"""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string

from cochair.features.documents import cycles, queries
from cochair.features.documents.models import Document, Expression, Original
from cochair.features.files import storage
from cochair.features.signatures import queries as signing
from cochair.formats.inside.media import ENDINGS, Media
from cochair.formats.paragraphs import from_json
from cochair.kernel.archive import Reader, instant
from cochair.kernel.kind import File, Row
from cochair.web.varieties import override

# How many documents are in memory at once, with the words of all their languages.
PORTION = 8
# How the file of a sealed original begins.
SEALED = "sealed-"


def documents(reader: Reader) -> Iterator[Row]:
    """Every paper of the cycle that the reader may read, with its revisions and languages."""
    for row in _papers(reader):
        own = queries.is_own(row, reader.hat)
        editions = list(_editions(row, own=own))
        yield {
            "id": row.slug,
            "symbol": queries.name_of(row),
            "title": dict(row.title),
            "kind": row.kind,
            "originator": row.originator,
            "marking": row.marking,
            "party": row.party.code if row.party else None,
            "meeting": row.meeting.slug if row.meeting else None,
            "registered_at": instant(row.registered_at),
            "circulated_at": instant(row.circulated_at),
            "final_at": instant(row.final_at),
            "withdrawn_at": instant(row.withdrawn_at),
            "editions": [_edition(one) for one in editions],
            "files": [name for name, _octets in _files(editions, with_octets=False)],
        }


def files(reader: Reader) -> Iterator[File]:
    """The texts as pages, the files as they are stored, the originals with their signatures."""
    for row in _papers(reader):
        editions = list(_editions(row, own=queries.is_own(row, reader.hat)))
        yield from _files(editions, with_octets=True)


def is_sealed(name: str) -> bool:
    """Whether a file of the archive is a sealed original: the ledger names the digest of each."""
    return name.startswith("documents/") and name.rpartition("/")[2].startswith(SEALED)


def of_cycle(reader: Reader) -> QuerySet[Document]:
    """The papers of the cycle's meetings, and those of no meeting registered in its days."""
    own = cycles.of_cycle(reader.cycle, reader.forum.zone)
    return queries.visible(reader.forum, reader.hat, reader.at).filter(own)


def _papers(reader: Reader) -> Iterator[Document]:
    rows = of_cycle(reader)
    keys = list(rows.order_by("slug").values_list("pk", flat=True))
    for first in range(0, len(keys), PORTION):
        some = queries.with_rows(Document.objects.filter(pk__in=keys[first : first + PORTION]))
        yield from some.order_by("slug")


def _editions(row: Document, *, own: bool) -> Iterator[Expression]:
    """Every edition that the reader could open: all of its own, else what was released of what
    was circulated and is held for no marking."""
    rows = Expression.objects.filter(revision__document=row).select_related("revision", "file")
    for one in rows.order_by("revision__number", "language", "edition"):
        one.revision.document = row
        if own or (
            one.revision.circulated_at is not None
            and one.released_at is not None
            and not queries.is_held(one)
            and row.withdrawn_at is None
        ):
            yield one


def _edition(one: Expression) -> Row:
    file = one.file
    return {
        "revision": one.revision.number,
        "language": one.language,
        "edition": one.edition,
        "title": one.title,
        "released_at": instant(one.released_at),
        "replaced_at": instant(one.replaced_at),
        "courtesy": one.courtesy,
        "sha256": one.digest,
        "text": one.text,
        "file": {"name": file.name, "sha256": file.digest, "media_type": file.media_type}
        if file is not None
        else None,
    }


def _files(editions: list[Expression], *, with_octets: bool) -> Iterator[File]:
    for one in editions:
        if one.text:
            yield f"{_place(one)}.html", _page(one) if with_octets else b""
        if one.file is not None:
            octets = storage.read(one.file.digest) if with_octets else b""
            yield f"{_place(one)}-file.{_ending(one.file.media_type)}", octets
    yield from _sealed(editions, with_octets=with_octets)


def _sealed(editions: list[Expression], *, with_octets: bool) -> Iterator[File]:
    keys = [one.pk for one in editions]
    rows = Original.objects.filter(
        expression__in=keys, dropped_at=None, sealed_at__isnull=False
    ).select_related("file", "expression__revision__document")
    for row in rows.order_by("expression__revision__number", "expression__language"):
        file = signing.newest_file(row, signing.signatures(row))
        one = row.expression
        name = f"{_folder(one)}/{SEALED}{one.language}.pdf"
        yield name, storage.read(file.digest) if with_octets else b""


def _folder(one: Expression) -> str:
    return f"documents/{one.revision.document.slug}/rev-{one.revision.number}"


def _place(one: Expression) -> str:
    return f"{_folder(one)}/{one.language}-{one.edition}"


def _ending(media: str) -> str:
    return ENDINGS[Media(media)][0] if media in set(Media) else "bin"


def _page(one: Expression) -> bytes:
    """The words of an edition as a page in its own language."""
    context = {
        "language": one.language,
        "symbol": queries.name_of(one.revision.document, one.revision.number),
        "title": one.title or one.revision.document.title.get(one.language, ""),
        "paragraphs": from_json(one.text),
        "up": "../../../",
        "forum": one.revision.document.forum,
        "zone": one.revision.document.forum.zone,
        "made_at": one.released_at or one.made_at,
        "digest": one.digest,
    }
    # Around the words stands what belongs to the page: in their language, where it is one of ours.
    with override(one.language if one.language in dict(settings.LANGUAGES) else None):
        return render_to_string("documents/archived.html", context).encode()
