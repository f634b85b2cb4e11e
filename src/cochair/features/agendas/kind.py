"""Agenda, points left open, requests for items: everything that the rest of the house knows of them."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from cochair.features.agendas import archived, queries
from cochair.features.agendas.queries import Version
from cochair.features.meetings import machine, responsibility
from cochair.features.meetings.models import (
    Agenda,
    AgendaItem,
    Discussion,
    ItemRequest,
    Meeting,
    Omission,
    OpenPoint,
)
from cochair.features.meetings.responsibility import Ask, Until
from cochair.features.meetings.states import AHEAD, State, state_of
from cochair.features.parties import queries as parties
from cochair.kernel.handover import Reader, Row, handed
from cochair.kernel.kind import Archive, Handover, Kind, No, Person, Texts, Turn, Turns
from cochair.procedure.refusal import _
from cochair.procedure.timetable import ShownBy

# Whose turn it is on the agenda of a meeting, on points left open, and on requests for items.
# How long before the provisional agenda is usual work on it begins.
BEFORE = timedelta(days=14)
BEGIN = _("Begin the agenda: {meeting}")
PLACE_FUNCTION = _("Place or leave out: {function}, {meeting}")
TRANSLATE = _("Translate titles ({number}): agenda of {meeting}")
SEND = {
    queries.PROGRAMME: _("Send the programme for signature: {meeting}"),
    queries.WORKING: _("Send the working agenda for signature: {meeting}"),
    queries.PROVISIONAL: _("Send the provisional agenda for signature: {meeting}"),
}
SEND_REVISED = _("Send the revised agenda for signature: {meeting}")
ADOPT = _("Adopt the agenda: {meeting}")
PLACE_POINTS = _("Place open points ({number}): {meeting}")
ANSWER = _("Answer item requests ({number}): {meeting}")


def of_agenda(one: Meeting, at: datetime) -> Iterator[Turn]:
    """Who acts next on the agenda of a meeting at an instant (aware UTC)."""
    state = state_of(one, at)
    if state is State.OPEN:
        yield from _to_adopt(one, at)
    elif state in AHEAD:
        known = queries.versions(one)
        if not known:
            yield from _to_begin(one, at)
        else:
            yield from _to_place(one, known, at)
            yield from _to_publish(one, known, at)


def _to_begin(one: Meeting, at: datetime) -> Iterator[Turn]:
    ask = Ask(BEGIN, ("meetings:agenda", one.slug), _begins(one, at))
    yield from responsibility.of_secretariats(one, ask, at)


def of_points(one: Meeting, at: datetime) -> Iterator[Turn]:
    """The secretariat of the host places the points that earlier meetings left open, or puts them
    off, from the first draft of the agenda until the meeting opens."""
    if machine.refusal("point.carry", one, at) or responsibility.is_history(one, at):
        return
    left = [
        point
        for point in queries.points(one)
        if not (point.item_key or point.deferral_reason or point.settled_at)
    ]
    if left and queries.versions(one) and not responsibility.is_proposed(one, queries.DEFER):
        page = ("meetings:agenda", one.slug)
        ask = Ask(PLACE_POINTS, page, responsibility.opening(one), {"number": str(len(left))})
        yield from responsibility.of_secretariats(one, ask, at)


def of_requests(one: Meeting, at: datetime) -> Iterator[Turn]:
    """The secretariat of the host answers what delegations ask for, also once the meeting is over."""
    if machine.refusal("item.answer", one, at):
        return
    waiting = [row for row in queries.requests(one) if row.state == queries.RECEIVED]
    if waiting:
        until = responsibility.practice(one, ShownBy.PROVISIONAL_AGENDA, at)
        page = ("meetings:agenda", one.slug)
        ask = Ask(ANSWER, page, until, {"number": str(len(waiting))})
        yield from responsibility.of_secretariats(one, ask, at)


def _to_adopt(one: Meeting, at: datetime) -> Iterator[Turn]:
    known = queries.versions(one)
    if queries.published(known, queries.ADOPTED) or responsibility.is_proposed(one, queries.ADOPT):
        return
    ask = Ask(ADOPT, ("meetings:agenda-draft", one.slug))
    yield from responsibility.of_chairs(one, ask, at, prepared=False)


def _to_place(one: Meeting, known: tuple[Version, ...], at: datetime) -> Iterator[Turn]:
    """Functions that are on the latest version of no item, and that both did not leave out."""
    book, last = parties.book(one.forum, at), queries.latest(known)
    items = last.items if last is not None else ()
    done = {tag for item in items for tag in item.tags}
    done |= {row.tag for row in queries.omissions(one)}
    wanted = queries.functions(book, one.configuration)
    for function in book.configurations[one.configuration].functions:
        if function.tag in wanted and function.tag not in done:
            page = ("meetings:agenda", one.slug)
            ask = Ask(
                PLACE_FUNCTION, page, responsibility.opening(one), {"function": function.label}
            )
            yield from responsibility.of_secretariats(one, ask, at)


def _to_publish(one: Meeting, known: tuple[Version, ...], at: datetime) -> Iterator[Turn]:
    """A draft is put into every language, then signed by both: also one that changes what is out.  Where
    only an earlier stage is out, the next one is begun."""
    draft = queries.draft(known)
    if draft is None and not queries.published(known, queries.PROVISIONAL):
        yield from _to_begin(one, at)
    if draft is None or draft.stage not in SEND or responsibility.is_proposed(one, queries.PUBLISH):
        return
    lacking = [item for item in draft.items if item.missing(parties.book(one.forum, at).languages)]
    page, until = ("meetings:agenda-draft", one.slug), _usual(one, known, at)
    if lacking:
        ask = Ask(TRANSLATE, page, until, {"number": str(len(lacking))})
        yield from responsibility.of_secretariats(one, ask, at)
    elif draft.items:
        is_out = bool(queries.published(known, draft.stage))
        is_revised = is_out and draft.stage == queries.PROVISIONAL
        ask = Ask(SEND_REVISED if is_revised else SEND[draft.stage], page, until)
        yield from responsibility.of_chairs(one, ask, at)


def _usual(one: Meeting, known: tuple[Version, ...], at: datetime) -> Until:
    """When the provisional agenda is usual, or the final one where that is out."""
    is_out = bool(queries.published(known, queries.PROVISIONAL))
    wanted = ShownBy.FINAL_AGENDA if is_out else ShownBy.PROVISIONAL_AGENDA
    return responsibility.practice(one, wanted, at)


def _begins(one: Meeting, at: datetime) -> Until:
    return responsibility.practice(one, ShownBy.PROVISIONAL_AGENDA, at, before=BEFORE)


# What earlier meetings left open, for the file of the next presidency.
#
# Source: domain.md B.11 (CB-47).
def points(reader: Reader) -> Iterable[Row]:
    """The points that are neither placed on an item, nor put off, nor done."""
    for point in OpenPoint.objects.filter(
        meeting__forum=reader.forum, item_key="", deferral_reason="", settled_at=None
    ).select_related("meeting"):
        yield handed(point.text, where=("desk:meeting", reader.forum.slug, point.meeting.slug))


NAMED_BY_MEETING = No("Entries name its meeting, and its number as a fact.")
ENDS_WITH_MEETING = No("Entries name its meeting, which ends with its cycle.")
READ_WITH_MEETING = No("Entries name its meeting, and are read with it.")
NOT_FOUND = No("Not found yet: the search knows documents only.")
STAYS = No("What a meeting dealt with stays with it.")

AGENDA = Kind(
    code="agenda",
    label=_("agenda"),
    models=(Agenda, AgendaItem, Omission),
    find=NAMED_BY_MEETING,
    ends_with=ENDS_WITH_MEETING,
    closed=READ_WITH_MEETING,
    verbs={
        "agenda.begun": _("A stage of an agenda was started."),
        "agenda.revised": _("A new revision of an agenda was made."),
        "agenda.published": _("An agenda was published."),
        "agenda.adopted": _("A meeting adopted its agenda."),
        "omission.agreed": _("Both co-presidencies left a function off an agenda."),
    },
    archive=(
        Archive(
            "agendas",
            _("Agendas"),
            columns=((_("Meeting"), "meeting"), (_("Stage"), "stage"),
                     (_("Published"), "published_at"), (_("Items"), archived.items)),
            rows=archived.rows,
        ),
    ),
    personal=(
        Person("agendas", _("Agendas prepared"), Agenda, ("made_by__account",),
               ("meeting__slug", "revision", "made_at", "published_at")),
    ),
    texts=(
        Texts(AgendaItem, evidence="title cross_reason no_document_reason",
              name_nobody="tags papers documents commitments links"),
        Texts(Omission, evidence="reason"),
    ),
    handover=No("The file for the next presidency does not list drafts yet."),
    search=NOT_FOUND,
    retention=STAYS,
    turns=Turns(responsibility.not_over, of_agenda),
)  # fmt: skip

OPEN_POINT = Kind(
    code="open-point",
    label=_("open point"),
    models=(OpenPoint,),
    find=NAMED_BY_MEETING,
    ends_with=ENDS_WITH_MEETING,
    closed=READ_WITH_MEETING,
    verbs={
        "point.registered": _("An open point was registered."),
        "point.placed": _("An open point was placed under an item."),
        "point.deferred": _("An open point was deferred."),
    },
    archive=No("The archive does not hold open points yet."),
    personal=No("It refers to no person."),
    texts=(Texts(OpenPoint, evidence="text deferral_reason"),),
    handover=(Handover("handover.points", points),),
    search=NOT_FOUND,
    retention=STAYS,
    turns=Turns(responsibility.not_over, of_points),
)  # fmt: skip

ITEM_REQUEST = Kind(
    code="item-request",
    label=_("request for an agenda item"),
    models=(ItemRequest, Discussion),
    find=NAMED_BY_MEETING,
    ends_with=ENDS_WITH_MEETING,
    closed=READ_WITH_MEETING,
    verbs={
        "item.requested": _("An agenda item was requested."),
        "item.placed": _("A requested item was placed on the draft agenda."),
        "item.declined": _("A requested item was declined."),
        "item.deferred": _("A requested item was deferred."),
        "item.withdrawn": _("A request for an agenda item was withdrawn."),
        "item.discussion_asked": _("A delegation moved an item to discussion."),
    },
    archive=No("The archive does not hold requests for items yet."),
    personal=(
        Person("requests", _("Requested agenda items"), ItemRequest, ("account",),
               ("meeting__slug", "number", "title", "text", "asked_at", "state")),
        Person("discussions", _("Requested discussions of agenda items"), Discussion,
               ("office__account",), ("meeting__slug", "item_key", "at")),
    ),
    texts=(Texts(ItemRequest, evidence="title text reason", name_nobody="documents"),),
    handover=No("The file for the next presidency does not list them yet."),
    search=NOT_FOUND,
    retention=STAYS,
    turns=Turns(responsibility.not_over, of_requests),
)  # fmt: skip
