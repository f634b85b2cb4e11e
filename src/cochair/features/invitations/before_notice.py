"""Whose turn it is before a meeting is convened: its lists of agencies, and its notice."""

from collections.abc import Iterator
from datetime import datetime

from cochair.features.invitations import queries
from cochair.features.meetings import responsibility
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.responsibility import NO_DAY, Ask
from cochair.features.meetings.states import AHEAD, State, state_of
from cochair.features.parties import queries as parties
from cochair.kernel.kind import Turn
from cochair.procedure.checks.invited import AGENCY_LIST
from cochair.procedure.refusal import _
from cochair.procedure.timetable import ShownBy

PREPARE = _("Prepare the notice of meeting: {meeting}")
CHOOSE = _("Choose the relevant agencies: {group}, {meeting}")


def turns(one: Meeting, at: datetime) -> Iterator[Turn]:
    """Both send the notice once the day is fixed, and agree on each list of agencies until the
    meeting opens, at an instant (aware UTC); a joint act that waits for a signature is a turn of its
    own."""
    state = state_of(one, at)
    if state not in AHEAD or responsibility.is_history(one, at):
        return
    waiting = queries.open_acts(one)
    if state is State.CONFIRMED and not any(act.kind == queries.NOTICE for act in waiting):
        until = responsibility.practice(one, ShownBy.NOTICE, at)
        if until == NO_DAY:
            until = responsibility.opening(one)
        ask = Ask(PREPARE, ("meetings:notice", one.slug), until)
        yield from responsibility.of_chairs(one, ask, at)
    asked = {str(act.body["group"]) for act in waiting if act.kind == queries.RELEVANCE}
    yield from _to_choose(one, asked, at)


def _to_choose(one: Meeting, asked: set[str], at: datetime) -> Iterator[Turn]:
    """Groups of agencies of which nobody said yet which matter for this meeting."""
    book = parties.book(one.forum, at)
    configuration = book.configurations[one.configuration]
    groups = dict.fromkeys((*configuration.groups, *configuration.also_invited))
    known = queries.lists(one)
    # The usual day is before the notice; once that is out, the clause counts until the opening.
    until = NO_DAY
    if one.convened_at is None or one.convened_at > at:
        until = responsibility.practice(one, ShownBy.RELEVANCE, at)
    until = until if until != NO_DAY else responsibility.opening(one)
    for code in groups:
        group = book.groups.get(code)
        if group is None or group.kind != AGENCY_LIST or code in asked or code in known:
            continue
        ask = Ask(CHOOSE, ("meetings:agencies", one.slug), until, {"group": group.label})
        yield from responsibility.of_chairs(one, ask, at)
