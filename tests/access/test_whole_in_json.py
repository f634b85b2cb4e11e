"""A whole meeting and a whole cycle for programs: to each office what it may read, kept or made anew."""

import json

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

import forgotten
import people
from cochair.features.accounts.models import Account
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document
from cochair.features.meetings.models import Meeting
from cochair.journal.actions import record
from cochair.site.api import whole
from matrix import FORUM, Scene
from world import NOW

HATS = ("co_presidency", "secretariat", "delegation", "institution", "observer", "auditor")
CYCLE = f"/api/v1/{FORUM}/cycles/2/"


def meetings(scene: Scene) -> list[str]:
    """The addresses of all meetings."""
    rows = Meeting.objects.filter(forum=scene.forum).values_list("slug", flat=True)
    return [f"/api/v1/{FORUM}/meetings/{slug}/" for slug in rows]


def readable(scene: Scene, hat: str) -> QuerySet[Document]:
    """The documents that an office may read."""
    account = Account.objects.get(pk=scene.clients[hat].session["_auth_user_id"])
    return documents.visible(scene.forum, people.hat(scene.forum, account), NOW)


def entered() -> None:
    """An entry, which names what was written before it."""
    record(FORUM, verb="document.told", about=("document", "1"), by=None, at=NOW)


def papers_of_the_meeting(scene: Scene) -> str:
    """The address of a meeting whose papers are all documents of the forum."""
    row = Meeting.objects.get(forum=scene.forum, slug=scene.places["planned"])
    Document.objects.filter(forum=scene.forum).update(meeting=row)
    entered()
    return f"/api/v1/{FORUM}/meetings/{row.slug}/"


def test_what_is_kept_of_one_office_is_given_to_no_other(at_work: Scene) -> None:
    addresses = [papers_of_the_meeting(at_work), *meetings(at_work)[:2], CYCLE]
    warm = {}
    for _twice in range(2):
        for hat in HATS:
            client = at_work.client(hat)
            for address in addresses:
                warm[hat, address] = (answer := client.get(address)).status_code, answer.content
    for (hat, address), told in warm.items():
        forgotten.everything()
        answer = at_work.client(hat).get(address)
        # The page that everybody gets for what is not there names its own words in each answer.
        assert answer.status_code == told[0]
        if answer.status_code == 200:
            assert answer.content == told[1]


@pytest.mark.parametrize("hat", HATS)
def test_a_meeting_names_no_document_that_an_office_may_not_read(at_work: Scene, hat: str) -> None:
    client = at_work.client(hat)
    papers_of_the_meeting(at_work)
    may = {one.slug for one in readable(at_work, hat)}
    for address in meetings(at_work):
        answer = client.get(address)
        if answer.status_code != 200:
            continue
        said = json.loads(answer.content)
        named = {one["document"] for one in (*said["documents"], *said["decisions"])}
        papers = [
            slug for one in (said["agenda"] or {"items": []})["items"] for slug in one["papers"]
        ]
        assert named | set(papers) <= may


def test_the_pages_of_a_meeting_together_are_all_of_it(
    at_work: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, address = at_work.client("co_presidency"), papers_of_the_meeting(at_work)
    every = client.get(address).json()["documents"]
    assert len(every) > 1
    monkeypatch.setattr(whole, "PAGE", 1)
    forgotten.everything()

    found, query = [], ""
    while query is not None:
        said = client.get(address + query).json()
        found += said["documents"]
        query = said["next"]
        assert len(said["documents"]) == 1
    assert found == every


def test_whoever_has_it_as_it_is_is_told_so_until_something_of_it_is_written(
    at_work: Scene,
) -> None:
    client, address = at_work.client("co_presidency"), papers_of_the_meeting(at_work)
    row = readable(at_work, "co_presidency")[0]
    with CaptureQueriesContext(connection) as made:
        first = client.get(address)
    with CaptureQueriesContext(connection) as kept:
        again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert len(kept) < len(made)

    row.title = {"en": "Called otherwise"}
    row.save()
    entered()
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200
    assert "Called otherwise" in again.content.decode()


def test_a_cycle_tells_its_results_and_its_meetings(at_work: Scene) -> None:
    said = at_work.client("co_presidency").get(CYCLE).json()

    assert said["cycle"] == 2
    assert {one["meeting"] for one in said["meetings"]}
    assert {"clause", "target", "outcome", "procedure_version"} == set(said["results"][0])
    assert at_work.client("co_presidency").get(f"/api/v1/{FORUM}/cycles/99/").status_code == 404
