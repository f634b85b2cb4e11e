"""The smallest pieces of a Word file: its namespace, words within a run, a paragraph of one look."""

import re
from xml.sax.saxutils import escape

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
UNPRINTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def words(text: str) -> str:
    """Words with tabulators and breaks as elements of their own."""
    made = ""
    for piece in re.split(r"([\t\n\u2011])", UNPRINTED.sub("", text.replace("\r", ""))):
        if piece == "\t":
            made += "<w:tab/>"
        elif piece == "\n":
            made += "<w:br/>"
        elif piece == "\u2011":
            made += "<w:noBreakHyphen/>"
        elif piece:
            made += f'<w:t xml:space="preserve">{escape(piece)}</w:t>'
    return made


def paragraph(text: str, style: str) -> str:
    """A paragraph in a named style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r>{words(text)}</w:r></w:p>'
