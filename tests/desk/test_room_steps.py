"""What the button of the room does: every state of a meeting, pressed by both co-chairs.

interaction.md section 4: what is offered is possible, what is not offered is refused, and a step
sent twice is taken once.
"""

import dataclasses
import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape

import pytest
from django.db import transaction
from django.test import Client

import agendas
import decided
import negotiations
import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.acts.models import JointAct, Key
from cochair.features.decisions.models import RoomDecision
from cochair.features.meetings.models import FloorEntry, Meeting
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.features.room import queries
from cochair.features.texts import party_private
from cochair.features.texts import queries as texts
from cochair.journal.models import Entry
from cochair.procedure.obstacle import Cleared
from cochair.site.desk.room import views
from cochair.web.clock import clock
from decided import OPENS

AT = OPENS + timedelta(minutes=30)
REFUSED = {403, 409, 422}


@pytest.fixture
def meeting(small_forum: Forum) -> Iterator[Meeting]:
    """The Council is open: a review without a paper, then a text that both Parties have cleared."""
    views.forget()
    found, text = signing.fixed(small_forum), negotiations.begun(small_forum)
    for chair in (signing.league, signing.concert):
        by, shown = chair(small_forum, OPENS), texts.digest(text)
        party_private.clear(text, Cleared.GIVEN, seen=shown, by=by, at=OPENS)
    paper = dataclasses.replace(agendas.STATEMENT, papers=(text.document.slug,))
    agendas.provisional(found, agendas.REVIEW, paper)
    for badge, code in enumerate(decided.THERE, start=1):
        decided.came(found, code, badge)
    found = signing.stepped(found, "meeting.open", OPENS)
    with clock.at(AT):
        yield found
    views.forget()


def client(hat: ActingOffice) -> Client:
    return people.signed_in(Account.objects.get(pk=hat.account))


@pytest.fixture
def league(meeting: Meeting) -> Client:
    return client(signing.league(meeting.forum, AT))


@pytest.fixture
def concert(meeting: Meeting) -> Client:
    return client(signing.concert(meeting.forum, AT))


def address(meeting: Meeting, rest: str = "") -> str:
    return f"/en/{meeting.forum.slug}/meetings/{meeting.slug}/room/{rest}"


class Foot:
    """The button of a page, what its form carries, and what stands beside it."""

    def __init__(self, who: Client, meeting: Meeting) -> None:
        self.who, self.meeting = who, meeting
        self.page = who.get(address(meeting)).content.decode()
        self.forms = re.findall(r"<form[^>]*room/step/.*?</form>", self.page, re.S)
        self.form = next(one for one in self.forms if 'id="deck-form"' in one)
        self.label = self._words(re.search(r"<button.*</button>", self.form, re.S))
        self.is_offered = "aria-disabled" not in self.form
        self.asks = "data-asks" in self.page

    def press(self, form: str = "") -> int:
        """Send what a browser would send; the status of the answer."""
        form = form or self.form
        said = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
        if form == self.form:
            written = r'<textarea[^>]*name="(\w+)"[^>]*form="deck-form"[^>]*>(.*?)</textarea>'
            said |= {name: unescape(text) for name, text in re.findall(written, self.page, re.S)}
            hidden = r'name="(\w+)" value="([^"]*)" form="deck-form"'
            said |= dict(re.findall(hidden, self.page))
        return self.who.post(address(self.meeting, "step/"), said).status_code

    def help(self, label: str) -> int:
        """Press what stands beside the button."""
        return self.press(next(one for one in self.forms if label in one))

    def _words(self, found: re.Match[str] | None) -> str:
        assert found is not None
        return unescape(re.sub(r"<[^>]+>", "", found[0])).strip()


def head(foot: Foot) -> str:
    """What stands over the item under discussion."""
    found = re.search(r'<p class="meta">.*?</p>', foot.page, re.S)
    assert found is not None
    return found[0]


def presses(who: Client, meeting: Meeting, label: str) -> None:
    foot = Foot(who, meeting)
    assert (foot.label, foot.is_offered) == (label, True)
    assert foot.press() == 302


def stage(meeting: Meeting) -> str:
    (row,) = queries.of_meeting(meeting)
    return decided.stage(row)


