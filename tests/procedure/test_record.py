"""The record of a meeting: draft, under comment, revised, approved by one, by both, sealed (I.2.7)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from cochair.procedure import record as core
from cochair.procedure.record import Course, Round, State

DRAFTED = datetime(2026, 10, 23, 9, tzinfo=UTC)
CLOSES = datetime(2026, 11, 9, 16, tzinfo=UTC)
BROKEN = CLOSES - timedelta(minutes=20)
AGAIN = datetime(2026, 11, 12, 16, tzinfo=UTC)
PASSES = datetime(2026, 11, 16, 16, tzinfo=UTC)
ONE, OTHER = datetime(2026, 11, 17, 10, tzinfo=UTC), datetime(2026, 11, 20, 15, tzinfo=UTC)
BOTH = frozenset({"EU", "CLASI"})

first = Round(0, DRAFTED, CLOSES, by_silence=True, ended_at=BROKEN)
second = Round(1, AGAIN, PASSES, by_silence=True, passed=True)


def test_it_goes_from_a_draft_to_a_seal_as_the_story_tells() -> None:
    """US-07."""
    begun = Course(BOTH, "9", revision=0)
    assert core.state(begun, DRAFTED) is State.DRAFT
    asked = replace(begun, rounds=(first,))
    assert core.state(asked, BROKEN - timedelta(seconds=1)) is State.UNDER_COMMENT
    assert core.state(asked, CLOSES) is State.UNDER_COMMENT
    assert core.may(core.APPROVE, asked, CLOSES)
    revised = replace(asked, revision=1)
    assert core.state(revised, CLOSES) is State.REVISED
    passed = replace(revised, rounds=(first, second))
    assert core.state(passed, AGAIN) is State.UNDER_COMMENT
    assert core.state(passed, PASSES) is State.REVISED and not core.may(core.APPROVE, passed, ONE)
    signed = replace(passed, keys={"EU": ONE})
    assert core.state(signed, ONE) is State.APPROVED_BY_ONE
    both = replace(passed, keys={"EU": ONE, "CLASI": OTHER})
    assert core.state(both, ONE) is State.APPROVED_BY_ONE
    assert core.state(both, OTHER) is State.APPROVED
    assert core.state(replace(both, sealed_at=OTHER), OTHER) is State.SEALED


def test_a_text_to_which_one_objected_is_not_put_again_as_it_is_and_a_revised_one_is() -> None:
    broken = Course(BOTH, "9", revision=0, rounds=(first,))

    assert core.may(core.COMMENT, broken, CLOSES)
    assert not core.may(core.COMMENT, replace(broken, revision=1), CLOSES)


def test_a_comment_holds_the_approval_until_it_has_an_answer_and_the_next_revision_is_out() -> None:
    """CB-40: what is not taken up is printed, so the text that had it as a comment is not the last."""
    over = Course(
        BOTH,
        "9",
        revision=0,
        rounds=(Round(0, DRAFTED, CLOSES),),
        unanswered=(2, 3),
        unprinted=(2, 3),
    )

    (said, *_more) = core.may(core.APPROVE, over, CLOSES)
    assert said.clause == "9"
    assert "2, 3" in " ".join(map(str, core.may(core.ISSUE, over, CLOSES)))
    answered = replace(over, unanswered=())
    assert core.may(core.APPROVE, answered, CLOSES) and not core.may(core.ISSUE, answered, CLOSES)
    assert not core.may(core.APPROVE, replace(answered, revision=1, unprinted=()), CLOSES)


def test_nothing_is_revised_while_people_write_and_it_is_when_they_have_written() -> None:
    running = Course(BOTH, "9", revision=0, rounds=(Round(0, DRAFTED, CLOSES),))

    assert core.may(core.ISSUE, running, DRAFTED)
    assert not core.may(core.ISSUE, running, CLOSES)


def test_nothing_that_is_not_out_is_commented_or_approved() -> None:
    assert core.may(core.COMMENT, Course(BOTH, "9"), DRAFTED)
    assert core.may(core.APPROVE, Course(BOTH, "9"), DRAFTED)


def test_a_silence_that_ran_out_is_under_comment_until_it_is_closed() -> None:
    late = Course(BOTH, "9", revision=0, rounds=(replace(first, ended_at=None),))

    assert core.state(late, CLOSES + timedelta(seconds=30)) is State.UNDER_COMMENT


instants = some.datetimes(
    min_value=DRAFTED.replace(tzinfo=None, year=2025),
    max_value=DRAFTED.replace(tzinfo=None, year=2027),
    timezones=some.just(UTC),
)
rounds = some.builds(
    Round,
    revision=some.integers(0, 3),
    opened_at=instants,
    until=instants,
    by_silence=some.booleans(),
    passed=some.booleans(),
    ended_at=some.none() | instants,
)
courses = some.builds(
    Course,
    parties=some.just(BOTH),
    revision=some.none() | some.integers(0, 3),
    rounds=some.lists(rounds, max_size=3).map(tuple),
    keys=some.dictionaries(some.sampled_from(sorted(BOTH)), instants),
    unanswered=some.lists(some.integers(1, 9), max_size=2).map(tuple),
    unprinted=some.lists(some.integers(1, 9), max_size=2).map(tuple),
    sealed_at=some.none() | instants,
)


@given(courses, instants)
def test_every_course_stands_somewhere_and_what_is_approved_is_never_written(
    course: Course, at: datetime
) -> None:
    stands = core.state(course, at)

    changing = (core.WRITE, core.ISSUE, core.COMMENT)
    if stands in {State.APPROVED, State.SEALED, State.APPROVED_BY_ONE}:
        assert all(core.may(step, course, at) for step in changing)
    if not core.may(core.APPROVE, course, at):
        assert not course.unanswered and course.revision is not None


@given(courses, instants, instants)
def test_no_later_instant_takes_an_approval_back(
    course: Course, one: datetime, two: datetime
) -> None:
    earlier, later = sorted((one, two))
    order = list(State)

    if core.state(course, earlier) in order[3:]:
        assert order.index(core.state(course, later)) >= order.index(core.state(course, earlier))


@given(courses, instants)
def test_one_party_alone_approves_nothing(course: Course, at: datetime) -> None:
    alone = replace(course, keys={"EU": at}, sealed_at=None)

    assert core.state(alone, at) is State.APPROVED_BY_ONE
