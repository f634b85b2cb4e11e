"""What a new action or indicator answers: the findings that its commitments answer already."""

from collections.abc import Iterable
from datetime import datetime

from cochair.features.commitments.models import Action, Answer, Commitment, Indicator
from cochair.features.parties.offices import ActingOffice


def taken_over(
    made: Action | Indicator, commitments: Iterable[Commitment], *, by: ActingOffice, at: datetime
) -> None:
    """Say of what was just entered that it answers each finding that its commitments answer."""
    name = "action" if isinstance(made, Action) else "indicator"
    rows = Answer.objects.filter(commitment__in=list(commitments), ended_at=None)
    for finding in sorted(set(rows.values_list("finding_id", flat=True))):
        Answer.objects.create(finding_id=finding, at=at, by_id=by.office, **{name: made})