def test_two_chairs_lead_a_meeting_from_its_first_item_to_its_end_with_one_button(
    meeting: Meeting, league: Client, concert: Client
) -> None:
    presses(league, meeting, "Open item 1")
    presses(concert, meeting, "Conclude item 1")
    presses(league, meeting, "Open item 2")
    presses(concert, meeting, "Submit the text")
    assert Foot(league, meeting).asks and not Foot(concert, meeting).asks
    assert Foot(concert, meeting).label == "Waiting for Estmark"
    presses(league, meeting, "Submit it as well")
    assert stage(meeting) == "put"
    presses(league, meeting, "Declare consensus")
    presses(concert, meeting, "Declare it as well")
    assert stage(meeting) == "adopted_by_consensus"
    presses(concert, meeting, "Conclude item 2")
    entry = FloorEntry.objects.get(meeting=meeting, step="concluded", item_key="i2")
    assert entry.words["en"].startswith("Adopted by consensus: ")
    assert set(entry.words) == {"en", "es", "pt"}
    presses(league, meeting, "Close the meeting")
    presses(concert, meeting, "Close the meeting")
    meeting.refresh_from_db()
    assert meeting.closed_at is not None
    assert "Follow up" in concert.get(address(meeting)).content.decode()


def objected(meeting: Meeting, league: Client, concert: Client) -> RoomDecision:
    """The text is submitted by both, and Norland objects to its second paragraph."""
    for who, label in (
        (league, "Open item 1"),
        (league, "Conclude item 1"),
        (league, "Open item 2"),
        (league, "Submit the text"),
        (concert, "Submit it as well"),
    ):
        presses(who, meeting, label)
    (row,) = queries.of_meeting(meeting)
    decided.objected(row, decided.head(meeting.forum), AT)
    views.forget()
    return row


def test_an_objection_between_two_signatures_makes_the_first_void_and_suspends_what_is_asked(
    meeting: Meeting, league: Client, concert: Client
) -> None:
    for label in ("Open item 1", "Conclude item 1", "Open item 2", "Submit the text"):
        presses(league, meeting, label)
    presses(concert, meeting, "Submit it as well")
    presses(league, meeting, "Declare consensus")
    shown = Foot(concert, meeting)
    assert "submitted by both co-chairs at" in head(shown)
    (row,) = queries.of_meeting(meeting)
    decided.objected(row, decided.head(meeting.forum), AT)

    assert shown.press() == 409
    foot = Foot(concert, meeting)
    assert (foot.label, foot.is_offered) == ("Declare consensus", False)
    assert "Norland objects to paragraph ii." in foot.page and "signature void" in foot.page
    assert foot.press() == 409 and stage(meeting) == "objected"

    assert "an objection stands" in head(foot) and "submitted by" not in head(foot)

    assert foot.help("Suspend the decision") == 302
    presses(league, meeting, "Suspend it as well")
    assert stage(meeting) == "suspended"
    assert "suspended because of an objection" in head(Foot(concert, meeting))


def test_in_every_state_what_is_offered_is_possible_and_what_is_not_is_refused(
    meeting: Meeting, league: Client, concert: Client
) -> None:
    """Each state is looked at by both; each press is undone before the next."""
    for step in (
        lambda: presses(league, meeting, "Open item 1"),
        lambda: presses(league, meeting, "Conclude item 1"),
        lambda: presses(concert, meeting, "Open item 2"),
        lambda: presses(concert, meeting, "Submit the text"),
        lambda: presses(league, meeting, "Submit it as well"),
        lambda: decided.objected(queries.of_meeting(meeting)[0], decided.head(meeting.forum), AT),
        lambda: Foot(league, meeting).help("Suspend the decision"),
        lambda: Foot(concert, meeting).press(),
    ):
        for who in (league, concert):
            offered_is_possible(who, meeting)
        step()
        views.forget()


def offered_is_possible(who: Client, meeting: Meeting) -> None:
    foot = Foot(who, meeting)
    before = Entry.objects.count()
    with transaction.atomic():
        status, after = foot.press(), Entry.objects.filter(verb__contains=".").count()
        transaction.set_rollback(True)
    views.forget()
    if foot.is_offered:
        assert (status, after > before) == (302, True), foot.label
    elif foot.label.startswith("Waiting for"):
        # One's own signature, sent again, is the same signature.
        assert (status, after) == (302, before), foot.label
    else:
        assert status in REFUSED, foot.label


def test_a_step_sent_twice_is_taken_once(meeting: Meeting, league: Client, concert: Client) -> None:
    for label in ("Open item 1", "Conclude item 1", "Open item 2"):
        foot = Foot(league, meeting)
        assert (foot.label, foot.press(), foot.press()) == (label, 302, 302)
    assert FloorEntry.objects.filter(meeting=meeting).count() == 3
    first = Foot(league, meeting)
    assert (first.press(), first.press()) == (302, 302)
    second = Foot(concert, meeting)
    assert (second.press(), second.press()) == (302, 302)
    assert (RoomDecision.objects.count(), Key.objects.filter(act__kind=queries.PUT).count()) == (
        1,
        2,
    )


