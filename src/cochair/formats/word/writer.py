"""Write a text as DOCX with real styles, lists and footnotes; reading it gives the same text.

A list whose numbers follow each other is a list of the word processor; any other number is a
list of one with exactly that number.  Everything is written by this house: a file of ten small
parts needs no library, and nothing is in it that we did not put there.
"""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

from cochair.formats.paragraphs import HEADING, ITEM, TABLE, TITLE, Paragraph, Run, Text
from cochair.formats.word import heads as headers
from cochair.formats.word import numbering
from cochair.formats.word.heads import Heads
from cochair.formats.word.numbering import Written
from cochair.formats.word.pieces import NAMESPACE, UNPRINTED, words

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
DEEPEST = 9
# A place for a signature: room, a line, and under it for whom it is.
SIGNED = (
    '<w:keepNext/><w:pBdr><w:top w:val="single" w:sz="4" w:space="4" w:color="auto"/></w:pBdr>'
    '<w:spacing w:before="1100"/><w:ind w:left="720" w:right="4300"/>'
)


@dataclass(slots=True)
class Lists:
    """The lists of a document: each a level, a start and how its numbers look."""

    shapes: list[tuple[int, str, str, int]] = field(default_factory=list)
    open: dict[int, tuple[int, Written]] = field(default_factory=dict)

    def of(self, one: Paragraph) -> tuple[int, int]:
        """The number of the list of an item, from 1, and its level, from 0."""
        level = max(0, min(one.level, DEEPEST) - 1)
        before = self.open.get(level)
        found = numbering.written(one.number, following=before[1] if before else None)
        for deeper in [at for at in self.open if at > level]:
            del self.open[deeper]
        if found is None:
            self.open.pop(level, None)
            return self._new(level, numbering.BULLET, one.number, 1), level
        if before and found.pattern == before[1].pattern and found.value == before[1].value + 1:
            self.open[level] = (before[0], found)
            return before[0], level
        text = f"{found.before}%{level + 1}{found.after}"
        made = self._new(level, found.format, text, found.value)
        self.open[level] = (made, found)
        return made, level

    def _new(self, level: int, format: str, text: str, start: int) -> int:
        self.shapes.append((level, format, text, start))
        return len(self.shapes)


def write_docx(
    text: Text,
    *,
    language: str,
    title: str,
    heads: Heads | None = None,
    footer: str = "",
    at: datetime,
) -> bytes:
    """A text as DOCX: `heads` stand above the text of each page, `footer` with its number under it.

    `at` (aware UTC) is the date the file says it was made; the same text gives the same file.
    """
    lists, notes = Lists(), list[str]()
    body = "".join(_block(one, lists, notes) for one in text)
    return packed(
        body,
        lists,
        [f"<w:r>{words(' ' + note)}</w:r>" for note in notes],
        language=language,
        title=title,
        heads=heads,
        footer=footer,
        at=at,
    )


def packed(
    body: str,
    lists: Lists,
    notes: Iterable[str],
    *,
    language: str,
    title: str,
    heads: Heads | None = None,
    footer: str = "",
    at: datetime,
    comments: str = "",
) -> bytes:
    """A file of a body and the runs of each of its footnotes, both as XML; `comments` are too.

    `at` (aware UTC) is the date the file says it was made.
    """
    beside = (("comments", "comments.xml"),) if comments else ()
    parts = {
        "[Content_Types].xml": _types(*(name for name, _target in beside)),
        "_rels/.rels": _relations(
            ("officeDocument", "word/document.xml"),
            ("core", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(title, language, at),
        "word/_rels/document.xml.rels": _relations(
            ("styles", "styles.xml"),
            ("numbering", "numbering.xml"),
            ("footnotes", "footnotes.xml"),
            ("header", "header1.xml"),
            ("footer", "footer1.xml"),
            ("header", "header2.xml"),
            *beside,
        ),
        "word/document.xml": _document(body),
        "word/styles.xml": _styles(language),
        "word/numbering.xml": _numbers(lists),
        "word/footnotes.xml": _footnotes(notes),
        "word/header1.xml": headers.running(heads or Heads()),
        "word/footer1.xml": _footer(footer),
        "word/header2.xml": headers.first(heads or Heads()),
    }
    if comments:
        parts["word/comments.xml"] = f'<w:comments xmlns:w="{NAMESPACE}">{comments}</w:comments>'
    made = io.BytesIO()
    moment = (at.year, at.month, at.day, at.hour, at.minute, at.second)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, said in parts.items():
            archive.writestr(zipfile.ZipInfo(name, moment), (HEAD + said).encode())
    return made.getvalue()


def _block(one: Paragraph, lists: Lists, notes: list[str]) -> str:
    if one.kind == TABLE:
        lists.open.clear()
        return _table(one, notes)
    properties = properties_of(one, lists)
    inner = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{inner}{_runs(one.runs, notes)}</w:p>"


def properties_of(one: Paragraph, lists: Lists) -> str:
    """What a paragraph is to the word processor: its style, and its place in a list."""
    style = ""
    if one.kind == TITLE:
        style = "Title"
    elif one.kind == HEADING:
        style = f"Heading{max(1, min(one.level, DEEPEST))}"
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if one.number:
        number, level = lists.of(one)
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    elif one.is_signed:
        properties += SIGNED
    elif one.kind == ITEM:
        properties += f'<w:ind w:left="{720 * max(1, one.level)}"/>'
    return properties


def _table(one: Paragraph, notes: list[str]) -> str:
    columns = max((len(row) for row in one.cells), default=1)
    grid = "".join(f'<w:gridCol w:w="{9000 // columns}"/>' for _ in range(columns))
    rows = "".join(
        f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if at == 0 else ''}"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{9000 // columns}" w:type="dxa"/></w:tcPr>'
            f"<w:p>{_runs(cell, notes)}</w:p></w:tc>"
            for cell in row
        )
        + "</w:tr>"
        for at, row in enumerate(one.cells)
    )
    look = '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
    return f"<w:tbl>{look}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _runs(runs: Iterable[Run], notes: list[str]) -> str:
    made = ""
    for run in runs:
        look = "".join(
            f"<w:{letter}{' w:val=' + chr(34) + 'single' + chr(34) if letter == 'u' else ''}/>"
            for letter in run.style
        )
        properties = f"<w:rPr>{look}</w:rPr>" if look else ""
        if run.text:
            made += f"<w:r>{properties}{words(run.text)}</w:r>"
        if run.note:
            notes.append(run.note)
            reference = f'<w:footnoteReference w:id="{len(notes)}"/>'
            made += f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>{reference}</w:r>'
    return made


