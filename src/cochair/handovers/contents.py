"""What a handover file says: gathered by the eyes of an office at one instant, in every language.

Source: domain.md B.11 (CB-47).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from itertools import chain
from typing import Any

from cochair.acts import queries as acts
from cochair.acts.models import JointAct
from cochair.compliance import queries as compliance
from cochair.compliance import visibility
from cochair.compliance.names import names_of
from cochair.handovers import open_work
from cochair.handovers.queries import Change
from cochair.handovers.rows import readable
from cochair.kernel import kind as kinds
from cochair.kernel.handover import Reader, Row, handed
from cochair.meetings import deadlines
from cochair.meetings.models import ContactPoint, FollowUp, OpenPoint
from cochair.parties import queries as parties
from cochair.parties.models import Forum
from cochair.parties.offices import Hat
from cochair.procedure.book import Book
from cochair.procedure.calendar import civil_day
from cochair.procedure.consent import ConsentState
from cochair.procedure.facts import Facts, Meeting
from cochair.procedure.result import Outcome

CONTACTS = "handover.contacts"
DAYS_AHEAD = timedelta(days=180)
DAYS_BEHIND = timedelta(days=400)


def gather(forum: Forum, change: Change, hat: Hat, at: datetime) -> list[dict[str, Any]]:
    """The sections of a file for one Party's handover as a hat reads them, as things stand at an
    instant (aware UTC)."""
    book = parties.book(forum, at)
    told = compliance.facts_at(forum, at)
    named = names_of(forum)
    today = civil_day(at, forum.zone)
    sections: list[tuple[str, Iterable[Row]]] = [
        ("handover.meetings", _meetings(told, named, forum, at)),
        ("handover.keys", _keys(forum)),
        ("handover.confirmations", _confirmations(told, named, forum, change, at)),
        ("handover.deadlines", _deadlines(book, told, named, forum, today, at)),
        ("handover.points", _points(forum, at)),
        ("handover.submitted", ()),
        ("handover.silences", ()),
        ("handover.texts", open_work.texts(forum, hat, at)),
        ("handover.records", ()),
        ("handover.stocktaking", open_work.reports_open(forum, named)),
        ("handover.observers", open_work.requests(forum, named, change.party.code, at)),
        ("handover.clauses", _clauses(forum, named, hat, at)),
        ("handover.departures", _departures(told, book, forum)),
        ("handover.decisions", _decisions(forum, change, at)),
        (CONTACTS, _contacts(forum, change.party.code)),
    ]
    declared = _declared(Reader(forum, hat, at, change.party.code, named))
    return readable(
        [
            {"code": code, "rows": [*chain(*(one() for one in declared[code])), *found]}
            for code, found in sections
        ],
        forum,
        hat,
        at,
    )


def _declared(reader: Reader) -> Mapping[str, list[Callable[[], Iterable[Row]]]]:
    """What the kinds give to each section."""
    found: defaultdict[str, list[Callable[[], Iterable[Row]]]] = defaultdict(list)
    for kind in kinds.every():
        for one in () if isinstance(kind.handover, kinds.No) else kind.handover:
            found[one.code].append(partial(one.rows, reader))
    return found


def _meetings(
    told: Facts, named: Mapping[str, Mapping[str, str]], forum: Forum, at: datetime
) -> Iterable[Row]:
    """Meetings that are still to come, those whose day is fixed by their first day.

    Of history only what may lie ahead is told: a past meeting of which nothing is known is
    nobody's task.
    """
    for one in told.meetings:
        ends = one.schedule.ends if one.schedule else None
        behind = one.imported and (ends is None or ends <= at)
        if one.closed_at is None and one.cancelled_at is None and not behind:
            yield handed(
                named[one.id], day=_first_day(one), where=("desk:meeting", forum.slug, one.id)
            )


def _keys(forum: Forum) -> Iterable[Row]:
    for act in acts.open_acts(forum):
        yield handed(act.title, where=("acts:act", forum.slug, str(act.number)))


def _confirmations(
    told: Facts,
    named: Mapping[str, Mapping[str, str]],
    forum: Forum,
    change: Change,
    at: datetime,
) -> Iterable[Row]:
    """Notices signed by the outgoing holder of meetings that open after it has gone (I.2.3)."""
    for one in told.meetings:
        first = _first_day(one)
        if one.notice is None or one.opened_at is not None or first is None or change.at is None:
            continue
        if first >= civil_day(change.at, forum.zone):
            yield handed(named[one.id], day=first, where=("desk:meeting", forum.slug, one.id))


def _deadlines(
    book: Book,
    told: Facts,
    named: Mapping[str, Mapping[str, str]],
    forum: Forum,
    today: date,
    at: datetime,
) -> Iterable[Row]:
    found = [
        (dated.day, dated.entry.event, one.id)
        for one in deadlines.still_with_dates(told.meetings, at)
        for dated in deadlines.kept_here(book, told, one, at)
        if today <= dated.day <= today + DAYS_AHEAD and not dated.done
    ]
    for day, event, meeting in sorted(found, key=lambda one: (one[0], one[2])):
        yield handed(
            event, day=day, note=named[meeting], where=("desk:meeting", forum.slug, meeting)
        )


def _points(forum: Forum, at: datetime) -> Iterable[Row]:
    languages = parties.book(forum, at).languages
    for point in OpenPoint.objects.filter(
        meeting__forum=forum, item_key="", deferral_reason="", settled_at=None
    ).select_related("meeting"):
        yield handed(point.text, where=("desk:meeting", forum.slug, point.meeting.slug))
    for left in FollowUp.objects.filter(
        preparation__meeting__forum=forum, done_at=None
    ).select_related("preparation__meeting"):
        yield handed(
            dict.fromkeys(languages, left.text),
            day=left.due,
            where=("desk:meeting", forum.slug, left.preparation.meeting.slug),
        )


def _clauses(
    forum: Forum, named: Mapping[str, Mapping[str, str]], hat: Hat, at: datetime
) -> Iterable[Row]:
    wanted = (
        one
        for one in visibility.results(forum, hat, at)
        if one.at_risk or one.outcome is Outcome.NOT_MET
    )
    for result, clause in compliance.with_clauses(forum, wanted):
        yield handed(
            clause.text,
            note=named.get(result.target.id, {}),
            where=("compliance:clause", forum.slug, result.procedure_version, result.rule),
            about=visibility.codes_of(result),
        )


def _departures(told: Facts, book: Book, forum: Forum) -> Iterable[Row]:
    for one in told.departures:
        found = compliance.clause_in(forum, one.rule, book.version)
        if found is not None:
            version, clause = found
            yield handed(
                clause.text,
                day=civil_day(one.at, forum.zone),
                note=dict.fromkeys(book.languages, one.reason),
                where=("compliance:clause", forum.slug, version, one.rule),
                about=(one.target, visibility.judged_on(visibility.MEETING, one.target)),
            )


def _decisions(forum: Forum, change: Change, at: datetime) -> Iterable[Row]:
    """Joint acts that took effect in the outgoing term, at most in the last thirteen months."""
    since = at - DAYS_BEHIND
    if change.term is not None and change.term.start is not None:
        since = max(since, change.term.start)
    for act in JointAct.objects.filter(
        forum=forum, state=ConsentState.EFFECTIVE.value, effective_at__gte=since
    ):
        assert act.effective_at is not None
        yield handed(
            act.title,
            day=civil_day(act.effective_at, forum.zone),
            where=("acts:act", forum.slug, str(act.number)),
        )


def _contacts(forum: Forum, party: str) -> Iterable[Row]:
    """Where the delegations of the own Party, and the invited organisations, are reached."""
    languages = parties.book(forum).languages
    rows = ContactPoint.objects.filter(forum=forum, ended_at=None).select_related(
        "member__party", "organisation"
    )
    for one in rows:
        of = one.member or one.organisation
        if of is None or (one.member is not None and one.member.party.code != party):
            continue
        said = ", ".join(filter(None, (one.name, one.email)))
        yield handed(of.name, note=dict.fromkeys(languages, said))


def _first_day(meeting: Meeting) -> date | None:
    schedule = meeting.schedule
    if schedule is None or schedule.starts is None or schedule.precision != "day":
        return None
    return deadlines.days_of(schedule)[0]
