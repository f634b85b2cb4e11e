"""The codes that a document is described by, with their words: most come from the procedures.

Kinds and originators are those that the options of the procedures name (domain.md A.6, AMB-19),
with a few that no procedures need to name.
"""

from collections.abc import Mapping
from datetime import datetime

from cochair.procedure.book import Book
from cochair.procedure.checks.documents import EXCLUDED_KINDS
from cochair.procedure.clause import Words
from cochair.procedure.refusal import _

KINDS_OPTION, ORIGINATORS_OPTION = "languages.scope.kinds", "languages.scope.originators"
FINAL_OPTION = "final_document.kinds"
NON_PAPER, RECORD, CORRIGENDUM = "non_paper", "record", "corrigendum"
AGENDA, PROCEDURE_PROPOSAL = "agenda", "procedure_proposal"
MEMBER, ORGANISATION, NOBODY = "MEMBER", "ORGANISATION", "NONE"

KIND_WORDS = {
    "note": _("Note"),
    NON_PAPER: _("Non-paper"),
    "presentation": _("Presentation"),
    "press_line": _("Press line"),
    "room_document": _("Room document"),
    CORRIGENDUM: _("Corrigendum"),
    "letter": _("Letter"),
}
# Every meeting has both, whether or not the procedures name them among the kinds.
RECORD_WORDS, AGENDA_WORDS = _("Record of a meeting"), _("Agenda of a meeting")
ORIGINATOR_WORDS = {
    MEMBER: _("A member State"),
    ORGANISATION: _("An institution or agency"),
    NOBODY: _("No originator named"),
}
PHASES = {
    "pre": _("before the session"),
    "in": _("submitted during the session"),
    "post": _("after the session"),
}
REFERENCES = {
    "previous": _("Previous document"),
    "see": _("See also"),
    "answers": _("Answers"),
    "replaces": _("Replaces"),
}
PURPOSES = {
    "information": _("for information"),
    "comment": _("for comment"),
    "decision": _("for decision"),
}
assert set(KIND_WORDS) >= EXCLUDED_KINDS


def kinds(book: Book) -> Mapping[str, Words | str]:
    """Every kind of document: words in each language from the procedures, or an English msgid."""
    proposal = {PROCEDURE_PROPOSAL: _("Proposal to amend the working procedures")}
    own = {RECORD: RECORD_WORDS, AGENDA: AGENDA_WORDS}
    return {**own, **proposal, **_named(book, KINDS_OPTION), **KIND_WORDS}


def adopted_kinds(book: Book) -> Mapping[str, Words | str]:
    """The kinds of document with which a meeting may end, and its record, as for `kinds`."""
    option = book.options.get(FINAL_OPTION)
    allowed = option.allowed.get("of", ()) if option and isinstance(option.allowed, Mapping) else ()
    labels = option.value_labels if option else {}
    # A forum that gives a kind no words has its code read as words.
    named = {code: labels.get(code) or code.replace("_", " ") for code in map(str, allowed)}
    return {**named, RECORD: RECORD_WORDS}


def originators(book: Book) -> Mapping[str, Words | str]:
    """Everybody a document may come from, as for `kinds`."""
    return {**ORIGINATOR_WORDS, **_named(book, ORIGINATORS_OPTION)}


def presidency_of(book: Book, party: str) -> str:
    """The code under which the presidency of a Party originates documents; empty when none."""
    known = originators(book)
    return next(
        (
            group.code
            for group in book.groups.values()
            if group.kind == "presidency" and group.side == party and group.code in known
        ),
        "",
    )


def presidencies(book: Book) -> frozenset[str]:
    """The codes of presidencies that each belong to one Party."""
    return frozenset(one.code for one in book.groups.values() if one.kind == "presidency")


def both_of(book: Book) -> str:
    """The code under which both presidencies originate documents together; empty when none.

    The first originator of the option that is neither a presidency alone nor somebody else.
    """
    option = book.options.get(ORIGINATORS_OPTION)
    labels = option.value_labels if option else {}
    return next(
        (code for code in labels if code not in presidencies(book) | set(ORIGINATOR_WORDS)), ""
    )


def required_languages(book: Book, values: Mapping[str, object]) -> tuple[str, ...]:
    """The languages in which documents of the presidencies are owed, the first one first.

    `values` are the options as they stand (`compliance.queries.option_values` gives them above).
    """
    option = book.options.get("languages.required")
    value = values.get("languages.required", option.value if option else book.languages)
    return tuple(map(str, value)) if isinstance(value, list | tuple) else book.languages


def year_of(at: datetime, zone: str) -> int:
    """The year in which a number is given: the civil year in the forum's zone."""
    from cochair.procedure.calendar import civil_day

    return civil_day(at, zone).year


def _named(book: Book, key: str) -> Mapping[str, Words]:
    option = book.options.get(key)
    return dict(option.value_labels) if option else {}
