"""What stands against a step in the room."""

from collections.abc import Mapping
from datetime import datetime

from cochair.features.agendas.refusals import REASON
from cochair.features.conduct import course, labels
from cochair.features.conduct.course import Course
from cochair.features.meetings import machine
from cochair.features.meetings.models import Meeting
from cochair.procedure.alphabets import unprinted
from cochair.procedure.book import Book
from cochair.procedure.reason import has_words, in_a_sentence
from cochair.procedure.refusal import Refusal, Sentence, _

CONCLUSION, LONGEST_TURN = 2000, 60 * 60
OTHERWISE: Mapping[str, str] = {
    course.OPENED: _(
        "Item {number} is {stands}: it cannot be opened. Reopen the item to continue."
    ),
    course.CONCLUDED: _("Item {number} is {stands}: only an open item can be concluded."),
    course.DEFERRED: _("Item {number} is {stands}: it cannot be deferred."),
    course.DISCUSSED: _("Item {number} is already an item for discussion."),
    course.REOPENED: _("Item {number} is {stands}: only a concluded item can be reopened."),
    course.LIMITED: _("Item {number} is {stands}: no speaking time can be set."),
    course.OBSERVERS: _(
        "Item {number} is {stands}: nobody can be given the floor on it any longer."
    ),
}


def step(
    code: str, meeting: Meeting, item: Course | None, at: datetime
) -> tuple[Refusal | None, ...]:
    """What stands against a step on an item: the state of the meeting, or how the item stands."""
    closed = machine.refusal("item.conduct", meeting, at)
    if closed is not None:
        return (closed,)
    if item is None:
        return (Refusal("practice", _("There is no such item on the current agenda.")),)
    if item.allows(code):
        return ()
    facts = {"number": item.number, "stands": Sentence(labels.STANDS[item.stands])}
    return (Refusal("practice", OTHERWISE[code], facts),)


def conclusion(said: Mapping[str, str], kind: str, book: Book) -> tuple[Refusal | None, ...]:
    """What stands against a conclusion: a short text in one language of the forum at least."""
    return (
        None if said else Refusal("practice", _("Enter the conclusion in at least one language.")),
        None
        if set(said) <= set(book.languages)
        else Refusal("practice", _("This is not a language of the forum.")),
        *(_text(one, CONCLUSION) or in_a_sentence(one) for one in said.values()),
        None
        if kind in {"", *labels.KINDS}
        else Refusal("practice", _("There is no such type of conclusion.")),
    )


def deferral(reason: str, target: str, known: frozenset[str]) -> tuple[Refusal | None, ...]:
    """What stands against putting an item off: a reason is needed, a meeting is one that is known."""
    return (
        None
        if has_words(reason)
        else Refusal(
            "practice", _("Give the reason for deferring the item. All participants can read it.")
        ),
        _text(reason, REASON),
        None
        if not target or target in known
        else Refusal(
            "meeting", _("There is no other meeting called “{meeting}”."), {"meeting": target}
        ),
    )


def limit(seconds: int) -> Refusal | None:
    """A refusal of a time that is none: between nothing, for no limit, and an hour."""
    if 0 <= seconds <= LONGEST_TURN:
        return None
    return Refusal("practice", _("A speaker may have at most one hour."))


def _text(said: str, most: int) -> Refusal | None:
    if len(said) > most:
        return Refusal(
            "practice", _("This text may have at most {number} characters."), {"number": most}
        )
    return unprinted(said)
