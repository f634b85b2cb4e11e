"""What the procedures say of virtual contacts: for whom, after which declaration.

Source: domain.md A.6 (AMB-05 to AMB-07).  The list of circumstances is practice; a forum may
name its own in the option `extraordinary.reasons`.
"""

from cochair.procedure.book import Book
from cochair.procedure.refusal import Refusal, _

VIRTUAL, ON_CIRCUMSTANCES = "virtual", "extraordinary"
REASONS_OPTION, COUNTS_OPTION = "extraordinary.reasons", "virtual_contact.counts_as_meeting"
DECLARATION_CHECK = "virtual_requires_declaration"
ASK = "ask"

CIRCUMSTANCES = {
    "health": _("health"),
    "security": _("security"),
    "transport": _("transport"),
    "natural_disaster": _("natural disaster"),
    "political_urgency": _("political urgency"),
    "other_circumstance": _("other circumstances"),
}


def circumstances(book: Book) -> tuple[str, ...]:
    """The codes from which both choose, in their order."""
    option = book.options.get(REASONS_OPTION)
    own = option.value if option is not None else None
    return tuple(map(str, own)) if isinstance(own, list | tuple) and own else tuple(CIRCUMSTANCES)


def word(code: str) -> str:
    """The English word of a circumstance; the code itself where a forum has its own."""
    return CIRCUMSTANCES.get(code, code)


def needs_declaration(book: Book, configuration: str) -> bool:
    """Whether a virtual contact of a configuration rests on extraordinary circumstances."""
    return VIRTUAL in book.configurations[configuration].formats.get(ON_CIRCUMSTANCES, ())


def clause(book: Book, configuration: str) -> str:
    """The clause on virtual contacts of a configuration, or `practice` where there is none."""
    return book.clause_for(DECLARATION_CHECK, configuration)


def to_be_virtual(book: Book, configuration: str) -> Refusal | None:
    """A refusal where the procedures know no virtual form of a configuration."""
    if any(VIRTUAL in names for names in book.configurations[configuration].formats.values()):
        return None
    return Refusal(
        clause(book, configuration),
        _(
            "The procedures do not provide for a virtual format for this type of meeting: "
            "{configuration}."
        ),
        {"configuration": book.configurations[configuration].title},
    )


def to_convert(book: Book, configuration: str) -> Refusal | None:
    """A refusal where no circumstances are needed: there the form alone is changed."""
    if needs_declaration(book, configuration):
        return None
    return to_be_virtual(book, configuration) or Refusal(
        "practice",
        _(
            "This meeting may be virtual by agreement. Agree on its format and fix its "
            "date instead."
        ),
    )


def circumstance(book: Book, code: str) -> Refusal | None:
    """A refusal for a circumstance that is none of the list."""
    if code in circumstances(book):
        return None
    return Refusal(
        "practice", _("Select from the list the circumstances that both co-presidencies declare.")
    )
