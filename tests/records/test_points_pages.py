"""The pages of points of action: who sees them, notes them, reports them; letters (N26, J6, C.6)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

import delegations
import people
import rooms
from cochair.features.accounts.models import Account
from cochair.features.action_points import actions, notices
from cochair.features.action_points.actions import Noted
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.records.models import ActionPoint
from cochair.web.clock import clock
from rooms import AT
from signing import secretariat

DUE = date(2031, 6, 1)


@pytest.fixture
def council(small_forum: Forum) -> Meeting:
    """The Council while it sits."""
    return rooms.council(small_forum)


def keeper(forum: Forum) -> Client:
    """The secretariat of the League at its keyboard."""
    secretariat(forum, AT)
    return people.signed_in(Account.objects.get(email="secretariat-league@example.org"))


def head(forum: Forum, code: str = "XN", party: str = "LEAGUE") -> Client:
    """The head of a delegation at the keyboard."""
    rooms.head(forum, code, party)
    return people.signed_in(delegations.contact(forum, code, party))


def noted(meeting: Meeting, owner: str = "XN", text: str = "Send the list", **more) -> ActionPoint:
    """A point noted in the room."""
    asked = Noted({"en": text}, "en", owner, DUE, **more)
    return actions.note(meeting, asked, by=secretariat(meeting.forum, AT), at=AT)


def address(name: str, meeting: Meeting, *more: object) -> str:
    return reverse(f"records:{name}", args=[meeting.forum.slug, meeting.slug, *more])


def test_a_point_is_noted_from_the_room_translated_and_taken_away_as_a_table(council) -> None:
    client, list_page = keeper(council.forum), address("points", council)
    sent = {"text_en": "=Send <b>it</b>", "owner": "XN", "due": "2031-06-01", "item": "i2"}
    with clock.at(AT):
        room = client.get(reverse("desk:room", args=[council.forum.slug, council.slug]))
        assert f"{list_page}?item=" in room.content.decode()
        wrong = client.post(list_page, {**sent, "owner": "", "due": "soon"})
        late = client.post(list_page, {**sent, "due": "2031-04-01"})
        assert client.post(list_page, sent).status_code == 302
        point = address("point-change", council, 1)
        change = {**sent, "text_es": "Enviar", "seen": "1"}
        assert client.post(point, change).status_code == 302
        stale = client.post(point, {**sent, "owner": "XL", "seen": "1"})
        page = client.get(list_page).content.decode()
        room = client.get(reverse("desk:room", args=[council.forum.slug, council.slug]))
        table = client.get(address("points-csv", council))

    assert "Select the owner" in wrong.content.decode() and wrong.status_code == 422
    assert "The due date has passed" in late.content.decode() and late.status_code == 422
    assert stale.status_code == 409
    assert "=Send &lt;b&gt;it&lt;/b&gt;" in page and "Norland" in page
    assert "=Send &lt;b&gt;" in room.content.decode()
    assert "'=Send <b>it</b>;Enviar" in table.content.decode("utf-8-sig")


def test_an_owner_reports_its_own_point_done_and_no_other_does(council) -> None:
    noted(council)
    norland, lagoon = head(council.forum), head(council.forum, "XL", "CONCERT")
    done = address("point-done", council, 1)
    with clock.at(AT):
        other = lagoon.post(done, {"evidence": "I sent the list myself."})
        empty = norland.post(done, {"evidence": ""})
        assert norland.post(done, {"evidence": "List sent to all on 8 April."}).status_code == 302
        page = lagoon.get(address("point", council, 1)).content.decode()

    assert other.status_code == 403 and "Norland" in other.content.decode()
    assert empty.status_code == 422
    assert "List sent to all on 8 April." in page


def test_c_6_an_institution_sees_the_points_of_its_meetings_and_an_observer_none(council) -> None:
    forum = council.forum
    noted(council, owner="world-harbours")
    delegate = people.person(forum, Role.INSTITUTION, organisation="world-harbours")
    observer = people.person(forum, Role.OBSERVER, organisation=rooms.ADMITTED)
    mine, theirs = people.signed_in(delegate), people.signed_in(observer)
    own = reverse("records:our-points", args=[forum.slug])
    noted(council, owner="XL", text="Secret of others")
    with clock.at(AT):
        assert "Send the list" in mine.get(own).content.decode()
        assert mine.get(address("point", council, 1)).status_code == 200
        assert mine.get(address("points", council)).status_code == 404
        assert mine.get(address("point", council, 2)).status_code == 404
        answer = mine.post(
            address("point-done", council, 1), {"evidence": "The list was sent to all."}
        )
        assert answer.status_code == 302
        for page in (own, address("points", council), address("point", council, 1)):
            assert theirs.get(page).status_code == 404
            assert Client().get(page).status_code == 302


def test_an_owner_finds_what_is_late_on_its_desk_and_everybody_by_owner(council) -> None:
    noted(council)
    noted(council, owner="LEAGUE", text="Convene the experts")
    client = head(council.forum)
    after = datetime(2031, 6, 4, 9, tzinfo=UTC)
    with clock.at(after):
        desk = client.get(reverse("desk:home", args=[council.forum.slug])).content.decode()
        ours = client.get(reverse("records:our-points", args=[council.forum.slug]))
        every = client.get(reverse("records:points-by-owner", args=[council.forum.slug]))

    assert "3 days overdue" in desk and "Convene the experts" not in desk
    assert "Convene the experts" not in ours.content.decode()
    assert "Presidency: League" in every.content.decode()
    assert "2 overdue" in every.content.decode()


def test_the_list_takes_as_many_queries_with_many_points_as_with_one(
    council, django_assert_max_num_queries, django_assert_num_queries
) -> None:
    noted(council)
    client = head(council.forum)
    pages = [
        address("points", council),
        reverse("records:points-by-owner", args=[council.forum.slug]),
        reverse("records:our-points", args=[council.forum.slug]),
    ]
    with clock.at(AT):
        costs = []
        for page in pages:
            client.get(page)
            with django_assert_max_num_queries(60) as taken:
                client.get(page)
            costs.append(len(taken))
        for index in range(5):
            noted(council, text=f"Point {index}")
        for page, cost in zip(pages, costs, strict=True):
            client.get(page)
            with django_assert_num_queries(cost):
                client.get(page)


def test_n26_an_owner_is_told_a_fortnight_before_on_the_day_and_a_week_after(council) -> None:
    row = noted(council)
    rooms.head(council.forum)
    rooms.head(council.forum, "XL", "CONCERT")

    def told(days: int) -> list[str]:
        at = datetime(2031, 6, 1, 9, tzinfo=UTC) + timedelta(days=days)
        return [one.key.rpartition(":")[2] for one in notices.of_points(council.forum, at)]

    assert [told(day) for day in (-15, -14, -8, -7, 0, 6, 7, 13, 14)] == [
        [], ["14"], ["14"], [], ["0"], ["0"], ["-7"], ["-7"], []
    ]  # fmt: skip
    (letter,) = notices.of_points(council.forum, datetime(2031, 6, 1, 9, tzinfo=UTC))
    assert letter.to.office == "delegation_head LEAGUE XN"
    assert "Send the list" not in repr(letter)

    actions.report_done(
        row, evidence="List sent to all on 8 April.", by=rooms.head(council.forum), at=AT
    )
    assert told(0) == []
