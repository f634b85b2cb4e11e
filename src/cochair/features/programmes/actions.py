"""Prepare a programme, submit it, have it endorsed, and begin an agenda from it.

Each save is a revision of its own and none is written over, as with agendas: a form that was
opened on an older one is noticed by the token that it sends back.
Source: II.3.functions.a (domain.md A.4), C.2 (MinisterialProgramme), AMB-27.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from cochair.features.acts import actions as acts
from cochair.features.acts.models import JointAct
from cochair.features.agendas import actions as agendas
from cochair.features.agendas import papers
from cochair.features.agendas import queries as agenda_queries
from cochair.features.agendas.queries import Version
from cochair.features.agendas.revision import locked
from cochair.features.decisions.models import ProgrammeRevision
from cochair.features.documents.models import Document
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Office
from cochair.features.parties.offices import ActingOffice
from cochair.features.programmes import entries as values
from cochair.features.programmes import labels, queries, refusals
from cochair.features.programmes.entries import AGENDA, DOCUMENTS, Entries, Entry
from cochair.features.programmes.queries import Revision
from cochair.journal.actions import record
from cochair.procedure.refusal import Refusal, Sentence, _, require
from cochair.web.errors import StaleVersion

type Change = Callable[[Entries], Entries]


@dataclass(frozen=True, slots=True)
class Typed:
    """What is typed of an entry: all of it but its key and its part."""

    title: Mapping[str, str]
    type: str = ""
    tag: str = ""
    paper: str = ""
    item: str = ""


@transaction.atomic
def add(
    meeting: Meeting, part: str, *, typed: Typed, seen: int, by: ActingOffice, at: datetime
) -> Revision:
    """Add an entry at the end of its part.  Errors as in `_revise`."""
    meeting = locked(meeting)

    def change(base: Entries) -> Entries:
        made = _said(Entry(_new_key(meeting, seen), part), typed)
        _require_entry(made, base, (), meeting, by, at)
        return (*base, made)

    return _revise(meeting, seen=seen, change=change, by=by, at=at)


@transaction.atomic
def say(
    meeting: Meeting, key: str, *, typed: Typed, seen: int, by: ActingOffice, at: datetime
) -> Revision:
    """Say an entry differently.  Raises Refused also for one that is not there."""
    meeting = locked(meeting)

    def change(base: Entries) -> Entries:
        found = values.found(base, key)
        require(refusals.known_entry(found))
        assert found is not None
        made = _said(found, typed)
        others = tuple(one for one in base if one.key != key)
        _require_entry(made, others, (found.paper,), meeting, by, at)
        return values.changed(base, made)

    return _revise(meeting, seen=seen, change=change, by=by, at=at)


@transaction.atomic
def move(
    meeting: Meeting, key: str, *, steps: int, seen: int, by: ActingOffice, at: datetime
) -> Revision:
    """Move an entry inside its part, down or (negative) up.  Errors as in `say`."""
    meeting = locked(meeting)

    def change(base: Entries) -> Entries:
        require(refusals.known_entry(values.found(base, key)))
        return values.moved(base, key, steps)

    return _revise(meeting, seen=seen, change=change, by=by, at=at)


@transaction.atomic
def drop(meeting: Meeting, key: str, *, seen: int, by: ActingOffice, at: datetime) -> Revision:
    """Take an entry out.  Errors as in `say`."""
    meeting = locked(meeting)

    def change(base: Entries) -> Entries:
        require(refusals.known_entry(values.found(base, key)))
        return values.without(base, key)

    return _revise(meeting, seen=seen, change=change, by=by, at=at)


def propose_submission(
    meeting: Meeting, *, seen: int, document: Document | None = None, by: ActingOffice, at: datetime
) -> JointAct:
    """Propose that both put the latest revision before the meeting.

    `document` holds the same in words, where the room is to adopt it; both sign these words, and
    nobody changes them alone from then on.  Raises Refused for an
    empty programme, an entry without a title in some language, a revision that is not the latest
    or was submitted, a document of another meeting, and once the coming meeting has opened.
    """
    book = parties.book(meeting.forum, at)
    known = queries.revisions(meeting)
    require(*refusals.submission(meeting, book, known, seen, at), refusals.paper(document, meeting))
    return acts.propose(
        meeting.forum,
        kind=queries.SUBMIT,
        subject=("meeting", meeting.slug),
        title=labels.act_title(queries.SUBMIT, book, meeting, seen),
        body={"revision": seen, "document": document.slug if document else "", **_words(document)},
        by=by,
        at=at,
        clause=_clause(meeting, at),
    )


def propose_endorsement(meeting: Meeting, *, seen: int, by: ActingOffice, at: datetime) -> JointAct:
    """Propose the meeting's decision on what both submitted, by the keys of both presidencies.

    Raises Refused before both submitted it, before the meeting has opened, where delegations have
    a say, for a revision that was endorsed, and once the coming meeting has opened.
    """
    book = parties.book(meeting.forum, at)
    require(*refusals.endorsement(meeting, book, queries.revisions(meeting), seen, at))
    return acts.propose(
        meeting.forum,
        kind=queries.ENDORSE,
        subject=("meeting", meeting.slug),
        title=labels.act_title(queries.ENDORSE, book, meeting, seen),
        body={"revision": seen},
        by=by,
        at=at,
        clause=_clause(meeting, at),
    )


def _words(document: Document | None) -> dict[str, object]:
    return {"words": queries.words(document)} if document is not None else {}


@transaction.atomic
def begin_agenda(meeting: Meeting, *, by: ActingOffice, at: datetime) -> Version:
    """Begin the agenda of the coming meeting with the programme that was endorsed last.

    Raises Refused while nothing is endorsed, while the coming meeting is not planned, where the
    draft agenda is empty, and where its agenda has begun already.
    """
    book = parties.book(meeting.forum, at)
    clause = queries.clause_of(book, meeting.configuration)
    found, coming = queries.in_force(queries.revisions(meeting)), queries.target(meeting, book)
    items = values.items(found.entries) if found else ()
    require(
        None if found else Refusal(clause, _("The meeting has not endorsed a programme yet.")),
        None
        if coming
        else Refusal("cycle", _("The next meeting is not planned yet: first plan the next cycle.")),
        None if items or not found else Refusal(clause, _("The draft agenda is empty.")),
        Refusal("practice", _("The agenda of the next meeting has already been started."))
        if coming and agenda_queries.versions(coming)
        else None,
    )
    assert coming is not None
    return agendas.begin_stage(
        coming,
        stage=agenda_queries.PROGRAMME,
        programme_of=meeting.slug,
        items=items,
        by=by,
        at=at,
    )


def _revise(
    meeting: Meeting, *, seen: int, change: Change, by: ActingOffice, at: datetime
) -> Revision:
    """Make the next revision of a locked meeting's programme by a change of the one that was seen.

    `seen` is its number, 0 before there is one.  The same change sent twice makes one revision.
    Raises Refused where no programme is asked for, once the coming meeting has opened, and for
    what an entry may not be; StaleVersion when another revision was made meanwhile.
    """
    book = parties.book(meeting.forum, at)
    require(refusals.asked(meeting, book), refusals.still_open(meeting, book, at))
    known = queries.revisions(meeting)
    last = queries.latest(known)
    standing = last.entries if last else ()
    base = next((one.entries for one in known if one.token == seen), None if seen else ())
    wanted = change(base) if base is not None else None
    if last is not None and wanted == standing:
        return last
    if wanted is None or seen != (last.token if last else 0):
        raise StaleVersion(
            Sentence(_("The programme has been changed in the meantime.")),
            theirs=values.text(standing, book.languages),
            mine=values.text(wanted or (), book.languages),
        )
    row = ProgrammeRevision.objects.create(
        meeting=meeting,
        number=seen + 1,
        entries=values.kept(wanted),
        at=at,
        by=Office.objects.get(pk=by.office),
    )
    record(
        meeting.forum.slug,
        verb="programme.revised",
        about=("meeting", meeting.slug),
        by=by.account,
        office=by.title,
        on_behalf_of=by.party,
        at=at,
        facts={"revision": row.number},
    )
    acts.void_what_changed(meeting.forum, by=by, at=at)
    return Revision(row, wanted)


def _require_entry(
    made: Entry,
    others: Entries,
    before: tuple[str, ...],
    meeting: Meeting,
    by: ActingOffice,
    at: datetime,
) -> None:
    book = parties.book(meeting.forum, at)
    named = (made.paper,) if made.paper else ()
    require(
        *refusals.entry(made, others, book, meeting),
        *papers.against(named, before, meeting.forum, by, at),
    )


def _said(entry: Entry, typed: Typed) -> Entry:
    """The entry as typed: each part keeps only what is said of it."""
    is_item = entry.part == AGENDA
    paper = typed.paper if entry.part == DOCUMENTS else ""
    return replace(
        entry,
        title={} if paper else {code: words for code, words in typed.title.items() if words},
        type=typed.type if is_item else "",
        tag=typed.tag if is_item else "",
        paper=paper,
        item="" if is_item else typed.item,
    )


def _new_key(meeting: Meeting, seen: int) -> str:
    """A key that no entry had when a revision was made: the same for the same change."""
    rows = ProgrammeRevision.objects.filter(meeting=meeting, number__lte=seen)
    keys = {one["key"] for row in rows for one in row.entries}
    return f"e{max((int(key[1:]) for key in keys), default=0) + 1}"


def _clause(meeting: Meeting, at: datetime) -> str:
    return queries.clause_of(parties.book(meeting.forum, at), meeting.configuration)
