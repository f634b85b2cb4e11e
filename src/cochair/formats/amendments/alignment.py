"""Which paragraph of a text each passage of a file is, and where its words stand there today.

By the bookmark that the file left with; where there is none, by its words.  Pure.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

from cochair.formats.alignment import continued
from cochair.formats.amendments.bookmarks import paragraph_of
from cochair.formats.paragraphs import plain
from cochair.formats.word.tracked import Passage
from cochair.procedure.text import NegotiatedText, Span

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")
# A longer paragraph is compared in its ends alone: what differs in between is one difference.
MOST_TOKENS = 4_000


def matched(text: NegotiatedText, passages: Sequence[Passage]) -> Mapping[int, str]:
    """The paragraph of each passage that was there before, by the number of the passage."""
    left = {one.id: one.words[text.negotiation] for one in text.current}
    found: dict[int, str] = {}
    there = [at for at, one in enumerate(passages) if _was(one) is not None]
    for at in there:
        for name in passages[at].names:
            id = paragraph_of(name)
            if id in left:
                found[at] = id
                del left[id]
                break
    rest = [at for at in there if at not in found]
    new = tuple(plain("", _was(passages[at]) or "") for at in rest)
    before = tuple(plain(id, words) for id, words in left.items())
    for at, one in zip(rest, continued(new, before), strict=True):
        if one.id in left:
            found[at] = one.id
    return found


def _was(one: Passage) -> str | None:
    """What a passage was, where it stood in the text: a moved one stood at its old place."""
    return one.original if one.act not in {"inserted", "moved_here"} else None


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of one wording that are others in another one."""

    span: Span
    words: str


class Wordings:
    """Two wordings of a paragraph, laid side by side word by word."""

    def __init__(self, was: str, now: str) -> None:
        self.was, self.now = was, now
        self.blocks = [(0, 0, len(now))] if was == now else _same(was, now)

    def place(self, span: Span) -> Span | None:
        """Where words of the first one stand in the second; None where they are others there."""
        if self.was == self.now:
            return span
        for was, now, size in self.blocks:
            inside = was <= span.start and span.end <= was + size
            # A place between words is known by one that stands beside it.
            if inside and size:
                return Span(span.start - was + now, span.end - was + now)
        return None

    @property
    def likeness(self) -> float:
        """How much of both is the same, from 0 to 1."""
        same = sum(size for _was, _now, size in self.blocks)
        return 2 * same / ((len(self.was) + len(self.now)) or 1)

    def differences(self) -> list[Difference]:
        """What would make the second one the first."""
        found = []
        was = now = 0
        for at, place, size in [*self.blocks, (len(self.was), len(self.now), 0)]:
            if at > was or place > now:
                cut, new = self.now[now:place], self.was[was:at]
                if cut.split() != new.split():
                    found.append(Difference(Span(now, place), new))
            was, now = at + size, place + size
        return found


def _same(was: str, now: str) -> list[tuple[int, int, int]]:
    """Where both have the same words: the places in each, and how many signs."""
    one, other = _TOKEN.findall(was), _TOKEN.findall(now)
    head = 0
    while head < min(len(one), len(other)) and one[head] == other[head]:
        head += 1
    tail = 0
    while tail < min(len(one), len(other)) - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    starts, places = [0, *accumulate(map(len, one))], [0, *accumulate(map(len, other))]
    blocks = [(0, 0, head)]
    middle = one[head : len(one) - tail], other[head : len(other) - tail]
    if len(middle[0]) + len(middle[1]) <= MOST_TOKENS:
        matcher = SequenceMatcher(None, *middle, autojunk=False)
        blocks += [(head + b.a, head + b.b, b.size) for b in matcher.get_matching_blocks()]
    blocks.append((len(one) - tail, len(other) - tail, tail))
    joined: list[tuple[int, int, int]] = []
    for a, b, size in blocks:
        if not size:
            continue
        if joined and (joined[-1][0] + joined[-1][2], joined[-1][1] + joined[-1][2]) == (a, b):
            joined[-1] = (joined[-1][0], joined[-1][1], joined[-1][2] + size)
        else:
            joined.append((a, b, size))
    return [(starts[a], places[b], starts[a + size] - starts[a]) for a, b, size in joined]
