"""What is told of a text, to whom: a language left behind (N14), a clearance that is missing (N18)."""

from datetime import UTC, datetime, timedelta

import pytest

import negotiations
import signing
from cochair.features.mail import worker
from cochair.features.mail.models import Message
from cochair.features.parties.models import Forum
from cochair.features.texts import chairs, party_private, queries
from cochair.procedure.obstacle import Cleared
from negotiations import begun, lagoon, norland
from world import NOW


def told(event: str, at: datetime) -> set[str]:
    """The offices that were told something by an instant."""
    worker.tick(at)
    return set(Message.objects.filter(event=event).values_list("office", flat=True))


@pytest.fixture
def people_of_both(small_forum: Forum) -> Forum:
    """The forum with secretariats, presidencies and a delegation of each side."""
    for office in (signing.secretariat, negotiations.other_secretariat, norland, lagoon):
        office(small_forum)
    signing.league(small_forum)
    signing.concert(small_forum)
    return small_forum


def test_both_secretariats_are_told_which_languages_are_behind_and_nobody_of_a_correction(
    people_of_both: Forum,
) -> None:
    row, by = begun(people_of_both), signing.secretariat(people_of_both)
    chairs.edit(row, "p-4", "en", "We share it.", read=1, editorial=True, by=by, at=NOW)
    assert told("N14", NOW) == set()

    chairs.edit(
        row, "p-4", "en", "We share.", read=2, editorial=False, instructed=True, by=by, at=NOW
    )

    assert told("N14", NOW + timedelta(hours=1)) == {"secretariat LEAGUE", "secretariat CONCERT"}
    said = Message.objects.filter(event="N14").first()
    assert said is not None and "Paragraph 2" in said.body and "Spanish and Portuguese" in said.body
    assert "We share" not in said.body


def test_a_party_is_told_of_its_own_missing_clearance_alone(people_of_both: Forum) -> None:
    meeting = signing.fixed(people_of_both)
    row, by = begun(people_of_both, meeting=meeting.slug), signing.secretariat(people_of_both)
    party_private.clear(row, Cleared.GIVEN, seen=queries.digest(row), by=by, at=NOW)
    six_days_before = datetime(2031, 4, 2, 9, tzinfo=UTC)
    assert told("N18", six_days_before) == set()

    found = told("N18", six_days_before + timedelta(days=2))

    assert {one.split()[1] for one in found} == {"CONCERT"}
    assert set(Message.objects.filter(event="N18").values_list("space", flat=True)) == {
        "party:CONCERT"
    }
    first = Message.objects.filter(event="N18").count()
    told("N18", six_days_before + timedelta(days=2, hours=3))
    assert Message.objects.filter(event="N18").count() == first
    told("N18", six_days_before + timedelta(days=3, hours=3))
    assert Message.objects.filter(event="N18").count() == 2 * first
