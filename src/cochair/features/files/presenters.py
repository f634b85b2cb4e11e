"""Files as a page shows them, in the reader's words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as __

from cochair.features.documents.models import StoredFile
from cochair.features.files.refusal_texts import HELD
from cochair.formats.inside.media import NAMES, Media
from cochair.formats.inside.problems import Finding


@dataclass(frozen=True, slots=True)
class Row:
    """One file that waits: what it is, why it waits, and whether this reader may release it."""

    number: int
    name: str
    kind: str
    size: str
    reasons: tuple[str, ...]
    stored_at: datetime
    may_release: bool
    basis: str = ""


def reasons(markings: Iterable[str], findings: Iterable[str]) -> tuple[str, ...]:
    """Why a file is held, in sentences: what marks it, or that nobody could look for a marking."""
    found = [code for code in (*markings, *findings) if code in HELD]
    if Finding.NO_TEXT in found:
        found = [code for code in found if code != Finding.IMAGE_PAGES]
    return tuple(__(HELD[code]) for code in found)


def row(file: StoredFile, *, may_release: bool, basis: str = "") -> Row:
    """A file that waits; `basis` is what was typed when it was refused."""
    return Row(
        number=file.pk,
        name=file.name,
        kind=NAMES[Media(file.media_type)],
        size=filesizeformat(file.size),
        reasons=reasons(file.markings, file.findings),
        stored_at=file.stored_at,
        may_release=may_release,
        basis=basis,
    )
