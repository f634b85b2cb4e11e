"""No state that nobody can leave, in every machine that is written as a table, and its parts.

Source: domain.md C.4; the tables are those that the acts themselves ask.
"""

from collections.abc import Collection, Mapping
from datetime import timedelta

import pytest
from django.urls import reverse

import agendas
import dead_ends
import delegations
import rooms
import signing
from cochair.features.accounts.models import Account
from cochair.features.agendas import asking, presenters
from cochair.features.agendas.asking import Wish
from cochair.features.agendas.labels import NOT_ANSWERED
from cochair.features.agendas.queries import DEFERRED, RECEIVED
from cochair.features.compliance.cycle_changes import CHANGEABLE
from cochair.features.conduct import course, labels, queries, speakers_list
from cochair.features.conduct.course import Stands
from cochair.features.cycles.queries import State as Cycle
from cochair.features.delegations import actions as people
from cochair.features.delegations.refusals import ACCEPTED, OPEN, RETURNED, SUBMITTED
from cochair.features.languages import states as editions
from cochair.features.measures import codes
from cochair.features.meetings import machine
from cochair.features.meetings.models import Delegation, ItemRequest, Meeting
from cochair.features.meetings.states import State
from cochair.features.parties.models import Forum
from cochair.procedure import text as core
from cochair.web.clock import clock
from dead_ends import Move, Search
from delegations import OPENS
from people import signed_in
from signing import secretariat, stepped
from world import NOW

CLOSES = OPENS + timedelta(hours=8)
# Where a step on an item leads; what is unfinished at the closing is left.
LEADS: Mapping[str, Stands] = {
    course.OPENED: Stands.ON_FLOOR,
    course.CONCLUDED: Stands.CONCLUDED,
    course.DEFERRED: Stands.DEFERRED,
    course.DISCUSSED: Stands.WAITING,
    course.REOPENED: Stands.ON_FLOOR,
}
MEETING: list[Move] = [
    (act.states, {act.leads_to}) for act in machine.STEPS.values() if act.leads_to is not None
]
ARCHIVED: list[Move] = [
    ({State.HELD}, {State.COMPLETED}),  # Both approve its record.
    ({State.COMPLETED}, {State.ARCHIVED}),  # Ninety days pass.
]
MACHINES: Mapping[str, tuple[list[Move], Collection[object]]] = {
    # Nothing of a paragraph is an end: the text ends, with its document.
    "paragraph": ([(one.starts, one.ends) for one in core.STEPS], ()),
    "language": (
        [(one.start, {one.end}) for one in (editions.REVISE, editions.RELEASE, editions.CONFIRM)],
        {editions.State.RELEASED},
    ),
    "action": (
        [
            ({codes.PROPOSED}, {codes.ENDORSED}),
            *((starts, {leads}) for _word, starts, leads in codes.STEPS.values()),
        ],
        {codes.COMPLETED, codes.DISCONTINUED},
    ),
    "item": (
        [
            *((course.STEPS[step], {leads}) for step, leads in LEADS.items()),
            (course.UNFINISHED, {Stands.LEFT}),
        ],
        {Stands.CONCLUDED, Stands.DEFERRED, Stands.LEFT},
    ),
    "cycle": (
        [
            ({Cycle.PLANNED}, {Cycle.RUNNING}),  # Its first day comes.
            ({Cycle.RUNNING}, {Cycle.ENDED}),  # Its last day is over.
            (CHANGEABLE, {Cycle.ABANDONED}),
            ({Cycle.ENDED}, {Cycle.CLOSED}),
        ],
        {Cycle.ABANDONED, Cycle.CLOSED},
    ),
    "meeting": ([*MEETING, *ARCHIVED], {State.ARCHIVED, State.CANCELLED}),
}


@pytest.mark.parametrize("name", MACHINES)
def test_every_state_that_is_no_end_has_a_step_that_leaves_it(name: str) -> None:
    moves, ends = MACHINES[name]

    assert moves and dead_ends.stuck(moves, ends) == set()


def test_the_search_finds_a_state_without_a_way_out() -> None:
    """A negative control: without the approval of its record nobody leaves a meeting that was held."""
    assert dead_ends.stuck(MEETING, {State.ARCHIVED, State.CANCELLED}) == {State.HELD}


