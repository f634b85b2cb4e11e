"""PDF: what a viewer would run, fetch or unpack in it, and the words on its pages.

Two readers look at it: qpdf (by pikepdf) at every object, PDFium at the text of the pages.  A
file begins with its first octet and ends with its end mark, so that it is nothing else as well.
"""

import io
import unicodedata
from collections.abc import Iterator

import pikepdf
import pypdfium2

from cochair.formats.inside import images, targets
from cochair.formats.inside.archives import CENTRAL, END
from cochair.formats.inside.passages import Found, Place
from cochair.formats.inside.problems import Code, Finding, Problem
from cochair.formats.inside.xml import Scan, scan

HEAD, TAIL = b"%PDF-", b"%%EOF"
# How much of a page, in hundredths of its height, is its upper and its lower edge.
EDGE = 14
_RUN = {
    "/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/Movie", "/Sound",
    "/RichMediaExecute", "/GoTo3DView",
}  # fmt: skip
_ELSEWHERE = {"/GoToR", "/GoToE"}
_PLAYED = {"/RichMedia", "/Movie", "/Sound", "/Screen", "/3D", "/PRC", "/U3D"}
_ACTIVE_KEYS = {"/JS", "/JavaScript", "/XFA", "/RichMediaContent", "/RichMediaSettings"}
_EMBEDDED_KEYS = {"/EF", "/EmbeddedFiles", "/Collection"}
_BLANK = b" \t\r\n\f\x00"
_DEEPEST = 100


def examine(octets: bytes) -> Found:
    """What is in a PDF; raises Problem where nothing more should be read."""
    _whole(octets)
    found = Found()
    try:
        with pikepdf.open(io.BytesIO(octets), suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise Problem(Code.ENCRYPTED)
            for one in pdf.objects:
                _look(one, found, 0)
    except pikepdf.PasswordError:
        raise Problem(Code.ENCRYPTED) from None
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, RecursionError):
        raise Problem(Code.DAMAGED) from None
    if not found.codes:
        _read(octets, found)
    return found


def pages(octets: bytes) -> Iterator[str]:
    """The text of each page, as far as it is text."""
    with pypdfium2.PdfDocument(octets) as pdf:
        for page in pdf:
            yield page.get_textpage().get_text_range()


def _whole(octets: bytes) -> None:
    if not octets.startswith(HEAD):
        raise Problem(Code.POLYGLOT)
    end = octets.rfind(TAIL)
    if end < 0:
        raise Problem(Code.DAMAGED)
    rest = octets[end + len(TAIL) :]
    if rest.strip(_BLANK) or len(rest) > 1024:
        raise Problem(Code.POLYGLOT)
    if (END in octets[-66_000:] and CENTRAL in octets) or images.says_page(octets):
        raise Problem(Code.POLYGLOT)


def _look(one: pikepdf.Object, found: Found, depth: int) -> None:
    """One object with what lies directly in it; what it refers to comes by itself."""
    if depth > _DEEPEST:
        raise Problem(Code.BOMB)
    if isinstance(one, pikepdf.Stream):
        if "/F" in one.keys():  # noqa: SIM118
            found.codes.add(Code.EXTERNAL)
        _dictionary(one, found, depth)
        if one.get("/Type") == "/Metadata":
            _metadata(one, found)
    elif isinstance(one, pikepdf.Dictionary):
        _dictionary(one, found, depth)
    elif isinstance(one, pikepdf.Array):
        for part in one:
            if isinstance(part, pikepdf.Object) and not part.is_indirect:
                _look(part, found, depth + 1)
    elif isinstance(one, pikepdf.String):
        found.add(Place.PROPERTY, str(one))


def _dictionary(one: pikepdf.Object, found: Found, depth: int) -> None:
    codes = found.codes
    for key, value in one.items():
        if key in _ACTIVE_KEYS:
            codes.add(Code.ACTIVE)
        elif key in _EMBEDDED_KEYS:
            codes.add(Code.EMBEDDED)
        elif key == "/OPI" or (key == "/Ref" and isinstance(value, pikepdf.Dictionary)):
            # A drawing that stands for one in another file; in tagged text it is a list.
            codes.add(Code.EXTERNAL)
        elif key == "/S" and isinstance(value, pikepdf.Name):
            _action(str(value), found)
        elif key == "/Subtype" and isinstance(value, pikepdf.Name):
            if str(value) in _PLAYED:
                codes.add(Code.ACTIVE)
            elif str(value) == "/FileAttachment":
                codes.add(Code.EMBEDDED)
        elif key == "/URI" and isinstance(value, pikepdf.String):
            if targets.is_link(str(value)):
                found.findings.add(Finding.LINKS)
            else:
                codes.add(Code.EXTERNAL)
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            _look(value, found, depth + 1)


def _action(name: str, found: Found) -> None:
    if name in _RUN:
        found.codes.add(Code.ACTIVE)
    elif name in _ELSEWHERE:
        found.codes.add(Code.EXTERNAL)


class _Words(Scan):
    def __init__(self, found: Found) -> None:
        self.found = found

    def start(self, space: str, name: str, attributes: object) -> None:
        for value in attributes.values():  # type: ignore[attr-defined]
            self.found.add(Place.PROPERTY, value)

    def text(self, words: str) -> None:
        self.found.add(Place.PROPERTY, words)


def _metadata(stream: pikepdf.Object, found: Found) -> None:
    """The words of a description (XMP); one that is no XML is read as text."""
    said = stream.read_bytes()
    try:
        scan(said.strip(_BLANK), _Words(found))
    except Problem as problem:
        if problem.code is Code.DOCTYPE:
            raise
        found.add(Place.PROPERTY, said.decode("utf-8", "replace").replace("<", "\n"))


def _read(octets: bytes, found: Found) -> None:
    """The words of every page, and of its edges; pages on which nothing can be read are told."""
    unread = 0
    try:
        with pypdfium2.PdfDocument(octets) as pdf:
            for page in pdf:
                textpage = page.get_textpage()
                text = textpage.get_text_range()
                width, height = page.get_size()
                edge = height * EDGE / 100
                found.add(Place.BODY, text)
                for lower, upper in ((height - edge, height), (0, edge)):
                    margin = textpage.get_text_bounded(bottom=lower, top=upper, right=width)
                    found.add(Place.MARGIN, margin)
                if not _is_readable(text) and next(page.get_objects(max_depth=4), None):
                    unread += 1
                textpage.close()
                page.close()
    except (pypdfium2.PdfiumError, ValueError):
        raise Problem(Code.DAMAGED) from None
    if unread:
        found.findings.add(Finding.IMAGE_PAGES)


def _is_readable(text: str) -> bool:
    """Whether letters came out, and not the numbers of shapes in a font that names none."""
    signs = [sign for sign in text[:600] if not sign.isspace()]
    unknown = sum(unicodedata.category(sign) in {"Co", "Cn", "Cc"} for sign in signs)
    return bool(signs) and unknown * 5 < len(signs)
