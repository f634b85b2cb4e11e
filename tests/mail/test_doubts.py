"""S2, S3: who signs, who prepares and who may have objected hear at once that a forum is only read."""

from datetime import timedelta

import pytest

import people
from cochair.features.mail import mime, worker
from cochair.features.mail.models import Message
from cochair.features.parties.models import Forum
from cochair.journal import doubts
from silences import norland
from world import NOW

HOUR = timedelta(hours=1)
# Ten in the evening in London: of what is not urgent nothing is sent now.
NIGHT = NOW + timedelta(hours=13)
SECRETARIAT, AUDITOR = "secretariat@example.org", "auditor@example.org"


@pytest.fixture
def served(small_forum: Forum) -> Forum:
    """A forum with a delegation, a secretariat and somebody who only reads."""
    norland(small_forum)
    people.person(small_forum, "secretariat", "LEAGUE", email=SECRETARIAT)
    people.person(small_forum, "auditor", email=AUDITOR)
    return small_forum


def told() -> list[Message]:
    """The letters of what is in doubt."""
    return list(Message.objects.filter(key__startswith="doubt:").order_by("email"))


def noticed(forum: Forum, cause: doubts.Cause) -> None:
    doubts.note(forum.slug, cause, start=NIGHT - HOUR, end=NIGHT, at=NIGHT)


def test_nothing_is_told_of_a_forum_that_is_not_in_doubt(served: Forum) -> None:
    worker.tick(NIGHT)
    assert told() == []


def test_a_doubt_is_told_once_and_at_once_to_those_whom_it_stops(served: Forum) -> None:
    noticed(served, doubts.Cause.BEHIND)
    worker.tick(NIGHT)
    worker.tick(NIGHT + HOUR)

    found = told()
    assert SECRETARIAT in {one.email for one in found}
    assert any(one.email.startswith("delegation_head") for one in found)
    assert AUDITOR not in {one.email for one in found}
    assert len(found) == len({one.email for one in found})
    assert {(one.hold, one.urgent, one.state) for one in found} == {("", True, "sent")}
    body = mime.mail(found[0], NIGHT).body
    assert "may be missing here" in body
    assert "every silence procedure is suspended" in body
    assert f"/{served.slug}/journal/doubts/" in body


def test_of_a_second_doubt_everybody_hears_again(served: Forum) -> None:
    noticed(served, doubts.Cause.BEHIND)
    worker.tick(NIGHT)
    first = len(told())

    noticed(served, doubts.Cause.CLOCK_BACK)
    worker.tick(NIGHT + HOUR)

    assert first and len(told()) == 2 * first
