"""Contact points: where a delegation or an organisation is reached.

The journal keeps codes only; addresses can go and the ledger still verifies.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from cochair.features.contact_links import actions as links
from cochair.features.invitations import contact_offices
from cochair.features.meetings.models import ContactPoint
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Member, Organisation
from cochair.features.parties.offices import ActingOffice
from cochair.journal.actions import record
from cochair.procedure.calendar import zone_named
from cochair.procedure.refusal import Refusal, Refused, Sentence, _, require

COLUMNS = ("code", "name", "email", "language", "zone")
MOST_ROWS, MOST_SIGNS = 2000, 400_000
LONGEST_NAME, LONGEST_EMAIL, LONGEST_ZONE = 200, 254, 64


@dataclass(frozen=True, slots=True)
class Entry:
    """One contact point as somebody typed it; `code` is that of a member or an organisation."""

    code: str
    name: str
    email: str
    language: str
    zone: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one row of a list; `row` counts from 1, as people see it."""

    row: int
    said: Sentence


@transaction.atomic
def add(
    forum: Forum,
    entry: Entry,
    *,
    only: str = "",
    languages: tuple[str, ...],
    by: ActingOffice,
    at: datetime,
) -> ContactPoint:
    """Enter a contact point; one with the same address for the same one is replaced.

    `only` is the code of the member for which the hat may do so, empty for everybody.  Raises
    Refused for a code, an address, a language or a zone that is none.
    """
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    require(
        *(Refusal("practice", f.message, f.facts) for f in _faults(forum, entry, only, languages))
    )
    return _saved(forum, entry, languages[0], by=by, at=at)


@transaction.atomic
def end(contact: ContactPoint, *, by: ActingOffice, at: datetime) -> ContactPoint:
    """Write to this address no more; its personal links end with it.

    Raises Refused when that has been said before.
    """
    Forum.objects.select_for_update().get(pk=contact.forum_id)
    row = ContactPoint.objects.select_related("forum", "member", "organisation").get(pk=contact.pk)
    require(_in_use(row))
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    links.end_with(row, at)
    _record(row, "contact.ended", by=by, at=at)
    return row


@transaction.atomic
def take_in(
    forum: Forum,
    text: str,
    *,
    only: str = "",
    languages: tuple[str, ...],
    offices: bool = False,
    by: ActingOffice,
    at: datetime,
) -> int:
    """Enter a whole list (code, name, email, language, zone); returns how many rows.

    The list is separated by commas, semicolons or tabs, with or without a head.  Nothing is saved
    unless every row is right: raises `Faulty` with what is wrong, row by row.  With `offices` each
    gets an account and an office; raises Refused for one that the hat's Party does not appoint,
    and for a list that is too long.
    """
    require(_short(text))
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    entries, faults = _read(text)
    for row, entry in entries:
        faults += [Fault(row, said) for said in _faults(forum, entry, only, languages)]
    if not entries and not faults:
        faults.append(Fault(1, Sentence(_("This list has no rows."))))
    if faults:
        raise Faulty(tuple(sorted(faults, key=lambda fault: fault.row)))
    saved = [_saved(forum, entry, languages[0], by=by, at=at) for _row, entry in entries]
    if offices:
        contact_offices.open_for(forum, saved, by=by, at=at)
    return len(entries)


