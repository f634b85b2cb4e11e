"""A letter goes out once, in its reader's words; what does not arrive is an alarm."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.test import override_settings

import people
from cochair.features.accounts.models import Account
from cochair.features.mail import actions, delivery, notifications, queries, worker
from cochair.features.mail.labels import FAILURES
from cochair.features.mail.letters import Page, to_account
from cochair.features.mail.models import Cursor, Message
from cochair.features.parties.models import Forum
from cochair.journal import actions as journal
from cochair.journal.models import Entry
from cochair.procedure.refusal import Refused, Sentence
from mail.posting import letter, meeting, outside, server, states
from world import NOW

pytestmark = pytest.mark.usefixtures("silent")
HOUR = timedelta(hours=1)


class TestOnce:
    """The same key reaches the same reader once."""

    def test_a_letter_that_is_queued_twice_is_sent_once(
        self, small_forum: Forum, anna: Account
    ) -> None:
        assert actions.queue([letter(small_forum, anna)] * 2, NOW) == 1
        assert actions.queue([letter(small_forum, anna)], NOW + HOUR) == 0
        worker.tick(NOW)
        worker.tick(NOW + HOUR)

        assert [one.to for one in mail.outbox] == [["anna@example.org"]]
        assert states() == {"notice:1": "sent"}

    def test_two_readers_of_one_notice_each_get_it(self, small_forum: Forum, anna: Account) -> None:
        actions.queue([letter(small_forum, anna), letter(small_forum, outside())], NOW)

        assert worker.tick(NOW).sent == 2

    def test_a_notice_to_nine_hundred_is_queued_with_as_many_questions_as_to_nine(
        self, small_forum: Forum, django_assert_max_num_queries: object
    ) -> None:
        for count in (9, 900):
            told = [
                letter(small_forum, outside(f"r{n}@example.org"), key=f"to:{count}")
                for n in range(count)
            ]
            with django_assert_max_num_queries(14):  # type: ignore[operator]
                assert actions.queue(told, NOW) == count

    def test_a_forum_that_does_not_exist_has_no_letters(self, small_forum: Forum) -> None:
        nowhere = letter(small_forum, outside(), forum_slug="nowhere")
        with pytest.raises(ValueError, match="no forum called nowhere"):
            actions.queue([nowhere], NOW)


class TestWords:
    """What a reader reads."""

    def test_instants_are_told_on_the_readers_clock_with_the_venues_beside(
        self, small_forum: Forum, anna: Account
    ) -> None:
        said = Sentence("{who} opens at {start}.", {"who": "XE", "start": NOW})
        far = letter(small_forum, anna, lines=(said,), venue_zone="America/Lima")
        actions.queue([far], NOW)

        body = Message.objects.get().body
        assert body.startswith(
            "Dear Anna,\n\nEstmark opens at Monday 3 February 2031, 11:00 Norhaven (04:00 Lima)."
        )

    def test_the_day_is_told_twice_only_where_it_is_another_at_the_venue(
        self, small_forum: Forum, anna: Account
    ) -> None:
        anna.zone = "America/Lima"
        said = Sentence("The term ends on {at}.", {"at": datetime(2031, 2, 3, 23, tzinfo=UTC)})
        two_cities = {
            "en": "The term ends on Monday 3 February 2031, 18:00 Lima "
            "(Tuesday 4 February 2031, 01:00 Norhaven).",
            "es": "lunes 3 de febrero de 2031 a las 18:00 (Lima) / "
            "martes 4 de febrero de 2031 a las 01:00 (",
            "pt": "3 de fevereiro de 2031 (segunda-feira), às 18h00 (Lima) / "
            "4 de fevereiro de 2031 (terça-feira), às 01h00 (",
        }
        for language, words in two_cities.items():
            anna.language = language
            key = f"term:{language}"
            actions.queue([letter(small_forum, anna, key=key, lines=(said,))], NOW)
            assert words in Message.objects.get(key=key).body

    def test_a_reader_who_chose_no_clock_has_that_of_the_capital(self, anna: Account) -> None:
        assert to_account(anna, zone="America/Lima").zone == "Europe/Helsinki"
        anna.zone = "UTC"
        assert to_account(anna, zone="America/Lima").zone == "America/Lima"

    def test_links_are_whole_and_in_the_readers_language(
        self, small_forum: Forum, anna: Account
    ) -> None:
        anna.language = "es"
        page = Page("desk:home", (small_forum.slug,))
        with override_settings(ADDRESS="https://cochair.example.org/"):
            actions.queue([letter(small_forum, anna, path=page)], NOW)

        assert (
            "\nhttps://cochair.example.org/es/league-concert/home/\n" in Message.objects.get().body
        )

    def test_a_reader_of_a_language_that_is_not_spoken_here_gets_the_first_one(
        self, small_forum: Forum
    ) -> None:
        actions.queue([letter(small_forum, outside(language="xx"))], NOW)

        assert worker.tick(NOW).sent == 1


class TestFailures:
    """What does not arrive is seen."""

    def test_a_reader_without_an_address_is_an_alarm_until_one_is_entered(
        self, small_forum: Forum, anna: Account
    ) -> None:
        hat = people.hat(small_forum, anna)
        nobody = letter(small_forum, outside("", account=anna.pk, party="LEAGUE"))
        actions.queue([nobody, letter(small_forum, outside("no address"), key="b")], NOW)
        worker.tick(NOW)

        assert states() == {"notice:1": "no_address", "b": "no_address"}
        assert queries.alarms(small_forum, hat, NOW).no_address == 2
        actions.retry(Message.objects.get(key="notice:1"), by=hat, at=NOW)
        with pytest.raises(Refused, match="This recipient has no e-mail address"):
            actions.retry(Message.objects.get(key="b"), by=hat, at=NOW)
        actions.retry(Message.objects.get(key="b"), by=hat, at=NOW, email=" b@example.org ")
        assert worker.tick(NOW).sent == 2

    @pytest.mark.parametrize(
        ("email", "name"),
        [
            ("a@example.org\r\nBcc: b@example.org", "Anna"),
            ("a" * 300 + "@example.org", "Anna"),
            ("\x00@example.org", "\x00"),
            ("", "\r\n\u2028" + "Ñ" * 10000),
        ],
    )
    def test_an_address_that_cannot_be_one_is_kept_out_and_its_reader_is_not_lost(
        self, small_forum: Forum, email: str, name: str
    ) -> None:
        hostile = letter(small_forum, outside(email, name=name, office="institution\x00"))
        assert actions.queue([hostile], NOW) == 1
        assert actions.queue([hostile], NOW) == 0

        row = Message.objects.get()
        assert (row.state, row.email) == ("no_address", "")
        assert "\x00" not in str(vars(row)) and len(row.name) <= 200

    def test_a_message_is_given_up_after_five_tries_and_longer_and_longer_pauses(
        self, small_forum: Forum, anna: Account
    ) -> None:
        actions.queue([letter(small_forum, anna, urgent=True)], NOW)
        at, tried = NOW, []
        with override_settings(MAILERS=server("Refusing")):
            while states()["notice:1"] == "queued":
                if worker.tick(at).not_sent:
                    tried.append(at - NOW)
                at += timedelta(minutes=1)

        assert [pause.total_seconds() / 60 for pause in tried] == [0, 1, 6, 36, 156]
        row = Message.objects.get()
        assert (row.state, row.failure) == ("failed", "refused_address")
        assert "anna here" not in str(vars(row))

    @pytest.mark.parametrize(
        ("name", "failure", "told"),
        [
            ("Untrusted", "unsafe", "its certificate is not trusted"),
            ("Absent", "unreachable", "could not be reached"),
        ],
    )
    def test_a_server_that_is_not_trusted_is_told_from_one_that_is_not_there(
        self, small_forum: Forum, anna: Account, name: str, failure: str, told: str
    ) -> None:
        actions.queue([letter(small_forum, anna, urgent=True)], NOW)

        with override_settings(MAILERS=server(name)):
            worker.tick(NOW)

        row = Message.objects.get()
        assert (row.state, row.failure) == ("queued", failure)
        assert told in FAILURES[failure] and "anna.example" not in str(vars(row))

    def test_a_failed_message_goes_out_again_when_somebody_says_so_and_the_journal_knows(
        self, small_forum: Forum, anna: Account
    ) -> None:
        hat = people.hat(small_forum, anna)
        actions.queue([letter(small_forum, anna)], NOW)
        row = Message.objects.get()
        with pytest.raises(Refused, match="could not be sent"):
            actions.retry(row, by=hat, at=NOW)
        Message.objects.update(state="failed", failure="unreachable", tries=5)
        assert queries.alarms(small_forum, hat, NOW).failed == 1

        actions.retry(row, by=hat, at=NOW)

        assert worker.tick(NOW).sent == 1
        assert not queries.alarms(small_forum, hat, NOW)
        entry = Entry.objects.get(verb="mail.retried")
        assert entry.facts == {"event": "N06", "address_given": False}

    def test_the_words_of_the_server_are_not_kept_in_any_log(
        self, small_forum: Forum, anna: Account, caplog: pytest.LogCaptureFixture
    ) -> None:
        actions.queue([letter(small_forum, anna)], NOW)
        with override_settings(MAILERS=server("Refusing")):
            worker.tick(NOW)

        assert "refused_address" in caplog.text and "anna" not in caplog.text


class TestCrash:
    """A worker that dies leaves nothing behind that is lost, or told twice as two."""

    def test_what_a_dead_worker_held_is_sent_after_its_lease_as_the_same_mail(
        self, small_forum: Forum, anna: Account
    ) -> None:
        actions.queue([letter(small_forum, anna)], NOW)
        with override_settings(MAILERS=server("Dying")), pytest.raises(KeyboardInterrupt):
            worker.tick(NOW)

        assert states() == {"notice:1": "sending"}
        assert worker.tick(NOW + delivery.LEASE - timedelta(seconds=1)).sent == 0
        assert worker.tick(NOW + delivery.LEASE).sent == 1
        assert mail.outbox[0].message()["Message-ID"] == Message.objects.get().message_id

    def test_a_worker_whose_lease_has_passed_writes_nothing(
        self, small_forum: Forum, anna: Account
    ) -> None:
        actions.queue([letter(small_forum, anna)], NOW)
        slow = delivery.claim(NOW)
        assert slow is not None and delivery.claim(NOW) is None
        quick = delivery.claim(NOW + delivery.LEASE)
        assert quick is not None

        assert delivery.settle(slow, delivery.Failure.UNREACHABLE, NOW + delivery.LEASE) is None
        assert delivery.settle(quick, delivery.Failure.NONE, NOW + delivery.LEASE) is not None
        assert states() == {"notice:1": "sent"}

    def test_a_message_that_kills_every_worker_fails_in_the_end(
        self, small_forum: Forum, anna: Account
    ) -> None:
        actions.queue([letter(small_forum, anna, urgent=True)], NOW)
        at = NOW
        with override_settings(MAILERS=server("Dying")):
            for _time in range(delivery.TRIES):
                with pytest.raises(KeyboardInterrupt):
                    worker.tick(at)
                at += delivery.LEASE
            worker.tick(at)

        assert states() == {"notice:1": "failed"}


class TestJournal:
    """The worker tells what the journal says, entry by entry."""

    def record(self, forum: Forum, verb: str = "meeting.scheduled") -> Entry:
        return journal.record(forum.slug, verb=verb, about=("meeting", "m"), by=None, at=NOW)

    def test_each_entry_is_told_once(self, small_forum: Forum, anna: Account) -> None:
        notifications.register(
            "meeting.scheduled",
            lambda entry, at: [letter(small_forum, anna, key=f"day:{entry.seq}")],
        )
        worker.tick(NOW)
        self.record(small_forum)
        self.record(small_forum, "meeting.opened")

        first, second = worker.tick(NOW), worker.tick(NOW)

        assert (first.read, first.sent) == (2, 1)
        assert (second.read, second.sent) == (0, 0)

    def test_a_teller_that_fails_stops_where_it_is_and_is_an_alarm_until_it_is_mended(
        self, small_forum: Forum, anna: Account
    ) -> None:
        worker.tick(NOW)
        hat, broken = people.hat(small_forum, anna), [True]

        def teller(entry: Entry, at: object) -> list[object]:
            told = [letter(small_forum, anna, key=f"day:{entry.seq}")]
            if entry.about_id == "m" and broken:
                raise ZeroDivisionError
            return told  # type: ignore[return-value]

        notifications.register("meeting.scheduled", teller)  # type: ignore[arg-type]
        self.record(small_forum)
        assert worker.tick(NOW).sent == 0
        assert queries.alarms(small_forum, hat, NOW).stuck

        broken.clear()

        assert worker.tick(NOW + HOUR).sent == 1
        assert not queries.alarms(small_forum, hat, NOW)

    def test_a_reminder_is_asked_for_again_and_again_and_goes_out_once(
        self, small_forum: Forum, anna: Account
    ) -> None:
        notifications.every(
            "due", lambda forum, at: [letter(forum, anna, key=f"due:{at:%Y-%m-%d}")]
        )

        sent = [worker.tick(NOW + hours * HOUR).sent for hours in (0, 1, 2, 24)]

        assert sent == [1, 0, 0, 1]
        assert Cursor.objects.get(source="due").stuck_since is None

    def test_a_turn_in_which_nothing_happens_asks_little(
        self, small_forum: Forum, django_assert_max_num_queries: object
    ) -> None:
        worker.tick(NOW)
        # Three of them ask when joint acts were last looked through, a witness given and one compared:
        # that is done once in a time. One asks whether the forum is only read, one whose digest is due.
        with django_assert_max_num_queries(14):  # type: ignore[operator]
            worker.tick(NOW)


class TestNobodyWorks:
    """Letters that nobody sends are an alarm too, to whoever may know of them."""

    LATER = NOW + timedelta(minutes=6)

    def test_a_house_without_a_worker_says_so_after_five_minutes(
        self, small_forum: Forum, anna: Account
    ) -> None:
        hat = people.hat(small_forum, anna)
        assert not queries.alarms(small_forum, hat, NOW)
        assert queries.alarms(small_forum, hat, self.LATER).idle

        worker.tick(self.LATER)
        assert not queries.alarms(small_forum, hat, self.LATER + HOUR)
        actions.queue([letter(small_forum, anna, urgent=True)], self.LATER)
        assert queries.alarms(small_forum, hat, self.LATER + HOUR).idle

    def test_what_only_the_other_party_knows_raises_no_alarm(
        self, small_forum: Forum, anna: Account
    ) -> None:
        worker.tick(NOW)
        hat = people.hat(small_forum, anna)
        journal.record(
            small_forum.slug,
            verb="meeting.scheduled",
            about=("meeting", "m"),
            by=None,
            at=NOW,
            space="party:CONCERT",
        )
        notifications.register("meeting.scheduled", lambda entry, at: 1 / 0)  # type: ignore[arg-type, return-value]

        assert not queries.alarms(small_forum, hat, self.LATER)
        worker.tick(NOW)
        assert not queries.alarms(small_forum, hat, self.LATER)


class TestMail:
    """The mail as it leaves the house."""

    def test_an_invitation_is_text_html_a_calendar_part_and_the_same_as_a_file(
        self, small_forum: Forum, anna: Account
    ) -> None:
        part = meeting(NOW, NOW + HOUR)
        actions.queue([letter(small_forum, anna, calendar=part)], NOW)
        worker.tick(NOW)

        sent = mail.outbox[0].message()
        kinds = [one.get_content_type() for one in sent.walk()]
        assert kinds == [
            "multipart/mixed",
            "multipart/alternative",
            "text/plain",
            "text/html",
            "text/calendar",
            "application/ics",
        ]
        calendar = list(sent.walk())[4]
        assert calendar.get_param("method") == "REQUEST"
        assert calendar.get_payload(decode=True) == list(sent.walk())[5].get_payload(decode=True)
        assert calendar.get_payload(decode=True).startswith(b"BEGIN:VCALENDAR\r\n")
        assert sent["To"] == "Anna <anna@example.org>"
        assert sent["Auto-Submitted"] == "auto-generated"
        assert sent["Content-Language"] == "en"
