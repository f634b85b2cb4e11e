"""Texts under negotiation, records of meetings and clauses are found as far as their pages open.

Each is asked for with its own page beside it (domain.md C.8; INV-4), after the worker or the search
read what was recorded.
"""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import delegations
import finding
import minuted
import negotiations
import papers
import people
import revised
import rooms
from cochair.features.meeting_records import drafts
from cochair.features.meeting_records import queries as records
from cochair.features.meetings.models import Invitation
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Organisation, ProcedureText
from cochair.features.parties.offices import Role
from cochair.features.records.models import MeetingRecord
from cochair.features.search import indexer
from cochair.features.search.models import Passage
from cochair.features.texts import actions, chairs
from cochair.features.texts.models import NegotiatedText
from cochair.formats.paragraphs import as_json, plain
from cochair.journal.actions import record
from cochair.procedure import text as core
from cochair.web.clock import clock
from finding import CLAUSES, agree, offices, who
from signing import secretariat
from world import NOW

FIRST = revised.IN_FORCE + timedelta(days=30)


def proposed(row: NegotiatedText, new: str = "few zanzibar weeks") -> str:
    """A proposal of Norland in the third paragraph."""
    by = negotiations.norland(row.forum)
    return negotiations.words_for(row, "p-3", "18 months", new, by=by)


def page(forum: Forum, client: Client, at: datetime, language: str = "en", **asked: str) -> str:
    """The page of search, its tags in one line each."""
    address = f"/{language}/{forum.slug}/search/"
    with clock.at(at):
        return " ".join(client.get(address, asked).content.decode().split()).replace(" >", ">")


def test_a_text_is_found_by_who_opens_it(small_forum: Forum) -> None:
    """An institution reads the document and no negotiation of it."""
    row = negotiations.begun(small_forum)
    proposed(row)
    address = reverse("texts:text", args=[small_forum.slug, row.document.slug])
    readers = who(offices(small_forum), "delegation", "presidency")

    agree(small_forum, address, "zanzibar", "text", row.pk, NOW, readers)


def test_a_text_of_one_party_is_found_by_that_party_alone(small_forum: Forum) -> None:
    row = negotiations.begun(small_forum, marking="internal")
    proposed(row)
    address = reverse("texts:text", args=[small_forum.slug, row.document.slug])
    readers = who(offices(small_forum), "delegation")

    agree(small_forum, address, "zanzibar", "text", row.pk, NOW, readers)


def test_a_text_is_found_as_it_stands_in_each_language(small_forum: Forum) -> None:
    row, hat = negotiations.begun(small_forum), negotiations.norland(small_forum)

    def places(typed: str) -> set[tuple[int, str]]:
        return finding.places(small_forum, typed, hat, of="text")

    made = proposed(row)
    new = actions.Draft(core.Operation.INSERT, words={"en": "A quillwort grows."}, after="p-5")
    actions.propose(row, [new], by=hat, at=NOW)
    for typed in ("share what", "compartiremos", "partilharemos"):
        assert places(typed) == {(row.pk, "p-4")}, typed
    assert places("zanzibar") == {(row.pk, "p-3")}
    ((item, added),) = places("quillwort")
    assert item == row.pk and added not in {"", "p-3", "p-5"}

    actions.withdraw(row, made, by=hat, at=NOW)
    chairs.edit(
        row, "p-4", "en", "Nobody hides anything.", read=1, editorial=False,
        instructed=True, by=secretariat(small_forum), at=NOW,
    )  # fmt: skip

    assert not places("zanzibar") and not places("share what")
    assert places("nobody hides") == places("compartiremos") == {(row.pk, "p-4")}


def test_the_list_leads_to_the_paragraph_and_says_what_is_only_proposed(small_forum: Forum) -> None:
    row = negotiations.begun(small_forum)
    proposed(row)
    client = people.signed_in(delegations.contact(small_forum, "XN"))
    address = reverse("texts:text", args=[small_forum.slug, row.document.slug])

    english = page(small_forum, client, NOW, q="zanzibar")
    spanish = page(small_forum, client, NOW, "es", q="compartiremos", kind="text")

    assert f'href="{address}#par-p-3"' in english and "<mark>zanzibar</mark>" in english
    assert "proposed, and not in the text" in english
    assert "<span>Text under negotiation</span>" in english
    assert f'href="{address.replace("/en/", "/es/")}#par-p-4"' in spanish
    assert "<span>Texto en negociación</span>" in spanish


