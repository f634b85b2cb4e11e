"""When a clause is due, in the words of the procedure file."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from cochair.procedure.due import (
    FIXED_ANCHORS,
    RESERVED,
    UNITS,
    Anchor,
    Due,
    FirstOf,
    Offset,
    Timed,
    UnreadableDue,
    anchors_of,
    options_of,
    parse,
)

CODES = some.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True).filter(
    lambda code: code not in RESERVED
)
ANCHORS = some.one_of(
    some.sampled_from(sorted(FIXED_ANCHORS)).map(Anchor),
    some.builds(
        Anchor,
        some.sampled_from(("semester.start", "semester.end")),
        index=some.integers(1, 99),
        next=some.booleans(),
    ),
    some.builds(
        Anchor,
        some.sampled_from(("configuration.start", "configuration.opened", "configuration.closed")),
        configuration=CODES,
        next=some.booleans(),
    ),
)
SIGNS = some.sampled_from((-1, 1))
OFFSETS = some.one_of(
    some.builds(Offset, some.integers(-9999, 9999).filter(bool), some.sampled_from(UNITS)),
    some.builds(
        lambda sign, unit: Offset(sign, unit, option=f"record.approval_{unit}"),
        SIGNS,
        some.sampled_from(UNITS),
    ),
    SIGNS.map(lambda sign: Offset(sign, "days", tolerance=True)),
)
TIMED = some.builds(Timed, ANCHORS, some.lists(OFFSETS, max_size=3).map(tuple))
DUES = some.one_of(
    TIMED, some.lists(TIMED, min_size=2, max_size=3).map(lambda s: FirstOf(tuple(s)))
)


@given(DUES)
def test_a_due_that_is_written_out_is_read_back_as_the_same_due(due: Due) -> None:
    assert parse(str(due)) == due


@given(some.text(max_size=40))
def test_any_text_is_either_a_due_or_refused_with_a_sentence(text: str) -> None:
    try:
        due = parse(text)
    except UnreadableDue as refusal:
        assert str(refusal) == str(refusal.sentence)
    else:
        assert parse(str(due)) == due


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("notice.issued", Timed(Anchor("notice.issued"))),
        ("semester[2].end", Timed(Anchor("semester.end", index=2))),
        ("im.closed", Timed(Anchor("configuration.closed", configuration="im"))),
        (
            "next.ministerial.opened",
            Timed(Anchor("configuration.opened", configuration="ministerial", next=True)),
        ),
        (
            "previous.start + 18 months + tolerance",
            Timed(
                Anchor("previous.start"),
                (Offset(18, "months"), Offset(1, "days", tolerance=True)),
            ),
        ),
        ("presidency.end - 1 day", Timed(Anchor("presidency.end"), (Offset(-1, "days"),))),
        (
            "meeting.closed+record.approval_days",
            Timed(Anchor("meeting.closed"), (Offset(1, "days", option="record.approval_days"),)),
        ),
        (
            "previous.start + cadence.months",
            Timed(Anchor("previous.start"), (Offset(1, "months", option="cadence.months"),)),
        ),
        (
            "first_of( next.ministerial.opened , next.semester[1].end )",
            FirstOf(
                (
                    Timed(Anchor("configuration.opened", configuration="ministerial", next=True)),
                    Timed(Anchor("semester.end", index=1, next=True)),
                )
            ),
        ),
    ],
)
def test_every_form_of_due_means_what_it_says(text: str, due: Due) -> None:
    assert parse(text) == due


def test_a_due_tells_which_events_and_which_options_it_reads() -> None:
    due = parse("first_of(meeting.closed + record.approval_days, im.start - 2 hours)")
    assert [str(anchor) for anchor in anchors_of(due)] == ["meeting.closed", "im.start"]
    assert options_of(due) == ("record.approval_days",)
    assert options_of(parse("cycle.end")) == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "it is not a known event"),
        ("tomorrow", "it is not a known event"),
        ("meeting.adjourned", "it is not a known event"),
        ("next.meeting.opened", "it is not a known event"),
        ("semester[0].end", "it is not a known event"),
        (
            "meeting.closed + ",
            "is not a period of time",
        ),
        (
            "meeting.closed + 30",
            "is not a period of time",
        ),
        (
            "meeting.closed + 30 fortnights",
            "is not a period of time",
        ),
        (
            "meeting.closed + 12345 days",
            "is not a period of time",
        ),
        ("meeting.closed + 0 days", "does not move the date"),
        ("meeting.closed + record.mode", "must end in its unit, hours, days, months"),
        ("first_of(cycle.end)", "at least two"),
        ("first_of(cycle.end, first_of(im.closed, cycle.end))", "it is not a known event"),
        ("first_of(cycle.end, )", "it is not a known event"),
    ],
)
def test_what_is_no_due_is_refused_and_says_why(text: str, reason: str) -> None:
    with pytest.raises(UnreadableDue, match=reason):
        parse(text)
