"""When a clause is due, as the procedure file writes it: an anchor, and what is counted from it.

    due     = timed | "first_of(" timed { "," timed } ")"
    timed   = anchor { ("+" | "-") offset }
    offset  = number unit | option key | "tolerance"
    unit    = "hours" | "days" | "months"          (the singular is read as well)

This module only reads the words; which instant an anchor has is worked out by `evaluate`.
Days and months are counted on civil days in the zone of the meeting or of the forum, hours on
instants.

Source: domain C.12 (`due` grammar); corrections section 1 ("Due anchors") and section 2.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from cochair.procedure.refusal import Sentence, _

__all__ = [
    "FIXED_ANCHORS",
    "RESERVED",
    "UNITS",
    "Anchor",
    "Due",
    "FirstOf",
    "Offset",
    "Timed",
    "UnreadableDue",
    "anchors_of",
    "options_of",
    "parse",
]

FIXED_ANCHORS = frozenset(
    {
        "forum.opened",
        "cycle.created",
        "cycle.start",
        "cycle.end",
        "meeting.start",
        "meeting.opened",
        "meeting.closed",
        "notice.due",
        "notice.issued",
        "agenda.final_published",
        "previous.start",
        "previous.date",
        "decision_procedure.opened",
        "document.language_due",
        "presidency.end",
    }
)
"""Anchors that name neither a semester nor a configuration."""

RESERVED = frozenset({"next", "semester", *(name.split(".")[0] for name in FIXED_ANCHORS)})
"""First words of anchors, which therefore cannot be the code of a configuration."""

UNITS = ("hours", "days", "months")

_SEMESTER = re.compile(r"(?P<next>next\.)?semester\[(?P<index>[1-9][0-9]?)\]\.(?P<edge>start|end)")
_CONFIGURATION = re.compile(
    r"(?P<next>next\.)?(?P<code>[a-z][a-z0-9_]*)\.(?P<edge>start|opened|closed)"
)
_NUMBER = re.compile(r"([0-9]{1,4}) (hour|day|month)s?")
_OPTION = re.compile(r"[a-z][a-z0-9_]*(?:\.[A-Za-z0-9_]+)+")
_FIRST_OF = re.compile(r"first_of\((.*)\)")
_SIGN = re.compile(r"\s*([+-])\s*")


class UnreadableDue(ValueError):
    """The text is no due. `sentence` says why."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Anchor:
    """The event that a due hangs on.

    `name` is one of `FIXED_ANCHORS`, or `semester.start`, `semester.end` with `index` (from
    1), or `configuration.start`, `configuration.opened`, `configuration.closed` with the code
    of the `configuration`. `next` means the first such event after the one being judged:
    the next cycle's semester, or the next meeting of that configuration.
    """

    name: str
    index: int | None = None
    configuration: str | None = None
    next: bool = False

    def __str__(self) -> str:
        """The anchor as the file writes it: `im.closed`, `next.semester[1].end`."""
        subject, edge = self.name.split(".", 1)
        if self.index is not None:
            subject = f"semester[{self.index}]"
        if self.configuration is not None:
            subject = self.configuration
        return f"{'next.' if self.next else ''}{subject}.{edge}"


@dataclass(frozen=True, slots=True)
class Offset:
    """So much later, or earlier when `n` is negative.

    Three sorts: `Offset(30, "days")`; `Offset(1, "days", option="record.approval_days")`, which
    is `n` times the value of the option, in the unit that its key ends in; and
    `Offset(1, "days", tolerance=True)`, which is `n` times the check's own `tolerance_days`.
    """

    n: int
    unit: str
    option: str | None = None
    tolerance: bool = False

    def __str__(self) -> str:
        """The offset with its sign, as the file writes it: `+ 30 days`."""
        sign = "-" if self.n < 0 else "+"
        if self.option is not None:
            return f"{sign} {self.option}"
        if self.tolerance:
            return f"{sign} tolerance"
        size = abs(self.n)
        return f"{sign} {size} {self.unit[:-1] if size == 1 else self.unit}"


