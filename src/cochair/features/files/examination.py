"""What a file is and what is in it: bytes in, an examination out; no file, no network, no Django.

This is what the child process does with every file.  It is pure, so that most tests call it
without a child.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from cochair.features.files import markings
from cochair.formats.inside import archives, docx, images, media, odt, plain
from cochair.formats.inside.media import Media
from cochair.formats.inside.passages import Found, Place
from cochair.formats.inside.problems import Code, Finding, Problem

# Starts of what is known and never taken: said by name, so that nobody guesses further.
_NEVER = (
    b"GIF8", b"\x89PNG", b"\xff\xd8\xff", b"RIFF", b"{\\rtf", archives.COMPOUND, *archives.PROGRAMS,
)  # fmt: skip
# How a document that a word processor encrypted calls what is in it.
_LOCKED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Examination:
    """What came of a file: its kind, why it is not taken, and what was found in it.

    `held` are codes of markings that hold it; `classified` the words of a marking that refuses it.
    """

    media: str = ""
    codes: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    classified: str = ""
    findings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """As it leaves the child."""
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def from_json(cls, said: Mapping[str, object]) -> "Examination":
        """As it arrives from the child; raises ValueError for anything else."""
        return cls(
            media=_words(said.get("media")),
            codes=_list(said.get("codes")),
            held=_list(said.get("held")),
            classified=_words(said.get("classified")),
            findings=_list(said.get("findings")),
        )


def _words(said: object) -> str:
    if not isinstance(said, str):
        raise ValueError("This is no examination.")
    return said


def _list(said: object) -> tuple[str, ...]:
    if not isinstance(said, list):
        raise ValueError("This is no examination.")
    return tuple(map(_words, said))


def examine(octets: bytes, name: str, accepts: Collection[str], said: str = "") -> Examination:
    """Examine a file under a claimed name; `said` is the media type that a browser claimed."""
    kind: Media | None = None
    try:
        kind, found = _opened(octets, accepts)
        if kind not in accepts:
            raise Problem(Code.UNKNOWN)
    except Problem as problem:
        return Examination(media=kind or "", codes=(problem.code.value,))
    if not media.fits(kind, name, said):
        found.codes.add(Code.WRONG_NAME)
    found.add(Place.NAME, name.rpartition(".")[0])
    if not found.has_text and kind in media.DOCUMENTS:
        found.findings.add(Finding.NO_TEXT)
    marked = markings.found_in(found.lines)
    if marked.classified:
        found.codes.add(Code.CLASSIFIED)
    return Examination(
        media=kind,
        codes=_sorted(found.codes),
        held=marked.held,
        classified=marked.classified,
        findings=_sorted(found.findings),
    )


def _opened(octets: bytes, accepts: Collection[str]) -> tuple[Media, Found]:
    """The kind of a file and what is in it; raises Problem for what is nothing of ours."""
    if not octets:
        raise Problem(Code.EMPTY)
    if octets.startswith(archives.LOCAL):
        return _packed(octets)
    if octets.startswith(b"%PDF-"):
        from cochair.formats.inside import pdf

        return Media.PDF, pdf.examine(octets)
    if octets.startswith(archives.COMPOUND) and _LOCKED in octets:
        raise Problem(Code.ENCRYPTED)
    if archives.is_packed(octets) or octets.startswith(_NEVER):
        raise Problem(Code.UNKNOWN)
    if b"%PDF-" in octets[:2048] or archives.END in octets[-66_000:]:
        raise Problem(Code.POLYGLOT)
    if b"<!doctype html" in octets[:1024].lower():
        raise Problem(Code.UNKNOWN)
    if plain.looks_like_xml(octets):
        return plain.examine_xml(octets)
    if Media.TEXT not in accepts or images.says_page(octets):
        raise Problem(Code.UNKNOWN)
    return Media.TEXT, plain.examine_text(octets)


def _packed(octets: bytes) -> tuple[Media, Found]:
    archive = archives.Archive(octets)
    first = next(iter(archive.members.values()))
    if first.name == odt.MIME and archive.read(odt.MIME).strip() == odt.TEXT:
        return Media.ODT, odt.examine(archive)
    main = docx.main_type(archive)
    if "macroEnabled" in main or "macroenabled" in main.lower():
        raise Problem(Code.MACROS)
    kinds = {docx.MAIN: Media.DOCX, docx.SHEETS: Media.XLSX}
    if main not in kinds:
        raise Problem(Code.UNKNOWN)
    return kinds[main], docx.examine(archive)


def _sorted(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(str(one) for one in codes))