@pytest.fixture
def out(small_forum: Forum) -> MeetingRecord:
    """The record of the Council after it went out, with a word of its own in two languages."""
    row = minuted.common(minuted.closed(small_forum))
    words = {"en": "The zanzibar reef.", "es": "El arrecife zanzibareño.", "pt": "O recife."}
    minuted.said(row, "observers-none", words)
    return minuted.issued(row)


def test_a_record_is_found_by_who_opens_its_page(small_forum: Forum, out: MeetingRecord) -> None:
    """An institution that is invited reads what went out, and one that is not reads nothing."""
    address = reverse("records:record", args=[small_forum.slug, out.meeting.slug])
    known = offices(small_forum)
    known["other"] = people.person(small_forum, Role.INSTITUTION, organisation=rooms.ADMITTED)
    invited = Organisation.objects.get(forum=small_forum, code=finding.HARBOURS)
    Invitation.objects.create(meeting=out.meeting, organisation=invited, sent_at=NOW)
    at = minuted.DRAFTED

    readers = who(known, "delegation", "presidency", "institution")
    for typed in ("zanzibar", "zanzibareño", "record council"):
        agree(small_forum, address, typed, "record", out.pk, at, readers, alone=False)
    assert not finding.found(small_forum, "zanzibar", None, at=at).groups


def test_before_it_goes_out_the_name_of_a_record_is_found_and_no_word_of_a_draft(
    small_forum: Forum,
) -> None:
    meeting = minuted.closed(small_forum)
    drafts.begin_own(meeting, by=minuted.ours(small_forum), at=minuted.DRAFTED)
    address = reverse("records:record", args=[small_forum.slug, meeting.slug])
    hat = minuted.ours(small_forum)
    assert not finding.items(small_forum, "record", hat, "record", at=minuted.DRAFTED)

    row = minuted.common(meeting)
    minuted.said(row, "observers-none", {"en": "The zanzibar reef."})

    readers = who(offices(small_forum), "delegation", "presidency")
    at = minuted.DRAFTED
    agree(small_forum, address, "record", "record", row.pk, at, readers, alone=False)
    assert not finding.found(small_forum, "zanzibar", hat, at=at).groups


def test_a_record_is_found_as_it_went_out_last_and_leads_to_the_paragraph(
    small_forum: Forum, out: MeetingRecord
) -> None:
    client = people.signed_in(delegations.contact(small_forum, "XN"))
    at = minuted.DRAFTED
    address = reverse("records:record", args=[small_forum.slug, out.meeting.slug])

    def found(typed: str) -> bool:
        shown = page(small_forum, client, at, q=typed, kind="record")
        return f'href="{address}#par-observers-none"' in shown

    assert found("zanzibar")
    minuted.said(out, "observers-none", {"en": "The quillwort.", "es": "Nada.", "pt": "Nada."})
    assert found("zanzibar") and not found("quillwort")

    minuted.issued(out)

    assert found("quillwort") and not found("zanzibar")
    shown = page(small_forum, client, at, q="quillwort", kind="record")
    assert "<span>Record of a meeting</span>" in shown
    with clock.at(at):
        assert 'id="par-observers-none"' in client.get(address).content.decode()


def test_a_document_that_changes_has_its_record_read_again(out: MeetingRecord) -> None:
    """A corrigendum changes what the page of a record shows, and its entry names the document."""
    forum, document = out.meeting.forum, out.document
    assert document is not None
    edition = records.last_out(out).expressions.get(language="en")  # type: ignore[union-attr]
    while indexer.catch_up(forum, minuted.DRAFTED):
        pass
    edition.text = [*edition.text[:-1], *as_json((plain("last", "The quillwort."),))]
    edition.save(update_fields=["text"])
    hat = minuted.ours(forum)
    assert not finding.items(forum, "quillwort", hat, "record", at=minuted.DRAFTED)

    record(
        forum.slug, verb="document.corrected", about=("document", document.key), by=None,
        at=minuted.DRAFTED,
    )  # fmt: skip

    assert finding.items(forum, "quillwort", hat, "record", at=minuted.DRAFTED) == {out.pk}


def pages_of(forum: Forum, version: str, clause: str) -> tuple[str, str]:
    """The page of a version, and that of a clause in it."""
    return (
        reverse("compliance:version", args=[forum.slug, version]),
        reverse("compliance:clause", args=[forum.slug, version, clause]),
    )


