"""Quiet hours on the reader's own clock, across zones and changes of the clock; the digest."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as some

from cochair.features.accounts.models import Account
from cochair.features.mail import actions, worker
from cochair.features.mail.models import Message
from cochair.features.parties.models import Forum
from mail.posting import letter, meeting, outside, states
from world import NOW

EVENING, MORNING = time(20), time(7)
HOUR = timedelta(hours=1)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


class TestQuiet:
    """Nothing between 20:00 and 07:00 local."""

    @pytest.mark.parametrize(
        ("at", "zone", "end"),
        [
            ("2031-02-03T17:59", "Europe/Helsinki", None),
            ("2031-02-03T18:00", "Europe/Helsinki", "2031-02-04T05:00"),
            ("2031-02-04T04:59", "Europe/Helsinki", "2031-02-04T05:00"),
            ("2031-02-04T05:00", "Europe/Helsinki", None),
            # The same instant is night in one place and day in another.
            ("2031-02-04T05:00", "America/Asuncion", "2031-02-04T10:00"),
            ("2031-02-03T09:00", "Asia/Kolkata", None),
            # A night on which clocks go forward is an hour shorter, and one on which they go back longer.
            ("2030-03-30T19:00", "Europe/Madrid", "2030-03-31T05:00"),
            ("2030-10-26T18:00", "Europe/Madrid", "2030-10-27T06:00"),
            ("2031-02-03T22:00", "no/zone", "2031-02-04T07:00"),
        ],
    )
    def test_the_hours_are_those_of_the_reader(self, at: str, zone: str, end: str | None) -> None:
        found = actions.end_of_quiet(utc(at), zone, EVENING, MORNING)
        assert found == (utc(end) if end else None)

    def test_an_hour_that_comes_twice_ends_once(self) -> None:
        # 02:30 comes at 00:30 and at 01:30 UTC.
        at = utc("2030-10-27T01:10")
        assert actions.end_of_quiet(at, "Europe/Madrid", EVENING, time(2, 30)) == utc(
            "2030-10-27T01:30"
        )

    def test_equal_hours_are_none(self) -> None:
        assert actions.end_of_quiet(NOW, "UTC", MORNING, MORNING) is None

    @given(
        some.integers(0, 6 * 365 * 24 * 60),
        some.sampled_from(["Europe/Madrid", "America/Santiago", "Asia/Kolkata", "UTC"]),
        some.times(),
        some.times(),
    )
    def test_quiet_always_ends_within_a_day_and_is_over_when_it_ends(
        self, minutes: int, zone: str, start: time, end: time
    ) -> None:
        instant = utc("2026-01-01T00:00") + timedelta(minutes=minutes)
        found = actions.end_of_quiet(instant, zone, start, end)
        if found is not None:
            assert instant < found <= instant + 26 * HOUR
        assert instant < actions.next_digest(instant, zone) <= instant + 7 * 24 * HOUR + HOUR


@pytest.mark.usefixtures("silent")
class TestHeld:
    """What falls into the night waits for the morning."""

    NIGHT = utc("2031-02-03T23:00")

    def test_a_letter_of_the_night_goes_out_in_the_morning_but_one_that_is_urgent_at_once(
        self, small_forum: Forum, anna: Account
    ) -> None:
        actions.queue(
            [letter(small_forum, anna), letter(small_forum, anna, key="now", urgent=True)],
            self.NIGHT,
        )
        worker.tick(self.NIGHT)
        assert states() == {"notice:1": "held", "now": "sent"}

        worker.tick(utc("2031-02-04T04:59"))
        assert states()["notice:1"] == "held"
        worker.tick(utc("2031-02-04T05:00"))
        assert states()["notice:1"] == "sent"

    def test_a_letter_of_the_day_that_is_late_still_keeps_the_night(
        self, small_forum: Forum, anna: Account
    ) -> None:
        actions.queue([letter(small_forum, anna)], NOW)

        assert worker.tick(self.NIGHT).sent == 0
        assert states() == {"notice:1": "held"}
        assert worker.tick(utc("2031-02-04T05:00")).sent == 1

    def test_whoever_wants_no_quiet_hours_has_none(self, small_forum: Forum, anna: Account) -> None:
        actions.prefer(
            anna, digest=False, quiet_from=MORNING, quiet_until=MORNING, zone="Europe/Helsinki"
        )
        actions.queue([letter(small_forum, anna)], self.NIGHT)

        assert worker.tick(self.NIGHT).sent == 1


@pytest.mark.usefixtures("silent")
class TestDigest:
    """One mail on Monday instead of many."""

    MONDAY = utc("2031-02-10T06:00")

    @pytest.fixture
    def weekly(self, anna: Account) -> Account:
        actions.prefer(
            anna, digest=True, quiet_from=EVENING, quiet_until=MORNING, zone="Europe/Helsinki"
        )
        anna.refresh_from_db()
        return anna

    def test_a_week_of_letters_is_one_mail_at_eight_on_monday(
        self, small_forum: Forum, weekly: Account
    ) -> None:
        for day in range(3):
            at = NOW + day * 24 * HOUR
            actions.queue([letter(small_forum, weekly, key=f"k{day}", subject=f"No. {day}")], at)
            worker.tick(at)
        worker.tick(self.MONDAY - HOUR)
        assert mail.outbox == []

        turn = worker.tick(self.MONDAY)

        assert (turn.digests, turn.sent) == (1, 1)
        body = mail.outbox[0].body
        assert mail.outbox[0].subject == "Your week from 10 February 2031: 3 messages"
        assert [body.count(f"{n + 1}. No. {n}") for n in range(3)] == [1, 1, 1]
        assert body.count("-- \n") == 1
        digest = Message.objects.get(event="N34")
        assert set(Message.objects.filter(folded_into=digest).values_list("state", flat=True)) == {
            "folded"
        }
        assert worker.tick(self.MONDAY + HOUR).digests == 0

    def test_invitations_and_what_is_urgent_do_not_wait_for_monday(
        self, small_forum: Forum, weekly: Account
    ) -> None:
        invited = letter(small_forum, weekly, key="invited", calendar=meeting(NOW, NOW + HOUR))
        urgent = letter(small_forum, weekly, key="urgent", urgent=True)
        actions.queue([invited, urgent, letter(small_forum, outside(), key="other")], NOW)

        assert worker.tick(NOW).sent == 3

    def test_a_digest_that_holds_what_one_party_knows_is_that_partys(
        self, small_forum: Forum, weekly: Account
    ) -> None:
        own = letter(small_forum, weekly, key="own", space="party:LEAGUE")
        actions.queue([own, letter(small_forum, weekly)], NOW)
        worker.tick(self.MONDAY)

        assert Message.objects.get(event="N34").space == "party:LEAGUE"
