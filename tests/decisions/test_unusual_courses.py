"""Courses that no story takes: put by night, put twice, objected again, decided twice at once."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import transaction

import decided
import negotiations
import papers
import signing
import silences
from cochair.features.decisions.models import RoomDecision, RoomStatement
from cochair.features.documents.models import Document, Expression, Revision
from cochair.features.documents.vocabulary import PURPOSES
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.register import actions as registering
from cochair.features.room import actions, issue, outcome, presenters
from cochair.features.silence import acts
from cochair.features.silence import presenters as silencing
from cochair.features.silence import queries as silence
from cochair.features.texts import actions as writing
from cochair.features.texts import chairs, party_private
from cochair.features.texts import issue as texts_out
from cochair.features.texts import queries as texts
from cochair.formats import paragraphs
from cochair.procedure.consensus import Claim
from cochair.procedure.obstacle import Cleared
from cochair.procedure.refusal import Refused
from decided import OPENS, PUT_AT, head, minutes, stage
from negotiations import words_for
from world import NOW

LATER = minutes(60)
CLOSED = minutes(90)
# Statements are taken no longer.
AFTER = CLOSED + timedelta(hours=48, minutes=1)
AD_REFERENDUM = {"language": "Both agree on the English; Portuguese follows within a week."}


@pytest.fixture
def row(small_forum: Forum) -> RoomDecision:
    """A text on the table of the Council."""
    return decided.on_the_table(small_forum)


def behind_in_portuguese(forum: Forum) -> RoomDecision:
    """A text under negotiation whose third paragraph is behind in Portuguese, put all the same."""
    meeting, text = decided.sitting(forum), negotiations.begun(forum)
    by = signing.secretariat(forum)
    chairs.edit(
        text, "p-3", "en", "We will meet every 24 months.", read=1,
        editorial=False, instructed=True, by=by, at=NOW,
    )  # fmt: skip
    chairs.translate(
        text, "p-3", "es", "Nos reuniremos cada 24 meses.", sense=2, read=1, by=by, at=NOW
    )
    for chair in (signing.league, signing.concert):
        shown = texts.digest(text)
        party_private.clear(text, Cleared.GIVEN, seen=shown, by=chair(forum, OPENS), at=OPENS)
    return decided.put(meeting, decided.wish(text.document, reasons=AD_REFERENDUM))


def translated(row: RoomDecision, said: str) -> None:
    """Portuguese follows, and the text goes out in every language."""
    forum = row.meeting.forum
    assert row.text is not None
    by = signing.secretariat(forum, LATER)
    chairs.translate(row.text, "p-3", "pt", said, sense=2, read=1, by=by, at=LATER)
    row.document.refresh_from_db()
    texts_out.issue(
        row.text, summary="", purpose=next(iter(PURPOSES)), seen=row.document.version,
        by=by, at=LATER,
    )  # fmt: skip


def out(row: RoomDecision) -> dict[str, paragraphs.Text]:
    """The languages of the last revision that are released."""
    last = row.document.revisions.order_by("number").last()
    rows = Expression.objects.filter(revision=last, replaced_at=None).exclude(released_at=None)
    return {one.language: paragraphs.from_json(one.text) for one in rows}


def issued(row: RoomDecision) -> None:
    """Both issue it once the meeting is closed and no statement can come any more."""
    forum = row.meeting.forum
    Meeting.objects.filter(pk=row.meeting_id).update(closed_at=CLOSED)
    by = signing.league(forum, AFTER)
    signing.both_sign(forum, issue.propose(row, by=by, at=AFTER), AFTER)


def test_a_text_agreed_ad_referendum_of_a_language_goes_out_when_that_language_follows(
    small_forum: Forum,
) -> None:
    """Issue: agreement on one version ad referendum of the languages; US-06, CB-11."""
    row = behind_in_portuguese(small_forum)
    decided.stated(row, head(small_forum), minutes(5), decided.said(paragraphs=("p-4",)))
    decided.declared(row, Claim.CONSENSUS, minutes(30))
    names = parties.roster(small_forum).names()
    printed = {one.language: one for one in outcome.prints(presenters.shown(row, LATER), names)}
    assert [line.missing for line in printed["pt"].lines].count(True) == 1
    assert not any(line.missing for line in printed["es"].lines)

    translated(row, "Reunir-nos-emos a cada 24 meses.")
    issued(row)

    assert set(out(row)) == {"en", "es", "pt"}
    assert any(one.text == "Reunir-nos-emos a cada 24 meses." for one in out(row)["pt"])


def test_a_language_that_was_abreast_still_says_what_was_adopted(small_forum: Forum) -> None:
    row = behind_in_portuguese(small_forum)
    decided.stated(row, head(small_forum), minutes(5), decided.said(paragraphs=("p-4",)))
    decided.declared(row, Claim.CONSENSUS, minutes(30))
    adopted = row.paragraphs[2]["words"]["es"]

    def adopted_in_spanish(words: str) -> None:
        row.paragraphs[2]["words"]["es"] = words
        row.save(update_fields=["paragraphs"])

    adopted_in_spanish(f"{adopted} Siempre.")
    with (
        pytest.raises(Refused, match="does not say what both Parties agreed to: es"),
        transaction.atomic(),
    ):
        translated(row, "Reunir-nos-emos a cada 24 meses.")
    adopted_in_spanish(adopted)
    translated(row, "Reunir-nos-emos a cada 24 meses.")

    adopted_in_spanish(f"{adopted} Siempre.")
    with pytest.raises(Refused, match="is not the text that was adopted: es"):
        issued(row)


def test_a_paper_adopted_without_a_language_goes_out_when_that_is_there(
    small_forum: Forum,
) -> None:
    """The same of a revision that nobody negotiated."""
    paper = decided.paper(small_forum)
    pt = Expression.objects.get(revision__document=paper, language="pt", replaced_at=None)
    Expression.objects.filter(pk=pt.pk).update(released_at=None)
    reasons = {**decided.REASONS, **AD_REFERENDUM}
    row = decided.put(decided.sitting(small_forum), decided.wish(paper, reasons=reasons))
    decided.stated(row, head(small_forum), minutes(5))
    decided.declared(row, Claim.CONSENSUS, minutes(30))
    with pytest.raises(Refused, match="missing"):
        issued(row)

    Expression.objects.filter(pk=pt.pk).update(released_at=LATER)
    issued(row)

    assert set(out(row)) == {"en", "es", "pt"}


def test_over_night_nothing_is_put_and_no_consensus_declared_but_objected(
    row: RoomDecision,
) -> None:
    """domain.md C.4, CB-15: a meeting that pauses over midnight; nobody is in the room."""
    meeting = signing.stepped(row.meeting, "meeting.suspend", minutes(10))
    row.meeting, at = meeting, minutes(11)

    with pytest.raises(
        Refused,
        match="This is possible only while the meeting is open, because delegations must be present to object",
    ):
        decided.declared(row, Claim.CONSENSUS, at)
    with pytest.raises(
        Refused,
        match="This is possible only while the meeting is open, because delegations must be present to object",
    ):
        decided.put(meeting, decided.wish(decided.paper(meeting.forum)), at)
    made = decided.objected(row, head(meeting.forum), at)
    decided.declared(row, Claim.SUMMARY, at + timedelta(minutes=1))

    assert made.pk and stage(row) == "co_chairs_summary"


def test_the_next_morning_both_declare_when_the_meeting_goes_on(row: RoomDecision) -> None:
    meeting = signing.stepped(row.meeting, "meeting.suspend", minutes(10))
    morning = minutes(16 * 60)
    row.meeting = signing.stepped(meeting, "meeting.resume", morning)

    decided.declared(row, Claim.CONSENSUS, morning + timedelta(minutes=5))

    assert stage(row) == "adopted_by_consensus"


def test_objected_again_and_turned_into_the_same_words_again_there_is_one_statement(
    row: RoomDecision,
) -> None:
    """CB-13: an objection that was turned into a statement, and another of the same delegation."""
    norland = head(row.meeting.forum)
    for at in (1, 5):
        made = decided.objected(row, norland, minutes(at))
        actions.convert(row, made, decided.said(), by=norland, at=minutes(at + 1))
        again = actions.convert(row, made, decided.said(), by=norland, at=minutes(at + 2))
        assert again.voice == "XN"

    assert stage(row) == "put" and RoomStatement.objects.count() == 1
    decided.declared(row, Claim.CONSENSUS, minutes(30))
    assert stage(row) == "adopted_with_statements"


def test_words_that_are_filed_already_take_the_place_of_an_objection(row: RoomDecision) -> None:
    norland = head(row.meeting.forum)
    filed = decided.stated(row, norland, minutes(1))
    made = decided.objected(row, norland, minutes(2))

    assert actions.convert(row, made, decided.said(), by=norland, at=minutes(3)) == filed

    assert stage(row) == "put"


def test_a_delegation_that_leaves_takes_its_own_objection_back_and_nobody_else_does(
    row: RoomDecision,
) -> None:
    """It came after the text was put, objected, and is struck from the list meanwhile (CB-13)."""
    decided.came(row.meeting, "XB", 50, minutes(1))
    brumia = head(row.meeting.forum, "XB")
    made = decided.objected(row, brumia, minutes(2))
    row.meeting.delegations.filter(member__code="XB").update(accepted_at=None, state="returned")

    with pytest.raises(Refused, match="Only the delegation"):
        actions.withdraw(row, made, by=head(row.meeting.forum), at=minutes(3))
    assert stage(row) == "objected"
    actions.withdraw(row, made, by=brumia, at=minutes(4))

    assert stage(row) == "put"
    with pytest.raises(Refused, match="XL does not take part"):
        row.meeting.delegations.update(accepted_at=None, state="returned")
        row.terms["voices"] = []
        row.save(update_fields=["terms"])
        decided.objected(row, head(row.meeting.forum, "XL"), minutes(5))


def test_what_one_meeting_adopted_is_not_put_to_another(row: RoomDecision) -> None:
    decided.declared(row, Claim.CONSENSUS, minutes(30))
    other = decided.at_once(row.meeting.forum, *keys(row.meeting.forum), by=keys(row.meeting.forum)[0], at=LATER)[0].meeting  # fmt: skip

    with pytest.raises(Refused, match="or was adopted: number 1"):
        decided.put(other, decided.wish(row.document), LATER)


def keys(forum: Forum) -> tuple[ActingOffice, ActingOffice]:
    """Both co-chairs."""
    return signing.league(forum, LATER), signing.concert(forum, LATER)


def test_a_paper_is_under_one_silence_at_a_time_in_whichever_revision(small_forum: Forum) -> None:
    """security.md section 7, rule 10: a changed text is a new silence, and the old one ends first."""
    first = silences.opened(small_forum)
    paper = first.revision.document
    with (
        pytest.raises(Refused, match="The document is under silence procedure 1"),
        transaction.atomic(),
    ):
        revised(paper)
    with pytest.raises(
        Refused,
        match="A silence procedure on this text is already open, or the text was adopted by one: number",
    ):
        silences.proposed(paper)
    with transaction.atomic():
        out_all_the_same(paper)
        with pytest.raises(Refused, match="The document is under silence procedure 1"):
            silences.proposed(paper)
        transaction.set_rollback(True)

    silences.sent(first, silences.norland(small_forum), NOW)
    revised(paper)
    assert silences.proposed(paper).body["follows"] == first.terms["silence"]


def out_all_the_same(paper: Document) -> None:
    """A second revision that went out before anything held the document, in an older database."""
    first = paper.revisions.get()
    newer = Revision.objects.create(
        document=paper, number=1, source="en", made_at=NOW, circulated_at=NOW
    )
    for made in Expression.objects.filter(revision=first):
        made.pk, made.revision, made.digest = None, newer, "0" * 64
        made.save()


def revised(paper: Document) -> None:
    """A second revision goes out in every language."""
    by = signing.secretariat(paper.forum)
    seen = papers.fresh(paper).version
    registering.revise(paper, source="en", summary="", seen=seen, by=by, at=NOW)
    for code in ("en", "es", "pt"):
        papers.written(paper, code, papers.words(f"Another {code}."), by=by)
    papers.sent(paper, by=by)


def test_a_paper_under_silence_is_not_put_to_the_room_and_the_reverse(small_forum: Forum) -> None:
    meeting = decided.sitting(small_forum)
    row = silences.opened(small_forum)
    until = silence.fresh(row).expires_at

    with pytest.raises(Refused, match="The document is under silence procedure"):
        decided.put(meeting, decided.wish(row.revision.document, kind="other"), until - timedelta(days=1))  # fmt: skip


def test_what_is_before_a_meeting_that_goes_on_is_not_put_under_silence(small_forum: Forum) -> None:
    meeting, paper = decided.sitting(small_forum), silences.line(small_forum)
    decided.put(meeting, decided.wish(paper, kind="other"))

    with pytest.raises(
        Refused, match="The document is submitted for adoption at the meeting: number 1"
    ):
        silences.proposed(paper, PUT_AT + timedelta(days=7), PUT_AT + timedelta(minutes=1))


def test_what_is_in_brackets_is_agreed_by_nobodys_silence(small_forum: Forum) -> None:
    """CB-14."""
    text = negotiations.begun(small_forum)
    text.document.kind = "press_line"
    text.document.save(update_fields=["kind"])
    made = words_for(text, "p-3", "18", "24", by=negotiations.norland(small_forum))

    with pytest.raises(Refused, match="Paragraph 1 is not agreed"):
        silences.proposed(text.document)

    writing.withdraw(text, made, by=negotiations.norland(small_forum), at=NOW)
    assert silences.proposed(text.document)


def by_a_meeting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The file of the forum asks that a meeting consents to the method."""
    asked = silence.regime

    def regime(forum: Forum, at: datetime) -> object:
        return replace(asked(forum, at), by_meeting=True)

    monkeypatch.setattr(silence, "regime", regime)


