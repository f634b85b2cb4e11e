"""What stands against an act on a text beside what the core says; each a value, never raised here."""

from collections.abc import Sequence
from datetime import date, datetime

from cochair.features.files.refusal_texts import classified
from cochair.procedure.alphabets import unprinted
from cochair.procedure.calendar import zone_named
from cochair.procedure.refusal import Refusal, _

PRACTICE = "practice"
LONGEST, MOST = 20_000, 1000
NOT_THE_AUTHOR = Refusal(PRACTICE, _("Only the author of a proposal may withdraw or change it."))
NOTHING_CHANGED = Refusal(PRACTICE, _("This is already the current text."))


def printed(*texts: str) -> Refusal | None:
    """A refusal for signs that cannot be printed, too many of them, and words marked classified."""
    if (wrong := unprinted(*texts)) is not None:
        return wrong
    if any(len(text) > LONGEST for text in texts):
        message = _("This is too long for one paragraph: the limit is {number} characters.")
        return Refusal(PRACTICE, message, {"number": LONGEST})
    return classified(texts)


def written(words: str) -> Refusal | None:
    """A refusal for no words at all."""
    return None if words.strip() else Refusal(PRACTICE, _("Enter the text."))


def some(drafts: Sequence[object]) -> Refusal | None:
    """A refusal for no proposal, and for more at once than anybody reads."""
    if not drafts:
        return Refusal(PRACTICE, _("Nothing was proposed."))
    if len(drafts) > MOST:
        message = _("At most {number} proposals may be made at once.")
        return Refusal(PRACTICE, message, {"number": MOST})
    return None


def to_come(until: date | None, at: datetime, zone: str) -> Refusal | None:
    """A refusal for a day that is over in the zone of the forum."""
    if until is None or until >= at.astimezone(zone_named(zone)).date():
        return None
    return Refusal(PRACTICE, _("This day has passed."))


def instructed(by_both: bool) -> Refusal | None:
    """A refusal where nobody says that both co-chairs want their text to be changed so."""
    if by_both:
        return None
    message = _("This is a joint text: confirm that both co-chairs have agreed to the change.")
    return Refusal("two-keys", message)
