"""The instruments and commitments of a forum, as its file says."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from cochair.features.commitments.models import Commitment, Instrument
from cochair.features.measures.codes import LEVELS
from cochair.features.parties.folder import Changes, Document, Entry
from cochair.features.parties.folder.civil_days import joined
from cochair.features.parties.folder.entry import CONFIDENCES
from cochair.features.parties.models import Forum
from cochair.procedure.book import Book


@dataclass(frozen=True)
class InstrumentRow:
    """An instrument as its file gives it; `day` is the civil day of its adoption."""

    slug: str
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class CommitmentRow:
    """A commitment as its file gives it, with the slug of its instrument."""

    slug: str
    instrument: str
    fields: Mapping[str, Any]


def read_instruments(
    document: Document, *, meetings: Collection[str] | None
) -> tuple[InstrumentRow, ...]:
    """The instruments of `commitments.yaml`; `meetings` is None when history is unreadable."""
    seen: dict[Any, int] = {}
    return tuple(
        _instrument(entry, meetings, seen) for entry in document.top.entries("instruments")
    )


def read_commitments(
    document: Document, book: Book | None, instruments: Collection[str]
) -> tuple[CommitmentRow, ...]:
    """The commitments of `commitments.yaml`; area labels and procedure rows are only checked.

    `book` is None when the procedures could not be read; references to areas and clauses are
    then taken on trust.
    """
    top = document.top
    seen: dict[Any, int] = {}
    areas = {code for code, _words in book.taxonomy} if book else None
    rows = tuple(
        _commitment(entry, areas, instruments, seen)
        for entry in top.entries("commitments", optional=True)
    )
    for entry in top.entries("area_labels", optional=True):
        _area_label(entry, areas, instruments, seen)
    for entry in top.entries("procedure_rows", optional=True):
        entry.unique("id", entry.name("id", longest=64), seen)
        entry.reference("instrument", instruments, "instrument")
        entry.references("clauses", book.by_id if book else None, "clause")
        entry.done()
    top.words("procedure_rows_left_out", optional=True)
    reading = top.entry("reading", optional=True)
    if reading is not None:
        for key in reading.names():
            reading.one_of(key, CONFIDENCES)
    top.done()
    return rows


def write_commitments(
    forum: Forum,
    instruments: tuple[InstrumentRow, ...],
    commitments: tuple[CommitmentRow, ...],
    *,
    changes: Changes,
    referred: frozenset[str],
) -> None:
    """Instruments with their commitments; what people adopted themselves is theirs.

    The status of an instrument and the state of a commitment are set once, when it is first
    loaded, and then only by people.  What acts of people are about (`referred`) stays.
    """
    found = {row.slug: row for row in Instrument.objects.filter(forum=forum)}
    held = {
        (row.instrument.slug, row.slug): row
        for row in Commitment.objects.filter(instrument__forum=forum).select_related("instrument")
    }
    written: dict[str, Instrument] = {}
    for row in instruments:
        instrument = found.pop(row.slug, None)
        if instrument is not None and (not instrument.imported or instrument.attestation_id):
            changes.note(changes.kept, "instruments", row.slug)
            if instrument.imported:
                written[row.slug] = instrument
            continue
        new = Instrument(forum=forum, slug=row.slug, imported=True)
        kept = changes.step("instruments", row.slug, instrument, row.fields, new)
        assert isinstance(kept, Instrument)
        written[row.slug] = kept
    for commitment in commitments:
        under = written.get(commitment.instrument)
        if under is None:
            continue
        changes.step(
            "commitments",
            commitment.slug,
            held.pop((commitment.instrument, commitment.slug), None),
            commitment.fields,
            Commitment(instrument=under, slug=commitment.slug),
        )
    gone = [row for row in held.values() if row.instrument.imported]
    changes.gone("commitments", gone, referred=referred)
    changes.gone("instruments", [row for row in found.values() if row.imported], referred=referred)
    changes.present["instruments"] = len(instruments)
    changes.present["commitments"] = len(commitments)


def _instrument(
    entry: Entry, meetings: Collection[str] | None, seen: dict[Any, int]
) -> InstrumentRow:
    slug = entry.name("id", longest=96)
    entry.unique("id", slug, seen)
    entry.day("document_date", optional=True)
    register = entry.text("register_id", optional=True, longest=64)
    fields = {
        "kind": entry.name("kind", longest=32),
        "day": entry.day("date"),
        "title": entry.words("title"),
        "symbol": entry.text("symbol", optional=True, longest=64) or register,
        "url": entry.address("url"),
        "languages": entry.texts("languages"),
        "meeting_slug": entry.reference("meeting", meetings, "meeting", optional=True),
        **entry.sourced(),
    }
    entry.done()
    return InstrumentRow(slug, fields)


def _commitment(
    entry: Entry,
    areas: Collection[str] | None,
    instruments: Collection[str],
    seen: dict[Any, int],
) -> CommitmentRow:
    slug = entry.name("id", longest=64)
    entry.unique("id", slug, seen)
    entry.text("horizon", optional=True, longest=32)
    entry.text("paragraph", optional=True, longest=32)
    fields = {
        "kind": entry.name("kind", longest=64),
        "text": entry.words("text"),
        "areas": entry.references("crime_areas", areas, "area", optional=True),
        "levels": entry.references("levels", LEVELS, "level", optional=True),
        **entry.sourced(),
    }
    fields["note"] = joined(fields["note"], entry.words("confidence_detail", optional=True))
    row = CommitmentRow(slug, entry.reference("instrument", instruments, "instrument"), fields)
    entry.done()
    return row


def _area_label(
    entry: Entry,
    areas: Collection[str] | None,
    instruments: Collection[str],
    seen: dict[Any, int],
) -> None:
    entry.unique("id", entry.name("id", longest=64), seen)
    entry.reference("instrument", instruments, "instrument")
    entry.reference("area", areas, "area", optional=True)
    entry.references("also", areas, "area", optional=True)
    entry.words("label")
    entry.sourced()
    entry.done()
