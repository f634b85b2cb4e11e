"""The first public page: what comes next, what came last, and nothing that both have not published.

Findings U7 and M9: meetings that were held and a declaration that was published were not on it.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client

import forgotten
import forums_beside
import moves
import papers
import people
import signing
import silences
from cochair.features.delegations.queries import parties_in_turn
from cochair.features.meetings.deadlines import semester_end
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries
from cochair.features.parties.models import Forum, PresidencyTerm
from cochair.features.parties.offices import Role
from cochair.features.publications import actions as publishing
from cochair.features.register import actions as register
from cochair.features.silence import closure, withdrawal_blocks
from cochair.procedure.refusal import Refused
from cochair.site.public import chairing, outcomes, views
from cochair.site.public import queries as public
from cochair.web.clock import clock
from papers import words
from world import NOW

OPENS = datetime(2031, 4, 8, 7, tzinfo=UTC)
CLOSES = OPENS + timedelta(hours=9)
DAY = "8–9 Apr"
AFTER = CLOSES + timedelta(days=3)
PASSED = silences.LATER + timedelta(minutes=1)
PUBLISHED = PASSED + timedelta(days=1)


@pytest.fixture
def council(small_forum: Forum) -> Meeting:
    """The Council, its day fixed by both."""
    return signing.fixed(small_forum)


def page(forum: Forum, at: datetime = NOW, address: str = "", language: str = "en") -> str:
    """What a stranger reads, without the help of the page."""
    with clock.at(at):
        answer = Client().get(f"/{language}/{forum.slug}/{address}")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().partition('class="drawer"')[0].split())


def published(forum: Forum, *, is_adopted: bool = True, **about: object) -> None:
    """A declaration in three languages that both published a day after it was final: adopted by
    silence, or only called final by the secretariat of the League."""
    texts = {code: words(f"One {code}.") for code in ("en", "es", "pt")}
    more: dict[str, object] = {"kind": "press_line", "title": {"en": "Joint declaration"}} | about
    row = papers.circulated(forum, texts, marking="public", **more)
    if is_adopted:
        signing.both_sign(forum, silences.proposed(row))
        closure.close_due(forum, silences.LATER)
    by = signing.secretariat(forum, PASSED)
    register.finish(row, seen=papers.fresh(row).version, by=by, at=PASSED)
    row = papers.fresh(row)
    act = publishing.propose_publication(row, reason="", seen=row.version, by=by, at=PASSED)
    signing.both_sign(forum, act, PUBLISHED)


def adopted_here(forum: Forum) -> list[outcomes.Outcome]:
    """The adopted texts of the first page that both published here."""
    return [one for one in outcomes.of_forum(forum, "en") if one.source is None]


def test_a_meeting_is_public_when_both_have_published_it_and_not_before(council: Meeting) -> None:
    forum = council.forum
    act = signing.turn(signing.step(council, "meeting.publish"), signing.league(forum))
    before = [page(forum), page(forum, address="calendar/"), page(forum, address="calendar.ics")]

    signing.turn(act, signing.concert(forum))
    after = [page(forum), page(forum, address="calendar/"), page(forum, address="calendar.ics")]

    assert not any(DAY in shown or "20310408" in shown for shown in before)
    assert all(DAY in shown or "20310408" in shown for shown in after)
    assert "published by both Parties" in after[0]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_list_of_meetings_leads_a_stranger_to_those_that_are_public(
    council: Meeting, language: str
) -> None:
    """Whoever reads what the Parties share has a list of its own at the same address."""
    forum = council.forum
    address = f"/{language}/{forum.slug}/meetings/"
    secretariat = people.signed_in(people.person(forum, Role.SECRETARIAT, "CONCERT"))

    with clock.at(NOW):
        stranger, reader = Client().get(address), secretariat.get(address)

    assert (stranger.status_code, reader.status_code) == (302, 200)
    assert stranger.headers["Location"] == f"/{language}/{forum.slug}/calendar/"
    assert council.slug in reader.text


def test_the_next_meeting_stands_with_its_day_until_it_is_held_and_then_among_those_so_far(
    council: Meeting,
) -> None:
    signing.stepped(council, "meeting.publish")
    ahead = page(council.forum)
    signing.stepped(signing.stepped(council, "meeting.open", OPENS), "meeting.close", CLOSES)
    over = page(council.forum, AFTER)

    hero = ahead.partition('class="lede intro"')[0]
    assert DAY in hero and "in " in hero
    hero, _intro, rest = over.partition('class="lede intro"')
    assert DAY not in hero
    assert DAY in rest
    assert "no public evidence" not in rest.partition(DAY)[2].partition("</li>")[0]


def test_a_place_of_an_earlier_cycle_of_which_nothing_is_known_is_no_next_meeting(
    council: Meeting,
) -> None:
    forum = council.forum
    earlier = Meeting.objects.exclude(cycle=None).filter(forum=forum, imported=True).first()
    assert earlier is not None
    earlier.schedules.all().delete()
    Meeting.objects.filter(pk=earlier.pk).update(reported="expected")
    ends = semester_end(earlier, queries.book(forum, NOW))
    assert ends is not None

    def ahead(day: date) -> list[str]:
        noon = datetime.combine(day, time(12), UTC)
        return [one.row.slug for one in public.meetings(forum, noon, "en") if one.is_ahead]

    assert earlier.slug in ahead(ends)
    assert earlier.slug not in ahead(ends + timedelta(days=1))


def test_of_a_meeting_whose_date_is_not_published_the_page_says_no_more_than_that(
    council: Meeting,
) -> None:
    """Both may have fixed it: that it is to be fixed would be untrue, and that it is, not public."""
    forum = council.forum
    Meeting.objects.filter(forum=forum, imported=True).update(reported="held")
    earlier = Meeting.objects.exclude(cycle=None).filter(forum=forum, imported=True).first()
    assert earlier is not None and earlier.cycle is not None
    earlier.schedules.all().delete()
    Meeting.objects.filter(pk=earlier.pk).update(reported="expected")
    then = datetime.combine(earlier.cycle.start, time(12), UTC)

    hero = page(forum, then).partition('class="lede intro"')[0]

    assert "Date to be published" in hero
    assert "To be fixed" not in hero


def test_the_page_of_a_meeting_says_inside_that_its_date_is_not_public(council: Meeting) -> None:
    reader = people.signed_in(people.person(council.forum, Role.SECRETARIAT, "CONCERT"))

    def says_so() -> bool:
        with clock.at(NOW):
            answer = reader.get(f"/en/{council.forum.slug}/meetings/{council.slug}/")
        assert answer.status_code == 200
        return "Not public yet" in answer.text

    assert says_so()
    signing.stepped(council, "meeting.publish")
    assert not says_so()


def test_the_number_of_meetings_so_far_is_of_those_shown_and_the_others_are_counted(
    council: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen on the real forum: six stood over five."""
    forum = council.forum
    Meeting.objects.filter(forum=forum, imported=True).update(reported="held")
    held = sum(one.held for one in public.dated(forum, NOW))
    assert held > 1
    monkeypatch.setattr(views, "PAST", held - 1)

    so_far = page(forum).partition('id="held"')[2].partition("</section>")[0]

    assert so_far.count("<h3>") == held - 1
    assert f'<span class="n">{held - 1}</span>' in so_far
    assert "1 earlier meeting is in the list of all meetings." in so_far


