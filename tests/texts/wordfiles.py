"""Word files by an independent hand: written from plain XML, read with ElementTree alone."""

import io
import zipfile
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
GONE, COME = ("del", "moveFrom"), ("ins", "moveTo")


def packed(body, *, notes="", comments="", more=None):
    """A DOCX of a body; with footnotes and comments as XML."""
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{word}.document.main+xml"/></Types>',
        "word/document.xml": f"<w:document {NS}><w:body>{body}</w:body></w:document>",
    }
    if notes:
        parts["word/footnotes.xml"] = f"<w:footnotes {NS}>{notes}</w:footnotes>"
    if comments:
        parts["word/comments.xml"] = f"<w:comments {NS}>{comments}</w:comments>"
    parts |= more or {}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, said in parts.items():
            archive.writestr(name, said)
    return made.getvalue()


def run(words):
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def by(who, at="2031-02-03T09:00:00Z"):
    return f'w:id="1" w:author="{who}" w:date="{at}"'


def ins(who, words, at="2031-02-03T09:00:00Z"):
    return f"<w:ins {by(who, at)}>{run(words)}</w:ins>"


def dele(who, words, at="2031-02-03T09:00:00Z"):
    inner = f'<w:r><w:delText xml:space="preserve">{words}</w:delText></w:r>'
    return f"<w:del {by(who, at)}>{inner}</w:del>"


def p(*inner, mark=""):
    properties = f"<w:pPr><w:rPr>{mark}</w:rPr></w:pPr>" if mark else ""
    return f"<w:p>{properties}{''.join(inner)}</w:p>"


class Independent:
    """Reads a DOCX as somebody would who accepts the changes of some authors and rejects the rest.

    It shares nothing with the reader of the product: no piece, no stamp, no table of names.
    """

    def __init__(self, octets):
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            self.parts = {
                name: ElementTree.fromstring(archive.read(name))
                for name in archive.namelist()
                if name.startswith("word/")
            }
        self.document = self.parts["word/document.xml"]
        notes = self.parts.get("word/footnotes.xml")
        self.notes = (
            {one.get(W + "id"): one for one in notes if one.get(W + "type") is None}
            if notes is not None
            else {}
        )

    def changes(self):
        """Every tracked change of words: kind, author and words, in the order of the file."""
        found = []
        for root in (self.document, *self.notes.values()):
            for one in root.iter():
                name = one.tag.removeprefix(W)
                if name in GONE + COME:
                    own = "".join(
                        each.text or ""
                        for each in one.iter()
                        if each.tag in (W + "t", W + "delText")
                    )
                    found.append((name, one.get(W + "author"), own))
        return found

    def authors(self):
        return {author for _kind, author, _words in self.changes()}

    def comments(self):
        root = self.parts.get("word/comments.xml")
        return [
            (one.get(W + "author"), "\n".join(self._plain(each) for each in one.iter(W + "p")))
            for one in (root if root is not None else ())
        ]

    def reading(self, accepted):
        """The paragraphs once the changes of these authors are accepted, all others rejected."""
        self.accepted = set(accepted)
        lines, line = [], ""
        body = self.document.find(W + "body")
        for one in body:
            if one.tag == W + "p":
                line += self._words(one)
                if self._stays(one.find(f"{W}pPr/{W}rPr")):
                    lines.append(line)
                    line = ""
            elif one.tag == W + "tbl":
                if line:
                    lines.append(line)
                    line = ""
                rows = [
                    "\t".join(
                        "↵".join(self._words(each) for each in cell.findall(W + "p"))
                        for cell in row.findall(W + "tc")
                    )
                    for row in one.findall(W + "tr")
                    if self._stays(row.find(W + "trPr"))
                ]
                lines.append("\n".join(rows))
        return [one for one in [*lines, line] if one.strip()]

    def _stays(self, properties):
        for one in properties if properties is not None else ():
            name = one.tag.removeprefix(W)
            taken = one.get(W + "author") in self.accepted
            if (name in COME and not taken) or (name in GONE and taken):
                return False
        return True

    def _words(self, element):
        made = ""
        for one in element:
            name = one.tag.removeprefix(W)
            taken = one.get(W + "author") in self.accepted
            if (name in COME and not taken) or (name in GONE and taken):
                continue
            if name in ("t", "delText"):
                made += one.text or ""
            elif name == "br":
                made += "\n"
            elif name == "tab":
                made += "\t"
            elif name == "footnoteReference":
                note = self.notes[one.get(W + "id")]
                lines = [self._words(each).strip() for each in note.findall(W + "p")]
                made += "⁽" + "\n".join(lines) + "⁾"
            elif name in (*GONE, *COME, "r"):
                made += self._words(one)
        return made

    def _plain(self, element):
        return "".join(one.text or "" for one in element.iter(W + "t"))
