"""The pages of an agenda: who reads what, in which language, and what is told when two write.

domain.md C.6 (power matrix), C.8; style.md on pages.
"""

from dataclasses import replace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import agendas
import people
import signing
from agendas import OPENING, REVIEW, STATEMENT
from cochair.features.agendas import actions, asking, carry_over, queries
from cochair.features.agendas.asking import Wish
from cochair.features.mail import notifications
from cochair.features.meetings.models import ContactPoint, Invitation, Meeting
from cochair.features.parties.models import Forum, Member, Organisation
from cochair.features.parties.offices import Role
from cochair.journal.models import Entry
from cochair.web.clock import clock
from signing import secretariat
from world import NOW

MARK = "<script>alert(1)</script>"
PORTS = Wish(title={"es": "Puertos seguros"}, type="discussion", text="Un examen.")


@pytest.fixture(autouse=True)
def monday():
    """The clock stands still."""
    with clock.at(NOW):
        yield


@pytest.fixture
def meeting(small_forum: Forum) -> Meeting:
    """The Council with its day."""
    return signing.fixed(small_forum)


def path(meeting: Meeting, rest: str = "", language: str = "en") -> str:
    return f"/{language}/{meeting.forum.slug}/meetings/{meeting.slug}/agenda/{rest}"


def reader(forum: Forum, role: Role, party: str = "", member: str = "", code: str = "") -> Client:
    return people.signed_in(people.person(forum, role, party, member, code))


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_what_begins_an_agenda_stands_first_until_there_is_one_and_beside_it_then(
    meeting: Meeting,
) -> None:
    preparing = reader(meeting.forum, Role.SECRETARIAT, "CONCERT")
    beside = 'class="stack"'
    empty = text(preparing, path(meeting, "draft/")).split(beside)
    agendas.begun(meeting, "programme")
    begun = text(preparing, path(meeting, "draft/")).split(beside)

    assert "Start the agenda" in empty[1] and "Start the agenda" not in empty[2]
    assert 'name="stage"' not in begun[1]
    assert "Continue to the next stage" in begun[2] and "Start the agenda" not in "".join(begun)


def test_a_draft_is_for_those_who_prepare_and_what_is_published_for_all(meeting: Meeting) -> None:
    forum = meeting.forum
    agendas.begun(meeting)
    agendas.with_items(meeting)
    preparing = reader(forum, Role.SECRETARIAT, "CONCERT")
    delegation = reader(forum, Role.DELEGATION_HEAD, "CONCERT", "XS")
    assert "Review of the year" in text(preparing, path(meeting))
    assert "Review of the year" not in text(delegation, path(meeting))
    assert delegation.get(path(meeting, "versions/provisional-4/")).status_code == 404
    assert delegation.get(path(meeting, "compare/?to=provisional-4")).status_code == 404

    agendas.published(meeting)
    agendas.change(meeting, "i2", title=dict.fromkeys(("en", "es", "pt"), "Another"))

    page = text(delegation, path(meeting))
    assert "Review of the year" in page
    assert "Another" not in page
    assert delegation.get(path(meeting, "versions/provisional-5/")).status_code == 404
    assert "A later draft is being prepared" in text(preparing, path(meeting))


def test_an_institution_reads_the_agenda_of_a_meeting_to_which_it_is_invited(
    meeting: Meeting,
) -> None:
    forum = meeting.forum
    agency = Organisation.objects.filter(forum=forum).first()
    assert agency is not None
    client = reader(forum, Role.INSTITUTION, code=agency.code)
    observer = reader(forum, Role.OBSERVER, code=agency.code)
    agendas.begun(meeting, "working")
    agendas.with_items(meeting)
    agendas.published(meeting)
    assert client.get(path(meeting)).status_code == 404

    Invitation.objects.create(
        meeting=meeting, organisation=agency, basis="composition", sent_at=NOW
    )
    page = text(client, path(meeting))
    assert "Review of the year" not in page
    assert observer.get(path(meeting)).status_code == 404

    agendas.begun(meeting)
    agendas.published(meeting)
    page = text(client, path(meeting))
    assert "Review of the year" in page
    assert "/acts/" not in page
    assert client.get(path(meeting, "requests/new/")).status_code == 200
    assert client.get(path(meeting, "draft/")).status_code == 404


