"""A story is played event by event through the acts of people, and its clock only goes on."""

from datetime import UTC, datetime

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from cochair.features.accounts.models import Account
from cochair.features.compliance import queries as compliance
from cochair.features.parties.models import Forum
from cochair.journal.models import Entry
from cochair.procedure.refusal import Refusal, Refused
from cochair.procedure.result import Outcome
from cochair.story import actions, presenters, queries, shelf
from cochair.story.events import Event, Stage, StoryBroken, Telling, address, in_order
from cochair.story.models import Course
from cochair.web import formats
from people import signed_in

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
PLANNED = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_a_demonstration(settings: object) -> None:
    """Only there do the accounts of the cast sign in without a second factor."""
    settings.DEMO = True  # type: ignore[attr-defined]


def outcome(forum: Forum, rule: str, target: str) -> Outcome:
    forum.refresh_from_db()
    found = compliance.result_on(forum, rule, target, forum.clock_at)
    assert found is not None
    return found.outcome


def played_to(forum: Forum, code: str) -> None:
    for _event in queries.standing(forum).story.events:
        if actions.play_next(forum).code == code:
            return
    raise AssertionError(code)


def visitor(name: str) -> Client:
    return signed_in(Account.objects.get(email=address(name)))


def page(name: str, language: str = "en") -> str:
    return f"/{language}/eu-clasi-story/{name}"


def test_a_story_begins_with_its_first_event_to_come(begun: Forum) -> None:
    found = queries.standing(begun)

    assert (found.past, found.next.code, found.next.at) == ((), "us-01.plan_proposed", MONDAY)
    assert begun.clock_at < MONDAY


def test_the_next_event_is_an_act_of_its_office_at_its_own_instant(begun: Forum) -> None:
    event = actions.play_next(begun)

    assert event.code == "us-01.plan_proposed"
    entry = Entry.objects.filter(forum=begun.slug, verb="act.proposed").get()
    assert (entry.at, entry.office) == (MONDAY, "secretariat EU")
    begun.refresh_from_db()
    assert (begun.clock_at, queries.standing(begun).last) == (MONDAY, event)


def test_playing_changes_the_lights_of_the_clauses(begun: Forum) -> None:
    rule, cycle = "II.3.functions.c.1", f"{begun.slug}-cycle-2"
    assert outcome(begun, rule, cycle) is Outcome.NOT_YET_DUE

    played_to(begun, "us-01.plan_second_key")

    assert outcome(begun, rule, cycle) is Outcome.MET


