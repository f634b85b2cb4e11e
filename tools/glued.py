"""Sentences that a program puts together: what may not be glued, in translations and in templates.

A name has an article, a gender and a number, which no message knows: in Spanish and Portuguese it
never follows a preposition or an article, but stands after a colon, in brackets, or is the subject.
A message of a template is a whole sentence, title or label: no text is set before or after it
to finish it.  `tools/messages.py check` and a house test read this module.
"""

import re
from collections.abc import Iterator, Mapping

# The places of a message that hold the name of somebody or something, in the words of the sources.
NAMES = [
    "actor",
    "agency",
    "author",
    "body",
    "configuration",
    "country",
    "d",
    "decision",
    "delegation",
    "delegations",
    "document",
    "documents",
    "group",
    "holder",
    "holders",
    "instrument",
    "invited",
    "invitee",
    "leader",
    "m",
    "meeting",
    "member",
    "o",
    "observer",
    "office",
    "organisation",
    "owner",
    "parties",
    "party",
    "presidency",
    "previous_meeting",
    "proposer",
    "speaker",
    "state",
    "voice",
    "whom",
]
PLACE = rf"(?:\{{(?:{'|'.join(NAMES)})\}}|%\((?:{'|'.join(NAMES)})\)s)"
BEFORE: Mapping[str, str] = {
    "es": "de del a al en por con para el la los las un una unos unas y desde hasta sobre según entre"
    " ante bajo contra hacia sin tras",
    "pt": "de do da dos das dum duma em no na nos nas num numa a ao à aos às por pelo pela pelos pelas"
    " o os as um uma uns umas com para desde até sobre segundo entre ante contra perante sem sob",
}
GLUED = {
    language: re.compile(rf"\b(?:{'|'.join(words.split())})\s+{PLACE}", re.IGNORECASE)
    for language, words in BEFORE.items()
}
# The short word of a label before a date, which any language says so: until, since, on.
MESSAGE = r"\{%\s*trans(?:late)?\s+\"([^\"]*)\"\s*%\}"
VALUE = r"(?:\{\{[^}]*\}\}|\{%\s*(?:day|moment|due|clock|span|code_name)\s[^%]*%\})"
# A message that waits for more: it ends with a word that needs another.
OPEN = re.compile(r"\b(?:of|by|at|for|from|to|the|and|with|an?|is|was|are|were|has|have|or|in|on)$")
# A value may stand in a mark of its own, and be chosen or typed by the reader.
MARK = r"(?:<(?:a|b|em|small|span|strong)\b[^>]*>\s*)?"
FIELD = r"<(?:input|select)\b"
OPENED = re.compile(rf"{MESSAGE}\s*(?:{MARK}{VALUE}|{FIELD})")
CLOSED = re.compile(rf"{VALUE}\s*{MESSAGE}")


def name(text: str, language: str) -> str:
    """Where a translation sets an article or a preposition before a name; empty where it does not."""
    found = GLUED[language].search(text) if language in GLUED else None
    return found[0] if found else ""


def fragments(template: str) -> Iterator[str]:
    """The messages of a template that a value finishes or begins: halves of sentences."""
    for found in OPENED.finditer(template):
        if OPEN.search(found[1]):
            yield " ".join(found[0].split())
    for found in CLOSED.finditer(template):
        if found[1][:1].islower():
            yield " ".join(found[0].split())
