"""Write and translate a paragraph without losing a word of anybody's.

Whoever writes says which edition was read. If another one came in between, nothing is overwritten:
both wordings are given back. A change of substance in one language leaves the others behind; a
correction of form, or a translation of what is said now, does not.

Source: domain B.6 (CB-27); corrections.md section 4 ("Refusals", 409 with both texts).
"""

from dataclasses import dataclass, replace
from datetime import datetime

from cochair.procedure.refusal import Refusal, _, require
from cochair.procedure.text.shape import (
    Edition,
    NegotiatedText,
    Operation,
    Paragraph,
)
from cochair.procedure.text.stages import AD_REFERENDUM, AGREED, PROPOSE, paragraph_state


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else wrote meanwhile: what both had read, what is there now, and what was sent."""

    paragraph: str
    language: str
    number: int
    read: str
    theirs: str
    yours: str


def edit(
    text: NegotiatedText,
    paragraph: str,
    language: str,
    words: str,
    *,
    read: int,
    by: str,
    at: datetime,
    editorial: bool = False,
) -> NegotiatedText | Conflict:
    """The text with a paragraph in new words; `read` is the number of the edition that was read.

    Unless `editorial`, the other languages are stale from then on. Raises Refused for an unknown
    language, for a paragraph on which proposals are open (they speak of its words), and for a
    change of substance of one that is agreed.
    """
    found = text.paragraph(paragraph)
    spoken_of = any(one.operation is not Operation.MOVE for one in text.open_on(paragraph))
    stands = paragraph_state(text, found)
    agreed = not editorial and stands in (AGREED, AD_REFERENDUM)
    message = _(
        "There are open proposals on this paragraph. Settle them, or make a proposal of your own."
    )
    require(
        _unknown(text, language),
        text.no(message) if spoken_of and language == text.negotiation else None,
        text.no(PROPOSE.otherwise) if agreed else None,
    )
    sense = found.sense if editorial else found.sense + 1
    own = found.senses.get(language, 0) if editorial else sense
    return _written(text, replace(found, sense=sense), language, words, own, read, by, at)


def translate(
    text: NegotiatedText,
    paragraph: str,
    language: str,
    words: str,
    *,
    sense: int,
    read: int,
    by: str,
    at: datetime,
) -> NegotiatedText | Conflict:
    """The text with a paragraph translated from what it said at `sense`.

    The language is abreast if that is still what the paragraph says, and stays behind otherwise.
    Raises Refused for an unknown language.
    """
    found = text.paragraph(paragraph)
    require(_unknown(text, language))
    own = max(min(sense, found.sense), found.senses.get(language, 0))
    return _written(text, found, language, words, own, read, by, at)


def history(text: NegotiatedText, of: str, language: str) -> tuple[Edition, ...]:
    """Every wording of a paragraph or proposal in a language, the oldest first."""
    return tuple(one for one in text.editions if (one.of, one.language) == (of, language))


def stale(text: NegotiatedText) -> tuple[tuple[str, str], ...]:
    """What lags behind: the id of a paragraph and a language, in the order of the text."""
    return tuple(
        (one.id, language) for one in text.current for language in one.stale(text.languages)
    )


def _written(
    text: NegotiatedText,
    paragraph: Paragraph,
    language: str,
    words: str,
    sense: int,
    read: int,
    by: str,
    at: datetime,
) -> NegotiatedText | Conflict:
    number, there = paragraph.numbers.get(language, 0), paragraph.words.get(language, "")
    if read != number:
        past = {one.number: one.words for one in history(text, paragraph.id, language)}
        return Conflict(paragraph.id, language, number, past.get(read, ""), there, words)
    changed = replace(
        paragraph,
        words={**paragraph.words, language: words},
        numbers={**paragraph.numbers, language: number + 1},
        senses={**paragraph.senses, language: sense},
    )
    edition = Edition(paragraph.id, language, number + 1, words, by, at)
    return replace(text.with_paragraph(changed), editions=(*text.editions, edition))


def _unknown(text: NegotiatedText, language: str) -> Refusal | None:
    if language in text.languages:
        return None
    return text.no(_("This text has no version in that language."))
