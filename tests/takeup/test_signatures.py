"""The whole of taking up the real forum, as its presidencies find it on 28 November 2026, by its pages.

Counted: the signatures, until the institutional meeting is invited.
"""

import re
from collections.abc import Iterator
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

import people
from cochair.features.acts.models import JointAct, Key
from cochair.features.commitments.models import Instrument
from cochair.features.compliance import queries as results
from cochair.features.cycles.queries import plan_of
from cochair.features.invitations import queries as invited
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.states import State, state_of
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.procedure.result import Outcome
from cochair.web.clock import clock

NOW = datetime.fromisoformat("2026-11-28T09:00+00:00")
MOST = 6
DAY = "20 Oct 2027"
MINISTERS = "eu-clasi-min-4"
FILE = "File of the presidency, 12 November 2026"
HELD = {
    "answer": "corrected",
    "first": "2026-11-12",
    "last": "2026-11-12",
    "place": "la-paz",
    "format": "in_person",
    "chair_EU": "IE",
    "chair_CLASI": "BO",
    "source": FILE,
}
# Who presides CLASI in October 2027 is announced, and not yet settled.
NOT_YET_NAMED = "The presidency of CLASI in October 2027 is confirmed at its next plenary."
PLAN = {
    "som-place": "vilnius",
    "som-precision": "day",
    "som-start": "2027-05-19",
    "som-format": "in_person",
    "im-place": "la-paz",
    "im-precision": "day",
    "im-start": "2027-10-20",
    "im-format": "in_person",
}


@pytest.fixture
def forum(db: None) -> Iterator[Forum]:
    """The shipped forum on a Saturday of November 2026."""
    with clock.at(NOW):
        yield people.real_forum(NOW)


@pytest.fixture
def secretariat(forum: Forum) -> Client:
    """Whoever prepares for the Union."""
    return people.signed_in(people.person(forum, Role.SECRETARIAT, "EU", start=NOW))


@pytest.fixture
def chairs(forum: Forum) -> tuple[Client, ...]:
    """Ireland and Bolivia."""
    found = (("EU", "IE"), ("CLASI", "BO"))
    return tuple(
        people.signed_in(people.person(forum, Role.CO_PRESIDENCY, party, member, start=NOW))
        for party, member in found
    )


def sent(client: Client, page: str, *args: object, **typed: object) -> JointAct:
    """What a page posts, which leads to the act that waits for both."""
    answer = client.post(reverse(page, args=args), typed)
    refused = answer.context and answer.context.get("refusals")
    assert answer.status_code == 302, refused
    return JointAct.objects.latest("pk")


def signed(act: JointAct, chairs: tuple[Client, ...]) -> None:
    """Each co-presidency signs what it is shown."""
    for chair in chairs:
        shown = chair.get(reverse("acts:act", args=[act.forum.slug, act.number]))
        seen = re.search(r'name="seen" value="([^"]+)"', shown.content.decode())
        assert seen is not None
        where = reverse("acts:key", args=[act.forum.slug, act.number])
        assert chair.post(where, {"seen": seen[1]}).status_code == 302
    act.refresh_from_db()
    assert act.effective_at == NOW


