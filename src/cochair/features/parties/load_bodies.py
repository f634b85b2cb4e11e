"""The institutions, agencies, programmes and initiatives around a forum, as its file says."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from cochair.features.parties.folder import Changes, Document, Entry
from cochair.features.parties.folder.entry import CONFIDENCES
from cochair.features.parties.load import party_codes
from cochair.features.parties.models import Forum, Organisation
from cochair.procedure.book import Book

# Sides that are no Party: of all Parties, or of none.
BOTH, NEITHER = "both", "neither"
PARTLY_KNOWN_DAY = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


@dataclass(frozen=True)
class OrganisationRow:
    """An institution, agency, programme or initiative as its file gives it."""

    code: str
    fields: Mapping[str, Any]


def read_organisations(document: Document, book: Book | None) -> tuple[OrganisationRow, ...]:
    """The organisations of `bodies.yaml`; the threat assessments that it lists are only checked.

    Every body that a group of the procedures proposes must be described here.  `book` is None
    when the procedures could not be read; references to them are then taken on trust.
    """
    top = document.top
    seen: dict[Any, int] = {}
    rows = [
        *(_organisation(entry, book, seen) for entry in top.entries("bodies")),
        *(_programme(entry, book, seen) for entry in top.entries("programmes", optional=True)),
    ]
    known = {row.code for row in rows}
    for entry in top.entries("related_initiatives", optional=True):
        entry.reference("programme", known, "programme", optional=True)
        rows.append(_organisation(entry, book, seen))
    for entry in top.entries("threat_assessments", optional=True):
        _threat_assessment(entry, book, known, seen)
    top.done()
    if book is not None and document.present:
        for group in book.groups.values():
            for code in group.catalogue:
                if code not in known:
                    top.refuse(
                        "bodies", f"The group {group.code} lists {code}. Describe {code} here."
                    )
    return tuple(rows)


def write_organisations(forum: Forum, rows: tuple[OrganisationRow, ...], changes: Changes) -> None:
    """The organisations of the file; those that people added or corrected stay."""
    found = {row.code: row for row in Organisation.objects.filter(forum=forum)}
    for row in rows:
        new, known = Organisation(forum=forum, code=row.code), found.get(row.code)
        if known is not None and known.entered_at is not None:
            continue
        changes.step("organisations", row.code, known, row.fields, new)
    changes.present["organisations"] = len(rows)


def _organisation(entry: Entry, book: Book | None, seen: dict[Any, int]) -> OrganisationRow:
    code = entry.name("code", longest=64)
    entry.unique("code", code, seen)
    parties = party_codes(book)
    sides = (*parties, BOTH, NEITHER) if parties is not None else None
    entry.reference("seat", book.places if book else None, "place", optional=True)
    entry.one_of("seat_certainty", CONFIDENCES, optional=True)
    fields = {
        "name": entry.words("name"),
        "acronym": entry.text("acronym", optional=True, longest=32),
        "side": entry.reference("side", sides, "side", optional=True),
        "kind": entry.name("kind", longest=32),
        "role": entry.words("role", optional=True),
        "certainty": entry.one_of("names_certainty", CONFIDENCES, optional=True),
        **entry.sourced(),
    }
    entry.done()
    return OrganisationRow(code, fields)


def _programme(entry: Entry, book: Book | None, seen: dict[Any, int]) -> OrganisationRow:
    period = entry.entry("period", optional=True)
    if period is not None:
        _partly_known_day(period, "from")
        _partly_known_day(period, "to")
        period.done()
    return _organisation(entry, book, seen)


def _threat_assessment(
    entry: Entry, book: Book | None, known: Collection[str], seen: dict[Any, int]
) -> None:
    entry.reference("publisher", known, "body", optional=True)
    for edition in entry.entries("editions", optional=True):
        edition.unique("code", edition.name("code", longest=64), seen)
        _partly_known_day(edition, "date")
        edition.words("title")
        edition.done()
    _organisation(entry, book, seen)


def _partly_known_day(entry: Entry, key: str) -> None:
    """A day, a month or a year, as far as it is known."""
    found = entry.text(key, optional=True)
    if found and not PARTLY_KNOWN_DAY.fullmatch(found):
        entry.refuse(key, f"{found} is not a date. Write 2031-01-31, 2031-01 or '2031'.")