def test_the_next_meeting_names_its_host_and_who_presides_on_its_day_once_both_published_it(
    council: Meeting,
) -> None:
    before = page(council.forum).partition('class="lede intro"')[0]
    signing.stepped(council, "meeting.publish")
    hero = page(council.forum).partition('class="lede intro"')[0]

    assert "Host:" not in before
    assert "Presidencies on that day:" not in before
    host, _, chairs = hero.partition("Host:")[2].partition("Presidencies on that day:")
    assert "League" in host
    assert "Concert" not in host
    assert 0 < chairs.index("Estmark") < chairs.index("Palmera")
    chairs, open_end = chairs.partition("</p>")[0], "(end of the term not known)"
    assert chairs.rstrip().endswith(open_end)
    later = datetime(2031, 12, 31, tzinfo=UTC)
    PresidencyTerm.objects.filter(party__code="CONCERT", end=None).update(end=later)
    forgotten.everything()
    assert open_end not in page(council.forum)


def test_the_presidencies_stand_in_the_order_of_the_meeting_whoever_hosts_it(
    council: Meeting,
) -> None:
    signing.stepped(council, "meeting.publish")
    coming = next(one for one in public.meetings(council.forum, NOW, "en") if one.row == council)
    in_turn = [party.tone for party in parties_in_turn(council, "en")]
    for member in queries.roster(council.forum).members:
        shown = chairing.of(council.forum, replace(coming, country=member.code), NOW, "en")
        assert [chair.party for chair in shown.chairs] == in_turn
        assert shown.host is not None
        assert shown.host.party == member.party.tone


