"""What is found beside documents: for whoever opens the page of it, and for nobody else.

Each is asked for with its own page beside it: where that is refused, neither its title nor its
count is told (domain.md C.8; INV-4).
"""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

import decided
import delegations
import finding
import people
import pledges
import rooms
import silences
from cochair.features.action_points import actions as points
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.titles import meeting_titles
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.records.models import ActionPoint
from cochair.features.search import indexer
from cochair.features.search.models import Passage
from cochair.kernel import kind as kinds
from cochair.kernel.kind import No
from cochair.web.clock import clock
from finding import HARBOURS, agree, offices, opens, who, word
from rooms import AT
from signing import secretariat

DUE = date(2031, 6, 1)


@pytest.fixture
def council(small_forum: Forum) -> Meeting:
    """The Council while it sits."""
    return rooms.council(small_forum)


def noted(meeting: Meeting, owner: str, text: dict[str, str]) -> ActionPoint:
    asked = points.Noted(text, next(iter(text)), owner, DUE)
    return points.note(meeting, asked, by=secretariat(meeting.forum, AT), at=AT)


def test_a_point_of_action_is_found_by_who_opens_it(small_forum: Forum, council: Meeting) -> None:
    known = offices(small_forum)
    theirs = noted(council, "XN", {"en": "Chart the zanzibar reef"})
    its_own = noted(council, HARBOURS, {"en": "Send the quillwort list"})

    for row, typed, more in ((theirs, "zanzibar", ()), (its_own, "quillwort", ("institution",))):
        address = reverse("records:point", args=[small_forum.slug, council.slug, row.number])
        readers = who(known, "delegation", "presidency", *more)
        agree(small_forum, address, typed, "action-point", row.pk, AT, readers)


def test_a_point_is_found_as_it_was_changed_and_translated(
    small_forum: Forum, council: Meeting
) -> None:
    hat = rooms.head(small_forum)
    row = noted(council, "XN", {"en": "Chart the zanzibar reef"})
    assert finding.items(small_forum, "zanzibar", hat, "action-point", at=AT) == {row.pk}

    wanted = points.Noted(
        {"en": "Chart the reef", "es": "Cartografiar el arrecife"}, "en", "XN", DUE
    )
    points.change(row, wanted, seen=row.revision, by=secretariat(small_forum, AT), at=AT)

    assert finding.items(small_forum, "arrecifes", hat, "action-point", at=AT) == {row.pk}
    assert not finding.items(small_forum, "zanzibar", hat, "action-point", at=AT)


def test_the_list_shows_the_kind_the_meeting_and_the_way_to_it(
    small_forum: Forum, council: Meeting
) -> None:
    row = noted(council, "XN", {"en": "Chart the zanzibar reef"})
    account = delegations.contact(small_forum, "XN")
    address = reverse("search:search", args=[small_forum.slug])
    with clock.at(AT):
        client = people.signed_in(account)
        page = client.get(address, {"q": "zanzibar"}).content.decode()
        spanish = client.get(address.replace("/en/", "/es/"), {"q": "zanzibar"}).content.decode()
        wrong = client.get(address, {"q": "zanzibar", "kind": "document"}).content.decode()
        right = client.get(address, {"q": "zanzibar", "kind": "action-point"}).content.decode()

    assert reverse("records:point", args=[small_forum.slug, council.slug, row.number]) in page
    assert "<span>Action point</span>" in page and "1 paragraph in 1 result" in page
    assert "<span>Punto de acción</span>" in spanish
    assert "No results" in wrong and "<mark>zanzibar</mark>" in right
    assert '<option value="action-point" selected>' in right
    assert "action-point" not in Client().get(address).content.decode()


def test_a_search_is_narrowed_to_kinds_meetings_and_days(
    small_forum: Forum, council: Meeting
) -> None:
    hat = rooms.head(small_forum)
    row = noted(council, "XN", {"en": "Chart the zanzibar reef"})

    def items(**to: object) -> set[int]:
        return finding.items(small_forum, "zanzibar", hat, "action-point", at=AT, **to)

    day = AT.date()
    for to in ({"kind": "action-point"}, {"meeting": council.slug}, {"since": day, "until": day}):
        assert items(**to) == {row.pk}, to
    earlier = {"until": day.replace(year=2030)}
    for to in ({"kind": "document"}, {"meeting": "none"}, {"series": "EC"}, earlier):
        assert items(**to) == set(), to


def test_an_index_made_anew_holds_the_same(small_forum: Forum, council: Meeting) -> None:
    noted(council, "XN", {"en": "Chart the zanzibar reef"})
    while indexer.catch_up(small_forum, AT):
        pass
    before = sorted(Passage.objects.values_list("kind", "item", "language", "text"))

    indexer.rebuild(small_forum, AT)

    assert sorted(Passage.objects.values_list("kind", "item", "language", "text")) == before


def test_a_commitment_is_found_by_who_reads_what_the_parties_share(
    small_forum: Forum, council: Meeting
) -> None:
    row = pledges.ships(small_forum)
    address = reverse("commitments:commitment", args=[small_forum.slug, row.slug])
    readers = who(offices(small_forum), "delegation", "presidency")

    agree(small_forum, address, word(row.text["en"]), "commitment", row.pk, AT, readers)


def test_a_meeting_is_found_by_who_opens_its_page(small_forum: Forum, council: Meeting) -> None:
    address = reverse("desk:meeting", args=[small_forum.slug, council.slug])
    known = offices(small_forum)
    asked = {
        name: (account, account is not None and opens(account, address, AT))
        for name, account in {"anyone": None, **known}.items()
    }
    assert asked["presidency"][1] and not asked["observer"][1] and not asked["anyone"][1]
    title = meeting_titles(council, parties.book(small_forum))["en"]

    for name, (account, reads) in asked.items():
        hat = finding.hat(small_forum, account, AT)
        found = finding.items(small_forum, word(title), hat, "meeting", at=AT)
        assert (council.pk in found) is reads, name


def test_a_silence_and_its_document_are_found_by_who_opens_them(small_forum: Forum) -> None:
    row = silences.opened(small_forum)
    address = reverse("decisions:decision", args=[small_forum.slug, row.number])
    typed = word(row.revision.document.title["en"])
    readers = who(offices(small_forum), "delegation", "presidency")

    agree(small_forum, address, typed, "silence", row.pk, silences.NOW, readers, alone=False)


def test_a_decision_in_the_room_is_found_by_who_opens_it(small_forum: Forum) -> None:
    row = decided.on_the_table(small_forum)
    address = reverse("decisions:in-room", args=[small_forum.slug, row.meeting.slug, row.number])
    typed = word(row.document.title["en"])
    readers = who(offices(small_forum), "delegation", "presidency")

    agree(small_forum, address, typed, "decision", row.pk, decided.PUT_AT, readers, alone=False)


@pytest.mark.parametrize("kind", kinds.every(), ids=lambda kind: kind.code)
def test_a_source_has_the_code_of_its_kind(kind: kinds.Kind) -> None:
    if not isinstance(kind.search, No):
        assert kind.search.kind == kind.code and len(kind.code) <= 32
