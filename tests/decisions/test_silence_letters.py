"""N23: what is told of a silence, to whom, in whose language and on whose clock."""

from datetime import datetime, timedelta

import pytest

import people
import signing
import silences
from cochair.features.accounts.models import Account
from cochair.features.documents.marking import Marking
from cochair.features.documents.models import Document
from cochair.features.mail import worker
from cochair.features.mail.models import Message
from cochair.features.parties.models import Forum
from cochair.features.silence import acts
from silences import EXPIRY, lagoon, norland, opened, sent
from world import NOW

OPENED, HALF, DAY, HOURS, BROKEN, PASSED = (
    "opened",
    "half",
    "24h",
    "2h",
    "broken",
    "passed",
)


def told(forum: Forum, at: datetime) -> list[str]:
    """What one delegation was told of a silence by an instant, in its order."""
    worker.tick(at)
    rows = Message.objects.filter(forum=forum, event="N23", office="delegation_head LEAGUE XN")
    return [row.key.split(":")[2] for row in rows.order_by("pk")]


@pytest.fixture
def both(small_forum: Forum) -> Forum:
    """The forum, with the heads of a delegation of each side, one of whom reads Spanish."""
    norland(small_forum)
    hat = lagoon(small_forum)
    Account.objects.filter(pk=hat.account).update(language="es", zone="America/La_Paz")
    return small_forum


def test_it_is_told_when_opened_at_half_time_a_day_and_two_hours_before_and_when_passed(
    both: Forum,
) -> None:
    opened(both)
    assert told(both, NOW) == [OPENED]
    half = NOW + (EXPIRY - NOW) / 2
    assert told(both, half) == [OPENED, HALF]
    assert told(both, EXPIRY - timedelta(hours=24)) == [OPENED, HALF, DAY]
    assert told(both, EXPIRY - timedelta(hours=2)) == [OPENED, HALF, DAY, HOURS]
    assert told(both, EXPIRY + timedelta(minutes=2)) == [OPENED, HALF, DAY, HOURS, PASSED]
    assert told(both, EXPIRY + timedelta(minutes=9)) == [OPENED, HALF, DAY, HOURS, PASSED]


def test_a_break_is_told_to_all_who_have_a_say_and_to_both_presidencies_and_nothing_after_it(
    both: Forum,
) -> None:
    row = opened(both)
    by = people.hat(both, Account.objects.get(email="delegation_head-league-xn@example.org"))
    sent(row, by, NOW + timedelta(hours=1))
    assert told(both, NOW + timedelta(hours=2)) == [OPENED, BROKEN]
    assert told(both, EXPIRY + timedelta(hours=2)) == [OPENED, BROKEN]

    letters = Message.objects.filter(key__startswith="silence:1:broken")
    assert {row.office.split()[0] for row in letters} == {
        "delegation_head",
        "co_presidency",
        "secretariat",
    }
    assert all(row.urgent for row in letters)
    assert all(
        silences.WHY not in row.body and "Norland" in row.body
        for row in letters
        if row.language == "en"
    )


def test_the_end_is_told_on_the_clock_of_its_reader(both: Forum) -> None:
    opened(both)
    worker.tick(NOW)

    body = Message.objects.get(key="silence:1:opened", office="delegation_head CONCERT XL").body

    assert "La Paz" in body and "/es/" in body


def test_more_time_and_a_withdrawal_are_told(both: Forum) -> None:
    row = opened(both)
    by, later = signing.secretariat(both), EXPIRY + timedelta(days=4)
    signing.both_sign(both, acts.EXTEND.propose(row, later, by=by, at=NOW))
    signing.both_sign(
        both, acts.WITHDRAW.propose(row, None, reason="A page is missing.", by=by, at=NOW)
    )

    assert told(both, NOW) == [OPENED, "extended", "withdrawn"]


def test_nobody_is_told_of_a_silence_on_a_text_whose_page_is_closed_to_him_or_her(
    both: Forum,
) -> None:
    """A message names the text: it goes as far as the text, whoever has a say (domain.md C.8)."""
    row = opened(both)
    paper = Document.objects.filter(pk=row.revision.document_id)
    paper.update(marking=Marking.PRESIDENCIES)

    told_nothing = told(both, NOW)
    offices = set(Message.objects.filter(event="N23").values_list("office", flat=True))

    assert told_nothing == []
    assert "co_presidency LEAGUE XE" in offices
    assert not any(one.startswith("delegation_head") for one in offices)
