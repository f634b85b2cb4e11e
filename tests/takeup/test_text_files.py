"""The files of texts that were adopted before Cochair: kept, attested by their fingerprints, then public."""

from collections.abc import Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

import people
from cochair.features.documents.models import StoredFile
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.takeup import text_files
from cochair.features.takeup.acts import ATTESTATION
from cochair.features.takeup.models import Line
from cochair.features.takeup.text_files import Brought
from cochair.formats.inside.media import Media
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from documents.corpora import office
from signing import both_sign, reader, secretariat
from taking_up import COUNCIL_1, row, sent
from world import NOW

WHERE = ("league-concert",)


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    """The clock of the small world."""
    with clock.at(NOW):
        yield


def uploaded(name: str, octets: bytes) -> SimpleUploadedFile:
    """A file as a browser sends it, with the kind that its name says."""
    kind = Media.PDF if name.endswith("pdf") else Media.DOCX
    return SimpleUploadedFile(name, octets, content_type=kind.value)


def posted(client: Client, **more: object) -> int:
    """The status of adding a file to the first text of the Council."""
    said = {
        "text": f"{COUNCIL_1}:0",
        "language": "en",
        "file": uploaded("plan.docx", office.docx()),
    }
    return client.post(reverse("takeup:file", args=WHERE), {**said, **more}).status_code


def test_a_file_in_each_language_is_attested_with_its_text_and_then_anybody_reads_it(
    small_forum: Forum,
) -> None:
    own = people.signed_in(people.person(small_forum, Role.SECRETARIAT, "LEAGUE"))
    where = reverse("takeup:text", args=(*WHERE, COUNCIL_1, 0, "en"))
    assert posted(own) == 302
    assert posted(own, language="es", file=uploaded("plan.pdf", office.pdf())) == 302

    line = Line.objects.get(name=COUNCIL_1)
    assert line.answer == "corrected" and set(line.body["texts"][0]["files"]) == {"en", "es"}
    assert Client().get(where).status_code == 302, "nothing of it is public: sign in"
    head = people.signed_in(people.person(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN"))
    assert head.get(where).status_code == 200

    # What the page has no field for stays when the line is saved again.
    page = reverse("takeup:take-up", args=WHERE)
    body = {
        f"{COUNCIL_1}-{name}": value
        for name, value in {
            "answer": "corrected",
            "first": "2030-03-14",
            "source": line.source,
            "seen": line.changed_at.isoformat(),
            "text0_title": "Action plan 2030",
            "text0_reference": "LC 1/30",
        }.items()
    }
    assert own.post(page, body).status_code == 302
    text = Line.objects.get(name=COUNCIL_1).body["texts"][0]
    assert set(text["files"]) == {"en", "es"} and text["reference"] == "LC 1/30"

    act = sent(line.take_up)
    told = str(ATTESTATION.lines(act, reader(small_forum)))
    assert text["files"]["en"]["digest"][:16] in told
    both_sign(small_forum, act)

    answer = Client().get(where)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    stored = StoredFile.objects.get(pk=text["files"]["en"]["file"])
    assert row(COUNCIL_1).attested["texts"][0]["files"]["en"]["digest"] == stored.digest
    front = Client().get(reverse("public:home", args=WHERE)).content.decode()
    assert where in front
    assert Client().get(where.replace("/0/", "/1/")).status_code == 302


def test_what_is_no_document_or_belongs_to_no_text_is_refused_and_not_kept(
    small_forum: Forum,
) -> None:
    own = people.signed_in(people.person(small_forum, Role.SECRETARIAT, "LEAGUE"))
    assert posted(own, file=uploaded("plan.docx", b"no document")) == 422
    assert posted(own, language="ru") == 422
    assert posted(own, text=f"{COUNCIL_1}:7") == 422
    assert posted(own, text="no text") == 422
    assert not StoredFile.objects.exists()
    assert not Line.objects.exists()
    head = people.signed_in(people.person(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XN"))
    assert posted(head) == 403


def test_a_file_with_a_marking_is_not_taken_as_a_public_text(small_forum: Forum) -> None:
    marked = office.docx(("RESTREINT UE/EU RESTRICTED", "Action plan"))
    with pytest.raises(Refused):
        text_files.add(
            small_forum,
            COUNCIL_1,
            0,
            "en",
            Brought(marked, "plan.docx"),
            source="gazette",
            by=secretariat(small_forum),
            at=NOW,
        )
    assert not StoredFile.objects.exists()
