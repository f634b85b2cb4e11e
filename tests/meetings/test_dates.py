"""The dates of a meeting: who owes them, what moves with its day, and what is past."""

import html
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

import inviting_story
import moves
import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.acts.models import JointAct
from cochair.features.calendars import dates, owners, queries
from cochair.features.invitations import contacts
from cochair.features.meetings import deadlines, evidence
from cochair.features.meetings.models import (
    Delegation,
    Invitation,
    Meeting,
    Notice,
    Preparation,
    Receipt,
    Schedule,
)
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.procedure import facts
from cochair.procedure.timetable import Owner, ShownBy
from cochair.web.clock import clock
from mail.client import Program
from matrix import Scene
from signing import day
from world import NOW

MOVED = "The hall is flooded until the summer."
LATER = NOW + timedelta(hours=3)
UID = f"{signing.COUNCIL}@league-concert.cochair"


@pytest.fixture
def council(small_forum: Forum) -> Meeting:
    """The Council on 8 and 9 April 2031 in Norland; its notice is due on 7 March, a Friday."""
    return signing.fixed(small_forum)


def fact(forum: Forum, at: object = LATER) -> facts.Meeting:
    """What is known of the Council."""
    return next(
        one
        for one in queries.meetings_at(forum, at)  # type: ignore[arg-type]
        if one.id == signing.COUNCIL
    )


def shown(forum: Forum, hat: ActingOffice, at: object = LATER) -> dict[str, dates.Row]:
    """The rows of its page by the id of their entry."""
    found = dates.rows(forum, fact(forum, at), hat, at)  # type: ignore[arg-type]
    return {row.dated.entry.id: row for row in found}


def worn(
    forum: Forum, role: Role, party: str = "", member: str = "", organisation: str = ""
) -> ActingOffice:
    """The hat of somebody new."""
    return people.hat(forum, people.person(forum, role, party, member, organisation))


