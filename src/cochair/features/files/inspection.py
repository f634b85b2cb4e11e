"""Inspect a file before anything of it is kept: what it is, and whether it is safe to open.

The bytes go to a child process (`child`); here are only its size, its name, and what to make of
the answer.  A child that fails is an answer too.  Source: security.md section 8, T14, T15, T32-T35.
"""

import base64
import logging
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath

from django.conf import settings

from cochair.features.files import refusal_texts, sandbox, virus_scan
from cochair.features.files.examination import Examination
from cochair.formats.inside.media import DOCUMENTS, Media
from cochair.formats.inside.problems import Code, Finding
from cochair.procedure.refusal import Refusal, Refused, require

logger = logging.getLogger(__name__)

LONGEST_NAME = 150
# Of these a person says that the file carries no marking, before anybody else sees it.
TO_BE_LOOKED_AT = frozenset({Finding.NO_TEXT.value, Finding.IMAGE_PAGES.value})
KINDS = {Media.DOCX: "docx", Media.ODT: "odt", Media.PDF: "pdf"}


@dataclass(frozen=True, slots=True)
class Inspection:
    """A file that may be kept: its kind, the name it is kept under, and what was found in it."""

    media: Media
    name: str
    markings: tuple[str, ...]
    findings: tuple[str, ...]

    @property
    def is_held(self) -> bool:
        """Whether its Party releases it before anybody else sees it."""
        return bool(self.markings) or not TO_BE_LOOKED_AT.isdisjoint(self.findings)


def inspect(
    octets: bytes, name: str, *, accepts: Collection[Media] = DOCUMENTS, said: str = ""
) -> Inspection:
    """Inspect a file; raises Refused with every reason why it is not taken.

    `name` is what the sender calls it, `said` the media type that the browser gave.
    """
    if len(octets) > settings.FILE_MEGABYTES * 1024 * 1024:
        raise Refused(*_refusals([Code.TOO_LARGE], accepts))
    require(virus_scan.refusal(octets))
    found = _examined(octets, name, accepts, said)
    if found.codes or found.media not in accepts:
        codes = found.codes or (Code.UNREADABLE,)
        logger.warning("a file was refused: %s", ", ".join(codes))
        raise Refused(*_refusals(codes, accepts, found.classified))
    media = Media(found.media)
    return Inspection(media, clean_name(name), found.held, found.findings)


def read(octets: bytes, media: Media) -> Mapping[str, object]:
    """The text of a file that was inspected, as its reader in the child gives it in JSON.

    Raises Refused when it cannot be read in the time and memory that a document has.
    """
    return read_as(octets, KINDS[media])


def read_as(octets: bytes, kind: str) -> Mapping[str, object]:
    """What one of the readers of the child says of a file that was inspected.

    Raises Refused when it cannot be read in the time and memory that a document has.
    """
    said = _run({"task": "read", "kind": kind}, octets)
    if said is None:
        raise Refused(*_refusals([Code.UNREADABLE], DOCUMENTS))
    return said


def cleared(octets: bytes, media: Media) -> bytes:
    """A document that was inspected, without names, remarks and changes of before (`clearing`).

    Raises Refused when that cannot be done in the time and memory that a document has.
    """
    said = _run({"task": "clear", "kind": media.value, "pdf": media is Media.PDF}, octets)
    told = said.get("cleared") if said else None
    if not isinstance(told, str):
        raise Refused(*_refusals([Code.UNREADABLE], DOCUMENTS))
    return base64.b64decode(told)


def clean_name(name: str) -> str:
    """A file name without folders, signs that steer, and signs that a disk or a header misreads."""
    last = PureWindowsPath(PurePosixPath(name.replace("\x00", "")).name).name
    shown = (
        " " if sign in '"\\/:*?<>|' else sign
        for sign in unicodedata.normalize("NFC", last)
        if unicodedata.category(sign)[0] != "C"
    )
    words = " ".join("".join(shown).split()).strip(". ")
    stem, stop, ending = words.rpartition(".")
    if len(words) > LONGEST_NAME and stop:
        words = f"{stem[: LONGEST_NAME - len(ending) - 1].rstrip('. ')}.{ending}"
    return words[:LONGEST_NAME] or "file"


def _examined(octets: bytes, name: str, accepts: Collection[Media], said: str) -> Examination:
    task = {
        "task": "examine",
        "name": name[-500:],
        "said": said[:200],
        "accepts": sorted(accepts),
        # The readers of PDF are large: they are loaded for what begins as one, and no file else.
        "pdf": octets.startswith(b"%PDF-"),
    }
    told = _run(task, octets)
    if told is not None:
        try:
            return Examination.from_json(told)
        except ValueError:
            pass
    return Examination(codes=(Code.UNREADABLE.value,))


def _run(task: Mapping[str, object], octets: bytes) -> Mapping[str, object] | None:
    return sandbox.run(
        task,
        octets,
        seconds=settings.FILE_SECONDS,
        megabytes=settings.FILE_MEMORY_MEGABYTES,
    )


def _refusals(
    codes: Collection[str], accepts: Collection[Media], marking: str = ""
) -> tuple[Refusal, ...]:
    return refusal_texts.refusals(
        codes, accepts=accepts, megabytes=settings.FILE_MEGABYTES, marking=marking
    )