def test_a_delegation_sees_its_own_requests_and_the_answers_and_no_others(
    meeting: Meeting,
) -> None:
    head = agendas.delegation(meeting.forum)
    asking.request_item(meeting, wish=PORTS, by=head, at=NOW)
    asking.answer_request(
        meeting,
        1,
        answer="deferred",
        reason="There is no time.",
        by=secretariat(meeting.forum),
        at=NOW,
    )
    own = people.signed_in(people.Account.objects.get(pk=head.account))
    other = reader(meeting.forum, Role.DELEGATION_HEAD, "LEAGUE", "XB")
    preparing = reader(meeting.forum, Role.SECRETARIAT, "CONCERT")

    for client in (own, preparing):
        assert "Puertos seguros" in text(client, path(meeting))
        assert "There is no time." in text(client, path(meeting))
    assert "Puertos seguros" not in text(other, path(meeting))


def test_the_number_of_an_item_is_called_that_of_the_draft_beside_what_is_published(
    meeting: Meeting,
) -> None:
    forum, by = meeting.forum, secretariat(meeting.forum)
    head = agendas.delegation(forum)
    asking.request_item(meeting, wish=PORTS, by=head, at=NOW)
    agendas.begun(meeting)
    agendas.with_items(meeting)
    seen = agendas.latest(meeting).token
    key = asking.place_request(meeting, 1, seen=seen, by=by, at=NOW).item_key
    agendas.change(meeting, key, title=dict.fromkeys(("en", "es", "pt"), "Puertos"))
    own = people.signed_in(people.Account.objects.get(pk=head.account))
    preparing = reader(forum, Role.SECRETARIAT, "CONCERT")
    assert "<span>item 4</span>" in text(preparing, path(meeting))
    agendas.published(meeting)
    seen = agendas.latest(meeting).token

    actions.move_item(meeting, key, steps=-1, seen=seen, by=by, at=NOW)

    said = " ".join(text(preparing, path(meeting)).split())
    assert "item 3 of the draft" in said and "<span>item 3</span>" not in said
    assert "<span>item 4</span>" in text(own, path(meeting))


def test_a_missing_title_is_shown_as_missing_and_never_filled(meeting: Meeting) -> None:
    agendas.begun(meeting)
    agendas.with_items(meeting, replace(REVIEW, title={"es": "Examen del año"}))
    client = reader(meeting.forum, Role.SECRETARIAT, "CONCERT")

    page = text(client, path(meeting, "draft/"))

    assert "no title in this language" in page
    assert '<span class="sub" lang="es">ES: Examen del año</span>' in page


def test_two_versions_are_compared_in_the_language_of_the_reader(meeting: Meeting) -> None:
    agendas.provisional(meeting)
    agendas.change(
        meeting,
        "i2",
        title={**REVIEW.title, "es": "Examen de este año"},
        minutes=75,
    )
    agendas.published(meeting)
    client = reader(meeting.forum, Role.DELEGATION_HEAD, "CONCERT", "XS")
    address = "compare/?from=provisional-4&to=provisional-5"

    spanish = text(client, path(meeting, address, "es"))
    english = text(client, path(meeting, address))

    assert "<ins>" in spanish and "de este" in spanish and ">75<" not in spanish.split("<ins>")[0]
    assert "Reworded in other languages: Spanish." in english
    assert "No differences" in text(
        client, path(meeting, "compare/?from=provisional-4&to=provisional-4")
    )


