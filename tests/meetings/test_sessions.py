"""The sessions of a meeting: hours, languages, doors, links, the slot of a host.

domain.md B.3 (CB-8), B.8 (CB-34), B.13 (CB-53) and C.2 (Session).
"""

import html
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

import people
import signing
from cochair.features.meetings import facts
from cochair.features.meetings.attendance import part_of
from cochair.features.meetings.models import HostEvent, Meeting, MeetingHost, Session
from cochair.features.meetings.part import Part
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.features.sessions import actions, queries, warnings
from cochair.journal.models import Entry
from cochair.procedure.refusal import Refused
from cochair.web.errors import StaleVersion
from matrix import Scene
from signing import concert, league, secretariat
from world import NOW

EIGHT = datetime(2031, 4, 8, 7, tzinfo=UTC)
REQUIRED = ("en", "es", "pt")
LINK = "https://join.example.org/room?token=1"
PLENARY = actions.Plan(
    kind="plenary",
    starts=EIGHT,
    ends=EIGHT + timedelta(hours=3),
    spoken=REQUIRED,
    interpreted=REQUIRED,
    title={"en": "Opening"},
)
LUNCH = replace(
    PLENARY,
    kind="working_lunch",
    starts=EIGHT + timedelta(hours=3),
    ends=EIGHT + timedelta(hours=5),
    interpreted=(),
    title={},
)


@pytest.fixture
def council(small_forum: Forum) -> Meeting:
    """The Council with its days, 8 and 9 April."""
    return signing.fixed(small_forum)


def planned(
    meeting: Meeting, plan: actions.Plan = PLENARY, by: ActingOffice | None = None
) -> Session:
    by = by or secretariat(meeting.forum)
    return actions.plan_session(meeting, plan=plan, by=by, at=NOW)


def said(found: tuple[object, ...]) -> str:
    return " ".join(str(one) for one in found)


def test_a_secretariat_plans_changes_and_removes_sessions_and_the_journal_keeps_codes(
    council: Meeting,
) -> None:
    first, second = planned(council, replace(PLENARY, remote_link=LINK)), planned(council, LUNCH)
    seen = queries.version_of(first)
    longer = replace(PLENARY, ends=EIGHT + timedelta(hours=2))
    by = concert(council.forum)

    actions.change_session(council, first.number, plan=longer, seen=seen, by=by, at=NOW)
    actions.remove_session(council, second.number, by=by, at=NOW)
    third = planned(council, LUNCH)

    assert [row.number for row in queries.sessions_of(council)] == [1, third.number] == [1, 3]
    assert Session.objects.count() == 3
    entries = Entry.objects.filter(verb__startswith="session.")
    assert [entry.verb for entry in entries.order_by("seq")] == [
        "session.planned",
        "session.planned",
        "session.changed",
        "session.removed",
        "session.planned",
    ]
    kept = " ".join(str(entry.body) for entry in entries)
    assert "Opening" not in kept and "join.example.org" not in kept


def test_the_same_session_sent_twice_is_one(council: Meeting) -> None:
    assert planned(council).pk == planned(council, by=concert(council.forum)).pk


@pytest.mark.parametrize(
    ("changed", "because"),
    [
        ({"ends": EIGHT}, "must end after it begins"),
        ({"ends": EIGHT + timedelta(hours=25)}, "within 24 hours"),
        ({"kind": "party"}, "no such type of session"),
        ({"spoken": ()}, "at least one language"),
        ({"interpreted": ("en", "qq")}, "These are not language codes: qq."),
        ({"spoken": ("<b>",)}, "These are not language codes: <b>"),
        ({"remote_link": "http://join.example.org"}, "https://"),
        ({"remote_link": "javascript:alert(1)"}, "https://"),
        ({"remote_link": "https://join.example.org\nX: y"}, "https://"),
        (
            {"kind": "restricted", "observers_admitted": True},
            "Observers may not be admitted to a restricted session or to a session of the co-chairs.",
        ),
    ],
)
def test_a_session_that_makes_no_sense_is_refused_and_nothing_is_kept(
    council: Meeting, changed: dict[str, object], because: str
) -> None:
    with pytest.raises(Refused) as refused:
        planned(council, replace(PLENARY, **changed))

    assert because in str(refused.value)
    assert not Session.objects.exists()


