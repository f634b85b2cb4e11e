"""The kinds of joint act.  An app above registers its own; this app knows none by name."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from cochair.features.acts.models import JointAct
from cochair.features.acts.shapes import Follow, Row, Shape
from cochair.features.parties.offices import ActingOffice
from cochair.formats.paragraphs import Text
from cochair.procedure.refusal import Refusal, Sentence, _

# The label of a line that says how the words of an act are bound: pages fold it away.
FINGERPRINT = _("Fingerprint")
# The label of the line that says the day or days that an act fixes: pages show it first.
DAY = _("Date")

type Line = tuple[str | Mapping[str, str], object]
"""A label (an English msgid, or words in every language) and what it says."""


type Guard = Callable[[JointAct, datetime], tuple[Refusal | None, ...]]
"""Everything that stands against an act at an instant (aware UTC), not the first of it alone."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads an act, and at which instant (aware UTC)."""

    hat: ActingOffice
    at: datetime


@dataclass(frozen=True, slots=True)
class Ended:
    """Why the object of an act is over, so that nobody can sign the act any more.

    `code` is kept with the act that lapsed; `says` is an English sentence marked for translation.
    """

    code: str
    says: str


type Over = Callable[[JointAct, datetime], Ended | None]
"""Whether the object of an act is over at an instant (aware UTC): why, or None while it is not."""


@dataclass(frozen=True, slots=True)
class Never:
    """The object of an act of this kind is never over; `because` says why, to whoever maintains it."""

    because: str


@dataclass(frozen=True, slots=True)
class Caution:
    """Something that speaks against what an act binds, and stands against nothing.

    `code` is the same in every language; `clause` an id or `practice`; `about` words by language,
    empty where it is about the whole.
    """

    code: str
    clause: str
    says: Sentence
    about: Mapping[str, str]


def no_caution(act: JointAct, at: datetime) -> tuple[Caution, ...]:
    """Nothing speaks against acts of most kinds."""
    return ()


def _nothing(act: JointAct) -> Mapping[str, object]:
    return {}