def test_a_silence_opens_by_the_consent_of_a_meeting_that_both_note(
    small_forum: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    """CB-16; domain.md C.4: by both, or by consent noted at a meeting."""
    by_a_meeting(monkeypatch)
    meeting, at = decided.sitting(small_forum), PUT_AT
    paper, until = silences.line(small_forum), PUT_AT + timedelta(days=6)
    by = signing.secretariat(small_forum, at)

    with pytest.raises(
        Refused, match="A meeting must have agreed that this may be decided by a silence procedure"
    ):
        acts.propose_opening(paper, expires_at=until, by=by, at=at)
    never = Meeting.objects.create(
        forum=small_forum, slug="never-sat", configuration="council", kind="extraordinary",
        number=8, known_at=NOW,
    )  # fmt: skip
    with pytest.raises(Refused, match="This meeting has not been held"):
        acts.propose_opening(paper, expires_at=until, meeting=never, by=by, at=at)
    act = acts.propose_opening(paper, expires_at=until, meeting=meeting, by=by, at=at)
    signing.both_sign(small_forum, act, at)

    row = silence.procedures(small_forum).get()
    assert silences.stage(row, at + timedelta(hours=1)) == "running"
    assert silence.silence(row, at).terms.mandate.meeting == meeting.slug
    assert silencing.shown(row, at).consented
