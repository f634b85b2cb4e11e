"""What the co-chairs have done with a text elsewhere: it is before a room, or was adopted there.

The app above knows: it is asked for a text, and hands down where that stands.  What is put or
adopted are words with a digest; nobody changes them here afterwards without another text.
Source: domain.md C.4 (states of a text), CB-14.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cochair.features.register import holds
from cochair.features.register.holds import Verb
from cochair.features.texts.labels import STAGES
from cochair.features.texts.models import NegotiatedText
from cochair.procedure import text as core
from cochair.procedure.refusal import Refusal, _

PRACTICE = "practice"


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision on a text: an English sentence of where it stands, and whether it is over.

    `is_fixed` says that the words stay as they were put: on the table while nothing pauses it, and
    for good once adopted.
    """

    says: str
    is_fixed: bool
    is_over: bool


type Asker = Callable[[NegotiatedText], Decision | None]

_ASKERS: list[Asker] = []


def register(asker: Asker) -> None:
    """Say who knows of decisions; called once, when the app above is ready."""
    _ASKERS[:] = [asker]


def on(row: NegotiatedText) -> Decision | None:
    """The decision on a text that counts now, if there is one."""
    return next((found for one in _ASKERS if (found := one(row)) is not None), None)


def stage(found: Decision | None, text: core.NegotiatedText) -> str:
    """Where a whole text stands, as an English sentence."""
    return found.says if found is not None else STAGES[core.text_stage(text)]


def is_over(row: NegotiatedText, found: Decision | None) -> bool:
    """Whether nothing is negotiated on a text any more."""
    return any(one is not None for one in _over(row, found))


def over(row: NegotiatedText, at: datetime) -> tuple[Refusal | None, ...]:
    """Why nothing is negotiated on a text at an instant, if so: it is gone, final, adopted, or
    under silence."""
    found = (*_over(row, on(row)), *holds.refusals(row.document, Verb.NEGOTIATE, at))
    return tuple(dict.fromkeys(found))


def _over(row: NegotiatedText, found: Decision | None) -> tuple[Refusal | None, ...]:
    document = row.document
    gone, final = document.withdrawn_at is not None, document.final_at is not None
    return (
        Refusal(PRACTICE, _("The document has been withdrawn.")) if gone else None,
        holds.SUPERSEDED.says if document.superseded_by_id is not None else None,
        Refusal(PRACTICE, _("The document is final and can no longer be negotiated."))
        if final
        else None,
        Refusal(
            PRACTICE,
            _("This text has been adopted and can no longer be changed. Begin a new text."),
        )
        if found is not None and found.is_over
        else None,
    )


def fixed(row: NegotiatedText, at: datetime) -> tuple[Refusal | None, ...]:
    """Why the words of a text are not changed at an instant, if so: besides, it is before the room."""
    found = on(row)
    held = found is not None and found.is_fixed and not found.is_over
    message = _(
        "This text has been submitted for adoption and cannot be changed unless both "
        "co-chairs suspend the decision or withdraw the text."
    )
    others = holds.refusals(row.document, Verb.NEGOTIATE, at)
    before = Refusal(PRACTICE, message) if held else None
    return tuple(dict.fromkeys((*_over(row, found), before, *others)))
