"""Read a DOCX with tracked changes: every paragraph as it was and as it would be, and who says so.

The marks at the ends of paragraphs are changed like words: one that is inserted divides a
paragraph, or makes a new one; one that is deleted joins two.  A paragraph is what shares words
before and after.
"""

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from xml.etree import ElementTree

from cochair.formats.paragraphs import TABLE
from cochair.formats.word.tracked.paragraph_pairs import Row, rows_of
from cochair.formats.word.tracked.revision_metadata import W, shown, stamp_of
from cochair.formats.word.tracked.run_spans import Context, Leaf, Walk
from cochair.formats.word.tracked.shape import Act, Comment, Passage, Tracked

DOCUMENT, STYLES, NOTES, ENDS, COMMENTS = (
    "word/document.xml",
    "word/styles.xml",
    "word/footnotes.xml",
    "word/endnotes.xml",
    "word/comments.xml",
)
LONGEST_COMMENT = 4_000


def read_tracked(octets: bytes) -> Tracked:
    """The passages of a DOCX with who would change what in them, in reading order.

    Raises KeyError, BadZipFile or ParseError for what is none: the child dies of it, and its
    parent says that the file could not be read.
    """
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        names = set(archive.namelist())

        def part(name: str) -> ElementTree.Element | None:
            return ElementTree.fromstring(archive.read(name)) if name in names else None

        root = ElementTree.fromstring(archive.read(DOCUMENT))
        walk = Walk(
            _styles(part(STYLES)),
            {**_notes(part(NOTES), "footnote"), **_notes(part(ENDS), "endnote")},
        )
        comments = _comments(part(COMMENTS), walk)
    body = root.find(f"{W}body")
    assert body is not None
    walk.blocks(body, Context())
    rows = [row for block in _blocks(walk.leaves) for row in rows_of(block, comments)]
    told = {id for row in rows for id in row.told}
    return Tracked(
        tuple(_moved(rows)),
        tuple(one for id, one in comments.items() if id not in told),
        walk.looks,
        walk.hidden,
        walk.more,
    )


def _blocks(leaves: Iterable[Leaf]) -> Iterable[list[Leaf]]:
    """Paragraphs whose ends somebody changed, each run of them with the one behind it."""
    block: list[Leaf] = []
    for leaf in leaves:
        if leaf.kind == TABLE:
            if block:
                yield block
            yield [leaf]
            block = []
            continue
        block.append(leaf)
        if not leaf.ins and not leaf.out:
            yield block
            block = []
    if block:
        yield block


def _moved(rows: Sequence[Row]) -> Iterable[Passage]:
    """The passages, with what went away and what came in the same words as one move."""
    away, here = defaultdict(list), defaultdict(list)
    for at, row in enumerate(rows):
        words = row.passage.original if row.passage.revised is None else row.moved_words
        key = (row.passage.author, words, row.moved)
        if row.passage.act is Act.DELETED:
            away[key].append(at)
        elif row.passage.act is Act.INSERTED:
            here[key].append(at)
    pairs = {
        at: (number, there)
        for number, (at, there) in enumerate(
            (
                (gone, come)
                for key, places in away.items()
                for gone, come in zip(places, here.get(key, ()), strict=False)
            ),
            start=1,
        )
    }
    targets = {there: number for number, there in pairs.values()}
    for at, row in enumerate(rows):
        if at in pairs:
            yield row.as_moved(Act.MOVED_AWAY, pairs[at][0])
        elif at in targets:
            yield row.as_moved(Act.MOVED_HERE, targets[at])
        else:
            yield row.passage


def _styles(root: ElementTree.Element | None) -> dict[str, str]:
    found = {}
    for row in root.findall(f"{W}style") if root is not None else ():
        name = row.find(f"{W}name")
        if name is not None:
            found[row.get(f"{W}styleId", "")] = name.get(f"{W}val", "")
    return found


def _notes(
    root: ElementTree.Element | None, kind: str
) -> dict[tuple[str, str], ElementTree.Element]:
    return {
        (kind, row.get(f"{W}id", "")): row
        for row in (root.findall(f"{W}{kind}") if root is not None else ())
        if row.get(f"{W}type") not in {"separator", "continuationSeparator", "continuationNotice"}
    }


def _comments(root: ElementTree.Element | None, walk: Walk) -> dict[str, Comment]:
    found = {}
    for row in root.findall(f"{W}comment") if root is not None else ():
        lines = [
            "".join(one.text or "" for one in paragraph.iter(f"{W}t"))
            for paragraph in row.iter(f"{W}p")
        ]
        shown_lines = [shown(line) for line in lines]
        walk.hidden += sum(hidden for _line, hidden in shown_lines)
        words = "\n".join(line for line, _hidden in shown_lines).strip()
        by = stamp_of(row)
        initials, _hidden = shown(row.get(f"{W}initials", "")[:20])
        if words:
            found[row.get(f"{W}id", "")] = Comment(
                0, 0, words[:LONGEST_COMMENT], by.author, by.at, initials
            )
    return found
