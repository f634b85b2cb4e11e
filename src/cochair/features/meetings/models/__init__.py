"""Meetings of the cycle, and everything that is kept about one from its notice to its room.

One module per subject; other apps import from here.
"""

from cochair.features.meetings.models.agenda import (
    Agenda,
    AgendaItem,
    Discussion,
    ItemRequest,
    Omission,
    OpenPoint,
)
from cochair.features.meetings.models.coherence import CoherenceNote, InitiativeEvent
from cochair.features.meetings.models.conduct import FloorEntry, SpeakerRequest
from cochair.features.meetings.models.delegation import Delegation, Participant
from cochair.features.meetings.models.invitation import (
    ContactLink,
    ContactPoint,
    Invitation,
    Notice,
    NoticeConfirmation,
    Receipt,
    RelevanceList,
)
from cochair.features.meetings.models.meeting import (
    CoChair,
    FollowUp,
    JointNote,
    Meeting,
    Preparation,
    RelatedEvent,
    Schedule,
)
from cochair.features.meetings.models.observer import ObserverAnswer, ObserverRequest
from cochair.features.meetings.models.session import (
    BlockedDays,
    Feed,
    HostEvent,
    MeetingHost,
    Session,
)

__all__ = [
    "Agenda",
    "AgendaItem",
    "BlockedDays",
    "CoChair",
    "CoherenceNote",
    "ContactLink",
    "ContactPoint",
    "Delegation",
    "Discussion",
    "Feed",
    "FloorEntry",
    "FollowUp",
    "HostEvent",
    "InitiativeEvent",
    "Invitation",
    "ItemRequest",
    "JointNote",
    "Meeting",
    "MeetingHost",
    "Notice",
    "NoticeConfirmation",
    "ObserverAnswer",
    "ObserverRequest",
    "Omission",
    "OpenPoint",
    "Participant",
    "Preparation",
    "Receipt",
    "RelatedEvent",
    "RelevanceList",
    "Schedule",
    "Session",
    "SpeakerRequest",
]
