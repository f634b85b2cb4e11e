"""Where commitments and initiatives overlap: found from what is kept, in a fixed number of queries."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from cochair.features.acts import queries as acts
from cochair.features.acts.models import JointAct
from cochair.features.commitments.models import (
    Action,
    Commitment,
    OverlapDecision,
    Relation,
    SupportRequest,
)
from cochair.features.meetings.models import InitiativeEvent
from cochair.features.parties.models import Forum, Organisation
from cochair.features.support import queries as support
from cochair.features.support.codes import CLOSED
from cochair.kernel.archive import instant
from cochair.kernel.kind import Row
from cochair.procedure.refusal import Sentence, _

DECIDE = "overlap.decide"
IN_FORCE = "in_force"


@dataclass(frozen=True, slots=True)
class Pair:
    """A commitment with an initiative to which a comparison found it related."""

    forum: Forum
    commitment: Commitment
    initiative: Organisation

    @property
    def name(self) -> str:
        """The name by which acts know it."""
        return name(self.commitment.slug, self.initiative.code)


@dataclass(frozen=True, slots=True)
class Overlap:
    """A pair with what shows that it overlaps, what both decided, and the act that waits for it."""

    pair: Pair
    signs: tuple[Sentence, ...]
    decision: OverlapDecision | None
    act: JointAct | None

    @property
    def is_open(self) -> bool:
        """Whether nothing is decided, and nothing waits to be signed."""
        return self.decision is None and self.act is None


def name(slug: str, code: str) -> str:
    """The name of a pair, of a number of a commitment and a code of an initiative."""
    return f"{slug}/{code}"


def pair(forum: Forum, slug: str, code: str) -> Pair | None:
    """A pair that is related and of which the commitment is in force, or None."""
    found = _relations(forum).filter(commitment__slug=slug, initiative__code=code).first()
    return _pair(forum, found) if found is not None else None


def since(row: Pair) -> datetime:
    """The instant of the comparison that found a pair related."""
    found = _relations(row.forum).get(commitment=row.commitment, initiative=row.initiative)
    return found.at


def overlaps(forum: Forum) -> list[Overlap]:
    """All overlaps, those of which nothing is decided first; a comparison made anew opens one again."""
    relations = list(_relations(forum))
    decided = {
        (one.commitment_id, one.initiative_id): one
        for one in OverlapDecision.objects.filter(commitment__instrument__forum=forum)
        .select_related("act")
        .order_by("at", "pk")
    }
    waiting = {str(one.body["overlap"]): one for one in acts.open_acts(forum).filter(kind=DECIDE)}
    shown = _Shown(forum)
    found = []
    for one in relations:
        two = _pair(forum, one)
        last = decided.get((one.commitment_id, two.initiative.pk))
        stands = last if last is not None and last.at >= one.at else None
        found.append(Overlap(two, tuple(shown.of(two)), stands, waiting.get(two.name)))
    return sorted(found, key=lambda one: (one.decision is not None, one.pair.name))


def standing(row: Commitment) -> Mapping[int, OverlapDecision]:
    """What both decided of the initiatives (by key) to which a commitment is related, as far as no later
    comparison opened it again; in two queries."""
    related = _relations(row.instrument.forum).filter(commitment=row)
    since = {one.initiative_id: one.at for one in related}
    rows = OverlapDecision.objects.filter(commitment=row, initiative__in=since)
    last = {one.initiative_id: one for one in rows.order_by("at", "pk")}
    return {key: one for key, one in last.items() if one.at >= since[key]}


def archived(reader: Any) -> Iterator[Row]:
    """All decisions on overlaps, for the archive of a reader (`archives.parts.Reader`)."""
    rows = OverlapDecision.objects.filter(commitment__instrument__forum=reader.forum)
    for row in rows.select_related("commitment", "initiative", "act").order_by("at", "pk"):
        yield {
            "commitment": row.commitment.slug,
            "initiative": row.initiative.code,
            "decision": row.decision,
            "words": row.words,
            "act": row.act.number,
            "at": instant(row.at),
        }


class _Shown:
    """What shows that a pair overlaps: read once for a forum."""

    def __init__(self, forum: Forum) -> None:
        self.events: dict[int, list[InitiativeEvent]] = {}
        for one in InitiativeEvent.objects.filter(initiative__forum=forum, removed_at=None):
            self.events.setdefault(one.initiative_id, []).append(one)
        self.actions: dict[int, list[Action]] = {}
        rows = Action.objects.filter(forum=forum, ended_at=None)
        for action in rows.prefetch_related("commitments").order_by("number"):
            for commitment in action.commitments.all():
                self.actions.setdefault(commitment.pk, []).append(action)
        self.requests = list(support.requests(forum))

    def of(self, pair: Pair) -> Iterator[Sentence]:
        """The signs of one pair, in sentences."""
        if pair.initiative.code in pair.commitment.owners:
            yield Sentence(_("It is an owner of this commitment."))
        for action in self.actions.get(pair.commitment.pk, ()):
            for event in self._same_days(pair, action):
                facts = {"title": event.title, "day": event.start, "number": action.number}
                message = _("Its event of {day} falls in the days of action {number}: {title}")
                yield Sentence(message, facts)
        for request in self._asked(pair):
            facts = {"number": request.number, "party": request.party}
            message = _("{party} asked it for support with this commitment: request {number}")
            yield Sentence(message, facts)

    def _same_days(self, pair: Pair, action: Action) -> Iterable[InitiativeEvent]:
        return (
            one
            for one in self.events.get(pair.initiative.pk, ())
            if action.start <= one.end and (action.end is None or one.start <= action.end)
        )

    def _asked(self, pair: Pair) -> Iterable[SupportRequest]:
        return (
            one
            for one in self.requests
            if one.programme_id == pair.initiative.pk
            and support.state(one) not in CLOSED
            and any(each.pk == pair.commitment.pk for each in one.commitments.all())
        )


def _relations(forum: Forum) -> QuerySet[Relation]:
    rows = Relation.objects.filter(
        commitment__instrument__forum=forum,
        commitment__state=IN_FORCE,
        initiative__isnull=False,
        ended_at=None,
    )
    return rows.select_related("commitment__instrument", "initiative")


def _pair(forum: Forum, one: Relation) -> Pair:
    assert one.initiative is not None
    return Pair(forum, one.commitment, one.initiative)
