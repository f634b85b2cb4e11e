"""Forty files that act when they are opened: macros, objects, things fetched from elsewhere (T34)."""

from collections.abc import Iterator

from documents.corpora import office
from documents.corpora.office import ODF, W, bare_pdf, docx, odt

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
MS = "application/vnd.ms"
FAR = "https://far.example.org/a"


def _field(code: str) -> str:
    """A field, its code spread over two runs as word processors do."""
    half = len(code) // 2
    return (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code[:half]}</w:instrText></w:r>"
        f"<w:r><w:instrText>{code[half:]}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def _spelt(code: str, rest: str) -> str:
    """A field whose name another field spells by the numbers of its letters."""
    numbers = " ".join(str(ord(sign)) for sign in code)
    return (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"{_field(f'QUOTE {numbers}')[5:-6]}"
        f"<w:r><w:instrText>{rest}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def _outside(kind: str, target: str) -> bytes:
    return docx(links=[(kind, target, "External")])


def _with(name: str, content: bytes, kind: str, rel: str) -> bytes:
    return docx(
        types={f"/{name}": kind},
        links=[(rel, name.removeprefix("word/"), "")],
        more={name: content},
    )


def files() -> Iterator[tuple[str, bytes, str]]:
    """What each does, its bytes, its name."""
    for what, octets in (*_docx(), *_fields()):
        yield what, octets, "paper.docx"
    for what, octets in _odt():
        yield what, octets, "paper.odt"
    for what, octets in _pdf():
        yield what, octets, "paper.pdf"


def _docx() -> Iterator[tuple[str, bytes]]:
    vba = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    yield "macros", _with("word/vbaProject.bin", OLE, f"{MS}-office.vbaProject", vba)
    yield "macros under another name", _with("word/media/a.png", OLE, "image/png", vba)
    yield "macros without a word of them", docx(more={"word/vbaProject.bin": OLE})
    yield "a macro document called DOCX", docx(main=f"{MS}-word.document.macroEnabled.main+xml")
    yield (
        "a control",
        _with("word/activeX/activeX1.xml", b"<a/>", f"{MS}-office.activeX+xml", "control"),
    )
    yield (
        "an add-in",
        docx(
            types={"/word/webextensions/w.xml": f"{MS}-office.webextension+xml"},
            more={"word/webextensions/w.xml": b"<a/>"},
        ),
    )
    yield (
        "a bar of its own",
        docx(
            more={
                "_rels/.rels": office.relationships(
                    ("officeDocument", "word/document.xml", ""),
                    (
                        "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility",
                        "customUI/a.xml",
                        "",
                    ),
                ),
                "customUI/a.xml": b"<customUI onLoad='go'/>",
            }
        ),
    )
    yield (
        "an embedded object",
        _with("word/embeddings/oleObject1.bin", OLE, f"{MS}-office.oleObject", "oleObject"),
    )
    yield (
        "an embedded table",
        _with("word/embeddings/a.xlsx", office.docx(), "application/zip", "package"),
    )
    yield "a page put in", _with("word/a.html", b"<html></html>", "text/html", "aFChunk")
    yield "a program called a picture", docx(more={"word/media/a.png": b"MZ" + bytes(200)})
    yield (
        "a page called a picture",
        docx(more={"word/media/a.png": b"<html><script>1</script></html>"}),
    )
    yield (
        "a template elsewhere",
        docx(
            types={"/word/settings.xml": f"{office.WORD}.settings+xml"},
            more={
                "word/settings.xml": office.part("settings", '<w:attachedTemplate r:id="rId1"/>'),
                "word/_rels/settings.xml.rels": office.relationships(
                    ("attachedTemplate", FAR, "External")
                ),
            },
        ),
    )
    yield "a template on a machine", _outside("attachedTemplate", "file:///C:/Templates/a.dotm")
    yield "a picture elsewhere", _outside("image", f"{FAR}.png")
    yield "a picture on a share", _outside("image", "\\\\far.example.org\\a.png")
    yield "an object elsewhere", _outside("oleObject", f"{FAR}.doc")
    yield "a document put in from elsewhere", _outside("subDocument", f"{FAR}.docx")
    yield "a frame", _outside("frame", f"{FAR}.html")
    yield "letters to be merged", _outside("mailMergeSource", "file:///a.csv")
    yield "a link to a machine", _outside("hyperlink", "file://far.example.org/a")
    yield "a link that runs something", _outside("hyperlink", "javascript:alert(1)")
    yield "a link to a program of the reader", _outside("hyperlink", "ms-msdt:/id PCWDiagnostic")
    yield "a way out of the archive", docx(links=[("image", "../../../etc/a.png", "")])
    yield "a drawing from elsewhere", docx(inside=f'<w:p><v:imagedata src="{FAR}.png"/></w:p>')


def _fields() -> Iterator[tuple[str, bytes]]:
    for code in (
        'DDEAUTO c:\\\\Windows\\\\System32\\\\cmd.exe "/k calc"',
        "dde excel a b",
        f'INCLUDEPICTURE "{FAR}.png"',
        f'INCLUDETEXT "{FAR}.docx"',
        "LINK Excel.Sheet.8 a",
        'DATABASE \\d "a"',
        "MACROBUTTON go here",
        'HYPERLINK "\\\\far\\a"',
    ):
        yield f"a field {code.split()[0]}", docx(inside=_field(code.replace("&", "&amp;")))
    yield "a field whose name is spelt", docx(inside=_spelt("DDEAUTO", " c:\\a"))
    yield (
        "a simple field",
        docx(inside=f'<w:p><w:fldSimple w:instr="DDE a b" xmlns:w="{W}"/></w:p>'),
    )


def _odt() -> Iterator[tuple[str, bytes]]:
    yield "macros (ODT)", odt(more={"Basic/Standard/Module1.xml": b"<a/>"})
    yield "scripts (ODT)", odt(more={"Scripts/python/a.py": b"print(1)"})
    yield (
        "an event (ODT)",
        odt(
            inside='<script:event-listener script:event-name="dom:load" xlink:href="vnd.sun.star.script:a"/>'
        ),
    )
    yield (
        "a link that runs a script (ODT)",
        odt(inside='<text:p><text:a xlink:href="vnd.sun.star.script:a">a</text:a></text:p>'),
    )
    yield (
        "a link that gives a command (ODT)",
        odt(inside='<text:p><text:a xlink:href=".uno:Quit">a</text:a></text:p>'),
    )
    yield (
        "a picture elsewhere (ODT)",
        odt(inside=f'<draw:frame><draw:image xlink:href="{FAR}.png"/></draw:frame>'),
    )
    yield (
        "a section elsewhere (ODT)",
        odt(inside=f'<text:section><text:section-source xlink:href="{FAR}"/></text:section>'),
    )
    yield "data exchange (ODT)", odt(inside="<office:dde-source/>")
    yield (
        "an object (ODT)",
        odt(
            inside='<draw:object xlink:href="./Object 1"/>', more={"Object 1/content.xml": b"<a/>"}
        ),
    )
    yield "an old object (ODT)", odt(more={"Object 1": OLE})
    yield "a plugin (ODT)", odt(inside=f'<draw:plugin xlink:href="{FAR}"/>')
    yield "a template elsewhere (ODT)", odt(meta=f'<meta:template xlink:href="{FAR}.ott"/>')
    yield (
        "a locked text (ODT)",
        odt(
            more={
                "META-INF/manifest.xml": f'<m:manifest xmlns:m="{ODF}:manifest:1.0"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>',
                "content.xml": b"\x00\x01\x02",
            }
        ),
    )


def _pdf() -> Iterator[tuple[str, bytes]]:
    yield (
        "a script (PDF)",
        bare_pdf(catalogue="/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"),
    )
    yield (
        "a script whose name is written otherwise (PDF)",
        bare_pdf(catalogue="/OpenAction << /S /J#61vaScript /J#53 (1) >>"),
    )
    yield (
        "scripts by name (PDF)",
        bare_pdf(
            "<< /Names [(a) << /S /JavaScript /JS (1) >>] >>",
            catalogue="/Names << /JavaScript 6 0 R >>",
        ),
    )
    yield "a program (PDF)", bare_pdf(catalogue="/OpenAction << /S /Launch /F (cmd.exe) >>")
    yield (
        "a file inside (PDF)",
        bare_pdf(
            "<< /Type /Filespec /F (a.exe) /EF << /F 7 0 R >> >>",
            "<< /Length 2 >>\nstream\nMZ\nendstream",
            catalogue="/Names << /EmbeddedFiles << /Names [(a) 6 0 R] >> >>",
        ),
    )
    yield (
        "an attachment on the page (PDF)",
        bare_pdf(page="/Annots [<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] >>]"),
    )
    yield "a form that runs (PDF)", bare_pdf(catalogue="/AcroForm << /XFA (x) >>")
    yield (
        "a form that sends (PDF)",
        bare_pdf(page="/AA << /O << /S /SubmitForm /F (https://far.example.org) >> >>"),
    )
    yield (
        "a film (PDF)",
        bare_pdf(page="/Annots [<< /Type /Annot /Subtype /RichMedia /Rect [0 0 9 9] >>]"),
    )
    yield "another document (PDF)", bare_pdf(catalogue="/OpenAction << /S /GoToR /F (a.pdf) >>")
    yield (
        "a link to a machine (PDF)",
        bare_pdf(
            page="/Annots [<< /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (file:///etc/passwd) >> >>]"
        ),
    )
    yield "a portfolio (PDF)", bare_pdf(catalogue="/Collection << /View /D >>")
    yield (
        "a drawing of another file (PDF)",
        bare_pdf(
            "<< /Type /XObject /Subtype /Form /BBox [0 0 1 1] /Ref << /F (a.pdf) /Page 0 >> /Length 0 >>\nstream\n\nendstream"
        ),
    )
    yield (
        "data in another file (PDF)",
        bare_pdf("<< /Length 0 /F (a.bin) >>\nstream\n\nendstream"),
    )
