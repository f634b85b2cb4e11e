"""One meeting as its pages read it: its rows, what is known of it on a day, what they all show."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as __

from cochair.features.acts import visibility as walls
from cochair.features.acts.models import JointAct, Key
from cochair.features.acts.presenters import Shown, shown
from cochair.features.acts.queries import about
from cochair.features.calendars import dates
from cochair.features.compliance import places, presenters, visibility
from cochair.features.compliance import queries as compliance
from cochair.features.compliance.names import names_of
from cochair.features.meetings import queries
from cochair.features.meetings.models import CoChair, JointNote, Meeting, Preparation, Schedule
from cochair.features.meetings.names import format_beside, meeting_name
from cochair.features.meetings.states import State, state_of
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.queries import Roster
from cochair.journal.table_cache import TableCache, cached_part, reached
from cochair.procedure import facts
from cochair.procedure.book import Book
from cochair.procedure.facts import Facts
from cochair.site.desk import labels, meeting_head, outcome, phases
from cochair.site.desk.dossier import Dossier, Entry
from cochair.web import legal_time
from cochair.web.as_at import AsAt
from cochair.web.request_cache import once
from cochair.web.tables import noticed

# Meetings with their rows, and the acts about them.
_ROWS: TableCache[Meeting | None] = TableCache(64)
_ACTS: TableCache[tuple[JointAct, ...]] = TableCache(64)


@dataclass(frozen=True, slots=True)
class Look:
    """A meeting as somebody looks at it: its rows and what is known of it at an instant, by whom,
    what the address asks for, and the zone of the reader (empty for none)."""

    row: Meeting
    told: Facts
    fact: facts.Meeting
    state: State
    moment: AsAt
    hat: ActingOffice
    asked: Mapping[str, str]
    zone: str

    @property
    def forum(self) -> Forum:
        """The forum of the meeting."""
        return self.row.forum

    @property
    def at(self) -> datetime:
        """The instant (aware UTC) at which it is looked at."""
        return self.moment.instant

    @property
    def book(self) -> Book:
        """The procedures of that instant."""
        return parties.book(self.forum, self.at)

    @property
    def is_past(self) -> bool:
        """Whether it was held, so that what came of it is said first."""
        return self.state in phases.PAST

    @property
    def dossier(self) -> Dossier | None:
        """Its agenda and documents for the reader, now; None on another day."""
        if not self.moment.is_now:
            return None
        key = ("dossier", self.row.pk, self.hat, self.at)
        return once(key, lambda: Dossier(self.forum, self.row, self.hat, self.at))

    @property
    def works(self) -> bool:
        """Whether anything can be done about it here: it is looked at now, and is not over."""
        return self.moment.is_now and self.state not in phases.OVER

    @property
    def prepares(self) -> bool:
        """Whether it can be worked on here before it is held."""
        return self.works and not self.is_past


def look(
    forum: Forum,
    slug: str,
    moment: AsAt,
    hat: ActingOffice,
    asked: Mapping[str, str],
    zone: str = "",
) -> Look:
    """A meeting as an office looks at it; Http404 when there is none on that day."""
    found, told, fact = of_day(forum, slug, moment.instant)
    return Look(found, told, fact, state_of(found, moment.instant), moment, hat, asked, zone)


def _came(row: Meeting, roster: Roster, language: str) -> list[str]:
    """How many members of each Party came, as both Parties attested of a meeting of before."""
    told = row.attested.get("came", {}) if row.is_attested else {}
    return [
        __("{party}: members that came, {number}.").format(
            party=party.short[language], number=told[party.code]
        )
        for party in roster.in_order(language)
        if party.code in told
    ]


def shared(one: Look) -> Mapping[str, object]:
    """What the pages of a meeting have in common: its head, its clauses, and what came of it."""
    language, row = get_language() or "en", one.row
    roster, acts = parties.roster(one.forum), _acts(row)
    place = labels.place_name(one.book, one.fact, language)
    reads = one.hat.may(Power.READ_SHARED)
    tally, clauses = _clauses(one) if reads else ({}, "")
    chairs = labels.chairs_of(one.told, roster, one.fact, language)
    return {
        "here": "meetings",
        "row": row,
        "fact": one.fact,
        "name": meeting_name(one.fact, one.book, language),
        "when": labels.when_in_words(one.fact, language, weekday=True),
        "hours": meeting_head.hours(one.fact, one.zone),
        "place": place or labels.place_if_unknown(one.fact, one.at),
        "form": format_beside(place, one.fact.schedule, language),
        "state_words": labels.state_in_words(one.fact, one.at, one.book.zone, one.state),
        "is_past": one.is_past,
        "is_not_public": reads and one.prepares and row.confirmed_at and not row.is_published,
        "legal_time": _legal_time(row, acts, one.at, language),
        "countdown": dates.countdown(one.forum, one.fact, one.at) if one.works else None,
        "meeting_chairs": chairs,
        "chairs_are_appointed": all(chair.is_appointed for chair in chairs),
        "coming": meeting_head.coming(row, one.state, one.hat),
        "came": _came(row, roster, language),
        "final_texts": _final_texts(one),
        "tally": tally,
        "clauses": clauses,
        "clauses_open": "clauses" in one.asked,
        "outcome": outcome.of_meeting(row, one.hat, one.at) if one.is_past else None,
        "as_at": one.moment,
        "book": one.book,
    }


def _clauses(one: Look) -> tuple[Mapping[str, int], SafeString]:
    """How many clauses of a meeting have which outcome, and the clauses, the unmet ones first."""
    forum, slug = one.forum, one.row.slug
    with noticed() as read:
        judged = compliance.judged(forum, one.at)
    seen = visibility.seen(judged.results, forum, one.hat, one.moment.now)
    results = places.of_meeting(forum, one.at, seen, slug)
    clauses = cached_part(
        forum.slug,
        "desk/parts/clauses.html",
        (
            slug,
            judged.since,
            one.moment.is_now or one.at,
            one.zone,
            # Who reads other results reads another part.
            tuple((result.rule, result.target.kind) for result in results),
        ),
        lambda: {
            "forum": forum,
            "reader_zone": one.zone,
            "names": names_of(forum),
            "target": slug,
            "clauses": presenters.unmet_first(
                presenters.sections(one.book, results.by_clause, books=compliance.books(forum))
            ),
        },
        also=read,
    )
    every = judged.results
    return places.tally(forum, one.at, slug, read=seen, every=every), clauses


def _final_texts(one: Look) -> tuple[Entry, ...]:
    """The texts that are negotiated for a meeting, until it is held."""
    if one.is_past:
        return ()
    return one.dossier.final_texts if one.dossier else ()


def acts_seen(one: Look) -> list[Shown]:
    """The joint acts about a meeting that the reader may see."""
    roster = parties.roster(one.forum)
    seen = walls.seen(_acts(one.row), one.forum, one.hat, one.moment.now)
    return [shown(act, roster, one.hat) for act in seen]


def _acts(row: Meeting) -> tuple[JointAct, ...]:
    """The joint acts about a meeting, as this version of the ledger has them."""
    rows = about(row.forum, "meeting", [row.slug])
    return _ACTS.get(row.forum.slug, row.pk, lambda: tuple(rows.all()), also=reached(JointAct, Key))


def _legal_time(row: Meeting, acts: Iterable[JointAct], at: datetime, language: str) -> str:
    """Why the meeting begins at another hour than both said, where the law of its place changed.

    A meeting of whole days was said without an hour, and its instants are bound in UTC.
    """
    said = [one for one in row.schedules.all() if one.at is None or one.at <= at]
    if not said:
        return ""
    told = (str(act.body.get("starts", "")) for act in acts if act.pk == said[-1].act_id)
    starts = next(told, "")
    return "" if starts.endswith("+00:00") else legal_time.moved(starts, said[-1].zone, language)


def known(forum: Forum, slug: str, moment: AsAt) -> Mapping[str, object]:
    """What everybody who reads the shared space may know of a meeting: that it exists, its day,
    place and state, as the board of its cycle shows them; Http404 when there is none on that day.

    Source: domain.md C.6 (read shared space), C.7 (J2) and C.8.
    """
    found, _known, fact = of_day(forum, slug, moment.instant)
    language, book = get_language() or "en", parties.book(forum, moment.instant)
    state = state_of(found, moment.instant)
    return {
        "here": "meetings",
        "fact": fact,
        "name": meeting_name(fact, book, language),
        "when": labels.when_in_words(fact, language),
        "place": labels.place_name(book, fact, language),
        "state": labels.state_in_words(fact, moment.instant, book.zone, state),
        "as_at": moment,
    }


def row(forum: Forum, slug: str) -> Meeting:
    """A meeting with its rows, as this version of the ledger has it; Http404 when there is none."""
    found = _ROWS.get(forum.slug, slug, lambda: queries.meeting(forum, slug), also=_of_rows())
    if found is None:
        raise Http404
    return found


def _of_rows() -> frozenset[str]:
    return reached(Meeting, Schedule, CoChair, Preparation, JointNote)


def documents_page(
    forum: Forum, slug: str, hat: ActingOffice, at: datetime
) -> Mapping[str, object]:
    """The context of the page of a meeting's documents; Http404 when there is no such meeting."""
    found, _told, fact = of_day(forum, slug, at)
    dossier = Dossier(forum, found, hat, at)
    return {
        "here": "meetings",
        "row": found,
        "name": meeting_name(fact, parties.book(forum, at), get_language() or "en"),
        "registers": dossier.registers,
        "dossier": dossier.grouped(),
    }


def of_day(forum: Forum, slug: str, at: datetime) -> tuple[Meeting, Facts, facts.Meeting]:
    """A meeting with its rows, what is known on that day, and what is known of it."""
    found = row(forum, slug)
    known = compliance.facts_at(forum, at)
    fact = next((one for one in known.meetings if one.id == slug), None)
    if fact is None:
        raise Http404
    return found, known, fact
