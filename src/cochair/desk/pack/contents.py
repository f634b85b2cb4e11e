"""Everything that goes into a pack, file by file, in the language of whoever asks for it.

The list of digests comes last, so that each file is made once, written and forgotten.
"""

import json
from collections.abc import Callable, Iterator

from django.utils.translation import override

from cochair.desk.pack import papers, queries
from cochair.desk.pack.pages import ABOUT, AGENDA, INDEX, MANIFEST, PEOPLE, SUMS, Kept, Pages
from cochair.desk.pack.reader import Reader
from cochair.documents.models import Expression
from cochair.parties import queries as parties
from cochair.web.archive import digest, look

type Taken = Callable[[Expression], object]
type File = tuple[str, bytes]


def files(reader: Reader, language: str, taken: Taken) -> Iterator[File]:
    """The files of a pack by name, one after the other; `taken` is told of each edition in it."""
    kept: list[Kept] = []
    for name, content in _contents(reader, language, taken):
        kept.append(Kept(name, len(content), digest(content)))
        yield name, content
    with override(language):
        about = Pages(reader, language).about(kept)
    kept.append(Kept(ABOUT, len(about), digest(about)))
    yield ABOUT, about
    manifest = _manifest(reader, language, kept)
    kept.append(Kept(MANIFEST, len(manifest), digest(manifest)))
    yield MANIFEST, manifest
    yield SUMS, "".join(f"{one.digest}  {one.name}\n" for one in kept).encode()


def _contents(reader: Reader, language: str, taken: Taken) -> Iterator[File]:
    yield from look()
    version = queries.agenda(reader)
    pages = Pages(reader, language, version)
    carried = queries.papers(reader, version)
    told: list[papers.Paper] = []
    for document in queries.in_portions(tuple(carried)):
        with override(language):
            made, words = papers.paper(document, parties.book(document.forum, reader.at))
        held: dict[str, papers.Edition] = {}
        for edition, expression, octets in papers.files(made, words):
            if octets is None:
                held[edition.code] = edition.without_file
            else:
                yield edition.file, octets
            taken(expression)
        made = made.with_editions(held)
        for edition in made.editions:
            if edition.page:
                with override(language):
                    page = pages.paper(papers.opened(made, edition, words[edition.code]))
                yield edition.page, page
        told.append(made)
    with override(language):
        if version is not None:
            yield AGENDA, pages.agenda(version, queries.on_items(reader, version, carried.values()))
        people, index = pages.people(), pages.index(told)
    yield PEOPLE, people
    yield INDEX, index


def _manifest(reader: Reader, language: str, kept: list[Kept]) -> bytes:
    said = {
        "forum": reader.meeting.forum.slug,
        "meeting": reader.meeting.slug,
        "language": language,
        "made_at": reader.at.isoformat(),
        "made_for": reader.hat.title,
        "made_by": reader.maker.title if reader.maker else reader.hat.title,
        "files": [{"name": one.name, "octets": one.size, "sha256": one.digest} for one in kept],
    }
    return json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