def test_of_two_who_change_a_session_the_second_reads_what_the_first_wrote(
    council: Meeting,
) -> None:
    seen = queries.version_of(planned(council))
    by = secretariat(council.forum)
    shorter = replace(PLENARY, ends=EIGHT + timedelta(hours=1))
    later = replace(PLENARY, ends=EIGHT + timedelta(hours=4))
    actions.change_session(council, 1, plan=shorter, seen=seen, by=by, at=NOW)

    with pytest.raises(StaleVersion) as stale:
        actions.change_session(council, 1, plan=later, seen=seen, by=by, at=NOW)
    actions.change_session(council, 1, plan=shorter, seen=seen, by=by, at=NOW)

    assert "T08:00" in stale.value.theirs and "T11:00" in stale.value.mine


def test_once_the_meeting_is_over_its_sessions_are_what_they_were(council: Meeting) -> None:
    planned(council)
    signing.stepped(council, "meeting.cancel")

    for attempt in (
        lambda: planned(council, LUNCH),
        lambda: actions.remove_session(council, 1, by=league(council.forum), at=NOW),
    ):
        with pytest.raises(
            Refused, match="This meeting has ended: its sessions can no longer be changed"
        ):
            attempt()


def test_what_the_languages_leave_out_is_said_and_blocks_nothing(council: Meeting) -> None:
    lunch = planned(council, replace(LUNCH, spoken=("en",)))
    full = planned(council)
    alone = planned(council, replace(LUNCH, kind="co_chairs", spoken=("en",)))

    assert "Spanish" in str(dict(warnings.of_regime(lunch, REQUIRED)[0].facts))
    assert "No interpretation is planned" in said(warnings.of_regime(lunch, REQUIRED))
    assert warnings.of_regime(full, REQUIRED) == warnings.of_regime(alone, REQUIRED) == ()


def test_a_session_that_ends_when_the_next_begins_is_not_at_the_same_time(
    council: Meeting,
) -> None:
    first, lunch = planned(council), planned(council, LUNCH)
    inside = planned(council, replace(LUNCH, starts=EIGHT + timedelta(hours=2)))
    rows = queries.sessions_of(council)

    assert "session 3" in said(warnings.of_neighbours(first, rows))
    assert "session 3" in said(warnings.of_neighbours(lunch, rows))
    assert "1, 2" in said(warnings.of_neighbours(inside, rows))


def test_a_session_outside_the_days_of_the_meeting_is_told_by_the_clock_of_the_place(
    council: Meeting,
) -> None:
    days, zone = (date(2031, 4, 8), date(2031, 4, 9)), "Europe/Helsinki"
    # 21:00 UTC is midnight in Helsinki: half-open, the ninth still holds it.
    last = replace(PLENARY, starts=datetime(2031, 4, 9, 18, tzinfo=UTC))
    inside = planned(council, replace(last, ends=datetime(2031, 4, 9, 21, tzinfo=UTC)))
    over = planned(council, replace(last, ends=datetime(2031, 4, 9, 21, 1, tzinfo=UTC)))

    assert warnings.of_days(inside, days, zone) == ()
    assert "Outside the dates of the meeting," in said(warnings.of_days(over, days, zone))


