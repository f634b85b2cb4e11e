"""US-10: extraordinary circumstances, and a virtual contact that counts (10 to 20 May 2027)."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from cochair.features.commitments.models import Action, Commitment, ProgressReport
from cochair.features.compliance.models import ProposedVersion
from cochair.features.delegations import check_in
from cochair.features.measures import actions as measures
from cochair.features.meetings import actions as meetings
from cochair.features.meetings import chairs
from cochair.features.meetings.models import CoChair, Session
from cochair.features.parties import queries as parties
from cochair.features.review import drafts, outcomes
from cochair.features.review import proposal as proposing
from cochair.features.sessions import actions as sessions
from cochair.features.sessions import changes, warnings
from cochair.features.sessions import queries as planned
from cochair.features.threats import queries as threats
from cochair.procedure.refusal import _
from cochair.story.eu_clasi import papers, senior, words
from cochair.story.eu_clasi.forum import SENIOR, ZONE, meeting
from cochair.story.eu_clasi.senior import BOTH, PAGE, SECRETARIAT
from cochair.story.eu_clasi.us10 import coming
from cochair.story.events import Stage, Telling

story = Telling("US-10", ZONE)
ROOM, REVIEW = f"{PAGE}room/", f"{PAGE}procedures-review/"
CIRCUMSTANCES = "senior.circumstances"
OPTION, NUMBER = "incoming.per_side.EU", "1.1"
IN_FORCE_FROM = date(2028, 1, 1)
LINK = "https://meet.example.org/senior-officials"


@story.event(
    "2027-05-10T12:00",
    _(
        "Air traffic to Vilnius is suspended: the secretariat proposes a virtual contact "
        "that counts as the meeting."
    ),
    who="secretariat",
    clauses=("II.2.meetings.c",),
    path="acts/",
)
def air_traffic_closed(stage: Stage) -> None:
    by, at = stage.by(SECRETARIAT)
    changes.propose_conversion(
        meeting(stage.forum, SENIOR),
        circumstance="transport",
        counts=True,
        reason=words.told(stage, SECRETARIAT, f"{CIRCUMSTANCES}.conversion"),
        reasons=words.said(f"{CIRCUMSTANCES}.conversion"),
        by=by,
        at=at,
    )


@story.event(
    "2027-05-12T11:00",
    _("Lithuania signs the declaration of circumstances."),
    who="lt",
    clauses=("II.2.meetings.c",),
    path="acts/",
)
def declared_by_lithuania(stage: Stage) -> None:
    stage.sign(stage.open_act(changes.CONVERSION), "lt")


@story.event(
    "2027-05-12T11:00 America/Santo_Domingo",
    _(
        "The Dominican Republic gives the second signature: the meeting becomes a virtual "
        "contact and counts as the meeting."
    ),
    who="do",
    clauses=("II.2.meetings.c", "II.2.meetings.a.1", "II.2.meetings.a.3"),
    path=PAGE,
)
def declared_by_both(stage: Stage) -> None:
    stage.sign(stage.open_act(changes.CONVERSION), "do")
    found = meeting(stage.forum, SENIOR)
    stage.expect(found.counts_as_meeting is True, "Both said that the contact counts.")


@story.event(
    "2027-05-12T18:00",
    _("Both co-presidencies fix other hours for the same days: 15:00 to 18:00 in Brussels."),
    who="lt",
    path=PAGE,
)
def hours_fixed(stage: Stage) -> None:
    by, at = stage.by(SECRETARIAT)
    why = words.told(stage, SECRETARIAT, f"{CIRCUMSTANCES}.hours")
    day = meetings.Day(date(2027, 5, 19), date(2027, 5, 20), "", "virtual", "15:00", "18:00")
    act = meetings.propose_schedule(
        meeting(stage.forum, SENIOR), day=day, reason=why, by=by, at=at, with_sessions=False
    )
    stage.sign(act, *BOTH)


@story.event(
    "2027-05-13T10:00",
    _(
        "The secretariat moves a session to 10:00 in Brussels and is told that this is "
        "02:00 in Mexico City."
    ),
    who="secretariat",
    path=f"{PAGE}sessions/",
)
def too_early_for_mexico(stage: Stage) -> None:
    row = _moved(stage, 1, "2027-05-19T10:00")
    zones = {one.code: one.zone for one in parties.roster(stage.forum).members}
    there = row.starts.astimezone(ZoneInfo(zones["MX"]))
    stage.expect(there.hour == 2, "It is 02:00 in Mexico City.")
    stage.expect("MX" in warnings.out_of_hours(row, zones), "That is nobody's working day.")


@story.event(
    "2027-05-13T10:20",
    _(
        "The secretariat moves both sessions to 15:00 in Brussels, 07:00 in Mexico City: a "
        "fair time for all."
    ),
    who="secretariat",
    path=f"{PAGE}sessions/",
)
def fair_hours(stage: Stage) -> None:
    zones = {one.code: one.zone for one in parties.roster(stage.forum).members}
    for number, day in ((1, "2027-05-19"), (2, "2027-05-20")):
        row = _moved(stage, number, f"{day}T15:00")
        stage.expect(not warnings.out_of_hours(row, zones), "Nobody sits at night.")


@story.event(
    "2027-05-14T11:00",
    _("Lithuania proposes version 1.1: two incoming presidencies of the Council instead of one."),
    who="lt",
    clauses=("II.2.functions.c.3",),
    path="procedures/versions/",
)
def version_proposed(stage: Stage) -> None:
    by, at = stage.by("lt")
    row = drafts.begin(stage.forum, number=NUMBER, effective_from=IN_FORCE_FROM, by=by, at=at)
    row = drafts.set_option(row, key=OPTION, value=2, seen=row.digest, by=by, at=at)
    found = meeting(stage.forum, SENIOR)
    proposing.propose(row, meeting=found, seen=row.digest, by=by, at=at)
    why = papers.drawn_up(
        stage, "senior.version_1_1", "non_paper", meeting=SENIOR, originator="NONE"
    )
    papers.sent(stage, why)


@story.event(
    "2027-05-19T14:45",
    _("38 delegations and both co-chairs join remotely."),
    who="secretariat",
    clauses=("I.2.2", "II.2.meetings.b.1"),
    path=ROOM,
)
def checked_in(stage: Stage) -> None:
    by, at = stage.by(SECRETARIAT)
    found = meeting(stage.forum, SENIOR)
    for row in coming(stage):
        for one in row.people.filter(removed_at=None):
            check_in.check_in(found, one.badge, mode="remote", by=by, at=at)
    for chair in CoChair.objects.filter(meeting=found):
        chairs.check_in(found, chair.pk, by=by, at=at)


@story.event(
    "2027-05-19T15:00",
    _("Both co-chairs open the contact. The first item is under discussion."),
    who="lt",
    clauses=("II.2.meetings.c", "II.2.meetings.a.2", "I.2.cycle.2"),
    path=ROOM,
)
def opened(stage: Stage) -> None:
    senior.step(stage, "meeting.open")
    senior.discuss(stage, "implementation")


@story.event(
    "2027-05-19T16:00",
    _(
        "Each commitment has an action or an explanation. Those that had neither receive "
        "one that both Parties endorse."
    ),
    who="do",
    clauses=("II.2.functions.a.1",),
    path="commitments/",
)
def ways_found(stage: Stage) -> None:
    left = _without_a_word(stage)
    if left:
        by, at = stage.by(SECRETARIAT)
        plan = measures.Planned(
            title=words.said("commitments.taken_up"),
            level="operational",
            region="both",
            lead="EU",
            partners=("CLASI",),
            start=date(2027, 6, 1),
            commitments=left,
        )
        made = measures.enter(stage.forum, plan, by=by, at=at)
        stage.sign(measures.propose_endorsement(made, by=by, at=at), *BOTH)
    senior.conclude(stage, "implementation")
    senior.discuss(stage, "best_practices")


@story.event(
    "2027-05-19T17:00",
    _("Spain, Paraguay and Europol each present a good practice."),
    who="es",
    clauses=("II.2.functions.a.2",),
    path="commitments/registers/",
)
def practices_shown(stage: Stage) -> None:
    for one in words.said("senior.practices"):
        senior.bring(stage, "good_practice", one)
    senior.conclude(stage, "best_practices")
    senior.discuss(stage, "improvement_areas")


@story.event(
    "2027-05-19T18:00",
    _(
        "Paraguay names what can be improved. Both co-chairs suspend the contact until the "
        "next day."
    ),
    who="py",
    clauses=("II.2.functions.a.3",),
    path="commitments/registers/",
)
def improvement_named(stage: Stage) -> None:
    senior.bring(stage, "improvement", words.said("senior.improvement"))
    senior.conclude(stage, "improvement_areas")
    senior.note(stage, 0)
    senior.step(stage, "meeting.suspend")


@story.event(
    "2027-05-20T15:00",
    _("Both co-chairs resume the contact. New areas are under discussion."),
    who="do",
    path=ROOM,
)
def resumed(stage: Stage) -> None:
    senior.step(stage, "meeting.resume")
    senior.discuss(stage, "new_areas")


@story.event(
    "2027-05-20T15:50",
    _(
        "Two new areas are proposed: one cites a finding of SOCTA, the other gives the reason why "
        "no assessment is relevant."
    ),
    who="es",
    clauses=("II.2.functions.b.1", "II.2.functions.b.2"),
    path="commitments/registers/",
)
def new_areas_proposed(stage: Stage) -> None:
    socta = next(one for one in threats.findings(stage.forum) if one.assessment.series == "SOCTA")
    cited, uncited = words.said("senior.new_areas")
    senior.bring(stage, "new_area", cited, dimension="operational", findings=(socta.number,))
    why, _language = stage.in_own_words(uncited["by"], uncited["not_relevant"])
    senior.bring(stage, "new_area", uncited, dimension="technical", not_relevant_reason=why)
    senior.note(stage, 1)
    senior.conclude(stage, "new_areas")
    senior.discuss(stage, "cycle_follow_up")


@story.event(
    "2027-05-20T16:30",
    _("What is left of the cycle is noted: the institutional meeting on 9 November in Athens."),
    who="do",
    clauses=("II.2.functions.c.1",),
    path="cycles/3/",
)
def cycle_followed_up(stage: Stage) -> None:
    senior.conclude(stage, "cycle_follow_up")
    senior.discuss(stage, "procedures_review")


@story.event(
    "2027-05-20T17:40",
    _("The review ends with a mandate: version 1.1 is to be decided by a silence procedure."),
    who="lt",
    clauses=("II.2.functions.c.3",),
    path=REVIEW,
)
def mandate_given(stage: Stage) -> None:
    by, at = stage.by("lt")
    act = outcomes.propose_review(
        meeting(stage.forum, SENIOR),
        outcome="mandate_given",
        proposal=proposal(stage),
        by=by,
        at=at,
    )
    stage.sign(act, *BOTH)
    senior.conclude(stage, "procedures_review")


@story.event(
    "2027-05-20T18:00",
    _("Both co-chairs close the contact."),
    who="do",
    clauses=("I.2.2", "I.2.cycle.2"),
    path=PAGE,
)
def closed(stage: Stage) -> None:
    senior.step(stage, "meeting.close")


def proposal(stage: Stage) -> ProposedVersion:
    """The version that was proposed to the senior officials."""
    return ProposedVersion.objects.get(forum=stage.forum, number=NUMBER)


def _moved(stage: Stage, number: int, starts: str) -> Session:
    by, at = stage.by(SECRETARIAT)
    found = meeting(stage.forum, SENIOR)
    row = Session.objects.get(meeting=found, number=number)
    begins = story.instant(starts)
    plan = sessions.Plan(
        kind=row.kind,
        starts=begins,
        ends=begins + timedelta(hours=3),
        spoken=papers.LANGUAGES,
        interpreted=papers.LANGUAGES,
        title=row.title,
        remote_link=LINK,
    )
    return sessions.change_session(
        found, number, plan=plan, seen=planned.version_of(row), by=by, at=at
    )


def _without_a_word(stage: Stage) -> list[str]:
    """The commitments in force for which both endorsed no action and nobody reported."""
    rows = Commitment.objects.filter(instrument__forum=stage.forum, settled_at=None)
    acted = Action.objects.filter(forum=stage.forum, act__isnull=False).values("commitments")
    told = ProgressReport.objects.filter(commitment__in=rows).values("commitment")
    left = rows.exclude(pk__in=acted).exclude(pk__in=told)
    return list(left.order_by("pk").values_list("slug", flat=True))
