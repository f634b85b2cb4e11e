"""The notice of a meeting as a paper of its own: the signed words, who is invited, who signed."""

import io
from collections.abc import Iterator
from datetime import date

import pypdfium2
import pytest
from django.test import Client

import people
import signing
from cochair.features.invitations import notice_text
from cochair.features.meetings import actions as meetings
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum, Member
from cochair.features.parties.offices import Role
from cochair.formats.word.reader import read_docx
from cochair.web.clock import clock
from inviting_story import fresh, noticed
from signing import planned
from world import NOW

HERE = "/en/league-concert/meetings/league-concert-council-2/notice"


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    """The clock stands still."""
    with clock.at(NOW):
        yield


def delegation(forum: Forum) -> Client:
    """A client of the head of a delegation."""
    return people.signed_in(people.person(forum, Role.DELEGATION_HEAD, "LEAGUE", "XN"))


def words(octets: bytes) -> str:
    """What a PDF says, each run of blanks as one."""
    with pypdfium2.PdfDocument(io.BytesIO(octets)) as made:
        said = "\n".join(page.get_textpage().get_text_range() for page in made)
    return " ".join(said.split())


def test_it_says_in_each_language_what_was_signed_who_is_invited_and_who_signed(
    small_forum: Forum,
) -> None:
    Member.objects.filter(code="XN").update(order={"en": 1, "es": 1, "pt": 1})
    Member.objects.filter(code="XB").update(order={"en": 2, "es": 2, "pt": 2})
    Member.objects.filter(code="XE").update(order={"en": 3, "es": 3, "pt": 3})
    meeting = fresh(noticed(small_forum))
    client = delegation(small_forum)

    answers = {code: client.get(f"{HERE}.{code}.pdf") for code in ("en", "es", "pt")}

    assert {one.status_code for one in answers.values()} == {200}
    said = {code: words(one.content) for code, one in answers.items()}
    assert "NOTICE OF MEETING" in said["en"] and "CONVOCATORIA" in said["es"]
    assert "CONVOCATÓRIA" in said["pt"]
    signed = " ".join(meeting.notices.get().text["es"].split())
    assert signed in said["es"]
    assert "League of the North: Norland, Brumia and Estmark." in said["en"]
    assert "Destinatarios" in said["es"] and "Assinaturas" in said["pt"]
    assert "League of the North: co-presidency (Estmark) Signed on " in said["en"]
    assert "copresidencia (Palmera) Fecha de firma: " in said["es"]

    word = client.get(f"{HERE}.es.docx")
    assert word.headers["Content-Type"].endswith("wordprocessingml.document")
    read = " ".join(" ".join(one.text.split()) for one in read_docx(word.content).text)
    assert signed in read and "copresidencia (Palmera) Fecha de firma: " in read


def test_there_is_none_before_it_is_issued_and_none_in_another_language(
    small_forum: Forum,
) -> None:
    meeting: Meeting = planned(small_forum)
    client = delegation(small_forum)
    assert client.get(f"{HERE}.en.pdf").status_code == 404

    noticed(small_forum)

    assert client.get(f"{HERE}.en.pdf").status_code == 200
    assert client.get(f"{HERE}.fr.pdf").status_code == 404
    assert (
        client.get(f"/en/league-concert/meetings/{meeting.slug}/notice.en.xml").status_code == 404
    )


def test_its_page_leads_to_it_in_every_language(small_forum: Forum) -> None:
    noticed(small_forum)

    page = delegation(small_forum).get(f"{HERE}/").content.decode()

    for code in ("en", "es", "pt"):
        assert f'href="{HERE}.{code}.pdf"' in page and f'href="{HERE}.{code}.docx"' in page


def test_a_virtual_meeting_has_no_place_that_a_paper_could_call_missing(small_forum: Forum) -> None:
    when = meetings.Day(date(2031, 3, 12), date(2031, 3, 12), "", "virtual", "15:00", "17:00")
    meeting = signing.fixed(small_forum, when)

    said = notice_text.particulars(meeting, meeting.schedules.last())

    assert set(said) == {"when", "format"} and said["format"]["pt"] == "Formato: virtual"
