"""What is asked when a meeting closes: its functions, its open points, the next meeting.

That warns and stands against nothing (domain.md C.4, open to held).  What only the open meeting
can end stands against closing it: the app that knows of it registers an asker.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from cochair.features.agendas import queries as agendas
from cochair.features.cycles.queries import plan_of
from cochair.features.meetings import facts
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.procedure.book import Book
from cochair.procedure.refusal import Refusal, Sentence, _

CARRIED, PLANNED = "items_tagged_and_points_carried", "next_cycle_slot_determined"
DAY = "day"


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing to look at before closing: its clauses, a sentence, and the page where one acts.

    `page` is the name of its route with what its address is made from.  With `stands_against` the
    meeting does not close before that is done.
    """

    clauses: tuple[str, ...]
    says: Sentence
    page: tuple[str, tuple[object, ...]]
    stands_against: bool = False

    @property
    def link(self) -> str:
        """The address of that page in the language that is active."""
        route, arguments = self.page
        return reverse(route, args=arguments)


type Asker = Callable[[Meeting, datetime], Iterable[Asked]]

_ASKERS: list[Asker] = []


def register(asker: Asker) -> None:
    """Say what else is asked before a meeting closes; called once, when the app above is ready."""
    if asker not in _ASKERS:
        _ASKERS.append(asker)


def against(meeting: Meeting, at: datetime) -> tuple[Refusal, ...]:
    """Every reason why a meeting does not close at an instant; none when it may."""
    asked = (one for asker in _ASKERS for one in asker(meeting, at))
    return tuple(
        Refusal(one.clauses[0], one.says.message, one.says.facts)
        for one in asked
        if one.stands_against
    )


def at_closing(meeting: Meeting, at: datetime) -> tuple[Asked, ...]:
    """What no closed meeting can end any more; requests and items left open; functions not placed or not concluded, points
    neither placed nor put off, no next day."""
    book = parties.book(meeting.forum, at)
    return (
        *(one for asker in _ASKERS for one in asker(meeting, at)),
        *_of_requests(meeting),
        *_of_items(meeting),
        *_of_functions(meeting, book),
        *_of_points(meeting, book),
        *_of_the_next(meeting, book),
    )


def _of_requests(meeting: Meeting) -> Iterator[Asked]:
    """Requests for an item that nobody answered."""
    waiting = [one for one in agendas.requests(meeting) if one.state == agendas.RECEIVED]
    if waiting:
        yield Asked(
            ("practice",),
            Sentence(_("Requests for an item have no answer: {number}."), {"number": len(waiting)}),
            ("meetings:agenda", (meeting.forum.slug, meeting.slug)),
        )


def _of_items(meeting: Meeting) -> Iterator[Asked]:
    """Items that serve no function of the meeting and have no conclusion: none comes afterwards."""
    known = next(one for one in facts.meetings(meeting.forum) if one.id == meeting.slug)
    wanted = set(agendas.functions(parties.book(meeting.forum), meeting.configuration))
    items = known.agenda.items if known.agenda else ()
    left = [one for one in items if one.concluded_at is None and not wanted & one.tags]
    if left:
        numbers = tuple(str(one.number) for one in left)
        yield Asked(
            ("practice",),
            Sentence(_("Items of the agenda have no conclusion: {numbers}."), {"numbers": numbers}),
            ("meetings:agenda", (meeting.forum.slug, meeting.slug)),
        )


def _of_functions(meeting: Meeting, book: Book) -> Iterator[Asked]:
    """A function is dealt with when its item was concluded, or when both left it out."""
    known = next(one for one in facts.meetings(meeting.forum) if one.id == meeting.slug)
    items = known.agenda.items if known.agenda else ()
    placed = {tag for item in items for tag in item.tags}
    concluded = {tag for item in items if item.concluded_at is not None for tag in item.tags}
    left_out = {one.tag for one in known.omissions}
    wanted = agendas.functions(book, meeting.configuration)
    for one in book.configurations[meeting.configuration].functions:
        if one.tag not in wanted or one.tag in concluded | left_out:
            continue
        said = (
            _("On the agenda, but no conclusion is recorded: {function}.")
            if one.tag in placed
            else _("Neither on the agenda nor left out with a reason: {function}.")
        )
        yield Asked(
            one.rules,
            Sentence(said, {"function": one.label}),
            ("meetings:agenda", (meeting.forum.slug, meeting.slug)),
        )


def _of_points(meeting: Meeting, book: Book) -> Iterator[Asked]:
    clause = book.clause_for(CARRIED, meeting.configuration)
    for point in agendas.points(meeting):
        if not (point.item_key or point.deferral_reason or point.settled_at):
            yield Asked(
                (clause,),
                Sentence(
                    _("An open point is neither on the agenda nor deferred: {text}."),
                    {"text": point.text},
                ),
                ("meetings:agenda", (meeting.forum.slug, meeting.slug)),
            )


def _of_the_next(meeting: Meeting, book: Book) -> Iterator[Asked]:
    """That the next meeting of the configuration has no day; only a meeting of a cycle has one."""
    if meeting.cycle is None:
        return
    number = meeting.cycle.number + 1
    plan = plan_of(meeting.forum, number).get(meeting.configuration)
    following = Meeting.objects.filter(
        forum=meeting.forum,
        cycle__number=number,
        configuration=meeting.configuration,
        cancelled_at=None,
    ).last()
    latest = following.schedules.last() if following else None
    if (plan and plan.precision == DAY) or (latest and latest.precision == DAY):
        return
    yield Asked(
        (book.clause_for(PLANNED, "", configuration=meeting.configuration),),
        Sentence(
            _("The next meeting of this type, in cycle {number}, has no date yet."),
            {"number": number},
        ),
        ("meetings:plan", (meeting.forum.slug, meeting.cycle.number)),
    )
