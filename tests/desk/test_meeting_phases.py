"""The page of a meeting in its five phases: one next step, facts, what is left, what came of it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

import agendas
import forgotten
import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.acts.models import JointAct
from cochair.features.agendas import queries as versions
from cochair.features.mail.models import Message
from cochair.features.meetings.models import ContactPoint, Meeting, OpenPoint, Schedule
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.site.desk import invitees, own_meeting
from cochair.web.clock import clock
from inviting_story import fresh, noticed
from matrix import Scene
from moves import moved, postponed, session
from world import NOW


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    """The clock stands still."""
    with clock.at(NOW):
        yield


@pytest.fixture
def meeting(small_forum: Forum) -> Meeting:
    """The Council with its day."""
    return signing.fixed(small_forum)


def of_secretariat(forum: Forum) -> Client:
    return office(forum, Role.SECRETARIAT, "LEAGUE")


def office(forum: Forum, role: Role, *where: str) -> Client:
    """A client of the holder of an office, appointed where nobody holds it yet."""
    email = "-".join((str(role), *where)).lower() + "@example.org"
    known = Account.objects.filter(email=email).first()
    return people.signed_in(known or people.person(forum, role, *where))


def page(client: Client, meeting: Meeting, asked: str = "") -> str:
    address = reverse("desk:meeting", args=[meeting.forum.slug, meeting.slug])
    answer = client.get(f"{address}{asked}")
    assert answer.status_code == 200
    # The help of the page tells of all phases.
    return re.sub(r"<(aside|dialog)\b.*?</\1>", "", answer.content.decode(), flags=re.S)


def test_the_phase_in_which_a_meeting_is_is_open_and_another_is_one_click_away(
    meeting: Meeting,
) -> None:
    client = of_secretariat(meeting.forum)

    here, there = page(client, meeting), page(client, meeting, "?phase=plan")
    nonsense = page(client, meeting, "?phase=harbour")

    assert 'phase=invite" aria-current="step"' in here
    assert "Who is invited" in here
    assert 'phase=plan" aria-current="step"' in there
    assert "Dates that depend on the date of the meeting" in there
    assert "Who is invited" not in there
    assert 'phase=invite" aria-current="step"' in nonsense


def test_the_day_on_which_the_present_day_was_fixed_is_named_and_none_once_it_is_postponed(
    meeting: Meeting,
) -> None:
    client, later = of_secretariat(meeting.forum), NOW + timedelta(days=3)
    assert f"day fixed on {NOW.day} " in page(client, meeting)

    with clock.at(later):
        moved(meeting, "2031-04-10", later)
        assert f"day fixed on {later.day} " in page(client, meeting)
        postponed(meeting, later)
        assert "no day yet" in page(client, meeting)


def test_the_place_of_a_meeting_that_passed_is_not_established_and_of_another_to_be_fixed(
    meeting: Meeting,
) -> None:
    client = of_secretariat(meeting.forum)
    Schedule.objects.filter(meeting=meeting).update(place="")
    assert re.search(r"to be fixed\s+<small>in person", page(client, meeting))

    with clock.at(datetime(2031, 4, 12, tzinfo=UTC)):
        assert re.search(r"not established\s+<small>in person", page(client, meeting))


def test_the_place_of_a_meeting_of_which_only_sources_tell_and_no_day_is_not_established(
    meeting: Meeting,
) -> None:
    client = of_secretariat(meeting.forum)
    Schedule.objects.filter(meeting=meeting).delete()
    assert re.search(r"Place</dt>\s+<dd>\s+to be fixed", page(client, meeting))

    Meeting.objects.filter(pk=meeting.pk).update(imported=True, confirmed_at=None)
    assert re.search(r"Place</dt>\s+<dd>\s+not established", page(client, meeting))


def test_the_hall_screen_is_called_alike_on_the_page_of_the_meeting_and_in_the_room(
    meeting: Meeting,
) -> None:
    chair = of_secretariat(meeting.forum)
    room, screen = (
        reverse(f"desk:{name}", args=[meeting.forum.slug, meeting.slug])
        for name in ("room", "room-screen")
    )

    before, inside = page(chair, meeting, "?phase=hold"), chair.get(room).content.decode()

    for shown in (before, inside):
        assert re.search(rf'href="{screen}">Hall screen</a>', shown)


def test_a_meeting_that_is_over_asks_for_nothing(meeting: Meeting) -> None:
    client = of_secretariat(meeting.forum)
    assert "Your next step" in page(client, meeting)

    Meeting.objects.filter(pk=meeting.pk).update(cancelled_at=NOW)
    forgotten.everything()

    cancelled = page(client, meeting, "?")
    assert "Your next step" not in cancelled
    assert "Left to do" not in cancelled
    assert "Enter a preparatory meeting that was held" not in cancelled


@pytest.mark.parametrize(
    ("ends", "is_ahead"), [(timedelta(days=90), True), (-timedelta(days=1), False)]
)
def test_a_meeting_of_the_loaded_history_is_prepared_while_it_lies_ahead(
    small_forum: Forum, ends: timedelta, is_ahead: bool
) -> None:
    meeting = signing.planned(small_forum)
    Meeting.objects.filter(pk=meeting.pk).update(imported=True)
    begins = NOW - timedelta(days=30)
    Schedule.objects.create(
        meeting=meeting, starts=begins, ends=NOW + ends, precision="year", zone="UTC"
    )

    shown = page(of_secretariat(small_forum), meeting)

    # Its day is asked for with the others of its cycle.
    step = shown.partition('id="step"')[2].partition("</section>")[0]
    assert ('aria-current="step"' in shown, "what was before Cochair" in step) == (
        is_ahead,
        is_ahead,
    )


def test_a_held_meeting_says_its_outcome_first_and_offers_no_preparatory_meeting(
    meeting: Meeting,
) -> None:
    client = of_secretariat(meeting.forum)
    assert "Enter a preparatory meeting that was held" in page(client, meeting, "?phase=plan")
    agendas.provisional(meeting, agendas.REVIEW)

    Meeting.objects.filter(pk=meeting.pk).update(opened_at=NOW, closed_at=NOW)
    forgotten.everything()

    held = page(client, meeting)
    assert 'phase=follow-up" aria-current="step"' in held
    assert held.index(">Outcome<") < held.index("More on this phase")
    assert "Enter a preparatory meeting that was held" not in page(client, meeting, "?phase=plan")
    assert '<h2 id="agenda">Agenda of the meeting' in page(client, meeting, "?phase=prepare")


def test_clauses_are_one_line_until_they_are_asked_for(meeting: Meeting) -> None:
    client = of_secretariat(meeting.forum)

    closed, opened = page(client, meeting), page(client, meeting, "?clauses=1")

    assert '<details class="beside" id="clauses">' in closed
    assert '<details class="beside" id="clauses" open>' in opened


def test_what_both_have_to_do_names_both_and_is_no_delegations_business(
    meeting: Meeting,
) -> None:
    prepares = page(of_secretariat(meeting.forum), meeting, "?phase=invite")
    comes = page(office(meeting.forum, Role.DELEGATION_HEAD, "LEAGUE", "XN"), meeting)

    assert "<h3>Appoint the co-chair</h3>" in prepares
    assert "Appoint the co-chair" not in comes
    assert "Phases of the meeting" not in comes


def test_an_invitee_without_an_address_is_reached_from_its_row(small_forum: Forum) -> None:
    council = noticed(small_forum)
    client = office(small_forum, Role.SECRETARIAT, "CONCERT")
    assert "have no address" in page(client, council, "?phase=invite")
    unsent = Message.objects.filter(about_kind="invitation", state="no_address")
    before = unsent.count()
    address = reverse("meetings:mend", args=[small_forum.slug, council.slug])

    wrong = client.post(address, {"code": "XL", "email": "nowhere"})
    nobody = client.post(address, {"code": "XZ", "email": "registry@example.org"})
    right = client.post(address, {"code": "XL", "email": "registry@lagunia.example.org"})

    assert (wrong.status_code, nobody.status_code, right.status_code) == (422, 422, 302)
    assert ContactPoint.objects.filter(email="registry@lagunia.example.org").count() == 1
    assert unsent.count() <= before
    assert "registry@lagunia" not in page(client, council, "?phase=invite")


def test_an_agenda_is_proposed_from_the_procedures_and_sent_in_one_go(meeting: Meeting) -> None:
    client = of_secretariat(meeting.forum)
    shown = page(client, meeting, "?phase=prepare")
    assert "Not begun: proposed from the procedures" in shown
    address = reverse("desk:agenda-table", args=[meeting.forum.slug, meeting.slug])
    line = {"lines": "3", "seen": "0", "r0-type": "discussion", "r0-minutes": "40", "r0-place": "2"}
    ports = {"r0-title_en": "Ports", "r0-title_es": "Puertos", "r0-title_pt": "Portos"}
    review = {f"r1-title_{code}": code for code in ("en", "es", "pt")} | {
        "r1-type": "information",
        "r1-place": "1",
    }

    lacking = client.post(address, {**line, "r0-title_en": "Ports", "send": "1"})
    assert lacking.status_code == 422
    assert "Ports" in lacking.content.decode()
    assert not versions.versions(meeting)

    sent = client.post(address, {**line, **ports, **review, "send": "1"})

    act = JointAct.objects.get(kind="meeting.agenda")
    assert sent["Location"] == reverse("acts:act", args=[meeting.forum.slug, act.number])
    (made,) = versions.versions(meeting)
    assert [one.title["en"] for one in made.items] == ["en", "Ports"]
    assert [one.minutes for one in made.items] == [None, 40]


def test_what_may_still_be_looked_at_is_suggested_to_whoever_prepares_and_to_nobody_else(
    meeting: Meeting,
) -> None:
    words = dict.fromkeys(("en", "es", "pt"), "The list of harbours")
    point = OpenPoint.objects.create(meeting=meeting, text=words, at=NOW)
    prepares = of_secretariat(meeting.forum)
    begun = page(prepares, meeting, "?phase=prepare")
    assert "No preparatory meeting has covered this yet." in begun
    assert "An earlier meeting left this point open." not in begun

    agendas.begun(meeting, at=NOW)
    assert "An earlier meeting left this point open." in page(prepares, meeting, "?phase=prepare")
    delegation = office(meeting.forum, Role.DELEGATION_HEAD, "LEAGUE", "XN")
    assert "Suggestions" not in page(delegation, meeting, "?phase=prepare")

    OpenPoint.objects.filter(pk=point.pk).update(deferral_reason="Too early.")
    with clock.at(datetime(2031, 3, 29, 12, tzinfo=UTC)):
        near = page(prepares, meeting, "?phase=prepare")
    assert "No preparatory meeting has covered this yet." not in near
    assert "An earlier meeting left this point open." not in near


def test_a_saved_agenda_keeps_what_its_table_does_not_show(meeting: Meeting) -> None:
    """Papers and tasks of an item stay; an older table is told that another was saved."""
    agendas.begun(meeting)
    last = agendas.with_items(meeting)
    client = of_secretariat(meeting.forum)
    address = reverse("desk:agenda-table", args=[meeting.forum.slug, meeting.slug])
    item = last.items[0]
    sent = {
        "seen": str(last.token),
        "lines": "1",
        "r0-key": item.key,
        "r0-title_en": "Said otherwise",
        "r0-type": item.type,
        "r0-place": "1",
    }

    first, again = client.post(address, sent), client.post(address, {**sent, "r0-title_en": "No"})

    assert (first.status_code, again.status_code) == (302, 409)
    made = versions.latest(versions.versions(meeting))
    assert made is not None
    assert made.items[0].title == {"en": "Said otherwise"}
    assert made.items[0].tags == item.tags


def test_a_delegation_answers_and_names_people_on_the_page_of_the_meeting(
    small_forum: Forum,
) -> None:
    council = noticed(small_forum)
    client = office(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN")
    address = reverse("desk:meeting", args=[small_forum.slug, council.slug])
    shown = page(client, council)
    assert ">We will attend</button>" in shown
    assert "Your answer:" not in shown
    assert "My people" in shown
    invitation = council.invitations.get(member__code="XN")
    answer = reverse("meetings:answer", args=[small_forum.slug, council.slug, invitation.pk])

    sent = client.post(answer, {"answer": "accepted", "back": "meeting"})

    assert sent["Location"] == address
    answered = page(client, council)
    assert ">We will attend</button>" not in answered
    assert "Your answer: <b>We will attend</b>" in answered and "Change the answer" in answered
    people_page = reverse("meetings:delegation", args=[small_forum.slug, council.slug, "xn"])
    named = {"seen": "0", "rows": "5", "p0-name": "Ada Nor", "p0-function": "Minister"}
    delegation = council.delegations.get(member__code="XN")
    named["seen"] = str(delegation.version)

    added = client.post(people_page, {**named, "back": "meeting"})

    assert added["Location"] == address
    assert "Ada Nor" in page(client, council)


def test_a_delegation_is_not_asked_for_its_answer_while_a_postponed_meeting_has_no_day(
    small_forum: Forum,
) -> None:
    council, later = noticed(small_forum), NOW + timedelta(days=1)
    client = office(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN")
    no_date = "The meeting has no date."
    assert no_date not in page(client, council)

    postponed(council, NOW)
    with clock.at(later):
        shown = page(client, council)
    assert ">We will attend</button>" not in shown
    assert no_date in shown

    moved(council, "2031-05-20", later)
    with clock.at(later):
        assert ">We will attend</button>" in page(client, council)


def test_who_is_named_first_leads_and_only_a_list_with_a_head_is_submitted(
    small_forum: Forum,
) -> None:
    council = noticed(small_forum)
    client = office(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN")
    own = reverse("meetings:delegation", args=[small_forum.slug, council.slug, "xn"])

    def capacities(shown: str) -> list[str]:
        return re.findall(r'<option value="(\w+)" selected>', shown)

    def name_one(name: str, capacity: str) -> None:
        version = council.delegations.get(member__code="XN").version
        person = {"p1-name": name, "p1-function": "Minister", "p1-capacity": capacity}
        client.post(own, {"seen": version, "rows": 2, "back": "meeting", **person})

    assert capacities(page(client, council)) == ["head", "adviser"]
    assert capacities(client.get(own).text).count("head") == 1

    name_one("Ada Nor", "adviser")
    for shown in (page(client, council), client.get(own).text):
        assert ">Submit to the secretariat</button>" not in shown
    assert "once it has a head of delegation" in page(client, council)

    name_one("Bo Nor", "head")
    for shown in (page(client, council), client.get(own).text):
        assert ">Submit to the secretariat</button>" in shown
    assert capacities(page(client, council)) == ["adviser", "adviser"]


def test_refused_people_stand_in_their_boxes_and_the_empty_ones_name_no_head(
    small_forum: Forum,
) -> None:
    council = noticed(small_forum)
    client = office(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN")
    own = reverse("meetings:delegation", args=[small_forum.slug, council.slug, "xn"])
    heads = {"p1-name": "Ada", "p1-capacity": "head", "p2-name": "Bo", "p2-capacity": "head"}

    refused = client.post(own, {"seen": 0, "rows": 2, **heads})

    assert "only one head" in refused.text and 'value="Ada"' in refused.text
    assert refused.text.count('<option value="head" selected>') == 2
    assert refused.text.count('<option value="adviser" selected>') == 3


def test_who_does_not_come_reads_no_more_than_that_the_meeting_exists(small_forum: Forum) -> None:
    council = noticed(small_forum)
    agency = people.signed_in(
        people.person(small_forum, Role.OBSERVER, organisation="world-harbours")
    )
    address = reverse("desk:meeting", args=[small_forum.slug, council.slug])
    assert agency.get(address).status_code == 404
    with clock.at(NOW + timedelta(days=1)):
        assert agency.get(address).status_code == 404


def test_the_number_of_the_invited_is_that_of_a_tab_where_more_stand_in_the_table(
    small_forum: Forum,
) -> None:
    council = noticed(small_forum)
    before = invitees.of_meeting(fresh(council), NOW, "all", records=True)
    by_code = {tab.code: tab for tab in before.tabs}
    assert by_code["all"].number == before.all and "invited" not in by_code

    row = council.invitations.order_by("pk")[0]
    row.withdrawn_at = NOW
    row.save()
    after = invitees.of_meeting(fresh(council), NOW, "all", records=True)
    tabs = {tab.code: tab for tab in after.tabs}
    assert tabs["invited"].number == after.all == before.all - 1
    assert (tabs["all"].number, tabs["all"].name) == (before.all, "All, with those not invited")


# Last: its scene stays in the forum of this module.
def test_day_and_agencies_go_for_signature_in_one_submission_or_not_at_all(
    at_work: Scene,
) -> None:
    planned = Meeting.objects.get(slug=at_work.places["planned"])
    client = at_work.client("secretariat")
    address = reverse("desk:plan-meeting", args=[planned.forum.slug, planned.slug])
    shown = page(client, planned, "?phase=plan")
    assert "Another day" in shown
    # Places stand in the order of their names, and home leads to this form and not to half of it.
    assert shown.index(">Grey Bridge<") < shown.index(">Norhaven<") < shown.index(">Palm Bay<")
    here = reverse("desk:meeting", args=[planned.forum.slug, planned.slug])
    home = client.get(reverse("desk:home", args=[planned.forum.slug])).content.decode()
    assert f'href="{here}?phase=plan#day"' in home

    refused = client.post(address, {"day": "", "first": "2031-02-31", "format": "in_person"})
    assert refused.status_code == 422
    assert "This date does not exist" in refused.content.decode()
    assert not JointAct.objects.filter(kind="meeting.schedule").exists()

    sent = client.post(address, {"day": "2031-05-06/2031-05-07/norhaven", "format": "hybrid"})

    act = JointAct.objects.get(kind="meeting.schedule")
    assert sent["Location"] == reverse("acts:act", args=[planned.forum.slug, act.number])
    assert (act.body["first_day"], act.body["place"]) == ("2031-05-06", "norhaven")


def test_naming_a_co_chair_is_a_verb_and_a_time_zone_is_told_by_its_city(meeting: Meeting) -> None:
    client = people.signed_in(Account.objects.get(email="presidency-league-xe@example.org"))
    address = reverse("desk:meeting", args=[meeting.forum.slug, meeting.slug])
    shown = client.get(address.replace("/en/", "/es/"), {"phase": "plan"}).text

    assert re.search(r">Designar</button>", shown) and not re.search(r">Nombre</button>", shown)
    told = re.search(r"<dt>Zona horaria del lugar</dt>\s*<dd>([^<]+)</dd>", shown)
    assert told is not None and told[1] and "/" not in told[1]


def test_what_was_to_be_done_before_a_meeting_opened_is_over_once_it_sits(
    small_forum: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    council = noticed(small_forum)
    client = office(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN")
    opens = datetime(2031, 4, 8, 7, tzinfo=UTC)
    task = SimpleNamespace(
        meeting=SimpleNamespace(id=council.slug),
        due=opens - timedelta(days=14),
        done=False,
        words={"en": "Delegations named"},
        link="",
        overdue=True,
        had_passed=False,
    )
    monkeypatch.setattr(own_meeting, "tasks_of", lambda _forum, _hat, _at: [task])
    with clock.at(opens - timedelta(hours=1)):
        late = page(client, council)
    signing.stepped(council, "meeting.open", opens)
    with clock.at(opens + timedelta(minutes=5)):
        sits = page(client, council)

    assert "My deadlines" in late and "Delegations named" in late
    assert "Delegations named" not in sits and "The meeting is in session" in sits


def test_every_phase_says_which_presidency_has_still_to_confirm_the_notice(
    small_forum: Forum,
) -> None:
    """Only the page of invitations said so, while the clause was at risk."""
    said = "will have to confirm the notice"
    convened = noticed(small_forum, day="2031-09-09")

    for phase in ("", "?phase=plan", "?phase=invite", "?phase=prepare"):
        assert page(of_secretariat(small_forum), convened, phase).count(f"Norland {said}") == 1


def test_a_notice_of_those_who_preside_on_the_day_waits_for_nobody(small_forum: Forum) -> None:
    convened = noticed(small_forum)
    assert "to confirm the notice" not in page(of_secretariat(small_forum), convened)


def test_a_delegation_reads_the_day_of_a_meeting_whose_hour_is_not_fixed_and_no_midnight(
    small_forum: Forum,
) -> None:
    council = noticed(small_forum)
    client = office(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN")

    with clock.at(NOW):
        without = " ".join(page(client, council).split())
        session(council)
        moved(council, "2031-04-10", NOW)
        with_hour = " ".join(page(client, fresh(council)).split())

    own = (
        without.partition("My deadlines")[2].partition("The meeting opens")[0].rpartition("<li")[2]
    )
    assert "Opens Tue 8 Apr 2031" in without and "Tue 8 Apr 2031" in own and "end of" not in own
    assert "The meeting opens" in with_hour and "10:00" in with_hour


def test_a_phase_is_not_ticked_while_its_own_list_has_something_left_to_do(
    small_forum: Forum,
) -> None:
    """The notice is out, so that the meeting is being prepared; many have still no address."""
    council = noticed(small_forum)
    client = of_secretariat(small_forum)
    seen = {}

    for phase in ("plan", "invite", "prepare"):
        said = page(client, council, f"?phase={phase}")
        (state,) = re.findall(rf'data-phase="(\w+)">\s*<a href="[^"]*phase={phase}"', said)
        seen[phase] = (state, "Left to do" in said)

    assert seen["invite"] == ("next", True)
    assert seen["plan"] == ("done", False)
    assert seen["prepare"][0] == "now"
