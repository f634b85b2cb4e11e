"""What stands against an entry of the glossary; each a value, never raised here."""

from collections.abc import Collection, Mapping, Sequence

from cochair.documents.exchange.memories import LONGEST_DEFINITION, LONGEST_NAME, MOST_NAMES
from cochair.documents.models import Term
from cochair.meetings.people.person import is_printed
from cochair.procedure.refusal import Refusal, _

CLAUSE = "practice"
LONGEST_SOURCE = 200


def in_two_languages(words: Mapping[str, Sequence[str]]) -> Refusal | None:
    """A refusal for a term that has a name in fewer than two languages."""
    if sum(bool(names) for names in words.values()) > 1:
        return None
    return Refusal(CLAUSE, _("A term has a name in two languages at least."))


def names_fit(*some: Mapping[str, Sequence[str]]) -> Refusal | None:
    """A refusal for names that are too many, too long, or cannot be printed."""
    each = [names for one in some for names in one.values()]
    if any(len(names) > MOST_NAMES for names in each):
        return Refusal(
            CLAUSE, _("A term has up to {number} names in a language."), {"number": MOST_NAMES}
        )
    if any(len(name) > LONGEST_NAME or not is_printed(name) for names in each for name in names):
        return Refusal(
            CLAUSE,
            _("A name has up to {number} signs, all of which can be printed."),
            {"number": LONGEST_NAME},
        )
    return None


def no_contradiction(
    words: Mapping[str, Sequence[str]], avoid: Mapping[str, Sequence[str]]
) -> Refusal | None:
    """A refusal for a name that is to be used and to be avoided."""
    for code, names in avoid.items():
        for name in names:
            if name.casefold() in {one.casefold() for one in words.get(code, ())}:
                return Refusal(
                    CLAUSE, _("“{name}” cannot be used and avoided at once."), {"name": name}
                )
    return None


def texts_fit(definition: Mapping[str, str], source: str) -> Refusal | None:
    """A refusal for a meaning or a source that is too long or cannot be printed."""
    long = any(len(said) > LONGEST_DEFINITION for said in definition.values())
    texts = (" ".join(said.split()) for said in (*definition.values(), source))
    if long or len(source) > LONGEST_SOURCE or not all(map(is_printed, texts)):
        return Refusal(CLAUSE, _("The meaning or the source is too long, or cannot be printed."))
    return None


def languages_known(codes: Collection[str], known: Collection[str]) -> Refusal | None:
    """A refusal for a language that the forum does not have."""
    if set(codes) <= set(known):
        return None
    return Refusal(CLAUSE, _("That is no language of the forum."))


def in_use(term: Term) -> Refusal | None:
    """A refusal for a term that was retired."""
    if term.ended_at is None:
        return None
    return Refusal(CLAUSE, _("This term was retired: enter a new one."))


def of_a_party(party: str) -> Refusal | None:
    """A refusal for an office that belongs to no Party."""
    if party:
        return None
    return Refusal(CLAUSE, _("Only an office of a Party agrees to a term."))