def test_clauses_are_found_by_anyone_once_their_version_is_in_force(small_forum: Forum) -> None:
    """Before its first day a version that was adopted is shared by the Parties alone."""
    known = offices(small_forum)
    while indexer.catch_up(small_forum, NOW):
        pass
    row = revised.version(small_forum, first=FIRST)
    first = papers.NOW.replace(year=FIRST.year, month=FIRST.month, day=FIRST.day)
    ahead = {name: name in {"delegation", "presidency"} for name in ("anyone", *known)}

    for at, opened in ((NOW, ahead), (first, dict.fromkeys(ahead, True))):
        for address in pages_of(small_forum, "1.1", revised.SAID_OTHERWISE):
            asked = {name: (known.get(name), reads) for name, reads in opened.items()}
            agree(small_forum, address, '"in other words"', CLAUSES, row.pk, at, asked)


def test_a_clause_is_found_in_each_language_and_leads_to_its_page(small_forum: Forum) -> None:
    while indexer.catch_up(small_forum, NOW):
        pass
    row = revised.version(small_forum)
    for typed in ('"in other words"', '"con otras palabras"', '"por outras palavras"'):
        found = finding.places(small_forum, typed, None, of=CLAUSES)
        assert found == {(row.pk, revised.SAID_OTHERWISE)}, typed
    _version, clause = pages_of(small_forum, "1.1", revised.SAID_OTHERWISE)

    english = page(small_forum, Client(), NOW, q='"in other words"')
    portuguese = page(small_forum, Client(), NOW, "pt", q='"in other words"', kind=CLAUSES)

    assert f'<a href="{clause}">¶ {revised.SAID_OTHERWISE}</a>' in english
    assert "<mark>In other words</mark>" in english and ">Working procedures<" in english
    assert f'<a href="{clause.replace("/en/", "/pt/")}">' in portuguese
    assert "Por outras palavras" in portuguese
    assert f'<option value="{CLAUSES}" selected>' in portuguese


def test_clauses_are_narrowed_to_versions_by_their_first_day(small_forum: Forum) -> None:
    old = ProcedureText.objects.get(forum=small_forum)
    new = revised.version(small_forum)
    day = revised.IN_FORCE

    def items(**to: object) -> set[int]:
        return finding.items(small_forum, "procedures", None, CLAUSES, **to)

    assert items() == items(kind=CLAUSES) == {old.pk, new.pk}
    assert items(since=day, until=day) == {new.pk}
    assert items(until=day - timedelta(days=1)) == {old.pk}
    assert items(meeting="none") == items(kind="document") == set()


def test_the_official_words_of_a_clause_are_not_found(small_forum: Forum) -> None:
    """Only readers of what the Parties share see them beside the clause: no source says them."""
    book = parties.book(small_forum)
    while indexer.catch_up(small_forum, NOW):
        pass
    kept = set(Passage.objects.filter(kind=CLAUSES).values_list("text", flat=True))
    said = {
        words
        for one in book.clauses
        for part in (one.text, one.asks, one.remedy, one.judged_by_people or {})
        for words in part.values()
    }
    assert {one for one in kept if one not in said} == {
        "Working procedures", "Procedimientos de trabajo", "Procedimentos de trabalho",
    }  # fmt: skip


def test_an_index_made_anew_holds_the_same(small_forum: Forum, out: MeetingRecord) -> None:
    proposed(negotiations.begun(small_forum))
    while indexer.catch_up(small_forum, minuted.DRAFTED):
        pass
    columns = ("kind", "item", "language", "paragraph", "number", "state", "text", "is_public")
    before = sorted(Passage.objects.values_list(*columns))
    assert {"text", "record", CLAUSES} <= {one[0] for one in before}

    indexer.rebuild(small_forum, minuted.DRAFTED)

    assert sorted(Passage.objects.values_list(*columns)) == before


def test_many_of_them_cost_the_queries_of_one(small_forum: Forum) -> None:
    client = people.signed_in(delegations.contact(small_forum, "XN"))

    def cost(typed: str, kind: str) -> int:
        page(small_forum, client, NOW, q=typed, kind=kind)
        with CaptureQueriesContext(connection) as captured:
            shown = page(small_forum, client, NOW, q=typed, kind=kind)
        assert "No results" not in shown
        return len(captured)

    negotiations.begun(small_forum)
    few = cost("compartiremos", "text"), cost("procedures", CLAUSES)
    for _number in range(3):
        negotiations.begun(small_forum, title={"en": "Another"})
    revised.version(small_forum)

    assert (cost("harbours", "text"), cost("meeting", CLAUSES)) == few
