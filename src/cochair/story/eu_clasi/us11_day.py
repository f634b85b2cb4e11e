"""US-11: the institutional meeting in Athens, and its record (9 November to 22 December 2027)."""

from cochair.features.decisions.models import RoomDecision
from cochair.features.delegations import check_in
from cochair.features.meeting_records import approval, drafts, issue
from cochair.features.meeting_records import queries as records
from cochair.features.meetings import actions as meetings
from cochair.features.meetings import chairs
from cochair.features.meetings.models import Participant
from cochair.features.programmes import actions as programmes
from cochair.features.programmes import queries as revisions
from cochair.features.records.models import MeetingRecord
from cochair.features.room import actions as room
from cochair.features.room import queries as decisions
from cochair.features.room.terms import Wish
from cochair.procedure import consensus as core
from cochair.procedure.consensus import Claim
from cochair.procedure.refusal import _
from cochair.story.eu_clasi import papers, recording, us11, us11_papers, words
from cochair.story.eu_clasi.forum import INSTITUTIONAL, ZONE, meeting
from cochair.story.eu_clasi.institutional import CHAIRS, PAGE
from cochair.story.eu_clasi.sitting import Sitting
from cochair.story.events import Stage, Telling

story = Telling("US-11", ZONE)
ROOM, DECISION = f"{PAGE}room/", f"{PAGE}decisions/1/"
SITTING = Sitting(INSTITUTIONAL, CHAIRS, "gr")
PLAN: dict[str, dict[str, object]] = {
    "ministerial": {
        "place": "brussels", "precision": "day", "start": "2028-03-09", "end": "2028-03-09",
    },
    "som": {"place": "riga", "precision": "day", "start": "2028-10-11", "end": "2028-10-11"},
    "im": {"place": "luxembourg", "precision": "day", "start": "2029-05-15", "end": "2029-05-15"},
}  # fmt: skip
# The kind of the conclusion of each item; an adoption has none.
CONCLUDED = {"i1": "note", "i2": "", "i3": "note"}


