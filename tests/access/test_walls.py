"""A Party's space is closed to the other Party: in pages, counts, exports and errors alike.

Architecture section 3, law 5; domain.md C.11, INV-4.
"""

import io
import re
import zipfile
from collections.abc import Iterator

import pytest
from django.db import transaction

import packs
from absent import faceless
from cochair.features.compliance.models import SourcePassage, SourceText
from cochair.features.parties.models import ProcedureText
from cochair.journal.actions import record
from matrix import Scene, table
from world import NOW

HATS, ROUTES = table()
OWN = {"co_presidency", "out_of_term", "secretariat", "delegation"}
OTHER = set(HATS) - OWN - {"incoming"}
SECRET = "only-for-the-league"
READ = [route for route in ROUTES if "GET" in route.answers]


@pytest.fixture
def whispered(at_work: Scene) -> Iterator[Scene]:
    """The League wrote something down for itself alone."""
    with transaction.atomic():
        record(
            at_work.forum.slug,
            verb="office.granted",
            about=("office", SECRET),
            by=None,
            at=NOW,
            space="party:LEAGUE",
            facts={"role": SECRET},
        )
    yield at_work


def journal(scene: Scene, hat: str, ask: str = "") -> str:
    return scene.client(hat).get(f"/en/{scene.forum.slug}/journal/{ask}").content.decode()


def exported(scene: Scene, hat: str) -> str:
    """Everything in the file that a hat may take away."""
    answer = scene.client(hat).get(f"/en/{scene.forum.slug}/journal/export/")
    packed = zipfile.ZipFile(io.BytesIO(b"".join(answer) if answer.streaming else answer.content))
    return "\n".join(packed.read(name).decode() for name in packed.namelist())


def test_a_party_reads_its_own_space_in_its_export(whispered: Scene) -> None:
    assert SECRET in exported(whispered, "co_presidency")
    assert SECRET in exported(whispered, "secretariat")


@pytest.mark.parametrize("hat", ["other_presidency", "auditor"])
def test_the_export_of_anyone_else_holds_its_place_in_the_ledger_and_nothing_of_it(
    whispered: Scene, hat: str
) -> None:
    assert SECRET not in exported(whispered, hat)


@pytest.mark.parametrize("ask", ["", "?verb=office.granted", "?before=40"])
def test_the_journal_of_the_other_party_is_the_same_whether_something_was_written_or_not(
    at_work: Scene, ask: str
) -> None:
    before = journal(at_work, "other_presidency", ask)
    with transaction.atomic():
        for _number in range(60):
            record(
                at_work.forum.slug,
                verb="office.granted",
                about=("office", SECRET),
                by=None,
                at=NOW,
                space="party:LEAGUE",
            )

    after = journal(at_work, "other_presidency", ask)

    assert _without_token(after) == _without_token(before)


@pytest.mark.parametrize("route", READ, ids=lambda route: route.name)
def test_no_page_shows_what_a_party_keeps_for_itself_to_anyone_else(
    whispered: Scene, route: object
) -> None:
    for hat in sorted(OTHER):
        answer = whispered.client(hat).get(whispered.path(route))  # type: ignore[arg-type]

        assert SECRET.encode() not in packs.read(answer), hat


def test_the_offices_of_one_party_are_not_on_the_page_of_the_other(at_work: Scene) -> None:
    own = at_work.client("co_presidency").get(f"/en/{at_work.forum.slug}/offices/").content
    other = at_work.client("other_presidency").get(f"/en/{at_work.forum.slug}/offices/").content

    assert b"secretariat-league@example.org" in own
    assert b"secretariat-league@example.org" not in other


def test_the_office_of_the_other_party_is_the_same_404_as_an_office_that_does_not_exist(
    at_work: Scene,
) -> None:
    client = at_work.client("other_presidency")
    address = f"/en/{at_work.forum.slug}/offices"

    theirs = client.post(f"{address}/{at_work.places['office']}/end/")
    nobodys = client.post(f"{address}/999999/end/")

    assert (theirs.status_code, nobodys.status_code) == (404, 404)
    assert faceless(theirs) == faceless(nobodys)


def _without_token(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def test_the_official_words_are_for_readers_of_what_the_parties_share(at_work: Scene) -> None:
    clause = at_work.places["clause"]
    version = ProcedureText.objects.get(forum=at_work.forum)
    text = SourceText.objects.create(procedures=version, name="note.txt", attached_at=NOW)
    SourcePassage.objects.create(text=text, rule=clause, state="found", words=SECRET)
    page = f"/en/{at_work.forum.slug}/procedures/{version.number}/"

    def reads(hat: str) -> list[bool]:
        client = at_work.client(hat)
        return [
            SECRET in client.get(address).content.decode() for address in (page, f"{page}{clause}/")
        ]

    inside = {hat: reads(hat) for hat in ("co_presidency", "delegation", "auditor")}
    outside = {hat: reads(hat) for hat in ("anonymous", "administrator", "institution", "observer")}

    assert set(map(tuple, inside.values())) == {(True, True)}
    assert set(map(tuple, outside.values())) == {(False, False)}