def body_as_it_is(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    """Every member of a body by its name."""
    return tuple((str(name), str(value)) for name, value in act.body.items())


def _no_objection(act: JointAct, at: datetime) -> tuple[Refusal | None, ...]:
    return ()


def _no_term(act: JointAct, at: datetime) -> datetime | None:
    return None


def no_texts(act: JointAct) -> Mapping[str, Text]:
    """Acts of most kinds bind no text."""
    return {}


def no_rows(act: JointAct, reader: "Reader") -> tuple[Row, ...]:
    """Acts of most kinds bind no agenda."""
    return ()


def _nothing_more(act: JointAct, at: datetime) -> tuple[Follow, ...]:
    return ()


def _by_digest(act: JointAct) -> object:
    return act.digest


type Settled = tuple[str, str, str, Hashable]
"""What an act settles: its kind, the kind and the name of its thing, and what `settles` gives."""


def _settle_nothing_else(acts: Sequence[JointAct]) -> Mapping[int, tuple[Settled, ...]]:
    return {}


def _nowhere(act: JointAct) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Kind:
    """What an act of one kind is called, binds and does.

    `cautions` says what speaks against what is bound, for whoever is about to sign.

    `name` and `effect` are English sentences marked for translation; `bound` gives what the
    act binds besides its own body, such as the present schedule of a meeting: when that
    changes, the keys are void.  `over` says when the object of an act is over, so that an open
    act lapses, or why that never happens.  `describe` says what is agreed, line by line, to one
    reader.  `shape` says how the page shows it: a text by `texts`, the very words that are bound, by
    language, beside those `before` them; an agenda by its `rows`.  `follows` are the days to which
    it leads.  `guard` may refuse, for as many reasons as there are; `take_effect` runs in the transaction of the last key.  `entry` is
    the verb that the journal then writes.  `until` is the instant before which it is to be
    signed, where there is one; what is `urgent` is told also in do-not-disturb hours.  Two open
    proposals about one thing are the same act when `same` gives the same for both.  Of open acts of one
    kind on one thing for which `settles` gives the same only one can take effect: the others are void then.
    `settles_also` gives, by the key of each of some acts, what acts of other kinds on other things would settle.  `prepared_on` is
    the address of the page on which an open act is changed, where either side may do so.  `room` is
    the address of the room to which whoever has signed goes on, where the act is one of a sitting.
    """

    code: str
    name: str
    effect: Callable[[JointAct], Sentence]
    take_effect: Callable[[JointAct, datetime], None]
    entry: str
    over: Over | Never
    bound: Callable[[JointAct], Mapping[str, object]] = field(default=_nothing)
    guard: Guard = field(default=_no_objection)
    describe: Callable[[JointAct, Reader], tuple[Line, ...]] = field(default=body_as_it_is)
    shape: Shape = Shape.FACTS
    texts: Callable[[JointAct], Mapping[str, Text]] = field(default=no_texts)
    before: Callable[[JointAct], Mapping[str, Text]] = field(default=no_texts)
    rows: Callable[[JointAct, Reader], tuple[Row, ...]] = field(default=no_rows)
    follows: Callable[[JointAct, datetime], tuple[Follow, ...]] = field(default=_nothing_more)
    same: Callable[[JointAct], object] = field(default=_by_digest)
    settles: Callable[[JointAct], Hashable] | None = None
    settles_also: Callable[[Sequence[JointAct]], Mapping[int, tuple[Settled, ...]]] = field(
        default=_settle_nothing_else
    )
    cautions: Callable[[JointAct, datetime], tuple[Caution, ...]] = field(default=no_caution)
    until: Callable[[JointAct, datetime], datetime | None] = field(default=_no_term)
    prepared_on: Callable[[JointAct], str] = field(default=_nowhere)
    room: Callable[[JointAct], str] = field(default=_nowhere)
    urgent: bool = False


_KINDS: dict[str, Kind] = {}
_ENDS: dict[str, Ended] = {}


def register(kind: Kind) -> None:
    """Make a kind known; the apps do so when they are ready.  A code is used once."""
    if _KINDS.setdefault(kind.code, kind) is not kind:
        raise ValueError(f"Two kinds of joint act are called {kind.code}.")


def ended(code: str, says: str) -> Ended:
    """Declare a reason why the object of acts is over.  A code has one sentence."""
    reason = _ENDS.setdefault(code, Ended(code, says))
    if reason.says != says:
        raise ValueError(f"Two reasons why something is over are called {code}.")
    return reason


def kind_of(act: JointAct) -> Kind:
    """The kind of an act; KeyError for a kind that no app registers."""
    return _KINDS[act.kind]


def against(act: JointAct, at: datetime) -> tuple[Refusal, ...]:
    """Everything for which the kind of an act refuses it at an instant, each reason once."""
    found = kind_of(act).guard(act, at)
    return tuple(dict.fromkeys(one for one in found if one is not None))


def over(act: JointAct, at: datetime) -> Ended | None:
    """Why the object of an act is over at an instant (aware UTC); None while it is not."""
    rule = kind_of(act).over
    return None if isinstance(rule, Never) else rule(act, at)


def why_over(code: str) -> str:
    """The English sentence of a reason that is kept with an act; empty for one that is not known."""
    return _ENDS[code].says if code in _ENDS else ""


def names() -> dict[str, str]:
    """What each kind is called, as an English msgid, by its code."""
    return {code: one.name for code, one in _KINDS.items()}


def settling() -> tuple[str, ...]:
    """The codes of the kinds whose acts settle something that only one of them can, in order."""
    return tuple(sorted(code for code, one in _KINDS.items() if one.settles is not None))


def known() -> tuple[str, ...]:
    """The codes of all kinds, in order."""
    return tuple(sorted(_KINDS))
