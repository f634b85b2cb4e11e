"""Why what is expected of a commitment cannot be written, or not be agreed to."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from cochair.features.commitments.models import Commitment, Expectation
from cochair.features.follow_up.refusals import printed
from cochair.procedure.calendar import outside_calendar
from cochair.procedure.reason import is_reason
from cochair.procedure.refusal import Refusal, Sentence, _
from cochair.web import localize

# A result and a way to measure it are a sentence, not two words.
FEWEST_WORDS = 5
LONGEST = 2000
EXPECTED = _("expected result")
MEASURED = _("how it is measured")


def words_in(text: str) -> int:
    """How many words a text has; figures and signs alone are none, nor is one word again and again."""
    if not is_reason(text, FEWEST_WORDS):
        return 0
    return sum(any(sign.isalpha() for sign in one) for one in text.split())


def says_enough(
    texts: Mapping[str, str], languages: Collection[str], what: str, fewest: int = FEWEST_WORDS
) -> Refusal | None:
    """A text has a sentence in every language; `what` is an English msgid that names it."""
    if any(len(one) > LONGEST for one in texts.values()):
        return Refusal("practice", _("Write at most {number} characters."), {"number": LONGEST})
    short = tuple(code for code in languages if words_in(texts.get(code, "")) < fewest)
    if not short:
        return printed(*texts.values())
    return Refusal(
        "practice",
        _("Missing: {what}, at least {number} words in {languages}."),
        {"what": Sentence(what), "number": fewest, "languages": localize.languages(short)},
    )


def in_force(row: Commitment) -> Refusal | None:
    """Something is expected only of a commitment in force."""
    if row.state == "in_force":
        return None
    return Refusal("practice", _("{number} is no longer in force."), {"number": row.slug})


def at_levels(levels: Collection[str], known: Collection[str]) -> Refusal | None:
    """A commitment is carried out at one level at least."""
    if levels and set(levels) <= set(known):
        return None
    return Refusal("practice", _("Select at least one level."))


def to_come(until: date, today: date) -> Refusal | None:
    """A result is expected by a day to come (civil days)."""
    outside = outside_calendar(until)
    if outside is not None or until > today:
        return outside
    return Refusal("calendar", _("{day} is not in the future."), {"day": until})


def to_agree(rows: Iterable[Expectation | None]) -> Refusal | None:
    """Both agree to drafts, of commitments in force, and to at least one."""
    found = list(rows)
    if found and all(
        one is not None and one.agreed_at is None and one.commitment.state == "in_force"
        for one in found
    ):
        return None
    return Refusal("practice", _("Write first what is expected of at least one commitment."))
