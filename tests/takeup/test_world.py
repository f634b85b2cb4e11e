"""Members, presidencies and procedures as they stood before Cochair: attested as they are, or corrected first."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.urls import reverse

import people
from cochair.features.acts.kinds import kind_of
from cochair.features.compliance import loader
from cochair.features.parties import upkeep
from cochair.features.parties.models import Forum, Member, PresidencyTerm
from cochair.features.parties.offices import Role
from cochair.features.takeup import actions, kind, world
from cochair.features.takeup.acts import ATTESTATION
from cochair.features.takeup.models import Line, TakeUp
from cochair.journal.models import Entry
from cochair.kernel.archive import Reader
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from cochair.web.localize import say
from signing import league, secretariat, turn
from taking_up import FILE, as_it_stands, attested, prepared, sent
from world import NOW, small_folder

MEMBERS, PRESIDENCY, PROCEDURES = (
    "world-members-LEAGUE",
    "world-presidency-CONCERT",
    "world-procedures",
)


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    """The clock of the small world."""
    with clock.at(NOW):
        yield


def test_both_attest_who_is_a_member_who_presides_and_what_is_in_force(small_forum: Forum) -> None:
    three = {name: as_it_stands(small_forum, name) for name in (MEMBERS, PRESIDENCY, PROCEDURES)}
    before = {row.confidence for row in Member.objects.filter(party__code="CONCERT")}
    act = attested(small_forum, **three)

    rows = Member.objects.filter(party__code="LEAGUE")
    assert {row.confidence for row in rows} == {"attested"}
    # The members of the other Party were not in the list.
    assert before == {row.confidence for row in Member.objects.filter(party__code="CONCERT")}
    term = PresidencyTerm.objects.get(slug="concert-xp")
    assert (term.confidence, term.source) == ("attested", ["minutes of the Concert"])

    told = {entry.facts["fact"] for entry in Entry.objects.filter(verb="takeup.fact_attested")}
    assert told == set(three)
    # Nobody designated, joined or adopted anything here.
    done = (
        "presidency.designated",
        "member.recorded",
        "presidency.corrected",
        "procedures.adopted",
    )
    assert not Entry.objects.filter(verb__in=done).exists()
    rows_of_archive = list(kind.facts(Reader(small_forum, None, None, NOW)))  # type: ignore[arg-type]
    assert {(one["fact"], one["source"], one["act"]) for one in rows_of_archive} == {
        (name, FILE, act.number) for name in three
    }

    loader.load(small_folder(), at=NOW)
    assert Member.objects.get(code="XN").confidence == "attested"


def test_an_earlier_presidency_is_confirmed_or_left_open_and_corrected_first_where_it_is_wrong(
    small_forum: Forum,
) -> None:
    name = "world-term-concert-xs"
    offered = [one.name for one in world.offers(small_forum, NOW) if one.is_past]
    assert name in offered and "world-term-concert-xp" not in offered, (
        "who presides now is another line"
    )
    client = people.signed_in(people.person(small_forum, Role.SECRETARIAT, "CONCERT"))
    page = client.get(reverse("takeup:take-up", args=[small_forum.slug])).text
    assert "Earlier presidency of Concert" in page and "Until 14 June 2030" in page

    stale = prepared(small_forum, **{name: as_it_stands(small_forum, name)})
    PresidencyTerm.objects.filter(slug="concert-xs").update(end=None, end_not_after=NOW)
    with pytest.raises(Refused) as refused:
        sent(stale)
    assert "has changed meanwhile" in str(refused.value)
    told = next(one for one in world.offers(small_forum, NOW) if one.name == name)
    words = [say(one, language="en") for one in world.told(told, {})]
    assert words[0] == "Presided: XS" and words[-1] == "The last day is not established."

    seen = Line.objects.get().changed_at.isoformat()
    attested(small_forum, **{name: as_it_stands(small_forum, name, seen=seen)})
    term = PresidencyTerm.objects.get(slug="concert-xs")
    assert (term.confidence, term.entered_at) == ("attested", NOW)
    assert PresidencyTerm.objects.get(slug="concert-xp").confidence == "confirmed"


def test_the_act_calls_its_lines_no_meetings_where_they_are_none(small_forum: Forum) -> None:
    act = sent(prepared(small_forum, **{MEMBERS: as_it_stands(small_forum, MEMBERS)}))

    said = say(kind_of(act).effect(act), language="en")

    assert "what each of these lines says" in said and "these meetings" not in said


def test_what_changes_before_the_second_signature_is_not_signed(small_forum: Forum) -> None:
    act = sent(prepared(small_forum, **{MEMBERS: as_it_stands(small_forum, MEMBERS)}))
    upkeep.record_member(
        small_forum,
        code="XB",
        name={},
        zone="",
        since=None,
        until=date(2031, 2, 2),
        source=FILE,
        by=secretariat(small_forum),
        at=NOW,
    )

    with pytest.raises(Refused, match="changed meanwhile"):
        turn(act, league(small_forum))
    assert TakeUp.objects.get().attested_at is None
    # Answered anew, it is signed as it now stands.
    seen = Line.objects.get(name=MEMBERS).changed_at.isoformat()
    again = as_it_stands(small_forum, MEMBERS, seen=seen)
    row = actions.prepare(small_forum, {MEMBERS: again}, by=secretariat(small_forum), at=NOW)
    assert Line.objects.get(name=MEMBERS).body["stands"] == {"members": ["XE", "XN"]}
    assert ATTESTATION.propose(row, None, by=secretariat(small_forum), at=NOW).number > act.number


def test_what_is_not_established_is_not_attested(small_forum: Forum) -> None:
    PresidencyTerm.objects.filter(party__code="CONCERT").delete()
    with pytest.raises(Refused, match="not established"):
        prepared(small_forum, **{PRESIDENCY: as_it_stands(small_forum, PRESIDENCY)})
    with pytest.raises(Refused, match="name the source"):
        prepared(small_forum, **{MEMBERS: as_it_stands(small_forum, MEMBERS, source=" ")})
    with pytest.raises(Refused, match="“7” does not name a source"):
        prepared(small_forum, **{MEMBERS: as_it_stands(small_forum, MEMBERS, source="7")})


def test_the_page_shows_what_stands_and_takes_the_answer(small_forum: Forum) -> None:
    own = people.signed_in(people.person(small_forum, Role.SECRETARIAT, "CONCERT"))
    page = reverse("takeup:take-up", args=("league-concert",))
    shown = own.get(page).content.decode()
    for said in ("Members of League", "Norland", "charter of the League", "Presides now: Palmera"):
        assert said in shown

    answer = own.post(page, {f"{MEMBERS}-answer": "confirmed", f"{MEMBERS}-source": FILE})
    assert answer.status_code == 302
    assert Line.objects.get().body == world.world_of(Line.objects.get().body).body()
    assert "As shown" in own.get(page).content.decode()


def test_a_fact_that_both_attested_says_so_until_it_changes(small_forum: Forum) -> None:
    """Else the page looks as if nobody had answered, and both sign the same once more."""
    attested(small_forum, **{PROCEDURES: as_it_stands(small_forum, PROCEDURES)})
    own = people.signed_in(people.person(small_forum, Role.SECRETARIAT, "CONCERT"))

    page = own.get(reverse("takeup:take-up", args=("league-concert",))).text

    line = page[page.index(f'id="{PROCEDURES}"') :]
    assert "before Cochair, attested by both Parties" in line[: line.index("</li>")]
    assert page.count("before Cochair, attested by both Parties") == 1
