"""US-08, US-11 and US-12 at the level of acts: 31 commitments in the shipped forum, and clauses.

The Chair of CLASI is the one that the shipped file has in office; nobody else was designated.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

import people
from cochair.features.acts.actions import turn_key
from cochair.features.assessments import actions as assessing
from cochair.features.commitments.models import Commitment, StocktakingReport
from cochair.features.compliance import queries as compliance
from cochair.features.cycles.models import Cycle
from cochair.features.expectations import actions as expecting
from cochair.features.follow_up import actions as following
from cochair.features.follow_up import queries as commitments
from cochair.features.meetings.models import Meeting
from cochair.features.parties.offices import ActingOffice, Role
from cochair.features.stocktaking import actions, queries
from cochair.procedure.refusal import Refused
from cochair.procedure.result import Outcome
from conftest import for_a_module
from findings import EXPECTED, SAID
from takings import sections

ASKED = datetime(2027, 7, 12, 9, tzinfo=UTC)
DUE = datetime(2027, 8, 11, 12, tzinfo=UTC)
DRAFT = datetime(2027, 9, 20, 9, tzinfo=UTC)
FINAL = datetime(2027, 11, 5, 10, tzinfo=UTC)
AFTER = datetime(2028, 1, 2, 12, tzinfo=UTC)
CIRCULATED = datetime(2028, 2, 8, 9, tzinfo=UTC)
OPENED = datetime(2028, 3, 9, 9, tzinfo=UTC)
CYCLE = "eu-clasi-cycle-3"
REPORTED = "II.3.functions.b.2"
SILENT = 5


def chair(forum: object, party: str, at: datetime) -> ActingOffice:
    """The co-presidency in office of a Party."""
    return people.presidency(forum, party, {"EU": "GR", "CLASI": "BO"}[party], at, start=ASKED)


def both(forum: object, act: object, at: datetime) -> None:
    """Both keys."""
    for party in ("EU", "CLASI"):
        act = turn_key(act, seen=act.digest, by=chair(forum, party, at), at=at)


def say(forum: object, slug: str, by: ActingOffice, at: datetime) -> None:
    """A report on one commitment."""
    following.report(
        commitments.commitment(forum, slug),
        status="on_track",
        words="The work goes on as planned.",
        evidence="Note 4",
        language="en",
        by=by,
        at=at,
    )


def judged(forum: object, at: datetime = AFTER) -> dict[str, Outcome]:
    """The outcome of each clause for the third cycle."""
    compliance.forget()
    found = compliance.results(forum, at)
    return {one.rule: one.outcome for one in found if one.target.id == CYCLE}


@pytest.fixture(scope="module")
def followed(real_forum_kept: object, django_db_blocker: object) -> Iterator[object]:
    """31 commitments in force, those of Ireland among them; 26 have a report of August 2027."""
    forum = real_forum_kept
    with for_a_module(django_db_blocker):
        # As in the story: the third cycle was planned here, and is no loaded history.
        Cycle.objects.filter(forum=forum, number=3).update(imported=False, known_at=ASKED)
        first = Commitment.objects.filter(instrument__forum=forum)[0]
        Commitment.objects.create(
            instrument=first.instrument,
            slug="NEW-31",
            text=dict.fromkeys(("en", "es", "pt"), "Invented."),
            areas=["a"],
            at=ASKED,
        )
        rows = list(commitments.commitments(forum))
        eu = chair(forum, "EU", ASKED)
        for row in rows[:SILENT]:
            following.name_owners(row, ["IE"], seen="", by=eu, at=ASKED)
        for row in rows[SILENT:]:
            say(forum, row.slug, eu, DUE - timedelta(days=1))
        yield forum


@pytest.fixture
def forum(followed: object, db: None) -> object:
    """The same; what a test changes in it is undone after the test."""
    return followed


def opened(forum: object) -> StocktakingReport:
    """The report of the third cycle, opened by the Union's presidency."""
    cycle = Cycle.objects.select_related("forum").get(forum=forum, number=3)
    return actions.begin(cycle, by=chair(forum, "EU", DRAFT), at=DRAFT)


