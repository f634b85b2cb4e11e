"""Both fix a meeting where cycles have no slots, give notice, hold it; its clauses are judged.

The technical committee of the second shipped forum; no code knows it by name (domain.md C.12).
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

import forums_beside
import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.acts.models import JointAct
from cochair.features.agendas import actions as agendas
from cochair.features.agendas import queries as agenda_queries
from cochair.features.agendas.actions import Typed
from cochair.features.compliance import queries as compliance
from cochair.features.cycles.models import Cycle
from cochair.features.invitations import actions as inviting
from cochair.features.invitations import notice_text, queries
from cochair.features.meetings import actions as meetings
from cochair.features.meetings import chairs as chairing
from cochair.features.meetings.actions import Day
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.features.sessions import changes
from cochair.procedure.refusal import Refused
from cochair.procedure.result import Outcome
from cochair.web.clock import clock
from conftest import for_a_module
from people import REAL_NOW

DAY = date(2026, 12, 10)
OPENS = datetime(2026, 12, 10, 9, tzinfo=UTC)
CLOSES = OPENS + timedelta(hours=6)
PRESIDENCIES = (("EU", "IE"), ("CELAC", "DO"))
COMMITTEE, HIGH_LEVEL = "committee", "hlm"


@pytest.fixture(scope="module")
def all_kept(django_db_setup: None, django_db_blocker: object) -> Iterator[list[Forum]]:
    """Every shipped forum, loaded once for the module."""
    with for_a_module(django_db_blocker):
        yield forums_beside.all_of_them(REAL_NOW)


@pytest.fixture
def forum(all_kept: list[Forum], db: None) -> Forum:
    """The forum whose cycles have no slots."""
    (found,) = [one for one in all_kept if not parties.book(one).has_slots]
    return found


def chairs(forum: Forum, at: datetime = REAL_NOW) -> list[ActingOffice]:
    """Both co-presidencies in office."""
    return [people.presidency(forum, *who, at, start=REAL_NOW) for who in PRESIDENCIES]


def both(act: JointAct, at: datetime = REAL_NOW) -> JointAct:
    """Both keys."""
    for by in chairs(act.forum, at):
        act = signing.turn(act, by, at)
    return act


def proposed(
    forum: Forum, day: date = DAY, place: str = "brussels", code: str = COMMITTEE, **more: str
) -> JointAct:
    when = Day(day, day, place, more.pop("format", "in_person"))
    by = chairs(forum)[0]
    return changes.propose_meeting(forum, configuration=code, day=when, by=by, at=REAL_NOW, **more)


def made(forum: Forum, **more: object) -> Meeting:
    """A meeting that both fixed."""
    return Meeting.objects.get(slug=both(proposed(forum, **more)).subject_id)


def outcomes(meeting: Meeting, at: datetime) -> dict[str, Outcome]:
    """What each clause says of a meeting."""
    judged = compliance.results(meeting.forum, at).of_target(meeting.slug)
    return {one.rule: one.outcome for one in judged}


def test_one_key_fixes_no_meeting_and_the_second_fixes_it_in_its_cycle(forum: Forum) -> None:
    act = proposed(forum)
    signing.turn(act, chairs(forum)[0], REAL_NOW)
    assert not Meeting.objects.filter(slug=act.subject_id).exists()

    signing.turn(act, chairs(forum)[1], REAL_NOW)

    meeting = Meeting.objects.get(slug=act.subject_id)
    assert meeting.slug == f"{forum.slug}-tc-2026-12-10"
    assert meeting.cycle == Cycle.objects.get(forum=forum)
    assert (meeting.kind, meeting.confirmed_at, meeting.opened_at) == ("meeting", REAL_NOW, None)
    # Nobody counted the committees: a number would say more than is known.
    assert meeting.number is None
    assert "meeting.created" in signing.verbs(forum)


def test_meetings_that_are_counted_go_on_counting(forum: Forum) -> None:
    known = Meeting.objects.filter(forum=forum, configuration=HIGH_LEVEL)
    highest = max(one.number for one in known if one.number)
    meeting = made(forum, day=date(2027, 2, 10), place="dublin", code=HIGH_LEVEL)
    assert meeting.number == highest + 1
    assert meeting.slug == f"{forum.slug}-hlm-{highest + 1}"


def test_what_the_procedures_do_not_know_is_refused(forum: Forum) -> None:
    for more, why in (
        ({"place": ""}, "Select the place, or state that the meeting is virtual."),
        ({"place": "nowhere"}, "no place called"),
        ({"code": "song"}, "no type of meeting called “song”"),
        ({"format": "by_post"}, "form"),
    ):
        with pytest.raises(Refused, match=why):
            proposed(forum, **more)
    proposed(forum)
    with pytest.raises(Refused, match="already"):
        proposed(forum)


def test_where_cycles_have_slots_their_plan_makes_the_meetings(all_kept: list[Forum], db) -> None:
    slotted = next(one for one in all_kept if one.slug == "eu-clasi")
    assert parties.book(slotted).has_slots
    by = people.presidency(slotted, "EU", "IE", REAL_NOW, start=REAL_NOW)
    with pytest.raises(Refused, match="plan of a cycle"):
        changes.propose_meeting(
            slotted, configuration="som", day=Day(DAY, DAY, "brussels", "in_person"),
            by=by, at=REAL_NOW,
        )  # fmt: skip
    client = people.signed_in(Account.objects.get(pk=by.account))
    with clock.at(REAL_NOW):
        gone = client.get(reverse("meetings:new", args=[slotted.slug, "meeting"]))
        page = client.get(reverse("desk:meetings", args=[slotted.slug])).text
    assert gone.status_code == 404
    assert "Propose a meeting" not in page


def test_a_co_presidency_proposes_on_the_page_and_a_delegation_cannot(forum: Forum) -> None:
    chair = people.signed_in(Account.objects.get(pk=chairs(forum)[1].account))
    spain = people.signed_in(people.person(forum, Role.DELEGATION_HEAD, "EU", "ES", start=REAL_NOW))
    new = reverse("meetings:new", args=[forum.slug, "meeting"])
    typed = {"configuration": COMMITTEE, "first": "2026-12-10", "place": "brussels"}
    with clock.at(REAL_NOW):
        for address in (
            reverse("desk:meetings", args=[forum.slug]),
            reverse("desk:cycle", args=[forum.slug, 1]),
        ):
            assert new in chair.get(address).text
            assert new not in spain.get(address).text
        assert spain.get(new).status_code == 403
        assert spain.post(new, typed).status_code == 403
        assert chair.post(new, {**typed, "format": "in_person", "place": ""}).status_code == 422
        shown = chair.get(new).text
        assert "slot" not in shown and "planned meeting" not in shown
        assert chair.post(new, {**typed, "format": "in_person"}).status_code == 302
    assert JointAct.objects.filter(forum=forum, kind=changes.MEETING).count() == 1


def test_notice_agenda_opening_and_closing_are_judged_and_the_next_counts_from_it(
    forum: Forum, all_kept: list[Forum]
) -> None:
    meeting = made(forum)
    assert outcomes(meeting, REAL_NOW)["D.venue.tc"] is Outcome.NOT_YET_DUE
    by = chairs(forum)[0]
    notice = inviting.propose_notice(
        meeting,
        text=notice_text.draft(meeting, REAL_NOW),
        recipients=[one.key for one in queries.composition(meeting, REAL_NOW).invitees],
        reason="",
        by=by,
        at=REAL_NOW,
    )
    both(notice)
    assert outcomes(meeting, REAL_NOW)["D.venue.tc"] is Outcome.MET
    said = "named by both, and nobody has an address there"
    assert outcomes(meeting, REAL_NOW)["D.composition.tc"] is Outcome.NOT_YET_DUE, said

    agendas.begin_stage(meeting, stage="provisional", by=by, at=REAL_NOW)
    title = {"en": "Routes", "es": "Rutas", "pt": "Rotas"}
    last = agenda_queries.versions(meeting)[-1]
    agendas.insert_item(
        meeting, typed=Typed(title, "discussion"), place=None, seen=last.token, by=by, at=REAL_NOW
    )
    last = agenda_queries.versions(meeting)[-1]
    both(agendas.propose_publication(meeting, seen=last.token, by=by, at=REAL_NOW))

    for hat, (_party, member) in zip(chairs(forum, OPENS), PRESIDENCIES, strict=True):
        row = chairing.appoint_chair(meeting, member=member, deputy=False, by=hat, at=OPENS)
        chairing.check_in(meeting, row.pk, by=hat, at=OPENS)
    for kind, at in (("meeting.open", OPENS), ("meeting.close", CLOSES)):
        fresh = Meeting.objects.get(pk=meeting.pk)
        hat = chairs(forum, at)[0]
        why = "Both agreed to go on with what is there."
        both(meetings.propose_step(fresh, kind=kind, reason=why, by=hat, at=at), at)

    found = outcomes(meeting, CLOSES)
    assert found["D.chair.1"] is found["D.venue.tc"] is Outcome.MET
    assert found["D.composition.tc"] is Outcome.UNKNOWN
    # A year after the one before, where a half-year is asked for.
    assert found["D.cadence.tc"] is Outcome.NOT_MET

    following = made(forum, day=date(2027, 6, 10))
    judged = compliance.results(forum, CLOSES).of_target(following.slug)
    said, *_still = next(one.says for one in judged if one.rule == "D.cadence.tc")
    # It is counted from this one, and falls on the very day.
    assert (said.facts["previous"], said.facts["days"]) == (DAY, 0)
    # Nothing of it is known in the other forums.
    for other in all_kept:
        known = compliance.meeting_ids(other, CLOSES)
        assert bool({meeting.slug, following.slug} & known) == (other == forum)
