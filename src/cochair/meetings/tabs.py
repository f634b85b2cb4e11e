"""The parts of a meeting's page, in their order, for whoever reads them."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as __

from cochair.procedure.refusal import _

PARTS = (
    ("desk:meeting", _("Overview")),
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
    ("meetings:dates", _("Dates")),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """One part: its words in the reader's language, its address, and whether one is there."""

    label: str
    address: str
    here: bool


def of(forum_slug: str, slug: str, here: str) -> tuple[Tab, ...]:
    """The parts of a meeting; `here` is the name of the address on which the reader is."""
    found = []
    for name, label in PARTS:
        try:
            address = reverse(name, args=[forum_slug, slug])
        except NoReverseMatch:
            continue
        found.append(Tab(__(label), address, name == here))
    return tuple(found)
