"""A delegation asks for several items of the agenda in one go: all are recorded, or none.

Source: domain.md C.4 (Agenda item), C.7 (D9); interaction.md section 3.
"""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

import agendas
import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.agendas import asking
from cochair.features.meetings.models import ItemRequest, Meeting
from cochair.features.parties.models import Forum
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from world import NOW

PORTS = {"title_en": "Ports", "type": "discussion", "text": "Exchange lists."}
FISH = {"item2-title_en": "Fisheries", "item2-title_es": "Pesca", "item2-type": "information"}
BLANK = {"item3-title_en": " ", "item3-type": "discussion"}


@pytest.fixture
def council(small_forum: Forum) -> Iterator[Meeting]:
    with clock.at(NOW):
        yield signing.planned(small_forum)


def norland(council: Meeting) -> Client:
    head = agendas.delegation(council.forum)
    return people.signed_in(Account.objects.get(pk=head.account))


def address(council: Meeting) -> str:
    return reverse("meetings:agenda-request", args=[council.forum.slug, council.slug])


def test_several_items_are_asked_for_in_one_go_and_each_is_answered_by_itself(
    council: Meeting,
) -> None:
    client = norland(council)
    assert client.get(address(council)).status_code == 200

    sent = client.post(address(council), {**PORTS, **FISH, **BLANK}, follow=True)

    assert "Your requests have been recorded as numbers 1, 2." in sent.content.decode()
    rows = ItemRequest.objects.order_by("number")
    assert [(one.number, one.title["en"], one.type) for one in rows] == [
        (1, "Ports", "discussion"),
        (2, "Fisheries", "information"),
    ]
    by = signing.secretariat(council.forum)
    why = "The experts deal with it."
    asking.answer_request(council, 2, answer="declined", reason=why, by=by, at=NOW)
    assert [one.state for one in ItemRequest.objects.order_by("number")] == [
        "received",
        "declined",
    ]
    # The same sent twice is asked for once; what was declined may be asked for again.
    client.post(address(council), PORTS)
    assert ItemRequest.objects.count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"item2-text": "No title", "item2-type": "discussion"},
        {**FISH, "item2-type": "nonsense"},
        {**FISH, "item2-title_en": "Fish\u200beries"},
    ],
)
def test_of_several_items_none_is_recorded_while_one_is_refused_and_all_words_stay(
    council: Meeting, wrong: dict[str, str]
) -> None:
    refused = norland(council).post(address(council), {**PORTS, **wrong})

    page = refused.content.decode()
    assert refused.status_code == 422 and not ItemRequest.objects.exists()
    assert 'value="Ports"' in page and "Exchange lists." in page
    assert '<details class="fold" open>' in page


def test_after_the_opening_several_are_refused_with_one_reason(council: Meeting) -> None:
    head = agendas.delegation(council.forum)
    wishes = [asking.Wish({"en": words}, "discussion") for words in ("Ports", "Fisheries")]
    Meeting.objects.filter(pk=council.pk).update(opened_at=NOW)
    council.refresh_from_db()

    with pytest.raises(Refused) as refused:
        asking.request_items(council, wishes=wishes, by=head, at=NOW)

    assert len(refused.value.refusals) == 1 and not ItemRequest.objects.exists()
    with pytest.raises(Refused):
        asking.request_items(council, wishes=[], by=head, at=NOW)
