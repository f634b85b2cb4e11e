"""Load a forum's folder: all of it, or nothing and every reason why not.

Loading turns no keys.  What people entered since is never overwritten, and a second loading
of the same files changes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from cochair.features.acts.models import JointAct
from cochair.features.commitments import load as commitments
from cochair.features.cycles import load as cycles
from cochair.features.meetings import load_rows as meeting_rows
from cochair.features.meetings.load import EventRow, MeetingRow, read_events, read_meetings
from cochair.features.parties import load as parties
from cochair.features.parties import load_bodies as bodies
from cochair.features.parties import load_terms as terms
from cochair.features.parties.folder import Changes, Document, Fault, Faults, Folder
from cochair.features.parties.folder.files import (
    BODIES,
    COMMITMENTS,
    HISTORY,
    MEMBERS,
    PRESIDENCIES,
    PROCEDURE,
)
from cochair.features.parties.models import Forum
from cochair.features.parties.queries import SHOWN_IN
from cochair.journal.actions import record
from cochair.procedure.book import Book
from cochair.procedure.checks import SHAPES
from cochair.procedure.reading import read

NAMED_AT_MOST = 5
RECORDED_AT_MOST = 100


@dataclass(frozen=True)
class World:
    """Everything that a folder says, read and without a fault."""

    book: Book
    text: str
    known_until: date | None
    members: tuple[parties.MemberRow, ...]
    organisations: tuple[bodies.OrganisationRow, ...]
    terms: tuple[terms.TermRow, ...]
    cycles: tuple[cycles.CycleRow, ...]
    meetings: tuple[MeetingRow, ...]
    events: tuple[EventRow, ...]
    instruments: tuple[commitments.InstrumentRow, ...]
    commitments: tuple[commitments.CommitmentRow, ...]


@dataclass(frozen=True)
class Report:
    """What a loading did, in words for the command line."""

    forum: str
    changes: Changes

    def __str__(self) -> str:
        """One line of what the forum holds, then one for each kind of thing that changed."""
        held = ", ".join(f"{count} {kind}" for kind, count in self.changes.present.items())
        if not self.changes:
            lines = [f"{self.forum}: {held}; nothing changed"]
        elif self.forum in self.changes.added.get("forum", ()):
            lines = [f"{self.forum}: {held} loaded"]
        else:
            lines = [f"{self.forum}: {held}"]
            for verb in ("added", "changed", "removed"):
                for kind, names in getattr(self.changes, verb).items():
                    lines.append(f"  {verb} {kind}: {_some(names)}")
        for kind, names in self.changes.kept.items():
            lines.append(f"  kept as people entered or used them, {kind}: {_some(names)}")
        return "\n".join(lines)


def load(folder: Folder, at: datetime, *, keeps_procedures: bool = False) -> Report:
    """Bring the database into step with a folder at the UTC instant `at`.

    Raises Faults with everything that is wrong in any of the files; then nothing is changed. With
    `keeps_procedures` the forum keeps those that it has, where the folder carries others.
    """
    world = understand(folder)
    changes = Changes()
    with transaction.atomic():
        forum = _write(world, at, changes, keeps_procedures)
        if changes:
            record(
                forum.slug,
                verb="forum.loaded",
                about=("forum", forum.slug),
                by=None,
                at=at,
                facts=_recorded(world, changes),
            )
    return Report(forum.slug, changes)


def understand(folder: Folder) -> World:
    """Read every file of a folder; raises Faults with all that is wrong, file by file."""
    book, faults = _book(folder)
    documents = {
        name: Document(name, folder.texts.get(name), book.written if book else None)
        for name in (MEMBERS, PRESIDENCIES, BODIES, HISTORY, COMMITMENTS)
    }
    world = _read(book, folder.texts.get(PROCEDURE, ""), documents)
    faults += [
        fault
        for document in documents.values()
        for fault in sorted(document.faults, key=lambda fault: fault.line)
    ]
    if faults or world is None:
        raise Faults(tuple(faults))
    return world


def _book(folder: Folder) -> tuple[Book | None, list[Fault]]:
    try:
        text = folder.texts.get(PROCEDURE, "")
        return read(text, PROCEDURE, checks=SHAPES, shown_in=SHOWN_IN), []
    except Faults as found:
        return None, list(found.faults)


def _read(book: Book | None, text: str, documents: dict[str, Document]) -> World | None:
    """Every file in the order in which they refer to one another; None without procedures."""
    members = parties.read_members(documents[MEMBERS], book)
    codes = _by_party(book, members) if documents[MEMBERS].readable else None
    history = documents[HISTORY]
    known_until = cycles.read_known_until(history)
    cycle_rows = cycles.read_cycles(history)
    meeting_list = read_meetings(
        history, book, members=codes, cycles={row.number for row in cycle_rows}
    )
    events = read_events(history, book)
    history.top.done()
    instruments = commitments.read_instruments(
        documents[COMMITMENTS],
        meetings={row.slug for row in meeting_list} if history.readable else None,
    )
    found = commitments.read_commitments(
        documents[COMMITMENTS], book, {row.slug for row in instruments}
    )
    organisations = bodies.read_organisations(documents[BODIES], book)
    term_rows = terms.read_terms(documents[PRESIDENCIES], book, codes)
    if book is None:
        return None
    return World(
        book=book,
        text=text,
        known_until=known_until,
        members=members,
        organisations=organisations,
        terms=term_rows,
        cycles=cycle_rows,
        meetings=meeting_list,
        events=events,
        instruments=instruments,
        commitments=found,
    )


def _by_party(book: Book | None, rows: Iterable[parties.MemberRow]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {p.code: set() for p in book.parties} if book else {}
    for row in rows:
        found.setdefault(row.party, set()).add(row.code)
    return found


def _write(world: World, at: datetime, changes: Changes, keeps: bool) -> Forum:
    book = world.book
    forum = parties.write_forum(
        book, world.text, known_until=world.known_until, at=at, changes=changes, keeps=keeps
    )
    # Acts of people name what they are about; nothing that they name is taken away.
    referred = frozenset(JointAct.objects.filter(forum=forum).values_list("subject_id", flat=True))
    party_rows = parties.write_parties(forum, book, changes)
    member_rows = parties.write_members(party_rows, world.members, changes)
    terms.write_terms(party_rows, member_rows, world.terms, PRESIDENCIES, changes)
    bodies.write_organisations(forum, world.organisations, changes)
    cycle_rows = cycles.write_cycles(forum, world.cycles, changes)
    meeting_rows.write_meetings(
        forum,
        book,
        world.meetings,
        cycles=cycle_rows,
        parties=party_rows,
        members=member_rows,
        changes=changes,
        referred=referred,
    )
    cycles.remove_cycles(forum, world.cycles, changes, referred=referred)
    meeting_rows.write_events(forum, world.events, changes)
    commitments.write_commitments(
        forum, world.instruments, world.commitments, changes=changes, referred=referred
    )
    return forum


def _recorded(world: World, changes: Changes) -> dict[str, object]:
    """What the journal keeps of a loading: counts, and the names of what is different.

    Procedures that the forum did not take over are not named as if it had.
    """
    loaded = {"version": world.book.version, "digest": world.book.digest}
    return {
        **({} if "procedures" in changes.kept else loaded),
        "holds": changes.present,
        **{
            verb: {kind: names[:RECORDED_AT_MOST] for kind, names in found.items()}
            for verb in ("added", "changed", "removed")
            if (found := getattr(changes, verb))
        },
    }


def _some(names: list[str]) -> str:
    shown = ", ".join(names[:NAMED_AT_MOST])
    more = len(names) - NAMED_AT_MOST
    return f"{shown} and {more} more" if more > 0 else shown