class Faulty(Refused):
    """A list with rows that cannot be taken; `faults` says which and why."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(Refusal("practice", _("Nothing was saved. Correct these rows first.")))
        self.faults = faults


def _short(text: str) -> Refusal | None:
    if len(text) <= MOST_SIGNS:
        return None
    said = _("This is too long: the limit is {number} characters.")
    return Refusal("practice", said, {"number": MOST_SIGNS})


def _read(text: str) -> tuple[list[tuple[int, Entry]], list[Fault]]:
    lines = text.replace("\x00", "").splitlines()
    first = lines[0] if lines else ""
    mark = max(",;\t", key=first.count)
    entries: list[tuple[int, Entry]] = []
    faults: list[Fault] = []
    try:
        rows = list(csv.reader(io.StringIO("\n".join(lines)), delimiter=mark))
    except csv.Error:
        return [], [Fault(1, Sentence(_("This list cannot be read.")))]
    if len(rows) > MOST_ROWS:
        said = Sentence(_("A list may have at most {number} rows."), {"number": MOST_ROWS})
        return [], [Fault(MOST_ROWS + 1, said)]
    for number, cells in enumerate(rows, start=1):
        values = [cell.strip() for cell in cells]
        if not any(values) or (number == 1 and values[0].lower() == COLUMNS[0]):
            continue
        if len(values) < 3 or len(values) > len(COLUMNS):
            said = Sentence(
                _("Each row must have a code, a name, an address, a language and a time zone.")
            )
            faults.append(Fault(number, said))
            continue
        code, name, email, language, zone = [*values, "", ""][: len(COLUMNS)]
        entries.append((number, Entry(code, name, email, language, zone)))
    return entries, faults


def _faults(
    forum: Forum, entry: Entry, only: str, languages: tuple[str, ...]
) -> tuple[Sentence, ...]:
    """What is wrong with an entry: whom it reaches, the address, the language, the zone."""
    found: list[Sentence] = []
    member, organisation = _whom(forum, entry.code)
    foreign = bool(only) and (member is None or member.code != only)
    if (member is None and organisation is None) or foreign:
        said = _("{code} is not a member or an organisation for which you may enter addresses.")
        found.append(Sentence(said, {"code": entry.code[:40] or "–"}))
    if not _is_address(entry.email):
        found.append(
            Sentence(_("{email} is not an e-mail address."), {"email": entry.email[:80] or "–"})
        )
    if len(entry.name) > LONGEST_NAME:
        found.append(Sentence(_("The name is too long.")))
    if entry.language and entry.language not in languages:
        found.append(
            Sentence(_("The language {code} is not available here."), {"code": entry.language[:20]})
        )
    if entry.zone and not _is_zone(entry.zone):
        found.append(Sentence(_("There is no time zone {zone}."), {"zone": entry.zone[:40]}))
    return tuple(found)


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return len(email) <= LONGEST_EMAIL


def _is_zone(zone: str) -> bool:
    try:
        zone_named(zone)
    except Refused:
        return False
    return len(zone) <= LONGEST_ZONE


def _whom(forum: Forum, code: str) -> tuple[Member | None, Organisation | None]:
    """The member or the organisation of a code, whatever its case."""
    roster, wanted = parties.roster(forum), code.strip().casefold()
    member = next((row for row in roster.members if row.code.casefold() == wanted), None)
    if member is not None:
        return member, None
    return None, next((row for row in roster.organisations if row.code.casefold() == wanted), None)


def _saved(
    forum: Forum, entry: Entry, language: str, *, by: ActingOffice, at: datetime
) -> ContactPoint:
    """The contact point; where nothing is said, in this language and in the zone of whom it reaches."""
    member, organisation = _whom(forum, entry.code)
    reached: Member | Organisation | None = member or organisation
    assert reached is not None
    ContactPoint.objects.filter(
        forum=forum,
        member=member,
        organisation=organisation,
        email__iexact=entry.email,
        ended_at=None,
    ).update(ended_at=at)
    made = ContactPoint.objects.create(
        forum=forum,
        member=member,
        organisation=organisation,
        name=entry.name,
        email=entry.email,
        language=entry.language or language,
        zone=entry.zone or (member.zone if member else forum.zone),
        at=at,
    )
    _record(made, "contact.added", by=by, at=at)
    return made


def _record(row: ContactPoint, verb: str, *, by: ActingOffice, at: datetime) -> None:
    whom = row.member or row.organisation
    facts: Mapping[str, object] = {"contact": row.pk, "of": whom.code if whom else ""}
    record(
        row.forum.slug,
        verb=verb,
        about=("contact", str(row.pk)),
        by=by.account,
        office=by.title,
        on_behalf_of=by.party,
        at=at,
        facts=facts,
    )


def _in_use(row: ContactPoint) -> Refusal | None:
    if row.ended_at is None:
        return None
    return Refusal("practice", _("This address was deactivated on {at}."), {"at": row.ended_at})
