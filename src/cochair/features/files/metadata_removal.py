"""A file without what its writers left in it: names, comments, changes of before, what it was part of.

Whoever brings a file in gives its words.  What the program that wrote it kept beside them (who
wrote and who changed it, which words were struck out, who remarked on them, older states) is a
Party's own business, and other Parties take the file away.  So the house keeps and gives out the
file as if every change had been accepted.  The words are not touched.

A PDF that somebody signed stays as it is: any change would break the signature.
Source: security.md section (a), row 1, H03; OWASP ASVS 5.0, 14.2.8.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from cochair.formats.inside.archives import Archive
from cochair.formats.inside.media import Media

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD = ("wordprocessingml/2006/main", "wordprocessingml/main")
_GONE_IN_WORD = re.compile(
    r"del|delText|delInstrText|moveFrom|\w+Change|comment(RangeStart|RangeEnd|Reference)"
    r"|annotationRef|move(From|To)Range(Start|End)|customXml\w+Range(Start|End)"
    r"|cell(Ins|Del|Merge)|rsids|docVars"
)
_WITHOUT_FRAME = frozenset({"ins", "moveTo"})
# Building blocks are what the writer keeps at hand, and are not part of the text.
_PARTS_OF_WORD = re.compile(
    r"(docprops|customxml|docmetadata)/|word/glossary/|word/(_rels/)?(comments\w*|people)\.xml",
    re.IGNORECASE,
)
_GONE_IN_ODT = {
    "text": frozenset({"tracked-changes", "change", "change-start", "change-end"}),
    "office": frozenset({"annotation", "annotation-end"}),
}
_PARTS_OF_ODT = re.compile(r"thumbnails/|configurations2/|settings\.xml$", re.IGNORECASE)
_REMARKS = frozenset(
    {"/Text", "/Popup", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Caret"}
)
# What else a PDF says of itself: that it is made to a standard, its title, its language.
_KEPT_OF_A_PDF = ("/pdfa/", "/pdfua/", "purl.org/dc/elements/1.1/}title", "}language")
# What becomes of an element: it stays, it goes with all that it holds, or its frame goes alone.
STAYS, GOES, FRAME_GOES = range(3)

type Choice = Callable[[str, str, Mapping[str, str]], int]


def prepare() -> None:
    """Load what a PDF needs, while files can still be opened: much of it is loaded on first use."""
    import pikepdf

    with pikepdf.new() as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False) as said:
            said["dc:title"] = "T"
        pdf.save(io.BytesIO(), deterministic_id=True)


def cleared(octets: bytes, kind: str) -> bytes:
    """A file that was examined, without what its writers left in it; `kind` is a media type."""
    if kind == Media.PDF:
        return _pdf(octets)
    archive = Archive(octets)
    if kind == Media.ODT:
        return _packed(archive, _PARTS_OF_ODT, _in_odt)
    return _packed(archive, _PARTS_OF_WORD, _in_word)


def _packed(
    archive: Archive, parts: re.Pattern[str], choose: Callable[[str, frozenset[str]], Choice]
) -> bytes:
    gone = frozenset(name for name in archive.members if parts.match(name))
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as packing:
        for name, member in archive.members.items():
            if name in gone or member.is_folder:
                continue
            content = archive.read(name)
            if content and name.lower().endswith((".xml", ".rels")):
                content = _rewritten(content, choose(name, gone))
            # A program knows an ODT by its first octets: what it is stands there as it is.
            plain = name == "mimetype"
            packing.writestr(
                zipfile.ZipInfo(name),
                content,
                zipfile.ZIP_STORED if plain else zipfile.ZIP_DEFLATED,
            )
    return into.getvalue()


def _in_word(part: str, gone: frozenset[str]) -> Choice:
    folder = posixpath.dirname(posixpath.dirname(part))

    def choose(space: str, name: str, attributes: Mapping[str, str]) -> int:
        if name == "Override":
            return GOES if attributes.get("PartName", "").lstrip("/") in gone else STAYS
        if name == "Relationship":
            target = attributes.get("Target", "")
            whole = target if target.startswith("/") else posixpath.join(folder, target)
            return GOES if posixpath.normpath(whole).lstrip("/") in gone else STAYS
        if not space.endswith(_WORD):
            return STAYS
        if name in _WITHOUT_FRAME:
            return FRAME_GOES
        return GOES if _GONE_IN_WORD.fullmatch(name) else STAYS

    return choose


def _in_odt(part: str, gone: frozenset[str]) -> Choice:
    def choose(space: str, name: str, attributes: Mapping[str, str]) -> int:
        kind = space.rpartition(":")[0].rpartition(":")[2]
        if kind == "manifest" and name == "file-entry":
            path = next((v for k, v in attributes.items() if k.endswith("full-path")), "")
            return GOES if path in gone or _PARTS_OF_ODT.match(path) else STAYS
        if part == "meta.xml":
            return STAYS if kind == "office" else GOES
        return GOES if name in _GONE_IN_ODT.get(kind, ()) else STAYS

    return choose


def _rewritten(octets: bytes, choose: Choice) -> bytes:
    """Some XML as it was, prefixes and all, but for what is chosen to go."""
    out = [HEAD]
    spaces: list[dict[str, str]] = [{"xml": "http://www.w3.org/XML/1998/namespace"}]
    open_elements: list[int] = []
    inside_gone = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside_gone
        spaces.append(_named(spaces[-1], attributes))
        prefix, _colon, local = name.rpartition(":")
        fate = GOES if inside_gone else choose(spaces[-1].get(prefix, ""), local, attributes)
        open_elements.append(fate)
        inside_gone += fate == GOES
        if fate == STAYS:
            said = "".join(f" {k}={quoteattr(v)}" for k, v in attributes.items() if not _traces(k))
            out.append(f"<{name}{said}>")

    def end(name: str) -> None:
        nonlocal inside_gone
        spaces.pop()
        fate = open_elements.pop()
        inside_gone -= fate == GOES
        if fate == STAYS:
            out.append(f"</{name}>")

    def text(words: str) -> None:
        if not inside_gone:
            out.append(escape(words, {"\r": "&#13;"}))

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text
    parser.Parse(octets, True)
    return "".join(out).encode()


def _named(known: dict[str, str], attributes: Mapping[str, str]) -> dict[str, str]:
    told = {k.partition(":")[2]: v for k, v in attributes.items() if k.partition(":")[0] == "xmlns"}
    return {**known, **told} if told else known


def _traces(attribute: str) -> bool:
    """Whether an attribute tells in which sitting something was written."""
    local = attribute.rpartition(":")[2]
    return local.startswith("rsid") or local == "paragraph-rsid"


def _pdf(octets: bytes) -> bytes:
    import pikepdf

    with pikepdf.open(io.BytesIO(octets), suppress_warnings=True) as pdf:
        if any(isinstance(one, pikepdf.Dictionary) and "/ByteRange" in one for one in pdf.objects):
            return octets
        for key in [key for key in map(str, pdf.docinfo) if key != "/Title"]:
            del pdf.docinfo[key]
        if "/Metadata" in pdf.Root:
            with pdf.open_metadata(set_pikepdf_as_editor=False) as said:
                for name in [str(one) for one in said]:
                    if not any(kept in name for kept in _KEPT_OF_A_PDF):
                        del said[name]
        for page in (one.obj for one in pdf.pages):
            if "/PieceInfo" in page:
                del page["/PieceInfo"]
            if "/Annots" in page:
                left = [one for one in page["/Annots"] if one.get("/Subtype") not in _REMARKS]
                page["/Annots"] = pikepdf.Array(left)
        pdf.remove_unreferenced_resources()
        into = io.BytesIO()
        # Written anew, the file has no older states; the same file gives the same octets.
        pdf.save(into, deterministic_id=True)
    return into.getvalue()
