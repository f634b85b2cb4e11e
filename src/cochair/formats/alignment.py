"""Give the paragraphs of a new text the ids of those that they continue or translate.

Within a language a paragraph keeps its id when its words are the same or nearly so, wherever it
has moved; across languages it takes the id of the paragraph that stands at the same place, found
by kind, number and figures.  What continues nothing gets an id that was never used before.
Pure: texts in, a text out.  Source: domain.md B.6 (CB-24, CB-27).
"""

import re
from collections.abc import Callable, Collection
from dataclasses import replace
from difflib import SequenceMatcher

from cochair.formats.paragraphs import Paragraph, Text

ALIKE = 0.55
# Beyond this many pairs, likeness is asked only of paragraphs at about the same place.
MOST_PAIRS = 40_000
NEAR = 40
_FIGURES = re.compile(r"\d+")
_ID = re.compile(r"p-(\d+)")


def continued(new: Text, before: Text, used: Collection[str] = ()) -> Text:
    """A newer text of the same language with the ids of the paragraphs that it continues.

    `used` are further ids that must not be given anew, such as those of earlier revisions.
    """
    ids: list[str | None] = [None] * len(new)
    left = dict(enumerate(before))
    by_words: dict[tuple[str, str], list[int]] = {}
    for at, one in left.items():
        by_words.setdefault((one.kind, one.full_text), []).append(at)
    # The same words: in the order in which they stand.
    for index, one in enumerate(new):
        places = by_words.get((one.kind, one.full_text))
        if places:
            ids[index] = left.pop(places.pop(0)).id
    _pair_alike(new, ids, left)
    return _with_ids(new, ids, {*used, *(one.id for one in before)})


def translated(new: Text, source: Text, used: Collection[str] = ()) -> Text:
    """A text in another language with the ids of the paragraphs of its source."""
    ids: list[str | None] = [None] * len(new)
    if [one.kind for one in new] == [one.kind for one in source]:
        ids = [one.id for one in source]
    else:
        for tag, first, last, there, _end in _matcher(new, source).get_opcodes():
            if tag == "equal":
                for step in range(last - first):
                    ids[first + step] = source[there + step].id
        _fill_gaps(new, ids, source)
    return _with_ids(new, ids, {*used, *(one.id for one in source)})


def _pair_alike(new: Text, ids: list[str | None], left: dict[int, Paragraph]) -> None:
    """Give what changed its words the id of what it was, the most alike first."""
    open_ = [index for index, id in enumerate(ids) if id is None]
    everywhere = len(open_) * len(left) <= MOST_PAIRS
    pairs = []
    for index in open_:
        likeness = _likeness(new[index].text)
        for at, one in left.items():
            if one.kind == new[index].kind and (everywhere or abs(index - at) <= NEAR):
                found = likeness(one.text)
                if found >= ALIKE:
                    pairs.append((-found, abs(index - at), index, at))
    for _alike, _apart, index, at in sorted(pairs):
        if ids[index] is None and at in left:
            ids[index] = left.pop(at).id


def _likeness(text: str) -> Callable[[str], float]:
    words = text.split()
    matcher: SequenceMatcher[str] = SequenceMatcher(None, autojunk=False)
    matcher.set_seq2(words)

    def found(other: str) -> float:
        matcher.set_seq1(other.split())
        if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
            return 0.0
        return matcher.ratio()

    return found


def _matcher(new: Text, source: Text) -> SequenceMatcher[tuple[str, int, str, tuple[str, ...]]]:
    return SequenceMatcher(None, _shape(new), _shape(source), autojunk=False)


def _shape(text: Text) -> list[tuple[str, int, str, tuple[str, ...]]]:
    """What of a paragraph is the same in every language: kind, level, number and figures."""
    return [
        (one.kind, one.level, one.number, tuple(sorted(_FIGURES.findall(one.text)))) for one in text
    ]


def _fill_gaps(new: Text, ids: list[str | None], source: Text) -> None:
    """Between two paragraphs that were found, pair those that are left in order, kind by kind."""
    place = {one.id: at for at, one in enumerate(source)}
    taken = {id for id in ids if id}
    start = 0
    while start < len(new):
        if ids[start] is not None:
            start += 1
            continue
        end = start
        while end < len(new) and ids[end] is None:
            end += 1
        low = place[ids[start - 1] or ""] + 1 if start else 0
        high = place[ids[end] or ""] if end < len(new) else len(source)
        free = [one for one in source[low:high] if one.id not in taken]
        for index in range(start, end):
            match = next((one for one in free if one.kind == new[index].kind), None)
            if match is not None:
                ids[index] = match.id
                taken.add(match.id)
                free = free[free.index(match) + 1 :]
        start = end


def _with_ids(new: Text, ids: list[str | None], used: Collection[str]) -> Text:
    highest = max(
        (int(found[1]) for id in (*used, *filter(None, ids)) if (found := _ID.fullmatch(id))),
        default=0,
    )
    named: list[Paragraph] = []
    for one, id in zip(new, ids, strict=True):
        if id is None:
            highest += 1
        named.append(replace(one, id=id or f"p-{highest}"))
    return tuple(named)
