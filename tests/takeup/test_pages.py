"""The page on which a forum is taken up: prepared by either secretariat, signed by both, public then."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import forgotten
import people
import signing
import taking_up
from cochair.features.acts import actions as acts
from cochair.features.acts.models import JointAct
from cochair.features.compliance import queries as results
from cochair.features.cycles import kind as cycles_kind
from cochair.features.cycles.models import Cycle
from cochair.features.meetings import actions as meeting_actions
from cochair.features.meetings import kind as meetings_kind
from cochair.features.meetings.deadlines import end_within
from cochair.features.meetings.models import Meeting, Schedule
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.takeup import actions, kind, lines, queries
from cochair.features.takeup import acts as attest
from cochair.features.takeup.models import TakeUp
from cochair.procedure.calendar import civil_day
from cochair.procedure.dues import notice_until
from cochair.procedure.result import Ground, Outcome
from cochair.site.public import queries as public
from cochair.web.clock import clock
from signing import both_sign, secretariat
from taking_up import COUNCIL_1, EXPERTS_1
from world import NOW

WHERE = ("takeup:take-up", "league-concert")


@pytest.fixture
def client(small_forum: Forum) -> Client:
    """The secretariat of the Concert."""
    return people.signed_in(people.person(small_forum, Role.SECRETARIAT, "CONCERT"))


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    """The clock of the small world."""
    with clock.at(NOW):
        yield


def sent(**more: str) -> dict[str, str]:
    """What the page posts of the Experts, entered, and of nothing else."""
    return {
        f"{EXPERTS_1}-{name}": value
        for name, value in {
            "answer": "corrected",
            "first": "2030-10-09",
            "last": "2030-10-10",
            "place": "norhaven",
            "format": "in_person",
            "chair_LEAGUE": "XB",
            "came_LEAGUE": "3",
            "text0_title": "Working plan",
            "text0_reference": "LC 7/30",
            "source": taking_up.FILE,
            **more,
        }.items()
    }


def test_a_secretariat_saves_half_a_list_and_sends_it(small_forum: Forum, client: Client) -> None:
    page = client.get(reverse(*WHERE[:1], args=WHERE[1:])).content.decode()
    assert page.index(f'id="{EXPERTS_1}"') < page.index(f'id="{COUNCIL_1}"'), "the latest first"

    client.post(reverse("takeup:take-up", args=["league-concert"]), sent())
    line = TakeUp.objects.get().lines.get()
    assert line.party.code == "CONCERT" and line.body["came"] == {"LEAGUE": 3}
    again = client.get(reverse("takeup:take-up", args=["league-concert"])).content.decode()
    assert 'value="2030-10-09"' in again and 'value="LC 7/30"' in again

    seen = line.changed_at.isoformat()
    answer = client.post(
        reverse("takeup:take-up", args=["league-concert"]), {**sent(seen=seen), "send": "1"}
    )
    act = JointAct.objects.get()
    assert answer.headers["Location"].endswith(f"/acts/{act.number}/")
    assert [one["name"] for one in act.body["lines"]] == [EXPERTS_1]


def test_the_page_says_what_the_kind_of_an_adopted_text_decides(
    small_forum: Forum, client: Client
) -> None:
    where = reverse("takeup:take-up", args=["league-concert"])
    page = client.get(where).content.decode()
    assert "decides whether it counts as an agreement and as the final document" in page
    unknown = "LC 1/30, kind of the document not known"
    assert unknown in page, "no source says of which kind it was"

    known = taking_up.with_text(small_forum, taking_up.TEXT)
    taking_up.attested(small_forum, league_concert_council_1=known)
    assert unknown not in client.get(where).content.decode()


def test_what_cannot_be_read_is_said_and_kept_on_the_page(
    small_forum: Forum, client: Client
) -> None:
    address = reverse("takeup:take-up", args=["league-concert"])

    answer = client.post(address, sent(first="2030-13-40"))
    assert answer.status_code == 422 and b"Working plan" in answer.content
    answer = client.post(address, sent(source=""))
    assert answer.status_code == 422 and b"name the source" in answer.content
    assert not TakeUp.objects.exists()


def test_all_that_sources_say_was_held_is_confirmed_at_once(
    small_forum: Forum, client: Client
) -> None:
    address = reverse("takeup:take-up", args=["league-concert"])
    lines = {f"{COUNCIL_1}-answer": "open", f"{COUNCIL_1}-source": "gazette of Sudria"}
    page = client.post(
        address, {**lines, f"{EXPERTS_1}-answer": "open", "all": "1"}, follow=True
    ).text

    (line,) = TakeUp.objects.get().lines.all()
    assert (line.name, line.answer) == (COUNCIL_1, "confirmed")
    # What is left is named after the act, with the reason, and says so itself.
    assert "no source says that the meeting was held: Meeting of experts I." in page
    assert page.count("No source says on which day it was held.") == 1
    assert page.count("No source names a meeting here.") == 1
    Schedule.objects.filter(meeting__slug=EXPERTS_1).update(precision="day")
    Meeting.objects.filter(slug=EXPERTS_1).update(reported="announced")
    assert "No public evidence that it was held." in client.get(address).text
    Meeting.objects.filter(slug=EXPERTS_1).update(reported="reported")
    assert "Held, as reported publicly; not confirmed." in client.get(address).text


def test_of_a_meeting_that_was_held_on_no_known_day_nobody_says_that_no_source_knows_it(
    small_forum: Forum, client: Client
) -> None:
    Meeting.objects.filter(slug=EXPERTS_1).update(reported="held")
    address = reverse("takeup:take-up", args=["league-concert"])

    page = client.post(address, {f"{EXPERTS_1}-answer": "open", "all": "1"}, follow=True).text

    assert "no source says that the meeting was held" not in page
    assert "no source says on which day the meeting was held: Meeting of experts I." in page
    assert "No source says on which day it was held." in page
    assert "No public evidence that it was held." not in page, "a source says that it was"


def test_of_a_meeting_that_sources_report_nobody_says_that_none_does(
    small_forum: Forum, client: Client
) -> None:
    """The sentence at the top said that no source says it, and the line that sources do."""
    Meeting.objects.filter(slug=EXPERTS_1).update(reported="reported")
    address = reverse("takeup:take-up", args=["league-concert"])

    def said() -> str:
        typed = {f"{EXPERTS_1}-answer": "open", "all": "1"}
        return client.post(address, typed, follow=True).text

    page = said()
    assert "no source says that the meeting was held" not in page
    assert "Held, as reported publicly; not confirmed." in page
    undated = "sources report that the meeting was held, and none says on which day"
    assert f"{undated}: Meeting of experts I." in page

    Schedule.objects.filter(meeting__slug=EXPERTS_1).update(precision="day")
    forgotten.everything()
    page = said()
    assert undated not in page
    assert "the meeting was held, and none confirms it: Meeting of experts I." in page


def test_a_delegation_reads_the_list_and_writes_nothing(small_forum: Forum) -> None:
    account = people.person(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN")
    delegation = people.signed_in(account)
    address = reverse("takeup:take-up", args=["league-concert"])

    assert b'name="send"' not in delegation.get(address).content
    assert delegation.post(address, sent()).status_code == 403


def test_the_public_sees_it_once_both_have_signed_and_is_told_that_it_was_before(
    small_forum: Forum, client: Client
) -> None:
    address = reverse("takeup:take-up", args=["league-concert"])
    client.post(address, {**sent(), "send": "1"})
    stranger, where = Client(), reverse("public:calendar", args=["league-concert"])

    def front() -> str:
        """How many meetings the front page counts as held, and what it says of the others."""
        page = stranger.get(reverse("public:home", args=["league-concert"])).text
        part = page.partition('id="held"')[2].partition("</section>")[0]
        return " ".join(re.sub(r"<[^>]+>", " ", part).split())

    assert front().startswith(">Meetings so far 1 ")
    assert "Of 1 more meeting, no public source proves that it was held." in front()
    assert "no public evidence that it was held" not in front()
    assert b"attested by both Parties" not in stranger.get(where).content

    # Where nothing is known to have been held, what is listed is not counted as none.
    Meeting.objects.filter(slug=COUNCIL_1).update(reported="announced")
    forgotten.everything()
    assert front().startswith(">Meetings so far All meetings ")
    Meeting.objects.filter(slug=COUNCIL_1).update(reported="held")
    forgotten.everything()

    both_sign(small_forum, JointAct.objects.get())

    page = stranger.get(where).content.decode()
    assert "before Cochair, attested by both Parties" in page and taking_up.FILE in page
    (experts,) = [
        one for one in public.meetings(small_forum, NOW, "en") if one.row.slug == EXPERTS_1
    ]
    assert experts.held and not experts.is_doubtful
    assert front().startswith(">Meetings so far 2 ") and "no public source" not in front()


def test_the_list_is_a_turn_of_both_secretariats_until_it_waits_for_signatures(
    small_forum: Forum,
) -> None:
    def turns() -> list[str]:
        (one,) = kind.wanted(small_forum)
        return [turn.of for turn in kind.turns(one, NOW) if turn.says != kind.REST]

    assert turns() == [], "nothing of the cycle that runs is unknown"
    take_up = taking_up.prepared(small_forum, league_concert_experts_1=taking_up.held(small_forum))
    assert turns() == ["LEAGUE", "CONCERT"]
    act = taking_up.sent(take_up)
    assert turns() == []
    both_sign(small_forum, act)
    assert turns() == [] and queries.current(small_forum) is None


def test_a_declaration_of_the_shipped_history_is_offered_as_one_and_other_texts_without_kind(
    db: None,
) -> None:
    forum = people.real_forum()
    kinds = {
        text["title"]["en"]: text.get("kind")
        for one in lines.offers(forum, people.REAL_NOW)
        for text in one.told.texts
    }

    assert kinds["Second joint declaration"] == "joint_declaration"
    assert kinds["Working procedures"] is None


def test_in_the_middle_of_a_cycle_the_real_forum_asks_both_secretariats(db: None) -> None:
    forum = people.real_forum()

    assert queries.is_needed(forum, people.REAL_NOW)
    actions.decline_need(
        forum,
        by=people.hat(
            forum,
            people.person(forum, Role.SECRETARIAT, "EU", start=people.REAL_NOW),
            people.REAL_NOW,
        ),
        at=people.REAL_NOW,
    )
    assert not queries.is_needed(forum, people.REAL_NOW), "set aside: nobody is asked again"


def test_it_stays_offered_once_a_day_of_the_meeting_that_brought_it_is_fixed_here(
    db: None,
) -> None:
    """An act of both on what is ahead says nothing of what was before."""
    forum = people.real_forum()
    running = Meeting.objects.filter(forum=forum, imported=True, cycle__number=3)
    assert running.exclude(reported="held").exists()

    running.update(confirmed_at=people.REAL_NOW)

    (one,) = kind.wanted(forum)
    asked = [turn.of for turn in kind.turns(one, people.REAL_NOW) if turn.says == kind.BEGIN]
    assert asked == ["EU", "CLASI"]
    Meeting.objects.filter(forum=forum).update(confirmed_at=people.REAL_NOW)
    assert not queries.is_needed(forum, people.REAL_NOW), "nothing is left to be told"


def test_a_place_in_a_cycle_that_passed_without_a_meeting_is_asked_of_both_secretariats(
    small_forum: Forum,
) -> None:
    """The Council of the second cycle was to be held by the end of June, and nobody planned it."""
    later = NOW + timedelta(days=160)
    name = "league-concert-cycle-2-council"

    def asked(at: datetime) -> list[tuple[str, str]]:
        (one,) = kind.wanted(small_forum)
        found = [turn for turn in kind.turns(one, at) if turn.says == kind.STATE]
        return [(turn.of, turn.address[-1]) for turn in found]

    assert asked(NOW) == []
    assert asked(later) == [("LEAGUE", f"#{name}"), ("CONCERT", f"#{name}")]
    (one,) = kind.wanted(small_forum)
    (until,) = {turn.until for turn in kind.turns(one, later) if turn.says == kind.STATE}
    assert until is None, "nothing is overdue: it can be answered only once that day is over"

    line = taking_up.not_held(small_forum, name, later)
    act = taking_up.sent(
        actions.prepare(small_forum, {name: line}, by=secretariat(small_forum, later), at=later),
        later,
    )
    assert asked(later) == []
    norland = people.presidency(small_forum, "LEAGUE", "XN", later, start=NOW)
    signing.turn(signing.turn(act, norland, later), signing.concert(small_forum, later), later)

    assert asked(later) == [], "said: nobody is asked again"
    gone = Meeting.objects.get(configuration="council", cycle__number=2)
    assert gone.cancelled_at == later and gone.attested["held"] is False
    results.forget()
    row = signing.result(small_forum, "A.3.council", name, later)
    assert row.ground is Ground.CONTRARY_EVIDENCE


def test_a_meeting_whose_day_was_fixed_here_and_that_was_held_elsewhere_is_attested_too(
    small_forum: Forum,
) -> None:
    """Its day passed unopened: both say that it was held, and nothing is unmet for want of a form."""
    meeting = signing.fixed(small_forum, signing.day("2031-03-04"))
    later = NOW + timedelta(days=40)

    attested = taking_up.held(small_forum, meeting.slug, "2031-03-04", "2031-03-04", later)
    taking_up.attested(small_forum, later, **{meeting.slug.replace("-", "_"): attested})

    meeting.refresh_from_db()
    assert meeting.was_prepared_here and meeting.closed_at is not None
    reader = people.signed_in(people.person(small_forum, Role.SECRETARIAT, "CONCERT"))
    with clock.at(later):
        page = reader.get(reverse("desk:meeting", args=["league-concert", meeting.slug])).text
    assert re.search(r'<h2 id="attested">\s*Outside Cochair', page)
    results.forget()
    unmet = [
        one
        for one in results.results(small_forum, later)
        if one.target.id == meeting.slug and one.outcome is Outcome.NOT_MET
    ]
    assert {one.ground for one in unmet} <= {Ground.CONTRARY_EVIDENCE}


def test_a_meeting_that_was_planned_and_never_fixed_is_asked_of_both_once_its_half_year_passed(
    small_forum: Forum,
) -> None:
    meeting = signing.planned(small_forum)
    later = NOW + timedelta(days=160)

    def asked(at: datetime) -> list[str]:
        (one,) = kind.wanted(small_forum)
        return [turn.address[-1] for turn in kind.turns(one, at) if turn.says == kind.STATE]

    assert asked(NOW) == [], "it may still be fixed"
    assert asked(later) == [f"#{meeting.slug}"] * 2
    line = taking_up.not_held(small_forum, meeting.slug, later)
    by = secretariat(small_forum, later)
    actions.prepare(small_forum, {meeting.slug: line}, by=by, at=later)
    assert asked(later) == [], "answered: it waits for the signatures"


def test_nobody_is_asked_for_the_date_of_a_meeting_while_a_list_says_what_became_of_it(
    small_forum: Forum,
) -> None:
    def asked() -> set[str]:
        found = meetings_kind.turns(Meeting.objects.get(slug=EXPERTS_1), NOW)
        return {turn.says for turn in found}

    ahead = {"imported": False, "reported": "expected"}
    Meeting.objects.filter(slug=EXPERTS_1).update(**ahead)
    Meeting.objects.get(slug=EXPERTS_1).schedules.all().delete()
    assert meetings_kind.FIX in asked()
    take_up = taking_up.prepared(small_forum, league_concert_experts_1=taking_up.held(small_forum))
    assert meetings_kind.FIX not in asked()

    actions.decline_need(small_forum, by=secretariat(small_forum, NOW), at=NOW)
    assert take_up.lines.exists() and meetings_kind.FIX in asked()


def test_nobody_is_asked_for_the_date_of_a_meeting_while_a_plan_that_waits_has_it(
    small_forum: Forum,
) -> None:
    council = signing.planned(small_forum)
    by = signing.league(small_forum)

    def asked() -> bool:
        found = meetings_kind.turns(Meeting.objects.get(pk=council.pk), NOW)
        return meetings_kind.FIX in {turn.says for turn in found}

    def planned(code: str) -> JointAct:
        slots = {code: {"place": "", "precision": "day", "start": "2031-04-08"}}
        return meeting_actions.propose_plan(small_forum, made_in=1, slots=slots, by=by, at=NOW)

    assert asked()
    other = planned("experts")
    assert asked(), "the plan leaves its place open"
    acts.withdraw(other, by=by, at=NOW)
    act = planned(council.configuration)
    assert not asked()
    acts.withdraw(act, by=by, at=NOW)
    assert asked()


def test_the_plan_shows_the_meeting_that_was_held_and_takes_a_date_for_what_it_is(
    small_forum: Forum, client: Client
) -> None:
    cycle = Cycle.objects.get(forum=small_forum, number=2)
    Meeting.objects.filter(slug=EXPERTS_1).update(cycle=cycle)
    act = taking_up.attested(small_forum, league_concert_experts_1=taking_up.held(small_forum))
    assert act.effective_at
    where = reverse("meetings:plan", args=["league-concert", 1])

    page = client.get(where).content.decode()
    sent = client.post(where, {"council-place": "norhaven", "council-start": "2031-04-08"})

    assert "9–10 Oct 2030" in page and "this plan does not move it" in page
    assert 'name="experts-start"' not in page and 'name="council-start"' in page
    assert sent.status_code == 302
    plan = JointAct.objects.get(kind="cycle.plan").body["slots"]
    assert {code: slot["precision"] for code, slot in plan.items()} == {"council": "day"}


def test_what_only_sources_told_of_long_ago_is_not_asked_again(small_forum: Forum) -> None:
    meeting = signing.planned(small_forum)
    Meeting.objects.filter(pk=meeting.pk).update(imported=True)
    Forum.objects.update(known_until="2031-12-31")
    later = NOW + timedelta(days=160)
    forum = Forum.objects.get()

    assert [one.name for one in lines.passed(forum, later)] == []


def test_of_past_meetings_only_those_are_read_of_which_it_is_not_known_what_became_of_them(
    small_forum: Forum,
) -> None:
    meeting = signing.planned(small_forum)
    assert meeting.cycle is not None
    Meeting.objects.exclude(pk=meeting.pk).update(cancelled_at=NOW)
    later = NOW + timedelta(days=160)

    def passed() -> tuple[list[str], int]:
        with CaptureQueriesContext(connection) as asked:
            found = [one.name for one in lines.passed(small_forum, later)]
        return found, len(asked)

    passed()  # From now on the procedures are kept.
    names, many = passed()
    assert names == [meeting.slug]
    decided = [(Meeting, meeting.pk, name) for name in lines.UNDECIDED]
    ended = [(Cycle, meeting.cycle.pk, name) for name in ("closed_at", "abandoned_at")]
    for model, pk, name in [*decided, *ended]:
        model.objects.filter(pk=pk).update(**{name: NOW})
        names, few = passed()
        assert names == [] and few < many, (name, "neither its days nor its chairs are read")
        model.objects.filter(pk=pk).update(**{name: None})
    assert passed() == ([meeting.slug], many)


def test_once_taken_up_both_plan_the_rest_of_the_cycle_that_runs(small_forum: Forum) -> None:
    def asked() -> list[tuple[str, str, tuple[str, ...]]]:
        (one,) = kind.wanted(small_forum)
        return [(t.role, t.of, t.address) for t in kind.turns(one, NOW) if t.says == kind.REST]

    assert asked() == [], "nothing was taken up"
    act = taking_up.attested(small_forum, league_concert_experts_1=taking_up.held(small_forum))
    assert act.effective_at
    page = ("meetings:plan", "1")
    roles = (Role.CO_PRESIDENCY.value, Role.SECRETARIAT.value)
    assert asked() == [(role, of, page) for of in ("LEAGUE", "CONCERT") for role in roles]
    (one,) = kind.wanted(small_forum)
    found = {t.until for t in kind.turns(one, NOW) if t.says == kind.REST}
    assert found and None not in found, "until the first place that is left is over"
    (until,) = found
    book = parties.book(small_forum)
    running = Cycle.objects.get(forum=small_forum, number=2)
    assert book.pattern is not None
    ends = next(
        end_within(running.start, running.end, code, book)
        for _semester, code in book.pattern.slots
        if code == "council"
    )
    assert notice_until(book, ends) == civil_day(until - timedelta(seconds=1), small_forum.zone)

    def next_cycle() -> bool:
        running = Cycle.objects.select_related("forum").get(forum=small_forum, number=2)
        return any(t.says == cycles_kind.PLAN for t in cycles_kind.turns(running, NOW))

    assert not next_cycle(), "first what is left of this one"
    slots = {"council": {"place": "", "precision": "semester"}}
    by = signing.league(small_forum)
    act = meeting_actions.propose_plan(small_forum, made_in=1, slots=slots, by=by, at=NOW)
    assert asked() == [] and not next_cycle(), "the act waits"
    acts.withdraw(act, by=by, at=NOW)
    assert asked() and not next_cycle()

    # Where every place that is not over has a meeting, nobody is asked.
    for code in ("council", "experts"):
        signing.planned(small_forum, f"league-concert-{code}-2")
        Meeting.objects.filter(slug=f"league-concert-{code}-2").update(configuration=code)
    assert asked() == [] and next_cycle()


def test_a_refusal_names_its_line_leads_to_it_and_marks_it(
    small_forum: Forum, client: Client
) -> None:
    address = reverse("takeup:take-up", args=["league-concert"])
    owed = {"owed-1-what": "action_point", "owed-1-text": "Send it", "owed-1-source": ""}

    page = " ".join(client.post(address, {**sent(source=""), **owed}).text.split())

    assert page.count('role="alert"') == 1, "one sentence heads them all"
    top = page.partition('role="alert"')[2].partition("</section>")[0]
    assert "Nothing was saved: 2 lines have to be corrected." in top
    assert f'<a href="#{EXPERTS_1}">Meeting of experts I</a>' in top
    assert '<a href="#owed-1">“Send it”</a>' in top
    line = page.partition(f'<li class="halves" id="{EXPERTS_1}"')[2]
    line = line.partition(f'id="{EXPERTS_1}-source"')[0]
    assert f'aria-invalid="true" aria-describedby="{EXPERTS_1}-e"' in line
    note = line.partition(f'id="{EXPERTS_1}-e"')[2].partition("</div>")[0]
    assert "name the source of what is attested" in note
    assert 'aria-describedby="owed-1-e"' in page and 'id="owed-1-e"' in page
    other = page.partition(f'<li class="halves" id="{COUNCIL_1}"')[2]
    assert "aria-invalid" not in other.partition(f'id="{COUNCIL_1}-source"')[0]

    page = client.post(address, sent(first="2030-13-40")).text
    top = page.partition('role="alert"')[2].partition("</section>")[0]
    assert f'<a href="#{EXPERTS_1}">' in top and "This date does not exist" in top


def test_a_saved_line_shows_what_was_entered_and_what_sources_say_as_theirs(
    small_forum: Forum, client: Client
) -> None:
    """It went on to say that the date is not established, beside the answer that gives it."""
    address = reverse("takeup:take-up", args=["league-concert"])
    entered = {"kind": "contact", "configuration": "experts", "last": "", "first": "2030-11-20"}
    other = {key.replace(EXPERTS_1, "extra-1"): value for key, value in sent(**entered).items()}
    assert client.post(address, {**sent(), **other}).status_code == 302

    page = " ".join(client.get(address).text.split())

    def line(name: str) -> str:
        found = page.partition(f'<li class="halves" id="{name}"')[2]
        return found.partition(f'name="{name}-answer"')[0]

    said = line(EXPERTS_1)
    assert "<p>9–10 Oct 2030 · Norhaven · In person · Co-chairs: Brumia · Working plan" in said
    assert said.index("9–10 Oct 2030") < said.index("Sources say: date not established")
    assert "20 Nov 2030 · Norhaven" in line("extra-1") and "Sources say" not in line("extra-1")
    assert "Sources say" not in line(COUNCIL_1)


@pytest.mark.parametrize(
    ("before", "says"),
    [
        (taking_up.held, "Both Parties attested: 9–10 Oct 2030 · Norhaven"),
        (taking_up.not_held, "Sources say: date not established"),
    ],
)
def test_a_line_that_corrects_what_both_attested_says_it_in_the_name_of_both(
    small_forum: Forum, client: Client, before: Callable[[Forum], actions.Typed], says: str
) -> None:
    taking_up.attested(small_forum, league_concert_experts_1=before(small_forum))
    address = reverse("takeup:take-up", args=["league-concert"])
    assert client.post(address, sent(first="2030-10-11", last="2030-10-11")).status_code == 302

    page = " ".join(client.get(address).text.split())

    line = page.partition(f'<li class="halves" id="{EXPERTS_1}"')[2]
    line = line.partition(f'name="{EXPERTS_1}-answer"')[0]
    assert line.index("<p>11 Oct 2030") < line.index(says)


def test_what_is_done_with_the_long_list_stays_in_sight_for_whoever_prepares_it(
    small_forum: Forum, client: Client
) -> None:
    """The button to send it stood at the end of a page of five screens."""
    address = reverse("takeup:take-up", args=["league-concert"])

    page = client.get(address).text

    bar = page.partition("</main>")[2].partition('<div class="signbar">')[2].partition("<footer")[0]
    assert page.count("btn main") == bar.count("btn main") == 1
    assert bar.count('type="submit" form="list"') == 2 and '<form class="stack" id="list"' in page
    # A browser takes the first button of the form for the key Enter: it sends nothing for signature.
    assert bar.index(">Save<") < bar.index('name="send"')
    reader = people.signed_in(people.person(small_forum, Role.DELEGATION_HEAD, "CONCERT", "XS"))
    assert "signbar" not in reader.get(address).text


def test_what_is_undone_is_called_by_its_name_at_each_step(
    small_forum: Forum, client: Client
) -> None:
    """An open list is set aside, also while it waits; once one was attested there is none to be undone."""
    address = reverse("takeup:take-up", args=["league-concert"])

    def offered() -> tuple[bool, bool, bool]:
        page = client.get(address).text
        fold = "<span>Set the list aside</span>" in page
        return "Nothing to take up" in page, fold, '<a href="#set-aside">' in page

    assert offered() == (True, False, False)
    take_up = taking_up.prepared(small_forum, league_concert_experts_1=taking_up.held(small_forum))
    assert offered() == (False, True, False)
    act = taking_up.sent(take_up)
    assert offered() == (False, True, True)
    both_sign(small_forum, act)
    assert offered() == (False, False, False)


def test_what_was_entered_by_mistake_as_still_to_be_done_is_removed(
    small_forum: Forum, client: Client
) -> None:
    address = reverse("takeup:take-up", args=["league-concert"])
    point = {**taking_up.POINT_OF_EXPERTS.body(), "source": taking_up.FILE}
    fields = {f"owed-1-{name}": str(value) for name, value in point.items() if name != "language"}
    assert client.post(address, {**sent(), **fields}).status_code == 302
    page = client.get(address).text
    assert 'name="owed-1-remove"' in page and 'name="owed-2-remove"' not in page
    seen = re.search(r'name="owed-1-seen" value="([^"]+)"', page)
    assert seen

    fields |= {"owed-1-seen": seen[1], "owed-1-remove": "on"}
    assert client.post(address, fields).status_code == 302

    page = client.get(address).text
    assert "Send the list of ports" not in page and "Add an action point or a commitment" in page
    assert page.count('name="owed-') == page.count('name="owed-2-'), "one empty place is left"
    assert [one["name"] for one in acts_of_list()] == [EXPERTS_1]


def acts_of_list() -> list[dict[str, object]]:
    """What both would sign."""
    return attest.said_in(TakeUp.objects.get())


def test_what_is_typed_has_the_language_in_which_it_is_typed(
    small_forum: Forum, client: Client
) -> None:
    """Not that of the page: a secretariat that reads English may enter words in Spanish."""
    where = reverse("takeup:take-up", args=["league-concert"])
    spanish = "Enviar la lista de puertos"
    point = {"what": "action_point", "meeting": EXPERTS_1, "text": spanish, "owner": "XN"}
    point |= {"due": "2031-06-30", "source": taking_up.FILE, "language": "es"}
    typed = sent(outcome="Acordado", language="es", text0_title="Plan de trabajo")
    page = client.get(where).text
    assert re.search(r'name="owed-1-language">\s*<option value="en" selected', page)

    answer = client.post(where, {**typed, **{f"owed-1-{n}": value for n, value in point.items()}})

    assert answer.status_code == 302
    lines_ = {one.name: one for one in TakeUp.objects.get().lines.all()}
    assert lines_["owed-1"].body["language"] == "es"
    body = lines_[EXPERTS_1].body
    assert body["outcome"] == {"es": "Acordado"}
    assert body["texts"][0]["title"] == {"es": "Plan de trabajo"}
    again = client.get(where).text
    assert re.search(r'name="owed-1-language">.*?<option value="es" selected', again, re.S)

    # Only the language was wrong: the words need not be typed again.
    seen = lines_[EXPERTS_1].changed_at.isoformat()
    kept = sent(outcome="Acordado", text0_title="Plan de trabajo", seen=seen)
    client.post(where, {**kept, f"{EXPERTS_1}-language": "pt"})
    body = TakeUp.objects.get().lines.get(name=EXPERTS_1).body
    assert body["outcome"] == {"pt": "Acordado"}
    assert body["texts"][0]["title"] == {"es": "Plan de trabajo"}
