"""The pages on which a day is fixed, a cycle planned, a step proposed, a chair named.

corrections.md section 4, "Refusals": 404, 403 with the clause, 422 with every reason.
"""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

import signing
from cochair.features.acts.models import JointAct
from cochair.features.compliance import loader
from cochair.features.meetings.models import CoChair, Meeting, Preparation, Schedule
from matrix import Scene
from world import NOW, changed, every_row, small_folder

MOVES = {"first": "2031-04-08", "last": "", "place": "norhaven", "format": "in_person"}
HELD = {
    "day": "2031-01-30",
    "hour": "10:00",
    "zone": "",
    "format": "virtual",
    "present": ["LEAGUE", "CONCERT"],
    "topics": ["working_agenda"],
    "note": "Both went through the items one by one.",
}
PLANNED = {
    "council-place": "norhaven",
    "council-precision": "day",
    "council-start": "2032-03-10",
    "council-end": "2032-03-11",
    "experts-place": "",
    "experts-precision": "",
    "experts-start": "",
    "experts-end": "",
}


def address(scene: Scene, name: str, slug: str = "") -> str:
    if name == "plan":
        return reverse("meetings:plan", args=[scene.forum.slug, slug or 2])
    name, _slash, step = name.partition("/")
    if step:
        meeting = slug or scene.places["planned"]
        return reverse(f"meetings:{name}", args=[scene.forum.slug, meeting, step])
    return reverse(f"meetings:{name}", args=[scene.forum.slug, slug or scene.places["planned"]])


def text(answer: object) -> str:
    """The page as text."""
    return html.unescape(answer.content.decode())  # type: ignore[attr-defined]


def errors(page: str) -> list[tuple[str, str]]:
    """What the page says first needs attention: the field it leads to, and the words."""
    summary = re.search(r"data-error-summary\s*>(.*?)</div>", page, re.DOTALL)
    return re.findall(r'<li>\s*<a href="#(\w+)"\s*>(.*?)</a>', summary[1]) if summary else []


def test_what_moves_is_shown_before_anything_is_saved(at_work: Scene) -> None:
    before = every_row()

    page = at_work.client("secretariat").post(
        address(at_work, "schedule"), {**MOVES, "preview": "1"}
    )

    assert page.status_code == 200
    assert "Issue the notice" in text(page)
    assert "2031-03-07" in text(page)
    kept = every_row()
    for name in ("acts.JointAct", "meetings.Schedule", "journal.Entry"):
        assert kept[name] == before[name]


def test_a_preview_says_which_day_would_be_past_already(at_work: Scene) -> None:
    page = at_work.client("secretariat").post(
        address(at_work, "schedule"), {**MOVES, "first": "2031-02-20", "preview": "1"}
    )

    assert text(page).count("already past") == 1


def test_the_day_is_proposed_and_leads_to_its_act(at_work: Scene) -> None:
    answer = at_work.client("secretariat").post(address(at_work, "schedule"), MOVES)

    act = JointAct.objects.get(kind="meeting.schedule")
    assert answer["Location"] == reverse("acts:act", args=[at_work.forum.slug, act.number])
    assert act.body["last_day"] == "2031-04-08"
    assert not Schedule.objects.filter(act=act).exists()


def test_a_reason_is_asked_for_only_where_a_confirmed_date_is_changed(at_work: Scene) -> None:
    client, field = at_work.client("secretariat"), 'id="reason"'
    first = client.get(address(at_work, "schedule"))
    assert first.status_code == 200 and field not in text(first)
    signing.both_sign(at_work.forum, JointAct.objects.get(pk=_proposed(client, at_work)))

    again = text(client.get(address(at_work, "schedule")))
    moved = client.post(address(at_work, "schedule"), {**MOVES, "first": "2031-04-09"})

    assert field in again
    assert moved.status_code == 422 and "Give a reason for changing it" in text(moved)


def _proposed(client: Client, scene: Scene) -> int:
    client.post(address(scene, "schedule"), MOVES)
    return JointAct.objects.get(kind="meeting.schedule").pk


def test_the_same_day_sent_twice_is_proposed_once(at_work: Scene) -> None:
    client = at_work.client("secretariat")

    first, second = (client.post(address(at_work, "schedule"), MOVES) for _again in range(2))

    assert (first.status_code, second.status_code) == (302, 422)
    assert "has already been sent for signature with the same content, as number" in text(second)
    assert JointAct.objects.filter(kind="meeting.schedule").count() == 1


