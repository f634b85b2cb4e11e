"""What the record half of US-07 and US-08 result in, for the module that plays the stories."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.test import Client

from cochair.features.commitments import facts as commitments
from cochair.features.commitments.models import (
    Action,
    Commitment,
    Indicator,
    PartyAssessment,
    ProgressReport,
)
from cochair.features.documents import queries as documents
from cochair.features.follow_up import queries as following
from cochair.features.follow_up.owners import speaks_for
from cochair.features.meeting_records import queries as records
from cochair.features.parties import queries as parties
from cochair.features.records.models import ActionPoint
from cochair.formats.paragraphs import from_json
from cochair.story import queries
from cochair.story.eu_clasi import pledges, recording, words
from cochair.story.events import Stage
from cochair.web.localize import as_quoted

FORUM = "eu-clasi-story"
MINISTERIAL, THIRD = f"{FORUM}-min-4", f"{FORUM}-cycle-3"
AGENDA, DECLARATION, RECORD = "ec-min-2026-3", "ec-min-2026-7", "ec-min-2026-8"
RESULTS = (
    # US-07
    ("us-07.passed", "I.2.7", MINISTERIAL, "not_yet_due"),
    ("us-07.bolivia_approves", "I.2.7", MINISTERIAL, "met"),
    ("us-07.bolivia_approves", "I.2.6", RECORD, "not_yet_due"),
    ("us-07.record_in_portuguese", "I.2.6", RECORD, "met"),
    # US-08
    ("us-08.commitments_compared", "I.1.2", FORUM, "met"),
    ("us-08.commitments_compared", "I.2.1.b", MINISTERIAL, "met"),
    *(("us-08.five_are_old", rule, THIRD, "not_yet_due") for rule in ("I.1.4", "I.1.5")),
)


def the_record_is_made_from_the_room_and_is_in_time_in_every_language(told: Any) -> None:
    record = records.records(told.forum).get(meeting__slug=MINISTERIAL)
    rows = {one.key: one.words for one in records.paragraphs(record.draft)}
    after = told.results["us-07.record_in_portuguese"]

    assert record.document.slug == RECORD
    assert "27" in rows["participation-eu"]["pt"]
    assert "14" in rows["participation-clasi"]["es"]
    assert "18" in rows[recording.MEET_AGAIN]["en"]
    assert [key.member.code for key in record.approval.keys.order_by("at")] == ["IE", "BO"]
    assert sorted(documents.released(record.approved)) == ["en", "es", "pt"]
    assert after["I.2.7", MINISTERIAL].late_days is None
    assert after["I.2.6", RECORD].late_days is None


def each_comment_has_an_answer_and_the_late_one_is_a_footnote(told: Any) -> None:
    record = records.records(told.forum).get(meeting__slug=MINISTERIAL)

    said = records.said(record, records.silences_on(record))

    found = [(one.voice, one.late, one.is_printed) for one in said]
    assert found == [("ES", False, False), ("PY", True, True)]


def the_reason_of_an_exception_is_quoted_in_each_language_of_the_record(told: Any) -> None:
    record = records.records(told.forum).get(meeting__slug=MINISTERIAL)
    reason = {
        code: as_quoted(one) for code, one in words.said("preparing.observers.departure").items()
    }

    (row,) = [one for one in records.paragraphs(record.draft) if reason["en"] in one.words["en"]]

    assert [code for code, said in reason.items() if said not in row.words[code]] == []


def no_report_or_title_is_another_with_a_number_changed(told: Any) -> None:
    reports = ProgressReport.objects.filter(commitment__instrument__forum=told.forum)
    said = {*reports.values_list("words", flat=True), *reports.values_list("evidence", flat=True)}
    titles = [
        one.title for rows in (Action, Indicator) for one in rows.objects.filter(forum=told.forum)
    ]
    new = Commitment.objects.filter(instrument__slug=DECLARATION)
    said |= {
        line for one in (*titles, *new.values_list("text", flat=True)) for line in one.values()
    }

    alike = Counter(re.sub(r"\d+", "#", line) for line in said)

    assert len(said) > 200
    assert [line for line, times in alike.items() if times > 1] == []


def each_party_says_what_it_thinks_of_the_new_commitments(told: Any) -> None:
    rows = PartyAssessment.objects.filter(commitment__instrument__slug=DECLARATION)

    found = Counter(rows.values_list("party__code", "language"))

    assert found == {("EU", "en"): 18, ("CLASI", "es"): 18}


def no_point_of_action_is_left_open(told: Any) -> None:
    found = ActionPoint.objects.filter(meeting__slug=MINISTERIAL).order_by("number")

    assert [(one.owner, one.state) for one in found] == [
        ("ES", "done"),
        ("EUROPOL", "done"),
        ("CLASI", "done"),
    ]
    assert all(set(one.text) == {"en", "es", "pt"} and one.due for one in found)


NAMED = {"en": "Paraguay", "es": "Paraguay", "pt": "Paraguai"}


def the_footnote_that_names_paraguay_is_published_in_three_languages(told: Any) -> None:
    # First in the words that were adopted; with the footnote once statements are taken no longer.
    first, shown = [one for one in documents.published(told.forum)
                    if one.revision.document.slug == DECLARATION]  # fmt: skip
    assert shown.revision.number == first.revision.number + 1

    for language, row in documents.released(shown.revision).items():
        notes = [note for one in from_json(row.text) for note in one.notes]
        assert len(notes) == 1, language
        assert NAMED[language] in notes[0]


def of_18_new_commitments_and_13_earlier_ones_nothing_is_unknown(told: Any) -> None:
    rows = list(Commitment.objects.filter(instrument__forum=told.forum))
    in_force = [one for one in rows if one.state == "in_force"]
    new = [one for one in in_force if one.instrument.slug == DECLARATION]

    assert (len(rows), len(in_force), len(new)) == (48, 31, 18)
    assert all(set(one.text) == {"en", "es", "pt"} and one.paragraphs for one in new)
    assert all(one.areas and one.purposes for one in new)
    assert {one.slug for one in rows} == commitments.compared(told.forum)
    assert {one.replaced_by.slug for one in rows if one.state == "replaced"} <= {
        one.slug for one in new
    }


def both_sides_lead_actions_of_every_level_and_no_commitment_is_without(
    told: Any,
) -> None:
    rows = Action.objects.filter(forum=told.forum)
    sides = {one.member: one.party for one in parties.roster(told.forum).memberships}
    levels = Counter(one.level for one in rows)
    served = {each.slug for one in rows for each in one.commitments.all()}

    assert levels == {"operational": 12, "tactical": 6, "strategic": 5}
    for level in levels:
        assert {sides[one.lead] for one in rows if one.level == level} == {"EU", "CLASI"}
    assert {one.state for one in rows} == {"in_progress"}
    assert served == set(pledges.IN_FORCE)


def the_figure_rose_and_both_say_so(told: Any) -> None:
    (found,) = Indicator.objects.filter(forum=told.forum, type="information_exchange")

    assert found.baseline_day.year == 2025
    assert [one.day.year for one in found.values.all()] == [2027]
    assert [one.value for one in found.trends.all()] == ["rise"]


def five_of_31_are_old_and_their_owners_see_which(told: Any) -> None:
    stage = at(told, "us-08.five_are_old")
    lines = following.lines(told.forum, stage.at)
    in_force = [one for one in lines if one.row.state == "in_force"]
    old = [one for one in in_force if one.stale]
    asked = at(told, "us-08.reports_asked").at
    recent = [one for one in in_force if one.latest and one.latest.at > asked]

    assert (len(in_force), len(recent), len(old)) == (31, 26, 5)
    for one in old:
        (owner,) = one.row.owners
        head = stage.hat(f"head-{owner.lower()}")
        assert list(following.stale_of(told.forum, speaks_for(head), stage.at)) == [one]


def the_public_sees_how_many_there_are_in_each_area_and_no_more(told: Any) -> None:
    page = Client().get(f"/en/{FORUM}/").content.decode()

    assert "Cybercrime" in page
    for one in following.lines(told.forum, at(told, "us-08.five_are_old").at):
        assert one.row.slug not in page
        assert one.row.text["en"] not in page


def nothing_of_the_ministerial_or_the_cycle_is_not_met_or_unknown(
    told: Any,
) -> None:
    found = told.results["us-08.five_are_old"]

    bad = {(rule, target) for (rule, target), one in found.items()
           if one.outcome.value in ("not_met", "unknown")
           and (target in (MINISTERIAL, FORUM, RECORD, AGENDA, DECLARATION)
                or target.startswith(THIRD))}  # fmt: skip

    assert bad == set()


def at(told: Any, code: str) -> Stage:
    """Where an event was played."""
    (event,) = [one for one in queries.standing(told.forum).past if one.code == code]
    return Stage(told.forum, event.at)


SHOWN: tuple[Callable[[Any], None], ...] = (
    the_record_is_made_from_the_room_and_is_in_time_in_every_language,
    each_comment_has_an_answer_and_the_late_one_is_a_footnote,
    the_reason_of_an_exception_is_quoted_in_each_language_of_the_record,
    no_report_or_title_is_another_with_a_number_changed,
    each_party_says_what_it_thinks_of_the_new_commitments,
    no_point_of_action_is_left_open,
    the_footnote_that_names_paraguay_is_published_in_three_languages,
    of_18_new_commitments_and_13_earlier_ones_nothing_is_unknown,
    both_sides_lead_actions_of_every_level_and_no_commitment_is_without,
    the_figure_rose_and_both_say_so,
    five_of_31_are_old_and_their_owners_see_which,
    the_public_sees_how_many_there_are_in_each_area_and_no_more,
    nothing_of_the_ministerial_or_the_cycle_is_not_met_or_unknown,
)
