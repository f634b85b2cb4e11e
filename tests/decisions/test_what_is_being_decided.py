"""What both are deciding on stays before them: nobody takes it away alone, or hides it from a voice."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from django.http import HttpResponse
from django.test import Client

import decided
import papers
import signing
import silences
from cochair.features.decisions import submission
from cochair.features.decisions.models import RoomDecision
from cochair.features.documents.models import Document
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.register import actions as register
from cochair.features.room import queries
from cochair.features.silence import acts, submissions
from cochair.journal.models import Entry
from cochair.procedure.consensus import Claim
from cochair.procedure.refusal import Refused
from decided import minutes, stage
from matrix import Scene
from world import NOW

DECISIONS = "/api/v1/league-concert/meetings/league-concert-council-in-session/decisions/"
JSON = "application/json"


def withdrawn(document: Document, at) -> Document:
    """Taken back by the secretariat that registered it."""
    by = signing.secretariat(document.forum, at)
    seen = papers.fresh(document).version
    return register.withdraw(document, reason="An older text.", seen=seen, by=by, at=at)


def test_a_text_on_the_table_is_withdrawn_by_nobody_alone(small_forum: Forum) -> None:
    row = decided.on_the_table(small_forum)

    with pytest.raises(
        Refused, match="The document is submitted for adoption at the meeting: number"
    ):
        withdrawn(row.document, minutes(1))

    decided.declared(row, Claim.REPLACED, minutes(2))
    assert withdrawn(row.document, minutes(3)).withdrawn_at == minutes(3)


def test_a_text_that_is_withdrawn_all_the_same_is_not_adopted(small_forum: Forum) -> None:
    row = decided.on_the_table(small_forum)
    Document.objects.filter(pk=row.document_id).update(withdrawn_at=minutes(1))

    with pytest.raises(
        Refused, match="The document has been withdrawn and can no longer be adopted"
    ):
        decided.declared(row, Claim.CONSENSUS, minutes(2))

    assert stage(row) == "put"


def test_a_text_under_silence_is_withdrawn_by_nobody_alone(small_forum: Forum) -> None:
    row = silences.opened(small_forum)
    paper = row.revision.document

    with pytest.raises(Refused, match="The document is under silence procedure 1"):
        withdrawn(paper, NOW)

    act = acts.WITHDRAW.propose(
        row, None, reason="Anew.", by=signing.secretariat(small_forum), at=NOW
    )
    signing.both_sign(small_forum, act)
    assert withdrawn(paper, NOW).withdrawn_at == NOW


def experts_apart(forum: Forum) -> Meeting:
    """A meeting of experts, whose papers are read by those who take part in it."""
    return Meeting.objects.create(
        forum=forum,
        slug="league-concert-experts-apart",
        configuration="experts",
        kind="extraordinary",
        number=8,
        known_at=NOW,
    )


@contextmanager
def of_the_league_alone(monkeypatch: pytest.MonkeyPatch, forum: Forum) -> Iterator[None]:
    """The members of the League alone take part in meetings of experts."""
    book = parties.book(forum, decided.PUT_AT)
    apart = {
        **book.configurations,
        "experts": replace(book.configurations["experts"], parties=("LEAGUE",)),
    }
    with monkeypatch.context() as changed:
        changed.setattr(
            submission.parties, "book", lambda *_at: replace(book, configurations=apart)
        )
        yield


def test_a_paper_of_a_meeting_that_some_do_not_read_is_not_put(
    small_forum: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever does not see a text could not object to it: so nobody puts it."""
    meeting = decided.sitting(small_forum)
    paper = decided.paper(small_forum)
    elsewhere = experts_apart(small_forum)
    Document.objects.filter(pk=paper.pk).update(marking="participants", meeting=elsewhere)
    wish = decided.wish(papers.fresh(paper))

    with (
        of_the_league_alone(monkeypatch, small_forum),
        pytest.raises(
            Refused,
            match="Some delegations that take part in the decision may not read the document",
        ),
    ):
        decided.put(meeting, wish)

    assert not RoomDecision.objects.exists()


