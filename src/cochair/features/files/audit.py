"""Compare what is kept with what the register says of it: nothing missing, changed, or nobody's.

A crash between keeping the bytes and writing the row leaves bytes that are nobody's: they are
found here, and do no harm.  Nothing is mended or deleted by looking.
"""

from dataclasses import dataclass

from cochair.features.documents.models import StoredFile
from cochair.features.files import storage


@dataclass(frozen=True, slots=True)
class Report:
    """What was found: digests whose bytes are missing or changed, and names that nobody knows."""

    files: int
    octets: int
    missing: tuple[str, ...]
    damaged: tuple[str, ...]
    orphans: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Whether every file is there as it was, and nothing else."""
        return not (self.missing or self.damaged or self.orphans)


def audit() -> Report:
    """Read every file that is kept, and compare."""
    place = storage.kept()
    # What is there first, and the rows after it: a file that comes in meanwhile is nobody's loss.
    names = list(place.names())
    sizes = dict(StoredFile.objects.values_list("digest", "size"))
    missing, damaged = [], []
    for digest, size in sorted(sizes.items()):
        try:
            octets = storage.read(digest)
        except FileNotFoundError:
            missing.append(digest)
        except storage.Damaged:
            damaged.append(digest)
        else:
            if len(octets) != size:
                damaged.append(digest)
    known = {storage.name_of(digest) for digest in sizes}
    orphans = [name for name in names if name not in known and not _has_come_in(name)]
    return Report(
        len(sizes), sum(sizes.values()), tuple(missing), tuple(damaged), tuple(sorted(orphans))
    )


def _has_come_in(name: str) -> bool:
    """Whether a row was written for some bytes since the rows were read."""
    return StoredFile.objects.filter(digest=name.rpartition("/")[2]).exists()