@story.event(
    "2027-11-09T09:30 Europe/Athens",
    _("All participants named are present or connected; both co-chairs are in the room."),
    who="secretariat",
    clauses=(*us11.COMPOSITION, "II.3.meetings.b.1"),
    path=ROOM,
)
def checked_in(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    found = meeting(stage.forum, INSTITUTIONAL)
    for one in Participant.objects.filter(delegation__meeting=found, removed_at=None):
        check_in.check_in(found, one.badge, mode=one.mode, by=by, at=at)
    for name in CHAIRS:
        by, at = stage.by(name)
        chair = chairs.appoint_chair(found, member=name.upper(), deputy=False, by=by, at=at)
        chairs.check_in(found, chair.pk, by=by, at=at)


@story.event(
    "2027-11-09T10:00 Europe/Athens",
    _("Both co-chairs open the meeting, and take stock of the cycle."),
    who="gr",
    clauses=("II.3.meetings.a.1", "I.2.cycle.3"),
    path=ROOM,
)
def opened(stage: Stage) -> None:
    SITTING.step(stage, "meeting.open")
    SITTING.discuss(stage, "i1")


@story.event(
    "2027-11-09T12:30 Europe/Athens",
    _("The meeting has taken stock, and the programme is under discussion."),
    who="gr",
    clauses=("II.3.functions.b.1",),
    path=ROOM,
)
def stock_taken(stage: Stage) -> None:
    _conclude(stage, "i1")
    SITTING.discuss(stage, "i2")


@story.event(
    "2027-11-09T12:40 Europe/Athens",
    _(
        "Both co-chairs submit the programme for adoption. Only the two presidencies take "
        "part in the decision."
    ),
    who="gr",
    clauses=("I.2.4", "I.2.5"),
    path=DECISION,
)
def programme_put(stage: Stage) -> None:
    wish = Wish(papers.paper(stage, us11_papers.PROGRAMME), kind="programme", item="i2")
    for name in CHAIRS:
        by, at = stage.by(name)
        room.put(meeting(stage.forum, INSTITUTIONAL), wish, by=by, at=at)


@story.event(
    "2027-11-09T12:45 Europe/Athens",
    _("Europol tries to object: an agency does not take part in the decision."),
    who="europol",
    clauses=("I.2.5",),
    path=DECISION,
    is_refused=True,
)
def europol_has_no_say(stage: Stage) -> None:
    with stage.refused():
        by, at = stage.by("europol")
        why, language = stage.in_own_words(
            "europol", words.said("records.institutional.of_an_agency")
        )
        room.object_to(
            decision(stage),
            words=why,
            paragraphs=(),
            language=language,
            by=by,
            received_at=at,
        )


@story.event(
    "2027-11-09T12:55 Europe/Athens",
    _("Both co-chairs declare consensus on the programme."),
    who="do",
    clauses=("I.2.5",),
    path=DECISION,
)
def programme_agreed(stage: Stage) -> None:
    for name in CHAIRS:
        by, at = stage.by(name)
        found = decision(stage)
        seen = core.declaration_digest(decisions.decision(found), Claim.CONSENSUS)
        room.declare(found, claim=Claim.CONSENSUS, seen=seen, by=by, at=at)


@story.event(
    "2027-11-09T12:58 Europe/Athens",
    _("With the signatures of both Parties, the meeting endorses the programme, part by part."),
    who="do",
    clauses=("II.3.functions.a.1", "II.3.functions.a.2", "II.3.functions.a.3"),
    path=f"{PAGE}programme/",
)
def programme_endorsed(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    there = meeting(stage.forum, INSTITUTIONAL)
    last = revisions.submitted(revisions.revisions(there))
    assert last is not None, "Both submitted it."
    act = programmes.propose_endorsement(there, seen=last.token, by=by, at=at)
    stage.sign(act, *CHAIRS)


@story.event(
    "2027-11-09T14:00 Europe/Athens",
    _(
        "The item on the programme is concluded, and the plan of the fourth cycle is under "
        "discussion."
    ),
    who="gr",
    path=ROOM,
)
def plan_opened(stage: Stage) -> None:
    _conclude(stage, "i2")
    SITTING.discuss(stage, "i3")


@story.event(
    "2027-11-09T15:00 Europe/Athens",
    _(
        "Both co-presidencies fix the places and dates of the fourth cycle: Brussels, Riga "
        "and Luxembourg."
    ),
    who="do",
    clauses=("II.3.functions.c.1", "II.3.functions.c.2", "II.3.functions.c.3"),
    path="cycles/4/",
)
def cycle_planned(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    act = meetings.propose_plan(stage.forum, made_in=3, slots=PLAN, by=by, at=at)
    stage.sign(act, *CHAIRS)
    _conclude(stage, "i3")


@story.event(
    "2027-11-09T15:50 Europe/Athens",
    _("Both co-chairs close the meeting."),
    who="gr",
    clauses=("I.1.3", "I.1.4", "I.1.5", "I.2.5", "I.2.8.a"),
    path=PAGE,
)
def closed(stage: Stage) -> None:
    SITTING.step(stage, "meeting.close")


@story.event(
    "2027-11-22T10:00",
    _("The draft record is circulated for comments until 9 December."),
    who="secretariat",
    clauses=("I.2.7",),
    path=f"{PAGE}record/",
)
def record_drafted(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    made = drafts.begin_common(meeting(stage.forum, INSTITUTIONAL), by=by, at=at)
    recording.summed_up(stage, made, "institutional", ("en",))
    issue.issue(record(stage), summary="", seen=None, by=by, at=at)
    until = story.instant("2027-12-09T23:59")
    issue.open_comments(record(stage), until=until, by=by, at=at)
    stage.expect(made.draft is not None, "The draft is made from the room.")


@story.event(
    "2027-12-17T15:00",
    _("Both Parties approve the record; two language versions are still missing."),
    who="gr",
    clauses=("I.2.7",),
    path=f"{PAGE}record/",
)
def record_approved(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    why = words.told(stage, "secretariat", "records.institutional.languages_follow")
    act = approval.propose(record(stage), reason=why, by=by, at=at)
    stage.sign(act, *CHAIRS)


@story.event(
    "2027-12-22T10:00",
    _("The record is available in three languages."),
    who="secretariat",
    clauses=("I.2.6",),
    path=f"{PAGE}record/",
)
def record_in_all(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    recording.summed_up(stage, record(stage), "institutional", ("es", "pt"))
    for language in ("es", "pt"):
        issue.add_language(record(stage), language, by=by, at=at)


def decision(stage: Stage) -> RoomDecision:
    """The decision on the programme, as it stands."""
    return decisions.decisions(stage.forum).get(meeting=meeting(stage.forum, INSTITUTIONAL))


def record(stage: Stage) -> MeetingRecord:
    """The record of the meeting, as it stands."""
    return records.records(stage.forum).get(meeting__slug=INSTITUTIONAL)


def _conclude(stage: Stage, key: str) -> None:
    said = words.said(f"records.institutional.conclusions.{key}.en")
    SITTING.conclude(stage, key, CONCLUDED[key], {"en": said})
