"""Keep the facts of the world up to date: members, terms of office, organisations, and until when public
sources were looked up.  Each Party for its own side, each with its source, and no administrator.

Such a fact is then the people's: loading the files of the forum again does not change it.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from cochair.features.parties import facts, queries
from cochair.features.parties.models import (
    Forum,
    KeptUp,
    Member,
    Organisation,
    Party,
    PresidencyTerm,
)
from cochair.features.parties.offices import ActingOffice
from cochair.journal.actions import record
from cochair.procedure.alphabets import unprinted
from cochair.procedure.calendar import civil_day, outside_calendar, zone_named
from cochair.procedure.presidency import TermStatus, holder, overlaps
from cochair.procedure.reason import has_words
from cochair.procedure.refusal import Refusal, Refused, _, require

CLAUSE, RECORDED, TO_THE_DAY = "practice", "recorded", "day"
STATE = re.compile("[A-Z]{2}")
CODE = re.compile("[A-Za-z0-9][A-Za-z0-9-]{0,63}")
NEITHER, APPLICANT = "neither", "applicant"


@transaction.atomic
def record_member(
    forum: Forum,
    *,
    code: str,
    name: Mapping[str, str],
    zone: str,
    since: date | None,
    until: date | None,
    source: str,
    by: ActingOffice,
    at: datetime,
) -> Member:
    """Say since when, and until when (exclusive), a State is a member of one's own Party.

    One that is not known yet is added, with its name in every language (`name`) and its time zone; of
    one that is, empty words change nothing.  Raises Refused with everything that stands against it.
    """
    forum, party = _locked(forum, by)
    found = Member.objects.filter(party__forum=forum, code=code).select_related("party").first()
    row = found or Member(party=party, code=code, name={}, capital=None, zone="")
    before = _told(row) if found else {}
    told = {language: words.strip() for language, words in name.items() if words.strip()}
    require(
        _with_source(source),
        *(_of_calendar(day) for day in (since, until)),
        _of_a_state(code),
        _own_side(row.party.code, by),
        None if found else _free(forum, code),
        None if found else _named(told, name),
        _zone(zone or row.zone),
        _in_order(since or row.member_from, until),
        None if until is None else _does_not_preside(forum, by.party, code, until, at),
    )
    row.name, row.zone = {**row.name, **told}, zone or row.zone
    if since is not None:
        row.member_from, row.from_precision = since, TO_THE_DAY
        row.from_not_before = row.from_not_after = since
    row.member_to = until
    _save(row, source, at)
    _record(forum, "member.recorded", ("member", code), before, _told(row), source, by, at)
    return row


@transaction.atomic
def correct_term(
    term: PresidencyTerm,
    *,
    start: datetime | None,
    end: datetime | None,
    source: str,
    by: ActingOffice,
    at: datetime,
) -> PresidencyTerm:
    """Correct from when to when a term of one's own Party lasts (instants, UTC; None: open or not
    established).  A disputed term is settled instead.  Raises Refused for one that overlaps another.
    """
    forum, _party = _locked(term.party.forum, by)
    term = PresidencyTerm.objects.select_related("party__forum", "holder").get(pk=term.pk)
    before = _edges(term)
    require(_with_source(source), _own_side(term.party.code, by), _settled(term))
    # Of an edge that is told as it stands, the bounds stay; a new one has none.
    for name, edge in (("start", start), ("end", end)):
        if edge != getattr(term, name):
            setattr(term, name, edge)
            setattr(term, f"{name}_not_before", None)
            setattr(term, f"{name}_not_after", None)
    core = facts.term(term)
    others = (one for one in queries.read_roster(forum.pk).terms if one.id != term.slug)
    require(*overlaps((*others, core)))
    term.certainty = ""
    _save(term, source, at)
    about = ("presidency", term.slug)
    _record(forum, "presidency.corrected", about, before, _edges(term), source, by, at)
    return term


@transaction.atomic
def record_organisation(
    forum: Forum,
    *,
    code: str,
    name: Mapping[str, str],
    acronym: str,
    source: str,
    by: ActingOffice,
    at: datetime,
) -> Organisation:
    """Add an institution, agency or programme, or correct the name of one of one's own side or of none.

    Raises Refused for one of the other Party, without a source, and for a new one without its name.
    """
    forum, _party = _locked(forum, by)
    found = Organisation.objects.filter(forum=forum, code=code).first()
    row = found or Organisation(forum=forum, code=code, name={}, side=NEITHER, kind=APPLICANT)
    before = {"name": row.name, "acronym": row.acronym} if found else {}
    told = {language: words.strip() for language, words in name.items() if words.strip()}
    require(
        _with_source(source),
        _own_side(queries.side_of(forum, row) or by.party, by),
        None
        if CODE.fullmatch(code)
        else Refusal(CLAUSE, _("Enter a short name of a-z, 0-9 and -.")),
        None if found else _free(forum, code),
        None if found else _named(told, name),
    )
    row.name = {**row.name, **told}
    row.acronym = acronym.strip()[:32] or row.acronym
    _save(row, source, at)
    after = {"name": row.name, "acronym": row.acronym}
    about = ("organisation", code)
    _record(forum, "organisation.recorded", about, before, after, source, by, at)
    return row


@transaction.atomic
def look_up(forum: Forum, *, until: date, source: str, by: ActingOffice, at: datetime) -> Forum:
    """Say until which civil day public sources were looked up: the pages then say so.

    Raises Refused for a day that is not over, or that is not later than what is known already.
    """
    forum, _party = _locked(forum, by)
    before = forum.facts_until
    require(_with_source(source), _over(forum, until, at), _later(before, until))
    forum.looked_up_until = until
    forum.save(update_fields=["looked_up_until"])
    was = {"until": before.isoformat() if before else None}
    now = {"until": until.isoformat()}
    _record(forum, "forum.looked_up", ("forum", forum.slug), was, now, source, by, at)
    return forum


def _locked(forum: Forum, by: ActingOffice) -> tuple[Forum, Party]:
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    return forum, Party.objects.get(forum=forum, code=by.party)


def _save(row: KeptUp, source: str, at: datetime) -> None:
    row.source = [source.strip(), *(one for one in row.source if one != source.strip())]
    row.confidence, row.entered_at = RECORDED, at
    row.save()


def _told(row: Member) -> dict[str, object]:
    days = {"from": row.member_from, "to": row.member_to}
    told = {name: day.isoformat() if day else None for name, day in days.items()}
    return {**told, "name": dict(row.name), "zone": row.zone}


def _edges(term: PresidencyTerm) -> dict[str, object]:
    edges = {"start": term.start, "end": term.end}
    return {name: edge.isoformat() if edge else None for name, edge in edges.items()}


def _record(
    forum: Forum,
    verb: str,
    about: tuple[str, str],
    before: Mapping[str, object],
    after: Mapping[str, object],
    source: str,
    by: ActingOffice,
    at: datetime,
) -> None:
    """What was so, what is so now, and from where it is known."""
    record(
        forum.slug,
        verb=verb,
        about=about,
        by=by.account,
        office=by.title,
        on_behalf_of=by.party,
        at=at,
        facts={"before": dict(before), "after": dict(after), "source": source.strip()},
    )


def _with_source(source: str) -> Refusal | None:
    if has_words(source):
        return unprinted(source)
    return Refusal(CLAUSE, _("Name the source: where this can be read, or which paper says it."))


def _of_calendar(day: date | None) -> Refusal | None:
    return outside_calendar(day) if day is not None else None


def _of_a_state(code: str) -> Refusal | None:
    if STATE.fullmatch(code):
        return None
    return Refusal(CLAUSE, _("Enter the country code, for example BR."))


def _own_side(party: str, by: ActingOffice) -> Refusal | None:
    if party == by.party:
        return None
    return Refusal("two-keys", _("Each Party keeps the facts of its own side up to date."))


def _free(forum: Forum, code: str) -> Refusal | None:
    if code not in queries.read_roster(forum.pk).names():
        return None
    return Refusal(CLAUSE, _("This short name is already in use: choose another."))


def _named(told: Mapping[str, str], wanted: Mapping[str, str]) -> Refusal | None:
    if told and set(told) == set(wanted):
        return unprinted(*told.values())
    return Refusal(CLAUSE, _("Enter the name in every language."))


def _zone(zone: str) -> Refusal | None:
    try:
        zone_named(zone)
    except Refused as refused:
        return refused.refusals[0]
    return None


def _in_order(since: date | None, until: date | None) -> Refusal | None:
    if since is None or until is None or since < until:
        return None
    return Refusal(CLAUSE, _("A membership must end after it begins."))


def _does_not_preside(
    forum: Forum, party: str, code: str, until: date, at: datetime
) -> Refusal | None:
    """A State that presides is a member: its term is corrected first."""
    if until > civil_day(at, forum.zone):
        return None
    if holder(queries.read_roster(forum.pk).terms, party, at).holder != code:
        return None
    return Refusal(
        "term", _("This State presides its Party now. Correct its term of office first.")
    )


def _settled(term: PresidencyTerm) -> Refusal | None:
    if term.superseded_at is None and term.status != TermStatus.DISPUTED:
        return None
    return Refusal("term", _("This term is disputed, or was set aside: your Party settles it."))


def _over(forum: Forum, until: date, at: datetime) -> Refusal | None:
    if until <= civil_day(at, forum.zone):
        return None
    return Refusal(CLAUSE, _("This day is ahead: nothing can be known of it yet."))


def _later(before: date | None, until: date) -> Refusal | None:
    if before is None or until > before:
        return None
    said = _("Public facts are known until {day} already. Enter a later day.")
    return Refusal(CLAUSE, said, {"day": before})
