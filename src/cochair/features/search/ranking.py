"""Which of what was found comes first: the same on every database, whatever else is in the index.

What a reader may not see must not move what that reader sees: how often a word stands in the
whole index counts for nothing here.  Pure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cochair.features.search.models import HEAD

TITLE, WORD, AGAIN, TOGETHER, OWN_LANGUAGE = 3.0, 1.0, 0.15, 1.5, 0.5
MOST_TIMES, LENGTH = 4, 200.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that answers: where it belongs, and its words without accents."""

    key: int
    kind: str
    item: int
    language: str
    paragraph: str
    words: str


@dataclass(frozen=True, slots=True)
class Group:
    """A thing that was found, with its paragraphs, the best first: each once, in some language."""

    kind: str
    item: int
    hits: tuple[Hit, ...]


def score(hit: Hit, surfaces: Sequence[str], language: str) -> float:
    """How well a passage answers: titles first, then words as they were typed, on end, and often."""
    words = hit.words.split(" ")
    said = f" {hit.words} "
    points = TITLE if hit.paragraph == HEAD else 0.0
    for surface in dict.fromkeys(surfaces):
        times = words.count(surface)
        if times:
            points += WORD + AGAIN * min(times - 1, MOST_TIMES)
    if len(surfaces) > 1 and f" {' '.join(surfaces)} " in said:
        points += TOGETHER
    if hit.language == language:
        points += OWN_LANGUAGE
    return points + 1.0 / (1.0 + len(words) / LENGTH)


def grouped(hits: Iterable[Hit], surfaces: Sequence[str], language: str) -> list[Group]:
    """The things that were found, the best first; the newest first where two are as good."""
    found: dict[tuple[str, int], dict[str, tuple[float, int, Hit]]] = {}
    for hit in hits:
        scored = (score(hit, surfaces, language), hit.key, hit)
        paragraphs = found.setdefault((hit.kind, hit.item), {})
        before = paragraphs.get(hit.paragraph)
        if before is None or scored[:2] > before[:2]:
            paragraphs[hit.paragraph] = scored
    ordered = []
    for (kind, item), paragraphs in found.items():
        best = sorted(paragraphs.values(), key=lambda one: (-one[0], one[1]))
        newest = max(one[1] for one in best)
        hits_of = tuple(one[2] for one in best)
        ordered.append((-best[0][0], -newest, Group(kind, item, hits_of)))
    return [group for _score, _newest, group in sorted(ordered, key=lambda one: one[:2])]
