"""What comes before a meeting: preparatory meetings of the co-chairs, and the note on coherence.

Source: domain A.5 and A.6 (AMB-26, AMB-36); corrections.md section 1 ("Departures") and
section 2 (I.2.1.b).
"""

from cochair.procedure.calendar import days_between
from cochair.procedure.checks.arguments import text, texts, whole
from cochair.procedure.checks.registry import Args, check
from cochair.procedure.refusal import Sentence, _
from cochair.procedure.result import Finding
from cochair.procedure.view import Case, View

NOT_APPROPRIATE = "not_appropriate"


@check(
    "prep_meeting_covers",
    scopes=["meeting"],
    args={"topic": "text", "minimum": "integer"},
)
def prep_meeting_covers(view: View, case: Case, args: Args) -> Finding:
    """So many preparatory meetings of all co-chairs before the opening, one on the topic.

    "As appropriate" is a discretion of the text: where all note together that it was not,
    nothing is asked.
    """
    meeting = case.meeting
    assert meeting is not None
    topic, minimum = text(args["topic"]), whole(args["minimum"])
    for note in meeting.joint_notes:
        if note.value in (NOT_APPROPRIATE, topic):
            said = Sentence(
                _(
                    "Both co-presidencies recorded on {at} that joint preparation of this "
                    "topic was not appropriate."
                ),
                {"at": note.at},
            )
            return Finding(None, absent=True, evidence=(note.id,), says=(said,))
    if minimum <= 0:
        said = Sentence(_("No preparatory meeting is required."))
        return Finding(None, absent=True, says=(said,))
    parties = frozenset(party.code for party in case.book.parties)
    held = [
        one
        for one in sorted(meeting.preparations, key=lambda one: (one.at, one.id))
        if one.parties_present >= parties
        and (meeting.opened_at is None or one.at < meeting.opened_at)
    ]
    on_topic = next((one for one in held if topic in one.topics), None)
    if len(held) >= minimum and on_topic is not None:
        decided = max(held[minimum - 1].at, on_topic.at)
        said = Sentence(_("The co-chairs prepared this topic on {at}."), {"at": on_topic.at})
        return Finding(True, decided_at=decided, evidence=(on_topic.id,), says=(said,))
    said = Sentence(
        _(
            "Preparatory meetings attended by all co-chairs: {number} of {minimum} "
            "required; on this topic: {found}."
        ),
        {
            "number": len(held),
            "minimum": minimum,
            "found": sum(topic in one.topics for one in held),
        },
    )
    return Finding(False, evidence=tuple(one.id for one in held), says=(said,))


@check(
    "coherence_note_present",
    scopes=["meeting"],
    args={"max_age_days": "integer", "configurations": "configuration[]"},
    reads=["coherence.*"],
)
def coherence_note_present(view: View, case: Case, args: Args) -> Finding:
    """A note on related initiatives, young enough, that leaves out no commitment."""
    meeting = case.meeting
    assert meeting is not None
    code = meeting.configuration
    if code not in texts(args["configurations"]) or not case.option(f"coherence.{code}", True):
        said = Sentence(_("Not required for this type of meeting."))
        return Finding(None, absent=True, says=(said,))
    note = meeting.coherence
    if note is None:
        return Finding(False, says=(Sentence(_("There is no note on related initiatives.")),))
    evidence = (note.id,)
    if note.unknown_relations:
        said = Sentence(
            _("Commitments not yet compared with other initiatives: {number}."),
            {"number": len(note.unknown_relations)},
        )
        return Finding(False, evidence=evidence, says=(said,), contrary=True)
    first = view.first_day(meeting)
    if first is None:
        said = Sentence(_("The date of the meeting is not established."))
        return Finding(None, evidence=evidence, says=(said,))
    age, limit = days_between(note.day, first), whole(args["max_age_days"])
    facts = {"day": note.day, "days": age, "limit": limit}
    if age > limit:
        said = Sentence(
            _("The note is dated {day}. Days before the meeting: {days}; limit: {limit}."),
            facts,
        )
        return Finding(False, evidence=evidence, says=(said,), contrary=True)
    said = Sentence(_("The note is dated {day}. Days before the meeting: {days}."), facts)
    return Finding(True, decided_at=note.at, evidence=evidence, says=(said,))