def test_every_state_of_a_machine_is_known_to_its_table() -> None:
    assert {one for moves in (MEETING, ARCHIVED) for starts, leads in moves for one in (*starts, *leads)} == set(State)  # fmt: skip
    assert {one for starts, leads in MACHINES["item"][0] for one in (*starts, *leads)} == set(Stands)  # fmt: skip
    assert set(labels.STANDS) == set(Stands)
    assert {one for starts, leads in MACHINES["action"][0] for one in (*starts, *leads)} == set(codes.STATES)  # fmt: skip


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("was", [RECEIVED, DEFERRED])
def test_a_request_for_an_item_is_answered_or_says_that_nobody_answers_it(
    was: str, state: State
) -> None:
    goes_on = machine.allows("item.answer", state)
    row = ItemRequest(state=was, type="discussion")
    shown = presenters.Asked(row, is_late=False, is_own=True, number=None, goes_on=goes_on)

    assert shown.is_open == goes_on
    assert goes_on == (state not in {State.CANCELLED, State.ARCHIVED})
    if was == RECEIVED:
        assert (shown.state == NOT_ANSWERED) != goes_on


def test_on_the_page_of_a_cancelled_meeting_nobody_waits_for_an_answer(
    small_forum: Forum,
) -> None:
    meeting = signing.fixed(small_forum)
    head = agendas.delegation(small_forum)
    asking.request_item(meeting, wish=Wish({"en": "Ports"}, "discussion"), by=head, at=NOW)
    stepped(meeting, "meeting.cancel")

    with clock.at(NOW):
        client = signed_in(Account.objects.get(pk=head.account))
        page = client.get(reverse("meetings:agenda", args=[small_forum.slug, meeting.slug]))

    said = page.content.decode()
    assert NOT_ANSWERED in said and "not yet answered" not in said
    assert (
        reverse("meetings:agenda-withdrawal", args=[small_forum.slug, meeting.slug, 1]) not in said
    )


def test_what_a_meeting_did_not_conclude_is_left_when_it_closes_and_nobody_has_the_floor(
    small_forum: Forum,
) -> None:
    council = rooms.council(small_forum)
    rooms.opened(council)
    asked = speakers_list.ask(council, by=rooms.head(small_forum), at=rooms.AT)
    waits = speakers_list.ask(council, by=rooms.head(small_forum, "XL", "CONCERT"), at=rooms.AT)
    speakers_list.give_floor(
        council, asked.number, seen=0, by=rooms.chair(small_forum), at=rooms.AT
    )
    assert queries.floor(council).speaking is not None

    closed = stepped(council, "meeting.close", CLOSES)

    floor = queries.floor(closed)
    assert {one.stands for one in floor.courses} == {Stands.LEFT}
    assert {one.since for one in floor.courses} == {CLOSES}
    assert (floor.item, floor.speaking, floor.waiting) == (None, None, ())
    assert [one.ended_at for one in floor.speakers] == [CLOSES, None]
    assert waits.number == 2 and not any(one.allows(step) for one in floor.courses for step in course.STEPS)  # fmt: skip


def test_a_delegation_is_never_where_nobody_can_act_before_its_meeting_closes(
    small_forum: Forum,
) -> None:
    """Every course of its steps, before the meeting opens and while it sits."""
    meeting = delegations.council(small_forum)
    delegations.named(meeting, "XN", "Ada Berg")
    by, at = secretariat(small_forum), NOW

    def row() -> Delegation:
        return delegations.of(Meeting.objects.get(pk=meeting.pk), "XN")

    def taken(step: object, **more: object) -> object:
        return lambda: step(row(), seen=row().version, by=by, at=at, **more)  # type: ignore[operator]

    delegations.asked(meeting, "XN")
    acts = {
        "submit": taken(people.submit),
        "accept": taken(people.accept),
        "return": taken(people.give_back, reason="The head has no rank yet."),
        "reopen": taken(people.reopen),
    }
    for opens in (False, True):
        if opens:
            stepped(meeting, "meeting.open", OPENS)
            at = OPENS
        found = Search(acts, lambda: row().state).run(5)  # type: ignore[arg-type]
        assert found.states == {OPEN, SUBMITTED, ACCEPTED, RETURNED}
        assert found.stuck(lambda _state: False) == set()

    at = CLOSES
    stepped(meeting, "meeting.close", CLOSES)
    assert Search(acts, lambda: row().state).run(2).moves == set()  # type: ignore[arg-type]
