"""Reads of the agenda of a meeting: each a fixed number of queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from cochair.features.acts import queries as acts
from cochair.features.acts.models import JointAct
from cochair.features.agendas import items as agenda_items
from cochair.features.agendas.items import Item, Items
from cochair.features.meetings import deadlines
from cochair.features.meetings.models import (
    Agenda,
    AgendaItem,
    Discussion,
    ItemRequest,
    Meeting,
    Omission,
    OpenPoint,
    Session,
)
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power, Role
from cochair.procedure.book import Book, TimetableEntry
from cochair.procedure.calendar import civil_day
from cochair.procedure.checks.agenda import FREE_TAGS
from cochair.procedure.timetable import ShownBy, deadline

PROGRAMME, WORKING, PROVISIONAL, ADOPTED = "programme", "working", "provisional", "adopted"
STAGES = (PROGRAMME, WORKING, PROVISIONAL, ADOPTED)
# What is circulated to whoever comes to the meeting, and so may be a document of the register.
AS_DOCUMENTS = frozenset({PROVISIONAL, ADOPTED})
PUBLISH, ADOPT, OMIT = "meeting.agenda", "meeting.agenda_adopted", "meeting.omission"
DEFER = "meeting.point_deferral"
RECEIVED, PLACED, DECLINED, DEFERRED, WITHDRAWN = (
    "received",
    "placed",
    "declined",
    "deferred",
    "withdrawn",
)
# Whose offices ask for an item (domain.md C.6), and through whom a Party's own bodies do (CB-7).
ASKING = frozenset(
    {Role.DELEGATION_HEAD, Role.DELEGATION_MEMBER, Role.COORDINATOR, Role.INSTITUTION}
)
FIRST_DAY_OF = "meeting.start"

type Discussions = Mapping[str, tuple[Discussion, ...]]
"""Who asked to discuss an item, by its key."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version with its items; `number` is that of its revision inside the stage."""

    row: Agenda
    items: Items

    @property
    def stage(self) -> str:
        """Programme, working, provisional or adopted."""
        return self.row.stage

    @property
    def number(self) -> int:
        """The number of the revision."""
        return self.row.revision

    @property
    def is_published(self) -> bool:
        """Whether both keys have turned on it."""
        return self.row.published_at is not None

    @property
    def token(self) -> int:
        """What a form sends back, so that a later change is noticed."""
        return self.row.pk

    @property
    def reference(self) -> str:
        """How an address names it, such as provisional-2."""
        return f"{self.stage}-{self.number}"


def versions(meeting: Meeting) -> tuple[Version, ...]:
    """Every version of a meeting's agenda with its items, oldest first; two queries."""
    # The meeting of each is the one that is given, and need not be read again with every version.
    rows = meeting.agendas.select_related("act")
    return tuple(
        Version(row, tuple(of_row(item) for item in row.items.all()))
        for row in rows.prefetch_related("items").order_by("pk")
    )


def of_row(row: AgendaItem) -> Item:
    """An item as a value."""
    return Item(
        key=row.key,
        title=row.title,
        type=row.type,
        tags=tuple(row.tags),
        cross_reason=row.cross_reason,
        proposer=row.proposer,
        minutes=row.minutes,
        documents=tuple(row.documents),
        papers=tuple(row.papers),
        no_document_reason=row.no_document_reason,
        commitments=tuple(row.commitments),
        links=tuple(row.links),
        origin=row.origin,
    )


def latest(known: Iterable[Version]) -> Version | None:
    """The version that was made last, published or not."""
    return max(known, key=lambda one: one.row.pk, default=None)


def draft(known: Iterable[Version]) -> Version | None:
    """The latest version when it is not published yet."""
    found = latest(known)
    return found if found is not None and not found.is_published else None


def published(known: Iterable[Version], stage: str = "") -> tuple[Version, ...]:
    """The versions that both published, in the order of their publication; of one stage if named."""
    found = (one for one in known if one.is_published and stage in ("", one.stage))
    return tuple(sorted(found, key=lambda one: (one.row.published_at, one.row.pk)))