def test_the_later_of_two_writers_reads_both_texts(meeting: Meeting) -> None:
    agendas.begun(meeting)
    agendas.with_items(meeting)
    seen = agendas.latest(meeting).token
    agendas.change(meeting, "i2", minutes=90)
    client = reader(meeting.forum, Role.SECRETARIAT, "CONCERT")
    typed = {
        "seen": seen,
        "title_en": "Mine",
        "title_es": "Mío",
        "title_pt": "Meu",
        "type": "discussion",
        "tags": ["review"],
    }

    answer = client.post(path(meeting, "draft/items/i2/"), typed)

    assert answer.status_code == 409
    assert "90 min" in answer.content.decode() and "en: Mine" in answer.content.decode()


def test_what_is_typed_is_shown_again_with_what_is_wrong(meeting: Meeting) -> None:
    agendas.begun(meeting)
    client = reader(meeting.forum, Role.SECRETARIAT, "CONCERT")
    typed = {"seen": agendas.latest(meeting).token, "title_en": "a" * 400, "type": "discussion"}

    answer = client.post(path(meeting, "draft/new/"), typed)

    assert answer.status_code == 422
    assert "At most 300 characters" in answer.content.decode()


@pytest.mark.parametrize("language", ["en", "es", "pt"])
def test_markup_in_titles_reasons_and_texts_is_text(meeting: Meeting, language: str) -> None:
    head = agendas.delegation(meeting.forum)
    words = dict.fromkeys(("en", "es", "pt"), f"{MARK} {{x}} %s")
    wish = Wish(title=words, type="discussion", text=MARK, documents=(MARK,))
    asking.request_item(meeting, wish=wish, by=head, at=NOW)
    agendas.provisional(meeting, replace(OPENING, title=words), STATEMENT)
    agendas.change(meeting, "i1", title=dict.fromkeys(("en", "es", "pt"), f"{MARK}?"))
    carry_over.register_open_point(
        meeting, text=words, origin="", owner="", by=secretariat(meeting.forum), at=NOW
    )
    client = reader(meeting.forum, Role.SECRETARIAT, "CONCERT")

    for rest in ("", "draft/", "compare/", "versions/provisional-3/", "draft/items/i1/"):
        page = text(client, path(meeting, rest, language))
        assert MARK not in page
        assert "&lt;script&gt;" in page


def test_a_delegation_moves_an_item_to_discussion_with_one_click(meeting: Meeting) -> None:
    agendas.provisional(meeting)
    client = reader(meeting.forum, Role.DELEGATION_HEAD, "CONCERT", "XS")
    assert "Move the item to discussion" in text(client, path(meeting))

    client.post(path(meeting, "items/i1/discussion/"))

    page = text(client, path(meeting))
    assert "moved to discussion" in page
    assert "Move the item to discussion" not in page


def test_items_that_take_longer_than_the_sessions_are_warned_of(meeting: Meeting) -> None:
    from datetime import timedelta

    from cochair.features.meetings.models import Session

    start = meeting.schedules.last().starts
    Session.objects.create(
        meeting=meeting, number=1, kind="plenary", starts=start, ends=start + timedelta(minutes=45)
    )
    agendas.begun(meeting)
    agendas.with_items(meeting)
    client = reader(meeting.forum, Role.SECRETARIAT, "CONCERT")

    assert "The items take 25 minutes more than the sessions last." in text(
        client, path(meeting, "draft/")
    )


@pytest.mark.parametrize("rest", ["", "draft/", "compare/", "versions/provisional-4/"])
def test_a_page_costs_the_same_with_few_items_and_with_many(meeting: Meeting, rest: str) -> None:
    agendas.provisional(meeting)
    client = reader(meeting.forum, Role.SECRETARIAT, "CONCERT")

    def cost() -> int:
        client.get(path(meeting, rest))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path(meeting, rest)).status_code == 200
        return len(captured)

    few = cost()
    head = agendas.delegation(meeting.forum)
    for number in range(12):
        agendas.with_items(meeting, replace(REVIEW, documents=(f"LC/{number}",)))
        asking.request_item(
            meeting, wish=replace(PORTS, title={"en": f"Port {number}"}), by=head, at=NOW
        )
    agendas.published(meeting)

    assert cost() <= few + 1


