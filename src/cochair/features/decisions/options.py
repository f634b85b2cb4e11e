"""The options of the procedures in force, which an app above knows and hands down."""

from collections.abc import Callable, Mapping
from datetime import datetime

from cochair.features.parties.models import Forum

type Reader = Callable[[Forum, datetime], Mapping[str, object]]

_READERS: list[Reader] = []


def register(reader: Reader) -> None:
    """Say who knows the options; called once, when the app above is ready."""
    _READERS[:] = [reader]


def in_force(forum: Forum, at: datetime) -> Mapping[str, object]:
    """Every option with the value in force at an instant."""
    return _READERS[0](forum, at)