@pytest.mark.parametrize("preview", [{}, {"preview": "1"}])
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"first": "9999-12-31"}, "calendar"),
        ({"first": "0001-01-01"}, "calendar"),
        (
            {"first": "2031-04-09", "last": "2031-04-08"},
            ", must be within a month after the first,",
        ),
        ({"place": "atlantis"}, "no place called “atlantis”"),
        ({"opens": "16:30", "closes": "10:00"}, "end before it begins"),
    ],
)
def test_a_day_that_makes_no_sense_is_told_beside_what_was_typed(
    at_work: Scene, typed: dict[str, str], said: str, preview: dict[str, str]
) -> None:
    page = at_work.client("secretariat").post(
        address(at_work, "schedule"), {**MOVES, **typed, **preview}
    )

    assert page.status_code == 422
    assert said in text(page)
    assert f'value="{typed.get("first", MOVES["first"])}"' in text(page)


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"first": "2031-02-31"}, "first", "This date does not exist"),
        ({"first": ""}, "first", "Enter the first day"),
        ({"last": "tomorrow"}, "last", "This date does not exist"),
        ({"opens": "25:00"}, "opens", "Enter the time as 10:00"),
        ({"closes": "late"}, "closes", "Enter the time as 16:30"),
        ({"format": "telepathy"}, "format", "telepathy"),
    ],
)
def test_what_cannot_be_read_is_said_first_and_leads_to_its_field(
    at_work: Scene, typed: dict[str, str], field: str, said: str
) -> None:
    page = at_work.client("secretariat").post(address(at_work, "schedule"), {**MOVES, **typed})

    assert page.status_code == 422
    ((where, words),) = errors(text(page))
    assert (where, said in words) == (field, True)
    assert f'id="{field}"' in text(page)


@pytest.mark.parametrize("name", ["schedule", "preparation", "plan"])
def test_to_look_at_a_form_and_to_ask_for_its_head_are_the_same(at_work: Scene, name: str) -> None:
    client = at_work.client("secretariat")

    page, head = client.get(address(at_work, name)), client.head(address(at_work, name))
    assert (page.status_code, head.status_code) == (200, 200)
    assert "<form" in text(page).split("<main")[1] and head.content == b""
    assert head.headers["Content-Type"] == page.headers["Content-Type"]


def test_to_follow_a_link_names_no_chair(at_work: Scene) -> None:
    assert at_work.client("co_presidency").get(address(at_work, "chair")).status_code == 405


def test_to_follow_a_link_takes_no_step(at_work: Scene) -> None:
    page = at_work.client("co_presidency").get(address(at_work, "step/cancel"))
    assert page.status_code == 200 and Meeting.objects.filter(cancelled_at=None).exists()
    assert not JointAct.objects.filter(kind="meeting.cancel").exists()


@pytest.mark.parametrize("name", ["schedule", "preparation", "chair", "step/cancel"])
@pytest.mark.parametrize("hat", ["co_presidency", "delegation", "anonymous"])
def test_a_meeting_that_does_not_exist_is_no_page_for_anybody(
    at_work: Scene, name: str, hat: str
) -> None:
    assert at_work.client(hat).post(address(at_work, name, "nowhere-7")).status_code == 404


@pytest.mark.parametrize("name", ["schedule", "chair", "step/cancel", "plan"])
def test_who_reads_and_may_not_act_is_told_so(at_work: Scene, name: str) -> None:
    page = at_work.client("delegation").post(address(at_work, name))

    assert page.status_code == 403
    assert "co-presidency" in text(page)


def test_a_preparatory_meeting_is_no_page_for_a_delegation(at_work: Scene) -> None:
    """It is between both co-presidencies, with their secretariats and support."""
    before = Preparation.objects.count()

    page = at_work.client("delegation").post(address(at_work, "preparation"), HELD)

    assert page.status_code == 404
    assert Preparation.objects.count() == before


