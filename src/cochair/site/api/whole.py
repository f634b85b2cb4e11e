"""A whole meeting and a whole cycle for programs, as far as whoever asks may read them.

Each is kept while nothing of it is written, and is not sent to whoever has it as it is.  Long lists
come in pages: `next` says with which address the next one begins.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any, cast

from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from cochair.features.agendas import access as on_agendas
from cochair.features.agendas import queries as agendas
from cochair.features.compliance import queries as compliance
from cochair.features.compliance import visibility
from cochair.features.cycles import queries as cycles
from cochair.features.documents import queries as documents
from cochair.features.meetings import access as meetings
from cochair.features.meetings import attendance
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.queries import meeting as meeting_of
from cochair.features.meetings.states import state_of
from cochair.features.parties import access as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.request import Request
from cochair.features.room import queries as room
from cochair.features.sessions import queries as sessions
from cochair.journal.table_cache import TableCache
from cochair.procedure import facts
from cochair.procedure.result import Result
from cochair.site.api.responses import in_json, instant

type Told = Mapping[str, object]

PAGE, LONGEST = 100, 96
AFTER = "after"
_TOLD: TableCache[tuple[bytes, str]] = TableCache(256)


@require_safe
@in_json
def meeting(request: Request, forum: str, slug: str) -> HttpResponse:
    """A meeting with its days, agenda, sessions and decisions, and a page of its documents."""
    row, hat = meetings.guest(request, slug)
    after, at = request.GET.get(AFTER, "")[:LONGEST], request.now

    def made() -> Told:
        found = meeting_of(row.forum, slug)
        assert found is not None
        return _meeting(found, hat, at, after)

    return _kept(request, ("meeting", slug, after), made)


@require_safe
@in_json
def cycle(request: Request, forum: str, number: int) -> HttpResponse:
    """A cycle with its results, and a page of its meetings."""
    hat, found = parties.require_reader(request), parties.forum(request)
    after, at = request.GET.get(AFTER, "")[:LONGEST], request.now
    if cycles.cycle(found, number) is None:
        raise Http404
    return _kept(request, ("cycle", number, after), lambda: _cycle(found, number, hat, at, after))


def _kept(request: Request, key: tuple[object, ...], make: Callable[[], Told]) -> HttpResponse:
    """What was made for an office within this minute, or before and nothing of it was written."""
    minute = request.now.replace(second=0, microsecond=0)
    octets, tag = _TOLD.get(
        parties.forum(request).slug, (*key, request.hat, minute), lambda: _marked(make())
    )
    answer = HttpResponse(octets, content_type="application/json")
    answer.headers["ETag"] = tag
    return cast(HttpResponse, get_conditional_response(request, etag=tag, response=answer))


def _marked(said: Told) -> tuple[bytes, str]:
    octets = json.dumps(said, ensure_ascii=False).encode()
    return octets, f'"{sha256(octets).hexdigest()[:32]}"'


def _meeting(row: Meeting, hat: ActingOffice, at: datetime, after: str) -> Told:
    latest = row.schedules.last()
    of_it = documents.visible(row.forum, hat, at, of=(row,)).filter(meeting=row)
    papers = documents.with_rows(of_it).filter(slug__gt=after).order_by("slug")
    page = list(papers[: PAGE + 1])
    return {
        "meeting": row.slug,
        "configuration": row.configuration,
        "number": row.number,
        "cycle": row.cycle.number if row.cycle else None,
        "state": state_of(row, at).value,
        "schedule": _schedule(latest) if latest else None,
        "agenda": _agenda(row, hat, at),
        "sessions": [
            {
                "number": one.number,
                "kind": one.kind,
                "title": one.title,
                "starts": instant(one.starts),
                "ends": instant(one.ends),
                "spoken": one.spoken,
                "interpreted": one.interpreted,
                "observers": one.observers_admitted,
            }
            for one in sessions.seen_by(row, hat, at)
        ],
        "decisions": _decisions(row, hat, at) if hat.may(Power.READ_SHARED) else [],
        "documents": [
            {
                "document": one.slug,
                "symbol": documents.name_of(one) or None,
                "title": one.title,
                "kind": one.kind,
                "marking": one.marking,
            }
            for one in page[:PAGE]
        ],
        "next": _next([one.slug for one in page]),
    }


def _schedule(one: Any) -> Told:
    """The days of a meeting, no more exact than they are known."""
    return {
        "starts": instant(one.starts),
        "ends": instant(one.ends),
        "precision": one.precision,
        "zone": one.zone,
        "place": one.place or None,
        "format": one.format or None,
    }


def _agenda(row: Meeting, hat: ActingOffice, at: datetime) -> Told | None:
    """The agenda that stands, with the papers that the office may read; an observer reads none."""
    if attendance.observes(row, hat, at):
        return None
    found = agendas.standing(on_agendas.versions(row, hat, at))
    if found is None:
        return None
    return {
        "version": found.reference,
        "published": instant(found.row.published_at),
        "items": [
            {
                "number": number,
                "key": one.key,
                "title": one.title,
                "type": one.type,
                "minutes": one.minutes,
                "tags": list(one.tags),
                "papers": list(one.papers),
                "documents": list(one.documents),
            }
            for number, one in enumerate(found.items, start=1)
        ],
    }


def _decisions(row: Meeting, hat: ActingOffice, at: datetime) -> list[Told]:
    found = room.visible(row.forum, hat, at).filter(meeting=row).order_by("number")
    return [
        {"number": one.number, "document": one.document.slug, "kind": one.kind} for one in found
    ]


def _cycle(forum: Forum, number: int, hat: ActingOffice, at: datetime, after: str) -> Told:
    row = cycles.cycle(forum, number)
    assert row is not None
    parts = attendance.parts_of(forum, hat, at)
    known = compliance.facts_at(forum, at).meetings
    own = sorted(
        (one for one in known if one.cycle == number and one.cancelled_at is None),
        key=lambda one: one.id,
    )
    page = [one for one in own if one.id > after][: PAGE + 1]
    every = compliance.of_cycle(compliance.results(forum, at), number)
    read = compliance.of_cycle(visibility.results(forum, hat, at), number)
    withheld = visibility.withheld(every, read, forum, hat, at)
    return {
        "cycle": number,
        "start": row.start.isoformat(),
        "end": row.end.isoformat(),
        "state": cycles.state_of(row, compliance.today(forum, at)).value,
        "procedure_version": compliance.book_of_cycle(forum, row, at).version,
        "results": _results(read if not after else ()),
        "withheld": [
            {"clause": rule, "reason": reason} for rule, reason in withheld.items() if not after
        ],
        "meetings": [
            {
                "meeting": one.id,
                "configuration": one.configuration,
                "schedule": _schedule_told(one),
                "attended": bool(parts.get(one.id)),
            }
            for one in page[:PAGE]
        ],
        "next": _next([one.id for one in page]),
    }


def _schedule_told(one: facts.Meeting) -> Told | None:
    return _schedule(one.schedule) if one.schedule is not None else None


def _results(found: Iterable[Result]) -> list[Told]:
    """What each clause says of each thing that it is judged on; on the first page alone."""
    return [
        {
            "clause": one.rule,
            "target": {"kind": one.target.kind, "id": one.target.id},
            "outcome": one.outcome.value,
            "procedure_version": one.procedure_version,
        }
        for one in found
    ]


def _next(slugs: Sequence[str]) -> str | None:
    """How the next page is asked for, where one more was found than a page has."""
    return f"?{urlencode({AFTER: slugs[PAGE - 1]})}" if len(slugs) > PAGE else None
