"""Personal data reduced from the command line: said first, done when asked (docs/reference)."""

from datetime import datetime

import pytest

import people
from cli.shell import Say
from cochair.features.meetings.models import ContactPoint
from cochair.features.parties.models import Forum, Member

ENDED = datetime.fromisoformat("2025-06-01T12:00+00:00")


@pytest.fixture
def ended(real_forum: Forum) -> ContactPoint:
    """An address that was ended more than a year before the day of the demo."""
    return ContactPoint.objects.create(
        forum=real_forum,
        member=Member.objects.get(code="IE"),
        name="Ada Berg",
        email="ada@example.org",
        at=ENDED,
        ended_at=ENDED,
    )


def test_what_is_due_is_said_without_names_and_nothing_is_changed(
    ended: ContactPoint, say: Say
) -> None:
    said = say("retention", "eu-clasi")

    assert said.status == 0
    assert f"eu-clasi: contact {ended.pk}: 1 contacts, due since 2026-06-02." in said.out
    assert "Nothing was changed" in said.out
    assert "Ada" not in said.out and "@" not in said.out
    ended.refresh_from_db()
    assert ended.email


def test_with_apply_it_is_done_once(ended: ContactPoint, say: Say) -> None:
    done = say("retention", "--apply")
    again = say("retention", "--apply")

    assert f"eu-clasi: contact {ended.pk}: 1 contacts reduced." in done.out
    assert "reduced" not in again.out
    ended.refresh_from_db()
    assert (ended.name, ended.email) == ("", "")


def test_what_is_due_later_is_named_on_request(real_forum: Forum, say: Say) -> None:
    people.person(real_forum, "secretariat", "EU", start=people.REAL_NOW)
    ContactPoint.objects.create(
        forum=real_forum,
        member=Member.objects.get(code="IE"),
        email="ada@example.org",
        at=ENDED,
        ended_at=people.REAL_NOW,
    )

    assert "due on" not in say("retention").out
    assert "due on 2027-11-25" in say("retention", "--all").out


def test_a_forum_that_nobody_knows_is_told(real_forum: Forum, say: Say) -> None:
    assert say("retention", "nowhere").refused == "There is no forum called nowhere."
