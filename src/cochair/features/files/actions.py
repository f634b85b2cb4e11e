"""Keep a file that was found safe; release one that is held; note that somebody took one away."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from cochair.features.documents.models import Expression, Receipt, StoredFile
from cochair.features.files import inspection, queries, refusal_texts, storage
from cochair.features.files.inspection import Inspection
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Office
from cochair.features.parties.offices import ActingOffice
from cochair.features.register import refusals
from cochair.formats.inside.media import DOCUMENTS, Media
from cochair.journal.actions import record
from cochair.procedure.refusal import Refusal, _, require

LONGEST_BASIS = 1000
STORED, HELD, RELEASED = "file.stored", "file.held", "file.released"


def store(
    forum: Forum,
    octets: bytes,
    name: str,
    *,
    by: ActingOffice,
    at: datetime,
    accepts: Collection[Media] = DOCUMENTS,
    said: str = "",
) -> StoredFile:
    """Inspect a file and keep it; raises Refused with every reason why it is not taken.

    Of a refused file nothing is kept anywhere.  Call it outside a transaction where there is a
    choice: the inspection takes a moment, and nobody need wait for it.
    """
    found = inspection.inspect(octets, name, accepts=accepts, said=said)
    return keep(forum, octets, found, by=by, at=at)


@transaction.atomic
def keep(
    forum: Forum, octets: bytes, found: Inspection, *, by: ActingOffice, at: datetime
) -> StoredFile:
    """Keep a file that was inspected: its bytes first, then its row.

    A crash in between leaves bytes that `cochair files audit` finds, never a row without them.
    """
    digest = storage.put(octets)
    party = parties.roster(forum).party(by.party) if by.party else None
    made = StoredFile.objects.create(
        forum=forum,
        digest=digest,
        size=len(octets),
        media_type=found.media.value,
        name=found.name,
        markings=list(found.markings),
        findings=list(found.findings),
        party=party,
        stored_at=at,
        stored_by=Office.objects.get(pk=by.office),
        held=found.is_held,
    )
    _tell(made, HELD if made.held else STORED, by=by, at=at)
    return made


@transaction.atomic
def release_file(file: StoredFile, *, basis: str, by: ActingOffice, at: datetime) -> StoredFile:
    """Release a file that is held, for its own Party, on a basis that is written down.

    The co-presidency in office decides for its Party; an organisation that belongs to none, for
    itself.  Raises Refused for anybody else, without a basis, and for a file that is not held.
    Source: domain.md C.8 (release decision), security.md section 3, T14.
    """
    row = StoredFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    require(
        _its_own(row, by),
        _waits(row),
        _with_basis(basis),
        refusals.printed(basis),
    )
    row.released_at = at
    row.released_by = Office.objects.get(pk=by.office)
    row.release_basis = " ".join(basis.split())
    row.save(update_fields=["released_at", "released_by", "release_basis"])
    _tell(row, RELEASED, by=by, at=at)
    return row


@transaction.atomic
def note_download(expression: Expression, *, by: ActingOffice, at: datetime) -> Receipt:
    """Note that an office took the file of an edition away: the first time counts."""
    made, _new = Receipt.objects.get_or_create(
        expression=expression,
        office_id=by.office,
        defaults={"account_id": by.account, "opened_at": at},
    )
    if made.downloaded_at is None:
        made.downloaded_at = at
        made.save(update_fields=["downloaded_at"])
    return made


def _its_own(file: StoredFile, by: ActingOffice) -> Refusal | None:
    return None if queries.may_release(file, by) else refusal_texts.NOT_YOURS


def _waits(file: StoredFile) -> Refusal | None:
    if file.held and file.released_at is None:
        return None
    return Refusal("practice", _("This file is not on hold, or has already been released."))


def _with_basis(basis: str) -> Refusal | None:
    if not basis.strip():
        return Refusal("practice", _("State the basis for the release: who decided it, and when."))
    if len(basis) > LONGEST_BASIS:
        return Refusal(
            "practice",
            _("This is too long: the limit is {number} characters."),
            {"number": LONGEST_BASIS},
        )
    return None


def _tell(file: StoredFile, verb: str, *, by: ActingOffice, at: datetime) -> None:
    """Write an entry into the space of the Party alone: a held file is nobody else's business.

    What an organisation of no Party stores stands in the shared space, and says nothing of it.
    """
    party = file.party.code if file.party else ""
    facts = {"digest": file.digest, "markings": file.markings, "looked": file.findings}
    record(
        file.forum.slug,
        verb=verb if party or verb != HELD else STORED,
        about=("file", str(file.pk)),
        by=by.account,
        office=by.title,
        on_behalf_of=by.party,
        at=at,
        facts=facts if party else {},
        space=f"party:{party}" if party else "shared",
    )
