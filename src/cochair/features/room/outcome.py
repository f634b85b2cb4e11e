"""What came of a decision, as it is printed in every language.

An adopted text carries its footnotes, with the name of whoever stated where that was asked for; a
summary and a text that was not agreed carry every objection that stood.  Source: CB-11, CB-12.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as __

from cochair.features.decisions.models import RoomStatement
from cochair.features.parties import queries as parties
from cochair.features.room import labels, queries
from cochair.features.room.footnotes import FOOTED
from cochair.features.room.presenters import Raised, Shown
from cochair.procedure import consensus as core
from cochair.procedure.consensus import Stage
from cochair.procedure.outcome import StatementKind
from cochair.procedure.refusal import Sentence, _
from cochair.web import spoken
from cochair.web.localize import say, translated
from cochair.web.varieties import override

type Names = Mapping[str, Mapping[str, str]]

ADOPTED = frozenset({Stage.ADOPTED_BY_CONSENSUS, Stage.ADOPTED_WITH_STATEMENTS})
NAMED = _("{member}, {kind}: {words}")
UNNAMED = _("A delegation, {kind}: {words}")
OBJECTED = _("{member} objected on {at}: {words}")
OBJECTED_SILENT = _("{member} objected on {at}.")


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote with its number, or a line of the annex (number 0)."""

    number: int
    words: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph with the numbers of its footnotes; `missing` where this language has no words.

    `number` is that which was typed before it, as printed.
    """

    id: str
    words: str
    marks: tuple[int, ...]
    missing: bool = False
    number: str = ""


@dataclass(frozen=True, slots=True)
class Print:
    """What is printed in one language."""

    language: str
    title: str
    outcome: str
    whole: tuple[int, ...]
    lines: tuple[Line, ...]
    notes: tuple[Note, ...]
    annex: tuple[Note, ...]
    objections: tuple[str, ...]


def prints(one: Shown, names: Names) -> list[Print]:
    """What came of a decision in every language, in their order."""
    return [_print(one, names, code) for code, _name in settings.LANGUAGES]


def said_with(one: Shown, language: str) -> tuple[str, ...]:
    """What delegations said with a decision, a line each: statements in time, then objections."""
    names = parties.roster(one.row.meeting.forum).names()
    timely = (_said(said.row, names, language) for said in one.statements if not said.late)
    return (*timely, *_objections(one, names, language))


def _print(one: Shown, names: Names, language: str) -> Print:
    timely = [said for said in one.statements if not said.late]
    footed = [said.row for said in timely if said.row.printed in FOOTED]
    notes = {row.pk: number for number, row in enumerate(footed, start=1)}
    ended = core.outcome(one.decision)
    with override(language):
        outcome = __(labels.OUTCOMES[ended]) if ended else __(labels.STAGES[one.stage][0])
    title = str(translated(one.row.document.title, language))
    annexed = [said for said in one.statements if _in_annex(said.row, late=said.late)]
    return Print(
        language=language,
        title=title,
        outcome=outcome,
        whole=tuple(notes[row.pk] for row in footed if not row.paragraphs),
        lines=_lines(one, title, language, footed, notes),
        notes=tuple(Note(notes[row.pk], _said(row, names, language)) for row in footed),
        annex=tuple(Note(0, _said(said.row, names, language), said.late) for said in annexed),
        objections=_objections(one, names, language),
    )


def _in_annex(row: RoomStatement, *, late: bool) -> bool:
    return row.printed == labels.ANNEX or (late and row.printed in FOOTED)


def _marks(rows: list[RoomStatement], notes: Mapping[int, int], paragraph: str) -> tuple[int, ...]:
    return tuple(notes[row.pk] for row in rows if paragraph in row.paragraphs)


def _line(
    paragraph: Mapping[str, object],
    language: str,
    marks: tuple[int, ...],
    behind: frozenset[str],
) -> Line:
    """A paragraph; words of a language that was behind when it was put are none of it."""
    said = paragraph["words"]
    assert isinstance(said, Mapping)
    id, number = str(paragraph["id"]), str(paragraph.get("number", ""))
    missing = language not in said or id in behind
    return Line(id, str(said.get(language, "")), marks, missing, number)


def _lines(
    one: Shown, title: str, language: str, footed: list[RoomStatement], notes: Mapping[int, int]
) -> tuple[Line, ...]:
    """The paragraphs; without the first where it is the title, which is printed above them."""
    behind = queries.behind(one.row, language)
    lines = tuple(
        _line(paragraph, language, _marks(footed, notes, str(paragraph["id"])), behind)
        for paragraph in one.row.paragraphs
    )
    return lines[1:] if lines and (lines[0].words, lines[0].marks) == (title, ()) else lines


def _said(row: RoomStatement, names: Names, language: str) -> str:
    with override(language):
        kind = __(labels.STATEMENTS[StatementKind(row.kind)])
    facts = {"member": row.voice, "kind": kind, "words": translated(row.words, language)}
    message = UNNAMED if row.printed == labels.FOOTNOTE_UNNAMED else NAMED
    return say(Sentence(message, facts), names=names, language=language)


def _objections(one: Shown, names: Names, language: str) -> tuple[str, ...]:
    """Those that stood when both declared, or that stand; none beside an adopted text."""
    if one.stage in ADOPTED:
        return ()
    standing = {each.id for each in core.standing(one.decision, one.declared_at)}
    rows = (each for each in one.objections if str(each.row.pk) in standing)
    return tuple(_objected(each, names, language, one.row.meeting.forum.zone) for each in rows)


def _objected(one: Raised, names: Names, language: str, zone: str) -> str:
    row = one.row
    with override(language):
        words = spoken.marked(row.words, row.language, language)
    facts = {"member": row.voice, "at": row.received_at, "words": words}
    message = OBJECTED if row.words else OBJECTED_SILENT
    return say(Sentence(message, facts), names=names, zone=zone, language=language)
