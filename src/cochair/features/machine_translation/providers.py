"""What a provider of machine translations is, and the one that sends nothing."""

from dataclasses import dataclass
from typing import Protocol

from cochair.features.machine_translation.states import Failure


@dataclass(frozen=True, slots=True)
class Sending:
    """A text that goes out: its languages (codes of two letters), HTML, and where the answer goes."""

    source: str
    target: str
    html: str
    answer_to: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a provider sent back: its own number of the text, the language, and HTML or a failure.

    Without either it is a notice that says nothing new.
    """

    reference: str
    language: str = ""
    html: str = ""
    failure: Failure = Failure.NONE


class Unsent(Exception):
    """A text could not be handed over."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.value)
        self.failure = failure


class Provider(Protocol):
    """Whoever translates by machine."""

    code: str
    name: str
    sends: bool

    def send(self, text: Sending) -> str:
        """Hand a text over; the provider's own number of it.  Raises Unsent."""

    def read(self, octets: bytes) -> Answer:
        """What came back.  Raises ValueError for what cannot be read."""


class Manual:
    """Nobody outside: people translate, by hand or with tools of their own."""

    code, name, sends = "manual", "", False

    def send(self, text: Sending) -> str:
        """Nothing is sent."""
        raise Unsent(Failure.NOT_ALLOWED)

    def read(self, octets: bytes) -> Answer:
        """Nothing comes back."""
        raise ValueError("manual")


MANUAL = Manual()
