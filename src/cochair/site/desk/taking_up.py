"""What a reader does next for the list of what was before Cochair, as the board of a cycle leads to it."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as __

from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.takeup import queries
from cochair.site.desk import turn_buttons, turns


@dataclass(frozen=True, slots=True)
class Step:
    """A link with its words."""

    label: str
    href: str


def step(forum: Forum, hat: ActingOffice, at: datetime) -> Step | None:
    """The act that waits for signatures, else what the reader's office is asked for, else the list that is
    open; None where there is nothing of it."""
    row = queries.current(forum)
    act = queries.waiting_act(row) if row is not None else None
    if act is not None:
        return Step(__("Open the act"), reverse("acts:act", args=[forum.slug, act.number]))
    for turn in (asked.turn for asked in turns.of_kind(forum, queries.SUBJECT, at)):
        if turns.is_of(turn, hat):
            # What its office only prepares says *Prepare*, and not what.
            label = turns.words(turn) if turn.prepares else turn_buttons.button(turn)
            return Step(label, turns.address(forum, turn))
    if row is None:
        return None
    return Step(__("Take up the forum"), reverse("takeup:take-up", args=[forum.slug]))
