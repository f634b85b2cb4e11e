"""Home: what an office does next, whom it waits for, and what changed since its last visit."""

import html
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

import delegations
import papers
import people
import rooms
import signing
import silences
from cochair.features.accounts.models import Account
from cochair.features.acts import actions as acts
from cochair.features.acts.models import JointAct
from cochair.features.invitations import contacts
from cochair.features.meetings import actions as meetings
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.features.records.models import ActionPoint
from cochair.kernel import kind as kinds
from cochair.kernel.kind import Turn
from cochair.site.desk import banner, meeting_steps, risks, since, turns, waiting
from cochair.web.clock import clock
from inviting_story import AGENCIES, fresh, listed, noticed, proposed
from world import NOW

ESTMARK = "presidency-league-xe@example.org"
PALMERA = "presidency-concert-xp@example.org"
LATER = NOW + timedelta(hours=2)
AUTUMN = NOW + timedelta(days=170)


@pytest.fixture
def forum(small_forum: Forum) -> Forum:
    """Both presidencies and both secretariats."""
    signing.league(small_forum)
    signing.concert(small_forum)
    people.person(small_forum, Role.SECRETARIAT, "LEAGUE")
    people.person(small_forum, Role.SECRETARIAT, "CONCERT")
    return small_forum


def opened(forum: Forum, client: Client, at: datetime = LATER) -> str:
    """Home as somebody who is signed in sees it at an instant."""
    with clock.at(at):
        answer = client.get(reverse("desk:home", args=[forum.slug]))
    assert answer.status_code == 200, answer.status_code
    return html.unescape(answer.content.decode())


def home(forum: Forum, email: str, at: datetime = LATER) -> str:
    return opened(forum, people.signed_in(Account.objects.get(email=email)), at)


def reach(forum: Forum, *codes: str) -> None:
    """Enter addresses for some members, for all and the agencies where none is named."""
    found = codes or (*(one.code for one in parties.roster(forum).members), *AGENCIES)
    reached = "".join(f"{one};;{one.lower()}@example.org;;\n" for one in found)
    by = people.hat(forum, Account.objects.get(email="secretariat-league@example.org"))
    contacts.take_in(forum, reached, languages=("en",), by=by, at=LATER)


def lines(page: str) -> list[str]:
    """The turns in their order, each as one line of text."""
    found = re.findall(r'<h2 id="turn-\d+">(.*?)</h2>', page, re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in found]


def part(page: str, name: str) -> str:
    """One section of the page; empty where it is not there."""
    _before, found, after = page.partition(f'aria-labelledby="{name}"')
    return after.split("</section>", 1)[0] if found else ""


def both(forum: Forum, at: datetime = LATER) -> list[ActingOffice]:
    """Both secretariats."""
    found = [
        Account.objects.get(email=f"secretariat-{code}@example.org")
        for code in ("league", "concert")
    ]
    return [people.hat(forum, account, at) for account in found]


def owed_at_home(forum: Forum, hat: ActingOffice, at: datetime = LATER) -> set[str]:
    """Who owes a notice as home says it: the office itself, whom it waits for, or prepares it for."""
    names = {row.who for row in waiting.waiting(forum, hat, at, "") if "otice" in row.line}
    for one, row in zip(
        turns.own(forum, hat, at), turns.of_office(forum, hat, at, ""), strict=True
    ):
        if "otice" in turns.words(one.turn):
            names |= (
                {row.prepared_for} if one.turn.prepares else set(turns.owners(forum, [one.turn]))
            )
    return {name for said in names for name in said.split(" and ")}


def owed(forum: Forum, meeting: Meeting, hat: ActingOffice) -> tuple[set[str], set[str]]:
    """Who owes the notice of a meeting as home says it, and as its page does."""
    steps = meeting_steps.steps_of(fresh(meeting), hat, LATER)
    on_page = {name for step in steps if "otice" in step.says for name in step.owners}
    return owed_at_home(forum, hat), on_page


def _of(party: str) -> Turn:
    return Turn(Role.CO_PRESIDENCY.value, party, "", {}, None, "", ("desk:home",))


