"""The page of one meeting, gathered from facts, results, the timetable and open acts."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.http import Http404
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from cochair.features.acts import visibility as walls
from cochair.features.acts.models import JointAct
from cochair.features.acts.presenters import shown
from cochair.features.acts.queries import about
from cochair.features.calendars import dates
from cochair.features.compliance import presenters, visibility
from cochair.features.compliance import queries as compliance
from cochair.features.compliance.names import names_of
from cochair.features.invitations import warnings
from cochair.features.meetings import machine, queries, tabs
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.names import meeting_name
from cochair.features.meetings.states import PREPARING, State, state_of
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.preparations import queries as preparing
from cochair.features.sessions import opening_checks, steps
from cochair.journal import queries as journal
from cochair.procedure import facts
from cochair.procedure.book import Book
from cochair.procedure.facts import Facts
from cochair.procedure.review import reviewers
from cochair.site.desk import labels
from cochair.site.desk.dossier import Dossier
from cochair.web import legal_time
from cochair.web.as_at import AsAt
from cochair.web.cache import LRUCache, part

LINE = (
    State.PLANNED,
    State.CONFIRMED,
    State.CONVENED,
    State.PREPARED,
    State.OPEN,
    State.HELD,
    State.COMPLETED,
    State.ARCHIVED,
)


# Meetings with their rows, and the acts about them, by version of the ledger.
_ROWS: LRUCache[Meeting | None] = LRUCache(64)
_ACTS: LRUCache[tuple[JointAct, ...]] = LRUCache(64)


def page(
    forum: Forum, slug: str, moment: AsAt, hat: ActingOffice, reader_zone: str = ""
) -> Mapping[str, object]:
    """The context of the page; Http404 when there is no such meeting on that day."""
    found, told, fact = _meeting(forum, slug, moment.instant)
    language = get_language() or "en"
    book, roster = parties.book(forum, moment.instant), parties.roster(forum)
    judged = compliance.judged(forum, moment.instant)
    seen = visibility.seen(judged.results, forum, hat, moment.instant)
    results = compliance.of_meeting(seen, slug)
    version = journal.version(forum.slug)
    clauses = part(
        "desk/parts/clauses.html",
        (
            forum.pk,
            slug,
            version,
            judged.since,
            moment.is_now or moment.instant,
            reader_zone,
            # Who reads other results reads another part.
            tuple((one.rule, one.target.kind) for one in results),
        ),
        lambda: {
            "forum": forum,
            "reader_zone": reader_zone,
            "names": names_of(forum),
            "results": results,
            "tally": results.tally,
            "sections": presenters.sections(book, results.by_clause, books=compliance.books(forum)),
        },
    )
    dossier = Dossier(forum, found, hat, moment.instant) if moment.is_now else None
    acts = _ACTS.get((found.pk, version), lambda: tuple(about(forum, "meeting", [slug])))
    state = state_of(found, moment.instant)
    return {
        "here": "meetings",
        "tabs": tabs.of(found, "desk:meeting", hat, moment.instant),
        "row": found,
        "fact": fact,
        "name": meeting_name(fact, book, language),
        "when": labels.when_in_words(fact, language),
        "place": labels.place_name(book, fact, language),
        "state": labels.state_in_words(fact, moment.instant, book.zone, state),
        "legal_time": _legal_time(found, acts, moment.instant, language),
        "line": None if found.imported else _line(state),
        "cancelled": state is State.CANCELLED,
        "notice_warnings": warnings.of_meeting(found, hat, moment.instant)
        if moment.is_now
        else None,
        "meeting_chairs": labels.chairs_of(told, roster, fact, language),
        "deputies": [one for one in found.chairs.all() if one.deputy and one.ended_at is None],
        "opened_without": _opened_without(found, book),
        "clauses": clauses,
        "reads_preparations": preparing.reads(found, hat, moment.instant),
        "agenda": dossier.items() if dossier else "",
        "documents": dossier.documents() if dossier else "",
        "dates": dates.rows(forum, fact, hat, moment.instant),
        "countdown": dates.countdown(forum, fact, moment.instant),
        "acts": [shown(act, roster, hat) for act in walls.seen(acts, forum, hat, moment.instant)],
        "proposes": hat.may(Power.PROPOSE) and moment.is_now and not _over(state),
        "names_chair": hat.may(Power.DECIDE_FOR_PARTY) and moment.is_now and not _over(state),
        "records": hat.may(Power.RECORD_FACTS)
        and moment.is_now
        and machine.allows("preparation.record", state),
        "reviews": found.configuration in reviewers(book),
        "steps": steps.open_to(found, moment.instant),
        "before_opening": state in PREPARING,
        "as_at": moment,
        "book": book,
        "own_members": _members(forum, roster, hat) if hat.may(Power.DECIDE_FOR_PARTY) else "",
    }


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
    found, _known, fact = _meeting(forum, slug, moment.instant)
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
    version = journal.version(forum.slug)
    found = _ROWS.get((forum.pk, slug, version), lambda: queries.meeting(forum, slug))
    if found is None:
        raise Http404
    return found


def _members(forum: Forum, roster: parties.Roster, hat: ActingOffice) -> SafeString:
    """The members of the reader's own Party as choices, its own State chosen."""
    return part(
        "desk/parts/members.html",
        (forum.pk, journal.version(forum.slug), hat.party, hat.member),
        lambda: {
            "members": [one for one in roster.members if one.party.code == hat.party],
            "chosen": hat.member,
        },
    )


def documents_page(
    forum: Forum, slug: str, hat: ActingOffice, at: datetime
) -> Mapping[str, object]:
    """The context of the page of a meeting's documents; Http404 when there is no such meeting."""
    found, _told, fact = _meeting(forum, slug, at)
    dossier = Dossier(forum, found, hat, at)
    return {
        "here": "meetings",
        "tabs": tabs.of(found, "desk:meeting-documents", hat, at),
        "row": found,
        "name": meeting_name(fact, parties.book(forum, at), get_language() or "en"),
        "registers": dossier.registers,
        "dossier": dossier.grouped(),
    }


def _meeting(forum: Forum, slug: str, at: datetime) -> tuple[Meeting, Facts, facts.Meeting]:
    """A meeting with its rows, what is known on that day, and what is known of it."""
    found = row(forum, slug)
    known = compliance.facts_at(forum, at)
    fact = next((one for one in known.meetings if one.id == slug), None)
    if fact is None:
        raise Http404
    return found, known, fact


def _opened_without(row: Meeting, book: Book) -> list[Mapping[str, object]]:
    """What the meeting opened without, and the reason that both signed."""
    return [
        {
            "lines": [
                opening_checks.of_code(code, book, row.configuration).says
                for code in note.act.body.get("missing", ())
            ],
            "reason": note.text,
            "act": note.act.number,
        }
        for note in row.joint_notes.all()
        if note.kind == opening_checks.OPENED_WITHOUT
    ]


def _line(state: State) -> list[tuple[State, str]]:
    """The states in their order with what is done and what is now."""
    if state is State.CANCELLED:
        return [(State.CANCELLED, "now")]
    beside = {State.SUSPENDED, State.NOT_OPENED}
    line = [state if one is State.OPEN and state in beside else one for one in LINE]
    at = line.index(state)
    return [
        (one, "done" if index < at else "now" if index == at else "")
        for index, one in enumerate(line)
    ]


def _over(state: State) -> bool:
    return state in {State.HELD, State.COMPLETED, State.ARCHIVED, State.CANCELLED}
