"""The forum, its procedures, its Parties and their members, as its files say.

Reading is pure: a file becomes frozen rows, and every fault is noted with its line.  Writing
comes once no file of the folder has a fault.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.conf import settings

from cochair.features.parties.folder import Changes, Document, Entry, Fault, Faults
from cochair.features.parties.folder.civil_days import PRECISIONS, in_order, read_when
from cochair.features.parties.folder.entry import CONFIDENCES
from cochair.features.parties.folder.files import PROCEDURE
from cochair.features.parties.models import Forum, Member, Party, ProcedureText
from cochair.procedure.book import Book
from cochair.procedure.calendar import start_of_day
from cochair.procedure.refusal import Sentence, _

BASES = frozenset({"membership", "attendance"})


@dataclass(frozen=True)
class MemberRow:
    """A member as its file gives it; days are civil days, the last one exclusive."""

    party: str
    code: str
    fields: Mapping[str, Any]


def read_members(document: Document, book: Book | None) -> tuple[MemberRow, ...]:
    """The members of `members.yaml`; what it tells besides (snapshots, places) is only checked.

    `book` is None when the procedures could not be read; references to them are then taken
    on trust, so that one fault is not named twice.
    """
    top = document.top
    places = _places(top, book)
    seen: dict[Any, int] = {}
    rows = tuple(_member(entry, book, places, seen) for entry in top.entries("members"))
    codes = {row.code for row in rows}
    ordered: dict[Any, int] = {}
    for entry in top.entries("orders", optional=True):
        rows = _in_protocol_order(entry, book, rows, ordered)
    presiding = top.entries("institutions", optional=True)
    institutions = tuple(_institution(entry, book, places, seen) for entry in presiding)
    for entry in top.entries("non_members", optional=True):
        _non_member(entry, book, codes)
    for entry in top.entries("snapshots", optional=True):
        _snapshot(entry, book, rows)
    top.done()
    if document.readable:
        for party in book.parties if book else ():
            if not any(row.party == party.code for row in rows):
                top.refuse("members", f"{party.code} must have at least one member.")
    return rows + institutions


def party_codes(book: Book | None) -> tuple[str, ...] | None:
    """The codes of the Parties, or None when the procedures could not be read."""
    return tuple(party.code for party in book.parties) if book else None


def _places(top: Entry, book: Book | None) -> Collection[str] | None:
    """The places by which venues are compared; one that the procedures also hold must agree."""
    seen: dict[Any, int] = {}
    for entry in top.entries("places", optional=True):
        code = entry.name("code", longest=64)
        entry.unique("code", code, seen)
        entry.words("name")
        country, zone = entry.country("country"), entry.zone("zone")
        known = book.places.get(code) if book else None
        if known is not None and (known.country, known.zone) != (country, zone):
            entry.refuse("code", "The procedures name another country or zone for this place.")
        entry.done()
    return {*book.places, *seen} if book else None


def _member(
    entry: Entry, book: Book | None, places: Collection[str] | None, seen: dict[Any, int]
) -> MemberRow:
    party = entry.reference("party", party_codes(book), "Party")
    code = entry.country("code")
    entry.unique("code", code, seen)
    entry.words("formal", optional=True)
    entry.reference("place", places, "place", optional=True)
    entry.texts("languages", optional=True)
    entry.texts("uncited", optional=True)
    fields = {
        "name": entry.words("name"),
        "capital": entry.words("capital", optional=True),
        "zone": entry.zone("zone"),
        **_since(entry),
        "member_to": entry.day("member_to", optional=True),
        "order": {},
        "certainty": entry.one_of("certainty", CONFIDENCES),
        **entry.sourced(),
    }
    entry.done()
    if fields["member_from"] and fields["member_to"]:
        in_order(entry, "member_to", fields["member_from"], fields["member_to"])
    return MemberRow(party, code, fields)


def _institution(
    entry: Entry, book: Book | None, places: Collection[str] | None, seen: dict[Any, int]
) -> MemberRow:
    """An institution that presides its Party, such as a service of a Union: no State."""
    party = entry.reference("party", party_codes(book), "Party")
    code = entry.name("code", longest=8)
    entry.unique("code", code, seen)
    entry.reference("place", places, "place", optional=True)
    fields = {
        "name": entry.words("name"),
        "capital": entry.words("capital", optional=True),
        "zone": entry.zone("zone"),
        "is_institution": True,
        "certainty": entry.one_of("certainty", CONFIDENCES),
        **entry.sourced(),
    }
    entry.done()
    return MemberRow(party, code, fields)


def _since(entry: Entry) -> dict[str, Any]:
    found = entry.entry("member_from")
    if found is None:
        return {}
    earliest = found.day("not_before", optional=True)
    latest = found.day("not_after", optional=True)
    fields = {
        "member_from": found.day("date", optional=True),
        "from_precision": found.one_of("precision", PRECISIONS),
        "from_not_before": earliest,
        "from_not_after": latest,
    }
    in_order(found, "not_after", earliest, latest)
    found.done()
    return fields


def _in_protocol_order(
    entry: Entry, book: Book | None, rows: tuple[MemberRow, ...], seen: dict[Any, int]
) -> tuple[MemberRow, ...]:
    """The members, those of one Party with the place that its order gives them in each language.

    An order that lists nobody says that there is none but the alphabet, and where that is said.
    """
    party = entry.reference("party", party_codes(book), "Party")
    entry.unique("party", party, seen)
    own = {row.code for row in rows if row.party == party}
    listed = _listed(entry, own, f"member of {party}")
    entry.sourced()
    entry.done()
    return tuple(
        replace(row, fields={**row.fields, "order": _places_of(row.code, listed)})
        if row.party == party
        else row
        for row in rows
    )


def _listed(entry: Entry, own: set[str], what: str) -> Mapping[str, list[str]]:
    """The codes in their order by language: one list for every language, or a list for each."""
    apart = entry.entry("by_language", optional=True)
    found = {
        code: (apart or entry).references(
            code if apart else "members", own, what, optional=apart is None
        )
        for code, _name in settings.LANGUAGES
    }
    if apart is not None:
        apart.done()
    for codes in found.values():
        missing = sorted(own.difference(codes)) if codes else []
        if missing:
            entry.refuse("party", f"The order lacks: {', '.join(missing)}.")
            break
    return found


def _places_of(code: str, listed: Mapping[str, list[str]]) -> dict[str, int]:
    """The place of a member by language, from 1; none where no order lists it."""
    return {language: codes.index(code) + 1 for language, codes in listed.items() if code in codes}


def _non_member(entry: Entry, book: Book | None, codes: Collection[str]) -> None:
    entry.reference("party", party_codes(book), "Party")
    code = entry.country("code")
    entry.words("name")
    entry.sourced()
    entry.done()
    if code in codes:
        entry.refuse("code", f"{code} is also listed as a member.")


def _snapshot(entry: Entry, book: Book | None, rows: tuple[MemberRow, ...]) -> None:
    party = entry.reference("party", party_codes(book), "Party")
    read_when(entry)
    entry.one_of("basis", BASES)
    entry.whole("count")
    own = {row.code for row in rows if row.party == party}
    entry.references("members", own, f"member of {party}", optional=True)
    entry.sourced()
    entry.done()


def write_forum(
    book: Book,
    text: str,
    *,
    known_until: date | None,
    at: datetime,
    changes: Changes,
    keeps: bool = False,
) -> Forum:
    """The forum and this version of its procedures; its clock and its opening are left alone.

    A forum opens on the civil day from which the first version of its procedures counts.  From
    then on its procedures are changed by a decision alone: raises Faults for a folder that
    carries other words under the number of a version, or another version.  With `keeps` those of
    the forum stay, and the report says so.
    """
    wanted = {
        "title": dict(book.title),
        "short_title": dict(book.short_title),
        "about": dict(book.about),
        "zone": book.zone,
        "known_until": known_until,
    }
    found = Forum.objects.select_for_update().filter(slug=book.forum).first()
    opened = start_of_day(book.effective_from, book.zone)
    forum = changes.step(
        "forum", book.forum, found, wanted, Forum(slug=book.forum, opened_at=opened)
    )
    assert isinstance(forum, Forum)
    known = {one.number: one for one in ProcedureText.objects.filter(forum=forum)}
    here = known.get(book.version)
    if keeps and known and (here is None or here.digest != book.digest):
        changes.note(changes.kept, "procedures", book.version)
    else:
        _only_by_decision(book, known)
        changes.step(
            "procedures",
            book.version,
            here,
            {"text": text, "digest": book.digest, "effective_from": book.effective_from},
            ProcedureText(forum=forum, number=book.version, loaded_at=at),
        )
    changes.present["clauses"] = len(book.clauses)
    return forum


def _only_by_decision(book: Book, known: Mapping[str, ProcedureText]) -> None:
    """No folder changes procedures that are in force, or brings others beside them."""
    if not known:
        return
    found = known.get(book.version)
    if found is None:
        said = Sentence(
            _("The forum has other procedures, and version {version} has not been adopted here."),
            {"version": book.version},
        )
    elif found.digest != book.digest:
        said = Sentence(
            _("This text differs from version {version}. Only a review may change it."),
            {"version": book.version},
        )
    else:
        return
    raise Faults((Fault(PROCEDURE, 1, said, "version.number"),))


def write_parties(forum: Forum, book: Book, changes: Changes) -> dict[str, Party]:
    """The Parties of the procedures, by code and in their order."""
    found = {party.code: party for party in Party.objects.filter(forum=forum)}
    rows = {}
    for order, entry in enumerate(book.parties, start=1):
        wanted = {
            "name": dict(entry.name),
            "short": dict(entry.short),
            "presidency_title": dict(entry.presidency),
            "model": entry.model,
            "seat_zone": entry.seat_zone,
            "tone": entry.tone,
            "order": order,
        }
        new = Party(forum=forum, code=entry.code)
        row = changes.step("parties", entry.code, found.pop(entry.code, None), wanted, new)
        assert isinstance(row, Party)
        rows[entry.code] = row
    changes.gone("parties", found.values())
    changes.present["parties"] = len(rows)
    return rows


def write_members(
    parties: Mapping[str, Party], rows: tuple[MemberRow, ...], changes: Changes
) -> dict[str, Member]:
    """The members, by code; those that people keep up to date stay as they say."""
    found = {m.code: m for m in Member.objects.filter(party__in=parties.values())}
    members = {}
    for row in rows:
        wanted = {"party": parties[row.party], **row.fields}
        new, known = Member(code=row.code), found.pop(row.code, None)
        if known is not None and known.entered_at is not None:
            members[row.code] = known
            continue
        member = changes.step("members", row.code, known, wanted, new)
        assert isinstance(member, Member)
        members[row.code] = member
    changes.gone("members", [row for row in found.values() if row.entered_at is None])
    changes.present["members"] = len(rows)
    return members
