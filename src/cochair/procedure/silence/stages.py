"""The stages of a silence, and the acts that lead from one to another.

Source: domain C.4 ("Silence procedure"), B.5; security.md section 7.
"""

from enum import StrEnum

from cochair.procedure.refusal import _
from cochair.procedure.steps import Step


class Stage(StrEnum):
    """Where a silence stands; broken, passed and withdrawn are ends.

    `closing` is the time after the expiry in which what had arrived before is still dealt with.
    """

    DRAFT = "draft"
    RUNNING = "running"
    SUSPENDED = "suspended"
    CLOSING = "closing"
    BROKEN = "broken"
    PASSED = "passed"
    WITHDRAWN = "withdrawn"


DRAFT, RUNNING, SUSPENDED, CLOSING = Stage.DRAFT, Stage.RUNNING, Stage.SUSPENDED, Stage.CLOSING
BROKEN, PASSED, WITHDRAWN = Stage.BROKEN, Stage.PASSED, Stage.WITHDRAWN

OPEN = Step(
    "open",
    "both co-presidencies",
    (DRAFT,),
    (RUNNING,),
    _("This silence procedure has already been opened."),
)
BREAK = Step(
    "object or amend, in writing, before the expiry",
    "an entitled delegation",
    (RUNNING, SUSPENDED, CLOSING, BROKEN, PASSED),
    (BROKEN,),
    _("This silence procedure is not running, so no objection is possible."),
)
COMMENT = Step(
    "write after the expiry",
    "an entitled delegation",
    (CLOSING, BROKEN, PASSED),
    (CLOSING, BROKEN, PASSED),
    BREAK.otherwise,
)
STATE = Step(
    "file a statement",
    "an entitled delegation",
    (RUNNING, SUSPENDED, CLOSING, PASSED),
    (RUNNING, SUSPENDED, CLOSING, PASSED),
    _("A statement may be made on a text under a silence procedure or adopted by one."),
)
EXTEND = Step(
    "extend, once",
    "both co-presidencies",
    (RUNNING,),
    (RUNNING,),
    _("Only a silence procedure that is running may be extended."),
)
WITHDRAW = Step(
    "withdraw",
    "both co-presidencies",
    (RUNNING, SUSPENDED),
    (WITHDRAWN,),
    _("Only a silence procedure that is running or suspended may be withdrawn."),
)
OUTAGE = Step(
    "be unreachable for more than 15 minutes in the last day",
    "the platform",
    (RUNNING, SUSPENDED, CLOSING),
    (SUSPENDED,),
    _("This silence procedure is not running, so an outage has no effect on it."),
)
RESUME = Step(
    "set a new expiry",
    "both co-presidencies",
    (SUSPENDED,),
    (RUNNING,),
    _("Only a suspended silence procedure may be resumed."),
)
CLOSE = Step(
    "close, after the grace period",
    "the clock",
    (CLOSING,),
    (PASSED,),
    _("Only a silence procedure whose time is over, and that nobody broke, may be closed."),
)

STEPS = (OPEN, BREAK, STATE, EXTEND, OUTAGE, RESUME, WITHDRAW, CLOSE, COMMENT)
