"""What apps above show on the page of a document: each registers its part when it is ready."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from cochair.features.documents.models import Document
from cochair.features.parties.offices import ActingOffice


class Part(Protocol):
    """A part of the page, and the template that shows it."""

    @property
    def template(self) -> str:
        """Its template, which takes part, document, forum and csrf_token."""


type Shows = Callable[[Document, ActingOffice, datetime], Part | None]

_PARTS: dict[str, Shows] = {}


def register(code: str, shows: Shows) -> None:
    """Show a part on the page of every document for which `shows` gives one."""
    _PARTS[code] = shows


def parts(document: Document, hat: ActingOffice, at: datetime) -> list[Part]:
    """The parts that a reader of a document sees, in the order in which they were registered."""
    found = (shows(document, hat, at) for shows in _PARTS.values())
    return [one for one in found if one is not None]
