"""A proposed version becomes a version by a decision of the meeting, and by nothing else.

By consensus in the room, or by a silence that the meeting has mandated.  That the decision is
there is worked out from its entries; whoever presses the button decides nothing.
Source: I.2.agree, II.2.functions.c.2; corrections.md section 2.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from cochair.features.compliance.models import ProposedVersion
from cochair.features.decisions.models import RoomDecision, SilenceProcedure
from cochair.features.documents.models import Document
from cochair.features.documents.vocabulary import PROCEDURE_PROPOSAL
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, ProcedureText
from cochair.features.parties.offices import ActingOffice
from cochair.features.review import mutation, queries
from cochair.features.room import queries as room
from cochair.features.silence import queries as silence
from cochair.procedure import consensus as in_room
from cochair.procedure import silence as by_silence
from cochair.procedure.calendar import civil_day
from cochair.procedure.checks.procedures import CONSENSUS, SILENCE
from cochair.procedure.refusal import Refusal, Refused, _, require
from cochair.procedure.review import adopter, adopting_clause, unfit_number

VERSION = "procedure_version"


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision by which a version was adopted: its id as a fact, how, and since when."""

    id: str
    method: str
    at: datetime


@transaction.atomic
def adopt(row: ProposedVersion, *, by: ActingOffice, at: datetime) -> ProposedVersion:
    """Enter as a version what a decision of the meeting adopted; done twice, it is done once.

    It takes effect by itself on its first civil day in the forum's zone.  Raises Refused without
    such a decision on exactly this paper, where the day was over when it was decided, and where
    another version was adopted since the draft was made.
    """
    row = mutation.locked(row)
    if row.adopted is not None:
        return row
    found = decision_on(row, at)
    require(*_against(row, found))
    assert found is not None
    row.adopted = ProcedureText.objects.create(
        forum=row.forum,
        number=row.number,
        text=row.text,
        digest=row.digest,
        effective_from=row.effective_from,
        loaded_at=at,
    )
    row.method, row.decision, row.decided_at = found.method, found.id, found.at
    row.save(update_fields=["adopted", "method", "decision", "decided_at"])
    mutation.tell(
        row,
        "procedures.adopted",
        by=by,
        at=at,
        facts={"decision": found.id, "from": row.effective_from.isoformat()},
    )
    return row


def _against(row: ProposedVersion, found: Decided | None) -> tuple[Refusal | None, ...]:
    """Why a proposal is not entered as a version on the decision that was found, if any."""
    base = parties.books(row.forum)[-1]
    clause = adopting_clause(base)
    taken = [one.number for one in queries.versions(row.forum)]
    return (
        None if found else Refusal(clause, _("No decision of the meeting adopts this version.")),
        None
        if row.base.number == base.version
        else Refusal(
            clause,
            _("The draft is based on version {before}; version {version} has been adopted since."),
            {"before": row.base.number, "version": base.version},
        ),
        unfit_number(row.number, taken, clause),
        _too_late(row, found, clause),
    )


def turn(forum: Forum, at: datetime) -> None:
    """Enter what a decision has adopted, in the name of whoever drafted it; for the worker.

    What cannot be entered stays proposed: its page says why, and both Parties are told.
    """
    for row in _waiting(forum):
        if decision_on(row, at) is None:
            continue
        try:
            adopt(row, by=parties.hat_of(forum, row.made_by, at), at=at)
        except Refused:
            continue


def _waiting(forum: Forum) -> Iterable[ProposedVersion]:
    return queries.proposals(forum).filter(
        proposed_at__isnull=False, adopted=None, withdrawn_at=None
    )


def refused(forum: Forum, at: datetime) -> Iterator[tuple[ProposedVersion, Refusal]]:
    """The proposals that a decision has adopted and that cannot be entered, each with a reason."""
    for row in _waiting(forum):
        why = refusal(row, at)
        if why is not None:
            yield row, why


def refusal(row: ProposedVersion, at: datetime) -> Refusal | None:
    """Why a proposal that a decision has adopted cannot be entered at an instant; else None."""
    found = decision_on(row, at)
    against = [one for one in _against(row, found) if one is not None] if found else []
    return against[0] if against else None


def decision_on(row: ProposedVersion, at: datetime) -> Decided | None:
    """The decision that has adopted a proposal at an instant; None while there is none."""
    if row.document is None or row.meeting is None or row.withdrawn_at is not None:
        return None
    found = adopter(queries.base_of(row))
    if found is not None and row.meeting.configuration != found.configuration:
        return None
    for one in room.decisions(row.forum).filter(document=row.document, kind=VERSION):
        if (decided := _in_room(row, one)) is not None:
            return decided
    for other in silence.procedures(row.forum).filter(revision__document=row.document):
        if (decided := _by_silence(row, other, at)) is not None:
            return decided
    return None


def not_mandated(document: Document, at: datetime) -> Refusal | None:
    """Why a paper on the procedures is not put under silence: the meeting must have mandated it."""
    if document.kind != PROCEDURE_PROPOSAL:
        return None
    forum = Forum.objects.get(pk=document.forum_id)
    row = queries.proposals(forum).filter(document=document).first()
    if row is not None and queries.mandate(row, at) is not None:
        return None
    return Refusal(
        adopting_clause(parties.books(forum)[-1]),
        _(
            "A version of the procedures may be decided by silence procedure only if the "
            "meeting gave a mandate for it."
        ),
    )


def _in_room(row: ProposedVersion, one: RoomDecision) -> Decided | None:
    now = room.decision(one)
    ended, at = in_room.outcome(now), in_room.declared_at(now)
    same = one.terms["languages"] == row.languages and one.meeting_id == row.meeting_id
    if ended is None or at is None or not ended.is_agreement or not same:
        return None
    return Decided(f"decision-{one.meeting.slug}-{one.number}", CONSENSUS, at)


def _by_silence(row: ProposedVersion, one: SilenceProcedure, at: datetime) -> Decided | None:
    if one.closed_at is None or one.terms["languages"] != row.languages:
        return None
    value = silence.silence(one, at)
    ended, opened = by_silence.outcome(value, at), by_silence.opened_at(value)
    if ended is None or opened is None or not ended.is_agreement:
        return None
    if queries.mandate(row, opened) is None:
        return None
    # Nobody objected until it ended: then it was agreed, whenever the clock was asked.
    return Decided(f"silence-{one.number}", SILENCE, by_silence.course(value, at).expires_at)


def _too_late(row: ProposedVersion, found: Decided | None, clause: str) -> Refusal | None:
    if found is None or row.effective_from > civil_day(found.at, row.forum.zone):
        return None
    return Refusal(
        clause,
        _("The decision was taken after {day}, the date on which it was to take effect."),
        {"day": row.effective_from},
    )
