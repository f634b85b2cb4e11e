"""What a cycle still holds that nobody could end once it is closed; closing is refused until then.

Each has an act that ends it, named in the sentence.  A document is named to whoever may read it,
and counted for all others.  Source: domain.md C.4 (Cycle: closed).
"""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet

from cochair.features.action_points import queries as points
from cochair.features.commitments.models import EffectivenessAssessment, StocktakingReport
from cochair.features.cycles.models import Cycle
from cochair.features.decisions.models import RoomDecision
from cochair.features.documents import cycles
from cochair.features.documents import queries as documents
from cochair.features.documents.marking import SHARED
from cochair.features.documents.models import Document, Original
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.records.models import MeetingRecord
from cochair.features.room import issue
from cochair.features.room import queries as room
from cochair.features.silence import queries as silences
from cochair.features.silence.outages import OPEN_TO_IT
from cochair.features.texts import decision_state
from cochair.features.texts import queries as texts
from cochair.procedure import consensus
from cochair.procedure import silence as core
from cochair.procedure.consensus.stages import ADOPTED, ON_THE_TABLE
from cochair.procedure.refusal import Refusal, Sentence, _


def of_cycle(
    forum: Forum, cycle: Cycle, at: datetime, hat: ActingOffice | None = None
) -> Iterator[Refusal]:
    """A refusal for each kind of thing that has not ended, with the names of all of its kind.

    They are told to an office at an instant (aware UTC), or (None) to whoever reads what is shared.
    """
    papers = Document.objects.filter(cycles.of_cycle(cycle, forum.zone), forum=forum)
    seals, unread = _seals(papers, forum, at, hat)
    found = (
        (_running(forum, papers, at), _("Silence procedures on documents of the cycle " "have not ended: {names}. Let each run to its " "end, or withdraw it.")),
        (_undecided(forum, cycle), _("Texts submitted to a meeting of the cycle have not " "been decided: {names}. Declare the outcome of each.")),
        (_unissued(forum, cycle, at), _("Texts adopted in the cycle may still have to be " "issued with statements: {names}. Issue each " "once statements are no longer accepted, 48 " "hours after the closing of its meeting.")),
        (_negotiated(forum, papers), _("Texts of the cycle are still under negotiation: " "{names}. Adopt each, declare its document final, " "or withdraw the document.")),
        (_records(cycle), _("Records of meetings of the cycle are not approved: {names}. " "Both co-presidencies must approve them first.")),
        (seals, _("Originals of documents of the cycle wait for signature: {names}. Sign " "them, or withdraw them.")),
        (_reports(cycle), _("The stock-taking of cycle {names} is not final. Both " "co-presidencies must close it first.")),
        (_assessments(cycle), _("The joint assessment of cycle {names} is not signed. " "Both co-presidencies must sign it first.")),
        (_points(forum, cycle), _("Action points of meetings of the cycle are open: {names}. Report them done, carry them over, or drop them.")),
    )  # fmt: skip
    for names, message in found:
        if names:
            yield Refusal("cycle", message, {"names": names})
    if unread:
        message = _("Originals of documents that only one Party may read wait for " "signature: {number}. That Party must sign or withdraw them.")  # fmt: skip
        yield Refusal("cycle", message, {"number": unread})


def _running(forum: Forum, papers: QuerySet[Document], at: datetime) -> tuple[str, ...]:
    """Once the cycle is closed nobody could object, and the time would run out all the same."""
    rows = (
        silences.unended(forum)
        .filter(revision__document__in=papers.values("pk"))
        .order_by("number")
    )
    return tuple(
        str(one.number) for one in rows if core.stage(silences.silence(one, at), at) in OPEN_TO_IT
    )


def _undecided(forum: Forum, cycle: Cycle) -> tuple[Sentence, ...]:
    return tuple(
        _named(one)
        for one in _decisions(forum, cycle).filter(claim="")
        if consensus.stage(room.decision(one)) in ON_THE_TABLE
    )


def _unissued(forum: Forum, cycle: Cycle, at: datetime) -> tuple[Sentence, ...]:
    """A statement that is taken and never printed would be lost once the document is only read."""
    return tuple(
        _named(one)
        for one in _decisions(forum, cycle).exclude(claim="")
        if consensus.stage(room.decision(one)) in ADOPTED and issue.is_unissued(one, at)
    )


def _named(one: RoomDecision) -> Sentence:
    return Sentence(
        _("{meeting}, decision {number}"), {"meeting": one.meeting.slug, "number": one.number}
    )


def _decisions(forum: Forum, cycle: Cycle) -> QuerySet[RoomDecision]:
    return room.decisions(forum).filter(meeting__cycle=cycle).order_by("meeting", "number")


def _negotiated(forum: Forum, papers: QuerySet[Document]) -> tuple[str, ...]:
    """Nobody could propose, agree or adopt anything in such a text any more."""
    standing = papers.filter(withdrawn_at=None, superseded_by=None, final_at=None)
    rows = texts.texts(forum).filter(document__in=standing.values("pk")).order_by("pk")
    return tuple(
        one.document.slug for one in rows if not decision_state.is_over(one, decision_state.on(one))
    )


def _records(cycle: Cycle) -> tuple[str, ...]:
    rows = MeetingRecord.objects.filter(meeting__cycle=cycle, approved=None)
    return tuple(rows.order_by("meeting").values_list("meeting__slug", flat=True))


def _seals(
    papers: QuerySet[Document], forum: Forum, at: datetime, hat: ActingOffice | None
) -> tuple[tuple[str, ...], int]:
    """The documents that wait for a signature by their names, and the number of those unnamed."""
    waits = Original.objects.filter(dropped_at=None, sealed_at=None)
    held = papers.filter(pk__in=waits.values("expression__revision__document"))
    read = (
        documents.visible(forum, hat, at)
        if hat is not None
        else Document.objects.filter(marking__in=SHARED, circulated_at__lte=at)
    )
    named = held.filter(pk__in=read.values("pk")).order_by("pk").values_list("slug", flat=True)
    return tuple(named), held.count() - len(named)


def _reports(cycle: Cycle) -> tuple[str, ...]:
    rows = StocktakingReport.objects.filter(cycle=cycle, final_at=None)
    return tuple(str(one.cycle.number) for one in rows.select_related("cycle"))


def _assessments(cycle: Cycle) -> tuple[str, ...]:
    rows = EffectivenessAssessment.objects.filter(cycle=cycle, signed_at=None)
    return tuple(str(one.cycle.number) for one in rows.select_related("cycle"))


def _points(forum: Forum, cycle: Cycle) -> tuple[Sentence, ...]:
    """What was carried over belongs to the meeting to which it went."""
    return tuple(
        Sentence(
            _("{meeting}, action point {number}"),
            {"meeting": one.meeting.slug, "number": one.number},
        )
        for one in points.live(forum)
        if (one.carried_to.meeting if one.carried_to else one.meeting).cycle_id == cycle.pk
    )
