"""A machine translation as the page of a language shows it: what may be done, and how far it is."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as __

from cochair.features.documents.models import MachineTranslation, Revision
from cochair.features.machine_translation import queries, refusals
from cochair.features.machine_translation.providers import Provider
from cochair.features.machine_translation.states import WORDS, Failure, State
from cochair.procedure.refusal import Refusal, _

PROGRESS = {
    State.WAITING: _("The text will be sent within a minute."),
    State.SENT: _(
        "The text was sent to the provider. The result will appear here as a courtesy translation."
    ),
}


@dataclass(frozen=True, slots=True)
class Asking:
    """Whether a machine may be asked for a language, and what became of the last time."""

    provider: str
    last: MachineTranslation | None
    against: tuple[Refusal, ...]

    @property
    def is_open(self) -> bool:
        """Whether one is on its way."""
        return self.last is not None and self.last.settled_at is None

    @property
    def can_ask(self) -> bool:
        """Whether nothing stands against it."""
        return not self.against and not self.is_open

    @property
    def progress(self) -> str:
        """How far it is, in words; empty when none is on its way."""
        return __(PROGRESS[State(self.last.state)]) if self.last and self.is_open else ""

    @property
    def failure(self) -> str:
        """Why the last one failed, or waits to be tried again, in words."""
        return __(WORDS[Failure(self.last.failure)]) if self.last and self.last.failure else ""

    @property
    def asked_at(self) -> datetime | None:
        """When it was asked for."""
        return self.last.asked_at if self.last else None


def asking(revision: Revision, language: str, provider: Provider) -> Asking | None:
    """What the page of a language offers; None where no provider is set, or for the original."""
    if not provider.sends or language == revision.source:
        return None
    return Asking(
        provider.name, queries.last(revision, language), refusals.against(revision, language)
    )
