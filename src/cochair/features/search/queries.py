"""Finding: what a reader may read comes first, then what answers; each a fixed number of queries."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import F, Q, QuerySet, TextField
from django.db.models.functions import Cast

from cochair.features.documents.models import Term
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.search import glossary, index, sources
from cochair.features.search.models import Passage
from cochair.features.search.question import Question
from cochair.features.search.ranking import Group, Hit, grouped
from cochair.kernel.search import HOUSE, PUBLIC, Card, Filters

# So many of the newest passages that answer are ranked; the number shown ends before that.
RANKED, MOST_SHOWN = 2000, 1000
FIELDS = ("pk", "kind", "item", "language", "paragraph", "words")


@dataclass(frozen=True, slots=True)
class Found:
    """What answers a question: things with their paragraphs; `is_more` where not all are here."""

    groups: tuple[Group, ...] = ()
    is_more: bool = False

    @property
    def paragraphs(self) -> int:
        """How many paragraphs answer, each counted once for all its languages."""
        return sum(len(group.hits) for group in self.groups)


NOTHING = Found()


def find(
    forum: Forum,
    question: Question,
    *,
    hat: ActingOffice | None,
    at: datetime,
    language: str,
    to: Filters,
) -> Found:
    """What a hat may read that answers a question, the best first; for nobody, what is public.

    What may be read is decided inside the query: neither numbers nor order tell of anything else.
    One query for all sources, beside those by which rights are found.
    """
    if question.wide is None:
        return NOTHING
    rows = index.newest(_readable(forum, hat, at, to), question.wide)
    with index.planned():
        found = list(rows.values_list(*FIELDS)[: RANKED + 1])
    hits = [Hit(*row) for row in found[:RANKED]]
    return Found(tuple(grouped(hits, question.surfaces, language)), is_more=len(found) > RANKED)


def texts(groups: Iterable[Group], paragraphs: int, *, audience: str) -> Sequence[Passage]:
    """The first paragraphs of each group in every language that an audience may read; one query."""
    wanted = Q(pk__in=())
    for group in groups:
        ids = [hit.paragraph for hit in group.hits[:paragraphs]]
        wanted |= Q(kind=group.kind, item=group.item, paragraph__in=ids)
    scope = Q(is_public=True) if audience == PUBLIC else Q(in_house=True)
    return list(Passage.objects.filter(wanted, scope).order_by("kind", "item", "place"))


def cards(forum: Forum, groups: Iterable[Group], audience: str) -> Mapping[tuple[str, int], Card]:
    """How the things that were found are shown."""
    found: dict[tuple[str, int], Card] = {}
    items: dict[str, list[int]] = {}
    for group in groups:
        items.setdefault(group.kind, []).append(group.item)
    for kind, keys in items.items():
        shown = sources.of(kind).cards(forum, keys, audience)
        found |= {(kind, item): card for item, card in shown.items()}
    return found


def audience_of(hat: ActingOffice | None) -> str:
    """Whom the pages speak to: the house, or anyone."""
    return HOUSE if hat is not None else PUBLIC


def terms(forum: Forum) -> glossary.Glossary:
    """The glossary of a forum, worked out anew only when it says something else; one query."""
    rows = Term.objects.filter(forum=forum, ended_at=None)
    return _terms(tuple(rows.values_list(Cast("words", TextField()), flat=True)))


@lru_cache(maxsize=8)
def _terms(words: tuple[str, ...]) -> glossary.Glossary:
    return glossary.of(map(json.loads, words))


def _readable(
    forum: Forum, hat: ActingOffice | None, at: datetime, to: Filters
) -> QuerySet[Passage]:
    # Not as a column with an index: from the words to the things, and never through all things.
    rows = Passage.objects.filter(forum=forum).alias(thing=F("item") + 0)
    rows = rows.filter(is_public=True) if hat is None else rows.filter(in_house=True)
    if to.language:
        rows = rows.filter(language=to.language)
    readable = Q(pk__in=())
    for source in sources.every():
        keys = (
            source.published(forum, at, to) if hat is None else source.visible(forum, hat, at, to)
        )
        readable |= Q(kind=source.kind, thing__in=keys)
    return rows.filter(readable)
