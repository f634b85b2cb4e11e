"""The answer to a parliament (US-12): what is public with its sources, unknown where it is unknown,
and nothing of what the Parties keep to themselves."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import minuted
import papers
import people
import signing
from cochair.exports.archives.answers import actions, content, views
from cochair.exports.archives.models import Answer
from cochair.features.accounts.models import Account
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.personal import retention
from cochair.features.personal.periods import Kind
from cochair.journal.models import Entry
from cochair.procedure.consent import digest_of
from cochair.procedure.refusal import Refused
from cochair.web import formats
from cochair.web.clock import clock
from matrix import Scene
from world import NOW

TOPICS = tuple(content.TOPICS)
LANGUAGES = ("en", "es", "pt")
SECRET = "Quetzalmond"


def answered(forum: Forum, **more: object) -> Answer:
    given = {"audience": "A parliament", "topics": TOPICS, "languages": LANGUAGES, **more}
    return actions.answer(forum, by=signing.secretariat(forum), at=NOW, **given)  # type: ignore[arg-type]


def test_each_fact_has_its_confidence_and_words_in_every_language(small_forum: Forum) -> None:
    made = answered(small_forum)

    assert [section["code"] for section in made.content] == list(TOPICS)
    for section in made.content:
        assert section["rows"]
        for row in section["rows"]:
            assert row["confidence"]
            assert set(row["said"]) == set(LANGUAGES)
    assert any(row["sources"] for section in made.content for row in section["rows"])
    assert made.digest == digest_of({"content": made.content})


def test_as_of_when_it_speaks_is_said_in_words(small_forum: Forum) -> None:
    """Issue 18: the place stands in brackets behind day and hour, as on other papers."""
    made = answered(small_forum)

    said = {code: views.lines(made, code)[0] for code in LANGUAGES}

    for code, line in said.items():
        assert line.endswith(formats.instant_on_paper(NOW, small_forum.zone, code))


def test_a_source_is_called_in_the_language_of_the_answer() -> None:
    paper = {"en": "Council document", "es": "Documento del Consejo"}
    row = {
        "said": {"es": "Hecho"},
        "confidence": "unknown",
        "sources": [paper, "https://a.example"],
    }

    (section,) = views.shown([{"code": "done", "title": {"es": "Qué"}, "rows": [row]}], "es")

    assert section["rows"][0]["sources"] == ["Documento del Consejo", "https://a.example"]


def test_what_no_public_source_says_stays_unknown(real_forum: Forum) -> None:
    (schedule,) = content.sections(real_forum, ["schedule"], people.REAL_NOW)

    unknown = [row for row in schedule["rows"] if row["confidence"] == "unknown"]  # type: ignore[attr-defined]
    assert unknown
    assert all("no public source" in row["said"]["en"].lower() for row in unknown)


def test_what_was_entered_here_is_in_no_answer_until_both_publish_it(small_forum: Forum) -> None:
    before = json.dumps(content.sections(small_forum, TOPICS, NOW))
    signing.fixed(small_forum)
    title = dict.fromkeys(LANGUAGES, SECRET)
    text = {"en": papers.words(SECRET)}
    for marking in ("internal", "presidencies", "participants", "forum", "public"):
        more = {"meeting": Meeting.objects.get(slug=signing.COUNCIL)}
        papers.circulated(
            small_forum,
            text,
            marking=marking,
            title=title,
            **(more if marking == "participants" else {}),
        )

    assert json.dumps(content.sections(small_forum, TOPICS, NOW)) == before
    assert SECRET not in before


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_is_taken_away_as_page_pdf_and_word(at_work: Scene, language: str) -> None:
    made = answered(at_work.forum)
    starts = {"html": b"<!doctype html>", "pdf": b"%PDF-", "docx": b"PK"}
    for form, start in starts.items():
        args = [at_work.forum.slug, made.number, language, form]
        answer = at_work.client("secretariat").get(reverse("archives:answer-file", args=args))
        assert answer.status_code == 200
        assert answer.content.startswith(start), form
    page = views.html(made, language).decode()
    assert made.digest in page
    assert not {"<script", "<style"} & {word for word in ("<script", "<style") if word in page}


def test_it_is_seen_before_it_is_kept_and_then_kept_with_who_and_when(at_work: Scene) -> None:
    address = reverse("archives:answers", args=[at_work.forum.slug])
    asked = {"audience": "A parliament", "topics": ["meetings"], "languages": ["en", "pt"]}
    client = at_work.client("secretariat")
    page = client.get(address, asked).content.decode()
    assert "Save this answer" in page
    assert not Answer.objects.exists()

    answer = client.post(address, asked)

    made = Answer.objects.get()
    assert answer.status_code == 302
    assert (made.audience, made.languages, made.made_by.role) == (
        "A parliament",
        ["en", "pt"],
        "secretariat",
    )
    entry = Entry.objects.get(verb="answer.made")
    assert (entry.space, entry.facts["digest"]) == ("party:LEAGUE", made.digest)
    there = reverse("archives:answer", args=[at_work.forum.slug, made.number])
    assert client.get(there).status_code == 200
    assert at_work.client("other_presidency").get(there).status_code == 404
    spanish = reverse("archives:answer-file", args=[at_work.forum.slug, made.number, "es", "pdf"])
    assert client.get(spanish).status_code == 404


def test_without_a_question_a_language_or_who_asked_nothing_is_kept(small_forum: Forum) -> None:
    for more in ({"topics": ()}, {"languages": ()}, {"audience": " "}):
        with pytest.raises(Refused):
            answered(small_forum, **more)
    assert not Answer.objects.exists()


def test_the_page_costs_the_same_however_many_were_kept(at_work: Scene) -> None:
    address = reverse("archives:answers", args=[at_work.forum.slug])
    client = at_work.client("secretariat")

    def cost() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    answered(at_work.forum)
    once = cost()
    answered(at_work.forum)
    assert cost() == once


def test_the_numbers_of_one_partys_answers_do_not_count_those_of_the_other(
    small_forum: Forum,
) -> None:
    """INV-4: the other does not learn that there was a question, not even by a gap."""
    given = {"audience": "A parliament", "topics": TOPICS, "languages": LANGUAGES}
    ours = answered(small_forum)
    theirs = actions.answer(small_forum, by=minuted.other(small_forum, NOW), at=NOW, **given)

    next_one = answered(small_forum, audience="Another parliament")

    assert (ours.number, theirs.number, next_one.number) == (1, 1, 2)


def test_who_asked_is_forgotten_after_a_year_and_the_answer_stays(small_forum: Forum) -> None:
    """security.md section 4; domain.md C.9."""
    made = answered(small_forum, audience="Ms Ada Berg MP")
    last, over = NOW.replace(year=NOW.year + 1), NOW + timedelta(days=366)
    assert list(retention.reduce(small_forum, last)) == []
    (due,) = [one for one in retention.due(small_forum, over) if one.kind is Kind.ANSWERS]
    assert due.party == "LEAGUE"

    retention.daily(small_forum, over)

    left = Answer.objects.get(pk=made.pk)
    assert (left.audience, left.digest, left.content) == ("", made.digest, made.content)
    entry = Entry.objects.get(verb="personal.reduced", about_kind="answer")
    assert (entry.space, entry.facts["number"]) == ("party:LEAGUE", 1)
    assert [one for one in retention.reduce(small_forum, over) if one[0].kind is Kind.ANSWERS] == []
    client = people.signed_in(Account.objects.get(pk=signing.secretariat(small_forum).account))
    with clock.at(over):
        page = client.get(reverse("archives:answer", args=[small_forum.slug, left.number]))
    assert re.search(r"<h1>\s*Answer 1\s*</h1>", page.content.decode())


def test_the_same_answer_kept_twice_is_one(small_forum: Forum) -> None:
    """A button that is pressed twice has one effect; another question is another answer."""
    assert answered(small_forum) == answered(small_forum)
    assert Entry.objects.filter(verb="answer.made").count() == 1
    assert answered(small_forum, audience="Another parliament").number == 2