def standing(known: Iterable[Version]) -> Version | None:
    """The agenda that stands: the one published last of the furthest stage; None before any."""
    # Of equals the first is taken, and the one published last comes first.
    found = reversed(published(known))
    return max(found, key=lambda one: STAGES.index(one.stage), default=None)


def standing_of(meeting: Meeting) -> Version | None:
    """The agenda of a meeting that stands, without reading any other version's items."""
    rows = meeting.agendas.exclude(published_at=None)
    known = (Version(row, ()) for row in rows.select_related("act"))
    found = standing(tuple(known))
    if found is None:
        return None
    return Version(found.row, tuple(of_row(item) for item in found.row.items.all()))


def document_of(meeting: Meeting) -> str:
    """The slug of the document of the register that says what the agenda of a meeting says; empty
    while none was made."""
    rows = Agenda.objects.filter(meeting=meeting).exclude(document="").order_by("published_at")
    return str(rows.values_list("document", flat=True).last() or "")


def is_agenda(forum: Forum, slug: str) -> bool:
    """Whether a document of the register was made from the agenda of a meeting."""
    return Agenda.objects.filter(meeting__forum=forum, document=slug).exists()


def of_reference(known: Iterable[Version], reference: str) -> Version | None:
    """The version that an address names, such as provisional-2; None for any other word."""
    return next((one for one in known if one.reference == reference), None)


def discussions(meeting: Meeting) -> Discussions:
    """Who asked to discuss which item that was to be adopted without debate, by its key."""
    found: dict[str, tuple[Discussion, ...]] = {}
    for row in Discussion.objects.filter(meeting=meeting):
        found[row.item_key] = (*found.get(row.item_key, ()), row)
    return found


def bound(act: JointAct) -> Mapping[str, object]:
    """What the keys on a publication bind besides its body: the version in every language, which
    is the latest, and how far the meeting has come."""
    meeting = Meeting.objects.get(forum=act.forum, slug=act.subject_id)
    last = Agenda.objects.filter(meeting=meeting).order_by("pk").last()
    found = version(meeting, act.body["stage"], act.body["revision"])
    return {
        "items": agenda_items.parts(found.items) if found else [],
        "latest": f"{last.stage}-{last.revision}" if last else "",
        "published": bool(found and found.is_published),
        "discussed": sorted(discussions(meeting)),
        "opened": meeting.opened_at is not None,
        "over": meeting.closed_at is not None or meeting.cancelled_at is not None,
    }


def naming(forum: Forum, slug: str) -> tuple[Meeting, ...]:
    """The meetings on whose agenda, in any version, a paper of the register stands."""
    # As text: a list in JSON is searched the same way on both databases, and no slug has quotes.
    items = AgendaItem.objects.filter(agenda__meeting__forum=forum, papers__icontains=f'"{slug}"')
    rows = Meeting.objects.filter(pk__in=items.values("agenda__meeting"))
    return tuple(rows.select_related("forum", "cycle").prefetch_related("schedules").order_by("pk"))


def papers_of(meeting: Meeting, key: str) -> frozenset[str]:
    """The papers that any version of an item has named."""
    rows = AgendaItem.objects.filter(agenda__meeting=meeting, key=key)
    return frozenset(slug for named in rows.values_list("papers", flat=True) for slug in named)


def version(meeting: Meeting, stage: str, revision: int) -> Version | None:
    """One version by its stage and revision, or None; two queries."""
    row = Agenda.objects.filter(meeting=meeting, stage=stage, revision=revision).first()
    if row is None:
        return None
    return Version(row, tuple(of_row(item) for item in row.items.all()))


def omissions(meeting: Meeting) -> tuple[Omission, ...]:
    """What both left out, with their reason."""
    return tuple(Omission.objects.filter(meeting=meeting).select_related("act"))


def points(meeting: Meeting) -> tuple[OpenPoint, ...]:
    """The points that earlier meetings left open."""
    return tuple(OpenPoint.objects.filter(meeting=meeting).select_related("origin"))


def requests(meeting: Meeting) -> tuple[ItemRequest, ...]:
    """Every request for an item."""
    return tuple(ItemRequest.objects.filter(meeting=meeting))


