"""What holds of the results of a forum, whatever is in its database.

domain.md C.11: INV-4 (a Party's space), INV-8 (results are a function of what is kept), INV-10
(a closed meeting keeps its results), INV-14 (practice never makes a fault).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import people
from cochair.features.acts import actions as acts
from cochair.features.acts.models import JointAct
from cochair.features.compliance import actions, queries
from cochair.features.compliance import facts as shell
from cochair.features.compliance.options import allowed
from cochair.features.meetings import actions as meetings
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.journal import export
from cochair.journal import queries as journal
from cochair.journal.actions import record
from cochair.procedure.evaluate import evaluate
from cochair.procedure.result import Ground, Outcome, Result
from world import NOW

QUICK = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
MINUTES = st.integers(0, 60 * 24 * 365 * 3)
SPACES = ("shared", "public", "party:LEAGUE", "party:CONCERT")


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def minutes_after(start: str, minutes: int) -> datetime:
    return datetime.fromisoformat(start) + timedelta(minutes=minutes)


def both_sign(forum: Forum, act: JointAct, at: datetime) -> None:
    for party, member in (("LEAGUE", "XE"), ("CONCERT", "XP")):
        acts.turn_key(
            act, seen=act.digest, by=people.presidency(forum, party, member, at, start=NOW), at=at
        )


@given(minutes=MINUTES)
@QUICK
def test_results_are_the_same_when_they_are_computed_again_from_the_same_rows(
    small_forum: Forum, minutes: int
) -> None:
    """INV-8: nothing but facts, version, options and instant goes into a result."""
    at = minutes_after("2030-01-01T00:00+00:00", minutes)
    queries.forget()
    shown = queries.results(small_forum, at)

    queries.forget()
    parties._ROSTERS.clear()
    again = Forum.objects.get(pk=small_forum.pk)
    told = shell.gather(again)
    books = {book.version: book for book in parties.books(again)}

    assert tuple(evaluate(parties.book(again, at), told, at, books=books)) == tuple(shown)


@given(first=MINUTES, second=MINUTES)
@QUICK
def test_what_was_computed_for_one_instant_is_never_shown_for_another(
    real_forum: Forum, first: int, second: int
) -> None:
    """INV-8, with what is kept between two readers."""
    at, later = (minutes_after("2024-01-01T00:00+00:00", minutes) for minutes in (first, second))
    queries.forget()
    alone = tuple(queries.results(real_forum, later))
    queries.forget()

    queries.results(real_forum, at)

    assert tuple(queries.results(real_forum, later)) == alone


@given(minutes=MINUTES)
@QUICK
def test_of_the_real_history_nothing_is_not_met_for_want_of_knowledge_or_by_practice(
    real_forum: Forum, minutes: int
) -> None:
    """INV-14; corrections.md section 1: unknown is never red."""
    at = minutes_after("2023-07-01T00:00+00:00", minutes)
    book = parties.book(real_forum, at)
    imported = {meeting.slug for meeting in Meeting.objects.filter(imported=True)}

    for result in queries.results(real_forum, at):
        if result.outcome is not Outcome.NOT_MET:
            continue
        if result.ground is Ground.NO_EVIDENCE:
            assert (result.due_basis, result.target.id in imported) == ("rule", False), result
        assert result.rule in book.by_id


@pytest.fixture
def closed_meeting(small_forum: Forum) -> tuple[Forum, Meeting]:
    """A meeting that both fixed, opened and closed in March."""
    meeting = Meeting.objects.create(
        forum=small_forum,
        slug="league-concert-council-2",
        configuration="council",
        number=2,
        cycle_id=_running(small_forum),
        known_at=NOW,
    )
    by = people.presidency(small_forum, "LEAGUE", "XE")
    opening = datetime.fromisoformat("2031-03-12T09:00+00:00")
    fixed = meetings.propose_schedule(
        meeting,
        day=meetings.Day(date(2031, 3, 12), date(2031, 3, 12), "", "in_person"),
        reason="",
        by=by,
        at=NOW,
    )
    both_sign(small_forum, fixed, NOW)
    for kind, at in (("meeting.open", opening), ("meeting.close", opening + timedelta(hours=8))):
        step = meetings.propose_step(
            Meeting.objects.get(pk=meeting.pk),
            kind=kind,
            by=by,
            at=at,
            reason="The secretariats work with paper for a day.",
        )
        both_sign(small_forum, step, at)
    return small_forum, Meeting.objects.get(pk=meeting.pk)


def _running(forum: Forum) -> int:
    from cochair.features.cycles.models import Cycle

    return Cycle.objects.get(forum=forum, number=2).pk


def of_meeting(forum: Forum, meeting: Meeting, at: datetime) -> list[Result]:
    return [found for found in queries.results(forum, at) if found.target.id == meeting.slug]


def test_the_closed_meeting_is_judged_at_all(closed_meeting: tuple[Forum, Meeting]) -> None:
    forum, meeting = closed_meeting

    assert of_meeting(forum, meeting, datetime.fromisoformat("2031-05-01T00:00+00:00"))


@given(data=st.data())
@QUICK
def test_a_closed_meeting_keeps_its_results_whatever_the_options_become(
    closed_meeting: tuple[Forum, Meeting], data: st.DataObject
) -> None:
    """INV-10."""
    forum, meeting = closed_meeting
    changed_at = datetime.fromisoformat("2031-04-01T00:00+00:00")
    asked_at = datetime.fromisoformat("2031-06-01T00:00+00:00")
    book = parties.book(forum, changed_at)
    before = of_meeting(forum, meeting, asked_at)

    with undone():
        for key in data.draw(st.lists(st.sampled_from(sorted(book.options)), min_size=1)):
            current = queries.option_values(forum, changed_at)[key]
            other = _another(book.options[key], current)
            if other is None:
                continue
            act = actions.propose_option(
                forum,
                key=key,
                value=other,
                by=people.presidency(forum, "LEAGUE", "XE", changed_at, start=NOW),
                at=changed_at,
            )
            both_sign(forum, act, changed_at)

        assert of_meeting(forum, meeting, asked_at) == before


def _another(option: object, current: object) -> object:
    """A value that the option may take and has not."""
    for value in (True, False, *range(200), *_named(option)):
        fits = allowed(option, value) is None  # type: ignore[arg-type]
        if fits and (type(value), value) != (type(current), current):
            return value
    return None


def _named(option: object) -> Iterator[str]:
    told = option.allowed  # type: ignore[attr-defined]
    if isinstance(told, (list, tuple)):
        yield from (value for value in told if isinstance(value, str))


@given(written=st.lists(st.sampled_from(SPACES), max_size=12))
@QUICK
def test_nothing_in_the_space_of_one_party_is_read_counted_or_taken_away_by_the_other(
    small_forum: Forum, written: list[str]
) -> None:
    """INV-4."""
    with undone():
        before = {
            hat: journal.visible(small_forum.slug, hat.spaces).count()
            for hat in _readers(small_forum)
        }
        for number, space in enumerate(written):
            record(
                small_forum.slug,
                verb="preparation.recorded",
                about=("meeting", f"{space.replace(':', '-')}-{number}"),
                by=None,
                at=NOW,
                space=space,
            )

        for hat, count in before.items():
            own = [space for space in written if space in hat.spaces]
            hidden = {space.replace(":", "-") for space in written if space not in hat.spaces}
            seen = journal.visible(small_forum.slug, hat.spaces)
            taken = b"".join(
                content
                for name, content in export.folder(small_forum.slug, spaces=hat.spaces).items()
                if name.endswith(("jsonl", "json"))
            )
            assert seen.count() == count + len(own)
            assert not [space for space in hidden if f"{space}-".encode() in taken]
            assert not seen.filter(space__in=set(SPACES) - hat.spaces).exists()


def _readers(forum: Forum) -> list[ActingOffice]:
    accounts = (
        people.person(forum, Role.SECRETARIAT, "LEAGUE"),
        people.person(forum, Role.SECRETARIAT, "CONCERT"),
        people.person(forum, Role.DELEGATION_HEAD, "CONCERT", "XS"),
        people.person(forum, Role.AUDITOR),
        people.person(forum, Role.OBSERVER, organisation=_agency(forum)),
    )
    return [people.hat(forum, account) for account in accounts]


def _agency(forum: Forum) -> str:
    return parties.roster(forum).organisations[0].code