def _document(body: str) -> str:
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/>'
        '<w:headerReference w:type="first" r:id="rId6"/>'
        '<w:footerReference w:type="default" r:id="rId5"/>'
        '<w:footerReference w:type="first" r:id="rId5"/>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1418" w:right="1418" w:bottom="1418" w:left="1418" w:header="709" w:footer="709" w:gutter="0"/><w:titlePg/></w:sectPr>'
    )
    return (
        f'<w:document xmlns:w="{NAMESPACE}" xmlns:r="{RELATIONS}"><w:body>{body}{section}'
        "</w:body></w:document>"
    )


def _styles(language: str) -> str:
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:keepNext/><w:spacing w:before="240"/><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f'<w:rPr><w:b/><w:sz w:val="{max(22, 34 - 4 * level)}"/></w:rPr></w:style>'
        for level in range(1, DEEPEST + 1)
    )
    return (
        f'<w:styles xmlns:w="{NAMESPACE}"><w:docDefaults><w:rPrDefault><w:rPr>'
        '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/><w:sz w:val="22"/>'
        f"<w:lang w:val={quoteattr(language)}/></w:rPr></w:rPrDefault>"
        '<w:pPrDefault><w:pPr><w:spacing w:after="120"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/>'
        '<w:rPr><w:b/><w:sz w:val="36"/></w:rPr></w:style>'
        f"{headings}{headers.styles()}"
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>'
        + "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        + "</w:tblBorders></w:tblPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/>'
        '<w:basedOn w:val="Normal"/><w:rPr><w:sz w:val="18"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style></w:styles>'
    )


def _numbers(lists: Lists) -> str:
    shapes, instances = "", ""
    for number, (level, format, text, start) in enumerate(lists.shapes, start=1):
        indent = 720 * (level + 1)
        shapes += (
            f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>'
            f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/>'
            f'<w:lvlText w:val={quoteattr(UNPRINTED.sub("", text))}/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{indent}" w:hanging="720"/></w:pPr></w:lvl></w:abstractNum>'
        )
        instances += f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
    return f'<w:numbering xmlns:w="{NAMESPACE}">{shapes}{instances}</w:numbering>'


def _footnotes(notes: Iterable[str]) -> str:
    fixed = (
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    )
    rows = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        f"{note}</w:p></w:footnote>"
        for number, note in enumerate(notes, start=1)
    )
    return f'<w:footnotes xmlns:w="{NAMESPACE}">{fixed}{rows}</w:footnotes>'


def _footer(line: str) -> str:
    """A line with the number of the page at its end."""
    page = '<w:r><w:tab/></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    tabs = '<w:pPr><w:tabs><w:tab w:val="right" w:pos="9070"/></w:tabs></w:pPr>'
    inner = f"<w:p>{tabs}<w:r>{words(line)}</w:r>{page}</w:p>"
    return f'<w:ftr xmlns:w="{NAMESPACE}">{inner}</w:ftr>'


def _core(title: str, language: str, at: datetime) -> str:
    moment = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(UNPRINTED.sub('', title))}</dc:title><dc:language>{escape(language)}</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created></cp:coreProperties>'
    )


def _relations(*pairs: tuple[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{_relation(kind)}" Target="{target}"/>'
        for number, (kind, target) in enumerate(pairs, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def _relation(kind: str) -> str:
    if kind == "core":
        return f"{PACKAGE}/relationships/metadata/core-properties"
    return f"{RELATIONS}/{kind}"


def _types(*more: str) -> str:
    kinds = {
        **{name: name for name in more},
        "document": "document.main",
        "styles": "styles",
        "numbering": "numbering",
        "footnotes": "footnotes",
        "header1": "header",
        "header2": "header",
        "footer1": "footer",
    }
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    rows = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{word}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f"{rows}"
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        "</Types>"
    )