def test_the_real_forum_is_taken_up_planned_and_invited_with_six_signatures(
    forum: Forum, secretariat: Client, chairs: tuple[Client, ...]
) -> None:
    texts = Instrument.objects.count()
    page = secretariat.get(reverse("takeup:take-up", args=[forum.slug])).text
    typed = dict.fromkeys(re.findall(r'name="(eu-clasi-[^"]*-answer)"', page), "open")
    typed |= dict(re.findall(r'name="(eu-clasi-[^"]*-source)"[^>]*value="([^"]*)"', page))
    typed |= {f"{MINISTERS}-{name}": value for name, value in HELD.items()}
    signed(sent(secretariat, "takeup:take-up", forum.slug, **typed, all="1", send="1"), chairs)
    assert Meeting.objects.get(slug=MINISTERS).opened_at is not None
    assert Instrument.objects.count() == texts, "what sources only cite was not adopted"

    signed(sent(secretariat, "meetings:plan", forum.slug, 2, **PLAN), chairs)
    planned = {row.configuration: row for row in Meeting.objects.filter(cycle__number=3)}
    for code in ("som", "im"):
        assert state_of(planned[code], NOW) is State.CONFIRMED
        assert plan_of(forum, 3)[code].state == "confirmed"
    assert planned["som"].schedules.last().format == "in_person"

    meeting = planned["im"]
    page = secretariat.get(reverse("meetings:notice", args=[forum.slug, meeting.slug]))
    form = page.context["form"]
    text = {name: form.initial[name] for name in form.initial if name.startswith("text-")}
    typed = {**text, "to": form.initial["to"], "reason": NOT_YET_NAMED}
    act = sent(secretariat, "meetings:notice", forum.slug, meeting.slug, **typed)
    signed(act, chairs)

    assert invited.notice(meeting) is not None
    assert Key.objects.count() <= MOST
    results.forget()
    ahead = {MINISTERS, meeting.slug, planned["som"].slug}
    found = [one for one in results.results(forum, NOW) if one.target.id in ahead]
    assert found and [one.rule for one in found if one.outcome is Outcome.NOT_MET] == []
    assert [one.rule for one in found if one.late_days] == []
    for page in ("desk:home", "public:home", "desk:meetings"):
        assert secretariat.get(reverse(page, args=[forum.slug])).status_code == 200
    assert DAY in secretariat.get(reverse("desk:meeting", args=[forum.slug, meeting.slug])).text


def test_a_date_that_is_only_planned_is_confirmed_by_an_act_of_its_own(
    forum: Forum, secretariat: Client, chairs: tuple[Client, ...]
) -> None:
    plan = {**PLAN, "im-format": ""}
    signed(sent(secretariat, "meetings:plan", forum.slug, 2, **plan), chairs)

    meeting = Meeting.objects.get(cycle__number=3, configuration="im")
    assert state_of(meeting, NOW) is State.PLANNED
    notice = secretariat.post(
        reverse("meetings:notice", args=[forum.slug, meeting.slug]), {"text-en": "You are invited."}
    )
    assert notice.status_code == 422


def test_a_month_is_not_confirmed(forum: Forum, secretariat: Client) -> None:
    page = secretariat.post(
        reverse("meetings:plan", args=[forum.slug, 2]), {**PLAN, "som-precision": "month"}
    )

    assert page.status_code == 422
    assert "Only a date can be confirmed" in page.content.decode()
    assert not JointAct.objects.exists()


def public(forum: Forum) -> str:
    """What anybody reads of the meetings of the forum."""
    return Client().get(reverse("public:calendar", args=[forum.slug])).text


def test_the_same_signatures_publish_the_dates_that_they_confirm(
    forum: Forum, secretariat: Client, chairs: tuple[Client, ...]
) -> None:
    plan = {**PLAN, "im-format": "", "publish": "on"}
    act = sent(secretariat, "meetings:plan", forum.slug, 2, **plan)
    page = chairs[0].get(reverse("acts:act", args=[forum.slug, act.number])).text
    assert "Anyone may read the dates confirmed by this act" in page
    assert "Vilnius" not in public(forum)

    signed(act, chairs)

    assert "Senior officials meeting III" in public(forum) and "Vilnius" in public(forum)
    assert "Institutional meeting III" not in public(forum), "its date is not confirmed"


def test_a_plan_that_is_not_marked_so_publishes_nothing(
    forum: Forum, secretariat: Client, chairs: tuple[Client, ...]
) -> None:
    act = sent(secretariat, "meetings:plan", forum.slug, 2, **PLAN)
    signed(act, chairs)

    assert "publish" not in act.body
    assert "Vilnius" not in public(forum)


def test_a_date_that_is_not_confirmed_is_not_published(forum: Forum, secretariat: Client) -> None:
    plan = {**PLAN, "som-format": "", "im-format": "", "publish": "on"}
    page = secretariat.post(reverse("meetings:plan", args=[forum.slug, 2]), plan)

    assert page.status_code == 422
    assert "Confirm the date of a meeting to publish it." in page.text
    assert re.search(r'name="publish"[^>]* checked', page.text)
    assert not JointAct.objects.exists()
