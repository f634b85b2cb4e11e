"""Drafts of the record: from the room, in each Party's own space, and one of two (CB-38, I.2.7)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

import minuted
import signing
from cochair.features.conduct import queries as conduct
from cochair.features.cycles.models import Cycle
from cochair.features.meeting_records import draft_content, frames, issue, joint_draft, queries
from cochair.features.meeting_records import drafts as writing
from cochair.features.meeting_records.merge import Written, merged
from cochair.features.meetings.models import FloorEntry, Invitation, Meeting, Schedule
from cochair.features.parties.models import Member
from cochair.features.parties.offices import ActingOffice
from cochair.features.records.models import EarlierWords, RecordDraft
from cochair.procedure.refusal import Refused
from cochair.web.errors import StaleVersion
from minuted import DRAFTED, other, ours


def own(meeting: Meeting, by: ActingOffice) -> RecordDraft:
    """A draft in the space of a side."""
    return writing.begin_own(meeting, by=by, at=DRAFTED)


def wrote(
    draft: RecordDraft, key: str, words: dict[str, str], by: ActingOffice, seen: int = 0
) -> None:
    """Words in a paragraph of a draft."""
    row = queries.paragraph(draft, key)
    writing.write(row, words=words, seen=seen, by=by, at=DRAFTED)


def test_a_draft_says_what_happened_in_the_room_in_the_order_of_a_record(over: Meeting) -> None:
    """CB-38, CB-39."""
    rows = queries.paragraphs(own(over, ours(over.forum)))
    said = {row.key: row.words for row in rows}

    assert said["title"]["en"] == "Record of the Council II"
    assert "2 of 2" in said["participation-league"]["en"]
    assert "Norland" in said["participation-league"]["en"]
    assert "Adopted by consensus" in said["agreements-1"]["en"]
    assert "We are not bound by it." in said["agreements-1-statement-1"]["en"]
    # A paper abbreviates no weekday, and says for whom it is signed.
    assert "Tuesday 8 April 2031" in said["heading-hours"]["en"]
    assert "martes 8 de abril de 2031" in said["heading-hours"]["es"]
    assert said["signatures-league"]["pt"].startswith("Liga do Norte: copresidência")
    assert "signatures-concert" in said
    heads = [row.key for row in rows if row.kind == "heading" and row.level == 1]
    assert heads == [
        f"{one}-0"
        for one in ("chairs", "participation", "agenda", "items", "agreements", "observers",
                    "departures", "next", "signatures", "annexes")
    ]  # fmt: skip


def test_the_record_names_the_meetings_ahead_whose_day_is_known(over: Meeting) -> None:
    """CB-38: also one that was loaded, once both have fixed its day here."""
    forum = over.forum
    cycle = Cycle.objects.get(forum=forum, number=2)
    loaded = Meeting.objects.create(
        forum=forum, slug="loaded", configuration="experts", number=9, cycle=cycle, imported=True
    )
    Schedule.objects.create(
        meeting=loaded,
        starts=DRAFTED + timedelta(days=60),
        ends=DRAFTED + timedelta(days=60),
        zone="UTC",
    )
    keys = [one.key for one in draft_content.drafted(over, DRAFTED)]
    Meeting.objects.filter(pk=loaded.pk).update(confirmed_at=DRAFTED)
    fixed = [one.key for one in draft_content.drafted(over, DRAFTED)]

    assert ("next-loaded" in keys, "next-loaded" in fixed) == (False, True)


def test_a_presidency_that_its_group_invites_is_told_with_its_party_and_not_with_institutions(
    over: Meeting,
) -> None:
    """CB-38, issue 18: a member is no institution, by whichever group it was invited."""
    norland = Member.objects.get(party__forum=over.forum, code="XN")
    Invitation.objects.filter(meeting=over, member=norland).delete()
    Invitation.objects.create(
        meeting=over, member=norland, group="presidencies", sent_at=over.opened_at
    )

    said = {row.key: row.words for row in queries.paragraphs(own(over, ours(over.forum)))}

    assert "Norland" in said["participation-league"]["en"]
    assert "participation-guests" not in said


def test_a_departure_that_both_signed_stands_in_the_draft(over: Meeting) -> None:
    """CB-38, point 8: the reason stands as both signed it."""
    forum = over.forum
    act = signing.departure(forum, rule="A.8", target=("meeting", over.slug), at=DRAFTED)
    signing.both_sign(forum, act, DRAFTED)

    said = {row.key: row.words for row in queries.paragraphs(own(over, ours(forum)))}

    (key,) = [one for one in said if one.startswith("departures-") and one != "departures-0"]
    assert "A.8" in said[key]["en"] and signing.REASON.removesuffix(".") in said[key]["pt"]


def test_what_was_said_in_one_language_needs_a_translation_and_is_not_passed_off_as_another(
    over: Meeting,
) -> None:
    """I.2.6: the statement was made in English and Spanish."""
    rows = queries.paragraphs(own(over, ours(over.forum)))

    assert queries.lacking(rows, ("en", "es", "pt")) == {"pt": ["agreements-1-statement-1"]}


def test_an_item_that_was_left_without_a_conclusion_is_said_to_be_so_and_a_deferred_one_is_not(
    over: Meeting,
) -> None:
    """F25: nobody can conclude it any more, and the record says so."""
    left, deferred = conduct.floor(over).courses[:2]
    FloorEntry.objects.create(
        meeting=over, number=99, item_key=deferred.key, step="deferred", reason="No time.",
        at=minuted.CLOSED - timedelta(hours=1), office_id=ours(over.forum).office,
    )  # fmt: skip

    said = {row.key: row.words for row in queries.paragraphs(own(over, ours(over.forum)))}

    assert said[f"item-{left.key}-conclusion"] == {
        "en": "The meeting closed without a conclusion on this item.",
        "es": "La reunión se clausuró sin una conclusión sobre este punto.",
        "pt": "A reunião foi encerrada sem uma conclusão sobre este ponto.",
    }
    assert said[f"item-{deferred.key}-conclusion"]["en"] == "Deferred to a later meeting."


def test_no_draft_is_made_before_the_closing(over: Meeting) -> None:
    Meeting.objects.filter(pk=over.pk).update(closed_at=None)

    with pytest.raises(Refused, match=r"\(practice\)"):
        own(over, ours(over.forum))


def test_the_draft_of_one_side_is_written_by_that_side_alone(over: Meeting) -> None:
    """INV-4."""
    draft = own(over, ours(over.forum))

    with pytest.raises(Refused):
        wrote(draft, "title", {"en": "Theirs"}, other(over.forum))
    wrote(draft, "title", {"en": "Ours"}, ours(over.forum))
    assert queries.paragraph(draft, "title").words == {"en": "Ours"}


def test_a_lost_update_is_refused_with_both_texts_and_earlier_words_are_kept(
    over: Meeting,
) -> None:
    draft, by = own(over, ours(over.forum)), ours(over.forum)
    wrote(draft, "title", {"en": "First"}, by)

    with pytest.raises(StaleVersion) as found:
        wrote(draft, "title", {"en": "Second"}, by)

    assert (found.value.theirs, found.value.mine) == ("First", "Second")
    assert [one.words["en"] for one in EarlierWords.objects.all()] == ["Record of the Council II"]


def test_two_drafts_become_one_and_both_wordings_stand_until_one_chooses(over: Meeting) -> None:
    league, concert = ours(over.forum), other(over.forum)
    drafts = {hat.party: own(over, hat) for hat in (league, concert)}
    wrote(drafts["LEAGUE"], "departures-none", {"en": "None.", "es": "Ninguna."}, league)
    wrote(drafts["CONCERT"], "departures-none", {"en": "No departure."}, concert)
    writing.offer(drafts["LEAGUE"], by=league, at=DRAFTED)
    writing.offer(drafts["CONCERT"], by=concert, at=DRAFTED)

    record = joint_draft.join(over, by=concert, at=DRAFTED)

    (row,) = [one for one in queries.paragraphs(record.draft) if one.is_open]
    assert row.variants == {
        "LEAGUE": {"en": "None.", "es": "Ninguna."},
        "CONCERT": {"en": "No departure."},
    }
    minuted.filled(record, DRAFTED)
    with pytest.raises(Refused, match="differ"):
        issue.issue(record, summary="", seen=None, by=league, at=DRAFTED)
    wrote(record.draft, row.key, {"en": "None.", "es": "Ninguna.", "pt": "Nenhuma."}, concert)
    assert queries.paragraph(record.draft, row.key).variants == row.variants
    assert minuted.issued(record).document is not None


def test_nobody_learns_from_joining_whether_the_other_side_writes_a_draft_of_its_own(
    over: Meeting,
) -> None:
    """INV-4: what is in the space of a Party is not even told of."""
    league, concert = ours(over.forum), other(over.forum)
    writing.offer(own(over, league), by=league, at=DRAFTED)

    def joined() -> list[tuple[str, object, object]]:
        with transaction.atomic():
            record = joint_draft.join(over, by=league, at=DRAFTED)
            rows = queries.paragraphs(record.draft)
            transaction.set_rollback(True)
        return [(row.key, row.words, row.variants) for row in rows]

    before = joined()
    wrote(own(over, concert), "title", {"en": "Only for the Concert"}, concert)

    assert joined() == before


def test_a_draft_that_was_put_forward_stays_as_it_is(over: Meeting) -> None:
    draft, by = own(over, ours(over.forum)), ours(over.forum)
    writing.offer(draft, by=by, at=DRAFTED)

    with pytest.raises(Refused, match="This draft has been submitted to the other Party"):
        wrote(draft, "title", {"en": "Later"}, by)


def test_merging_loses_no_word() -> None:
    one = (Written("a", "plain", 0, {"en": "A"}), Written("b", "plain", 0, {"en": "B"}))
    two = (
        Written("a", "plain", 0, {"en": "A", "es": "Á"}),
        Written("c", "plain", 0, {"en": "C"}),
        Written("b", "plain", 0, {"en": "Bee"}),
    )

    found = {row.key: row for row in merged({"X": one, "Y": two})}

    assert list(found) == ["a", "c", "b"]
    assert found["a"].words == {"en": "A", "es": "Á"} and not found["a"].is_open
    assert found["b"].variants == {"X": {"en": "B"}, "Y": {"en": "Bee"}}
    assert found["c"].is_open and found["c"].variants == {"X": {}, "Y": {"en": "C"}}


def test_the_hours_of_a_meeting_of_one_day_are_told_by_the_clock_of_its_place(
    over: Meeting,
) -> None:
    said = frames.of_meeting(over)
    opened = datetime(2031, 4, 8, 10, 4, tzinfo=ZoneInfo(said.zone))

    hours = said.hours(opened, opened + timedelta(hours=6))

    assert hours["en"] == "The meeting opened at 10:04 and closed at 16:04, local time."
    assert hours["es"] == "Apertura: 10:04; clausura: 16:04 (hora local)."
    assert hours["pt"] == "Abertura: 10h04; encerramento: 16h04 (hora local)."
    days = said.hours(opened, opened + timedelta(days=1))
    assert "Tuesday 8 April 2031, 10:04 (" in days["en"] and "Wednesday 9 April 2031" in days["en"]