def test_a_paper_of_a_meeting_that_some_do_not_read_is_not_put_under_silence_either(
    small_forum: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is silent about what he may not read."""
    paper = silences.line(small_forum)
    elsewhere = experts_apart(small_forum)
    Document.objects.filter(pk=paper.pk).update(marking="participants", meeting=elsewhere)
    paper = papers.fresh(paper)

    with (
        of_the_league_alone(monkeypatch, small_forum),
        pytest.raises(
            Refused,
            match="Some delegations that take part in the decision may not read the document",
        ),
    ):
        silences.proposed(paper)

    assert silences.proposed(paper).effective_at is None


def test_who_contests_what_was_entered_is_not_told_where_nobody_is_named(
    small_forum: Forum,
) -> None:
    signing.both_sign(small_forum, signing.option(small_forum, "silence.named", False))
    row = silences.opened(small_forum)
    norland = silences.norland(small_forum)
    entered = submissions.Entered(
        submissions.Voice("XN", "LEAGUE"), "mail", NOW, "The mail is on file."
    )
    by = signing.secretariat(small_forum)
    made, _counts = submissions.enter(
        row, entered, form="objection", words="No.", language="en", by=by, received_at=NOW
    )

    submissions.contest(row, made, why="We sent nothing.", by=norland, at=NOW)

    told = Entry.objects.get(verb="silence.contested")
    assert (told.account, told.office, told.on_behalf_of) == (None, "", "")


def sent(client: Client, path: str, said: object) -> HttpResponse:
    return client.post(path, json.dumps(said), content_type=JSON)


@pytest.mark.parametrize("reason", ["bogus", "\ud800", "\0", "position"])
def test_a_reason_for_what_is_never_set_aside_is_not_read(at_work: Scene, reason: str) -> None:
    paper = decided.paper(at_work.forum)
    said = {"document": paper.slug, "kind": "other", "reasons": {reason: "Because."}}

    answer = sent(at_work.client("co_presidency"), DECISIONS, said)

    assert (answer.status_code, answer.json()) == (400, {"error": "unreadable"})


def test_a_reason_that_reads_otherwise_than_it_is_typed_is_refused(at_work: Scene) -> None:
    paper = decided.paper(at_work.forum)
    said = {"document": paper.slug, "kind": "other", "reasons": {"clearance": "no\u202eton"}}

    answer = sent(at_work.client("co_presidency"), DECISIONS, said)

    assert answer.status_code == 422 and not queries.waiting(_meeting(at_work))


@pytest.mark.parametrize("language", ["xx", "\ud800", "\0", ""])
def test_words_in_no_language_of_the_house_are_not_read(at_work: Scene, language: str) -> None:
    said = {"kind": "explanation_of_position", "words": {language: "So be it."}}

    answer = sent(at_work.client("delegation"), f"{DECISIONS}2/statements/", said)

    assert (answer.status_code, answer.json()) == (400, {"error": "unreadable"})


def test_a_statement_names_paragraphs_that_the_text_has(at_work: Scene) -> None:
    """A footnote on a paragraph that there is not would be printed nowhere."""
    said = {
        "kind": "dissociation_from_paragraph",
        "words": {"en": "We are not bound by it."},
        "paragraphs": ["p-99"],
    }

    answer = sent(at_work.client("delegation"), f"{DECISIONS}2/statements/", said)

    assert answer.status_code == 422
    said["paragraphs"] = ["p-2"]
    assert sent(at_work.client("delegation"), f"{DECISIONS}2/statements/", said).status_code == 201


def _meeting(scene: Scene) -> Meeting:
    return Meeting.objects.get(forum=scene.forum, slug="league-concert-council-in-session")
