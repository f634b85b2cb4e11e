"""What the button of the room depends on, and what it is: values alone.

Source: docs/decisions/0062.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from cochair.procedure.refusal import Refusal, Sentence


class Viewer(StrEnum):
    """In which capacity somebody looks at the room."""

    CHAIR = "chair"
    SECRETARIAT = "secretariat"
    SPEAKER = "speaker"
    LISTENER = "listener"


class Session(StrEnum):
    """Whether the meeting sits."""

    BEFORE = "before"
    OPEN = "open"
    PAUSED = "paused"
    HELD = "held"
    OFF = "off"


class Text(StrEnum):
    """Where the text of the item under discussion stands."""

    NONE = "none"
    READY = "ready"
    SUBMITTED = "submitted"
    OBJECTED = "objected"
    SUSPENDED = "suspended"
    ADOPTED = "adopted"
    ENDED = "ended"


class Floor(StrEnum):
    """Where a delegation stands on the list of speakers."""

    SILENT = "silent"
    FREE = "free"
    WAITING = "waiting"
    SPEAKING = "speaking"


class Verb(StrEnum):
    """Everything that the button and what stands beside it may do."""

    OPEN = "open"
    PAUSE = "pause"
    RESUME = "resume"
    BEGIN = "begin"
    CONCLUDE = "conclude"
    SUBMIT = "submit"
    DECLARE = "declare"
    SUSPEND = "suspend"
    CLOSE = "close"
    WITHDRAW = "withdraw"
    ASK = "ask"
    RETURN = "return"
    FINISH = "finish"
    FOLLOW = "follow"


# These take the signatures of both co-chairs.
JOINT = frozenset(
    {Verb.OPEN, Verb.PAUSE, Verb.RESUME, Verb.SUBMIT, Verb.DECLARE, Verb.SUSPEND, Verb.CLOSE}
)


@dataclass(frozen=True, slots=True)
class Place:
    """An item of the agenda by its key and its number."""

    key: str
    number: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A joint act that waits for a signature: its step, who has signed, and since when (UTC).

    `of_consensus` is False for a declaration that claims something else.
    """

    verb: Verb
    signed: frozenset[str]
    since: datetime
    of_consensus: bool = True


@dataclass(frozen=True, slots=True)
class Objection:
    """Who objects to which paragraphs, by their numbers; an empty tuple for the whole text."""

    by: str
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything on which the button depends.

    `own` is the Party of the co-chair who looks and `parties` both, in the order of the meeting;
    `following` the next item that is not dealt with; `void` are the Parties whose signature on this
    step fell away; `is_hidden` says that the reader may not know what is under discussion;
    `declared` says when (UTC) each Party declared the outcome of the text of the item; `may_object`
    that the reader may object to the text; `against` says of a step why it is not possible now;
    `fields` what the form of a step carries.
    """

    viewer: Viewer
    session: Session
    own: str = ""
    parties: tuple[str, ...] = ()
    item: Place | None = None
    following: Place | None = None
    text: Text = Text.NONE
    waiting: Waiting | None = None
    objection: Objection | None = None
    void: frozenset[str] = frozenset()
    is_hidden: bool = False
    floor: Floor = Floor.SILENT
    place: int = 0
    declared: Mapping[str, datetime] = field(default_factory=dict)
    may_object: bool = False
    against: Mapping[Verb, Refusal] = field(default_factory=dict)
    fields: Mapping[Verb, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Button:
    """The primary button; without `why_not` it is offered."""

    verb: Verb
    label: Sentence
    fields: Mapping[str, str] = field(default_factory=dict)
    why_not: Sentence | Refusal | None = None

    @property
    def is_offered(self) -> bool:
        """Whether it may be pressed."""
        return self.why_not is None

    @property
    def is_joint(self) -> bool:
        """Whether it takes the signatures of both co-chairs."""
        return self.verb in JOINT


@dataclass(frozen=True, slots=True)
class Help:
    """A quiet step beside a button that is not offered, or beside one's own signature."""

    verb: Verb
    label: Sentence
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Side:
    """One half: the Party, how its key stands, and that in words."""

    party: str
    key: str
    says: Sentence


@dataclass(frozen=True, slots=True)
class Deck:
    """What stands at the foot of the room: what is so, what the button will do, the button itself.

    `asks` says that the button is the answer to the other co-chair.
    """

    says: Sentence
    effect: Sentence | Refusal | None = None
    button: Button | None = None
    sides: tuple[Side, ...] = ()
    helps: tuple[Help, ...] = ()
    asks: bool = False
