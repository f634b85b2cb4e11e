"""Owners and delegations are told of a stock-taking: asked, reminded, closed (domain.md C.5, N28)."""

from datetime import timedelta

from cochair.features.commitments.models import Instrument
from cochair.features.follow_up import queries as following
from cochair.features.stocktaking import actions, notices
from cochair.journal.models import Entry
from pledges import lagoon, norland, reported
from signing import concert, league, secretariat
from takings import AFTER, UNTIL, asked, closed
from world import NOW

A_DAY = timedelta(days=1)
HEADS = {"delegation_head LEAGUE XN", "delegation_head CONCERT XL"}


def last(verb: str) -> Entry:
    """The entry of a verb that was written last; the close of an act names what it is about."""
    return Entry.objects.filter(verb=verb).order_by("seq").last()


def test_n28_delegations_are_asked_with_the_figures_beside_those_of_the_cycle_before(
    small_forum,
) -> None:
    norland(small_forum)
    lagoon(small_forum)
    reported(small_forum)
    asked(small_forum)

    told = {
        one.to.office: one
        for one in notices.of_comments_asked(last("stocktaking.comments_asked"), NOW)
    }

    assert set(told) >= HEADS
    lines = told["delegation_head LEAGUE XN"].lines
    assert lines[0].facts["until"] == UNTIL
    assert (lines[1].facts["reported"], lines[1].facts["number"]) == (1, 2)
    assert (lines[2].facts["cycle"], lines[2].facts["reported"]) == (1, 0)


def test_n28_whoever_has_not_commented_is_reminded_and_nobody_once_it_is_over(small_forum) -> None:
    norland(small_forum)
    lagoon(small_forum)
    row = asked(small_forum)
    actions.comment(
        row, commitment=None, words="Fine.", language="en", by=norland(small_forum), at=NOW
    )

    def told(at):
        return {one.to.office: one for one in notices.of_comments_due(small_forum, at)}

    assert told(NOW) == {}
    five = told(UNTIL - 5 * A_DAY)
    assert "delegation_head CONCERT XL" in five and "delegation_head LEAGUE XN" not in five
    assert (
        five["delegation_head CONCERT XL"].key
        != told(UNTIL - A_DAY)["delegation_head CONCERT XL"].key
    )
    assert told(UNTIL) == {}


def test_n28_those_who_keep_the_report_are_told_what_is_left_once_both_closed_it(
    small_forum,
) -> None:
    norland(small_forum)
    closed(small_forum)
    secretariat(small_forum)

    told = {one.to.office for one in notices.of_closing(last("stocktaking.closed"), AFTER)}

    assert told == {
        league(small_forum).title,
        concert(small_forum).title,
        secretariat(small_forum).title,
    }


def test_us_08_the_public_is_told_numbers_of_areas_only_of_what_was_published(small_forum) -> None:
    instrument = Instrument.objects.get(slug="statement-2030")
    following.commitments(small_forum).filter(slug="S30-01").update(areas=["a"])
    assert following.in_force_by_area(small_forum) == {"a": 1}

    Instrument.objects.filter(pk=instrument.pk).update(imported=False)

    assert following.in_force_by_area(small_forum) == {}
