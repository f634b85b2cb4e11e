"""Why a point of action cannot be noted, or what it asks cannot be done with it."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from cochair.features.action_points.states import ENDS, LIVE
from cochair.features.agendas import refusals as agendas
from cochair.features.meetings.models import Meeting
from cochair.features.parties.offices import ActingOffice
from cochair.features.records.models import ActionPoint
from cochair.procedure.alphabets import UNREADABLE, is_printed, unprinted
from cochair.procedure.book import Book
from cochair.procedure.calendar import civil_day, outside_calendar
from cochair.procedure.reason import has_words, in_a_sentence
from cochair.procedure.refusal import Refusal, _

EVIDENCE, REASON = 300, 1000


def of_words(text: Mapping[str, str], language: str, book: Book) -> tuple[Refusal | None, ...]:
    """It is said in the language in which it was said first, in one line of each language."""
    said = (
        None
        if text.get(language)
        else Refusal(
            "practice", _("Enter what is to be done, in the language in which it was agreed.")
        )
    )
    return (said, *agendas.of_words(text, book))


def known_owner(code: str, known: Collection[str]) -> Refusal | None:
    """The owner is a member, an organisation or a Party of the forum."""
    if code in known:
        return None
    return Refusal("practice", _("Select the owner: a member, an organisation or a presidency."))


def known_item(key: str, known: Collection[str]) -> Refusal | None:
    """A point under an item names one of the agenda that stands."""
    if not key or key in known:
        return None
    return Refusal("practice", _("There is no such item on the agenda."))


def due_later(due: date, at: datetime, zone: str) -> Refusal | None:
    """What is to be done is due today at the earliest, by the calendar of the forum."""
    today = civil_day(at, zone)
    if due >= today:
        return outside_calendar(due)
    return Refusal("practice", _("The due date has passed: {day}."), {"day": due})


def still_to_do(row: ActionPoint) -> Refusal | None:
    """Nothing more is done with what is done, or what both dropped."""
    if row.state in LIVE:
        return None
    return Refusal("practice", _("This action point is settled: no action is needed."))


def as_recorded(
    row: ActionPoint, wanted: tuple[Mapping[str, str], str, str, date, str]
) -> Refusal | None:
    """What both approved in the record of a meeting is not changed by one office.

    `wanted` is words by language, the language in which they were said, owner, day and item.
    """
    text, *rest = wanted
    same = rest == [row.language, row.owner, row.due, row.item_key]
    if row.meeting.completed_at is None or (same and row.text.items() <= text.items()):
        return None
    return Refusal(
        "two-keys",
        _(
            "Both Parties approved the record that contains this action point. A "
            "translation may be added, and both co-presidencies may cancel or postpone "
            "the action point."
        ),
    )


def evidenced(line: str, clause: str) -> Refusal | None:
    """One line says in a sentence what was done and what shows it; `clause` asks for open points."""
    if not is_printed(line):
        return Refusal("practice", UNREADABLE)
    if line and "\n" not in line and len(line) <= EVIDENCE:
        return in_a_sentence(line, clause)
    return Refusal("practice", _("Give the evidence in one line: a document, a date or a figure."))


def may_report(row: ActionPoint, hat: ActingOffice) -> Refusal | None:
    """Only the owner says that a point is done."""
    if hat.reports_for and hat.reports_for == row.owner:
        return None
    return Refusal(
        "practice",
        _("Only the owner may report an action point as done: {owner}."),
        {"owner": row.owner},
    )


def of_target(row: ActionPoint, target: Meeting | None) -> Refusal | None:
    """A point goes on to another meeting of the forum, and not twice to the same."""
    if target is None or target.pk == row.meeting_id:
        return Refusal("practice", _("Select the next meeting."))
    if row.carried_to is not None and row.carried_to.meeting_id == target.pk:
        return Refusal("practice", _("That meeting already has this action point."))
    return None


def known_end(how: object) -> Refusal | None:
    """Both drop a point, or both put it off."""
    return (
        None
        if how in ENDS
        else Refusal("practice", _("Choose whether it is cancelled or postponed."))
    )


def reasoned(reason: str, clause: str) -> Refusal | None:
    """Everybody reads why, in a sentence; `clause` asks for open points."""
    if (wrong := unprinted(reason)) is not None:
        return wrong
    if has_words(reason) and len(reason) <= REASON:
        return in_a_sentence(reason, clause)
    return Refusal(
        "practice", _("Give a reason. Everyone who took part in the meeting can read it.")
    )
