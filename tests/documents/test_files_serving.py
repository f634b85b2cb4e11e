"""Files given out: as attachments and nothing else, to those who may have them, and noted once."""

from collections.abc import Iterator
from email.message import Message

import pytest
from django.http import HttpResponse
from django.test import Client

import filed
import papers
import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.documents.models import Document, Receipt, StoredFile
from cochair.features.files import responses, storage
from cochair.features.files.inspection import clean_name
from cochair.features.parties.models import Forum, Office
from cochair.features.parties.offices import ActingOffice, Role
from cochair.web.clock import clock
from documents.corpora import joined, office
from papers import words
from world import NOW


@pytest.fixture
def forum(small_forum: Forum) -> Iterator[Forum]:
    """The small forum on a Monday morning."""
    with clock.at(NOW):
        yield small_forum


def paper_with(file: StoredFile) -> Document:
    """A paper that everybody may read, whose English came as a file."""
    paper = papers.entered(file.forum)
    papers.written(paper, "en", words("One."), file=file)
    papers.written(paper, "es", words("Uno."))
    return papers.sent(paper)


def visitor(hat: ActingOffice) -> Client:
    return people.signed_in(Account.objects.get(pk=hat.account))


def taken(client: Client, paper: Document, language: str = "en") -> HttpResponse:
    return client.get(f"/en/{paper.forum.slug}/documents/{paper.slug}/init/{language}/file/")


def test_a_file_is_an_attachment_in_which_nothing_runs(forum: Forum) -> None:
    octets = office.docx()
    file = filed.kept(forum, signing.secretariat(forum), name="Red lines, X.docx", octets=octets)
    paper = paper_with(file)

    answer = taken(visitor(signing.concert(forum)), paper)

    assert (answer.status_code, answer.content) == (200, octets)
    assert answer["Content-Disposition"] == f'attachment; filename="{paper.slug}-en.docx"'
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Type"] == file.media_type


@pytest.mark.parametrize(
    ("media", "served"),
    [
        ("application/pdf", "application/pdf"),
        ("text/html", "application/octet-stream"),
        ("image/svg+xml", "application/octet-stream"),
        ("application/xml", "application/octet-stream"),
        ("application/akn+xml", "application/octet-stream"),
        ("text/plain", "application/octet-stream"),
    ],
)
def test_what_a_browser_would_draw_is_given_out_as_octets(
    forum: Forum, media: str, served: str
) -> None:
    """T35: whatever slipped through."""
    file = filed.kept(forum, signing.secretariat(forum), octets=joined.SVG)
    file.media_type = media

    assert responses.attachment(file)["Content-Type"] == served


@pytest.mark.parametrize(
    "name",
    ['a"; filename="b.html', "a\r\nX-Evil: 1.docx", "a\x0bX: y.docx", "a\u2028b.docx", "../../b.docx", "a;b.docx", "‮xcod.html.docx"],
)  # fmt: skip
def test_a_hostile_name_adds_no_header_and_no_other_name(forum: Forum, name: str) -> None:
    """T37."""
    file = filed.kept(forum, signing.secretariat(forum))
    file.name = name

    answer = responses.attachment(file)

    said = answer["Content-Disposition"]
    read = Message()
    read["Content-Disposition"] = said
    assert read.get_content_disposition() == "attachment"
    assert (read.get_filename() or "").rpartition("/")[2] == clean_name(name)
    assert not {"\r", "\n", "\x0b", "\u2028", "\u202e"} & set(said)
    assert "X-Evil" not in answer.headers and "X" not in answer.headers


def test_that_a_file_was_taken_away_is_noted_once_for_each_office(forum: Forum) -> None:
    paper = paper_with(filed.kept(forum, signing.secretariat(forum)))
    theirs, delegation = (
        signing.concert(forum),
        papers.somebody(forum, Role.DELEGATION_HEAD, "LEAGUE", "XN"),
    )
    client = visitor(theirs)
    client.head(f"/en/{forum.slug}/documents/{paper.slug}/init/en/file/")
    assert not Receipt.objects.exists()

    for one in (client, client, visitor(delegation)):
        taken(one, paper)

    noted = Receipt.objects.all()
    assert {one.office_id for one in noted} == {theirs.office, delegation.office}
    assert {one.downloaded_at for one in noted} == {NOW}


def test_an_edition_that_was_opened_before_keeps_the_first_opening(forum: Forum) -> None:
    paper = paper_with(filed.kept(forum, signing.secretariat(forum)))
    theirs = signing.concert(forum)
    expression = papers.last(paper).expressions.get(language="en")
    earlier = NOW.replace(hour=7)
    Receipt.objects.create(
        expression=expression,
        account_id=theirs.account,
        office=Office.objects.get(pk=theirs.office),
        opened_at=earlier,
    )

    taken(visitor(theirs), paper)

    noted = Receipt.objects.get()
    assert (noted.opened_at, noted.downloaded_at) == (earlier, NOW)


def test_a_held_file_does_not_exist_for_anybody_but_its_own_side(forum: Forum) -> None:
    """T14: by its edition, by its number, in lists."""
    ours, theirs = signing.league(forum), signing.concert(forum)
    file = filed.kept(forum, signing.secretariat(forum), "limite", name="9927.docx")
    paper = papers.entered(forum)
    papers.written(paper, "en", words("Marked."), file=file)
    papers.written(paper, "es", words("Uno."))
    papers.sent(paper)

    for client in (visitor(theirs), Client()):
        for path in (f"documents/{paper.slug}/init/en/file/", f"files/{file.pk}/"):
            assert client.get(f"/en/{forum.slug}/{path}").status_code == 404
    assert taken(visitor(ours), paper).status_code == 200
    held = visitor(ours).get(f"/en/{forum.slug}/files/").content.decode()
    other = visitor(theirs).get(f"/en/{forum.slug}/files/").content.decode()
    assert "9927.docx" in held and "marked LIMITE" in held
    assert "9927.docx" not in other


def test_an_edition_without_a_file_and_one_that_is_not_there_are_the_same_404(forum: Forum) -> None:
    paper = paper_with(filed.kept(forum, signing.secretariat(forum)))
    client = visitor(signing.concert(forum))

    assert taken(client, paper, "es").status_code == taken(client, paper, "pt").status_code == 404


def test_a_file_that_was_changed_on_the_disk_is_not_given_out(
    forum: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = paper_with(filed.kept(forum, signing.secretariat(forum)))
    monkeypatch.setattr(storage, "digest_of", lambda _octets: "0" * 64)
    client = visitor(signing.concert(forum))
    client.raise_request_exception = False

    answer = taken(client, paper)

    assert answer.status_code == 500
    assert not Receipt.objects.exists()


def test_a_presidency_releases_a_file_on_its_page_and_a_secretariat_only_sees_it(
    forum: Forum,
) -> None:
    file = filed.kept(forum, signing.secretariat(forum), "limite")
    ours, secretariat = visitor(signing.league(forum)), visitor(signing.secretariat(forum))
    address = f"/en/{forum.slug}/files/{file.pk}/release/"
    assert b"Release the file" not in secretariat.get(f"/en/{forum.slug}/files/").content
    assert secretariat.post(address, {"basis": "x"}).status_code == 403

    empty = ours.post(address, {"basis": " "})
    done = ours.post(address, {"basis": "Letter 12 of its originator."}, follow=True)

    assert empty.status_code == 422
    assert b"State the basis for the release" in empty.content
    assert done.status_code == 200 and b"No files on hold" in done.content
    file.refresh_from_db()
    assert file.release_basis == "Letter 12 of its originator."
