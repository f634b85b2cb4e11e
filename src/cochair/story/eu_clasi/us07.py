"""US-07: the record by silence, across time zones (8 October 2026 to 28 May 2027)."""

from cochair.features.action_points import actions as points
from cochair.features.decisions.models import SilenceProcedure
from cochair.features.meeting_records import approval, drafts
from cochair.features.meeting_records import queries as records
from cochair.features.silence import acts, closure, party_clearance, queries, submissions
from cochair.procedure.obstacle import Cleared
from cochair.procedure.refusal import _
from cochair.story.eu_clasi import papers, recording, words
from cochair.story.eu_clasi.forum import MINISTERIAL, ZONE, meeting
from cochair.story.events import Stage, Telling

story = Telling("US-07", ZONE)
PAPER = "ec-min-2026-8"
PAGE = f"meetings/{MINISTERIAL}/record/"
POINTS = f"meetings/{MINISTERIAL}/points/"
CLAUSE = "I.2.7"
FIRST_END, SECOND_END = "2026-11-09T17:00", "2026-11-16T17:00"
SILENCE, ANNEX = "records.ministerial.silence", "records.ministerial.annex_people"


@story.event(
    "2026-10-08T16:20",
    _("Three action points are noted, each with an owner and a due date."),
    who="secretariat",
    clauses=("I.2.1.a",),
    path=POINTS,
)
def points_noted(stage: Stage) -> None:
    for place, one in enumerate(words.said("records.ministerial.points")):
        recording.noted(stage, place, of="ministerial", slug=MINISTERIAL, item=one["item"])


@story.event(
    "2026-10-23T09:00",
    _("The draft record is circulated in three languages."),
    who="secretariat",
    clauses=(CLAUSE,),
    path=PAGE,
)
def record_drafted(stage: Stage) -> None:
    by, at = stage.by("secretariat")
    made = drafts.begin_common(meeting(stage.forum), by=by, at=at)
    again = {recording.MEET_AGAIN: recording.meet_again(recording.FIRST)}
    recording.summed_up(stage, made, "ministerial", papers.LANGUAGES, but=again)
    recording.sent(stage, "draft")


@story.event(
    "2026-10-23T09:30",
    _("Each Party gives its internal clearance for the draft."),
    who="ie",
    clauses=("I.2.4",),
    path=PAGE,
)
def record_cleared(stage: Stage) -> None:
    _cleared(stage)


@story.event(
    "2026-10-23T10:00",
    _(
        "Both co-presidencies open a silence procedure on the record until Monday 9 "
        "November, 17:00 in Brussels."
    ),
    who="ie",
    clauses=(CLAUSE,),
    path="decisions/1/",
)
def first_silence(stage: Stage) -> None:
    _open(stage, FIRST_END)


@story.event(
    "2026-11-09T16:40",
    _("Twenty minutes before the end Spain breaks the silence with an amendment."),
    who="es",
    clauses=(CLAUSE,),
    path="decisions/1/",
)
def spain_breaks(stage: Stage) -> None:
    by, at = stage.by("es")
    said, language = stage.in_own_words("es", words.said(f"{SILENCE}.amendment"))
    submissions.receive(
        silence(stage, 1), form="amendment", words=said, language=language, by=by, received_at=at
    )


@story.event(
    "2026-11-12T10:00",
    _("The record is circulated again with the wording that Spain asked for."),
    who="secretariat",
    path=PAGE,
)
def record_revised(stage: Stage) -> None:
    recording.answered(stage, "taken_up", taken_up=True)
    recording.written(stage, recording.MEET_AGAIN, recording.meet_again(recording.THEN))
    recording.sent(stage, "revised")


@story.event(
    "2026-11-12T16:00",
    _("Each Party gives its internal clearance for the new text."),
    who="bo",
    clauses=("I.2.4",),
    path=PAGE,
)
def record_cleared_again(stage: Stage) -> None:
    _cleared(stage)


@story.event(
    "2026-11-12T17:00",
    _("Both co-presidencies open a second silence procedure, of 96 hours."),
    who="bo",
    clauses=(CLAUSE,),
    path="decisions/2/",
)
def second_silence(stage: Stage) -> None:
    _open(stage, SECOND_END)


@story.event(
    "2026-11-16T16:50",
    _("Ireland alone asks for more time: one signature changes nothing."),
    who="ie",
    path="decisions/2/",
)
def more_time_by_one_alone(stage: Stage) -> None:
    by, at = stage.by("ie")
    later, why = story.instant("2026-11-18T17:00"), words.told(stage, "ie", f"{SILENCE}.more_time")
    act = acts.EXTEND.propose(silence(stage, 2), later, reason=why, by=by, at=at)
    stage.sign(act, "ie")


