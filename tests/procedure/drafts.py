"""A declaration of four paragraphs in three languages, and how Norland and Sudria work on it."""

from cochair.procedure.text import (
    Author,
    AuthorKind,
    Operation,
    Position,
    Proposal,
    Reservation,
    ReservationKind,
    Span,
    Value,
    first_text,
    propose,
    take_position,
)
from procedure.deciding import MINUTE, NORLAND, PARTIES, START, SUDRIA

LANGUAGES = ("en", "es", "pt")
ELM = Author(AuthorKind.DELEGATION, NORLAND, "elm")
MAR = Author(AuthorKind.DELEGATION, SUDRIA, "mar")
SOL = Author(AuthorKind.DELEGATION, SUDRIA, "sol")

WORDS = (
    ("p-1", "title", ("Declaration", "Declaración", "Declaração")),
    ("p-2", "operative", ("The Parties shall meet.", "Las Partes se reunirán.", "Vão reunir-se.")),
    ("p-3", "operative", ("They act on 12 areas.", "Actúan en 12 áreas.", "Agem em 12 áreas.")),
    ("p-4", "operative", ("They report.", "Informan.", "Informam.")),
)


def draft(words=WORDS):
    """The first draft, whole in every language."""
    paragraphs = [(id, kind, dict(zip(LANGUAGES, said, strict=True))) for id, kind, said in words]
    return first_text("t1", PARTIES, LANGUAGES, "en", paragraphs, by="chairs", at=START, clause="5")


def span(words, part):
    """The place of a part among words."""
    at = words.index(part)
    return Span(at, at + len(part))


def proposal(id="a", author=ELM, **changes):
    """A proposal on the second paragraph."""
    given = {
        "id": id,
        "author": author,
        "operation": Operation.REPLACE,
        "paragraph": "p-2",
        "at": START + MINUTE,
    }
    return Proposal(**given | changes)


def whole(id="a", words="The Parties meet.", **changes):
    """Another wording of the whole paragraph."""
    return proposal(id, words={"en": words}, **changes)


def part(id, old, new, base="The Parties shall meet.", **changes):
    """Other words for some of those of the paragraph."""
    return proposal(id, span=span(base, old), words={"en": new}, **changes)


def tabled(text, *proposals):
    """The text with proposals whose authors had read the first edition."""
    for one in proposals:
        text = propose(text, one, read=1)
    return text


def says(text, author, on, value=Value.CAN_ACCEPT, at=START + MINUTE):
    """The text with what an author says of a proposal."""
    return take_position(text, Position(author, on, value, at))


def held(id="r", by=ELM, kind=ReservationKind.GENERAL, **more):
    """A reservation on the whole text."""
    return Reservation(id, by, kind, START, **more)
