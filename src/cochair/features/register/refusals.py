"""What stands against an entry in the register or a change of it; each a value, never raised here."""

from collections.abc import Collection, Mapping
from datetime import datetime

from cochair.features.documents.marking import Marking
from cochair.features.documents.models import Document, Revision
from cochair.features.documents.vocabulary import MEMBER, NOBODY, NON_PAPER, ORGANISATION
from cochair.features.parties.offices import ActingOffice, Role
from cochair.procedure.alphabets import is_printed, plain_to_see, unprinted
from cochair.procedure.refusal import Refusal, _

CLAUSE = "practice"
LONGEST_TITLE, LONGEST_TEXT, LONGEST_SYMBOL = 300, 4000, 64


def titled(title: Mapping[str, str], source: str) -> Refusal | None:
    """A refusal for an entry without a title in the language it is written in."""
    if title.get(source, "").strip():
        return None
    return Refusal(CLAUSE, _("Enter the title in the language of the text."))


def printed(*texts: str) -> Refusal | None:
    """A refusal for signs that cannot be printed, and for more of them than a list can carry."""
    if (wrong := unprinted(*texts)) is not None:
        return wrong
    if any(len(text) > LONGEST_TEXT for text in texts):
        return Refusal(
            CLAUSE,
            _("This is too long: the limit is {number} characters."),
            {"number": LONGEST_TEXT},
        )
    return None


def short(title: Mapping[str, str]) -> Refusal | None:
    """A refusal for a title that no list can carry."""
    if all(len(words) <= LONGEST_TITLE for words in title.values()):
        return None
    return Refusal(
        CLAUSE, _("A title may have up to {number} characters."), {"number": LONGEST_TITLE}
    )


def known(value: str, among: Mapping[str, object], what: str) -> Refusal | None:
    """A refusal for a code that is none; `what` is a sentence with {value}."""
    if value in among:
        return None
    return Refusal(CLAUSE, what, {"value": value})


UNKNOWN_KIND = _("“{value}” is not a type of document of this forum.")
UNKNOWN_ORIGINATOR = _("“{value}” is not an originator of documents in this forum.")
UNKNOWN_MARKING = _("“{value}” is not a marking.")
UNKNOWN_LANGUAGE = _("“{value}” is not a language of the forum.")
UNKNOWN_PHASE = _("“{value}” is not a stage of a meeting.")
UNKNOWN_PURPOSE = _("“{value}” is not a purpose of circulation.")
UNKNOWN_REFERENCE = _("“{value}” is not a type of reference.")


def in_its_name(
    by: ActingOffice, originator: str, presidency: str, presidencies: Collection[str]
) -> Refusal | None:
    """A refusal where an office writes in a name that is not its own.

    A Party's offices write for its presidency, for both, or for the joint secretariat; a
    delegation for its State; an institution for itself.  Anybody may leave a name out.
    `presidency` is the code of the own one, `presidencies` those of all.
    """
    if originator == NOBODY:
        return None
    if by.role is Role.DELEGATION_HEAD:
        allowed = originator == MEMBER
    elif by.organisation:
        allowed = originator == ORGANISATION
    else:
        others = originator not in {MEMBER, ORGANISATION}
        allowed = others and (originator == presidency or originator not in presidencies)
    if allowed:
        return None
    return Refusal(
        CLAUSE, _("Your office may not register documents on behalf of that originator.")
    )


def fits(marking: str, by: ActingOffice, *, with_meeting: bool) -> Refusal | None:
    """A refusal for a marking that this office cannot give, or that needs a meeting."""
    if marking == Marking.PARTICIPANTS and not with_meeting:
        return Refusal(CLAUSE, _("The marking “Participants” needs a meeting. Choose one."))
    in_charge = by.role in {Role.CO_PRESIDENCY, Role.SECRETARIAT}
    if marking == Marking.PRESIDENCIES and not in_charge:
        return Refusal(
            CLAUSE,
            _(
                "Only co-presidencies and secretariats may register documents that "
                "only they can read."
            ),
        )
    if marking == Marking.INTERNAL and not by.party:
        return Refusal(CLAUSE, _("Only an office of a Party may write an internal document."))
    return None


def numbered(kind: str) -> bool:
    """Whether a kind of document takes a number: a non-paper does not (CB-45)."""
    return kind != NON_PAPER


def still_there(document: Document) -> Refusal | None:
    """A refusal for a document that was withdrawn."""
    if document.withdrawn_at is None:
        return None
    return Refusal(CLAUSE, _("This document has been withdrawn. Register a new one."))


def not_circulated(revision: Revision) -> Refusal | None:
    """A refusal for a revision that went out already."""
    if revision.circulated_at is None:
        return None
    return Refusal(CLAUSE, _("This revision has already been circulated."))


def last_is_out(revision: Revision | None) -> Refusal | None:
    """A refusal to begin a revision while the last one was not circulated."""
    if revision is None or revision.circulated_at is not None:
        return None
    return Refusal(
        CLAUSE, _("The current revision has not been circulated yet. Change that revision instead.")
    )


def has_words(revision: Revision, released: bool) -> Refusal | None:
    """A refusal to circulate a revision of which no language is released."""
    if released:
        return None
    return Refusal(
        CLAUSE,
        _("No language version of this revision has been released, so nobody could read it."),
    )


def to_come(until: datetime | None, at: datetime) -> Refusal | None:
    """A refusal for a time for comments that is over when it begins."""
    if until is None or until > at:
        return None
    return Refusal("calendar", _("The round of comments would already have ended."))


def no_such(symbol: str) -> Refusal:
    """The refusal for a number under which this office finds nothing."""
    return Refusal(
        CLAUSE, _("There is no document with the number “{symbol}”."), {"symbol": symbol}
    )


def a_symbol(symbol: str) -> Refusal | None:
    """A refusal for a number of a document that is empty, too long, not to be printed, or deceives."""
    if symbol and len(symbol) <= LONGEST_SYMBOL and is_printed(symbol):
        return plain_to_see(symbol)
    return Refusal(CLAUSE, _("Enter the number as it is printed on the document."))