def final(forum: object) -> StocktakingReport:
    """The report as both closed it on 5 November 2027."""
    row, eu = opened(forum), chair(forum, "EU", DRAFT)
    actions.ask_for_comments(row, until=DRAFT + timedelta(days=30), by=eu, at=DRAFT)
    eu = chair(forum, "EU", FINAL)
    both(forum, actions.propose_closing(row, by=eu, at=FINAL), FINAL)
    found = queries.report(forum, 3)
    assert found is not None
    return found


def test_us_08_twenty_six_of_thirty_one_reports_came_and_five_stand_on_their_owners_desk(
    forum,
) -> None:
    said = queries.content_of(opened(forum), DRAFT)

    assert (len(said.lines), said.reported, said.stale) == (31, 26, 5)
    named = commitments.stale_of(forum, "IE", DRAFT)
    assert {one.row.slug for one in named} == {one.commitment for one in said.lines if one.stale}
    assert commitments.stale_of(forum, "GR", DRAFT) == ()


def test_us_11_i_1_3_and_i_2_8_a_are_met_by_a_final_report_once_all_have_a_status(forum) -> None:
    row = final(forum)
    assert (len(row.content["lines"]), len(row.content["areas"])) == (31, 13)
    found = judged(forum)
    assert (found["I.1.3"], found["I.2.8.a"]) == (Outcome.MET, Outcome.NOT_MET)

    head = people.hat(
        forum, people.person(forum, Role.DELEGATION_HEAD, "EU", "IE", start=ASKED), FINAL
    )
    for one in commitments.stale_of(forum, "IE", FINAL):
        say(forum, one.row.slug, head, FINAL)

    assert judged(forum)["I.2.8.a"] is Outcome.MET


def test_us_11_i_2_8_b_is_met_by_results_beside_expectations_that_both_signed(forum) -> None:
    eu, one = chair(forum, "EU", FINAL), Commitment.objects.earliest("slug")
    office = people.person(forum, Role.SECRETARIAT, "EU", start=ASKED)
    desk = people.hat(forum, office, FINAL)
    asked = expecting.write(one, EXPECTED, seen=0, by=desk, at=FINAL)
    both(forum, expecting.propose_agreeing(forum, [asked.number], by=eu, at=FINAL), FINAL)
    for party in ("EU", "CLASI"):
        by = chair(forum, party, FINAL)
        following.assess(one, words="We see it so.", language="en", by=by, at=FINAL)
    cycle = Cycle.objects.select_related("forum").get(forum=forum, number=3)
    row = assessing.begin(cycle, by=eu, at=FINAL)
    row = assessing.write(row, sections(), seen=row.version, by=eu, at=FINAL)
    assessing.write_result(row, one, SAID, seen=0, by=desk, at=FINAL)
    act = assessing.propose_signing(row, by=eu, at=FINAL)
    act = turn_key(act, seen=act.digest, by=eu, at=FINAL)
    assert judged(forum)["I.2.8.b"] is Outcome.NOT_MET

    turn_key(act, seen=act.digest, by=chair(forum, "CLASI", FINAL), at=FINAL)

    assert judged(forum)["I.2.8.b"] is Outcome.MET


def test_us_11_i_2_8_b_is_not_met_by_an_assessment_of_nothing_that_was_expected(forum) -> None:
    eu = chair(forum, "EU", FINAL)
    cycle = Cycle.objects.select_related("forum").get(forum=forum, number=3)
    row = assessing.begin(cycle, by=eu, at=FINAL)
    with pytest.raises(Refused, match="Not written in every language"):
        assessing.propose_signing(row, by=eu, at=FINAL)
    row = assessing.write(row, sections(), seen=row.version, by=eu, at=FINAL)
    act = assessing.propose_signing(row, by=eu, at=FINAL)
    act = turn_key(act, seen=act.digest, by=eu, at=FINAL)
    assert judged(forum)["I.2.8.b"] is Outcome.NOT_MET

    turn_key(act, seen=act.digest, by=chair(forum, "CLASI", FINAL), at=FINAL)

    # No result stands beside what was expected of a commitment.
    assert judged(forum)["I.2.8.b"] is Outcome.NOT_MET
    with pytest.raises(Refused, match="Both Parties signed this assessment"):
        assessing.write(row, sections("Other."), seen=1, by=eu, at=FINAL)


