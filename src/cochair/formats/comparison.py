"""Two texts compared by paragraph: what came, went, moved, and changed its words.

Pure.  Paragraphs are paired by their ids, which they keep over revisions and languages; texts of
different documents are aligned first.  In two languages the words are not compared but the
figures in them are: a 12 that is a 21 in the other language is shown.

Source: domain.md B.6 (CB-28); peers.md section 4, rank 19.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from cochair.formats import alignment
from cochair.formats.paragraphs import Paragraph, Text
from cochair.formats.wording import MOST_WORDS, Part, Run, words

_SENTENCES = re.compile(r"[^.!?;]+[.!?;]*\s*|[.!?;]+\s*")
_FIGURES = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of either text; `before` and `after` are its places, from 1, None where absent.

    `runs` tell its words in the language compared; `figures` the numbers that only one of two
    languages has.
    """

    id: str
    old: Paragraph | None
    new: Paragraph | None
    before: int | None
    after: int | None
    runs: tuple[Run, ...] = ()
    figures: tuple[str, ...] = ()
    is_moved: bool = False

    @property
    def is_added(self) -> bool:
        """Whether only the newer text has it."""
        return self.old is None

    @property
    def is_removed(self) -> bool:
        """Whether only the older text has it."""
        return self.new is None

    @property
    def is_changed(self) -> bool:
        """Whether both have it with other words, or another number or kind."""
        if self.old is None or self.new is None:
            return False
        said = (self.old.kind, self.old.number, self.old.level)
        return any(run.part is not Part.KEPT for run in self.runs) or said != (
            self.new.kind,
            self.new.number,
            self.new.level,
        )

    @property
    def is_same(self) -> bool:
        """Whether nothing happened to it."""
        return not (self.is_added or self.is_removed or self.is_changed or self.is_moved)

    @property
    def is_table(self) -> bool:
        """Whether it is a table on either side."""
        return any(one is not None and one.cells for one in (self.old, self.new))


def compare(older: Text, newer: Text) -> tuple[Line, ...]:
    """Every paragraph of either text of one language, in the order of the newer one.

    What went stands after the nearest paragraph that stood before it.  Paragraphs without common
    ids are aligned by their words.
    """
    newer = _named_alike(older, newer)
    olds = {one.id: (place, one) for place, one in enumerate(older, start=1)}
    stayed = _in_order(older, newer)
    lines = []
    for place, one in enumerate(newer, start=1):
        before = olds.get(one.id)
        if before is None:
            lines.append(Line(one.id, None, one, None, place, runs("", one.full_text)))
        else:
            compared = runs(before[1].full_text, one.full_text)
            moved = one.id not in stayed
            lines.append(Line(one.id, before[1], one, before[0], place, compared, is_moved=moved))
    return tuple(_with_gone(lines, older, {one.id for one in newer}))


def beside(first: Text, second: Text) -> tuple[Line, ...]:
    """Two languages side by side, by the ids of their paragraphs; words are not compared."""
    if not {one.id for one in first} & {one.id for one in second}:
        second = alignment.translated(second, first)
    seconds = {one.id: (place, one) for place, one in enumerate(second, start=1)}
    lines = []
    for place, one in enumerate(first, start=1):
        other = seconds.get(one.id)
        found = other[1] if other else None
        lines.append(
            Line(
                one.id,
                one,
                found,
                place,
                other[0] if other else None,
                figures=_figures(one, found) if found else (),
            )
        )
    known = {one.id for one in first}
    lines += [
        Line(one.id, None, one, None, place)
        for place, one in enumerate(second, start=1)
        if one.id not in known
    ]
    return tuple(lines)


def counts(lines: Sequence[Line]) -> dict[str, int]:
    """How many paragraphs were added, removed, changed and moved."""
    return {
        "added": sum(line.is_added for line in lines),
        "removed": sum(line.is_removed for line in lines),
        "changed": sum(line.is_changed for line in lines),
        "moved": sum(line.is_moved for line in lines),
    }


def _named_alike(older: Text, newer: Text) -> Text:
    if not older or {one.id for one in older} & {one.id for one in newer}:
        return newer
    return alignment.continued(newer, older)


def _in_order(older: Text, newer: Text) -> frozenset[str]:
    """The paragraphs that both have and that did not move: a longest run in one order."""
    after = {one.id for one in newer}
    before = [one.id for one in older if one.id in after]
    there = set(before)
    order = [one.id for one in newer if one.id in there]
    matcher = SequenceMatcher(None, before, order, autojunk=False)
    return frozenset(
        id
        for block in matcher.get_matching_blocks()
        for id in before[block.a : block.a + block.size]
    )


def _with_gone(lines: list[Line], older: Text, there: set[str]) -> list[Line]:
    """The lines with those that went, each where it stood."""
    gone_after: dict[str, list[Line]] = {}
    last = ""
    for place, one in enumerate(older, start=1):
        if one.id in there:
            last = one.id
        else:
            gone = Line(one.id, one, None, place, None, runs(one.full_text, ""))
            gone_after.setdefault(last, []).append(gone)
    found = list(gone_after.get("", ()))
    for line in lines:
        found.append(line)
        if line.id:
            found += gone_after.get(line.id, ())
    return found


def runs(older: str, newer: str) -> tuple[Run, ...]:
    """Two paragraphs word by word; a long one sentence by sentence, then by words."""
    if max(older.count(" "), newer.count(" ")) < MOST_WORDS // 2:
        return words(older, newer)
    old, new = _SENTENCES.findall(older), _SENTENCES.findall(newer)
    found: list[Run] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        before, after = "".join(old[a:b]), "".join(new[c:d])
        found += [Run(Part.KEPT, before)] if tag == "equal" else words(before, after)
    return tuple(found)


def _figures(first: Paragraph, second: Paragraph) -> tuple[str, ...]:
    """The figures that only one of two languages has; the marks of thousands are set aside."""
    one, other = (
        Counter(re.sub(r"[.,]", "", said) for said in _FIGURES.findall(text.full_text))
        for text in (first, second)
    )
    return tuple(sorted((one - other) + (other - one)))
