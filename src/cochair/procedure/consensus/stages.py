"""The stages of a decision in the room, and the acts that lead from one to another.

Source: domain C.4 ("Decision in a meeting"); corrections.md section 3 ("Machines").
"""

from enum import StrEnum

from cochair.procedure.refusal import _
from cochair.procedure.steps import Step


class Stage(StrEnum):
    """Where a decision stands; from `adopted_by_consensus` on they are ends."""

    DRAFT = "draft"
    PUT = "put"
    OBJECTED = "objected"
    SUSPENDED = "suspended"
    ADOPTED_BY_CONSENSUS = "adopted_by_consensus"
    ADOPTED_WITH_STATEMENTS = "adopted_with_statements"
    CO_CHAIRS_SUMMARY = "co_chairs_summary"
    NOT_AGREED = "not_agreed"
    REPLACED = "replaced"


DRAFT, PUT, OBJECTED, SUSPENDED = Stage.DRAFT, Stage.PUT, Stage.OBJECTED, Stage.SUSPENDED
ADOPTED = (Stage.ADOPTED_BY_CONSENSUS, Stage.ADOPTED_WITH_STATEMENTS)
ON_THE_TABLE = (PUT, OBJECTED, SUSPENDED)

NOT_ON_THE_TABLE = _("This text is not submitted for adoption.")

PUT_TEXT = Step(
    "submit the text for adoption",
    "both co-chairs",
    (DRAFT,),
    (PUT,),
    _("This text has already been submitted for adoption."),
)
OBJECT = Step(
    "object", "an entitled delegation", ON_THE_TABLE, (OBJECTED, SUSPENDED), NOT_ON_THE_TABLE
)
WITHDRAW = Step(
    "withdraw the objection",
    "who objected",
    (OBJECTED, SUSPENDED),
    (*ON_THE_TABLE,),
    _("No objection stands."),
)
CONVERT = Step(
    "convert the objection into a statement",
    "who objected",
    (OBJECTED, SUSPENDED),
    (*ON_THE_TABLE,),
    _("No objection stands."),
)
SUSPEND = Step(
    "suspend",
    "both co-chairs",
    (OBJECTED,),
    (SUSPENDED,),
    _("A text may be suspended only while an objection to it stands."),
)
STATE = Step(
    "file a statement",
    "an entitled delegation",
    (*ON_THE_TABLE, *ADOPTED),
    (*ON_THE_TABLE, *ADOPTED),
    _("A statement may be made on a text that is submitted for adoption or has been adopted."),
)
DECLARE_CONSENSUS = Step(
    "declare consensus",
    "both co-chairs",
    (PUT,),
    ADOPTED,
    _(
        "Consensus may be declared only on a text submitted for adoption, and only while "
        "no objection stands."
    ),
)
DECLARE_NOT_AGREED = Step(
    "declare that there is no agreement",
    "both co-chairs",
    (OBJECTED, SUSPENDED),
    (Stage.NOT_AGREED,),
    _("Without an objection, the lack of agreement may not be declared."),
)
ISSUE_SUMMARY = Step(
    "issue a summary of the co-chairs",
    "both co-chairs",
    ON_THE_TABLE,
    (Stage.CO_CHAIRS_SUMMARY,),
    NOT_ON_THE_TABLE,
)
REPLACE = Step(
    "submit a revised text instead",
    "both co-chairs",
    ON_THE_TABLE,
    (Stage.REPLACED,),
    NOT_ON_THE_TABLE,
)

STEPS = (
    PUT_TEXT,
    OBJECT,
    WITHDRAW,
    CONVERT,
    SUSPEND,
    STATE,
    DECLARE_CONSENSUS,
    DECLARE_NOT_AGREED,
    ISSUE_SUMMARY,
    REPLACE,
)
