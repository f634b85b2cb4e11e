"""The pages of a meeting besides its own, in their order, for whoever may open them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as __

from cochair.features.meetings.models import Meeting
from cochair.features.parties.offices import ActingOffice
from cochair.features.preparations import queries as preparing
from cochair.procedure.refusal import _

PARTS = (
    ("meetings:invitations", _("Invitations")),
    ("meetings:observers", _("Observers")),
    ("meetings:delegations", _("People")),
    ("meetings:agenda", _("Agenda")),
    ("desk:meeting-documents", _("Documents")),
    ("meetings:preparations", _("Preparation")),
    ("commitments:coherence", _("Coherence")),
    ("meetings:sessions", _("Sessions")),
    ("desk:room", _("Room")),
    ("decisions:of-meeting", _("Decisions")),
    ("decisions:programme", _("Programme and next cycle")),
    ("records:record", _("Record")),
    ("records:points", _("Action points")),
    ("meetings:dates", _("Dates")),
)


@dataclass(frozen=True, slots=True)
class Subpage:
    """One page: the name of its address, its words in the reader's language, its address."""

    name: str
    label: str
    address: str


type Where = Callable[[Meeting], bool]

# Parts that not every meeting has, each with the one who knows: an app above.
_WHERE: dict[str, Where] = {}
PREPARATIONS = "meetings:preparations"


def only_where(name: str, has: Where) -> None:
    """Say which meetings have a part; called once, when the app that has it is ready."""
    _WHERE[name] = has


def has(meeting: Meeting, name: str) -> bool:
    """Whether a meeting has a part."""
    return name not in _WHERE or _WHERE[name](meeting)


def of(meeting: Meeting, hat: ActingOffice | None, at: datetime) -> tuple[Subpage, ...]:
    """The pages of a meeting that a reader may open at an instant (aware UTC)."""
    found = []
    closed = set() if preparing.reads(meeting, hat, at) else {PREPARATIONS}
    for name, label in PARTS:
        if name in closed or not has(meeting, name):
            continue
        try:
            address = reverse(name, args=[meeting.forum.slug, meeting.slug])
        except NoReverseMatch:
            continue
        found.append(Subpage(name, __(label), address))
    return tuple(found)
