"""The third shipped forum: an institution presides, papers are in other languages than the interface.

Its whole cycle is walked: planned, fixed, invited, opened and closed, each with both signatures.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

import people
from cochair import forums
from cochair.features.acts import actions as acts
from cochair.features.acts.models import JointAct
from cochair.features.agendas import actions as agendas
from cochair.features.agendas import queries as versions
from cochair.features.agendas.actions import Typed
from cochair.features.agendas.queries import Version
from cochair.features.compliance import loader
from cochair.features.compliance import queries as results
from cochair.features.documents.models import Expression
from cochair.features.invitations import actions as invitations
from cochair.features.invitations import notice_text
from cochair.features.invitations import queries as invited
from cochair.features.meetings import actions, chairs
from cochair.features.meetings.models import CoChair, Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.folder import Folder
from cochair.features.parties.introductions import introduce
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.procedure.result import Outcome
from cochair.web.clock import clock

NOW = datetime.fromisoformat("2026-12-10T09:00+00:00")
FORUM = "ufm"
REASON = "The delegations are named at the door of the meeting."


@pytest.fixture
def forum(db: None) -> Iterator[Forum]:
    """The shipped forum on a Thursday of December 2026."""
    loader.load(Folder.read(Path(forums.__path__[0]) / FORUM), at=NOW)
    with clock.at(NOW):
        yield Forum.objects.get(slug=FORUM)


def both_sign(forum: Forum, act: JointAct, at: datetime = NOW) -> JointAct:
    """The institution first, then the State."""
    for party, member in (("EU", "EEAS"), ("SOUTH", "JO")):
        by = people.presidency(forum, party, member, at, start=NOW)
        act = acts.turn_key(act, seen=act.digest, by=by, at=at)
    return act


def test_an_institution_presides_signs_and_is_no_state(forum: Forum) -> None:
    north = people.presidency(forum, "EU", "EEAS", NOW, start=NOW)
    assert north.in_term

    roster = parties.roster(forum)
    assert "EEAS" not in {one.member for one in roster.memberships}
    assert len(roster.states) == 43
    page = people.signed_in(people.person(forum, Role.SECRETARIAT, "EU", start=NOW))
    shown = page.get(reverse("parties:members", args=[FORUM])).content.decode()
    assert "European External Action Service" in shown and "27 members" in shown


def test_papers_are_in_the_languages_of_the_forum_and_words_fall_back_where_they_are_not(
    forum: Forum,
) -> None:
    book = parties.book(forum, NOW)
    assert (book.languages, book.written) == (("en", "fr", "ar"), ("en", "es", "pt"))
    assert book.title["fr"] == "[EN] Union for the Mediterranean"


def test_no_clause_is_not_met_because_a_meeting_was_not_found(forum: Forum) -> None:
    """The ordinals name a forum VIII that no source at hand dates: what it did is not known."""
    numbers = sorted(
        Meeting.objects.filter(configuration="regional", number__isnull=False).values_list(
            "number", flat=True
        )
    )
    assert numbers == list(range(numbers[0], numbers[-1] + 1))

    judged = results.results(forum, NOW)

    assert [one.rule for one in judged if one.outcome is Outcome.NOT_MET] == []


def test_a_forum_without_a_planner_leads_to_the_plan_itself(forum: Forum) -> None:
    chair = people.signed_in(people.person(forum, Role.CO_PRESIDENCY, "SOUTH", "JO", start=NOW))
    plan = reverse("meetings:plan", args=[FORUM, 2])

    assert f'href="{plan}"' in chair.get(reverse("desk:home", args=[FORUM])).content.decode()
    page = chair.get(plan).content.decode()
    assert "Open the planner" not in page
    assert page.index("Senior officials meeting") < page.index("Regional forum")


def test_whoever_has_no_language_of_the_interface_is_introduced_in_english(forum: Forum) -> None:
    found = introduce(forum, NOW, role="secretariat", party="SOUTH")

    assert (found.name, found.language) == ("Secretariat, South", "en")


def test_a_place_whose_semester_is_over_is_no_meeting_without_a_day(forum: Forum) -> None:
    secretariat = people.signed_in(people.person(forum, Role.SECRETARIAT, "EU", start=NOW))
    page = secretariat.get(reverse("desk:home", args=[FORUM])).content.decode()

    assert "Regional forum: no day yet" in page
    assert "Senior officials meeting: no day yet" not in page
    assert "State whether it took place" in page and "Senior officials meeting" in page


def test_the_whole_cycle_is_walked(forum: Forum) -> None:
    secretariat = people.person(forum, Role.SECRETARIAT, "EU", start=NOW)
    by = people.hat(forum, secretariat, NOW)
    plan = {
        "som": _slot("2027-03-10", "amman"),
        "regional": _slot("2027-11-25", "barcelona"),
    }
    both_sign(forum, actions.propose_plan(forum, made_in=2, slots=plan, by=by, at=NOW))
    officials = Meeting.objects.get(cycle__number=3, configuration="som")
    ministers = Meeting.objects.get(cycle__number=3, configuration="regional")
    assert ministers.number == 11, "numbered on from the tenth forum"

    day = actions.Day(date(2027, 3, 10), date(2027, 3, 10), "amman", "in_person")
    act = actions.propose_schedule(officials, day=day, reason="", by=by, at=NOW)
    both_sign(forum, act)
    officials.refresh_from_db()

    found = invited.composition(officials, NOW)
    keys = [one.key for one in found.invitees]
    assert not any("EEAS" in key for key in keys) and sum("member:" in key for key in keys) == 43
    text = notice_text.draft(officials, NOW)
    notice = invitations.propose_notice(officials, text=text, recipients=keys, by=by, at=NOW)
    both_sign(forum, notice)

    _agenda(forum, officials, by)

    own = people.signed_in(secretariat)
    for name, args in (
        ("desk:home", [FORUM]),
        ("desk:meetings", [FORUM]),
        ("desk:meeting", [FORUM, officials.slug]),
        ("meetings:agenda", [FORUM, officials.slug]),
        ("meetings:invitations", [FORUM, officials.slug]),
        ("takeup:take-up", [FORUM]),
        ("public:home", [FORUM]),
    ):
        assert own.get(reverse(name, args=args)).status_code == 200, name
    assert Client().get(f"/es/{FORUM}/").status_code == 200

    opens = datetime.fromisoformat("2027-03-10T07:00+00:00")
    for party, member in (("EU", "EEAS"), ("SOUTH", "JO")):
        chair = people.presidency(forum, party, member, opens, start=NOW)
        named = CoChair.objects.filter(meeting=officials, party__code=party, ended_at=None).first()
        row = named or chairs.appoint_chair(
            officials, member=member, deputy=False, by=chair, at=opens
        )
        assert row.member.code == member
        chairs.check_in(officials, row.pk, by=chair, at=opens)
    _stepped(forum, officials, "meeting.open", opens)
    _stepped(forum, officials, "meeting.close", opens + timedelta(hours=6))

    results.forget()
    judged = {
        one.rule: one.outcome
        for one in results.results(forum, opens + timedelta(days=1))
        if one.target.id == officials.slug
    }
    assert judged["U.chair.1"] is Outcome.MET
    assert Outcome.NOT_MET not in judged.values()


def _agenda(forum: Forum, meeting: Meeting, by: ActingOffice) -> None:
    """One item in the languages of the forum, published by both."""
    title = {"en": "Stocktaking", "fr": "Bilan", "ar": "جرد"}
    drawn = agendas.begin_stage(meeting, stage="provisional", by=by, at=NOW)
    typed = Typed(title=title, type="discussion", minutes=60)
    agendas.insert_item(meeting, typed=typed, place=None, seen=drawn.token, by=by, at=NOW)
    token = _latest(meeting).token
    act = agendas.propose_publication(meeting, as_document=True, seen=token, by=by, at=NOW)
    both_sign(forum, act)
    assert _latest(meeting).items[0].title == title
    texts = Expression.objects.filter(revision__document__slug=_latest(meeting).row.document)
    assert set(texts.values_list("language", flat=True)) == set(title)


def _latest(meeting: Meeting) -> Version:
    found = versions.latest(versions.versions(meeting))
    assert found is not None
    return found


def _slot(day: str, place: str) -> dict[str, object]:
    return {"place": place, "start": day, "end": day, "precision": "day", "virtual": False}


def _stepped(forum: Forum, meeting: Meeting, kind: str, at: datetime) -> None:
    by = people.presidency(forum, "EU", "EEAS", at, start=NOW)
    fresh = Meeting.objects.get(pk=meeting.pk)
    with clock.at(at):
        act = actions.propose_step(fresh, kind=kind, by=by, at=at, value="", reason=REASON)
        both_sign(forum, act, at)
