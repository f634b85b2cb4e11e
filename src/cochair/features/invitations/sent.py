"""What became of the letters about an invitation: the act that invites, and the letter that goes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from cochair.features.mail.models import Message, State
from cochair.features.meetings.models import Invitation, Meeting

UNSENT = frozenset({State.FAILED, State.NO_ADDRESS})


@dataclass(frozen=True, slots=True)
class Letters:
    """How far the letters about one invitation came, and when the first was really sent."""

    states: frozenset[str] = frozenset()
    first: datetime | None = None

    @property
    def is_on_its_way(self) -> bool:
        """Whether one waits to be sent."""
        return bool(self.states - UNSENT - {State.SENT})


NONE = Letters()


def of_meeting(meeting: Meeting) -> Mapping[int, Letters]:
    """The letters about each invitation to a meeting, by its key; two queries."""
    keys = Invitation.objects.filter(meeting=meeting).values_list("pk", flat=True)
    return of_invitations(meeting, keys)


def of_invitations(meeting: Meeting, keys: Iterable[int]) -> Mapping[int, Letters]:
    """The letters about some invitations to a meeting, by their keys; one query."""
    rows = Message.objects.filter(
        forum=meeting.forum, about_kind="invitation", about_id__in=[str(key) for key in keys]
    )
    states: dict[int, set[str]] = {}
    first: dict[int, datetime] = {}
    for about, state, at in rows.values_list("about_id", "state", "sent_at"):
        key = int(about)
        states.setdefault(key, set()).add(state)
        if state == State.SENT and at is not None:
            first[key] = min(at, first.get(key, at))
    return {key: Letters(frozenset(found), first.get(key)) for key, found in states.items()}