def test_who_signed_first_takes_it_back_and_both_halves_are_empty_again(
    meeting: Meeting, league: Client, concert: Client
) -> None:
    for label in ("Open item 1", "Conclude item 1", "Open item 2", "Submit the text"):
        presses(league, meeting, label)
    waiting = Foot(league, meeting)

    assert waiting.help("Withdraw my signature") == 302

    for who in (league, concert):
        foot = Foot(who, meeting)
        assert (foot.label, foot.asks, 'data-key="agreed"' in foot.page) == (
            "Submit the text",
            False,
            False,
        )


def test_words_that_changed_since_they_were_shown_are_not_signed(
    meeting: Meeting, league: Client
) -> None:
    for label in ("Open item 1", "Conclude item 1", "Open item 2"):
        presses(league, meeting, label)
    form = Foot(league, meeting).form
    seen = re.search(r'name="seen" value="([^"]*)"', form)
    assert seen is not None
    changed = form.replace(seen[1], "0" * 64)

    assert Foot(league, meeting).press(changed) == 409
    assert not JointAct.objects.filter(kind=queries.PUT).exists()


@pytest.mark.parametrize(
    ("who", "status"), [("secretariat", 403), ("norland", 403), ("auditor", 403), ("nobody", 404)]
)
def test_only_a_co_chair_signs_in_the_room(
    meeting: Meeting, league: Client, who: str, status: int
) -> None:
    for label in ("Open item 1", "Conclude item 1", "Open item 2"):
        presses(league, meeting, label)
    form, forum = Foot(league, meeting).form, meeting.forum
    hats = {
        "secretariat": lambda: client(signing.secretariat(forum, AT)),
        "norland": lambda: client(decided.head(forum)),
        "auditor": lambda: people.signed_in(people.person(forum, Role.AUDITOR)),
        "nobody": Client,
    }
    said = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))

    assert hats[who]().post(address(meeting, "step/"), said).status_code == status
    assert not JointAct.objects.filter(kind=queries.PUT).exists()


def test_an_act_that_is_none_of_this_room_is_not_signed_by_its_button(
    meeting: Meeting, league: Client, concert: Client
) -> None:
    other = signing.planned(meeting.forum, "league-concert-council-3")
    assert other.pk != meeting.pk
    act = JointAct.objects.filter(kind="meeting.open").first()
    assert act is not None
    for verb in ("submit", "close", "withdraw"):
        said = {"verb": verb, "act": str(act.number), "seen": act.digest}
        assert league.post(address(meeting, "step/"), said).status_code == 422
    assert league.post(address(meeting, "step/"), {"verb": "nothing"}).status_code == 422


def test_a_delegation_asks_for_the_floor_and_takes_that_back_with_the_same_button(
    meeting: Meeting, league: Client
) -> None:
    norland = client(decided.head(meeting.forum))
    closed = Foot(norland, meeting)
    assert (closed.label, closed.is_offered, closed.press()) == ("Request the floor", False, 422)
    presses(league, meeting, "Open item 1")

    presses(norland, meeting, "Request the floor")
    assert "You are number 1 on the list." in Foot(norland, meeting).page
    presses(norland, meeting, "Withdraw my request")
    assert Foot(norland, meeting).label == "Request the floor"


def test_what_one_did_is_said_once_and_where_one_did_it(meeting: Meeting, league: Client) -> None:
    Foot(league, meeting).press()
    live = league.get(address(meeting, "live/?did=1")).content.decode()
    assert 'data-region="did"' in live and "The item is open." in live
    again = league.get(address(meeting, "live/?did=1")).content.decode()
    assert "The item is open." not in again


def test_a_paragraph_that_keeps_the_text_from_being_submitted_is_a_link_to_it(
    meeting: Meeting, league: Client, concert: Client
) -> None:
    presses(league, meeting, "Open item 1")
    presses(concert, meeting, "Conclude item 1")
    presses(league, meeting, "Open item 2")
    row = texts.texts(meeting.forum).get()
    link = f'<a href="/en/{meeting.forum.slug}/documents/{row.document.slug}/text/#par-p-3">'
    assert link not in Foot(league, meeting).page

    norland = negotiations.norland(meeting.forum)
    with clock.at(AT + timedelta(minutes=1)):
        negotiations.words_for(row, "p-3", "18", "24", by=norland)
        views.forget()
        foot = Foot(league, meeting)

    assert not foot.is_offered and f"{link}Paragraph" in foot.page


def test_who_signs_a_pause_goes_on_to_the_room_and_who_signs_the_end_does_not(
    meeting: Meeting, league: Client
) -> None:
    room = f'<a class="btn main" href="{address(meeting)}">Go to the room</a>'
    by = signing.league(meeting.forum, AT)

    shown = []
    for kind in ("meeting.suspend", "meeting.close"):
        act = signing.step(meeting, kind, AT)
        signing.turn(act, by, AT)
        page = league.get(f"/en/{meeting.forum.slug}/acts/{act.number}/").content.decode()
        assert "You have signed." in page
        shown.append(room in page)

    assert shown == [True, False]
