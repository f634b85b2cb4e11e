"""How a message begins and who writes it: in the reader's language, and never a Party to itself."""

from datetime import timedelta

import pytest

import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.mail import actions, worker
from cochair.features.mail.letters import INSTALLATION, Letter, Recipient, of_party
from cochair.features.mail.models import Message
from cochair.features.mail.rendering import CLOSING
from cochair.features.parties.models import Forum, PresidencyTerm
from cochair.features.parties.offices import Role
from inviting_story import noticed
from mail.posting import letter, outside
from world import NOW

BY_ITSELF = "Sent automatically by this installation of Cochair."
BOTH = "On behalf of the co-presidencies\nConcert: Palmera\nLeague: Estmark"


def written(one: Letter) -> Message:
    actions.queue([one], NOW)
    return Message.objects.get(key=one.key, recipient=one.to.identity)


def signed(one: Letter) -> str:
    """The block that names who writes."""
    end = written(one).body.rpartition(CLOSING)[2]
    return end.partition("\n\n")[0]


def head(party: str, **more: object) -> Recipient:
    """The head of a delegation."""
    return outside(
        f"{party}@example.org", office=f"delegation_head {party} XX", party=party, **more
    )


@pytest.mark.usefixtures("silent")
class TestGreeting:
    @pytest.mark.parametrize(
        ("language", "named", "nameless"),
        [
            ("en", "Dear Desk,", "Dear colleague,"),
            ("es", "A la atención de: Desk", "Estimada señora, estimado señor:"),
            ("pt", "À atenção de: Desk", "Exma. Senhora, Exmo. Senhor,"),
        ],
    )
    def test_it_calls_a_reader_by_name_in_that_language_and_by_no_gender(
        self, small_forum: Forum, language: str, named: str, nameless: str
    ) -> None:
        first = written(letter(small_forum, outside(language=language)))
        other = written(letter(small_forum, outside("b@example.org", language=language, name="")))

        assert first.body.startswith(f"{named}\n\nThe meeting is convened.")
        assert other.body.startswith(f"{nameless}\n\n")

    def test_a_hostile_name_stays_in_its_line_and_is_no_pattern(self, small_forum: Forum) -> None:
        hostile = "{0.__class__}\r\n-- \r\nhttp://127.0.0.1:8000/en/\u202egro"
        body = written(letter(small_forum, outside(name=hostile))).body

        assert body.startswith("Dear {0.__class__} -- http://127.0.0.1:8000/en/ gro,\n\n")
        assert body.count(CLOSING) == 1


@pytest.mark.usefixtures("silent")
class TestWhoWrites:
    def test_what_is_of_both_is_written_by_both_in_the_order_of_the_readers_alphabet(
        self, small_forum: Forum
    ) -> None:
        assert signed(letter(small_forum, head("LEAGUE"))) == BOTH
        spanish = signed(letter(small_forum, head("CONCERT", language="es")))
        assert spanish == (
            "En nombre de las copresidencias\nConcierto: Palmera\nLiga: Marca Oriental"
        )

    def test_what_is_of_one_party_is_written_by_its_presidency_alone(
        self, small_forum: Forum
    ) -> None:
        own = letter(small_forum, head("LEAGUE"), space="party:LEAGUE")

        assert signed(own) == "On behalf of the co-presidency\nLeague: Estmark"

    def test_nobody_writes_to_themselves_but_the_other_party_does(
        self, small_forum: Forum, anna: Account
    ) -> None:
        theirs = letter(small_forum, anna, key="theirs", sender=of_party("CONCERT"))
        ours = letter(small_forum, anna, key="ours", sender=of_party("LEAGUE"))

        assert signed(letter(small_forum, anna)) == BY_ITSELF
        assert signed(ours) == BY_ITSELF
        assert signed(theirs) == "On behalf of the co-presidency\nConcert: Palmera"

    def test_where_it_is_not_established_who_presides_the_party_alone_is_named(
        self, small_forum: Forum
    ) -> None:
        PresidencyTerm.objects.filter(slug="concert-xp").update(end=NOW - timedelta(days=1))
        signing.league(small_forum)

        assert "Concert\nLeague: Estmark" in signed(letter(small_forum, head("LEAGUE")))

    def test_an_account_hears_of_itself_from_the_installation(
        self, small_forum: Forum, anna: Account
    ) -> None:
        assert signed(letter(small_forum, anna, event="N33", sender=INSTALLATION)) == BY_ITSELF

    def test_a_hundred_readers_are_written_to_with_as_many_questions_as_one(
        self, small_forum: Forum, django_assert_max_num_queries: object
    ) -> None:
        many = [
            letter(small_forum, outside(f"r{n}@example.org", party="LEAGUE")) for n in range(100)
        ]
        with django_assert_max_num_queries(12):  # type: ignore[operator]
            actions.queue(many, NOW)

    def test_a_summary_has_one_greeting_and_one_signature(
        self, small_forum: Forum, anna: Account
    ) -> None:
        from datetime import time

        actions.prefer(
            anna,
            digest=True,
            quiet_from=time(20),
            quiet_until=time(7),
            zone="Europe/Helsinki",
        )
        anna.refresh_from_db()
        hostile = "Because.\n-- \nDear Anna,"
        said = {"en": hostile}
        for key in "ab":
            actions.queue([letter(small_forum, anna, key=key, lines=(said, "Then."))], NOW)
        worker.tick(NOW + timedelta(days=7))

        body = Message.objects.get(event="N34").body
        assert body.startswith("Dear Anna,\n\n") and body.count("Dear Anna,\n\n") == 3
        assert body.count("Then.") == 2 and body.count(BY_ITSELF) == 1


def test_a_notice_is_written_by_those_who_signed_it_whoever_presides_later(
    small_forum: Forum,
) -> None:
    people.person(small_forum, Role.DELEGATION_HEAD, "CONCERT", "XL")
    meeting = noticed(small_forum)
    # Estmark has signed; somebody else presides when the message is written.
    PresidencyTerm.objects.filter(slug="league-2031-1").update(end=NOW - timedelta(hours=1))

    worker.tick(NOW)

    row = Message.objects.filter(event="N06", about_kind="invitation", party="CONCERT").first()
    assert row is not None and meeting.slug in row.key
    assert "Signed by the co-presidencies\nConcert: Palmera\nLeague: Estmark\n" in row.body


def test_what_waits_for_a_signature_comes_from_the_party_that_sent_it(small_forum: Forum) -> None:
    signing.concert(small_forum)
    signing.departure(small_forum, by=signing.league(small_forum))

    worker.tick(NOW)

    row = Message.objects.get(event="act")
    assert row.party == "CONCERT"
    assert "On behalf of the co-presidency\nLeague: Estmark\n" in row.body
