"""The record with unusual courses and words: objections that stood, long and Spanish words, new lines,
a silence beside it, an observer that asked twice (CB-12, CB-38, CB-40, I.2.6)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

import decided
import minuted
import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.decisions.models import Outage
from cochair.features.meeting_records import draft_content, drafts, issue, queries
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.records.models import MeetingRecord
from cochair.features.silence import acts, submissions
from cochair.formats.paragraphs import digest_of_text
from cochair.procedure.consensus import Claim
from cochair.procedure.entitlement import Voice
from cochair.procedure.facts import Observer
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from minuted import CLOSED, DRAFTED, LATER
from silences import norland, sent

BASE = "/en/league-concert/meetings/league-concert-council-2/record/"
NO = "Not before the survey."
HOUR = timedelta(hours=1)
SPANISH = "Léase «dentro de 18 meses», y no “pronto”."


@pytest.fixture(autouse=True)
def now() -> Iterator[None]:
    """A week after the meeting."""
    with clock.at(DRAFTED):
        yield


def client(hat: ActingOffice) -> Client:
    """Somebody signed in."""
    return people.signed_in(Account.objects.get(pk=hat.account))


@pytest.fixture
def out(over: Meeting) -> MeetingRecord:
    """The record while those who were there may comment."""
    return minuted.asked(minuted.issued(minuted.common(over)))


@pytest.mark.parametrize("claim", [Claim.SUMMARY, Claim.NOT_AGREED])
def test_cb_12_what_was_not_agreed_stands_in_the_record_with_the_objection(
    small_forum: Forum, claim: Claim
) -> None:
    row = decided.on_the_table(small_forum)
    decided.objected(row, decided.head(small_forum), decided.minutes(3), NO)
    decided.declared(row, claim, decided.minutes(5))
    meeting = signing.stepped(row.meeting, "meeting.close", CLOSED)

    said = {one.key: one.words for one in draft_content.drafted(meeting, DRAFTED)}

    told = said["agreements-1-objection-1"]
    assert "Norland objected on" in told["en"] and told["en"].endswith(NO)
    assert set(told) == {"en"}


def test_cb_12_beside_an_adopted_text_no_objection_is_told(over: Meeting) -> None:
    keys = [one.key for one in draft_content.drafted(over, DRAFTED)]

    assert not [key for key in keys if "objection" in key]


def test_i_2_6_after_the_approval_a_language_is_added_to_words_of_several_lines(
    out: MeetingRecord,
) -> None:
    title = queries.paragraph(out.draft, "title").words
    lines = {"en": f"{title['en']}\r\nin two lines", "es": f"{title['es']}\nen dos líneas"}
    minuted.said(out, "title", lines, LATER)
    record = minuted.issued(out, LATER)
    act = minuted.proposed(record, reason="Portuguese follows within ten days.")
    signing.both_sign(record.meeting.forum, act, LATER)
    typed = {
        code: words.replace("\r\n", "\n").replace("\n", "\r\n") for code, words in lines.items()
    }

    minuted.said(minuted.fresh(record), "title", {**typed, "pt": "Ata\r\nem duas linhas"}, LATER)

    assert queries.paragraph(record.draft, "title").words["pt"] == "Ata\nem duas linhas"
    with pytest.raises(
        Refused,
        match="An approved record may no longer be edited: an error in it needs a corrigendum",
    ):
        minuted.said(minuted.fresh(record), "title", {**typed, "en": "Another"}, LATER)


def test_i_2_6_the_longest_statement_is_translated_and_longer_words_are_told_so(
    out: MeetingRecord,
) -> None:
    office = client(minuted.ours(out.meeting.forum))
    path = f"{BASE}drafts/common/agreements-1-statement-1/"
    seen = queries.paragraph(out.draft, "agreements-1-statement-1").version
    long = {"words_en": "x" * 4600, "words_es": "Línea\r\n" * 200, "seen": seen}

    assert office.post(path, long).status_code == 302
    refused = office.post(path, {**long, "seen": seen + 1, "words_en": "x" * 5001})

    assert refused.status_code == 422 and b"the limit is 5,000 characters" in refused.content
    assert b"x" * 5001 in refused.content


def test_cb_40_a_comment_is_printed_in_the_language_in_which_it_was_written(
    out: MeetingRecord,
) -> None:
    delegation = client(decided.head(out.meeting.forum))
    said = {"paragraph": "title", "words": SPANISH}

    wrong = delegation.post(f"{BASE}comments/", {**said, "language": "xx"})
    assert wrong.status_code == 422
    sent = delegation.post(f"{BASE}comments/", {**said, "language": "es"})
    assert sent.status_code == 302

    record = minuted.issued(minuted.answered(out), LATER)
    notes = {
        one.language: [run["note"] for run in one.text[0]["runs"] if "note" in run]
        for one in record.document.revisions.last().expressions.filter(replaced_at=None)
    }
    quoted = SPANISH.removesuffix(".")
    assert notes["en"] == [f"Norland recalled: “{quoted}” (in Spanish)."]
    assert notes["pt"][0].endswith(f"«{quoted}» (em espanhol).")
    assert notes["es"][0].endswith(f"«{quoted}».")

    # What went out with the code inside the quotation still says what its draft says.
    out = queries.last_out(record)
    kept = record.document.revisions.last().expressions.get(language=out.source, replaced_at=None)
    before = issue._printed(record, out, out.source, inside=True)
    kept.digest = digest_of_text(before)
    kept.save()
    assert f"“[ES] {quoted}”" in before[0].notes[0]
    assert issue.says_the_same(record, out) is None


def test_d_5_under_silence_the_page_of_the_record_leads_to_where_it_is_broken(
    out: MeetingRecord,
) -> None:
    delegation = client(decided.head(out.meeting.forum))
    assert "A silence procedure on the record is open" not in delegation.get(BASE).content.decode()
    record = minuted.issued(minuted.answered(out), LATER)
    row = minuted.hushed(record, LATER, LATER.replace(month=5, day=20))

    with clock.at(LATER):
        page = delegation.get(BASE).content.decode()

    assert (
        f"/decisions/{row.number}/" in page
        and "A silence procedure on the record is open: submit an objection or an amendment there. A comment on this page does not stop the adoption."
        in page
    )
    assert "See the silence procedure</a>" in page


def test_there_is_no_third_kind_of_draft(over: Meeting) -> None:
    office = client(minuted.ours(over.forum))

    assert office.post(f"{BASE}drafts/theirs/new/").status_code == 404
    assert queries.of_meeting(over) is None
    assert office.post(f"{BASE}drafts/common/new/").status_code == 302


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2031-02-30", "soon"])
def test_a_day_that_no_calendar_has_opens_no_time_for_comments(over: Meeting, day: str) -> None:
    minuted.issued(minuted.common(over))
    office = client(minuted.ours(over.forum))

    assert office.post(f"{BASE}time/", {"day": day, "hour": "00:30"}).status_code == 422


def test_cb_38_an_observer_that_asked_twice_and_came_is_told_of_once(
    over: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = draft_content.meetings.meetings(over.forum)
    fact = next(one for one in row if one.id == over.slug)
    came = Observer("observer-1", at=CLOSED, organisation="world-harbours", admitted_at=CLOSED)
    twice = replace(fact, observers=(came, replace(came, id="observer-2")))
    monkeypatch.setattr(draft_content.meetings, "meetings", lambda forum: (twice,))

    made = drafts.begin_own(over, by=minuted.ours(over.forum), at=DRAFTED)

    keys = [one.key for one in queries.paragraphs(made)]
    assert [key for key in keys if key.startswith("observers-")] == [
        "observers-0",
        "observers-world-harbours",
    ]


@pytest.mark.parametrize("is_resumed", [False, True])
def test_what_came_after_a_pause_is_not_told_as_late_in_the_record(
    over: Meeting, is_resumed: bool
) -> None:
    record = minuted.issued(minuted.common(over))
    end = LATER.replace(month=5, day=20)
    row = minuted.hushed(record, LATER, end)
    Outage.objects.create(procedure=row, start=end - HOUR, end=end - HOUR / 4, noted_at=end)
    if is_resumed:
        by, until = minuted.ours(row.forum, end + HOUR), end + timedelta(days=7)
        act = acts.RESUME.propose(row, until, by=by, at=end + HOUR)
        signing.both_sign(row.forum, act, end + HOUR)

    _made, counts = sent(row, norland(row.forum), end + 2 * HOUR)

    assert counts and [one.late for one in minuted.known(record)] == [False]


def test_what_a_delegation_contests_is_not_recorded_as_its_words(over: Meeting) -> None:
    """Its secretariat entered a mail in its name, which it did not send."""
    record = minuted.issued(minuted.common(over))
    row = minuted.hushed(record, LATER, LATER.replace(month=5, day=20))
    own, at = norland(row.forum), LATER + HOUR
    told = submissions.Entered(Voice("XN", own.party), "mail", at, "Our registry.")
    said = {"form": "statement", "words": "It was so.", "language": "en"}
    made, _counts = submissions.enter(
        row, told, **said, by=minuted.ours(row.forum, at), received_at=at
    )
    assert [one.voice for one in minuted.known(record)] == ["XN"]

    submissions.contest(row, made, why="We sent no mail.", by=own, at=at)

    assert minuted.known(record) == ()
