"""The preview of a Word file as a page shows it: paragraph by paragraph what becomes what."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as __

from cochair.features.files.refusal_texts import HELD
from cochair.features.texts import queries
from cochair.features.texts.models import WordFile
from cochair.features.texts.word.actions import MOST, NOTHING, state
from cochair.features.texts.word.offers import Entry, Fate, Offer
from cochair.features.texts.word.proposals import preview
from cochair.formats.word.tracked import Comment, Place, from_json
from cochair.procedure import text as core
from cochair.procedure.refusal import Refusal, _

AROUND = 70
FATES = {
    Fate.NEW: "",
    Fate.TABLED: _("The same proposal has already been made."),
    Fate.MOVED_ON: _("The text has changed here since the file was downloaded."),
    Fate.UNTRACKED: _("The file differs from the text here, and the change was not tracked."),
    Fate.MISSING: _("This paragraph is not in the file."),
    Fate.NO_PLACE: _("This proposal cannot be made on the current text."),
}
TONES = {Fate.NEW: "", Fate.TABLED: "plain", Fate.NO_PLACE: "stop"}
PLACES = {Place.NOTE: _("in a footnote"), Place.CELL: _("in a table")}
ACTS = {
    core.Operation.REPLACE: _("Different text"),
    core.Operation.INSERT: _("A new paragraph"),
    core.Operation.DELETE: _("Delete the paragraph"),
    core.Operation.MOVE: _("Move the paragraph"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A change that may be chosen, or says why it may not; `before` and `after` stand around it."""

    number: int
    act: str
    before: str
    cut: str
    new: str
    after: str
    said_by: str
    at: datetime | None
    place: str
    fate: str
    tone: str
    may_choose: bool
    is_chosen: bool
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment of the file; `number` is 0 where it is on no paragraph of the text, and `value` the
    position that somebody chose for it before."""

    number: int
    comment: Comment
    value: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph of the preview; `number` is empty for what is new.

    `was`, `now` and `wanted` are set where the text has moved on: all three are shown.
    """

    number: str
    paragraph: str
    choices: tuple[Choice, ...]
    comments: tuple[Remark, ...]
    was: str = ""
    now: str = ""
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A preview: its rows, the digest that it was shown at, and what is not shown in rows."""

    file: WordFile
    rows: tuple[Row, ...]
    seen: str
    tabled: int
    new: int
    rest: int
    looks: int
    hidden: int
    more: bool
    comments: tuple[Comment, ...]
    markings: tuple[str, ...]


def page(
    file: WordFile,
    chosen: Collection[int] | None = None,
    said: Mapping[int, core.Value] = NOTHING,
) -> Page:
    """What a file would do to the text as it stands; `chosen` and `said` are what somebody chose
    before."""
    text = queries.negotiated(file.text, history=True)
    found = preview(text, from_json(file.reading))
    fates = Counter(one.fate for one in found.offers)
    rows: list[Row] = []
    shown = remarks = 0
    for entry in found.entries:
        comments = _remarks(entry, remarks, said)
        remarks += sum(one.number > 0 for one in comments)
        offers = [one for one in entry.offers if one.fate is not Fate.TABLED]
        if (offers or entry.comments) and shown < MOST:
            shown += len(offers)
            rows.append(_row(text, entry, offers, comments, chosen))
    every = sum(number for fate, number in fates.items() if fate is not Fate.TABLED)
    return Page(
        file,
        tuple(rows),
        state(text),
        fates[Fate.TABLED],
        every,
        max(0, every - shown),
        found.looks,
        found.hidden,
        found.more,
        found.comments,
        tuple(__(HELD[one]) for one in file.markings if one in HELD),
    )


def _row(
    text: core.NegotiatedText,
    entry: Entry,
    offers: list[Offer],
    comments: tuple[Remark, ...],
    chosen: Collection[int] | None,
) -> Row:
    conflict = any(one.fate in {Fate.MOVED_ON, Fate.UNTRACKED} for one in offers)
    both = conflict and entry.has_moved_on
    return Row(
        text.number(entry.paragraph) if entry.paragraph else "",
        entry.paragraph,
        tuple(_choice(entry, one, chosen) for one in offers),
        comments,
        entry.was if both else "",
        entry.now if both else "",
        entry.wanted if both else "",
    )


def _remarks(entry: Entry, before: int, said: Mapping[int, core.Value]) -> tuple[Remark, ...]:
    """The comments on a paragraph, numbered on from those before it."""
    if not entry.paragraph:
        return tuple(Remark(0, one) for one in entry.comments)
    return tuple(
        Remark(number, one, said[number].value if number in said else "")
        for number, one in enumerate(entry.comments, start=before + 1)
    )


def _choice(entry: Entry, one: Offer, chosen: Collection[int] | None) -> Choice:
    draft = one.draft
    before, after = "", ""
    if draft is not None and draft.span is not None and not draft.on:
        start, end = draft.span.start, draft.span.end
        before = ("…" if start > AROUND else "") + entry.now[max(0, start - AROUND) : start]
        after = entry.now[end : end + AROUND] + ("…" if end + AROUND < len(entry.now) else "")
    return Choice(
        one.number,
        ACTS[draft.operation] if draft is not None else "",
        before,
        one.cut,
        one.new,
        after,
        one.author,
        datetime.fromisoformat(one.at) if one.at else None,
        PLACES.get(one.place, ""),
        FATES[one.fate],
        TONES.get(one.fate, "warn"),
        draft is not None,
        one.is_chosen if chosen is None else draft is not None and one.number in chosen,
        one.refusals,
    )
