"""The joint act on the people of a meeting: both say whether the participation was adequate."""

from collections.abc import Mapping
from datetime import datetime

from cochair.features.acts.kinds import Kind, Line, Reader, register
from cochair.features.acts.models import JointAct
from cochair.features.delegations import notices
from cochair.features.delegations.check_in import JUDGED, judgement_refusal
from cochair.features.meetings import ends
from cochair.features.meetings.models import JointNote, Meeting
from cochair.features.parties import queries as parties
from cochair.procedure.refusal import Refusal, Sentence, _

NOTE = "participation"
VALUE_WORDS = {
    "adequate": _("The participation was adequate."),
    "not_adequate": _("The participation was not adequate."),
}
EFFECT = _("The result of the clause on participation is what both Parties state here.")
LINE = _("{present} of {members} members present, {level} of the required level")


def register_all() -> None:
    """Make the kinds of this part known; called once, when the app is ready."""
    notices.register_all()
    register(
        Kind(
            code=JUDGED,
            name=_("Participation in a meeting"),
            effect=lambda act: Sentence(EFFECT),
            take_effect=_note,
            entry="meeting.participation_judged",
            over=ends.at_archive,
            bound=_bound,
            guard=_guard,
            describe=_lines,
        )
    )


def _meeting(act: JointAct) -> Meeting:
    return Meeting.objects.get(forum=act.forum, slug=act.subject_id)


def _note(act: JointAct, at: datetime) -> None:
    JointNote.objects.create(
        meeting=Meeting.objects.select_for_update().get(forum=act.forum, slug=act.subject_id),
        kind=NOTE,
        value=act.body["value"],
        text=act.reason,
        at=at,
        act=act,
    )


def _bound(act: JointAct) -> Mapping[str, object]:
    """What both said before: a second sentence is about the first, and not about none."""
    latest = JointNote.objects.filter(meeting=_meeting(act), kind=NOTE).last()
    return {"latest": str(latest.pk) if latest else ""}


def _guard(act: JointAct, at: datetime) -> tuple[Refusal | None, ...]:
    return (judgement_refusal(_meeting(act), at),)


def _lines(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    """What is said, and the figures of each Party as they stood when it was proposed."""
    lines: list[Line] = [(_("Assessment"), Sentence(VALUE_WORDS[act.body["value"]]))]
    roster = parties.roster(act.forum)
    for one in act.body["shares"]:
        facts = {name: one[name] for name in ("present", "members", "level")}
        lines.append((roster.party(one["party"]).short, Sentence(LINE, facts)))
    return tuple(lines)
