"""What was adopted with statements goes out with its footnotes in three languages (US-06, CB-11)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

import decided
import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.decisions.models import RoomDecision
from cochair.features.documents.models import Document, Expression
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.publications import actions as publishing
from cochair.features.room import issue, outcome, presenters
from cochair.formats import paragraphs
from cochair.procedure.consensus import Claim
from cochair.procedure.outcome import StatementKind
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from decided import minutes

CLOSED = minutes(45)
# Statements are taken no longer.
AT = CLOSED + timedelta(hours=48, minutes=1)


def decided_client(forum: Forum) -> Client:
    """The League's co-presidency at the keyboard."""
    signing.league(forum, AT)
    return people.signed_in(Account.objects.get(email="presidency-league-xe@example.org"))


def adopted(row: RoomDecision) -> RoomDecision:
    """The decision after both declared consensus and closed the meeting."""
    decided.declared(row, Claim.CONSENSUS, minutes(30))
    Meeting.objects.filter(pk=row.meeting_id).update(closed_at=CLOSED)
    row.meeting.refresh_from_db()
    return row


def with_dissociation(forum: Forum) -> RoomDecision:
    """A paper from whose second paragraph Norland dissociates itself, and Lagoon in an annex."""
    paper = decided.paper(forum, marking="public")
    row = decided.put(decided.sitting(forum), decided.wish(paper))
    norland, lagoon = decided.head(forum), decided.head(forum, "XL")
    decided.stated(row, norland, minutes(5), decided.said(printed="footnote_named"))
    whole = decided.said(
        StatementKind.EXPLANATION, paragraphs=(), printed="annex", words={"en": "We are glad."}
    )
    decided.stated(row, lagoon, minutes(6), whole)
    return adopted(row)


def out(row: RoomDecision, number: int) -> dict[str, paragraphs.Text]:
    """The languages of a revision that are released."""
    rows = Expression.objects.filter(
        revision__document=row.document, revision__number=number, replaced_at=None
    ).exclude(released_at=None)
    return {one.language: paragraphs.from_json(one.text) for one in rows}


def signed(row: RoomDecision):
    """The text with its footnotes, signed by both."""
    by = signing.league(row.meeting.forum, AT)
    return signing.both_sign(row.meeting.forum, issue.propose(row, by=by, at=AT), AT)


def test_us_06_the_next_revision_names_who_dissociates_in_three_languages_and_no_other_word_changed(
    small_forum,
) -> None:
    row = with_dissociation(small_forum)
    before = out(row, 0)

    signed(row)

    after = out(row, 1)
    assert set(after) == {"en", "es", "pt"}
    for code, text in after.items():
        assert [one.text for one in text][: len(before[code])] == [one.text for one in before[code]]
    notes = {code: [one.notes for one in text if one.notes] for code, text in after.items()}
    (english,), (spanish,) = notes["en"], notes["es"]
    assert english == ("Norland dissociates itself from paragraph 2. We are not bound by it.",)
    assert spanish[0].endswith("No nos obliga.") and "2" in spanish[0]
    assert after["en"][-2].text == "Statements"
    assert after["en"][-1].text == "Explanation of position of Lagunia. We are glad."
    assert after["pt"][-1].text.endswith("[EN] We are glad.")
    document = Document.objects.get(pk=row.document_id)
    assert document.final_at == AT and "room.issued" in signing.verbs(small_forum)


def test_a_footnote_stands_at_each_paragraph_that_was_named_and_at_the_first_where_none_was(
    small_forum,
) -> None:
    row = decided.put(decided.sitting(small_forum), decided.wish(decided.paper(small_forum)))
    norland, lagoon = decided.head(small_forum), decided.head(small_forum, "XL")
    decided.stated(row, norland, minutes(5), decided.said(printed="footnote_named"))
    whole = decided.said(
        StatementKind.EXPLANATION,
        paragraphs=(),
        printed="footnote_named",
        words={"en": "We are glad."},
    )
    decided.stated(row, lagoon, minutes(6), whole)

    signed(adopted(row))

    first, second, third = [one.notes for one in out(row, 1)["en"]][:3]
    assert "position of Lagunia" in " ".join(first) and "Norland" not in " ".join(first)
    assert "Norland dissociates itself from paragraph 2" in " ".join(second)
    assert "Lagunia" not in " ".join(second) and third == ()


