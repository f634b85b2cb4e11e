"""Reads of the registers; each a fixed number of queries."""

from django.db.models import QuerySet

from cochair.features.commitments.models import Contribution, ThreatAssessment
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.procedure.refusal import _

PRACTICE, IMPROVEMENT, NEW_AREA = "good_practice", "improvement", "new_area"
# What both co-presidencies conclude where the meeting proposes none.
NO_NEW_AREA = "no_new_area"
KINDS = {
    PRACTICE: _("Good practice"),
    IMPROVEMENT: _("Area to improve"),
    NEW_AREA: _("Proposal for a new area"),
    NO_NEW_AREA: _("Conclusion that there is no new area"),
}
HEADS = {
    PRACTICE: _("Good practices"),
    IMPROVEMENT: _("Areas to improve"),
    NEW_AREA: _("Proposals for new areas"),
    NO_NEW_AREA: _("Conclusions that there is no new area"),
}
DIMENSIONS = {
    "strategic": _("strategic"),
    "operational": _("operational"),
    "technical": _("technical"),
}


def contributions(forum: Forum) -> QuerySet[Contribution]:
    """What stands in the registers, the newest first, with its meeting and what it cites."""
    rows = Contribution.objects.filter(forum=forum, withdrawn_at=None)
    return (
        rows.select_related("meeting", "forum", "by__party")
        .prefetch_related("threats", "findings__assessment")
        .order_by("-number")
    )


def contribution(forum: Forum, number: int) -> Contribution | None:
    """One that was not withdrawn, or None."""
    return contributions(forum).filter(number=number).first()


def assessments(forum: Forum) -> tuple[ThreatAssessment, ...]:
    """The editions that may be cited."""
    return tuple(ThreatAssessment.objects.filter(forum=forum))


def meetings(forum: Forum) -> tuple[Meeting, ...]:
    """The meetings to which something may be brought: not over, and not cancelled."""
    rows = Meeting.objects.filter(forum=forum, closed_at=None, cancelled_at=None)
    return tuple(rows.order_by("-pk"))


def also_withdrawn(forum: Forum, number: int) -> Contribution | None:
    """What stands in the registers under a number, also where it was withdrawn, or None."""
    rows = Contribution.objects.filter(forum=forum, number=number)
    return rows.select_related("meeting__cycle").first()


def threat_assessment(forum: Forum, number: int) -> ThreatAssessment | None:
    """An edition by its number, or None."""
    return ThreatAssessment.objects.filter(forum=forum, pk=number).first()
