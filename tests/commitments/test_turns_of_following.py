"""Who acts next on adopted texts, commitments, prepared reports and indicators, in every open state."""

from datetime import timedelta

import decided
import papers
import people
from cochair.features.extraction import actions as extraction
from cochair.features.extraction import paragraphs
from cochair.features.follow_up import actions
from cochair.features.follow_up.kind import COMMITMENT, DRAFT, INSTRUMENT
from cochair.features.measures import actions as measures
from cochair.features.measures.kind import INDICATOR
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.procedure.consensus import Claim
from pledges import NOTE, WORDS, counted, measured, norland, reported, ships
from signing import both_sign, league, secretariat
from takings import AFTER, closed, opened
from whose import acting
from world import NOW

SECRETARIATS = ["secretariat LEAGUE", "secretariat CONCERT"]
EACH_PREPARED = [
    "co_presidency LEAGUE", "secretariat LEAGUE prepares",
    "co_presidency CONCERT", "secretariat CONCERT prepares",
]  # fmt: skip
PRESIDENCIES = ["co_presidency LEAGUE", "co_presidency CONCERT"]
OF_NORLAND = ["delegation_head XN", "delegation_member XN prepares"]
NAME, REPORT = "Name the owners of commitments ({n})", "Report on commitments ({n})"


def owned(forum: Forum, slug: str, *codes: str) -> None:
    """A commitment of which the owners are named."""
    actions.name_owners(ships(forum, slug), codes, seen="", by=league(forum), at=NOW)


def settled(forum: Forum, slug: str) -> None:
    """A commitment that both found completed."""
    by, row = secretariat(forum), ships(forum, slug)
    both_sign(
        forum,
        actions.propose_settlement(
            row, state="completed", replaced_by="", reason="Done.", by=by, at=NOW
        ),
    )


def test_owners_are_named_and_report_every_six_months(small_forum: Forum) -> None:
    assert acting(COMMITMENT, small_forum) == {NAME.format(n=2): SECRETARIATS}
    owned(small_forum, "S30-01", "XN")
    one = REPORT.format(n=1)
    assert acting(COMMITMENT, small_forum) == {NAME.format(n=1): SECRETARIATS, one: OF_NORLAND}

    reported(small_forum)
    assert acting(COMMITMENT, small_forum) == {NAME.format(n=1): SECRETARIATS}
    later = NOW + timedelta(days=190)
    assert acting(COMMITMENT, small_forum, later)[one] == OF_NORLAND
    settled(small_forum, "S30-01")
    settled(small_forum, "S30-02")
    assert acting(COMMITMENT, small_forum, later) == {}


def test_a_party_and_an_organisation_report_by_their_own_offices(small_forum: Forum) -> None:
    owned(small_forum, "S30-01", "LEAGUE")
    owned(small_forum, "S30-02", "northern-coast-guard")

    assert acting(COMMITMENT, small_forum) == {
        REPORT.format(n=1): [
            "co_presidency LEAGUE",
            "secretariat LEAGUE",
            "institution northern-coast-guard",
        ]
    }


def test_each_party_says_what_it_thinks_while_a_stock_taking_is_open(small_forum: Forum) -> None:
    owned(small_forum, "S30-01", "XN")
    owned(small_forum, "S30-02", "XN")
    for slug in ("S30-01", "S30-02"):
        reported(small_forum, slug=slug)
    assert acting(COMMITMENT, small_forum) == {}
    opened(small_forum)
    assert acting(COMMITMENT, small_forum) == {"Assess commitments (2)": PRESIDENCIES}

    by = league(small_forum)
    actions.assess(ships(small_forum), words="Well done.", language="en", by=by, at=NOW)
    assert acting(COMMITMENT, small_forum) == {
        "Assess commitments (1)": PRESIDENCIES[:1],
        "Assess commitments (2)": PRESIDENCIES[1:],
    }
    closed(small_forum)
    assert acting(COMMITMENT, small_forum, AFTER) == {}


def test_a_prepared_report_waits_for_the_head_of_its_delegation(small_forum: Forum) -> None:
    member = people.hat(
        small_forum, people.person(small_forum, "delegation_member", "LEAGUE", "XN")
    )
    owned(small_forum, "S30-01", "XN")
    assert acting(DRAFT, small_forum) == {}
    said = {"status": "on_track", "words": WORDS, "evidence": NOTE, "language": "en"}
    actions.prepare(ships(small_forum), **said, by=member, at=NOW)
    assert acting(DRAFT, small_forum) == {
        "Send the prepared report: S30-01": ["delegation_head XN"]
    }
    assert acting(COMMITMENT, small_forum) == {NAME.format(n=1): SECRETARIATS}

    reported(small_forum, norland(small_forum), at=NOW + timedelta(hours=1))
    assert acting(DRAFT, small_forum) == {}
    later = NOW + timedelta(hours=2)
    actions.prepare(ships(small_forum), **said, by=member, at=later)
    assert acting(DRAFT, small_forum, later) != {}
    settled(small_forum, "S30-01")
    assert acting(DRAFT, small_forum, later) == {}


def test_an_indicator_has_a_value_in_each_cycle_and_both_attest_it(small_forum: Forum) -> None:
    by = secretariat(small_forum)
    row = measured(small_forum, by)
    value, trend = "Record a value: indicator 1", "Confirm the trend: indicator 1"
    assert acting(INDICATOR, small_forum) == {value: SECRETARIATS}
    counted(row, by)
    assert acting(INDICATOR, small_forum) == {trend: EACH_PREPARED}

    act = measures.propose_trend(row, value="rise", by=by, at=NOW)
    assert acting(INDICATOR, small_forum) == {}
    both_sign(small_forum, act)
    assert acting(INDICATOR, small_forum) == {}
    later = NOW + timedelta(days=1)
    counted(row, by, "4", at=later)
    assert acting(INDICATOR, small_forum, later) == {trend: EACH_PREPARED}


def test_an_indicator_of_an_ended_commitment_owes_nothing(small_forum: Forum) -> None:
    measured(small_forum, secretariat(small_forum), commitment="S30-01")
    assert acting(INDICATOR, small_forum) != {}
    settled(small_forum, "S30-01")
    assert acting(INDICATOR, small_forum) == {}


def test_commitments_are_taken_from_an_adopted_text_once_its_words_are_final(
    small_forum: Forum,
) -> None:
    row = decided.on_the_table(small_forum)
    assert acting(INSTRUMENT, small_forum, decided.LATER) == {}
    decided.declared(row, Claim.CONSENSUS, decided.LATER)
    assert acting(INSTRUMENT, small_forum, decided.LATER) == {}
    over = decided.LATER + timedelta(hours=1)
    Meeting.objects.filter(pk=row.meeting.pk).update(closed_at=over)
    then = over + timedelta(days=3)
    take = "Extract the commitments: {symbol}"
    assert acting(INSTRUMENT, small_forum, then) == {take: EACH_PREPARED}

    paper = papers.fresh(row.document)
    first = paragraphs.aligned(papers.last(paper))[0].id
    chosen = [extraction.Chosen(first, ("a",), ("between",))]
    by = secretariat(small_forum, then)
    act = extraction.propose_from_document(
        paper, chosen, kind="joint_declaration", day=over.date(), by=by, at=then
    )
    assert acting(INSTRUMENT, small_forum, then) == {}
    both_sign(small_forum, act, then)
    assert acting(INSTRUMENT, small_forum, then) == {}