def invited(meeting: Meeting, code: str) -> None:
    member = Member.objects.get(code=code)
    Invitation.objects.create(meeting=meeting, member=member, basis="composition", sent_at=NOW)


def test_everybody_invited_is_told_of_a_provisional_agenda_and_what_changed(
    meeting: Meeting,
) -> None:
    invited(meeting, "XN")
    invited(meeting, "XS")
    agendas.delegation(meeting.forum)
    agendas.delegation(meeting.forum, "LEAGUE", "XB")
    ContactPoint.objects.create(
        forum=meeting.forum,
        member=Member.objects.get(code="XS"),
        name="Desk",
        email="desk@example.org",
        language="es",
        zone="Pacific/Auckland",
        at=NOW,
    )
    agendas.begun(meeting, "working")
    agendas.with_items(meeting)
    agendas.published(meeting)
    agendas.begun(meeting)
    agendas.change(meeting, "i2", minutes=75)
    agendas.published(meeting)
    entries = list(Entry.objects.filter(verb="agenda.published").order_by("seq"))

    assert [len(notifications.of_entry(entry, NOW)) for entry in entries] == [0, 2]
    letters = notifications.of_entry(entries[-1], NOW)
    assert {letter.to.email for letter in letters} == {"head-xn@example.org", "desk@example.org"}
    assert "1 changed." in " ".join(map(str, letters[0].lines))
    assert {letter.event for letter in letters} == {"N11"}


def test_items_that_close_within_a_week_are_told_to_delegations_once(real_forum: Forum) -> None:
    from datetime import UTC, datetime, timedelta

    from cochair.features.agendas import notices
    from cochair.features.cycles.models import Cycle
    from cochair.features.meetings.models import Schedule
    from cochair.features.parties import queries as parties

    start = datetime(2027, 5, 19, 7, tzinfo=UTC)
    meeting = Meeting.objects.create(
        forum=real_forum,
        slug="eu-clasi-som-3",
        configuration="som",
        number=3,
        cycle=Cycle.objects.get(forum=real_forum, number=3),
        known_at=people.REAL_NOW,
    )
    Schedule.objects.create(
        meeting=meeting, starts=start, ends=start, zone="Europe/Vilnius", precision="day"
    )
    people.person(real_forum, Role.DELEGATION_HEAD, "EU", "ES", start=people.REAL_NOW)
    found = queries.items_close(parties.book(real_forum), meeting)
    assert found is not None
    close = datetime.combine(found[1], start.time(), tzinfo=UTC)

    def told(days: int) -> list[str]:
        return [one.key for one in notices.of_closing(real_forum, close - timedelta(days=days))]

    assert told(8) == told(-1) == []
    assert told(7) == told(0) == [f"items-close:eu-clasi-som-3:{found[1]}"]
    # Of one that was loaded nobody is told before both have fixed its day.
    of_it = Meeting.objects.filter(pk=meeting.pk)
    of_it.update(imported=True)
    assert told(7) == []
    of_it.update(confirmed_at=start - timedelta(days=90))
    assert told(7) == [f"items-close:eu-clasi-som-3:{found[1]}"]
    assert not queries.is_late(close, found[1], real_forum.zone)
    assert queries.is_late(close + timedelta(days=1), found[1], real_forum.zone)


def test_what_is_done_to_an_agenda_is_written_down_without_a_title(meeting: Meeting) -> None:
    head = agendas.delegation(meeting.forum)
    agendas.provisional(meeting)
    asking.request_item(meeting, wish=PORTS, by=head, at=NOW)
    actions.move_to_discussion(meeting, "i1", by=head, at=NOW)

    told = Entry.objects.filter(forum=meeting.forum.slug)
    assert {"agenda.begun", "agenda.revised", "item.requested", "item.discussion_asked"} <= set(
        told.values_list("verb", flat=True)
    )
    for entry in told:
        assert "Review" not in str(entry.facts) and "Puertos" not in str(entry.facts)
