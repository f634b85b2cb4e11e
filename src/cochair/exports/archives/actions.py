"""Make the archive of a cycle for a Party, and note what was made."""

from collections.abc import Iterator

from django.db import transaction

from cochair.exports.archives import verify_archive
from cochair.exports.archives.contents import Contents
from cochair.exports.archives.models import Archive
from cochair.exports.archives.parts import Reader, instant
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Office
from cochair.features.parties.offices import ActingOffice
from cochair.journal.actions import record

CLAUSE = "practice"


def archive(reader: Reader, *, by: ActingOffice | None) -> Iterator[bytes]:
    """The octets of an archive as they are made; `by` is None on the command line.

    What was made is noted before the last octets are given: whoever holds a whole archive finds
    its digest in the journal of the Party.
    """
    contents, octets, last = Contents(reader), 0, b""
    for portion in verify_archive.zipped(contents):
        if last:
            yield last
        octets, last = octets + len(portion), portion
    _note(reader, contents, octets, by)
    yield last


@transaction.atomic
def _note(reader: Reader, contents: Contents, octets: int, by: ActingOffice | None) -> Archive:
    """The entry stands in the Party's own space, as the archive does."""
    made = Archive.objects.create(
        forum=reader.forum,
        cycle=reader.cycle,
        party=parties.roster(reader.forum).party(reader.party),
        made_at=reader.at,
        made_by=Office.objects.get(pk=by.office) if by is not None else None,
        digest=contents.manifest,
        octets=octets,
        files=contents.number,
    )
    record(
        reader.forum.slug,
        verb="archive.made",
        about=("archive", f"{reader.cycle}/{instant(reader.at)}"),
        by=by.account if by is not None else None,
        office=by.title if by is not None else "",
        on_behalf_of=reader.party,
        at=reader.at,
        facts={"digest": made.digest, "octets": octets, "files": made.files},
        space=f"party:{reader.party}",
    )
    return made
