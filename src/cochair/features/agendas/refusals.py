"""What stands against an item, a version or its publication; each cites what says so."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from cochair.features.agendas import items as agenda_items
from cochair.features.agendas import queries
from cochair.features.agendas.items import Item, Items
from cochair.features.agendas.queries import ADOPTED, STAGES, Version
from cochair.features.meetings import machine
from cochair.features.meetings.cycle_plan import REASON_AT_LEAST
from cochair.features.meetings.models import Meeting
from cochair.procedure.alphabets import UNREADABLE, is_printed, plain_to_see
from cochair.procedure.book import Book
from cochair.procedure.reason import has_words, in_a_sentence, is_reason
from cochair.procedure.refusal import Refusal, _
from cochair.web import localize

TITLE, REASON, TEXT, DOCUMENT = 300, 1000, 4000, 200
MOST_ITEMS, MOST_DOCUMENTS, MOST_MINUTES = 100, 30, 24 * 60
TAGGED = "items_tagged_and_points_carried"
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def of_item(item: Item, book: Book, configuration: str) -> tuple[Refusal | None, ...]:
    """What stands against an item as typed; a missing language does not, until publication."""
    return (
        _some_title(item.title),
        *of_words(item.title, book),
        _known_type(item.type),
        _known_tags(item, book),
        _reason_across(item, book, configuration),
        _minutes(item.minutes),
        *of_documents(item.documents),
        _ids(item.commitments),
        _printed((item.cross_reason, item.no_document_reason)),
        _short((item.cross_reason, item.no_document_reason), REASON),
    )


def of_words(title: Mapping[str, str], book: Book) -> tuple[Refusal | None, ...]:
    """What stands against a text in several languages, each on one line."""
    return (
        None
        if set(title) <= set(book.languages)
        else Refusal("practice", _("This is not a language of the forum.")),
        _short(title.values(), TITLE),
        _printed(title.values()),
        plain_to_see(*title.values()),
    )


def of_documents(documents: tuple[str, ...]) -> tuple[Refusal | None, ...]:
    """What stands against a list of documents, named by symbol or title."""
    return (
        _short(documents, DOCUMENT),
        _printed(documents),
        None
        if len(documents) <= MOST_DOCUMENTS
        else Refusal(
            "practice",
            _("An item may have at most {number} documents."),
            {"number": MOST_DOCUMENTS},
        ),
    )


def of_version(items: Items) -> Refusal | None:
    """A refusal of a version that is too long to be one."""
    if len(items) <= MOST_ITEMS:
        return None
    return Refusal(
        "practice", _("An agenda may have at most {number} items."), {"number": MOST_ITEMS}
    )


def begun(version: Version | None) -> Refusal | None:
    """A refusal while there is no version to work on."""
    return None if version else Refusal("practice", _("Start the agenda first."))


def not_adopted(known: Iterable[Version]) -> Refusal | None:
    """A refusal once the meeting has adopted its agenda."""
    if not queries.published(known, ADOPTED):
        return None
    return Refusal(
        "meeting", _("The meeting has adopted its agenda, which can no longer be changed.")
    )


def open_to(meeting: Meeting, stage: str, at: datetime) -> Refusal | None:
    """A refusal unless the state of the meeting is one for this stage: the adopted agenda is made
    in the open meeting, the others before it opens."""
    return machine.refusal("agenda.adopt" if stage == ADOPTED else "agenda.prepare", meeting, at)


def next_stage(stage: str, last: Version | None) -> Refusal | None:
    """A refusal of a stage that is unknown or behind."""
    if stage not in STAGES:
        return Refusal("practice", _("There is no such stage of an agenda."))
    if last is not None and STAGES.index(stage) < STAGES.index(last.stage):
        return Refusal("practice", _("The agenda has already passed that stage."))
    return None


def publication(
    meeting: Meeting, version: Version | None, known: tuple[Version, ...], at: datetime
) -> tuple[Refusal | None, ...]:
    """What stands against both keys on a version."""
    if version is None:
        return (begun(None),)
    last = queries.latest(known)
    assert last is not None
    return (
        not_adopted(known),
        open_to(meeting, version.stage, at),
        None
        if last.token == version.token
        else Refusal(
            "two-keys", _("There is a later revision. Only the latest revision may be published.")
        ),
        Refusal("two-keys", _("This version has already been published."))
        if version.is_published
        else None,
        None if version.items else Refusal("practice", _("An agenda must have at least one item.")),
    )


def languages(items: Items, codes: Iterable[str]) -> tuple[Refusal, ...]:
    """One refusal for each item that has no title in some language: both keys bind all of them."""
    wanted = tuple(codes)
    return tuple(
        Refusal(
            "two-keys",
            _("Item {number} has no title in: {languages}."),
            {"number": number, "languages": localize.languages(item.missing(wanted))},
        )
        for number, item in enumerate(items, start=1)
        if item.missing(wanted)
    )


def omission(
    meeting: Meeting, book: Book, tag: str, reasons: Iterable[str], at: datetime
) -> tuple[Refusal | None, ...]:
    """What stands against leaving a function out for a reason, in each language in which it is given."""
    clause = book.clause_for("functions_placed", meeting.configuration)
    known = tag in queries.functions(book, meeting.configuration)
    left_out = any(one.tag == tag for one in queries.omissions(meeting))
    return (
        None if known else Refusal(clause, _("This meeting has no such function.")),
        Refusal(clause, _("Both co-presidencies have already left out this function."))
        if left_out
        else None,
        machine.refusal("agenda.change", meeting, at),
        None
        if all(is_reason(reason, REASON_AT_LEAST) for reason in reasons)
        else Refusal(
            clause,
            _("Give the reason in at least {number} characters; both co-presidencies sign it."),
            {"number": REASON_AT_LEAST},
        ),
    )


def some_reason(reason: str, said: str) -> Refusal | None:
    """A refusal without a reason, or with one that cannot be kept."""
    if not has_words(reason):
        return Refusal("practice", said)
    return _short((reason,), REASON) or _printed(reason.replace("\r", "\n").split("\n"))


def known_item(item: Item | None) -> Refusal | None:
    """A refusal for an item that the version does not have."""
    return None if item else Refusal("practice", _("There is no such item in this version."))


def texts(written: Iterable[str]) -> tuple[Refusal | None, ...]:
    """What stands against longer texts, of several lines."""
    lines = [line for text in written for line in text.splitlines()]
    return (_short(written, TEXT), _printed(lines))


def some_title(title: Mapping[str, str]) -> Refusal | None:
    """A refusal of something without a title in any language."""
    return _some_title(title)


def known_type(type: str) -> Refusal | None:
    """A refusal of a type that is none."""
    return _known_type(type)


def _some_title(title: Mapping[str, str]) -> Refusal | None:
    if any(words.strip() for words in title.values()):
        return None
    return Refusal("practice", _("Enter a title in at least one language."))


def _known_type(type: str) -> Refusal | None:
    if type in agenda_items.TYPES:
        return None
    return Refusal("practice", _("There is no such type of item."))


def _known_tags(item: Item, book: Book) -> Refusal | None:
    if set(item.tags) <= queries.known_tags(book):
        return None
    return Refusal("practice", _("The procedures do not list this function."))


def _reason_across(item: Item, book: Book, configuration: str) -> Refusal | None:
    foreign = set(item.tags) & queries.known_tags(book) - queries.own_tags(book, configuration)
    if not foreign:
        return None
    clause = book.clause_for(TAGGED, configuration)
    if has_words(item.cross_reason):
        return in_a_sentence(item.cross_reason, clause)
    return Refusal(
        clause,
        _(
            "Give the reason why an item of this meeting serves a function of another type "
            "of meeting."
        ),
    )


def _minutes(minutes: int | None) -> Refusal | None:
    if minutes is None or 0 < minutes <= MOST_MINUTES:
        return None
    return Refusal(
        "practice", _("An item must last between 1 and {number} minutes."), {"number": MOST_MINUTES}
    )


def _ids(ids: tuple[str, ...]) -> Refusal | None:
    if len(ids) <= MOST_ITEMS and all(_ID.fullmatch(one) for one in ids):
        return None
    return Refusal("practice", _("Enter the references of commitments, one per line."))


def _short(written: Iterable[str], most: int) -> Refusal | None:
    if all(len(text) <= most for text in written):
        return None
    return Refusal(
        "practice", _("This text may have at most {number} characters."), {"number": most}
    )


def _printed(written: Iterable[str]) -> Refusal | None:
    return None if all(map(is_printed, written)) else Refusal("practice", UNREADABLE)