@dataclass(frozen=True, slots=True)
class Timed:
    """An anchor and the offsets counted from it, in order."""

    anchor: Anchor
    offsets: tuple[Offset, ...] = ()

    def __str__(self) -> str:
        """As the file writes it: `previous.start + 18 months + tolerance`."""
        return " ".join((str(self.anchor), *map(str, self.offsets)))


@dataclass(frozen=True, slots=True)
class FirstOf:
    """The earliest of several: for an anchor that may never come (corrections section 1)."""

    of: tuple[Timed, ...]

    def __str__(self) -> str:
        """As the file writes it: `first_of(im.closed, cycle.end)`."""
        return f"first_of({', '.join(map(str, self.of))})"


type Due = Timed | FirstOf


@lru_cache(maxsize=1024)
def parse(text: str) -> Due:
    """The due that a text of the procedure file means.

    Raises UnreadableDue. Whether a configuration, a semester or an option exists in the file
    is not known here: the reader of the file asks that with `anchors_of` and `options_of`.
    """
    text = " ".join(text.split())
    if several := _FIRST_OF.fullmatch(text):
        parts = [part.strip() for part in several[1].split(",")]
        if len(parts) < 2:
            raise UnreadableDue(
                Sentence(_("first_of needs at least two events: “{text}”."), {"text": text})
            )
        return FirstOf(tuple(_timed(part) for part in parts))
    return _timed(text)


def anchors_of(due: Due) -> tuple[Anchor, ...]:
    """Every anchor that a due names, in order."""
    return tuple(timed.anchor for timed in _several(due))


def options_of(due: Due) -> tuple[str, ...]:
    """The keys of the options that a due reads, in order."""
    return tuple(
        offset.option
        for timed in _several(due)
        for offset in timed.offsets
        if offset.option is not None
    )


def _several(due: Due) -> tuple[Timed, ...]:
    return due.of if isinstance(due, FirstOf) else (due,)


def _timed(text: str) -> Timed:
    anchor, *rest = _SIGN.split(text)
    signs, sizes = rest[::2], rest[1::2]
    return Timed(
        _anchor(anchor),
        tuple(
            _offset(-1 if sign == "-" else 1, size) for sign, size in zip(signs, sizes, strict=True)
        ),
    )


def _anchor(text: str) -> Anchor:
    if text in FIXED_ANCHORS:
        return Anchor(text)
    if semester := _SEMESTER.fullmatch(text):
        return Anchor(
            f"semester.{semester['edge']}",
            index=int(semester["index"]),
            next=semester["next"] is not None,
        )
    held = _CONFIGURATION.fullmatch(text)
    if held and held["code"] not in RESERVED:
        return Anchor(
            f"configuration.{held['edge']}",
            configuration=held["code"],
            next=held["next"] is not None,
        )
    raise UnreadableDue(
        Sentence(
            _("A due date cannot depend on “{text}”: it is not a known event."), {"text": text}
        )
    )


def _offset(sign: int, text: str) -> Offset:
    if number := _NUMBER.fullmatch(text):
        if int(number[1]) == 0:
            raise UnreadableDue(
                Sentence(_("“{text}” does not move the date. Leave it out."), {"text": text})
            )
        return Offset(sign * int(number[1]), f"{number[2]}s")
    if text == "tolerance":
        return Offset(sign, "days", tolerance=True)
    if _OPTION.fullmatch(text):
        unit = re.split("[._]", text)[-1]
        if unit in UNITS:
            return Offset(sign, unit, option=text)
        raise UnreadableDue(
            Sentence(
                _(
                    "The key of an option that a due date counts must end in its unit, "
                    "{units}: “{text}”."
                ),
                {"units": UNITS, "text": text},
            )
        )
    raise UnreadableDue(
        Sentence(
            _(
                "“{text}” is not a period of time. Use a number and a unit, an option, or "
                "tolerance."
            ),
            {"text": text},
        )
    )
