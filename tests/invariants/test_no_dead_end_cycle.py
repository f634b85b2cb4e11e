"""A cycle is not closed over what nobody could end then; what is left open ends with it and says so.

Source: domain.md C.4 (Cycle: closed); docs of the closing name each thing that stands against it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

import decided
import minuted
import negotiations
import papers
import people
import signing
from cochair.features.acts import actions as acts
from cochair.features.acts.models import JointAct
from cochair.features.compliance import actions as compliance
from cochair.features.compliance import closure, unfinished
from cochair.features.cycles.models import Cycle
from cochair.features.documents.models import MachineTranslation
from cochair.features.machine_translation import actions as machine
from cochair.features.machine_translation.etranslation import ETranslation
from cochair.features.machine_translation.providers import Answer
from cochair.features.machine_translation.states import Failure, State
from cochair.features.mail import notifications
from cochair.features.meetings.models import Meeting, ObserverRequest
from cochair.features.meetings.states import State as Stands
from cochair.features.meetings.states import state_of
from cochair.features.observers import actions as observing
from cochair.features.observers import queries as requests
from cochair.features.observers.states import State as Request
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.register import actions as register
from cochair.features.room import issue
from cochair.features.room import queries as rooms
from cochair.features.texts.models import NegotiatedText
from cochair.journal.models import Entry
from cochair.procedure.consensus import Claim
from cochair.procedure.refusal import Refused
from minuted import CLOSED
from signing import COUNCIL, both_sign, league, secretariat
from world import NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
HARBOURS = "world-harbours"
LATE = CLOSED + 2 * DAY + HOUR


def cycle(forum: Forum, number: int) -> Cycle:
    return Cycle.objects.select_related("forum").get(forum=forum, number=number)


def against(forum: Forum, at: datetime) -> str:
    """What is left open in the second cycle, as whoever closes it is told."""
    return " ".join(map(str, unfinished.of_cycle(forum, cycle(forum, 2), at)))


@dataclass(frozen=True)
class Left:
    """Something open: the sentence that names it at an instant, and the act that ends it."""

    says: str
    at: datetime
    end: Callable[[], object]
    ended: datetime | None = None


def statements(forum: Forum) -> Left:
    """Adopted with a statement, and not issued: nobody could print the statement any more."""
    meeting = minuted.closed(forum)
    (row,) = rooms.of_meeting(meeting)
    by = league(forum, LATE)
    return Left(
        f"Texts adopted in the cycle may still have to be issued with statements: {COUNCIL}, decision 1.",
        LATE,
        lambda: both_sign(forum, issue.propose(row, by=by, at=LATE), LATE),
    )


def late_statements(forum: Forum) -> Left:
    """Adopted without a statement, while one may still come: the clock ends that."""
    row = decided.on_the_table(forum)
    decided.declared(row, Claim.CONSENSUS, decided.minutes(5))
    signing.stepped(row.meeting, "meeting.close", CLOSED)
    return Left(
        f"Texts adopted in the cycle may still have to be issued with statements: {COUNCIL}, decision 1.",
        CLOSED + HOUR,
        lambda: None,
        ended=LATE,
    )


def text(forum: Forum, end: Callable[[NegotiatedText, int], object]) -> Left:
    row = negotiations.begun(forum)
    return Left(
        f"Texts of the cycle are still under negotiation: {row.document.slug}.",
        NOW,
        lambda: end(row, papers.fresh(row.document).version),
    )


def withdrawn(forum: Forum) -> Left:
    told = {"by": secretariat(forum), "at": NOW}
    return text(
        forum,
        lambda row, seen: register.withdraw(row.document, reason="Given up.", seen=seen, **told),  # type: ignore[arg-type]
    )


def final(forum: Forum) -> Left:
    told = {"by": secretariat(forum), "at": NOW}
    return text(forum, lambda row, seen: register.finish(row.document, seen=seen, **told))  # type: ignore[arg-type]


def superseded(forum: Forum) -> Left:
    told = {"by": secretariat(forum), "at": NOW}
    return text(
        forum,
        lambda row, seen: register.supersede(
            row.document,
            successor=papers.circulated(forum),
            seen=seen,
            **told,  # type: ignore[arg-type]
        ),
    )


HOLD = (statements, late_statements, withdrawn, final, superseded)


@pytest.mark.parametrize("left", HOLD, ids=lambda one: one.__name__)
def test_what_nobody_could_end_in_a_closed_cycle_holds_its_closing_until_somebody_ends_it(
    small_forum: Forum, left: Callable[[Forum], Left]
) -> None:
    before = against(small_forum, NOW)

    found = left(small_forum)

    assert found.says not in before
    assert found.says in against(small_forum, found.at)
    found.end()
    assert found.says not in against(small_forum, found.ended or found.at)


def stated(forum: Forum, at: datetime = NOW) -> None:
    """The statement of the first cycle, signed by both."""
    act = compliance.propose_statement(forum, cycle=cycle(forum, 1), by=league(forum), at=at)
    both_sign(forum, act, at)


def proposed(forum: Forum) -> JointAct:
    """The closing of the first cycle, sent to both."""
    return closure.propose_closing(forum, cycle=cycle(forum, 1), by=league(forum), at=NOW)


def its_meeting(forum: Forum) -> Meeting:
    """A meeting of the first cycle that nobody opened."""
    return Meeting.objects.create(
        forum=forum,
        slug="league-concert-experts-extra",
        configuration="experts",
        cycle=cycle(forum, 1),
        known_at=NOW,
    )


def test_what_is_begun_between_both_signatures_holds_the_closing_as_well(
    small_forum: Forum,
) -> None:
    stated(small_forum)
    act = signing.turn(proposed(small_forum), league(small_forum))
    row = negotiations.begun(small_forum)
    row.document.meeting = its_meeting(small_forum)
    row.document.save(update_fields=["meeting"])

    by = signing.concert(small_forum)
    with pytest.raises(Refused, match="Texts of the cycle are still under negotiation:"):
        acts.turn_key(act, seen=act.digest, by=by, at=NOW)

    seen = papers.fresh(row.document).version
    register.withdraw(row.document, reason="No.", seen=seen, by=secretariat(small_forum), at=NOW)
    signing.turn(act, by)
    assert cycle(small_forum, 1).closed_at == NOW


def applied(meeting: Meeting) -> ObserverRequest:
    by = secretariat(meeting.forum)
    return observing.request_attendance(
        meeting, organisation=HARBOURS, reason="We care.", by=by, at=NOW
    )


def test_a_request_to_observe_ends_with_the_cycle_of_a_meeting_that_nobody_opened(
    small_forum: Forum,
) -> None:
    meeting, other = its_meeting(small_forum), signing.fixed(small_forum)
    row, kept = applied(meeting), applied(other)
    people.person(small_forum, Role.OBSERVER, organisation=HARBOURS)
    book = parties.book(small_forum, NOW)
    assert {one.pk for one in requests.unanswered(small_forum, "LEAGUE", book)} == {row.pk, kept.pk}
    stated(small_forum)

    both_sign(small_forum, proposed(small_forum))

    meeting.refresh_from_db()
    assert state_of(meeting, NOW) is Stands.ARCHIVED
    (found,) = requests.asked(meeting, NOW)
    (still,) = requests.asked(other, NOW)
    assert (found.state, still.state) == (Request.NOT_DECIDED, Request.SUBMITTED)
    assert {one.pk for one in requests.unanswered(small_forum, "LEAGUE", book)} == {kept.pk}
    entry = Entry.objects.get(verb="cycle.closed")
    told = [
        one
        for one in notifications.of_entry(entry, entry.at)
        if "observer" in (one.to.office or "")
    ]
    assert [str(one.lines[0]) for one in told] == [
        "Your request was not decided: the cycle of the meeting is closed."
    ]


PROVIDER = ETranslation("https://example.org", "a", "b", "GEN")
BACK = Answer("7", "es", '<p id="p-1">Uno.</p><p id="p-2">Dos.</p>')


def asked(forum: Forum) -> MachineTranslation:
    """A machine translation of a paper of the second cycle, which waits to be sent."""
    paper = papers.circulated(forum)
    seen, by = paper.version, secretariat(forum)
    return machine.ask(papers.last(paper), "es", provider=PROVIDER, seen=seen, by=by, at=NOW)


def sent(forum: Forum) -> MachineTranslation:
    asked(forum)
    row = machine.claim(forum, NOW)
    assert row is not None
    return machine.handed_over(row, "7", Failure.NONE, NOW)


def never_sent(forum: Forum) -> object:
    return machine.claim(forum, NOW + HOUR)


def never_answered(forum: Forum) -> object:
    return machine.expire(forum, NOW + 2 * DAY)


def answered(forum: Forum) -> object:
    return machine.take_back(MachineTranslation.objects.get(), BACK, at=NOW + HOUR)


@pytest.mark.parametrize(
    ("begun", "goes_on", "why"),
    [
        (asked, never_sent, Failure.NOT_ALLOWED),
        (sent, never_answered, Failure.NO_ANSWER),
        (sent, answered, Failure.NOT_ALLOWED),
    ],
    ids=["waiting", "sent", "answered"],
)
def test_a_machine_translation_on_its_way_fails_in_a_closed_cycle_and_keeps_no_worker(
    small_forum: Forum,
    begun: Callable[[Forum], MachineTranslation],
    goes_on: Callable[[Forum], object],
    why: Failure,
) -> None:
    row = begun(small_forum)
    Cycle.objects.filter(forum=small_forum, number=2).update(closed_at=NOW)

    goes_on(small_forum)

    row.refresh_from_db()
    assert (row.state, row.failure, row.edition) == (State.FAILED, why, None)
    assert signing.verbs(small_forum)[-1] == "machine.failed"


def test_the_same_translation_comes_back_while_the_cycle_is_open(small_forum: Forum) -> None:
    row = sent(small_forum)

    answered(small_forum)

    row.refresh_from_db()
    assert (row.state, row.failure) == (State.DONE, "")
