"""A contact point without an account comes in by a personal link: what it opens, and when it ends.

domain.md B.7 (CB-30); security.md T43; decision 13.
"""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail as post
from django.test import Client
from django.urls import reverse

import people
import signing
from cochair.features.contact_links import actions, queries
from cochair.features.invitations import contacts
from cochair.features.mail import actions as mail
from cochair.features.mail import mime, notifications, worker
from cochair.features.mail.models import Message
from cochair.features.meetings.models import (
    ContactLink,
    ContactPoint,
    Meeting,
    Participant,
    Receipt,
)
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.journal.models import Entry
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from inviting_story import invitation, noticed, withdrawn
from world import NOW

NORLAND, PALMERA = "registry@norland.example.org", "cancilleria@palmera.example.org"
MEETS = datetime(2031, 4, 8, 7, tzinfo=UTC)
LIST = "name;capacity\n" + "\n".join(
    f"Person Number {index};{'head' if index == 0 else 'adviser'}" for index in range(20)
)


def reach(forum: Forum, code: str, email: str, language: str = "en") -> ContactPoint:
    return contacts.add(
        forum,
        contacts.Entry(code, "Registry", email, language, ""),
        languages=("en", "es", "pt"),
        by=signing.secretariat(forum),
        at=NOW,
    )


@pytest.fixture
def council(small_forum: Forum) -> Meeting:
    """The Council with its notice; Norland and Palmera have an address and no account."""
    reach(small_forum, "XN", NORLAND)
    reach(small_forum, "XP", PALMERA, "es")
    return noticed(small_forum)


def letter_to(forum: Forum, email: str, at: datetime = NOW) -> Message:
    """The notice as it lies in the outbox, to one address."""
    entry = Entry.objects.filter(forum=forum.slug, verb="notice.issued").last()
    mail.queue(notifications.of_entry(entry, at), at)
    return Message.objects.get(email=email, event="N06")


def link_in(text: str) -> str:
    """The path of the personal link in a letter."""
    return re.search(r"https?://[^/]+(/\w\w/[\w-]+/link/[\w-]+/)", text)[1]


def link_to(meeting: Meeting, email: str, at: datetime = NOW) -> str:
    """The path of a link made for a letter to an address."""
    contact = ContactPoint.objects.get(email=email, ended_at=None)
    _row, secret = actions.make_link(contact, meeting, at=at)
    return reverse("meetings:link", args=[meeting.forum.slug, secret])


def inside(meeting: Meeting, email: str) -> Client:
    """Somebody who came in by the link of an address."""
    client, path = Client(), link_to(meeting, email)
    with clock.at(NOW):
        assert client.post(path).status_code == 302
    return client


def page(name: str, meeting: Meeting, *args: object) -> str:
    return reverse(f"meetings:{name}", args=[meeting.forum.slug, meeting.slug, *args])


def get(client: Client, path: str, at: datetime = NOW) -> object:
    with clock.at(at):
        return client.get(path)


def send(client: Client, path: str, said: dict[str, str], at: datetime = NOW) -> object:
    with clock.at(at):
        return client.post(path, said)


