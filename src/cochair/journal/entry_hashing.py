"""What exactly of an entry is hashed: its body in canonical JSON.

The form is that of RFC 8785 for the few shapes we use, described for other people's programs in
docs/reference/ledger.md.  `verify_export.py` has its own copy, written apart; a test compares them.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from unicodedata import category

from cochair.journal import merkle

# Whole numbers beyond this are not the same in every reader of JSON (RFC 8785, 3.2.2.3).
LARGEST = 2**53 - 1
# A code is short; whatever is longer is prose, and prose has no place in the journal.
LONGEST = 500


def canonical(value: object) -> bytes:
    """A value as JSON without spaces, names in order, UTF-8."""
    return json.dumps(
        value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    ).encode()


def instant(at: datetime) -> str:
    """An aware instant as it is hashed: UTC with six decimals of the second, and a `Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def leaf(body: Mapping[str, object]) -> str:
    """The leaf hash of an entry's body, in hexadecimal."""
    return merkle.leaf_hash(canonical(body)).hex()


def checked(facts: object, *, where: str = "facts") -> None:
    """Refuse facts that are no codes: only texts, whole numbers, yes or no, nothing, and lists
    and objects of these can be written the same way everywhere.

    Raises TypeError for another kind of value, ValueError for one out of bounds.
    """
    match facts:
        case None | bool():
            pass
        case int():
            if abs(facts) > LARGEST:
                raise ValueError(f"{where}: {facts} is too large. The largest number is {LARGEST}.")
        case str():
            if len(facts) > LONGEST:
                raise ValueError(f"{where}: {len(facts)} characters are too many. Write a code.")
            if any(category(character) in {"Cc", "Cs"} for character in facts):
                raise ValueError(
                    f"{where}: {facts!r} contains a control character or a lone surrogate."
                )
        case list() | tuple():
            for place, fact in enumerate(facts):
                checked(fact, where=f"{where}[{place}]")
        case dict():
            for name, fact in facts.items():
                if not (isinstance(name, str) and name.isascii() and name.isprintable()):
                    raise TypeError(f"{where}: {name!r} may not name a fact. Use printable ASCII.")
                checked(fact, where=f"{where}.{name}")
        case _:
            raise TypeError(
                f"{where}: {type(facts).__name__} {facts!r} may not be stored. Write it as a code."
            )