def test_the_notice_is_owed_by_both_presidencies_and_the_record_by_the_side_that_hosts(
    small_forum: Forum, council: Meeting
) -> None:
    mine = {
        name: [task.deadline.entry.id for task in queries.tasks_of(small_forum, hat, LATER)]
        for name, hat in {
            "league": signing.league(small_forum),
            "concert": signing.concert(small_forum),
            "out of term": worn(small_forum, Role.CO_PRESIDENCY, "LEAGUE", "XB"),
            "host": signing.secretariat(small_forum),
            "guest": worn(small_forum, Role.SECRETARIAT, "CONCERT"),
            "delegation": worn(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN"),
            "auditor": worn(small_forum, Role.AUDITOR),
        }.items()
    }
    assert mine == {
        "league": ["T1"],
        "concert": ["T1"],
        "out of term": [],
        "host": ["T2"],
        "guest": [],
        "delegation": [],
        "auditor": [],
    }


@pytest.mark.parametrize(
    ("owner", "who"),
    [
        (Owner.CO_PRESIDENCIES, {"league", "concert"}),
        (Owner.CO_CHAIRS, {"league", "concert"}),
        (Owner.SECRETARIAT, {"secretariat"}),
        (Owner.DELEGATIONS, {"delegation", "invited"}),
        (Owner.MEMBERS, {"delegation"}),
        (Owner.INSTITUTIONS, {"invited"}),
        (Owner.ORIGINATOR, set()),
        (Owner.OBSERVER, set()),
        (Owner.ALL, {"league", "concert", "secretariat", "delegation", "incoming"}),
    ],
)
def test_each_code_of_an_owner_stands_for_its_offices_and_for_no_others(
    small_forum: Forum, council: Meeting, owner: Owner, who: set[str]
) -> None:
    agency = parties.roster(small_forum).organisations[0].code
    around = owners.Around(
        parties.book(small_forum),
        parties.roster(small_forum),
        replace(fact(small_forum), invitations=(facts.Invitation("i", NOW, agency),)),
    )
    entry = replace(parties.book(small_forum).timetable[0], owner=owner, shown_by="")
    hats = {
        "league": signing.league(small_forum),
        "concert": signing.concert(small_forum),
        "secretariat": signing.secretariat(small_forum),
        "delegation": worn(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN"),
        "incoming": worn(small_forum, Role.INCOMING, "LEAGUE", "XN"),
        "invited": worn(small_forum, Role.INSTITUTION, organisation=agency),
        "observer": worn(small_forum, Role.OBSERVER, organisation=agency),
        "administrator": worn(small_forum, Role.ADMINISTRATOR),
    }
    assert {name for name, hat in hats.items() if owners.owes(entry, hat, around)} == who


def test_a_named_chair_owes_what_the_chairs_owe_even_when_its_term_is_over(
    small_forum: Forum, council: Meeting
) -> None:
    named = replace(fact(small_forum), chairs=(facts.Chair("c", NOW, "LEAGUE", "XB"),))
    around = owners.Around(parties.book(small_forum), parties.roster(small_forum), named)
    assert around.chairs(worn(small_forum, Role.CO_PRESIDENCY, "LEAGUE", "XB"))
    assert not around.chairs(signing.league(small_forum))
    assert around.chairs(signing.concert(small_forum))


@pytest.mark.parametrize(
    ("code", "before", "changes", "after"),
    [
        (ShownBy.CONFIRMED, True, {"confirmed_at": None}, False),
        (
            ShownBy.FIRST_PREPARATION,
            False,
            {"preparations": (facts.Preparation("p", NOW, frozenset(), frozenset()),)},
            True,
        ),
        (
            ShownBy.SECOND_PREPARATION,
            False,
            {"preparations": (facts.Preparation("p", NOW, frozenset(), frozenset()),)},
            False,
        ),
        (ShownBy.NOTICE, False, {"notices": (facts.Notice("n", NOW, ()),)}, True),
        (ShownBy.PROVISIONAL_AGENDA, False, {"agendas": (facts.Agenda("a", NOW, ()),)}, True),
        (ShownBy.FINAL_AGENDA, False, {"agendas": (facts.Agenda("a", NOW, ()),)}, None),
        (ShownBy.FINAL_AGENDA, False, {"agendas": (facts.Agenda("a", NOW, ()),) * 2}, True),
        (ShownBy.ITEM_REQUESTS, None, {}, None),
        (ShownBy.OBSERVERS_ANSWERED, None, {"observers": (facts.Observer("o", NOW, "x"),)}, None),
        (
            ShownBy.OBSERVERS_ANSWERED,
            None,
            {"observers": (facts.Observer("o", NOW, "x", {"LEAGUE": NOW, "CONCERT": NOW}),)},
            True,
        ),
        (ShownBy.RECORD, None, {}, None),
        (ShownBy.CONFIRMED, True, {"imported": True}, True),
        (ShownBy.NOTICE, False, {"imported": True, "confirmed_at": None}, None),
    ],
)
def test_a_date_is_done_when_a_fact_shows_it_and_unknown_where_none_could(
    small_forum: Forum,
    council: Meeting,
    code: ShownBy,
    before: bool | None,
    changes: dict[str, object],
    after: bool | None,
) -> None:
    book = parties.book(small_forum)
    entry, told = replace(book.timetable[0], shown_by=code), fact(small_forum)
    assert evidence.done(book, entry, told) is before
    assert evidence.done(book, entry, replace(told, **changes)) is after  # type: ignore[arg-type]


def test_a_move_by_nine_days_moves_every_date_and_shows_which_are_past(
    small_forum: Forum, council: Meeting
) -> None:
    hat = signing.league(small_forum)
    before = shown(small_forum, hat)
    # 30 days before 8 April 2031 is Sunday 9 March, kept on the Friday before it.
    assert {key: row.dated.day for key, row in before.items()} == {
        "T1": date(2031, 3, 7),
        "T2": date(2031, 4, 21),
    }
    assert (before["T1"].label, before["T2"].label) == (
        "30 days before the meeting",
        "10 days after the meeting",
    )
    assert before["T1"].mark is dates.NEXT
    assert before["T2"].mark is dates.AHEAD

    on_the_day = NOW.replace(month=3, day=4)
    signing.both_sign(
        small_forum,
        signing.schedule(council, day("2031-03-30", "2031-03-31"), reason=MOVED, at=on_the_day),
        on_the_day,
    )

    after = shown(small_forum, hat, on_the_day)
    assert {key: row.dated.day for key, row in after.items()} == {
        "T1": date(2031, 2, 28),
        "T2": date(2031, 4, 10),
    }
    assert after["T1"].mark is dates.WAS_OVER
    assert after["T2"].mark is dates.NEXT
    (task,) = queries.tasks_of(small_forum, hat, on_the_day)
    assert (task.overdue, task.done, task.day) == (False, False, on_the_day.date())
    # As it was known before the move, nothing has moved.
    assert shown(small_forum, hat, LATER)["T1"].dated.day == date(2031, 3, 7)


def test_a_meeting_moved_by_nine_days_moves_every_dependent_deadline_shows_which_are_past_and_sends_updates_that_calendar_programs_accept(
    at_work: Scene,
) -> None:
    """The line of the issue, end to end: the page, both keys, the outbox, a calendar program.

    Every calendar part is checked against the line rules of RFC 5545 and read by a library that
    had no part in its writing, and is taken only as RFC 5546 lets a program take it.
    """
    forum, before, after = at_work.forum, date(2031, 4, 8), date(2031, 4, 17)
    moves.reach(forum, "XP", moves.PALMERA)
    people.person(forum, Role.DELEGATION_HEAD, "LEAGUE", "XN", email=moves.NORLAND)
    meeting = signing.fixed(forum)
    plenary = moves.session(meeting)
    inviting_story.listed(meeting)
    signing.both_sign(forum, inviting_story.proposed(meeting))
    moves.told(forum, LATER)
    programs = {email: Program() for email in (moves.PALMERA, moves.NORLAND)}
    for email, program in programs.items():
        program.receive(moves.letters(email, "N06"))
        assert program.events[UID].first == before
    hat = signing.league(forum)
    dated = {key: row.dated.day for key, row in shown(forum, hat).items()}

    # 25 March: the new day of the notice, 30 days before 17 April, is over by then.
    at = NOW.replace(month=3, day=25)
    typed = {
        "first": after.isoformat(),
        "last": "2031-04-18",
        "place": "norhaven",
        "format": "in_person",
        "reason": MOVED,
        "with_sessions": "1",
    }
    path = f"/en/league-concert/meetings/{meeting.slug}/schedule/"
    with clock.at(at):
        client = at_work.client("secretariat")
        page = html.unescape(client.post(path, {**typed, "preview": "1"}).content.decode())
        moved = page.partition("Dates that move with the meeting")[2]
        assert moved.count("already past") == 1 and "Issue the notice" in moved
        assert "(The plenary)" in moved.partition("Sessions that move with the meeting")[2]
        number = client.post(path, typed)["Location"].rstrip("/").rsplit("/", 1)[-1]
    signing.both_sign(forum, JointAct.objects.get(forum=forum, number=number), at)
    moves.told(forum, at)
    queries.forget()

    later = at + timedelta(hours=1)
    rows = shown(forum, hat, later)
    found = {key: row.dated.day for key, row in rows.items()}
    # T1 counts back from the day and rolls to the working day before, T2 counts on from it.
    assert found.keys() == dated.keys() == {"T1", "T2"}
    assert found == {"T1": date(2031, 3, 18), "T2": date(2031, 4, 28)}
    assert dated == {"T1": date(2031, 3, 7), "T2": date(2031, 4, 21)}
    # The notice went out in time; it counts as done, and its past day is still told.
    assert rows["T1"].dated.day < at.date() and rows["T1"].mark is dates.DONE
    plenary.refresh_from_db()
    assert plenary.starts == moves.TEN + timedelta(days=9)
    for email, program in programs.items():
        program.receive(moves.letters(email, "N03"))
        (kept,) = program.events.values()
        assert (kept.first, kept.last) == (after, date(2031, 4, 18))
        assert kept.sequence == 1
        (said,) = moves.letters(email, "N03")
        assert said.body.index("8 and 9 April 2031") < said.body.index("17 and 18 April 2031")
        assert MOVED in said.body


def test_the_page_says_until_the_end_of_a_day_and_whose_each_date_is(at_work: Scene) -> None:
    own(at_work, fixed=True)
    page = read(at_work.client("co_presidency"))
    assert "end of Fri 7 Mar 2031, Norhaven" in page
    assert "Sat 8 Mar" not in page
    assert "30 days before the meeting" in page
    assert page.count("(you)") == 1
    assert 'data-basis="practice"' in page
    assert page.count("<h1") == 1

    assert "(you)" not in read(at_work.client("auditor"))


OWN = "league-concert-council-9"


def own(scene: Scene, *, fixed: bool) -> Meeting:
    """A Council beside that of the scene, with a day or without."""
    meeting = signing.planned(scene.forum, OWN)
    if fixed:
        signing.both_sign(scene.forum, signing.schedule(meeting, day("2031-04-08")))
    return meeting


def read(client: Client, slug: str = OWN) -> str:
    answer = client.get(f"/en/league-concert/meetings/{slug}/dates/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_meeting_without_a_day_and_one_of_history_have_no_dates(at_work: Scene) -> None:
    own(at_work, fixed=False)
    assert "No dates yet" in read(at_work.client("co_presidency"))
    assert "No dates yet" in read(at_work.client("secretariat"), "league-concert-council-1")


def test_the_page_costs_the_same_with_many_meetings(
    at_work: Scene, django_assert_max_num_queries: object
) -> None:
    own(at_work, fixed=True)
    client = at_work.client("secretariat")
    read(client)
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        read(client)


# Who has opened the notice.


@pytest.fixture
def noticed(at_work: Scene) -> Meeting:
    """The notice went to Norland, Brumia and an agency, who can be reached; Norland has opened it."""
    forum, meeting = at_work.forum, own(at_work, fixed=True)
    roster = parties.roster(forum)
    listed = f"XB;;xb@example.org;;\n{roster.organisations[0].code};;agency@example.org;;\n"
    contacts.take_in(forum, listed, languages=("en",), by=signing.secretariat(forum), at=NOW)
    act = signing.step(meeting, "meeting.format", value="hybrid")
    notice = Notice.objects.create(meeting=meeting, text={}, issued_at=NOW, act=act)
    for invited in ({"member": roster.member("XN")}, {"member": roster.member("XB")}):
        Invitation.objects.create(meeting=meeting, notice=notice, sent_at=NOW, **invited)
    Invitation.objects.create(
        meeting=meeting, notice=notice, sent_at=NOW, organisation=roster.organisations[0]
    )
    Receipt.objects.create(
        notice=notice,
        invitation=Invitation.objects.get(meeting=meeting, member__code="XN"),
        account=people.person(forum, Role.DELEGATION_MEMBER, "LEAGUE", "XN"),
        opened_at=NOW,
    )
    return meeting


def invited(client: Client, meeting: Meeting) -> str:
    """The words of the phase in which a meeting is invited to."""
    path = f"/en/league-concert/meetings/{meeting.slug}/?phase=invite"
    return html.unescape(client.get(path).content.decode())


def test_the_secretariat_reminds_all_who_have_not_opened_or_not_answered_once_a_day(
    at_work: Scene, noticed: Meeting
) -> None:
    client = at_work.client("secretariat")
    opened = Invitation.objects.filter(meeting=noticed, member__code="XN")
    assert "3 invitees have not opened the notice or not answered it" in invited(client, noticed)

    opened.update(answer="accepted", answered_at=NOW)
    page = invited(client, noticed)
    assert "2 invitees have not opened the notice or not answered it" in page
    assert "Remind 2" in page and "Last reminder" not in page

    path = f"/en/league-concert/meetings/{noticed.slug}/dates/remind/"
    assert client.post(path).status_code == 302
    assert signing.verbs(at_work.forum)[-1] == "notice.reminded"
    page = invited(client, noticed)
    assert "Last reminder" in page and "Remind 2" not in page
    assert client.post(path).status_code == 422
    assert signing.verbs(at_work.forum).count("notice.reminded") == 1


def test_a_delegation_does_not_see_who_has_opened_the_notice(
    at_work: Scene, noticed: Meeting
) -> None:
    assert "not opened the notice" not in invited(at_work.client("delegation"), noticed)
    assert "not opened the notice" in invited(at_work.client("other_presidency"), noticed)


def test_home_leads_whoever_waits_for_an_answer_to_the_reminder_and_nobody_else(
    at_work: Scene, noticed: Meeting
) -> None:
    home = "/en/league-concert/home/"
    remind = f"/meetings/{noticed.slug}/?phase=invite#remind"
    assert remind in at_work.client("secretariat").get(home).content.decode()
    assert 'id="remind"' in invited(at_work.client("secretariat"), noticed)
    assert remind not in at_work.client("delegation").get(home).content.decode()


def test_the_preparation_of_the_chairs_is_done_when_it_was_held(
    small_forum: Forum, council: Meeting
) -> None:
    Preparation.objects.create(
        meeting=council, held_at=NOW, format="virtual", recorded_at=NOW, topics=["discussions"]
    )
    book = parties.book(small_forum)
    entry = replace(book.timetable[0], shown_by=ShownBy.FIRST_PREPARATION)
    assert evidence.done(book, entry, fact(small_forum)) is True
    assert deadlines.of_meeting(book, queries.NOTHING, fact(small_forum))


@pytest.fixture
def ministers(real_forum: Forum) -> Meeting:
    """A meeting of ministers of the shipped forum on 10 March 2027, in Brussels."""
    meeting = Meeting.objects.create(
        forum=real_forum,
        slug="ministers-9",
        configuration="ministerial",
        number=9,
        known_at=people.REAL_NOW,
        confirmed_at=people.REAL_NOW,
    )
    Schedule.objects.create(
        meeting=meeting,
        at=people.REAL_NOW,
        starts=datetime(2027, 3, 9, 23, tzinfo=UTC),
        ends=datetime(2027, 3, 10, 23, tzinfo=UTC),
        zone="Europe/Brussels",
        place="brussels",
        country="BE",
    )
    return meeting


def owed(forum: Forum, hat: ActingOffice) -> dict[str, bool | None]:
    tasks = queries.tasks_of(forum, hat, people.REAL_NOW)
    assert all(task.link for task in tasks)
    return {task.deadline.entry.id: task.done for task in tasks if task.meeting.id == "ministers-9"}


def test_a_delegation_and_an_invited_institution_owe_their_own_part_of_the_real_timetable(
    real_forum: Forum, ministers: Meeting
) -> None:
    at, roster = people.REAL_NOW, parties.roster(real_forum)
    codes = {row.code: row for row in roster.organisations}
    agency = next(iter(codes.values()))
    delegation = people.hat(
        real_forum, people.person(real_forum, Role.DELEGATION_HEAD, "EU", "AT", start=at), at
    )
    guest = people.hat(
        real_forum,
        people.person(real_forum, Role.INSTITUTION, organisation=agency.code, start=at),
        at,
    )
    # Items until T06, the delegation until T12, comments on the record, reports on actions.
    assert owed(real_forum, delegation) == {"T06": None, "T12": False, "T18": None}
    assert owed(real_forum, guest) == {}

    Invitation.objects.create(meeting=ministers, organisation=agency, group="COM", sent_at=at)
    Delegation.objects.create(meeting=ministers, organisation=agency, opened_at=at, submitted_at=at)
    queries.forget()
    assert owed(real_forum, guest) == {"T06": None, "T12": True, "T18": None}


def meeting_page(forum: Forum, slug: str, at: datetime, client: Client) -> str:
    """The page of a meeting as the presidency of the League reads it."""
    with clock.at(at):
        return client.get(f"/en/{forum.slug}/meetings/{slug}/?phase=plan").content.decode()


def test_the_page_of_a_meeting_counts_down_to_it_and_marks_its_dates_as_the_dates_do(
    small_forum: Forum, council: Meeting
) -> None:
    """J3: T-n in the head, and what is rolled, done, next and past in the table."""
    signing.league(small_forum)
    client = people.signed_in(Account.objects.get(email="presidency-league-xe@example.org"))

    def page(month: int, number: int) -> str:
        return meeting_page(small_forum, council.slug, NOW.replace(month=month, day=number), client)

    before, after_notice = page(2, 3), page(3, 20)
    on_the_day, after = page(4, 9), page(4, 12)

    assert "in 64 days" in " ".join(before.split()) and "(T" not in before
    # The notice, on 9 March, is kept on the Friday before.
    assert "moved to a working day" in before
    assert before.count("<span>next</span>") == 1
    assert "overdue, not done" in after_notice
    assert "(T" not in on_the_day and "(C+" not in after


def test_nothing_is_counted_without_a_day(at_work: Scene) -> None:
    without_a_day = at_work.client("co_presidency").get(
        f"/en/league-concert/meetings/{at_work.places['planned']}/"
    )
    assert "Countdown to the meeting:" not in without_a_day.content.decode()


def test_the_count_ends_with_the_last_date_and_with_the_meeting(
    small_forum: Forum, council: Meeting
) -> None:
    # The draft record is due on 21 April.
    for days, label in ((0, "12 days after the meeting"), (1, None)):
        at = datetime(2031, 4, 21, 9, tzinfo=UTC) + timedelta(days=days)
        found = dates.countdown(small_forum, fact(small_forum, at), at)
        assert (found.label if found else None) == label
    cancelled = replace(fact(small_forum), cancelled_at=NOW)
    assert dates.countdown(small_forum, cancelled, LATER) is None


def test_the_desk_shows_what_is_near_and_keeps_what_is_due_later_folded(
    real_forum: Forum, ministers: Meeting
) -> None:
    hat = people.presidency(real_forum, "EU", "IE", people.REAL_NOW)
    today, ahead = people.REAL_NOW.date(), timedelta(days=60)
    tasks = queries.tasks_of(real_forum, hat, people.REAL_NOW)

    near, later = queries.by_nearness(tasks, today)

    assert [*near, *later] == [*tasks]
    assert near and all(task.day <= today + ahead for task in near)
    assert later and all(task.day > today + ahead for task in later)
    # Where nothing is near, the next one is shown all the same.
    assert queries.by_nearness(later, today) == (later[:1], later[1:])
    assert queries.by_nearness((), today) == ((), ())
