"""A published agenda is a document of the register, made from what both signed.

Source: interaction.md section 3 (publish makes the document); domain.md AMB-19, B.10, C.8.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

import agendas
import papers
import people
import rooms
import signing
from cochair.features.accounts.models import Account
from cochair.features.acts.models import JointAct
from cochair.features.agendas import actions, queries
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document, Expression
from cochair.features.languages import actions as languages
from cochair.features.mail import worker
from cochair.features.mail.models import Message
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.features.publications import actions as publications
from cochair.features.register import actions as register
from cochair.formats.paragraphs import from_json, plain
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from world import NOW


@pytest.fixture
def council(small_forum: Forum) -> Iterator[Meeting]:
    meeting = signing.planned(small_forum)
    agendas.begun(meeting)
    agendas.with_items(meeting)
    with clock.at(NOW):
        yield meeting


def client(hat: ActingOffice) -> Client:
    return people.signed_in(Account.objects.get(pk=hat.account))


def sent(council: Meeting) -> JointAct:
    """The latest version, sent for signature from its page."""
    office = client(signing.secretariat(council.forum))
    address = reverse("meetings:agenda-publication", args=[council.forum.slug, council.slug])
    assert office.post(address, {"seen": agendas.latest(council).token}).status_code == 302
    return JointAct.objects.order_by("-number").first()


def published(council: Meeting) -> Document:
    signing.both_sign(council.forum, sent(council))
    return Document.objects.get(kind="agenda")


def words(document: Document, language: str, revision: int) -> list[str]:
    row = Expression.objects.get(
        revision__document=document, revision__number=revision, language=language
    )
    return [one.full_text for one in from_json(row.text)]


def test_with_the_second_signature_the_agenda_has_a_number_and_all_languages(
    council: Meeting,
) -> None:
    act = sent(council)
    signing.turn(act, signing.league(council.forum))
    assert not Document.objects.exists()

    signing.turn(act, signing.concert(council.forum))

    document = Document.objects.get()
    assert (document.kind, document.marking, document.meeting) == (
        "agenda",
        "participants",
        council,
    )
    assert documents.symbol_of(document) is not None and document.circulated_at == NOW
    assert words(document, "en", 0)[1:] == [
        "1. Opening\n(Adoption without debate; 10 min)",
        "2. Review of the year\n(Discussion; 60 min)\nDocuments: LC/2031/4.",
        "3. Joint statement\n(Decision)\nDocuments: LC/2031/5.",
    ]
    assert words(document, "es", 0)[2].startswith("2. Examen del año\n(Debate; 60 min)\n")
    assert words(document, "pt", 0)[0] == (
        f"Ordem do dia provisória: {document.title['pt'].partition(': ')[2]}"
    )
    head = agendas.delegation(council.forum)
    page = (
        client(head)
        .get(reverse("meetings:agenda", args=[council.forum.slug, council.slug]))
        .content.decode()
    )
    assert documents.name_of(document) in page
    found = client(head).get(
        reverse("search:search", args=[council.forum.slug]), {"q": "Review of the year"}
    )
    assert documents.name_of(document) in found.content.decode()


def test_it_says_when_and_where_the_meeting_is_held_once_that_is_fixed(small_forum: Forum) -> None:
    meeting = signing.planned(small_forum)
    signing.both_sign(small_forum, signing.schedule(meeting, signing.day("2031-04-08")))
    meeting.refresh_from_db()
    agendas.begun(meeting)
    agendas.with_items(meeting)

    with clock.at(NOW):
        document = published(meeting)

    heading = words(document, "en", 0)[1:4]
    assert heading[0] == "Date and time: Tuesday 8 April 2031"
    assert heading[1].startswith("Place: ") and heading[2].startswith("Format: ")
    assert words(document, "es", 0)[1].startswith("Fecha y hora: martes 8 de abril de 2031")
    assert words(document, "pt", 0)[2].startswith("Local: ")


def test_the_next_published_agenda_is_the_next_revision_and_drafts_change_nothing(
    council: Meeting,
) -> None:
    document = published(council)
    agendas.change(council, "i2", title={"en": "Review", "es": "Examen", "pt": "Exame"})
    assert document.revisions.count() == 1

    signing.both_sign(council.forum, sent(council))

    assert Document.objects.count() == 1 and document.revisions.count() == 2
    assert words(document, "en", 1)[2].startswith("2. Review\n")
    assert words(document, "en", 0)[2].startswith("2. Review of the year\n")
    known = queries.published(queries.versions(council))
    assert [one.row.document for one in known] == [document.slug] * 2
    # Also where it was proposed by a program that does not ask for a document: they never part.
    agendas.change(council, "i2", minutes=5)
    by = signing.secretariat(council.forum)
    token = agendas.latest(council).token
    act = actions.propose_publication(council, seen=token, by=by, at=NOW)
    signing.both_sign(council.forum, act)
    assert words(document, "es", 2)[2].startswith("2. Examen\n(Debate; 5 min)")


def test_its_words_are_written_nowhere_else_and_it_is_not_taken_away(council: Meeting) -> None:
    document = published(council)
    by = signing.secretariat(council.forum)
    document.refresh_from_db()
    revision = document.revisions.get()
    revision.document = document
    other = languages.Draft("en", (plain("p-1", "Other words"),), "Other")
    seen = document.version

    for act in (
        lambda: languages.add_edition(revision, other, seen=seen, by=by, at=NOW),
        lambda: register.revise(document, source="en", summary="", seen=seen, by=by, at=NOW),
        lambda: register.withdraw(document, reason="It is wrong.", seen=seen, by=by, at=NOW),
    ):
        with pytest.raises(Refused, match="Change the agenda and publish it again"):
            act()
    assert Expression.objects.count() == 3


def test_both_may_open_it_to_everybody_and_publish_it_as_any_other_document(
    council: Meeting,
) -> None:
    document = published(council)
    by = signing.secretariat(council.forum)
    document.refresh_from_db()
    with pytest.raises(Refused, match="First mark the document as public"):
        publications.propose_publication(document, reason="", seen=document.version, by=by, at=NOW)

    publications.widen(document, marking="public", seen=document.version, by=by, at=NOW)
    document.refresh_from_db()
    act = publications.propose_publication(
        document, reason="", seen=document.version, by=by, at=NOW
    )
    signing.both_sign(council.forum, act)

    anybody = Client()
    address = reverse("public:expression", args=[council.forum.slug, document.slug, "es"])
    assert "Examen del año" in anybody.get(address).content.decode()


def test_who_does_not_read_the_agenda_reads_no_document_of_it(council: Meeting) -> None:
    document = published(council)
    observer = people.hat(
        council.forum, people.person(council.forum, Role.OBSERVER, organisation=rooms.ADMITTED)
    )
    assert not documents.visible(council.forum, observer, NOW).filter(pk=document.pk).exists()
    head = agendas.delegation(council.forum)
    assert documents.visible(council.forum, head, NOW).filter(pk=document.pk).exists()


def test_a_paper_that_not_everybody_may_read_is_not_named_in_it(council: Meeting) -> None:
    by = signing.secretariat(council.forum)
    out = papers.circulated(council.forum)
    draft = papers.entered(council.forum)
    typed = replace(agendas.REVIEW, documents=(), papers=(out.slug, draft.slug))
    seen = agendas.latest(council).token
    actions.change_item(council, "i2", typed=typed, seen=seen, by=by, at=NOW)

    signing.both_sign(council.forum, sent(council))
    made = Document.objects.get(kind="agenda")
    said = " ".join(words(made, "en", 0))
    assert documents.name_of(out) in said and documents.name_of(draft) not in said


def test_the_act_says_that_it_becomes_a_document_and_nobody_is_told_twice(
    council: Meeting,
) -> None:
    act = sent(council)
    page = client(signing.league(council.forum)).get(
        reverse("acts:act", args=[council.forum.slug, act.number])
    )
    assert "takes the next number" in page.content.decode()
    signing.both_sign(council.forum, act)
    worker.turn_in(council.forum, NOW)
    assert not Message.objects.filter(event="N12").exists()
    agendas.change(council, "i2", minutes=5)
    again = sent(council)
    page = client(signing.league(council.forum)).get(
        reverse("acts:act", args=[council.forum.slug, again.number])
    )
    assert "Next revision of the document" in page.content.decode()


def test_a_programme_or_a_working_agenda_is_no_document(small_forum: Forum) -> None:
    council = signing.planned(small_forum)
    agendas.begun(council, stage="working")
    agendas.with_items(council)
    with clock.at(NOW):
        signing.both_sign(council.forum, sent(council))
    assert not Document.objects.exists()
