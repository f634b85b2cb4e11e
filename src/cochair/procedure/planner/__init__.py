"""Days and places for the meetings of a cycle: the best plans there are, with their reasons.

Pure: whoever asks brings the facts as a `Question`; `of_cycle` makes one of what is known of a
forum.  `plans` answers with the ten best plans, proved to be the best, or with what stands in
the way of any.  Plans differ in at least one day: of the places for the same days the best are
proposed, and those that are as good are named beside them.

Source: domain A.6 (AMB-01 to AMB-09), C.7 (P5).
"""

from cochair.procedure.planner.answer import Answer, Placed, Plan, plans
from cochair.procedure.planner.question import (
    CRITERIA,
    Blocked,
    Fixed,
    HostEvent,
    Mark,
    Question,
    Slot,
    Venue,
)
from cochair.procedure.planner.reasons import Reason

__all__ = [
    "CRITERIA",
    "Answer",
    "Blocked",
    "Fixed",
    "HostEvent",
    "Mark",
    "Placed",
    "Plan",
    "Question",
    "Reason",
    "Slot",
    "Venue",
    "plans",
]
