"""Each Party keeps the facts of its own side up to date, with a source and without an administrator."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

import people
from cochair.features.compliance import loader
from cochair.features.parties import queries, upkeep
from cochair.features.parties.models import Forum, Member, Organisation, PresidencyTerm
from cochair.features.parties.offices import ActingOffice, Role
from cochair.journal.models import Entry
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from signing import league, secretariat
from world import NOW, small_folder

GAZETTE = "Gazette of the League, 3 February 2031"
WHERE = ("parties:upkeep", "league-concert")
SUDRA = {"en": "Sundra", "es": "Sundra", "pt": "Sundra"}


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    """The clock of the small world."""
    with clock.at(NOW):
        yield


def member(forum: Forum, by: ActingOffice | None = None, **more: object) -> Member:
    """A State that joins the League on 1 February 2031, unless something else is said."""
    said: dict[str, object] = {
        "code": "XU",
        "name": SUDRA,
        "zone": "Europe/Helsinki",
        "since": date(2031, 2, 1),
        "until": None,
        "source": GAZETTE,
        **more,
    }
    return upkeep.record_member(forum, by=by or secretariat(forum), at=NOW, **said)  # type: ignore[arg-type]


def test_a_state_joins_and_leaves_and_the_files_no_longer_change_it(small_forum: Forum) -> None:
    member(small_forum)
    member(small_forum, code="XB", name={}, zone="", since=None, until=date(2031, 2, 2))

    at_work = queries.roster(small_forum).memberships
    today = {one.member for one in at_work if one.party == "LEAGUE" and one.end is None}
    assert today == {"XN", "XE", "XU"}
    row = Member.objects.get(code="XB")
    assert row.source == [GAZETTE, "charter of the League"]
    assert (row.confidence, row.member_from) == ("recorded", date(2010, 1, 1))

    loader.load(small_folder(), at=NOW)
    assert Member.objects.get(code="XB").member_to == date(2031, 2, 2)
    assert Member.objects.filter(code="XU").exists()

    entry = Entry.objects.get(verb="member.recorded", about_id="XB")
    assert entry.facts["before"]["to"] is None
    assert entry.facts["after"]["to"] == "2031-02-02"
    assert entry.facts["source"] == GAZETTE


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"source": "  "}, "Name the source"),
        ({"code": "XS"}, "its own side"),
        ({"code": "Sundra"}, "country code"),
        ({"name": {"en": "Sundra", "es": "", "pt": ""}}, "in every language"),
        ({"zone": "Europe/Nowhere"}, "no time zone"),
        ({"until": date(2031, 2, 1)}, "must end after it begins"),
        ({"since": date(1066, 10, 14)}, "1900"),
        ({"code": "XE", "until": date(2031, 2, 1)}, "presides its Party now"),
    ],
)
def test_practice_a_membership_is_refused_without_what_makes_it_one(
    small_forum: Forum, more: dict[str, object], says: str
) -> None:
    before = list(Member.objects.order_by("pk").values())
    with pytest.raises(Refused, match=says):
        member(small_forum, **more)
    assert list(Member.objects.order_by("pk").values()) == before
    assert not Entry.objects.filter(verb="member.recorded").exists()


def test_a_party_corrects_its_own_term_and_nobody_elses(small_forum: Forum) -> None:
    own = PresidencyTerm.objects.get(slug="league-2031-1")
    theirs = PresidencyTerm.objects.get(slug="concert-xp")
    start, end = datetime(2031, 1, 1, 11, tzinfo=UTC), own.end
    by = league(small_forum)

    with pytest.raises(Refused, match="its own side"):
        upkeep.correct_term(theirs, start=start, end=None, source=GAZETTE, by=by, at=NOW)
    with pytest.raises(Refused, match="overlap"):
        upkeep.correct_term(
            own, start=datetime(2030, 12, 1, tzinfo=UTC), end=end, source=GAZETTE, by=by, at=NOW
        )
    upkeep.correct_term(own, start=start, end=end, source=GAZETTE, by=by, at=NOW)

    loader.load(small_folder(), at=NOW)
    row = PresidencyTerm.objects.get(slug="league-2031-1")
    assert (row.start, row.end, row.source[0]) == (start, end, GAZETTE)


def test_an_organisation_is_added_and_corrected_with_its_source(small_forum: Forum) -> None:
    said = {"code": "OPEN-SEA", "acronym": "OS", "source": GAZETTE, "at": NOW}
    with pytest.raises(Refused, match="in every language"):
        upkeep.record_organisation(
            small_forum, name={"en": "x", "es": "", "pt": ""}, by=secretariat(small_forum), **said
        )  # type: ignore[arg-type]
    name = dict.fromkeys(("en", "es", "pt"), "Open Sea")
    upkeep.record_organisation(small_forum, name=name, by=secretariat(small_forum), **said)  # type: ignore[arg-type]
    upkeep.record_organisation(  # type: ignore[arg-type]
        small_forum, name={"en": "The Open Sea"}, by=secretariat(small_forum), **said
    )
    row = Organisation.objects.get(code="OPEN-SEA")
    assert (row.name, row.acronym) == (name | {"en": "The Open Sea"}, "OS")


def test_the_day_until_which_public_facts_are_known_moves_on_and_never_back(
    small_forum: Forum,
) -> None:
    def until(day: date) -> Forum:
        return upkeep.look_up(
            small_forum, until=day, source=GAZETTE, by=secretariat(small_forum), at=NOW
        )

    with pytest.raises(Refused, match="is ahead"):
        until(date(2031, 2, 4))
    assert until(date(2031, 2, 2)).facts_until == date(2031, 2, 2)
    with pytest.raises(Refused, match="known until"):
        until(date(2031, 1, 1))

    loader.load(small_folder(), at=NOW)
    assert Forum.objects.get(slug="league-concert").facts_until == date(2031, 2, 2)
    # What the evaluation takes for known is the history that was loaded, as before.
    assert Forum.objects.get(slug="league-concert").known_until == small_forum.known_until


def test_the_page_takes_one_fact_at_a_time_and_a_delegation_is_turned_away(
    small_forum: Forum,
) -> None:
    page = reverse(WHERE[0], args=WHERE[1:])
    # While somebody signs for the League, its secretariat corrects no term.
    league(small_forum)
    own = people.signed_in(people.person(small_forum, Role.SECRETARIAT, "LEAGUE"))
    answer = own.get(page)
    assert answer.status_code == 200
    assert "Terms of office" not in answer.content.decode()

    names = {f"member-name_{code}": words for code, words in SUDRA.items()}
    said = {"what": "member", "member-code": "xu", "member-zone": "Europe/Helsinki", **names}
    wrong = own.post(page, said)
    assert wrong.status_code == 422
    assert "Name the source" in wrong.content.decode()
    assert 'value="xu"' in wrong.content.decode()

    right = own.post(page, {**said, "member-since": "2031-02-01", "member-source": GAZETTE})
    assert right.status_code == 302
    assert "Sundra" in own.get(reverse("parties:members", args=WHERE[1:])).content.decode()
    assert own.post(page, {"what": "term", "term": "league-2031-1"}).status_code == 403

    head = people.signed_in(people.person(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN"))
    assert head.get(page).status_code == 403
    assert Client().get(page).status_code == 302


def test_the_presidency_corrects_its_term_on_the_page(small_forum: Forum) -> None:
    page = reverse(WHERE[0], args=WHERE[1:])
    chair = people.person(small_forum, Role.CO_PRESIDENCY, "LEAGUE", "XE", start=NOW)
    own = people.signed_in(chair)
    shown = own.get(page).content.decode()
    assert 'name="league-2031-1-start" value="2031-01-01"' in " ".join(shown.split())

    said = {"start": "2031-01-01", "start_hour": "13:00", "end": "2031-07-01", "source": GAZETTE}
    answer = own.post(
        page,
        {
            "what": "term",
            "term": "league-2031-1",
            **{f"league-2031-1-{name}": value for name, value in said.items()},
        },
    )
    assert answer.status_code == 302
    row = PresidencyTerm.objects.get(slug="league-2031-1")
    assert row.start == datetime(2031, 1, 1, 11, tzinfo=UTC)


def test_what_no_one_entered_is_still_the_files(small_forum: Forum) -> None:
    """A correction of one State leaves the others to the folder."""
    member(small_forum)
    folder = small_folder()
    text = folder.texts["members.yaml"].replace("en: Norland,", "en: Northland,")
    loader.load(replace(folder, texts={**folder.texts, "members.yaml": text}), at=NOW)
    assert Member.objects.get(code="XN").name["en"] == "Northland"