def test_us_06_it_takes_both_keys_and_goes_out_once(small_forum) -> None:
    row = with_dissociation(small_forum)
    by = signing.league(small_forum, AT)
    act = issue.propose(row, by=by, at=AT)

    signing.turn(act, by, AT)
    assert out(row, 1) == {}
    with pytest.raises(Refused):
        issue.propose(row, by=by, at=AT)
    signing.turn(act, signing.concert(small_forum, AT), AT)

    assert out(row, 1)
    with pytest.raises(Refused, match="already"):
        issue.propose(row, by=by, at=AT)


def test_a_text_without_statements_or_not_adopted_does_not_go_out_so(small_forum) -> None:
    row = decided.on_the_table(small_forum)
    by = signing.league(small_forum, AT)
    with pytest.raises(Refused, match="adopted with statements"):
        issue.propose(row, by=by, at=AT)
    adopted(row)
    with pytest.raises(Refused, match="adopted with statements"):
        issue.propose(row, by=by, at=AT)


def test_no_statement_in_time_is_lost_a_text_goes_out_only_once_none_can_come_any_more(
    small_forum,
) -> None:
    row = with_dissociation(small_forum)
    last = CLOSED + timedelta(hours=48)
    by = signing.league(small_forum, last)
    with pytest.raises(Refused, match="Statements are taken until"):
        issue.propose(row, by=by, at=last)
    late = decided.said(printed="footnote_unnamed")
    decided.stated(row, decided.head(small_forum, "XS"), last, late)
    with pytest.raises(Refused, match="Statements were accepted until"):
        decided.stated(row, decided.head(small_forum, "XP"), AT, late)

    signed(row)

    assert "A delegation dissociates itself" in out(row, 1)["en"][-1].text


def test_a_statement_that_came_late_beside_a_text_without_any_is_printed_too(small_forum) -> None:
    row = adopted(decided.on_the_table(small_forum))
    late = decided.said(printed="footnote_named")
    decided.stated(row, decided.head(small_forum, "XS"), minutes(50), late)

    signed(row)

    assert "dissociates itself" in out(row, 1)["en"][-1].text


def test_nothing_goes_out_before_the_meeting_is_closed(small_forum) -> None:
    row = with_dissociation(small_forum)
    Meeting.objects.filter(pk=row.meeting_id).update(closed_at=None)
    row.meeting.refresh_from_db()

    with pytest.raises(Refused, match="until 48 hours after the closing"):
        issue.propose(row, by=signing.league(small_forum, AT), at=AT)


def test_a_text_under_negotiation_keeps_its_typed_numbers_and_its_own_words_alone(
    small_forum,
) -> None:
    row = decided.negotiated(small_forum)
    second = row.paragraphs[1]["id"]
    said = decided.said(paragraphs=(second,), printed="footnote_unnamed")
    decided.stated(row, decided.head(small_forum), minutes(5), said)
    adopted(row)
    base = issue.base_of(row)
    before = out(row, base.number)

    signed(row)

    after = out(row, base.number + 1)
    assert set(after) == set(before)
    for code, text in after.items():
        assert [(one.id, one.number, one.text) for one in text] == [
            (one.id, one.number, one.text) for one in before[code]
        ]
    assert any(
        "A delegation dissociates itself" in note for one in after["en"] for note in one.notes
    )


def test_words_that_changed_after_the_last_revision_are_issued_first(small_forum) -> None:
    row = decided.negotiated(small_forum)
    decided.stated(row, decided.head(small_forum), minutes(5), decided.said(paragraphs=("p-2",)))
    adopted(row)
    row.paragraphs[1]["words"]["en"] += " And more."
    row.save(update_fields=["paragraphs"])

    with pytest.raises(
        Refused, match="The text in this language is not the text that was adopted:"
    ):
        issue.propose(row, by=signing.league(small_forum, AT), at=AT)