def test_a_preparatory_meeting_is_recorded_at_its_hour_in_its_zone(at_work: Scene) -> None:
    typed = {**HELD, "zone": "Pacific/Auckland"}

    answer = at_work.client("secretariat").post(address(at_work, "preparation"), typed)

    assert answer.status_code == 302
    assert Preparation.objects.order_by("-pk")[0].held_at.isoformat() == "2031-01-29T21:00:00+00:00"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"day": "2031-02-04"}, "only after it has been held"),
        ({"day": "0001-01-01", "hour": "00:00"}, "calendar"),
        ({"day": "9999-12-31", "hour": "23:59", "zone": "America/Santiago"}, "calendar"),
        ({"zone": "Atlantis/Capital"}, "Atlantis/Capital"),
        ({"present": []}, "Enter who was present."),
        ({"topics": []}, "Choose the topics that were discussed."),
        ({"present": ["XX"]}, "XX"),
    ],
)
def test_a_preparatory_meeting_that_makes_no_sense_is_refused_on_its_page(
    at_work: Scene, typed: dict[str, object], said: str
) -> None:
    before = Preparation.objects.count()

    page = at_work.client("secretariat").post(address(at_work, "preparation"), {**HELD, **typed})

    assert page.status_code == 422
    assert said in text(page)
    assert Preparation.objects.count() == before


def test_a_plan_is_proposed_with_what_was_filled_in(at_work: Scene) -> None:
    answer = at_work.client("secretariat").post(address(at_work, "plan"), PLANNED)

    assert answer.status_code == 302
    assert set(JointAct.objects.get(kind="cycle.plan").body["slots"]) == {"council"}


def test_a_month_is_filled_to_its_end(at_work: Scene) -> None:
    typed = {**PLANNED, "council-precision": "month", "council-start": "2032-02-17"}

    at_work.client("secretariat").post(address(at_work, "plan"), typed)

    slot = JointAct.objects.get(kind="cycle.plan").body["slots"]["council"]
    assert (slot["start"], slot["end"]) == ("2032-02-01", "2032-02-29")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"council-start": "2032-02-30"}, "This date does not exist"),
        ({"council-start": ""}, "Enter the first day"),
        ({"council-start": "9999-12-31", "council-precision": "month"}, "calendar"),
        ({"council-start": "2032-03-12"}, ", must be within a month after the first,"),
        (dict.fromkeys(PLANNED, ""), "at least one meeting"),
        ({"council-place": "atlantis"}, "no place called “atlantis”"),
    ],
)
def test_a_plan_that_makes_no_sense_is_told_beside_what_was_typed(
    at_work: Scene, typed: dict[str, str], said: str
) -> None:
    page = at_work.client("secretariat").post(address(at_work, "plan"), {**PLANNED, **typed})

    assert page.status_code == 422
    assert said in text(page)
    assert 'name="council-start"' in text(page)
    assert not JointAct.objects.filter(kind="cycle.plan").exists()


@pytest.mark.parametrize(
    ("step", "typed", "said"),
    [
        ("open", {}, "This step is not possible for a meeting with this status:"),
        ("cancel", {}, "at least 20 characters"),
        ("cancel", {"reason": "x" * 4001}, "at most 4000 characters"),
        ("format", {"value": "consensus"}, "in hybrid form"),
    ],
)
def test_a_step_that_is_not_possible_says_why(
    at_work: Scene, step: str, typed: dict[str, str], said: str
) -> None:
    page = at_work.client("secretariat").post(address(at_work, f"step/{step}"), typed)

    assert page.status_code == 422
    assert said in text(page)


def test_a_presidency_names_the_co_chair_of_its_party_and_no_other(at_work: Scene) -> None:
    client = at_work.client("co_presidency")

    assert client.post(address(at_work, "chair"), {"member": "XE"}).status_code == 302
    for member in ("XP", "", "XX\0", "XE" * 40):
        assert client.post(address(at_work, "chair"), {"member": member}).status_code == 422

    assert [row.member.code for row in CoChair.objects.filter(at=NOW)] == ["XE"]


@pytest.mark.parametrize(
    ("language", "place"), [("en", "online"), ("es", "en línea"), ("pt", "em linha")]
)
def test_where_an_event_beside_the_cycle_is_held_stands_in_the_language_of_its_reader(
    at_work: Scene, language: str, place: str
) -> None:
    city, none = (
        "{en: Palm Bay, es: Bahía Palma, pt: Baía da Palma}",
        "{en: online, es: en línea, pt: em linha}",
    )
    loader.load(changed(small_folder(), "history.yaml", city, none), NOW)
    here = reverse("desk:meetings", args=[at_work.forum.slug])

    page = text(at_work.client("secretariat").get(here.replace("/en/", f"/{language}/", 1)))

    assert f"<td>{place}</td>" in page
