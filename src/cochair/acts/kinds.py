"""The kinds of joint act.  An app above registers its own; this app knows none by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from cochair.acts.models import JointAct
from cochair.procedure.refusal import Refusal, Sentence

type Line = tuple[str | Mapping[str, str], object]
"""A label (an English msgid, or words in every language) and what it says."""


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


def _body_as_it_is(act: JointAct) -> tuple[Line, ...]:
    return tuple((str(name), str(value)) for name, value in act.body.items())


def _no_objection(act: JointAct, at: datetime) -> Refusal | None:
    return None


def _by_digest(act: JointAct) -> object:
    return act.digest


@dataclass(frozen=True, slots=True)
class Kind:
    """What an act of one kind is called, binds and does.

    `cautions` says what speaks against what is bound, for whoever is about to sign.

    `name` and `effect` are English sentences marked for translation; `bound` gives what the
    act binds besides its own body, such as the present schedule of a meeting: when that
    changes, the keys are void.  `describe` says what is agreed, line by line.  `guard` may
    refuse; `take_effect` runs in the transaction of the last key.  `entry` is the verb that the
    journal then writes.  Two open proposals about one thing are the same act when `same` gives
    the same for both.
    """

    code: str
    name: str
    clause: str
    effect: Callable[[JointAct], Sentence]
    take_effect: Callable[[JointAct, datetime], None]
    entry: str
    bound: Callable[[JointAct], Mapping[str, object]] = field(default=_nothing)
    guard: Callable[[JointAct, datetime], Refusal | None] = field(default=_no_objection)
    describe: Callable[[JointAct], tuple[Line, ...]] = field(default=_body_as_it_is)
    same: Callable[[JointAct], object] = field(default=_by_digest)
    cautions: Callable[[JointAct, datetime], tuple[Caution, ...]] = field(default=no_caution)


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known; the apps do so when they are ready.  A code is used once."""
    if _KINDS.setdefault(kind.code, kind) is not kind:
        raise ValueError(f"Two kinds of joint act are called {kind.code}.")


def kind_of(act: JointAct) -> Kind:
    """The kind of an act; KeyError for a kind that no app registers."""
    return _KINDS[act.kind]


def names() -> dict[str, str]:
    """What each kind is called, as an English msgid, by its code."""
    return {code: one.name for code, one in _KINDS.items()}


def known() -> tuple[str, ...]:
    """The codes of all kinds, in order."""
    return tuple(sorted(_KINDS))
