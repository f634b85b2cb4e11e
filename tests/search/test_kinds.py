"""What is found beside documents: for whoever opens the page of it, and for nobody else.

Each is asked for with its own page beside it: where that is refused, neither its title nor its
count is told (domain.md C.8; INV-4).
"""

from datetime import date, datetime

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
from cochair.accounts.models import Account
from cochair.kernel import kind as kinds
from cochair.kernel.kind import No
from cochair.meetings.models import Meeting
from cochair.meetings.titles import meeting_titles
from cochair.parties import queries as parties
from cochair.parties.models import Forum
from cochair.parties.offices import Role
from cochair.records.models import ActionPoint
from cochair.records.points import actions as points
from cochair.search import reading
from cochair.search.models import Passage
from cochair.web.clock import clock
from rooms import AT
from signing import secretariat

DUE = date(2031, 6, 1)
HARBOURS = "world-harbours"


def opens(account: Account | None, address: str, at: datetime) -> bool:
    """Whether a page opens for somebody."""
    client = people.signed_in(account) if account is not None else Client()
    with clock.at(at):
        return client.get(address).status_code == 200


def agree(
    forum: Forum,
    address: str,
    typed: str,
    of: str,
    item: int,
    at: datetime,
    asked: dict[str, tuple[Account | None, bool]],
) -> None:
    """Who opens the page of a thing finds it, who does not finds nothing: as it is said for each."""
    for name, (account, reads) in asked.items():
        hat = None if account is None else people.hat(forum, account, at)
        hat = None if hat is not None and hat.role is Role.ADMINISTRATOR else hat
        assert opens(account, address, at) is reads, name
        assert finding.items(forum, typed, hat, of, at=at) == ({item} if reads else set()), name
        if not reads:
            assert not finding.found(forum, typed, hat, at=at).groups, name


@pytest.fixture
def council(small_forum: Forum) -> Meeting:
    """The Council while it sits."""
    return rooms.council(small_forum)


def noted(meeting: Meeting, owner: str, text: dict[str, str]) -> ActionPoint:
    asked = points.Noted(text, next(iter(text)), owner, DUE)
    return points.note(meeting, asked, by=secretariat(meeting.forum, AT), at=AT)


def offices(forum: Forum) -> dict[str, Account]:
    """Somebody in each office that reads more or less than another."""
    return {
        "delegation": delegations.contact(forum, "XN"),
        "presidency": Account.objects.get(pk=rooms.chair(forum, "CONCERT").account),
        "institution": people.person(forum, Role.INSTITUTION, organisation=HARBOURS),
        "observer": people.person(forum, Role.OBSERVER, organisation=rooms.ADMITTED),
        "administrator": people.person(forum, Role.ADMINISTRATOR),
    }


def who(known: dict[str, Account], *readers: str) -> dict[str, tuple[Account | None, bool]]:
    """Everybody of whom it is asked, and whether they read."""
    return {"anyone": (None, False)} | {
        name: (account, name in readers) for name, account in known.items()
    }


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
    assert "<span>Point of action</span>" in page and "1 paragraph in 1 result" in page
    assert "<span>Punto de acción</span>" in spanish
    assert "Nothing was found" in wrong and "<mark>zanzibar</mark>" in right
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
    while reading.catch_up(small_forum, AT):
        pass
    before = sorted(Passage.objects.values_list("kind", "item", "language", "text"))

    reading.rebuild(small_forum, AT)

    assert sorted(Passage.objects.values_list("kind", "item", "language", "text")) == before


def word(said: str) -> str:
    """The longest word of a title, by which it is searched."""
    return max(said.replace("-", " ").split(), key=len)


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
        hat = None if account is None else people.hat(small_forum, account, AT)
        hat = None if hat is not None and hat.role is Role.ADMINISTRATOR else hat
        found = finding.items(small_forum, word(title), hat, "meeting", at=AT)
        assert (council.pk in found) is reads, name


def test_a_silence_and_its_document_are_found_by_who_opens_them(small_forum: Forum) -> None:
    row = silences.opened(small_forum)
    address = reverse("decisions:decision", args=[small_forum.slug, row.number])
    typed = word(row.revision.document.title["en"])
    at = silences.NOW

    for name, (account, reads) in who(offices(small_forum), "delegation", "presidency").items():
        hat = None if account is None else people.hat(small_forum, account, at)
        hat = None if hat is not None and hat.role is Role.ADMINISTRATOR else hat
        assert opens(account, address, at) is reads, name
        found = finding.items(small_forum, typed, hat, "silence", at=at)
        assert found == ({row.pk} if reads else set()), name


def test_a_decision_in_the_room_is_found_by_who_opens_it(small_forum: Forum) -> None:
    row = decided.on_the_table(small_forum)
    address = reverse("decisions:in-room", args=[small_forum.slug, row.meeting.slug, row.number])
    typed = word(row.document.title["en"])
    at = decided.PUT_AT

    for name, (account, reads) in who(offices(small_forum), "delegation", "presidency").items():
        hat = None if account is None else people.hat(small_forum, account, at)
        hat = None if hat is not None and hat.role is Role.ADMINISTRATOR else hat
        assert opens(account, address, at) is reads, name
        found = finding.items(small_forum, typed, hat, "decision", at=at)
        assert found == ({row.pk} if reads else set()), name


@pytest.mark.parametrize("kind", kinds.every(), ids=lambda kind: kind.code)
def test_a_source_has_the_code_of_its_kind(kind: kinds.Kind) -> None:
    if not isinstance(kind.search, No):
        assert kind.search.kind == kind.code and len(kind.code) <= 16
