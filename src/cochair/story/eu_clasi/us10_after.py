"""US-10: the procedures by silence, and the record (21 May to 12 July 2027)."""

from cochair.features.action_points import actions as acting
from cochair.features.action_points import queries as points
from cochair.features.decisions.models import SilenceProcedure
from cochair.features.meeting_records import approval, drafts, issue, queries
from cochair.features.records.models import MeetingRecord
from cochair.features.review import adoption
from cochair.features.silence import acts as silence_acts
from cochair.features.silence import closure, party_clearance
from cochair.procedure.obstacle import Cleared
from cochair.procedure.refusal import _
from cochair.story.eu_clasi import papers, recording, words
from cochair.story.eu_clasi.forum import SENIOR, ZONE, meeting
from cochair.story.eu_clasi.senior import BOTH, PAGE, SECRETARIAT
from cochair.story.eu_clasi.us10_meeting import NUMBER, proposal
from cochair.story.events import Stage, Telling

story = Telling("US-10", ZONE)
VERSION, RECORD = "procedures/versions/", f"{PAGE}record/"
SILENT_UNTIL, COMMENTS_UNTIL = "2027-05-28T17:00", "2027-06-21T17:00"


@story.event(
    "2027-05-20T19:00",
    _("The EU gives its internal clearance for version 1.1."),
    who="lt",
    clauses=("I.2.4",),
    path="documents/",
)
def eu_clears_the_version(stage: Stage) -> None:
    _clears(stage, "lt")


@story.event(
    "2027-05-20T15:00 America/Santo_Domingo",
    _("CLASI states that its clearance is not needed: its members heard the text in the meeting."),
    who="do",
    clauses=("I.2.4",),
    path="documents/",
)
def clasi_need_not_clear_it(stage: Stage) -> None:
    _clears(stage, "do", Cleared.NOT_NEEDED)


@story.event(
    "2027-05-21T09:00",
    _(
        "As the meeting mandated, both co-presidencies open a silence procedure on "
        "version 1.1 until 28 May, 17:00 in Brussels."
    ),
    who="lt",
    clauses=("II.2.functions.c.2", "I.2.4"),
    path="decisions/",
)
def version_under_silence(stage: Stage) -> None:
    by, at = stage.by(SECRETARIAT)
    document = proposal(stage).document
    assert document is not None
    act = silence_acts.propose_opening(
        document, expires_at=story.instant(SILENT_UNTIL), by=by, at=at
    )
    stage.sign(act, *BOTH)


@story.event(
    "2027-05-28T17:01:30",
    _("The grace period has ended and no delegation objected: the silence procedure is closed."),
    clauses=("II.2.functions.c.2",),
    path="decisions/",
)
def silence_passed(stage: Stage) -> None:
    closure.close_due(stage.forum, stage.at)
    row = SilenceProcedure.objects.get(
        forum=stage.forum, revision__document=proposal(stage).document
    )
    stage.expect(row.closed_at is not None, "The silence has run out.")


@story.event(
    "2027-05-28T17:10",
    _("Version 1.1 is recorded as adopted; it is in force from 1 January 2028."),
    who="lt",
    clauses=("II.2.functions.c.2", "I.2.agree"),
    path=VERSION,
)
def version_adopted(stage: Stage) -> None:
    by, at = stage.by("lt")
    row = adoption.adopt(proposal(stage), by=by, at=at)
    assert row.adopted is not None
    stage.expect(row.adopted.number == NUMBER, "Version 1.1 was decided.")


@story.event(
    "2027-06-04T11:00",
    _("The draft record is circulated; delegations may comment until 21 June."),
    who="secretariat",
    clauses=("I.2.7",),
    path=RECORD,
)
def record_drafted(stage: Stage) -> None:
    by, at = stage.by(SECRETARIAT)
    row = drafts.begin_common(meeting(stage.forum, SENIOR), by=by, at=at)
    recording.summed_up(stage, row, "senior", ("en", "es"))
    issue.issue(_record(stage), summary="", seen=None, by=by, at=at)
    until = story.instant(COMMENTS_UNTIL)
    issue.open_comments(_record(stage), until=until, by=by, at=at)


@story.event(
    "2027-06-15T11:00",
    _("Spain has completed its action point."),
    who="es",
    clauses=("I.2.1.a",),
    path=f"{PAGE}points/",
)
def spain_has_done_it(stage: Stage) -> None:
    by, at = stage.by("es")
    row = points.row(meeting(stage.forum, SENIOR), 1)
    assert row is not None
    done, _language = stage.in_own_words("es", words.said("records.senior.points")[0]["evidence"])
    acting.report_done(row, evidence=done, by=by, at=at)


@story.event(
    "2027-06-25T11:00",
    _("The other action point is no longer needed: both Parties drop it, with the reason."),
    who="do",
    clauses=("I.2.1.a",),
    path="acts/",
)
def point_dropped(stage: Stage) -> None:
    by, at = stage.by(SECRETARIAT)
    row = points.row(meeting(stage.forum, SENIOR), 2)
    assert row is not None
    dropped = words.said("records.senior.points")[1]["dropped"]
    why, _language = stage.in_own_words(SECRETARIAT, dropped)
    act = acting.propose_settlement(row, how="dropped", target="", reason=why, by=by, at=at)
    stage.sign(act, *BOTH)


@story.event(
    "2027-07-02T11:00",
    _(
        "Greece took over the presidency yesterday and approves the record with the "
        "Dominican Republic."
    ),
    who="gr",
    clauses=("I.2.7",),
    path="acts/",
)
def record_approved(stage: Stage) -> None:
    by, at = stage.by(SECRETARIAT)
    why = words.told(stage, SECRETARIAT, "records.senior.portuguese_follows")
    act = approval.propose(_record(stage), reason=why, by=by, at=at)
    stage.sign(act, "gr", "do")


@story.event(
    "2027-07-12T09:00",
    _("The record is available in Portuguese too, ten days after its approval."),
    who="secretariat",
    clauses=("I.2.6",),
    path=RECORD,
)
def record_in_all(stage: Stage) -> None:
    by, at = stage.by(SECRETARIAT)
    recording.summed_up(stage, _record(stage), "senior", papers.LANGUAGES)
    issue.add_language(_record(stage), "pt", by=by, at=at)


def _clears(stage: Stage, name: str, state: Cleared = Cleared.GIVEN) -> None:
    by, at = stage.by(name)
    document = proposal(stage).document
    assert document is not None
    party_clearance.clear(document, state, revision=papers.last(document).number, by=by, at=at)


def _record(stage: Stage) -> MeetingRecord:
    found = queries.of_meeting(meeting(stage.forum, SENIOR))
    assert found is not None, "The draft has begun."
    return found
