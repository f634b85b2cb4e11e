"""What a delegation says beside a text, as it is typed or sent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cochair.features.register import refusals
from cochair.features.room.labels import FOOTNOTE_NAMED, PRINTED
from cochair.procedure.consent import digest_of
from cochair.procedure.outcome import StatementKind
from cochair.procedure.refusal import Refusal, _

PRACTICE = "practice"
MOST_PARAGRAPHS, LONGEST_ID = 200, 64
NO_PARAGRAPHS = _("These are not paragraphs of a text.")


@dataclass(frozen=True, slots=True)
class Said:
    """A statement: its kind, its words by language, the paragraphs, and how it is printed."""

    kind: StatementKind
    words: Mapping[str, str]
    paragraphs: tuple[str, ...] = ()
    printed: str = FOOTNOTE_NAMED

    @property
    def sent(self) -> str:
        """The digest of what was sent, so that what is sent twice is kept once."""
        return digest_of(
            {
                "kind": self.kind.value,
                "words": dict(self.words),
                "paragraphs": list(self.paragraphs),
                "printed": self.printed,
            }
        )


def unfit(said: Said, text: Iterable[str]) -> tuple[Refusal | None, ...]:
    """What is wrong with a statement on a text with these paragraphs, beside what the core asks."""
    known = (
        None
        if said.printed in PRINTED
        else Refusal(PRACTICE, _("Choose how the statement is printed."))
    )
    return (known, refusals.printed(*said.words.values()), _unknown(said, text))


def _unknown(said: Said, text: Iterable[str]) -> Refusal | None:
    """A note that hangs on no paragraph would be printed nowhere."""
    if set(said.paragraphs) <= set(text):
        return unfit_paragraphs(said.paragraphs)
    return Refusal(PRACTICE, NO_PARAGRAPHS)


def unfit_paragraphs(paragraphs: tuple[str, ...]) -> Refusal | None:
    """Why these cannot be the ids of paragraphs, if so."""
    if len(paragraphs) <= MOST_PARAGRAPHS and all(
        one.isprintable() and 0 < len(one) <= LONGEST_ID for one in paragraphs
    ):
        return None
    return Refusal(PRACTICE, NO_PARAGRAPHS)