def test_domain_b13_three_in_the_afternoon_in_brussels_is_fair_and_ten_is_two_at_night_in_mexico() -> (
    None
):
    zones = {"MX": "America/Mexico_City", "LT": "Europe/Vilnius", "DO": "America/Santo_Domingo"}
    fair = Session(
        starts=datetime(2027, 5, 19, 13, tzinfo=UTC), ends=datetime(2027, 5, 19, 16, tzinfo=UTC)
    )
    early = Session(
        starts=datetime(2027, 5, 19, 8, tzinfo=UTC), ends=datetime(2027, 5, 19, 11, tzinfo=UTC)
    )

    assert warnings.out_of_hours(fair, zones) == ()
    assert warnings.out_of_hours(early, zones) == ("MX", "DO")
    ((first, last),) = warnings.fair_starts(early, zones, "Europe/Brussels")
    assert (first.hour, last.hour) == (13, 14)


def test_the_slot_of_the_host_event_is_measured_against_the_sessions(council: Meeting) -> None:
    event = HostEvent.objects.create(
        forum=council.forum,
        title={"en": "Sitting"},
        start=date(2031, 4, 8),
        end=date(2031, 4, 8),
        at=NOW,
    )
    by = secretariat(council.forum)
    planned(council)

    host = actions.set_host(council, event=event.pk, minutes=180, by=by, at=NOW)
    assert warnings.of_host(host, queries.sessions_of(council)) is None
    host = actions.set_host(council, event=event.pk, minutes=90, by=by, at=NOW)
    warned = warnings.of_host(host, queries.sessions_of(council))
    assert warned is not None and "180 minutes; the host event allows 90" in str(warned)

    actions.set_host(council, event=None, minutes=None, by=by, at=NOW)
    assert queries.host_of(council) is None and MeetingHost.objects.count() == 1
    for wrong in ({"event": 10**6, "minutes": 5}, {"event": event.pk, "minutes": 0}):
        with pytest.raises(Refused):
            actions.set_host(council, by=by, at=NOW, **wrong)


def test_the_link_is_shown_to_those_who_come_and_a_session_to_those_who_hear_of_it(
    council: Meeting,
) -> None:
    open_doors = planned(council, replace(PLENARY, remote_link=LINK))
    admitted = planned(council, replace(LUNCH, remote_link=LINK, observers_admitted=True))
    closed = planned(council, replace(LUNCH, kind="restricted", remote_link=LINK, starts=EIGHT))
    chairs = planned(council, replace(PLENARY, kind="co_chairs", remote_link=LINK))
    rows = (open_doors, admitted, closed, chairs)

    def hears(part: Part, *granted: int) -> list[bool]:
        return [queries.reads(row, part, granted) for row in rows]

    def joins(part: Part, *granted: int) -> list[bool]:
        return [bool(queries.link_of(row, part, granted)) for row in rows]

    assert hears(Part.PREPARES) == joins(Part.PREPARES) == [True] * 4
    assert (hears(Part.SUPPORTS), joins(Part.SUPPORTS)) == ([True] * 4, [False] * 4)
    assert hears(Part.DELEGATION) == [True, True, True, False]
    assert joins(Part.DELEGATION) == [True, True, False, False]
    assert hears(Part.INSTITUTION) == joins(Part.INSTITUTION) == [True, True, False, False]
    assert (hears(Part.READS), joins(Part.READS)) == ([True, True, False, False], [False] * 4)
    assert hears(Part.OBSERVER) == joins(Part.OBSERVER) == [False] * 4
    assert joins(Part.OBSERVER, admitted.number) == [False, True, False, False]
    assert hears(Part.NONE) == joins(Part.NONE) == [False] * 4


def test_whoever_is_outside_the_composition_hears_of_no_session_and_has_no_link(
    council: Meeting,
) -> None:
    forum = council.forum
    row = planned(council, replace(PLENARY, remote_link=LINK))
    norland = people.hat(forum, people.person(forum, Role.DELEGATION_HEAD, "LEAGUE", "XN"))
    agency = people.person(
        forum, Role.INSTITUTION, organisation=people.queries.roster(forum).organisations[0].code
    )

    inside = queries.seen_by(council, norland, NOW)
    outside = queries.seen_by(council, people.hat(forum, agency), NOW)

    assert queries.link_of(row, part_of(council, norland, NOW)) == LINK
    assert (inside, outside) == ((row,), ())