@story.event(
    "2026-11-16T17:00:01",
    _("One second after the end, Paraguay objects. The objection is kept as a late comment."),
    who="py",
    clauses=(CLAUSE,),
    path="decisions/2/",
)
def late_by_a_second(stage: Stage) -> None:
    by, at = stage.by("py")
    said, language = stage.in_own_words("py", words.said(f"{SILENCE}.late_comment"))
    _message, counts = submissions.receive(
        silence(stage, 2), form="objection", words=said, language=language, by=by, received_at=at
    )
    stage.expect(not counts, "An objection after the end counts for nothing.")


@story.event(
    "2026-11-16T17:00:02",
    _("Bolivia tries to sign an extension after the end."),
    who="bo",
    path="decisions/2/",
    is_refused=True,
)
def too_late_for_more_time(stage: Stage) -> None:
    with stage.refused():
        stage.sign(stage.open_act(queries.EXTEND), "bo")


@story.event(
    "2026-11-16T17:01:30",
    _("The grace period has ended: the silence procedure is closed and the record is adopted."),
    clauses=(CLAUSE,),
    path="decisions/2/",
)
def passed(stage: Stage) -> None:
    closure.close_due(stage.forum, stage.at)


@story.event(
    "2026-11-17T10:00",
    _("The late comment is answered and becomes a footnote; in Portuguese one line is missing."),
    who="secretariat",
    clauses=("I.2.6",),
    path=PAGE,
)
def comment_answered(stage: Stage) -> None:
    recording.answered(stage, "late_answer", taken_up=False)
    annex = words.said(ANNEX)
    recording.written(stage, recording.PEOPLE, {code: annex[code] for code in ("en", "es")})
    recording.sent(stage, "footnote")


@story.event(
    "2026-11-17T12:00",
    _("Ireland approves the record and gives the reason why the Portuguese version follows later."),
    who="ie",
    clauses=(CLAUSE,),
    path=PAGE,
)
def ireland_approves(stage: Stage) -> None:
    by, at = stage.by("ie")
    not_yet = words.told(stage, "ie", f"{SILENCE}.portuguese_follows")
    act = approval.propose(recording.record(stage), reason=not_yet, by=by, at=at)
    stage.sign(act, "ie")


@story.event(
    "2026-11-20T10:00 America/La_Paz",
    _("Bolivia approves the record. The record is final, and the meeting is completed."),
    who="bo",
    clauses=(CLAUSE,),
    path=PAGE,
)
def bolivia_approves(stage: Stage) -> None:
    stage.sign(stage.open_act(records.APPROVE), "bo")


@story.event(
    "2026-11-27T11:00",
    _("The record that both Parties approved is released in Portuguese."),
    who="secretariat",
    clauses=("I.2.6",),
    path=PAGE,
)
def record_in_portuguese(stage: Stage) -> None:
    recording.written(stage, recording.PEOPLE, words.said(ANNEX))
    recording.added(stage, "pt")


@story.event(
    "2026-12-14T15:00",
    _("Spain has completed its action point and reports it."),
    who="es",
    path=POINTS,
)
def spain_is_done(stage: Stage) -> None:
    _done(stage, 1, "es")


@story.event(
    "2027-01-28T15:00",
    _("Europol has completed its action point and reports it."),
    who="europol",
    path=POINTS,
)
def europol_is_done(stage: Stage) -> None:
    _done(stage, 2, "europol")


@story.event(
    "2027-05-28T15:00 America/Santo_Domingo",
    _("CLASI has completed the third action point, which the senior officials considered."),
    who="secretariat-clasi",
    clauses=("I.2.1.a",),
    path=POINTS,
)
def third_point_done(stage: Stage) -> None:
    _done(stage, 3, "secretariat-clasi")


def silence(stage: Stage, number: int) -> SilenceProcedure:
    """A silence by its number, as it stands."""
    return SilenceProcedure.objects.select_related("revision__document", "forum").get(
        forum=stage.forum, number=number
    )


def _open(stage: Stage, until: str) -> None:
    by, at = stage.by("ie")
    act = acts.propose_opening(
        papers.paper(stage, PAPER), expires_at=story.instant(until), by=by, at=at
    )
    stage.sign(act, "ie", "bo")


def _done(stage: Stage, number: int, name: str) -> None:
    by, at = stage.by(name)
    row = recording.point(stage, number)
    done = stage.in_own_words(
        name, words.said("records.ministerial.points")[number - 1]["evidence"]
    )
    points.report_done(row, evidence=done[0], by=by, at=at)


def _cleared(stage: Stage) -> None:
    made = papers.paper(stage, PAPER)
    for name in ("ie", "bo"):
        by, at = stage.by(name)
        number = papers.last(made).number
        party_clearance.clear(made, Cleared.GIVEN, revision=number, by=by, at=at)
