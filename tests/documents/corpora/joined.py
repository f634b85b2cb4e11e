"""Files that are two things, or not what their name says, and XML that declares entities (T32, T35)."""

from collections.abc import Iterator

from documents.corpora import office

GIF = b"GIF89a/*\x01\x00\x01\x00*/=1;alert(document.domain)//"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PAGE = b"<!doctype html><html><script>alert(document.domain)</script></html>"
XLIFF = '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0"><file><unit id="1"><segment><source>{}</source></segment></unit></file></xliff>'
AKN = '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><doc><p>{}</p></doc></akomaNtoso>'
TMX = "<tmx version='1.4'><body><tu><tuv><seg>{}</seg></tuv></tu></body></tmx>"
TBX = "<tbx><text><body>{}</body></text></tbx>"
DECLARATIONS = (
    '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE a SYSTEM "https://far.example.org/a.dtd">',
    '<!DOCTYPE a [<!ENTITY % e SYSTEM "https://far.example.org/a.dtd"> %e;]>',
    '<!DOCTYPE a [<!ENTITY e "word">]>',
    '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY e "&b;&b;&b;&b;">]>',
    "<!DOCTYPE a>",
)


def polyglots() -> Iterator[tuple[str, bytes, str]]:
    """What each is, its bytes, the name it comes under."""
    docx, pdf = office.docx(), office.bare_pdf()
    yield "a PDF that is an archive", pdf + docx, "paper.pdf"
    yield "a PDF with an archive before its end", pdf[:-6] + docx + b"\n%%EOF\n", "paper.pdf"
    yield "an archive that is a PDF", docx + pdf, "paper.docx"
    yield "a PDF behind a page", PAGE + pdf, "paper.pdf"
    yield "a PDF behind one line", b"\n" + pdf, "paper.pdf"
    yield (
        "a PDF that begins as a page",
        pdf.replace(b"%\xe2\xe3\xcf\xd3", b"%<script>1</script>"),
        "paper.pdf",
    )
    yield "a PDF with a script behind it", pdf + b"<script>alert(1)</script>", "paper.pdf"
    yield "a picture that is a script", GIF, "paper.docx"
    yield "a picture that is a script, under its own name", GIF, "paper.gif"
    yield "a page called DOCX", PAGE, "paper.docx"
    yield "a page called PDF", PAGE, "paper.pdf"
    yield "a drawing that runs", SVG, "paper.svg"
    yield "a drawing that runs, called ODT", SVG, "paper.odt"
    yield (
        "a formula that links",
        b'<math xmlns="http://www.w3.org/1998/Math/MathML" href="javascript:alert(1)"/>',
        "paper.docx",
    )
    yield "a PDF called DOCX", pdf, "paper.docx"
    yield "a DOCX called PDF", docx, "paper.pdf"
    yield "a DOCX called a program", docx, "paper.docx.exe"
    yield "a DOCX called a page", docx, "paper.html"
    yield "a DOCX without an ending", docx, "paper"
    yield "an ODT called DOCX", office.odt(), "paper.docx"
    yield "an archive of nothing known", office.packed({"a.txt": "a"}), "paper.docx"
    yield "a program", b"MZ" + bytes(200), "paper.docx"
    yield "a shell script", b"#!/bin/sh\necho\n", "paper.pdf"
    yield "an old document", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "paper.docx"
    yield (
        "a locked document",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "paper.docx",
    )
    yield "rich text", b"{\\rtf1 Hello}", "paper.docx"
    yield "nothing", b"", "paper.docx"
    yield "a plain text", b"Hello to the Parties", "paper.docx"


def entities() -> Iterator[tuple[str, bytes, str]]:
    """XML that declares something, in every file that has XML in it."""
    for number, said in enumerate(DECLARATIONS):
        entity = "&e;" if " e " in said else ""
        for name, root in (("a.xlf", XLIFF), ("a.akn", AKN), ("a.tmx", TMX), ("a.tbx", TBX)):
            yield f"{name}, {number}", (said + root.format(entity)).encode(), name
            yield f"{name} in UTF-16, {number}", (said + root.format(entity)).encode("utf-16"), name
        yield f"a.svg, {number}", (said + f"<svg>{entity}</svg>").encode(), "a.svg"
        parts = office.docx_parts()
        for name in ("word/document.xml", "[Content_Types].xml", "_rels/.rels"):
            bent = str(parts[name]).replace(office.HEAD, office.HEAD + said)
            yield f"{name}, {number}", office.packed({**parts, name: bent}), "a.docx"
        drawn = said + f'<svg xmlns="http://www.w3.org/2000/svg">{entity}</svg>'
        yield (
            f"a drawing in it, {number}",
            office.packed({**parts, "word/media/a.svg": drawn}),
            "a.docx",
        )
        data = said + f"<a>{entity}</a>"
        yield (
            f"data in it, {number}",
            office.packed({**parts, "customXml/item1.xml": data}),
            "a.docx",
        )
        odt = office.odt_parts()
        for name in ("content.xml", "meta.xml", "META-INF/manifest.xml"):
            bent = str(odt[name]).replace(office.HEAD, office.HEAD + said)
            yield f"{name}, {number}", office.packed({**odt, name: bent}), "a.odt"
