"""One type for "no": a `Refusal`, or `None` when nothing stands against a step.

A message is one whole English sentence with named places (`{party}`). It is marked for
translation where it stands with `_`, and translated where it is shown: the core keeps the
facts as they are (days stay `date`, instants stay aware `datetime`) until `render`.

Source: architecture section 4; corrections section 4, "Refusals".
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from string import Formatter

__all__ = ["Refusal", "Refused", "Sentence", "_", "render", "require"]


def _(message: str) -> str:
    """The English message itself, marked so that the catalogues find it."""
    return message


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence to be shown: an English msgid and the facts for its named places.

    Raises ValueError when a place has no fact, so that the mistake shows where it is made
    and not on somebody's page.
    """

    message: str
    facts: Mapping[str, object] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        _every_place_has_a_fact(self.message, self.facts)

    def __str__(self) -> str:
        """The sentence in English."""
        return render(self)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a step may not be taken, and which clause (or practice, or standard) says so.

    `clause` is a clause id of the procedures, or an anchor such as `practice`. The rest is
    as in `Sentence`, and so is the error.
    """

    clause: str
    message: str
    facts: Mapping[str, object] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        _every_place_has_a_fact(self.message, self.facts)

    def __str__(self) -> str:
        """The sentence in English, followed by the clause in parentheses."""
        return f"{render(self)} ({self.clause})"


class Refused(Exception):
    """The procedures say no. `refusals` holds every reason, in the order they were asked."""

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__(*refusals)
        self.refusals: tuple[Refusal, ...] = refusals

    def __str__(self) -> str:
        """Every reason in English, one after the other."""
        return " ".join(str(refusal) for refusal in self.refusals)


def require(*answers: Refusal | None) -> None:
    """Go on only if no answer is a refusal; otherwise raise `Refused` with all of them.

    All at once, so that a delegation is not sent back three times.
    """
    refusals = tuple(answer for answer in answers if answer is not None)
    if refusals:
        raise Refused(*refusals)


def _as_text(fact: object) -> str:
    """A fact in plain English: days and instants in ISO form, several things with commas."""
    if isinstance(fact, Iterable) and not isinstance(fact, str | bytes | Mapping):
        return ", ".join(_as_text(one) for one in fact)
    return str(fact)


def render(
    said: Sentence | Refusal,
    translate: Callable[[str], str] = _,
    show: Callable[[object], str] = _as_text,
) -> str:
    """The sentence in words, without the clause.

    `translate` turns the English msgid into the reader's language and `show` turns a fact
    (a date, an instant, a tuple of names) into text of that language; by default English.
    """
    return translate(said.message).format_map(
        {name: show(fact) for name, fact in said.facts.items()}
    )


def _every_place_has_a_fact(message: str, facts: Mapping[str, object]) -> None:
    missing = {place for _text, place, _spec, _conversion in Formatter().parse(message) if place}
    missing -= facts.keys()
    if missing:
        raise ValueError(f"No fact for {', '.join(sorted(missing))} in: {message}")
