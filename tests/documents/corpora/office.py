"""DOCX, ODT and PDF as they should be, made by hand: the plain files that corpora are bent from."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

import typst

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
V = "urn:schemas-microsoft-com:vml"
O = "urn:schemas-microsoft-com:office:office"  # noqa: E741
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SPACES = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:v="{V}" xmlns:o="{O}"'
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODT_SPACES = " ".join(
    f'xmlns:{short}="{ODF}:{long}:1.0"'
    for short, long in {
        "office": "office", "text": "text", "draw": "drawing", "style": "style", "meta": "meta",
        "script": "script", "table": "table", "form": "form", "svg": "svg-compatible",
    }.items()
) + ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'  # fmt: skip
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
# A quiet text, long enough that its middle is neither its beginning nor its end.
PROSE = tuple(f"The Parties met and agreed on point {number} of the plan." for number in range(40))


def paragraph(text: str) -> str:
    """One paragraph of a DOCX."""
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def part(root: str, inside: str) -> str:
    """One part of a DOCX."""
    return f"{HEAD}<w:{root} {SPACES}>{inside}</w:{root}>"


def relationships(*rows: tuple[str, str, str], of: str = R) -> str:
    """A part of relationships: type, target, and `External` or nothing."""
    said = "".join(
        f'<Relationship Id="rId{number}" Type={quoteattr(kind if ":" in kind else f"{of}/{kind}")}'
        f" Target={quoteattr(target)}{f' TargetMode={quoteattr(mode)}' if mode else ''}/>"
        for number, (kind, target, mode) in enumerate(rows, start=1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{said}</Relationships>'


def docx_parts(
    body: Sequence[str] = PROSE,
    *,
    inside: str = "",
    links: Sequence[tuple[str, str, str]] = (),
    types: Mapping[str, str] | None = None,
    main: str = f"{WORD}.document.main+xml",
    more: Mapping[str, str | bytes] | None = None,
) -> dict[str, str | bytes]:
    """The parts of a DOCX by name; `inside` is XML behind the paragraphs of `body`."""
    named = {"/word/document.xml": main, **(types or {})}
    overrides = "".join(
        f"<Override PartName={quoteattr(name)} ContentType={quoteattr(kind)}/>"
        for name, kind in named.items()
    )
    return {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        f"{overrides}</Types>",
        "_rels/.rels": relationships(("officeDocument", "word/document.xml", "")),
        "word/document.xml": part(
            "document", f"<w:body>{''.join(map(paragraph, body))}{inside}</w:body>"
        ),
        "word/_rels/document.xml.rels": relationships(*links),
        **(more or {}),
    }


def odt_parts(
    body: Sequence[str] = PROSE,
    *,
    inside: str = "",
    styles: str = "",
    meta: str = "",
    more: Mapping[str, str | bytes] | None = None,
) -> dict[str, str | bytes]:
    """The parts of an ODT by name; `inside` is XML behind the paragraphs of `body`."""
    paragraphs = "".join(f"<text:p>{escape(one)}</text:p>" for one in body)
    manifest = f'xmlns:manifest="{ODF}:manifest:1.0"'
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"{HEAD}<office:document-content {ODT_SPACES}><office:body><office:text>"
        f"{paragraphs}{inside}</office:text></office:body></office:document-content>",
        "styles.xml": f"{HEAD}<office:document-styles {ODT_SPACES}><office:master-styles>"
        f"{styles}</office:master-styles></office:document-styles>",
        "meta.xml": f"{HEAD}<office:document-meta {ODT_SPACES}><office:meta>{meta}</office:meta>"
        "</office:document-meta>",
        "META-INF/manifest.xml": f"{HEAD}<manifest:manifest {manifest}/>",
        **(more or {}),
    }


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Parts as an archive, as a word processor packs them."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            stored = name == "mimetype"
            archive.writestr(
                zipfile.ZipInfo(name),
                content,
                zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED,
            )
    return into.getvalue()


def docx(body: Sequence[str] = PROSE, **more: object) -> bytes:
    """A DOCX."""
    return packed(docx_parts(body, **more))  # type: ignore[arg-type]


def odt(body: Sequence[str] = PROSE, **more: object) -> bytes:
    """An ODT."""
    return packed(odt_parts(body, **more))  # type: ignore[arg-type]


def docx_with(name: str, root: str, text: str, *, kind: str = "") -> bytes:
    """A DOCX with one more part of text: a header, a footer, comments, footnotes."""
    return docx(
        types={f"/word/{name}": f"{WORD}.{kind or root}+xml"},
        links=[(kind or root, name, "")],
        more={f"word/{name}": part(root, paragraph(text))},
    )


def docx_saying(name: str, xml: str, *, kind: str) -> bytes:
    """A DOCX with one more part as it stands, outside the text."""
    return docx(types={f"/{name}": kind}, more={name: HEAD + xml})


TYPST = """
#let told = json(bytes(sys.inputs.told))
#set document(title: told.title, keywords: told.keywords)
#set page(width: 15cm, height: 21cm, header: text(told.header), footer: text(told.footer))
#for line in told.body [#text(line) \\ \\ ]
"""


def pdf(
    body: Sequence[str] = PROSE,
    *,
    header: str = "",
    footer: str = "",
    title: str = "A paper",
    keywords: Sequence[str] = (),
) -> bytes:
    """A PDF, with fonts and text as programs make them."""
    told = {
        "body": list(body),
        "header": header,
        "footer": footer,
        "title": title,
        "keywords": list(keywords),
    }
    return typst.compile(
        TYPST.encode(), sys_inputs={"told": json.dumps(told)}, ignore_system_fonts=True
    )


def bare_pdf(*objects: str, catalogue: str = "", page: str = "", start: bytes = b"") -> bytes:
    """A small PDF written by hand: one page that says “Hello”, and whatever objects are added.

    They are numbered from 6 on.
    """
    stream = b"BT /F1 12 Tf 72 700 Td (Hello to the Parties) Tj ET"
    rows = [
        f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>".encode(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        f" /Resources << /Font << /F1 5 0 R >> >> {page} >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *(one.encode("latin-1") for one in objects),
    ]
    out, places = bytearray(start + b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, row in enumerate(rows, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, row)
    at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(rows) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(rows) + 1, at)
    return bytes(out)