class TestYourTurn:
    def test_an_act_is_signed_from_home_and_then_asks_the_other_presidency_alone(
        self, forum: Forum
    ) -> None:
        act = signing.departure(forum)
        address = reverse("acts:act", args=[forum.slug, act.number])
        before = home(forum, ESTMARK)
        assert f"Sign: {act.title['en']}" in lines(before)
        assert address in before

        signing.turn(act, signing.league(forum))

        ours, theirs = home(forum, ESTMARK), home(forum, PALMERA)
        assert not any(act.title["en"] in line for line in lines(ours))
        assert act.title["en"] in part(ours, "waiting")
        assert any("(signature of " in line for line in lines(theirs))

    def test_acts_to_sign_stand_as_they_were_sent_and_no_two_kinds_are_folded_together(
        self, forum: Forum
    ) -> None:
        both_days = signing.schedule(
            signing.planned(forum), signing.day("2031-04-22", "2031-04-23")
        )
        later = [signing.departure(forum), signing.option(forum, "record.mode", "two")]

        signs = [one for one in lines(home(forum, ESTMARK)) if one.startswith("Sign: ")]

        assert "22 and 23 April 2031" in signs[0]
        assert signs == [f"Sign: {act.title['en']}" for act in (both_days, *later)]

    def test_the_title_counts_what_is_to_be_done_and_says_when_there_is_nothing(
        self, forum: Forum
    ) -> None:
        reader = people.person(forum, Role.AUDITOR)

        page, nothing = home(forum, ESTMARK), opened(forum, people.signed_in(reader))

        count = len(lines(page))
        assert count > 0
        assert f"<title>Your turn ({count})" in re.sub(r"\s+", " ", page).replace(
            "<title> ", "<title>"
        )
        assert "Nothing waits for you" in nothing
        assert lines(nothing) == []

    def test_what_is_overdue_comes_first_and_one_button_is_the_main_one(self, forum: Forum) -> None:
        signing.planned(forum)
        page = home(forum, "secretariat-league@example.org", NOW + timedelta(days=160))

        assert page.count('class="btn main"') == 1
        first = page.split('<ol class="turns">', 1)[1].split("</li>", 1)[0]
        assert "overdue" in first

    def test_a_usual_date_that_has_passed_stands_behind_what_the_week_brings(
        self, forum: Forum, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hat, day = signing.league(forum), timedelta(days=1)

        def asked(says: str, until: datetime | None, firm: str) -> turns.Asked:
            turn = Turn(hat.role.value, hat.party, says, {}, until, firm, ("desk:home",))
            return turns.Asked("meeting", turn)

        def signature(says: str, until: datetime | None, firm: str) -> turns.Asked:
            where = (turns.ACT, str(len(says)))
            return turns.Asked("act", Turn(hat.role.value, hat.party, says, {}, until, firm, where))

        known = [
            asked("passed, a year ago", NOW - 365 * day, "practice"),
            asked("passed, yesterday", NOW - day, "practice"),
            asked("overdue", NOW - day, "fixed"),
            asked("today", NOW + day / 24, "rule"),
            asked("usual, in six days", NOW + 6 * day, "practice"),
            asked("in a month", NOW + 30 * day, "rule"),
            asked("no date", None, ""),
            signature("to sign, without a date", None, ""),
            signature("to sign, a usual date has passed", NOW - day, "practice"),
        ]
        monkeypatch.setattr(turns, "every", lambda _forum, _at: known[::-1])

        assert [one.turn.says for one in turns.own(forum, hat, NOW)] == [
            "overdue",
            "to sign, without a date",
            "to sign, a usual date has passed",
            "today",
            "usual, in six days",
            "passed, a year ago",
            "passed, yesterday",
            "in a month",
            "no date",
        ]

    def test_whoever_prepares_is_told_which_presidencies_sign(self, forum: Forum) -> None:
        signing.planned(forum)

        page = home(forum, "secretariat-league@example.org")

        assert any(line.startswith("Fix date, place and format:") for line in lines(page))
        assert "You prepare it for: Presidency of the League and Chair of the Concert" in page

    def test_several_of_the_same_are_one_row_with_the_others_below(self, forum: Forum) -> None:
        for number in range(4, 8):
            signing.planned(forum, f"league-concert-council-{number}")

        page = home(forum, ESTMARK)

        assert sum(line.startswith("Fix date, place and format:") for line in lines(page)) == 1
        assert "3 more of the same" in page

    def test_only_an_office_of_the_forum_has_a_home_and_the_old_addresses_lead_there(
        self, forum: Forum
    ) -> None:
        address = reverse("desk:home", args=[forum.slug])
        client = people.signed_in(Account.objects.get(email=ESTMARK))
        administrator = people.signed_in(people.person(forum, Role.ADMINISTRATOR))

        with clock.at(LATER):
            for name in ("desk:desk", "meetings:my_meetings"):
                assert client.get(reverse(name, args=[forum.slug])).headers["Location"] == address
            assert administrator.get(address).status_code == 404


class TestWaitingForOthers:
    def test_delegations_are_one_line_with_the_names_of_ones_own_party_alone(
        self, forum: Forum
    ) -> None:
        noticed(forum)
        reach(forum)

        told = part(home(forum, "secretariat-league@example.org"), "waiting")

        assert "Norland" in told and "of our Party" in told
        assert "Lagoon" not in told and "of the other Party" in told

    def test_a_delegation_whom_no_invitation_reached_is_not_waited_for(self, forum: Forum) -> None:
        """Seen on the real forum: six bodies without an address were said to be waited for."""
        noticed(forum)
        before = part(home(forum, "secretariat-league@example.org"), "waiting")
        reach(forum, "XN")
        after = part(home(forum, "secretariat-league@example.org"), "waiting")

        assert "Norland" not in before and "Lagoon" not in before
        assert "Norland" in after and "of the other Party" not in after

    def test_of_many_names_two_stand_in_the_line_and_all_of_them_are_folded(
        self, forum: Forum, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        noticed(forum)
        reach(forum)

        def told() -> tuple[str, str]:
            page = " ".join(part(home(forum, "secretariat-league@example.org"), "waiting").split())
            before, _, after = page.partition("</summary>")
            return before, after.partition("</details>")[0]

        line, folded = told()
        assert "Brumia, Estmark and 3 others" in line and "Norland" not in line
        assert "Brumia, Estmark, " in folded and "Norland" in folded

        monkeypatch.setattr(waiting, "NAMED", 5)
        page = part(home(forum, "secretariat-league@example.org"), "waiting")
        assert "Norland" in page.partition("<details")[0] and " others\n" not in page

    def test_what_may_be_reminded_of_is_never_folded_away(self) -> None:
        def line(number: int, remind: str = "") -> waiting.Waiting:
            return waiting.Waiting("", f"{number}", None, None, "", remind=remind)

        rows = [line(1), line(2), line(3), line(4), line(5, "/remind/")]

        first, folded = waiting.split(rows)

        assert [row.line for row in first] == ["1", "2", "3", "5"]
        assert [row.line for row in folded] == ["4"]

    def test_several_of_the_same_office_are_one_row_and_all_of_them_are_counted(
        self, forum: Forum
    ) -> None:
        def to_report(*numbers: int) -> str:
            for number in numbers:
                ActionPoint.objects.create(
                    meeting=meeting,
                    number=number,
                    text={"en": "Send the list"},
                    language="en",
                    owner="CONCERT",
                    due=NOW.date(),
                    at=NOW,
                    by_id=signing.concert(forum).office,
                )
            return part(home(forum, ESTMARK), "waiting")

        meeting = signing.planned(forum)
        two = to_report(1, 2)
        assert two.count("Report done: action point") == 2 and "of the same" not in two

        page = to_report(3, 4)
        assert page.count("Report done: action point") == 1
        assert "3 more of the same" in page and '<span class="n">4</span>' in page
        for number in (2, 3, 4):
            assert f"<li>action point {number} of" in page

    def test_what_is_of_one_party_alone_is_not_waited_for_by_the_other(self, forum: Forum) -> None:
        private = {
            line
            for kind in kinds.every()
            if not isinstance(kind.turns, kinds.No)
            for line in kind.turns.private
        }
        assert len(private) >= 9
        told = waiting.waiting(forum, signing.league(forum), LATER, "")
        everything = {one.turn.says for one in turns.every(forum, LATER)}
        said = {
            turns.words(one.turn) for one in turns.every(forum, LATER) if one.turn.says in private
        }

        assert everything
        assert not said & {row.line for row in told}

    def test_who_owes_a_notice_has_the_same_names_on_home_and_on_the_page_of_the_meeting(
        self, forum: Forum
    ) -> None:
        """A secretariat that does not prepare it read the other presidency alone on home, and both on
        the page; and each of them under another name."""
        meeting = signing.fixed(forum, signing.day("2031-09-09"))
        by = signing.league(forum)

        def told() -> list[set[str]]:
            of_presidencies = [owed(forum, meeting, hat) for hat in (by, signing.concert(forum))]
            of_secretariats = [owed(forum, meeting, hat) for hat in both(forum)]
            # What a presidency owes too stands under its own turn alone.
            assert all(at_home <= on_page for at_home, on_page in of_presidencies)
            assert all(at_home == on_page for at_home, on_page in of_secretariats), of_secretariats
            return [on_page for _at_home, on_page in (*of_presidencies, *of_secretariats)]

        everybody = set(turns.owners(forum, [_of("LEAGUE"), _of("CONCERT")]))
        assert len(everybody) == 2
        assert told() == [everybody] * 4

        listed(meeting)
        act = proposed(meeting)
        assert told() == [everybody] * 4

        signing.turn(act, by)
        assert told() == [set(turns.owners(forum, [_of("CONCERT")]))] * 4

        signing.turn(act, signing.concert(forum))
        assert told() == [set()] * 4

    def test_a_secretariat_waits_for_its_own_presidency_where_it_prepares_nothing_for_it(
        self, forum: Forum
    ) -> None:
        """Who presides since a notice went out confirms it: its own secretariat was not told."""
        noticed(forum, day="2031-09-09")
        norland = people.presidency(forum, "LEAGUE", "XN", AUTUMN, start=NOW)

        of_league, of_concert = (owed_at_home(forum, hat, AUTUMN) for hat in both(forum, AUTUMN))

        assert of_league == of_concert == set(turns.owners(forum, [_of("LEAGUE")]))
        assert owed_at_home(forum, norland, AUTUMN) == of_league

    def test_nobody_but_who_prepares_is_told_whom_others_wait_for(self, forum: Forum) -> None:
        noticed(forum)
        people.person(forum, Role.DELEGATION_HEAD, "LEAGUE", "XN")

        assert part(home(forum, "delegation_head-league-xn@example.org"), "waiting") == ""


class TestSinceTheLastVisit:
    def test_a_first_visit_has_no_news_and_the_next_one_tells_what_others_did(
        self, forum: Forum
    ) -> None:
        account = Account.objects.get(email=PALMERA)
        assert part(opened(forum, people.signed_in(account)), "since") == ""

        act = signing.departure(forum)

        again = people.signed_in(Account.objects.get(email=PALMERA))
        assert act.title["en"] in part(opened(forum, again), "since")
        # It stays while the session lasts, and is over with it.
        assert act.title["en"] in part(opened(forum, again), "since")
        third = people.signed_in(Account.objects.get(email=PALMERA))
        assert part(opened(forum, third), "since") == ""

    def test_news_of_a_document_leads_to_its_page(self, forum: Forum) -> None:
        opened(forum, people.signed_in(Account.objects.get(email=PALMERA)))

        made = papers.circulated(forum)

        again = people.signed_in(Account.objects.get(email=PALMERA))
        address = reverse("documents:document", args=[forum.slug, made.slug])
        assert f'href="{address}"' in part(opened(forum, again), "since")

    def test_what_one_did_oneself_is_no_news(self, forum: Forum) -> None:
        account = Account.objects.get(email=ESTMARK)
        opened(forum, people.signed_in(account))

        act = signing.departure(forum)

        page = opened(forum, people.signed_in(Account.objects.get(email=ESTMARK)))
        assert act.title["en"] not in part(page, "since")

    def test_what_ended_badly_is_never_folded_away(self, forum: Forum) -> None:
        opened(forum, people.signed_in(Account.objects.get(email=ESTMARK)))
        act = signing.departure(forum)
        acts.decline(act, reason="We do not agree to this.", by=signing.concert(forum), at=NOW)
        for day in range(1, 12):
            at = NOW + timedelta(days=day)
            by = signing.concert(forum, at)
            acts.withdraw(signing.departure(forum, by=by, at=at), by=by, at=at)

        client = people.signed_in(Account.objects.get(email=ESTMARK))
        shown = part(opened(forum, client, NOW + timedelta(days=20)), "since")

        first = shown.split("<details", 1)[0]
        assert "data-tone" in first and act.title["en"] in first

    def test_each_verb_that_it_sorts_is_one_that_a_kind_declares(self) -> None:
        assert (since.BAD | since.QUIET) - set(kinds.verbs()) <= {"checkpoint.witnessed"}


def _hour(zone: str) -> str:
    """The hour at which the silence procedure of these tests ends, in a zone."""
    return f"{silences.EXPIRY.astimezone(ZoneInfo(zone)):%H:%M}"


class TestNow:
    def test_a_meeting_that_sits_is_over_everything_for_whoever_takes_part(
        self, small_forum: Forum
    ) -> None:
        meeting = rooms.council(small_forum)
        chair = rooms.chair(small_forum)

        now = banner.now(small_forum, chair, rooms.AT)

        assert now is not None and now.kind == "session"
        assert now.href == reverse("desk:room", args=[small_forum.slug, meeting.slug])
        assert banner.now(small_forum, chair, NOW) is None

    def test_a_meeting_that_sits_is_not_the_next_one(self, small_forum: Forum) -> None:
        meeting = rooms.council(small_forum)
        before, now = (
            home(small_forum, ESTMARK, at)
            for at in (meeting.opened_at - timedelta(hours=1), rooms.AT)
        )

        assert "In session: Council II" in now
        assert "Council II" not in part(now, "next")
        assert "Council II" in part(before, "next")
        assert "Norhaven, in person" in part(before, "next")

    def test_the_next_meeting_of_a_signed_plan_has_no_format_until_both_fixed_it(
        self, forum: Forum
    ) -> None:
        day = {"place": "norhaven", "precision": "day", "start": "2032-03-10", "end": "2032-03-10"}
        act = meetings.propose_plan(
            forum, made_in=2, slots={"council": day}, by=signing.league(forum), at=NOW
        )
        signing.both_sign(forum, act)

        planned = part(home(forum, ESTMARK), "next")
        assert "10 Mar 2032" in planned
        assert "<p>Norhaven</p>" in planned

        meeting = Meeting.objects.get(forum=forum, schedules__starts__year=2032)
        signing.both_sign(forum, signing.schedule(meeting, signing.day("2032-03-10")))
        assert "<p>Norhaven, in person</p>" in part(home(forum, ESTMARK), "next")

    def test_a_silence_procedure_is_announced_in_its_last_day_and_not_after_it(
        self, small_forum: Forum
    ) -> None:
        silences.opened(small_forum)
        hat = silences.norland(small_forum)

        def told(at: datetime) -> str:
            found = banner.now(small_forum, hat, at)
            return found.kind if found else ""

        day = timedelta(days=1)
        assert told(silences.EXPIRY - day - silences.INSTANT) == ""
        assert told(silences.EXPIRY - day) == "silence"
        assert told(silences.EXPIRY) == ""

    def test_the_end_of_a_silence_procedure_is_told_in_the_hour_of_the_reader_too(
        self, small_forum: Forum
    ) -> None:
        silences.opened(small_forum)
        hat, at = silences.norland(small_forum), silences.EXPIRY - timedelta(hours=2)

        def told(zone: str) -> str:
            found = banner.now(small_forum, hat, at, zone=zone)
            assert found is not None
            return found.title

        assert told("America/La_Paz") == f"{told('')} · {_hour('America/La_Paz')} La Paz"
        assert told("UTC") == told(small_forum.zone) == told("")

    def test_home_leads_quietly_to_a_silence_procedure_as_long_as_it_runs(
        self, small_forum: Forum
    ) -> None:
        row = silences.opened(small_forum)
        address = reverse("decisions:decision", args=[small_forum.slug, row.number])
        reader = people.signed_in(Account.objects.get(pk=silences.norland(small_forum).account))
        with clock.at(silences.EXPIRY - timedelta(days=2)):
            before = reader.get(reverse("desk:home", args=[small_forum.slug])).content.decode()
        with clock.at(silences.EXPIRY):
            after = reader.get(reverse("desk:home", args=[small_forum.slug])).content.decode()

        shown = part(before, "silences")
        assert f'href="{address}"' in shown and "If you agree, you need not answer." in shown
        assert not any(row.revision.document.title["en"] in line for line in lines(before))
        assert 'id="silences"' not in after


class TestRisks:
    def test_a_planned_meeting_without_a_day_is_at_risk_when_its_time_comes(
        self, forum: Forum
    ) -> None:
        signing.planned(forum)

        page = part(home(forum, ESTMARK), "risks")

        assert "Council II: no day yet" in page

    def test_the_clause_that_is_not_met_stands_among_the_risks_and_not_as_a_duty(
        self, forum: Forum
    ) -> None:
        signing.planned(forum)
        page = home(forum, "secretariat-league@example.org", NOW + timedelta(days=160))

        assert "Clause" in part(page, "risks")
        assert not any("Clause" in line for line in lines(page))

    def test_a_meeting_without_a_day_is_named_once_with_the_clauses_that_ask_for_it(
        self, forum: Forum
    ) -> None:
        signing.planned(forum)
        page = part(
            home(forum, "secretariat-league@example.org", NOW + timedelta(days=160)), "risks"
        )
        about = [one for one in page.split("<li")[1:] if "Council II" in one]

        assert len(about) == 1, about
        assert "no day yet" in about[0] and "Clause" in about[0]
        # A clause that is not met warns, however far the last possible day is.
        assert 'data-tone="warn"' in page.partition("Council II")[0].rpartition("<li")[2]

    def test_a_meeting_that_is_far_ahead_is_named_below_a_fold(self, forum: Forum) -> None:
        signing.planned(forum)

        def risky(at: datetime) -> tuple[str, str]:
            page = part(home(forum, ESTMARK, at), "risks")
            before, _, after = page.partition('<details class="fold far">')
            return before, after

        early, folded = risky(LATER)
        assert "Council I" not in early and "no day yet" in folded
        late, _ = risky(NOW + timedelta(days=160))
        assert "no day yet" in late

    def test_nothing_is_at_risk_while_there_is_long_to_go(self) -> None:
        assert timedelta(days=90) == risks.FAR


class TestGuests:
    def test_an_institution_finds_its_meeting_and_what_it_owes(self, forum: Forum) -> None:
        meeting = noticed(forum)
        account = people.person(forum, Role.INSTITUTION, organisation="northern-coast-guard")

        page = opened(forum, people.signed_in(account))

        assert "Your meetings" in page and "Council II" in page
        assert any("Council II" in line for line in lines(page))
        assert "My applications" not in page
        assert Meeting.objects.get(pk=meeting.pk).slug in page

    def test_an_observer_finds_what_it_may_apply_for(self, small_forum: Forum) -> None:
        delegations.council(small_forum)
        account = people.person(small_forum, Role.OBSERVER, organisation="world-harbours")

        page = opened(small_forum, people.signed_in(account))

        assert "My applications" in page


def test_home_says_whose_it_is_before_anything_else(forum: Forum) -> None:
    head = people.person(forum, Role.DELEGATION_HEAD, "LEAGUE", "XN")

    page = " ".join(opened(forum, people.signed_in(head)).split())

    before = page.split("<main")[1].split("<h1")[0]
    assert "<b>Norland,</b> <span>head of delegation</span>" in before


def test_the_other_offices_of_a_person_are_named_with_what_they_have_to_do(forum: Forum) -> None:
    people.person(forum, Role.DELEGATION_HEAD, "LEAGUE", "XE", email=ESTMARK)
    noticed(forum)

    page = home(forum, ESTMARK)

    assert "In your other offices" in page
    assert "Act as" in part(page, "elsewhere")


def test_the_act_that_waits_is_kept_once_for_the_whole_page(
    forum: Forum, django_assert_max_num_queries: object
) -> None:
    signing.departure(forum)
    client = people.signed_in(Account.objects.get(email=ESTMARK))
    opened(forum, client)
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        opened(forum, client)
    assert JointAct.objects.count() == 1
