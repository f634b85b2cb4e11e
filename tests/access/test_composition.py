"""Who is outside the composition of a meeting finds none of its addresses, of whatever type it is."""

from datetime import UTC, date, datetime
from hashlib import sha256

import pytest

import forgotten
from cochair.features.compliance import visibility
from cochair.features.decisions.models import RoomDecision
from cochair.features.meetings.models import Invitation, Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Member, ProcedureText
from cochair.features.parties.offices import Role
from composing import PRESIDENCIES, composed
from knocking import knock
from matrix import Scene, table
from world import NOW

_HATS, ROUTES = table()
PLACES = ("{planned}", "{sitting}", "{act}")
OF_A_MEETING = [one for one in ROUTES if any(place in one.path for place in PLACES)]
DOORS = [(route, method) for route in OF_A_MEETING for method in route.answers]


def uninvited(member: Member, *slugs: str) -> None:
    """No invitation of a State to these meetings stands."""
    Invitation.objects.filter(member=member).update(withdrawn_at=NOW)
    for row in Meeting.objects.filter(slug__in=slugs):
        Invitation.objects.create(meeting=row, member=member, sent_at=NOW, withdrawn_at=NOW)


@pytest.mark.parametrize("configuration", ["council", "experts"])
def test_an_office_outside_the_composition_finds_no_address_of_a_meeting(
    at_work: Scene, configuration: str
) -> None:
    norland = Member.objects.get(party__forum=at_work.forum, code="XN")

    with composed(at_work.forum, configuration, PRESIDENCIES):
        uninvited(norland, *(at_work.places[name] for name in ("planned", "sitting")))
        answers = {
            (route.name, method, who): knock(at_work, who, route, method)
            for route, method in DOORS
            for who in ("delegation", "out_of_term")
        }

        page = f"/en/{at_work.forum.slug}/meetings/{at_work.places['planned']}/"
        known = [at_work.client(who).get(page) for who in ("delegation", "out_of_term")]

    assert {key: one.status_code for key, one in answers.items() if one.status_code != 404} == {}
    # That the meeting exists, when and where, everybody who reads the shared space may know.
    assert [one.status_code for one in known] == [200, 200]
    assert not any(b"/agenda/" in one.content or b"/room/" in one.content for one in known)


@pytest.mark.parametrize("configuration", ["council", "experts"])
def test_an_office_inside_the_composition_finds_what_is_its_own(
    at_work: Scene, configuration: str
) -> None:
    norland = Member.objects.get(party__forum=at_work.forum, code="XN")
    planned = Meeting.objects.get(slug=at_work.places["planned"])
    doors = [(route, method) for route, method in DOORS if "{planned}" in route.path]

    with composed(at_work.forum, configuration, PRESIDENCIES):
        Invitation.objects.create(meeting=planned, member=norland, group="LEAGUE_PRES", sent_at=NOW)
        hidden = {
            (route.name, method, who): knock(at_work, who, route, method).status_code == 404
            for route, method in doors
            for who in ("delegation", "co_presidency")
        }

    expected = {
        (route.name, method, who): route.answers[method][who] == 404
        for route, method in doors
        for who in ("delegation", "co_presidency")
    }
    assert {key: one for key, one in hidden.items() if one != expected[key]} == {}


def test_a_paper_for_all_says_nothing_of_the_meeting_that_decides_on_it_to_who_is_outside(
    at_work: Scene,
) -> None:
    norland = Member.objects.get(party__forum=at_work.forum, code="XN")
    sitting = at_work.places["sitting"]
    row = RoomDecision.objects.filter(meeting__slug=sitting).select_related("document").first()
    assert row is not None
    paper = f"/en/{at_work.forum.slug}/documents/{row.document.slug}/"
    decision = f"/meetings/{sitting}/decisions/{row.number}/"

    with composed(at_work.forum, "council", PRESIDENCIES):
        uninvited(norland, sitting)
        outside = at_work.client("delegation").get(paper)
        inside = at_work.client("co_presidency").get(paper)

    assert (outside.status_code, inside.status_code) == (200, 200)
    assert decision not in outside.content.decode()
    assert decision in inside.content.decode()


def test_no_day_that_is_asked_for_shows_what_is_closed_to_its_reader_now(at_work: Scene) -> None:
    """From 2033 on all members take part in the Council again: until then it is closed to Norland."""
    norland = Member.objects.get(party__forum=at_work.forum, code="XN")
    forum, sitting = at_work.forum, at_work.places["sitting"]
    later = ProcedureText.objects.get(forum=forum)
    number, first_day = "number: '1.0'", "effective_from: '2029-12-01'"
    assert number in later.text and first_day in later.text

    with composed(forum, "council", PRESIDENCIES):
        text = later.text.replace(number, "number: '1.1'")
        text = text.replace(first_day, "effective_from: '2033-01-01'")
        ProcedureText.objects.create(
            forum=forum,
            number="1.1",
            text=text,
            digest=sha256(text.encode()).hexdigest(),
            effective_from=date(2033, 1, 1),
            loaded_at=NOW,
        )
        uninvited(norland, sitting)
        forgotten.everything()
        then = datetime(2033, 2, 1, tzinfo=UTC)
        (hat,) = (
            one.hat
            for one in parties.holders(forum, NOW)
            if (one.hat.role, one.hat.member) == (Role.DELEGATION_HEAD, "XN")
        )
        asked = visibility.results(forum, hat, then, now=NOW)
        known = {one.target.id for one in asked if one.target.kind == "meeting"}
        page = at_work.client("delegation").get(f"/en/{forum.slug}/procedures/1.0/?at=2033-02-01")

    assert sitting not in known
    assert page.status_code == 200
