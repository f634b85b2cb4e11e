"""The joint act by which an observer is invited."""

from collections.abc import Mapping
from datetime import datetime

from cochair.features.acts.kinds import Ended, Kind, Line, Reader, ended, register
from cochair.features.acts.models import JointAct
from cochair.features.meetings import ends
from cochair.features.meetings.cycle_plan import meeting_of
from cochair.features.meetings.models import ObserverRequest
from cochair.features.observers import admission, labels, notices, queries, refusals
from cochair.features.observers.states import Standing, Step
from cochair.features.parties import queries as parties
from cochair.procedure.refusal import Refusal, Sentence, _


def register_all() -> None:
    """Make the kinds of this part known; called once, when the app is ready."""
    notices.register_all()
    register(
        Kind(
            code=queries.INVITATION,
            name=_("Invitation to an observer"),
            effect=lambda act: Sentence(
                _(
                    "{organisation} is invited. From that moment it may attend the "
                    "sessions and read the documents named here, and nothing else."
                ),
                {"organisation": act.body["organisation"]},
            ),
            take_effect=_invite,
            entry="observer.invited",
            over=_over,
            bound=_present_request,
            guard=_refusals,
            describe=_lines,
        )
    )


def _request(act: JointAct) -> ObserverRequest:
    found = ObserverRequest.objects.select_related("meeting__forum", "organisation")
    return found.prefetch_related("answers__party").get(
        meeting__forum=act.forum, pk=act.body["request"]
    )


def _present_request(act: JointAct) -> Mapping[str, object]:
    """An invitation binds every answer that stands: when a Party takes its own back, keys are void."""
    row = _request(act)
    latest = {answer.party.code: answer.pk for answer in row.answers.all()}
    meeting = row.meeting
    steps = ("opened_at", "cancelled_at")
    return {
        "answers": latest,
        "invited": row.invited_at.isoformat() if row.invited_at else "",
        "withdrawn": row.withdrawn_at is not None,
        "steps": [step for step in steps if getattr(meeting, step) is not None],
    }


WITHDRAWN = ended("observer.withdrawn", _("The request of the observer was withdrawn."))


def _over(act: JointAct, at: datetime) -> Ended | None:
    row = _request(act)
    return ends.of_opening(row.meeting, at) or (WITHDRAWN if row.withdrawn_at is not None else None)


def _refusals(act: JointAct, at: datetime) -> tuple[Refusal | None, ...]:
    row = _request(act)
    standing = queries.standing_of(row, at)
    book = parties.book(act.forum, at)
    return (
        refusals.agreed_by_all(standing, queries.clause_id(book, row.meeting.configuration)),
        refusals.before_opening(row.meeting, at),
        refusals.open_to(standing, Step.INVITE) if not standing.missing else None,
    )


def _invite(act: JointAct, at: datetime) -> None:
    """Invite at the instant of the last key, or grant something else to one who is invited.

    One that was invited too early stays so: what is granted later does not make it earlier.
    """
    meeting = meeting_of(act)
    row = _request(act)
    standing = queries.standing_of(row, at)
    if not standing.is_early and not standing.is_invited:
        row.invited_at, row.invited_outside = at, False
    row.invitation_act = act
    row.granted_sessions = act.body["sessions"]
    row.granted_documents = act.body["documents"]
    row.save()
    row.meeting = meeting
    book = parties.book(act.forum, at)
    admission.send(row, queries.clause_id(book, meeting.configuration), at)


def _lines(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    """Who is invited, to which sessions, which papers, and when each Party agreed."""
    row = _request(act)
    standing = queries.standing_of(row, act.proposed_at)
    sessions = tuple(str(number) for number in act.body["sessions"])
    lines: list[Line] = [
        (_("Observer"), row.organisation.name),
        (_("Sessions that the observer may attend, by number"), sessions or _("no session")),
        (
            _("Documents granted"),
            labels.DOCUMENTS.get(act.body["documents"], act.body["documents"]),
        ),
    ]
    names = parties.roster(act.forum).names()
    lines += [(names[party], _agreement(standing, party)) for party in standing.needed]
    return tuple(lines)


def _agreement(standing: Standing, party: str) -> Sentence:
    since = standing.agreed_since(party)
    if since is None:
        return Sentence(_("has not agreed"))
    return Sentence(_("agreed on {at}"), {"at": since})
