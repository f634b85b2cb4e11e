"""Whose turn it is while it is not settled who presides a Party."""

from datetime import datetime, timedelta

import pytest

from cochair.features.parties import turns
from cochair.features.parties.models import Forum, Party, PresidencyTerm
from cochair.procedure.presidency import TermStatus
from cochair.procedure.refusal import Sentence
from cochair.web.localize import say
from owing import owed, said
from world import NOW

# Estmark presides the League until then, and Norland follows.
END = datetime.fromisoformat("2031-06-30T21:00+00:00")
CP, SEC = "co_presidency", "secretariat"


def of(forum: Forum, party: str, at: datetime) -> list[tuple[str, str, str]]:
    return said([one for one in owed("presidency", forum, at) if one.of == party])


def terms(party: str) -> object:
    return PresidencyTerm.objects.filter(party__code=party, superseded_at=None)


def test_who_follows_is_recorded_from_ninety_days_before_the_end(small_forum: Forum) -> None:
    terms("LEAGUE").filter(start__gte=END).delete()
    terms("LEAGUE").filter(start=None).delete()
    soon = END - timedelta(days=89)

    assert of(small_forum, "LEAGUE", soon) == [
        (CP, "LEAGUE", turns.NEXT),
        (f"({SEC})", "LEAGUE", turns.NEXT),
    ]
    assert {one.until for one in owed("presidency", small_forum, soon) if one.of == "LEAGUE"} == {
        END
    }
    assert of(small_forum, "LEAGUE", END - timedelta(days=91)) == []


def test_while_it_is_known_who_follows_nobody_records_it(small_forum: Forum) -> None:
    assert of(small_forum, "LEAGUE", END - timedelta(days=5)) == []


def test_a_dispute_over_who_follows_is_settled_by_who_presides(small_forum: Forum) -> None:
    following = terms("LEAGUE").filter(start=END).get()
    other = PresidencyTerm.objects.get(pk=following.pk)
    other.pk, other.slug, other.status = None, "league-other", TermStatus.DISPUTED
    other.holder = terms("LEAGUE").exclude(holder=following.holder).first().holder
    other.save()
    PresidencyTerm.objects.filter(pk=following.pk).update(status=TermStatus.DISPUTED)

    assert of(small_forum, "LEAGUE", NOW) == [(CP, "LEAGUE", turns.SETTLE_FROM)]
    (ahead,) = [one for one in owed("presidency", small_forum, NOW) if one.of == "LEAGUE"]
    assert say(Sentence(ahead.says, ahead.facts), language="en") == (
        "Settle the presidency of League from 1 July 2031 on"
    )
    assert of(small_forum, "LEAGUE", END) == [(SEC, "LEAGUE", turns.SETTLE)]


def test_of_a_term_without_a_known_end_it_is_the_next_presidency_that_is_settled(
    small_forum: Forum,
) -> None:
    terms("LEAGUE").filter(start=END).update(start=None, end=None, status=TermStatus.DISPUTED)
    terms("LEAGUE").filter(end=END).update(end=None)

    assert of(small_forum, "LEAGUE", NOW) == [(CP, "LEAGUE", turns.SETTLE_NEXT)]


@pytest.mark.parametrize("party", ["LEAGUE", "CONCERT"])
def test_where_nobody_presides_the_secretariat_records_who_does(
    small_forum: Forum, party: str
) -> None:
    terms(party).delete()

    assert of(small_forum, party, NOW) == [(SEC, party, turns.NEXT)]
    assert Party.objects.filter(forum=small_forum, code=party).exists()
