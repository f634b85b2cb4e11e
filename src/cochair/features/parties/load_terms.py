"""The presidency terms of a forum, as its file says, without undoing what people settled since."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cochair.features.parties import facts
from cochair.features.parties.folder import Changes, Document, Entry, Fault, Faults
from cochair.features.parties.folder.civil_days import joined
from cochair.features.parties.folder.entry import CONFIDENCES
from cochair.features.parties.load import party_codes
from cochair.features.parties.models import Member, Party, PresidencyTerm
from cochair.procedure.book import Book
from cochair.procedure.presidency import Edge, Term, TermStatus, Unknown, overlaps
from cochair.procedure.refusal import Refused

# What people change when a presidency is disputed and settled.
SETTLED = frozenset({"status", "certainty", "source"})


@dataclass(frozen=True)
class TermRow:
    """A presidency term as its file gives it; instants are UTC."""

    party: str
    slug: str
    holder: str | None
    line: int
    start: Edge | None
    end: Edge | None
    fields: Mapping[str, Any]


def read_terms(
    document: Document, book: Book | None, members: Mapping[str, Collection[str]] | None
) -> tuple[TermRow, ...]:
    """The terms of `presidencies.yaml`; two that certainly overlap are a fault of the second.

    `members` holds the codes of members by Party, or None when they could not be read.
    """
    top = document.top
    top.day("status_as_of", optional=True)
    seen: dict[Any, int] = {}
    found = [_term(entry, book, members, seen) for entry in top.entries("terms")]
    top.done()
    rows = tuple(row for row in found if row is not None)
    if not document.faults:
        _refuse_overlaps(document, rows)
    return rows


def core_term(row: TermRow) -> Term:
    """A term as the core sees it; raises Refused when it would be over before it begins."""
    return Term(
        id=row.slug,
        party=row.party,
        holder=row.holder,
        start=row.start,
        end=row.end,
        status=TermStatus(row.fields["status"]),
        certainty=row.fields["certainty"],
    )


def _term(
    entry: Entry,
    book: Book | None,
    members: Mapping[str, Collection[str]] | None,
    seen: dict[Any, int],
) -> TermRow | None:
    slug = entry.name("id", longest=50)
    entry.unique("id", slug, seen)
    party = entry.reference("party", party_codes(book), "Party")
    own = members.get(party, ()) if members is not None and party else None
    status = entry.one_of("status", set(TermStatus))
    holder = entry.reference(
        "holder", own, f"member of {party}", optional=status == TermStatus.VACANT
    )
    start, start_zone = _edge(entry, "from")
    end, end_zone = _edge(entry, "to")
    certainty = entry.one_of("certainty", CONFIDENCES)
    sourced = dict(entry.sourced())
    sourced["note"] = joined(sourced["note"], _expected_end(entry))
    entry.done()
    seat = {p.code: p.seat_zone for p in book.parties}.get(party, "") if book else ""
    fields = {
        **_columns("start", start),
        **_columns("end", end),
        "zone": start_zone or end_zone or seat,
        "status": status,
        "certainty": certainty,
        **sourced,
    }
    row = TermRow(party, slug, holder or None, entry.line, start, end, fields)
    if not (slug and party and status):
        return None
    try:
        core_term(row)
    except Refused as refused:
        entry.refuse("to", str(refused))
        return None
    return row


def _edge(entry: Entry, key: str) -> tuple[Edge | None, str]:
    """An instant, an unknown one between two bounds, or None; and the zone it is written in."""
    if key not in entry.names():
        entry.text(key)
        return None, ""
    if key not in entry or entry.holds_one_value(key):
        at = entry.instant(key, optional=True)
        return at, entry.text(key, optional=True).rpartition(" ")[2] if at else ""
    found = entry.entry(key)
    if found is None:
        return None, ""
    if not found.truth("unknown"):
        found.refuse("unknown", "Bounds may be given only with `unknown: true`.")
    before, after = (
        found.instant("not_before", optional=True),
        found.instant("not_after", optional=True),
    )
    zone = found.text("not_before" if before else "not_after", optional=True).rpartition(" ")[2]
    found.done()
    if before is None and after is None:
        found.refuse("unknown", "An unknown instant must have a bound. Without one, write null.")
        return None, ""
    if before and after and after <= before:
        found.refuse("not_after", "not_after must come later than not_before.")
    return Unknown(before, after), zone


def _columns(name: str, edge: Edge | None) -> dict[str, datetime | None]:
    unknown = edge if isinstance(edge, Unknown) else Unknown(None, None)
    return {
        name: edge if isinstance(edge, datetime) else None,
        f"{name}_not_before": unknown.not_before,
        f"{name}_not_after": unknown.not_after,
    }


def _expected_end(entry: Entry) -> dict[str, str] | None:
    """What is said of an end nobody knows: it goes with the note, in words."""
    found = entry.entry("expected_end", optional=True)
    if found is None:
        return None
    found.whole("year")
    found.one_of("confidence", CONFIDENCES)
    words = found.words("note", optional=True)
    found.done()
    return words


def _refuse_overlaps(document: Document, rows: tuple[TermRow, ...]) -> None:
    lines = {row.slug: row.line for row in rows}
    for refusal in overlaps([core_term(row) for row in rows]):
        document.refuse(lines[str(refusal.facts["second"])], str(refusal))


def write_terms(
    parties: Mapping[str, Party],
    members: Mapping[str, Member],
    rows: tuple[TermRow, ...],
    file: str,
    changes: Changes,
) -> None:
    """Bring the terms of history into step; those that people designated or corrected stay as they are.

    Once people have designated or settled anything in a Party, the status of its terms is
    theirs.  Raises Faults when a term of the file overlaps with one that people entered.
    """
    found = PresidencyTerm.objects.filter(party__in=parties.values()).select_related("party")
    entered = {term.party.code for term in found if term.known_at or term.superseded_at}
    loaded = {term.slug: term for term in found if term.known_at is None}
    for row in rows:
        term = loaded.pop(row.slug, None)
        if term is not None and (term.superseded_at or term.entered_at):
            continue
        wanted = {
            "party": parties[row.party],
            "holder": members[row.holder] if row.holder else None,
            **row.fields,
        }
        if term is not None and row.party in entered:
            wanted = {k: v for k, v in wanted.items() if k not in SETTLED}
        changes.step("terms", row.slug, term, wanted, PresidencyTerm(slug=row.slug))
    changes.gone("terms", [row for row in loaded.values() if row.entered_at is None])
    changes.present["terms"] = len(rows)
    _refuse_overlaps_with_entered(parties, {row.slug: row.line for row in rows}, file)


def _refuse_overlaps_with_entered(
    parties: Mapping[str, Party], lines: Mapping[str, int], file: str
) -> None:
    standing = PresidencyTerm.objects.filter(
        party__in=parties.values(), superseded_at=None
    ).select_related("party", "holder")
    found = overlaps([facts.term(term) for term in standing])
    if found:
        raise Faults(
            tuple(
                Fault(
                    file,
                    lines.get(str(one.facts["second"]), lines.get(str(one.facts["first"]), 1)),
                    str(one),
                )
                for one in found
            )
        )
