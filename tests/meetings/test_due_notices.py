"""Reminders of the notice and of the agendas: domain.md C.5 (N05, N11), C.10 (rolled timetable)."""

from datetime import UTC, date, datetime

import pytest

from cochair.features.acts.models import JointAct
from cochair.features.calendars import due_notices, queries
from cochair.features.invitations import actions as inviting
from cochair.features.invitations import notice_text
from cochair.features.invitations.queries import composition
from cochair.features.mail import notifications
from cochair.features.mail.actions import queue
from cochair.features.mail.models import Message
from cochair.features.meetings import actions as meetings
from cochair.features.meetings.models import Agenda, Meeting
from cochair.features.parties.models import Forum, Office
from journeys import story

MINISTERIAL = "eu-clasi-story-min-4"
BOTH_AND_HOST = ["co_presidency CLASI BO", "co_presidency EU IE", "secretariat EU"]


@pytest.fixture
def forum(db: None) -> Forum:
    """The story's forum with its plan: the ministerial on 8 October 2026, its notice on 7 August."""
    found = story.load()
    story.read_english()
    story.plan(found)
    return found


def at(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def told(forum: Forum, when: datetime, event: str) -> list[Message]:
    """The letters that are new at an instant."""
    before = set(Message.objects.values_list("pk", flat=True))
    queue(due_notices.of_papers(forum, when), when)
    rows = Message.objects.filter(event=event, about_id=MINISTERIAL).exclude(pk__in=before)
    return list(rows.order_by("office"))


def proposed(forum: Forum, when: datetime) -> JointAct:
    """The notice of the ministerial, on a day that both have confirmed; Ireland has signed it."""
    by = story.hat(forum, "secretariat", when)
    day = meetings.Day(date(2026, 10, 8), date(2026, 10, 8), "brussels", "in_person")
    act = meetings.propose_schedule(council(), day=day, reason="", by=by, at=when)
    story.both_sign(forum, act, when, "ie", "bo")
    meeting = council()
    notice = inviting.propose_notice(
        meeting,
        text=notice_text.draft(meeting, when),
        recipients=[one.key for one in composition(meeting, when).invitees if not one.is_optional],
        by=by,
        at=when,
    )
    return story.both_sign(forum, notice, when, "ie")


def council() -> Meeting:
    return Meeting.objects.select_related("forum").get(slug=MINISTERIAL)


def published(revision: int, when: datetime) -> None:
    """A provisional agenda that both published."""
    Agenda.objects.create(
        meeting=council(),
        stage="provisional",
        revision=revision,
        made_at=when,
        made_by=Office.objects.get(account__email=story.address("secretariat")),
        published_at=when,
    )
    queries.forget()


def test_n05_the_notice_is_told_seven_and_two_days_before_its_day_each_once(forum: Forum) -> None:
    assert "papers-due" in dict(notifications.reminders())
    assert not told(forum, at(7, 30), "N05")

    first = told(forum, at(7, 31), "N05")
    assert [row.office for row in first] == BOTH_AND_HOST
    assert {"Nothing has been sent for signature yet." in row.body for row in first} == {True}
    assert not told(forum, at(8, 4), "N05")

    assert len(told(forum, at(8, 5), "N05")) == len(BOTH_AND_HOST)
    assert not told(forum, at(8, 7, 20), "N05")
    assert not told(forum, at(8, 8), "N05")


def test_n05_says_who_has_signed_leads_to_the_act_and_ends_with_the_notice(forum: Forum) -> None:
    act = proposed(forum, at(7, 15))

    first = told(forum, at(7, 31), "N05")
    assert [row.office for row in first] == BOTH_AND_HOST
    for row in first:
        assert "Signed by: EU. Not signed yet by: CLASI." in row.body
        assert f"/acts/{act.number}/" in row.body

    story.both_sign(forum, act, at(8, 3), "bo")
    assert not told(forum, at(8, 5), "N05")


def test_n05_is_told_anew_when_the_day_moves(forum: Forum) -> None:
    assert told(forum, at(7, 31), "N05")
    by = story.hat(forum, "secretariat", at(8, 1))
    day = meetings.Day(date(2026, 10, 15), date(2026, 10, 15), "brussels", "in_person")
    act = meetings.propose_schedule(council(), day=day, reason="", by=by, at=at(8, 1))
    story.both_sign(forum, act, at(8, 1), "ie", "bo")

    assert not told(forum, at(8, 6), "N05")
    assert len(told(forum, at(8, 7), "N05")) == len(BOTH_AND_HOST)


def test_n11_the_agendas_are_told_five_days_before_to_who_owes_them_and_the_host(
    forum: Forum,
) -> None:
    # The provisional agenda is due on 8 September, the final one on 24 September.
    assert not told(forum, at(9, 2), "N11")
    provisional = told(forum, at(9, 3), "N11")
    assert [row.office for row in provisional] == BOTH_AND_HOST
    assert not told(forum, at(9, 8), "N11")

    published(1, at(9, 8, 10))
    final = told(forum, at(9, 19), "N11")
    assert [row.office for row in final] == ["secretariat EU"]
    assert "24 September 2026" in final[0].subject


def test_n11_nobody_is_reminded_of_an_agenda_that_is_out(forum: Forum) -> None:
    published(1, at(9, 1))
    assert not told(forum, at(9, 3), "N11")
    published(2, at(9, 15))
    assert not told(forum, at(9, 19), "N11")