# Pages


def test_the_clauses_are_told_when_the_sessions_of_the_whole_meeting_begin(
    council: Meeting,
) -> None:
    planned(council)
    planned(council, LUNCH)
    alone = replace(
        PLENARY, kind="co_chairs", title={}, starts=EIGHT - timedelta(hours=1), ends=EIGHT
    )
    planned(council, alone)
    late = replace(PLENARY, starts=EIGHT + timedelta(hours=6), ends=EIGHT + timedelta(hours=7))
    gone = planned(council, late)
    actions.remove_session(council, gone.number, by=secretariat(council.forum), at=NOW)

    (told,) = [one for one in facts.meetings(council.forum) if one.id == council.slug]

    assert told.sessions == (PLENARY.starts, LUNCH.starts)


def page(scene: Scene, hat: str, name: str = "sessions", *more: object) -> object:
    where = [scene.forum.slug, scene.places["planned"], *more]
    return scene.client(hat).get(reverse(f"meetings:{name}", args=where))


def text(answer: object) -> str:
    """A page, in one line."""
    return " ".join(html.unescape(answer.content.decode()).split())  # type: ignore[attr-defined]


def test_the_page_tells_hours_languages_and_warnings_in_a_fixed_number_of_queries(
    at_work: Scene, django_assert_max_num_queries: object
) -> None:
    meeting = Meeting.objects.get(slug=at_work.places["planned"])
    page(at_work, "secretariat")
    shown = text(page(at_work, "secretariat"))
    assert "Session 1, plenary" in shown and "10:00" in shown
    assert "Link to join" in shown
    assert "Link to join" not in text(page(at_work, "auditor"))

    for number in range(20):
        shifted = replace(
            PLENARY,
            starts=EIGHT + timedelta(hours=number),
            ends=EIGHT + timedelta(hours=number + 1),
        )
        planned(meeting, shifted)
    page(at_work, "secretariat")
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        assert page(at_work, "secretariat").status_code == 200  # type: ignore[attr-defined]


def test_hours_are_those_of_the_place_and_an_hour_that_is_skipped_is_told(
    at_work: Scene,
) -> None:
    client = at_work.client("secretariat")
    where = [at_work.forum.slug, at_work.places["planned"]]
    address = reverse("meetings:session_plan", args=where)
    typed = {"kind": "plenary", "day": "2031-04-08", "begins": "09:00", "finishes": "10:30"}
    typed |= {"spoken": "en", "more_interpreted": "fr, de"}

    assert client.post(address, typed).status_code == 302
    row = Session.objects.get(number=2)
    assert (row.starts.hour, row.interpreted) == (6, ["fr", "de"])

    # In that night the clocks of Helsinki go from 03:00 to 04:00.
    skipped = client.post(address, {**typed, "day": "2031-03-30", "begins": "03:30"})
    assert skipped.status_code == 422
    assert "never shows this hour" in text(skipped)


@pytest.mark.parametrize(
    "changed",
    [{"day": "2031-02-30"}, {"begins": "25:00"}, {"finishes": ""}, {"more_spoken": "x" * 121}],
)
def test_what_cannot_be_read_is_told_beside_what_was_typed(
    at_work: Scene, changed: dict[str, str]
) -> None:
    typed = {"kind": "plenary", "day": "2031-04-08", "begins": "09:00", "finishes": "10:30"}
    where = [at_work.forum.slug, at_work.places["planned"]]
    answer = at_work.client("secretariat").post(
        reverse("meetings:session_plan", args=where), {**typed, "spoken": "en", **changed}
    )

    assert answer.status_code == 422
    assert "data-error-summary" in answer.content.decode()