def test_a_meeting_that_both_moved_is_shown_on_its_new_day(council: Meeting) -> None:
    signing.stepped(council, "meeting.publish")
    moves.moved(council, "2031-05-06", NOW)

    shown = page(council.forum)

    assert "6–7 May" in shown and DAY not in shown


def test_a_meeting_is_published_once(council: Meeting) -> None:
    signing.stepped(council, "meeting.publish")

    with pytest.raises(Refused, match="already"):
        signing.step(council, "meeting.publish")


def test_the_last_declaration_in_spanish_is_one_click_from_the_first_page(
    small_forum: Forum,
) -> None:
    assert "Joint declaration" not in page(small_forum, PUBLISHED)
    published(small_forum)

    shown = page(small_forum, PUBLISHED, language="es")

    hero = shown.partition('class="lede intro"')[0]
    first = hero.index('class="btn main"')
    assert '/es.pdf"' in hero[first : hero.index(">", first)]
    assert "Joint declaration" in hero


def test_a_text_that_was_adopted_here_stands_with_its_meeting(council: Meeting) -> None:
    forum = council.forum
    signing.stepped(council, "meeting.publish")
    published(forum, meeting=council.slug)
    opened = signing.stepped(council, "meeting.open", OPENS)
    signing.stepped(opened, "meeting.close", CLOSES)

    def of_council(address: str) -> str:
        return page(forum, AFTER, address).rpartition(DAY)[2].partition("</li>")[0]

    assert "Joint declaration</a>" in of_council("calendar/")
    assert "Joint declaration</a>" in of_council("")


def test_an_adopted_text_has_the_day_on_which_it_was_adopted_and_not_that_of_its_publication(
    small_forum: Forum,
) -> None:
    published(small_forum)

    (one,) = adopted_here(small_forum)

    assert one.day == silences.EXPIRY.date() != PUBLISHED.date()


def test_what_a_silence_only_gave_time_to_comment_on_is_no_adopted_text(
    small_forum: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both agree to a programme by an act of their own."""
    published(small_forum)
    assert len(adopted_here(small_forum)) == 1

    monkeypatch.setitem(withdrawal_blocks._FOR_COMMENTS, "test", lambda document: True)

    assert adopted_here(small_forum) == []


def test_what_one_office_calls_final_is_published_by_both_and_is_no_adopted_text(
    small_forum: Forum,
) -> None:
    published(small_forum, is_adopted=False)

    assert "Joint declaration" not in page(small_forum, PUBLISHED)
    assert "Joint declaration" in page(small_forum, PUBLISHED, address="register/")


def test_no_two_forums_have_the_same_words_and_each_says_what_is_next(
    council: Meeting,
) -> None:
    signing.stepped(council, "meeting.publish")
    forums_beside.all_of_them(NOW)
    Forum.objects.update(short_title=council.forum.short_title)
    with clock.at(NOW):
        answer = Client().get("/en/")

    entrances = answer.context["entrances"]
    assert len({one.name for one in entrances}) == len(entrances) >= 3
    assert [bool(one.next) for one in entrances].count(True) >= 1
    assert 'class="btn signin"' in answer.content.decode()
