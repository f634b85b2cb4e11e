"""Who is outside the composition of a meeting finds none of its addresses, of whatever type it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

import pytest

from cochair.compliance import queries as compliance
from cochair.meetings.feeds import queries as calendars
from cochair.meetings.models import Invitation, Meeting
from cochair.parties import queries as parties
from cochair.parties.models import Forum, Member, ProcedureText
from cochair.web import keeping
from knocking import knock, undone
from matrix import Route, Scene, table
from world import NOW

_HATS, ROUTES = table()
PLACES = ("{planned}", "{sitting}", "{act}")
OF_A_MEETING = [one for one in ROUTES if any(place in one.path for place in PLACES)]
DOORS = [
    pytest.param(route, method, id=f"{method} {route.name}")
    for route in OF_A_MEETING
    for method in route.answers
]
# What everybody who reads the shared space may know: that the meeting exists, when and where.
KNOWN_TO_ALL = {("desk:meeting", "GET")}
MEMBERS = """  composition:
  - party: LEAGUE
    who: {en: members of the League, es: miembros de la Liga, pt: membros da Liga}
  - party: CONCERT
    who: {en: members of the Concert, es: miembros del Concierto, pt: membros do Concerto}
"""
PRESIDENCIES = """  composition:
  - {group: LEAGUE_PRES}
  - {group: CONCERT_PRES}
"""


def forget() -> None:
    """Nothing that was read before counts."""
    compliance.forget()
    keeping.forget()
    calendars.forget()
    parties._roster.cache_clear()


@contextmanager
def composed(forum: Forum, configuration: str, composition: str) -> Iterator[None]:
    """Every meeting of the scene is of one type, which is composed in one way."""
    with undone():
        for row in ProcedureText.objects.filter(forum=forum):
            first, _slash, rest = row.text.partition(f"- code: {configuration}\n  title:")
            assert MEMBERS in rest
            text = f"{first}- code: {configuration}\n  title:" + rest.replace(
                MEMBERS, composition, 1
            )
            digest = sha256(text.encode()).hexdigest()
            ProcedureText.objects.filter(pk=row.pk).update(text=text, digest=digest)
        Meeting.objects.filter(forum=forum).update(configuration=configuration)
        forget()
        yield
    forget()


def uninvited(member: Member, *slugs: str) -> None:
    """No invitation of a State to these meetings stands."""
    Invitation.objects.filter(member=member).update(withdrawn_at=NOW)
    for row in Meeting.objects.filter(slug__in=slugs):
        Invitation.objects.create(meeting=row, member=member, sent_at=NOW, withdrawn_at=NOW)


@pytest.mark.parametrize("configuration", ["council", "experts"])
@pytest.mark.parametrize(("route", "method"), DOORS)
def test_an_office_outside_the_composition_finds_nothing_and_one_inside_what_is_its_own(
    at_work: Scene, route: Route, method: str, configuration: str
) -> None:
    norland = Member.objects.get(party__forum=at_work.forum, code="XN")
    table_says = route.answers[method]

    with composed(at_work.forum, configuration, PRESIDENCIES):
        uninvited(norland, *(at_work.places[name] for name in ("planned", "sitting")))
        outside = {who: knock(at_work, who, route, method) for who in ("delegation", "out_of_term")}
        Invitation.objects.create(
            meeting=Meeting.objects.get(slug=at_work.places["planned"]),
            member=norland,
            group="LEAGUE_PRES",
            sent_at=NOW,
        )
        called = knock(at_work, "delegation", route, method).status_code
        chair = knock(at_work, "co_presidency", route, method).status_code

    if (route.name, method) in KNOWN_TO_ALL:
        assert {answer.status_code for answer in outside.values()} == {200}
        assert all(b"agenda/" not in answer.content for answer in outside.values())
    else:
        assert {who: answer.status_code for who, answer in outside.items()} == {
            "delegation": 404,
            "out_of_term": 404,
        }
    assert (chair == 404) == (table_says["co_presidency"] == 404)
    if "{planned}" in route.path:
        assert (called == 404) == (table_says["delegation"] == 404)