def test_the_printed_page_has_the_numbers_that_were_typed(small_forum) -> None:
    row = decided.on_the_table(small_forum)
    row.paragraphs[1]["number"] = "14."
    names = parties.roster(small_forum).names()

    prints = outcome.prints(presenters.shown(row, AT), names)

    assert [line.number for line in prints[0].lines][:2].count("14.") == 1


def test_us_06_the_public_reads_the_footnotes_after_two_signatures(small_forum) -> None:
    row = with_dissociation(small_forum)
    page = reverse("decisions:in-room", args=[small_forum.slug, row.meeting.slug, row.number])
    client = decided_client(small_forum)
    with clock.at(AT):
        assert "Create the text with its footnotes" in client.get(page).content.decode()
        answer = client.post(f"{page}issue/")
        assert answer.status_code == 302
        folder = client.get(answer.headers["Location"]).content.decode()
        assert "Norland dissociates itself from paragraph 2." in folder
    act = issue.waiting(row)
    assert act is not None
    signing.both_sign(small_forum, act, AT)
    document = Document.objects.get(pk=row.document_id)
    by = signing.league(small_forum, AT)
    publish = publishing.propose_publication(
        document, reason="", seen=document.version, by=by, at=AT
    )
    signing.both_sign(small_forum, publish, AT)
    with clock.at(AT):
        for code, said in (("en", "Norland dissociates itself"), ("es", "Norland")):
            public = Client().get(f"/{code}/{small_forum.slug}/register/{document.slug}/")
            assert public.status_code == 200 and said in public.content.decode()


def test_an_adopted_text_says_when_and_by_whom_and_its_statements_have_names(small_forum) -> None:
    """interaction.md section 5: nothing says draft or open; a footnote that was there is N1."""
    row = with_dissociation(small_forum)
    address = reverse("documents:document", args=[small_forum.slug, row.document.slug])
    reader = people.signed_in(Account.objects.get(pk=decided.head(small_forum).account))
    with clock.at(minutes(20)):
        before = reader.get(address).content.decode()
    signed(row)
    with clock.at(AT):
        after = reader.get(address).content.decode()
        wide = reader.get(address, {"text": "all"}).content.decode()

    assert "Adopted by consensus" not in before and 'id="note-' not in before
    head, _, rest = after.partition('id="text"')
    assert "Adopted by consensus" in head and 'href="#note-en-S1"' in head
    assert head.count('class="party"') >= 2 and head.count("PDF in ") == 3
    said, _, _ = rest.partition('id="note-en-S1"')[2].partition("</li>")
    assert "Norland dissociates itself from paragraph 2." in said
    assert 'aria-label="Statement S1"' in rest and "note-en-N1" not in rest
    for code in ("en", "es", "pt"):
        assert wide.count(f'id="note-{code}-S1"') == 1
    for word in ("draft", "Draft", "not circulated", "still open"):
        assert word not in after.partition("<main")[2].partition("</main>")[0]


def test_a_statement_that_came_while_the_last_key_was_turned_is_not_left_out(
    small_forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is being received is finished first; what it says is then no longer what both signed."""
    row = with_dissociation(small_forum)
    by = signing.league(small_forum, AT)
    act = signing.turn(issue.propose(row, by=by, at=AT), by, AT)
    alone = issue.locks.exclusive

    def after_another(found: RoomDecision) -> None:
        monkeypatch.setattr(issue.locks, "exclusive", alone)
        late = decided.said(
            StatementKind.EXPLANATION, paragraphs=(), printed="annex", words={"en": "So are we."}
        )
        decided.stated(row, decided.head(small_forum), CLOSED + timedelta(hours=48), late)
        alone(found)

    monkeypatch.setattr(issue.locks, "exclusive", after_another)
    with pytest.raises(Refused, match="received since the text was drafted"):
        signing.turn(act, signing.concert(small_forum, AT), AT)

    assert out(row, 1) == {} and "room.issued" not in signing.verbs(small_forum)