class TestLetters:
    """The link is made when the letter is sent, and kept nowhere."""

    def test_the_notice_carries_a_link_in_the_readers_language_and_the_outbox_does_not(
        self, small_forum: Forum, council: Meeting
    ) -> None:
        row = letter_to(small_forum, PALMERA)
        assert "/link/" not in row.body and not ContactLink.objects.exists()

        body = mime.mail(row, NOW).body

        path = link_in(body)
        assert path.startswith("/es/league-concert/link/")
        assert body.index(path) < body.index("-- \n") and "/mail/preferences/" not in body
        (link,) = ContactLink.objects.all()
        assert link.contact.email == PALMERA and link.expires_at == datetime(
            2031, 4, 9, 21, tzinfo=UTC
        )
        secret = path.rstrip("/").rpartition("/")[2]
        assert link.digest == queries.digest_of(secret) and secret not in str(link.__dict__)

    def test_what_people_write_moves_no_link(self, small_forum: Forum, council: Meeting) -> None:
        row = letter_to(small_forum, NORLAND)
        row.body = f"-- \nReason: -- \n\n{row.body}"

        body = mime.mail(row, NOW).body

        assert body.startswith("-- \nReason: -- \n") and body.count("/link/") == 1
        assert body.rindex("-- \n") > body.index("/link/")

    def test_the_worker_sends_it_and_an_account_holder_gets_the_page_itself(
        self, small_forum: Forum, council: Meeting
    ) -> None:
        people.person(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XB")
        worker.tick(NOW)

        by_reader = {
            one.to[0]: one.body
            for one in post.outbox
            if "/invitations/" in one.body or "/link/" in one.body
        }
        assert "/link/" in by_reader[NORLAND]
        assert "/invitations/" in by_reader["delegation_head-league-xb@example.org"]

    def test_a_letter_that_is_sent_on_to_another_address_takes_no_link_along(
        self, small_forum: Forum, council: Meeting
    ) -> None:
        row = letter_to(small_forum, NORLAND)
        row.state = "failed"
        row.save()

        again = mail.retry(
            row, by=signing.secretariat(small_forum), at=NOW, email="else@example.org"
        )

        said = mime.mail(again, NOW).body
        assert "/link/" not in said
        assert "is sent to the registered address of a contact point only" in said

    def test_a_letter_that_goes_out_too_late_opens_nothing(
        self, small_forum: Forum, council: Meeting
    ) -> None:
        row = letter_to(small_forum, NORLAND)
        withdrawn(invitation(council, "XN"))

        said = mime.mail(row, NOW).body
        assert "/link/" not in said
        assert "This message has no personal link, because the meeting has ended" in said
        assert not ContactLink.objects.exists()


class TestWhatItOpens:
    """The invitation and the delegation of one, for one meeting."""

    def test_looking_at_a_link_does_nothing_and_going_on_opens_the_notice(
        self, small_forum: Forum, council: Meeting
    ) -> None:
        client, path = Client(), link_to(council, NORLAND)
        looked = get(client, path)
        assert "Norland" in looked.content.decode() and "no-store" in looked["Cache-Control"]
        assert not ContactLink.objects.get().entered_at and not client.session.keys()

        went = send(client, path, {})
        opened = get(client, went["Location"])

        assert went["Location"] == page("invitation", council, invitation(council, "XN").pk)
        assert "You act as contact point for Norland" in opened.content.decode()
        assert Receipt.objects.get().account is None
        assert get(client, went["Location"]).status_code == 200
        assert Receipt.objects.count() == 1

    def test_a_contact_point_answers_names_twenty_people_and_hands_them_over(
        self, small_forum: Forum, council: Meeting
    ) -> None:
        client, number = inside(council, NORLAND), invitation(council, "XN").pk
        answered = send(client, page("answer", council, number), {"answer": "accepted"})
        assert answered.status_code == 302
        shown = send(client, page("people-import", council), {"text": LIST})
        seen = re.search(r'name="seen" value="(\w+)"', shown.content.decode())[1]
        done = send(client, page("people-import", council), {"text": LIST, "seen": seen})
        assert done["Location"] == page("delegation", council, "xn")
        version = re.search(
            r'name="seen" value="(\d+)"', get(client, done["Location"]).content.decode()
        )[1]

        step = send(client, page("handover", council, "xn", "submit"), {"seen": version})

        assert step.status_code == 302
        assert Participant.objects.filter(delegation__member__code="XN").count() == 20
        assert invitation(council, "XN").answer == "accepted"
        told = Entry.objects.filter(office="contact_point LEAGUE XN").order_by("seq")
        assert [one.verb for one in told] == [
            "contact.entered",
            "invitation.answered",
            "participants.imported",
            "delegation.submitted",
        ]
        assert {(one.account, one.on_behalf_of) for one in told} == {(None, "LEAGUE")}
        assert "norland.example" not in str([one.facts for one in told])

    def test_everything_else_is_the_page_that_does_not_exist(
        self, small_forum: Forum, council: Meeting
    ) -> None:
        client, nobody = inside(council, NORLAND), Client()
        other = page("invitation", council, invitation(council, "XP").pk)
        for path in (
            other,
            page("delegation", council, "xp"),
            page("delegation", council, "xb"),
            page("delegations", council),
            page("participants", council),
            page("people-export", council, "csv"),
            page("agenda", council),
            page("invitations", council),
            page("notice", council),
            page("sessions", council),
            page("my_meeting", council),
            reverse("meetings:contacts", args=[small_forum.slug]),
            reverse("desk:home", args=[small_forum.slug]),
            reverse("desk:journal", args=[small_forum.slug]),
            reverse("meetings:feeds", args=[small_forum.slug]),
        ):
            hidden, absent = get(client, path), get(nobody, path)
            # As to anybody without a link: led to sign in, whether there is such a page or not.
            assert absent.status_code == (404 if path.endswith("/csv/") else 302), path
            assert (hidden.status_code, hidden.content) == (absent.status_code, absent.content), (
                path
            )
        assert send(client, page("delegation", council, "xp"), {"seen": "0"}).status_code == 404
        assert get(client, reverse("mail:preferences")).status_code == 302

    def test_a_list_that_names_another_delegation_is_not_taken(
        self, small_forum: Forum, council: Meeting
    ) -> None:
        sent = {"text": "delegation;name\nXP;Bo Dahl"}

        assert (
            send(inside(council, NORLAND), page("people-import", council), sent).status_code == 422
        )

    def test_another_meeting_of_the_same_delegation_stays_closed(
        self, small_forum: Forum, council: Meeting
    ) -> None:
        client, forum = inside(council, NORLAND), council.forum
        other = Meeting.objects.create(
            forum=forum, slug="league-concert-experts-9", configuration="experts", known_at=NOW
        )
        signing.secretariat(forum)
        from cochair.features.delegations import actions as delegations

        delegations.open_delegation(other, code="XN", by=signing.secretariat(forum), at=NOW)

        assert get(client, page("delegation", other, "xn")).status_code == 302
        assert get(client, page("delegation", council, "xn")).status_code == 200


class TestItsEnd:
    """A link ends, and whoever is in by it is out at the next request."""

    def ended(self, client: Client, council: Meeting, at: datetime = NOW) -> bool:
        hidden = get(client, page("delegation", council, "xn"), at)
        absent = get(Client(), page("delegation", council, "xn"), at)
        # As anybody without a link: led to sign in, whether there is such a page or not.
        assert absent.status_code == 302
        return (hidden.status_code, hidden.get("Location")) == (302, absent["Location"])

    def test_it_ends_a_day_after_the_meeting(self, small_forum: Forum, council: Meeting) -> None:
        client, path = inside(council, NORLAND), link_to(council, NORLAND)
        end = queries.until(council)
        assert end is not None and end - MEETS < timedelta(days=3)

        assert not self.ended(client, council, end - timedelta(seconds=1))
        assert self.ended(client, council, end)
        assert get(Client(), path, end).status_code == 404
        with pytest.raises(Refused, match="nothing that a personal link"):
            link_to(council, NORLAND, end)

    def test_it_ends_with_the_invitation_and_with_the_address(
        self, small_forum: Forum, council: Meeting
    ) -> None:
        by = signing.secretariat(small_forum)
        norland, palmera = inside(council, NORLAND), inside(council, PALMERA)
        withdrawn(invitation(council, "XN"))
        assert self.ended(norland, council)
        assert get(palmera, page("delegation", council, "xp")).status_code == 200

        contacts.end(ContactPoint.objects.get(email=PALMERA), by=by, at=NOW)

        assert get(palmera, page("delegation", council, "xp")).status_code == 302

    def test_an_address_that_a_list_brings_again_keeps_its_links_and_one_that_was_ended_does_not(
        self, small_forum: Forum, council: Meeting
    ) -> None:
        client = inside(council, NORLAND)
        again = reach(small_forum, "XN", NORLAND.upper())
        assert not self.ended(client, council)

        contacts.end(again, by=signing.secretariat(small_forum), at=NOW)
        reach(small_forum, "XN", NORLAND)

        assert self.ended(client, council)

    def test_it_may_be_used_again_and_leaving_ends_the_visit_and_not_the_link(
        self, small_forum: Forum, council: Meeting
    ) -> None:
        path, first, second = link_to(council, NORLAND), Client(), Client()
        assert send(first, path, {}).status_code == send(second, path, {}).status_code == 302

        left = send(first, reverse("meetings:leave_link", args=[small_forum.slug]), {})

        assert left.status_code == 302 and self.ended(first, council)
        assert not self.ended(second, council)
        assert Entry.objects.filter(verb="contact.entered").count() == 1

    def test_a_secretariat_sees_the_links_and_revokes_them(
        self, small_forum: Forum, council: Meeting
    ) -> None:
        client, contact = inside(council, NORLAND), ContactPoint.objects.get(email=NORLAND)
        office = people.signed_in(people.person(small_forum, Role.SECRETARIAT, "CONCERT"))
        address = reverse("meetings:contacts", args=[small_forum.slug])
        assert "1 personal link is valid" in get(office, address).content.decode()

        revoked = send(
            office, reverse("meetings:revoke_links", args=[small_forum.slug, contact.pk]), {}
        )

        assert revoked.status_code == 302 and self.ended(client, council)
        assert "personal link is valid" not in get(office, address).content.decode()
        with pytest.raises(Refused, match="This contact point has no valid personal link"):
            actions.revoke(contact, by=signing.secretariat(small_forum), at=NOW)

    def test_a_delegation_of_the_other_party_neither_sees_nor_revokes_them(
        self, small_forum: Forum, council: Meeting
    ) -> None:
        inside(council, NORLAND)
        contact = ContactPoint.objects.get(email=NORLAND)
        other = people.signed_in(people.person(small_forum, Role.DELEGATION_HEAD, "CONCERT", "XP"))
        path = reverse("meetings:revoke_links", args=[small_forum.slug, contact.pk])

        assert send(other, path, {}).status_code == 404
        assert ContactLink.objects.get().revoked_at is None


class TestAddresses:
    """A wrong link, a revoked one, one of another forum: the same page."""

    def test_every_link_that_opens_nothing_is_the_same_page_and_may_be_tried_so_often(
        self, small_forum: Forum, council: Meeting
    ) -> None:
        path = link_to(council, NORLAND)
        actions.revoke(
            ContactPoint.objects.get(email=NORLAND), by=signing.secretariat(small_forum), at=NOW
        )
        revoked, never = get(Client(), path), get(Client(), path[:-3] + "x/")

        assert (revoked.status_code, never.status_code) == (404, 404)
        assert revoked.content == never.content
        good = link_to(council, NORLAND)
        answers = {get(Client(), path).status_code for _try in range(25)}
        assert answers == {404, 429}
        # Nobody is locked out by what others try.
        assert get(Client(), good).status_code == 200

    def test_whoever_was_signed_in_is_not_any_more(
        self, small_forum: Forum, council: Meeting
    ) -> None:
        client = people.signed_in(people.person(small_forum, Role.AUDITOR))
        path = link_to(council, NORLAND)
        assert (
            "You are signed in to this browser. If you continue, you will be signed out."
            in get(client, path).content.decode()
        )

        send(client, path, {})

        assert get(client, reverse("desk:home", args=[small_forum.slug])).status_code == 302
        assert get(client, page("delegation", council, "xn")).status_code == 200

    def test_an_organisation_comes_by_its_invitation_and_an_observer_without_notice(
        self, small_forum: Forum
    ) -> None:
        reach(small_forum, "northern-coast-guard", "duty@guard.example.org")
        council = noticed(small_forum)
        row = invitation(council, "northern-coast-guard")
        client = inside(council, "duty@guard.example.org")
        assert get(client, page("invitation", council, row.pk)).status_code == 200
        assert get(client, page("delegation", council, "xn")).status_code == 302

        row.basis = "observer"
        row.save()

        assert get(client, page("invitation", council, row.pk)).status_code == 302
