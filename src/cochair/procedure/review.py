"""What the procedures say of their own review, and what a new version of them may not change.

Source: I.2.agree, II.2.functions.c; domain.md A.6 (AMB-33), C.4 (procedure version).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cochair.procedure.book import Book
from cochair.procedure.checks.arguments import texts
from cochair.procedure.clause import Clause
from cochair.procedure.differences import Fate, differences
from cochair.procedure.refusal import Refusal, _

PRACTICE = "practice"
# A forum is not made another one by a review: rows, keys and days hang on these.
FIXED = frozenset(
    {"forum", "title", "short_title", "about", "series", "zone", "languages", "parties", "pattern"}
)
# Rows name these by their codes, so that none of them goes.
NAMED_BY_ROWS = frozenset({"configurations", "groups", "places", "taxonomy", "ranks"})
_NUMBER = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){1,3}")


class ReviewOutcome(StrEnum):
    """With what a review of the procedures ends."""

    NO_CHANGE = "no_change"
    AMENDED = "amended"
    MANDATE_GIVEN = "mandate_given"


@dataclass(frozen=True, slots=True)
class Reviewer:
    """The configuration that reviews the procedures, the function it does so by, and its clause."""

    configuration: str
    tag: str
    clause: str


def reviewers(book: Book) -> Mapping[str, Reviewer]:
    """Who reviews the procedures, by configuration: whoever's function asks for an outcome."""
    return {
        code: Reviewer(code, str(clause.check.args["tag"]), clause.id)
        for clause in book.clauses
        if clause.check.fn == "item_concluded"
        and "outcome" in texts(clause.check.args.get("needs"))
        for code in clause.configurations
    }


def adopter(book: Book) -> Reviewer | None:
    """The configuration that adopts procedures; None where they leave that open."""
    for clause in book.clauses:
        code = clause.check.args.get("configuration")
        if clause.check.fn == "procedure_adopted" and code:
            return Reviewer(str(code), "", clause.id)
    return None


def adopting_clause(book: Book) -> str:
    """The clause by which procedures are adopted, or `practice`."""
    found = adopter(book)
    return found.clause if found else PRACTICE


def unfit(base: Book, new: Book, *, taken: Iterable[str], today: date) -> tuple[Refusal, ...]:
    """Everything that keeps a draft from being the version after `base`; none when it may be.

    `taken` are the numbers that versions and other drafts have; `today` is the forum's civil day.
    """
    clause = adopting_clause(base)
    found = differences(base, new)
    answers = (
        unfit_number(new.version, (base.version, *taken), clause),
        _adopted_already(new, clause),
        unfit_day(new.effective_from, today, clause),
        None if found else Refusal(clause, _("This draft contains no differences.")),
        _fixed({one.part for one in found} & FIXED, clause),
        _gone(
            [one.key for one in found if one.part in NAMED_BY_ROWS and one.fate is Fate.REMOVED],
            clause,
        ),
        _no_longer_hard(base.clauses, new, clause),
        _silence_gone(base, new, clause),
    )
    return tuple(one for one in answers if one is not None)


def unfit_number(number: str, taken: Iterable[str], clause: str) -> Refusal | None:
    """Why a version is not called so: figures and points, and after all that there are."""
    if not _NUMBER.fullmatch(number):
        return Refusal(clause, _("Number a version with figures and points, such as 1.1."))
    latest = max((one for one in taken if _NUMBER.fullmatch(one)), key=_in_figures, default="0.0")
    if _in_figures(number) > _in_figures(latest):
        return None
    return Refusal(
        clause, _("Version {latest} already exists. Use a higher number."), {"latest": latest}
    )


def unfit_day(effective_from: date, today: date, clause: str) -> Refusal | None:
    """Why a version does not begin on a civil day: it begins after it was decided."""
    if effective_from > today:
        return None
    return Refusal(
        clause,
        _("A version must take effect on a future date, not on {day}."),
        {"day": effective_from},
    )


def _in_figures(number: str) -> tuple[int, ...]:
    found = [int(one) for one in number.split(".")]
    while found and found[-1] == 0:
        found.pop()
    return tuple(found)


def _adopted_already(new: Book, clause: str) -> Refusal | None:
    if not new.adopted:
        return None
    return Refusal(clause, _("A draft has not been adopted: remove “adopted_by” from the file."))


def _fixed(parts: Iterable[str], clause: str) -> Refusal | None:
    named = tuple(sorted(parts))
    if not named:
        return None
    return Refusal(
        clause,
        _("A review may not change these parts of a forum: {parts}."),
        {"parts": named},
    )


def _gone(codes: Iterable[str], clause: str) -> Refusal | None:
    named = tuple(sorted(codes))
    if not named:
        return None
    return Refusal(
        clause,
        _("What is stored here uses these codes, which must be kept: {codes}."),
        {"codes": named},
    )


def _no_longer_hard(clauses: Iterable[Clause], new: Book, clause: str) -> Refusal | None:
    lost = tuple(
        one.id
        for one in clauses
        if one.is_hard and not (one.id in new.by_id and new.by_id[one.id].is_hard)
    )
    if not lost:
        return None
    return Refusal(
        clause,
        _("Nothing may be agreed without consensus: these clauses must stay hard: {clauses}."),
        {"clauses": lost},
    )


def _silence_gone(base: Book, new: Book, clause: str) -> Refusal | None:
    if base.silence is None or new.silence is not None:
        return None
    return Refusal(
        clause, _("The silence procedure cannot be removed: texts have been adopted by it.")
    )