def request(meeting: Meeting, number: int) -> ItemRequest | None:
    """One request by its number, or None."""
    return ItemRequest.objects.filter(meeting=meeting, number=number).first()


def asks_as(hat: ActingOffice) -> str:
    """In whose name a hat asks for an item, by code: its member, organisation or Party; or none."""
    if hat.role not in ASKING:
        return ""
    return hat.member or hat.organisation or hat.party


def may_ask_discussion(meeting: Meeting, hat: ActingOffice, book: Book) -> bool:
    """Whether a hat may move an item to discussion: a head of delegation of a Party that meets,
    or, where no delegations meet, a co-presidency in office."""
    entitled = book.configurations[meeting.configuration].parties
    if entitled:
        return hat.role is Role.DELEGATION_HEAD and hat.party in entitled
    return hat.role is Role.CO_PRESIDENCY and hat.in_term


def visible(known: Iterable[Version], hat: ActingOffice) -> tuple[Version, ...]:
    """The versions that a hat may read: drafts are for those who prepare the meeting, and an
    institution reads what was circulated for the meeting to which it is invited."""
    if hat.may(Power.RECORD_FACTS):
        return tuple(known)
    found = tuple(one for one in known if one.is_published)
    if hat.may(Power.READ_SHARED):
        return found
    return tuple(one for one in found if one.stage in (PROVISIONAL, ADOPTED))


def items_close(book: Book, meeting: Meeting) -> tuple[TimetableEntry, date] | None:
    """The practice date until which items are asked for, with its rolled civil day, or the day on which
    the meeting's day became known, where that was over by then; None while the meeting has no day, or
    where the timetable names no such date."""
    entry = next((one for one in book.timetable if one.shown_by == ShownBy.ITEM_REQUESTS), None)
    schedules = list(meeting.schedules.all())
    schedule = schedules[-1:]
    if entry is None or not schedule or schedule[0].starts is None:
        return None
    if schedule[0].precision != "day" or entry.anchor != FIRST_DAY_OF:
        return None
    first = civil_day(schedule[0].starts, schedule[0].zone)
    counted = deadline(entry, first, book.rolls, book.holidays)
    return entry, max(counted, deadlines.known_since(schedules, book.zone) or counted)


def is_late(asked: datetime, close: date | None, zone: str) -> bool:
    """Whether something was asked after the civil day of a practice date in the forum's zone."""
    return close is not None and civil_day(asked, zone) > close


def functions(book: Book, configuration: str) -> tuple[str, ...]:
    """The functions that a meeting of a configuration has by the procedures, as tags."""
    rows = book.configurations[configuration].functions
    return tuple(one.tag for one in rows if one.tag not in FREE_TAGS)


def own_tags(book: Book, configuration: str) -> frozenset[str]:
    """The tags that an item of a configuration may carry without a reason."""
    return FREE_TAGS | {one.tag for one in book.configurations[configuration].functions}


def known_tags(book: Book) -> frozenset[str]:
    """Every tag of every configuration."""
    return FREE_TAGS.union(*(own_tags(book, code) for code in book.configurations))


def session_minutes(meeting: Meeting) -> int | None:
    """How many minutes the sessions of a meeting last together; None while none is planned."""
    spans = [
        row.ends - row.starts for row in Session.objects.filter(meeting=meeting, removed_at=None)
    ]
    return sum(int(span.total_seconds()) // 60 for span in spans) if spans else None


def open_acts(meeting: Meeting) -> tuple[JointAct, ...]:
    """The acts on the agenda that wait for a key."""
    rows = acts.open_acts(meeting.forum).filter(subject_kind="meeting", subject_id=meeting.slug)
    return tuple(rows.filter(kind__in=(PUBLISH, ADOPT, OMIT, DEFER)))


def other_meetings(meeting: Meeting) -> tuple[Meeting, ...]:
    """The other meetings of the forum, newest first: where a programme or a point comes from."""
    rows = Meeting.objects.filter(forum=meeting.forum).exclude(pk=meeting.pk)
    return tuple(rows.order_by("-pk"))
