"""One person as a delegation names it, and what may be written of a person: nothing more.

Source: domain.md C.9 (personal data): name, function, contact and attendance.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from cochair.features.delegations import labels
from cochair.features.delegations.queries import CAPACITIES, MODES
from cochair.features.meetings.models import Participant
from cochair.procedure.alphabets import UNREADABLE, is_printed, plain_to_see
from cochair.procedure.book import Book
from cochair.procedure.refusal import Refusal, _
from cochair.web.formats import sorting_key

NAME, TITLE, FUNCTION, EMAIL = 200, 40, 200, 254
ADVISER, PHYSICAL = CAPACITIES[2], MODES[0]
KEPT = ("title", "name", "function", "rank", "capacity", "mode", "email", "language")


@dataclass(frozen=True, slots=True)
class Person:
    """A person as typed: `function` in every language given; the rest codes or plain text."""

    name: str
    title: str = ""
    function: Mapping[str, str] = field(default_factory=dict)
    rank: str = ""
    capacity: str = ADVISER
    mode: str = PHYSICAL
    email: str = ""
    language: str = ""

    @property
    def words(self) -> str:
        """Name and function on one line, for a reader who compares two states."""
        return ", ".join(filter(None, (self.name, next(iter(self.function.values()), ""))))


def of_row(row: Participant) -> Person:
    """The person that a row holds."""
    return Person(**{name: getattr(row, name) for name in KEPT})


def plain(text: str) -> str:
    """A text on one line, its letters composed; every run of blanks is one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def name_key(name: str) -> str:
    """What two names share that are the same to a reader: accents, case, blanks set aside."""
    return sorting_key(plain(name))


def refusals(person: Person, book: Book) -> tuple[Refusal | None, ...]:
    """What stands against a person as typed; every reason at once."""
    texts = (person.name, person.title, person.email, *person.function.values())
    return (
        _named(person.name),
        None if all(map(is_printed, texts)) else Refusal("practice", UNREADABLE),
        plain_to_see(*texts),
        _short_enough(person),
        _known("rank", person.rank, ("", *book.ranks)),
        _known("capacity", person.capacity, CAPACITIES),
        _known("mode", person.mode, MODES),
        _known("language", person.language, ("", *book.languages)),
        _address(person.email),
    )


UNKNOWN = {
    "rank": _("“{value}” is not a rank of the procedures."),
    "capacity": _("“{value}” is not a role in the delegation. Use one of these: {choices}."),
    "mode": _("“{value}” is not a form of attendance. Use one of these: in the room or remote."),
    "language": _("“{value}” is not a language of the forum."),
}


def _named(name: str) -> Refusal | None:
    if any(sign.isalpha() for sign in name):
        return None
    return Refusal("practice", _("Enter the name."))


def _short_enough(person: Person) -> Refusal | None:
    too_long = (
        len(person.name) > NAME
        or len(person.title) > TITLE
        or len(person.email) > EMAIL
        or any(len(words) > FUNCTION for words in person.function.values())
    )
    if not too_long:
        return None
    return Refusal(
        "practice",
        _(
            "This is too long. The limit is {number} characters for a name and a function, "
            "and {title} for a title."
        ),
        {"number": NAME, "title": TITLE},
    )


def _known(what: str, value: str, allowed: tuple[str, ...]) -> Refusal | None:
    if value in allowed:
        return None
    facts: dict[str, object] = {"value": value[:60]}
    if what == "capacity":
        facts["choices"] = labels.spelled(labels.CAPACITIES)
    return Refusal("practice", UNKNOWN[what], facts)


def _address(email: str) -> Refusal | None:
    if not email:
        return None
    try:
        validate_email(email)
    except ValidationError:
        return Refusal("practice", _("“{value}” is not an e-mail address."), {"value": email[:60]})
    return None
