"""What a secretariat enters, on the page; and objections that the others read without a name."""

import re
from datetime import timedelta

import pytest
from django.test import Client

import people
from cochair.features.accounts.models import Account
from cochair.features.decisions.models import Message, SilenceProcedure
from cochair.features.mail import models as mail
from cochair.features.mail import worker
from cochair.features.silence import closure
from cochair.journal.models import Entry
from cochair.web.clock import clock
from matrix import Scene
from silences import INSTANT, sent
from world import NOW

HOUR = timedelta(hours=1)
PROOF = "The stamp of our registry."
PAGE = "/en/league-concert/decisions/1/"
TYPED = {
    "voice": "XN",
    "form": "objection",
    "words": "Not so.",
    "channel": "paper",
    "arrived_day": "2031-02-03",
    "arrived_hour": "11:00",
    "evidence": PROOF,
}


def test_a_secretariat_enters_on_the_page_for_its_own_side_alone(at_work: Scene) -> None:
    client = at_work.client("secretariat")
    page = client.get(PAGE).content.decode()
    assert 'value="XN"' in page and 'value="XL"' not in page
    assert client.post(f"{PAGE}entered/", {**TYPED, "voice": "XL"}).status_code == 422

    shown = client.post(f"{PAGE}entered/", TYPED, follow=True).content.decode()

    assert PROOF in shown and "On paper" in shown
    assert "This is not what we sent" not in shown
    theirs = at_work.client("delegation").get(PAGE).content.decode()
    assert "This is not what we sent" in theirs and "Confirm: we sent this" in theirs
    made = Message.objects.get(evidence=PROOF)

    answer = at_work.client("delegation").post(
        f"{PAGE}messages/{made.pk}/confirmation/", follow=True
    )

    after = answer.content.decode()
    assert "Confirmed by the delegation" in after and "Confirm: we sent this" not in after


def test_what_broke_the_silence_and_was_contested_is_said_to_be_both_in_one_place(
    at_work: Scene,
) -> None:
    Message.objects.all().delete()
    at_work.client("secretariat").post(f"{PAGE}entered/", TYPED)
    made = Message.objects.get()
    delegation = at_work.client("delegation")

    def told() -> str:
        page = delegation.get(PAGE).content.decode()
        return page.partition("<dt>Silence broken</dt>")[2].partition("</dd>")[0]

    assert f'href="#message-{made.pk}"' in told() and "Contested" not in told()
    delegation.post(f"{PAGE}messages/{made.pk}/contest/", {"why": "We sent nothing."})

    assert f'href="#message-{made.pk}"' in told()
    assert "Contested by the delegation" in told()


def test_the_delegations_to_choose_from_stand_in_the_order_of_the_alphabet(at_work: Scene) -> None:
    client = at_work.client("other_presidency")
    for language, names in (
        ("en", ["Lagunia", "Palmera", "Sudria"]),
        ("pt", ["Lagúnia", "Palmeira", "Súdria"]),
    ):
        page = client.get(PAGE.replace("/en/", f"/{language}/")).content.decode()
        chosen = page.partition('name="voice">')[2].partition("</select>")[0]
        assert re.findall(r">([^<]+)</option>", chosen) == names


def test_what_was_dealt_with_late_is_offered_for_recognition_until_its_delegation_contests_it(
    at_work: Scene,
) -> None:
    row = SilenceProcedure.objects.select_related("forum").get()
    Message.objects.all().delete()
    after = row.expires_at + HOUR
    closure.close_due(row.forum, after)
    account = Account.objects.get(email="delegation_head-league-xn@example.org")
    made, counts = sent(row, people.hat(row.forum, account), row.expires_at - INSTANT)
    client, form = at_work.client("secretariat"), f"{PAGE}messages/{made.pk}/recognition/"

    with clock.at(after + HOUR):
        assert not counts and form in client.get(PAGE).content.decode()
        Message.objects.update(contested_at=after, contested_why="We sent nothing.")
        assert form not in client.get(PAGE).content.decode()


class TestWithoutAName:
    """CB-20: both may set that the others do not read who objected."""

    @pytest.fixture
    def nameless(self, at_work: Scene) -> Scene:
        """The silence of the scene, as if it had been opened without names."""
        row = SilenceProcedure.objects.select_related("forum").get()
        row.terms["named"] = False
        row.save(update_fields=["terms"])
        Message.objects.all().delete()
        account = Account.objects.get(email="delegation_head-league-xn@example.org")
        sent(row, people.hat(at_work.forum, account), NOW + INSTANT)
        return at_work

    def visits(self, scene: Scene) -> dict[str, Client]:
        return {
            who: scene.client(who)
            for who in ("delegation", "secretariat", "other_presidency", "auditor")
        }

    def test_no_page_says_who_and_only_the_delegation_takes_its_receipt(
        self, nameless: Scene
    ) -> None:
        made = Message.objects.get()
        with clock.at(NOW + HOUR):
            for who, client in self.visits(nameless).items():
                said = client.get(PAGE).content.decode()
                part = said[said.index('id="said"') :]
                part = part[: part.index("</section>")]
                own = who == "delegation"
                assert ("Norland" in part) == own and ("A delegation" in part) != own
                receipt = client.get(f"{PAGE}messages/{made.pk}/receipt.json")
                assert receipt.status_code == (200 if own else 404)
                assert (made.receipt in said) == own

    def test_neither_journal_nor_mail_says_who(self, nameless: Scene) -> None:
        entry = Entry.objects.filter(verb="silence.broken").get()
        assert (entry.account, entry.office, entry.on_behalf_of) == (None, "", "")
        assert "XN" not in str(entry.facts)
        worker.tick(NOW + HOUR)
        letters = mail.Message.objects.filter(key__contains=":broken:")
        assert letters.exists()
        for one in letters:
            assert "Norland" not in one.subject + one.body
            assert "XN" not in one.subject + one.body
