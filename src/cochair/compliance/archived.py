"""How agreed exceptions, options and the official text are found by the names that the journal calls them
by, and what archives and handover files say of exceptions and statements."""

from collections.abc import Iterable, Iterator

from cochair.compliance import queries, stating, visibility
from cochair.compliance.models import Departure, OptionChange, SourceText
from cochair.cycles.models import Cycle
from cochair.kernel.archive import Reader
from cochair.kernel.handover import Reader as Taker
from cochair.kernel.handover import Row as Handed
from cochair.kernel.handover import handed
from cochair.kernel.kind import Row
from cochair.meetings.models import Meeting
from cochair.parties import queries as parties
from cochair.parties.models import Forum
from cochair.procedure.calendar import civil_day


def statements(reader: Reader) -> Iterator[Row]:
    """The compliance statements that both signed, the addenda after the first."""
    hidden = visibility.closed(reader.forum, reader.hat, reader.at)
    for one in queries.statements(reader.cycle):
        yield stating.seen(stating.as_json(reader.forum, one), hidden)


def departures(reader: Taker) -> Iterable[Handed]:
    """The exceptions that both agreed, each with its clause and its reason."""
    forum = reader.forum
    book = parties.book(forum, reader.at)
    for one in queries.facts_at(forum, reader.at).departures:
        found = queries.clause_in(forum, one.rule, book.version)
        if found is not None:
            version, clause = found
            yield handed(
                clause.text,
                day=civil_day(one.at, forum.zone),
                note=dict.fromkeys(book.languages, one.reason),
                where=("compliance:clause", forum.slug, version, one.rule),
                about=(one.target, visibility.judged_on(visibility.MEETING, one.target)),
            )


def departure_of(forum: Forum, name: str) -> Departure:
    """The exception that the journal calls by its clause and its target; one that is only proposed
    is not kept yet."""
    rule, _colon, target = name.partition(":")
    return Departure(forum=forum, rule=rule, target_id=target)


def cycle_of_departure(departure: Departure) -> Cycle | None:
    """The cycle of what is departed from a clause for: a cycle, a slot of one, or a meeting."""
    target = departure.target_id
    for row in Cycle.objects.filter(forum=departure.forum).select_related("forum"):
        if target == str(row) or target.startswith(f"{row}-"):
            return row
    meeting = Meeting.objects.filter(forum=departure.forum, slug=target).first()
    return meeting.cycle if meeting is not None else None


def option_of(forum: Forum, key: str) -> OptionChange | None:
    """An option as both set it last, or None."""
    return OptionChange.objects.filter(forum=forum, key=key).last()


def source_of(forum: Forum, number: str) -> SourceText | None:
    """The official text of a forum that has a number, or None."""
    rows = SourceText.objects.filter(procedures__forum=forum)
    return rows.filter(pk=number).first() if number.isdigit() else None