def ministerial(forum: object) -> Meeting:
    """The ministerial meeting of the fourth cycle, still without a day."""
    cycle = Cycle.objects.create(
        forum=forum,
        number=4,
        start=date(2028, 1, 1),
        end=date(2029, 6, 30),
        known_at=FINAL,
    )
    return Meeting.objects.create(
        forum=forum,
        slug="eu-clasi-min-5",
        configuration="ministerial",
        number=5,
        cycle=cycle,
        known_at=FINAL,
    )


def test_us_12_ii_3_functions_b_2_is_met_when_the_report_goes_to_the_next_ministerial(
    forum,
) -> None:
    row, meeting = final(forum), ministerial(forum)
    eu = people.presidency(forum, "EU", "IT", CIRCULATED)

    actions.report_to(row, meeting, by=eu, at=CIRCULATED)

    assert judged(forum, CIRCULATED)[REPORTED] is Outcome.NOT_YET_DUE
    named(forum, meeting, row.document.slug, CIRCULATED)
    assert judged(forum, CIRCULATED)[REPORTED] is Outcome.MET


def test_the_outcome_goes_to_senior_officials_as_well_and_the_clause_waits_for_the_ministerial(
    forum,
) -> None:
    row, meeting = final(forum), ministerial(forum)
    eu = people.presidency(forum, "EU", "IT", CIRCULATED)
    before, officials = (
        Meeting.objects.create(
            forum=forum,
            slug=f"eu-clasi-som-{number}",
            configuration="som",
            number=number,
            cycle=cycle,
            known_at=FINAL,
        )
        for number, cycle in ((8, row.cycle), (9, meeting.cycle))
    )

    actions.report_to(row, officials, by=eu, at=CIRCULATED)

    named(forum, officials, row.document.slug, CIRCULATED)
    assert row.document.revisions.get().circulations.filter(at=CIRCULATED).count() == 1
    assert judged(forum, CIRCULATED)[REPORTED] is Outcome.NOT_YET_DUE
    assert {one.pk for one in queries.following_meetings(row)} >= {officials.pk, meeting.pk}
    with pytest.raises(Refused, match="later cycle"):
        actions.report_to(row, before, by=eu, at=CIRCULATED)


def named(forum: object, meeting: Meeting, paper: str, at: datetime) -> None:
    """A provisional agenda of a meeting that names a paper, published by both."""
    from cochair.features.meetings.models import Agenda, AgendaItem

    by = people.presidency(forum, "EU", "IT", at)
    agenda = Agenda.objects.create(
        meeting=meeting,
        stage="provisional",
        revision=0,
        made_at=at,
        made_by_id=by.office,
        published_at=at,
    )
    AgendaItem.objects.create(
        agenda=agenda,
        key="i1",
        number=1,
        title={"en": "Progress"},
        tags=["review_progress"],
        papers=[paper],
    )


def test_us_12_ii_3_functions_b_2_is_not_met_when_the_ministerial_opens_without_it(forum) -> None:
    row, meeting = final(forum), ministerial(forum)
    Meeting.objects.filter(pk=meeting.pk).update(opened_at=OPENED)

    assert judged(forum, OPENED + timedelta(hours=1))[REPORTED] is Outcome.NOT_MET
    with pytest.raises(Refused, match="too late") as refused:
        actions.report_to(row, meeting, by=people.presidency(forum, "EU", "IT", OPENED), at=OPENED)
    assert refused.value.refusals[0].clause == "II.3.functions.b.2"