def test_an_event_that_is_refused_stops_the_player_and_changes_nothing(
    begun: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = Refusal("practice", "Not on a Monday.")

    def refuses(stage: Stage) -> None:
        from cochair.story.eu_clasi import us01

        us01.plan_proposed(stage)
        raise Refused(said)

    tell(monkeypatch, Event("us-01.refused", MONDAY, "US-01", "Nothing", "", refuses))
    entries = Entry.objects.count()

    with pytest.raises(Refused, match="Not on a Monday"):
        actions.play_next(begun)

    assert (Entry.objects.count(), queries.standing(begun).past) == (entries, ())


def test_an_attempt_that_is_not_refused_breaks_the_story(begun: Forum) -> None:
    stage = Stage(begun, MONDAY)

    with pytest.raises(StoryBroken), stage.refused():
        pass
    with pytest.raises(StoryBroken), stage.refused("two-keys"):
        raise Refused(Refusal("practice", "No."))

    with stage.refused("practice"):
        raise Refused(Refusal("practice", "No."))


def test_of_two_who_press_at_once_one_plays(begun: Forum) -> None:
    code = queries.standing(begun).next.code

    assert actions.play_next(begun, seen=code).code == code
    assert actions.play_next(begun, seen=code) is None


def test_the_clock_of_a_story_goes_on_and_never_back(begun: Forum) -> None:
    actions.go_on(begun, PLANNED)

    begun.refresh_from_db()
    assert begun.clock_at == PLANNED
    with pytest.raises(Refused, match="cannot go back"):
        actions.go_on(begun, MONDAY)


def test_a_story_is_begun_once(begun: Forum) -> None:
    actions.play_next(begun)

    again = actions.begin(shelf.story_of(begun.slug), password="another-password-of-a-visitor")

    assert queries.standing(again).past
    assert Course.objects.count() == 1


def test_two_events_of_one_name_are_noticed() -> None:
    telling = Telling("US-99", "Europe/Brussels")
    for _time in range(2):

        @telling.event("2031-01-06T10:00", "Nothing happens.")
        def nothing(stage: Stage) -> None: ...

    with pytest.raises(ValueError, match=r"us-99\.nothing"):
        in_order((telling,))


def test_a_visitor_plays_the_next_event_and_sees_the_page_at_its_instant(begun: Forum) -> None:
    client = visitor("py")

    before = client.get(page("story/")).content.decode()
    answer = client.post(page("story/play/"), {"seen": "us-01.plan_proposed"}, follow=True)

    assert "The secretariat sends the plan of the third cycle for signature." in before
    said = answer.content.decode()
    assert "2 March 2026" in said
    assert 'value="us-01.plan_first_key"' in said


def test_a_jump_plays_all_events_up_to_the_end_of_a_day(begun: Forum) -> None:
    answer = visitor("ie").post(page("story/jump/"), {"day": "2026-03-31"}, follow=True)

    assert "5 events have been run." in answer.content.decode()
    begun.refresh_from_db()
    assert begun.clock_at == datetime(2026, 3, 31, 21, 59, 59, 999999, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["", "2026-02-31", "yesterday"])
def test_a_day_that_does_not_exist_is_refused(begun: Forum, typed: str) -> None:
    answer = visitor("ie").post(page("story/jump/"), {"day": typed})

    assert answer.status_code == 422
    assert queries.standing(begun).past == ()


def test_whoever_has_no_office_reads_the_story_and_may_not_play_it(begun: Forum) -> None:
    stranger = Client()

    assert stranger.get(page("story/")).status_code == 200
    assert stranger.post(page("story/play/"), {"seen": ""}).status_code == 403
    assert queries.standing(begun).past == ()


def test_no_other_forum_has_a_story_or_its_bar(begun: Forum, small_forum: Forum) -> None:
    client = Client()
    there = client.get("/en/league-concert/").content.decode()

    # A stranger is led to where one signs in, from a page that is there or not.
    assert client.get("/en/league-concert/story/").status_code == 302
    assert client.post("/en/league-concert/story/play/").status_code == 404
    assert reverse("story:play", args=["league-concert"]) not in there


def test_the_timeline_asks_a_fixed_number_of_questions(
    begun: Forum, django_assert_num_queries: object
) -> None:
    client = visitor("ie")
    client.get(page("story/"))
    with django_assert_num_queries(7):  # type: ignore[operator]
        client.get(page("story/"))
    played_to(begun, "us-01.departures_signed")
    client.get(page("story/"))
    with django_assert_num_queries(7):  # type: ignore[operator]
        client.get(page("story/"))


def test_the_timeline_tells_the_story_by_chapter_and_opens_where_it_stands(begun: Forum) -> None:
    played_to(begun, "us-01.departures_signed")

    chapters = presenters.timeline(queries.standing(begun), begun.zone)

    assert [one.title for one in chapters] == list(shelf.story_of(begun.slug).chapters.values())
    assert [(one.is_open, one.played) for one in chapters][:2] == [(True, 5), (False, 0)]
    told = sum(len(one.events) for one in chapters)
    assert told == queries.standing(begun).count
    shown = Client().get(page("story/", "es")).content.decode()
    assert "5. Se negocia la declaración" in shown
    days = formats.days_of_span(chapters[0].first, chapters[0].last, "es")
    assert days.count(str(chapters[0].last.year)) == 1
    assert days in shown


def tell(monkeypatch: pytest.MonkeyPatch, *events: Event) -> None:
    """Another course of events in the same forum."""
    from dataclasses import replace

    told = shelf.story_of("eu-clasi-story")
    monkeypatch.setitem(shelf._STORIES, told.forum, replace(told, events=events))


def test_a_story_that_was_left_in_an_installation_is_played_by_nobody_where_the_demo_is_off(
    begun: Forum, settings: object
) -> None:
    account = Account.objects.get(email=address("secretariat"))
    Account.objects.filter(pk=account.pk).update(is_demo=False)
    with_a_second_factor(account)
    client = signed_in(account)
    assert client.get(page("story/")).status_code == 200

    settings.DEMO = False  # type: ignore[attr-defined]

    seen = {"seen": queries.standing(begun).next.code}
    answers = [client.get(page("story/")), client.post(page("story/play/"), seen)]
    answers.append(client.post(page("story/jump/"), {"day": "2026-12-01"}))
    assert [one.status_code for one in answers] == [404, 404, 404]
    assert b"story/play/" not in client.get(page("desk/")).content
    assert queries.standing(Forum.objects.get(pk=begun.pk)).past == ()


def with_a_second_factor(account: Account) -> None:
    """As whoever signs in outside of a demonstration has one."""
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})
