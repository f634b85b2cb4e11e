"""Who acts next on a stock-taking report, a joint assessment and an action, in every open state."""

from datetime import datetime, timedelta

import signing
from cochair.features.assessments import actions as assessing
from cochair.features.assessments.kind import ASSESSMENT
from cochair.features.measures import actions as measures
from cochair.features.measures.kind import ACTION
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.stocktaking import actions, queries
from cochair.features.stocktaking.kind import STOCKTAKING
from cochair.kernel.kind import Kind, Turns
from pledges import SEARCH, entered, norland
from signing import both_sign, day, league, schedule, secretariat
from takings import AFTER, asked, assessed, closed, cycle, fresh, opened
from world import NOW

A_DAY = timedelta(days=1)
SECRETARIATS = ["secretariat LEAGUE", "secretariat CONCERT"]
PRESIDENCIES = ["co_presidency LEAGUE", "co_presidency CONCERT"]
EACH_PREPARED = [
    "co_presidency LEAGUE", "secretariat LEAGUE prepares",
    "co_presidency CONCERT", "secretariat CONCERT prepares",
]  # fmt: skip


def whose(kind: Kind, forum: Forum, at: datetime = NOW) -> dict[str, list[str]]:
    """Which offices act at an instant, by what is to be done."""
    assert isinstance(kind.turns, Turns)
    found: dict[str, list[str]] = {}
    for row in kind.turns.open(forum):
        for turn in kind.turns.of(row, at):
            who = f"{turn.role} {turn.of}{' prepares' if turn.prepares else ''}"
            found.setdefault(turn.says, []).append(who)
            assert (turn.until is None) == (turn.firm == "")
    return found


def test_a_stock_taking_is_opened_in_the_weeks_before_the_last_meeting_of_its_cycle(
    small_forum: Forum,
) -> None:
    """The Experts come last in a cycle of the small forum, if they have a day."""
    open_it = "Open the stock-taking: cycle {n}"
    last = Meeting.objects.create(
        forum=small_forum,
        slug="league-concert-experts-9",
        configuration=queries.closing_configuration(small_forum, NOW),
        number=9,
        cycle=cycle(small_forum),
        known_at=NOW,
    )
    assert open_it not in whose(STOCKTAKING, small_forum)

    both_sign(small_forum, schedule(last, day(f"{NOW + timedelta(days=40):%Y-%m-%d}")))
    assert whose(STOCKTAKING, small_forum) == {open_it: SECRETARIATS}
    assert open_it not in whose(STOCKTAKING, small_forum, NOW - timedelta(days=30))

    opened(small_forum)
    assert open_it not in whose(STOCKTAKING, small_forum)


def test_comments_are_asked_for_and_answered_and_then_both_close(small_forum: Forum) -> None:
    assert whose(STOCKTAKING, small_forum) == {}
    opened(small_forum)
    ask = "Open the round of comments: stock-taking of cycle {n}"
    assert whose(STOCKTAKING, small_forum) == {ask: SECRETARIATS}

    row = asked(small_forum)
    made = actions.comment(
        row, commitment=None, words="Well done.", language="en", by=norland(small_forum), at=NOW
    )
    assert whose(STOCKTAKING, small_forum) == {}
    assert whose(STOCKTAKING, small_forum, AFTER) == {"Answer comments ({n})": SECRETARIATS}

    office = secretariat(small_forum, AFTER)
    actions.answer(made, words="Thanks.", language="en", by=office, at=AFTER)
    close = "Close the stock-taking: cycle {n}"
    assert whose(STOCKTAKING, small_forum, AFTER) == {close: EACH_PREPARED}

    act = actions.propose_closing(fresh(row), by=league(small_forum, AFTER), at=AFTER)
    assert whose(STOCKTAKING, small_forum, AFTER) == {}
    both_sign(small_forum, act, AFTER)
    assert close not in whose(STOCKTAKING, small_forum, AFTER)


def test_the_outcome_goes_to_the_meeting_that_opens_the_next_cycle(small_forum: Forum) -> None:
    row = closed(small_forum)
    said = whose(STOCKTAKING, small_forum, AFTER)
    assert set(said) <= {"Report the outcome to {m}"}

    cycle(small_forum).__class__.objects.filter(pk=row.cycle.pk).update(closed_at=AFTER)
    assert whose(STOCKTAKING, small_forum, AFTER) == {}


def test_an_assessment_is_asked_for_once_stock_was_taken(small_forum: Forum) -> None:
    write = "Write the joint assessment: cycle {n}"
    asked(small_forum)
    assert whose(ASSESSMENT, small_forum) == {}

    closed(small_forum)
    assert whose(ASSESSMENT, small_forum, AFTER) == {write: SECRETARIATS}


def test_an_assessment_is_written_in_every_language_and_then_both_sign(small_forum: Forum) -> None:
    assessing.begin(cycle(small_forum), by=secretariat(small_forum), at=NOW)
    write = "Write the joint assessment: cycle {n}"
    assert whose(ASSESSMENT, small_forum) == {write: SECRETARIATS}

    row = assessed(small_forum)
    sign = "Sign the joint assessment: cycle {n}"
    assert whose(ASSESSMENT, small_forum) == {sign: PRESIDENCIES}

    act = assessing.propose_signing(row, by=league(small_forum), at=NOW)
    assert whose(ASSESSMENT, small_forum) == {}
    both_sign(small_forum, act)
    assert whose(ASSESSMENT, small_forum) == {}


def test_an_action_is_endorsed_by_both_and_moved_on_by_its_lead(small_forum: Forum) -> None:
    office = secretariat(small_forum)
    row = entered(small_forum, office, end=NOW.date() + A_DAY)
    lead, later = ["delegation_head XN"], NOW + 3 * A_DAY
    assert whose(ACTION, small_forum) == {"Endorse action {n}": EACH_PREPARED}

    act = measures.propose_endorsement(row, by=office, at=NOW)
    assert whose(ACTION, small_forum) == {}
    signing.both_sign(small_forum, act)
    assert whose(ACTION, small_forum) == {"Mark as started: action {n}": lead}

    measures.move(row, "begin", by=office, at=NOW)
    step = measures.add_milestone(row, title=SEARCH, due=NOW.date() + 20 * A_DAY, by=office, at=NOW)
    assert whose(ACTION, small_forum) == {}
    ended = "Record the outcome: action {n}"
    assert whose(ACTION, small_forum, later) == {ended: lead}
    reach = "Report the milestone: {title}"
    assert whose(ACTION, small_forum, NOW + 6 * A_DAY) == {ended: lead, reach: lead}

    measures.reach(step, day=NOW.date(), evidence="Note 4 of the coast guards", by=office, at=NOW)
    assert whose(ACTION, small_forum, NOW + 6 * A_DAY) == {ended: lead}
    measures.move(row, "complete", by=office, at=later)
    assert whose(ACTION, small_forum, later) == {}
