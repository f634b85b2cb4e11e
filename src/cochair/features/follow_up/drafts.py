"""Reports that members of a delegation prepared, as long as its head has not entered one since."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import F, Max, Q

from cochair.features.commitments.models import ReportDraft
from cochair.features.follow_up.owners import follows_for
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice


def standing(forum: Forum, author: str) -> Mapping[str, ReportDraft]:
    """What stands prepared for an author, by the number of the commitment; one query, none without
    an author."""
    if not author:
        return {}
    return {one.commitment.slug: one for one in left(forum) if one.author == author}


def left(forum: Forum) -> tuple[ReportDraft, ...]:
    """What stands prepared in a forum, for all authors; one query."""
    own = Q(commitment__reports__author=F("author"))
    rows = ReportDraft.objects.filter(commitment__instrument__forum=forum)
    rows = rows.annotate(reported=Max("commitment__reports__at", filter=own))
    rows = rows.select_related("commitment__instrument__forum").order_by("at", "pk")
    last = {(one.commitment_id, one.author): one for one in rows}
    return tuple(one for one in last.values() if one.reported is None or one.reported < one.at)


def closed(
    forum: Forum, hat: ActingOffice | None, at: datetime, names: Collection[str]
) -> frozenset[str]:
    """Of some prepared reports, by their numbers, those that are not of the delegation of a hat."""
    own = ReportDraft.objects.filter(
        commitment__instrument__forum=forum, pk__in=names, author=follows_for(hat) if hat else ""
    )
    return frozenset(names) - set(map(str, own.values_list("pk", flat=True)))


def draft(forum: Forum, number: int) -> ReportDraft | None:
    """A prepared report by its number, or None."""
    return ReportDraft.objects.filter(commitment__instrument__forum=forum, pk=number).first()
