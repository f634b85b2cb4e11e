"""The states of a report, derived from its instants (domain.md C.2): never set by hand."""

from collections.abc import Mapping
from enum import StrEnum

from cochair.features.commitments.models import StocktakingReport
from cochair.procedure.refusal import _
from cochair.web.code_labels import Mark

CLOSE = "stocktaking.close"
SUBJECT = "stocktaking"


class State(StrEnum):
    """A draft, out for comments, or final."""

    DRAFT = "draft"
    COMMENT = "comment"
    FINAL = "final"


MARKS: Mapping[State, Mark] = {
    State.DRAFT: Mark("working", "plain", _("Draft")),
    State.COMMENT: Mark("wait", "warn", _("Open for comments")),
    State.FINAL: Mark("met", "good", _("Final")),
}


def state_of(row: StocktakingReport) -> State:
    """The state of a report as it stands."""
    if row.final_at is not None:
        return State.FINAL
    return State.COMMENT if row.comments_from is not None else State.DRAFT
