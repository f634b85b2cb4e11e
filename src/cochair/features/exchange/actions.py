"""Enter counts of exchanges, one by one or as a table, and withdraw one.

Source: I.1.4; domain.md C.2 (Indicator).
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from cochair.features.commitments.journal import tell
from cochair.features.commitments.models import ExchangeCount, Indicator, IndicatorValue
from cochair.features.exchange import plan, queries, refusals
from cochair.features.exchange.periods import Period
from cochair.features.exchange.plan import Plan, Row, Typed
from cochair.features.measures import actions as measures
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.threats import refusals as reasons
from cochair.procedure.refusal import Refusal, Refused, _, require
from cochair.web.errors import StaleVersion

MOVED = _("The counts have changed since you previewed this table. Preview it again.")


@transaction.atomic
def enter(forum: Forum, typed: Typed, *, by: ActingOffice, at: datetime) -> ExchangeCount:
    """Enter a count of what the own Party sent, or correct it; the same sent twice is kept once.

    Raises Refused for every part that is wrong.
    """
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    (row,) = plan.of_one(forum, typed, party=by.party, at=at).rows
    if row.errors:
        raise Refused(*(Refusal("practice", one.message, one.facts) for one in row.errors))
    if row.before is not None and row.does == plan.SAME:
        return row.before
    return _save(forum, [row], by=by, at=at)[0]


@transaction.atomic
def enter_table(
    forum: Forum, read: Plan, *, seen: str, by: ActingOffice, at: datetime
) -> list[ExchangeCount]:
    """Enter what a table adds and corrects, once it was read what that is (`seen` is its digest).

    Raises StaleVersion when the counts changed meanwhile, Refused while a row is wrong and where
    nothing is new.
    """
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    assert read.table is not None
    again = plan.of_table(forum, read.table, party=by.party, at=at)
    if again.digest != seen:
        raise StaleVersion(Refusal("practice", MOVED), theirs=again.summary, mine=read.summary)
    rows = again.doing(plan.ADDED, plan.CORRECTED)
    require(
        Refusal("practice", _("Some rows contain errors: nothing is saved."))
        if again.wrong
        else None,
        None if rows else Refusal("practice", _("All these counts are there already.")),
    )
    return _save(forum, rows, by=by, at=at)


@transaction.atomic
def withdraw(row: ExchangeCount, *, reason: str, by: ActingOffice, at: datetime) -> ExchangeCount:
    """Withdraw a count of the own Party, with a reason; its row stays and counts no longer."""
    forum = Forum.objects.select_for_update().get(pk=row.forum_id)
    held = queries.count(forum, row.number)
    assert held is not None
    require(
        refusals.stands(held),
        refusals.own(held.party, (held.party,), by.party),
        reasons.says_why(reason),
    )
    held.ended_at, held.ended_reason = at, reason.strip()
    held.save(update_fields=["ended_at", "ended_reason"])
    about = (queries.SUBJECT, str(held.number))
    tell(forum, "exchange.withdrawn", about, by=by, at=at, facts={})
    return held


@transaction.atomic
def record_total(
    indicator: Indicator, period: Period, *, source: str, by: ActingOffice, at: datetime
) -> IndicatorValue:
    """Record what all Parties sent in a period as a value of an indicator, on its last day.

    Raises Refused where a Party counted nothing in it: the sum would not be that of all.
    """
    forum = Forum.objects.select_for_update().get(pk=indicator.forum_id)
    rows = [one for one in queries.standing(forum) if period.overlaps(queries.period(one))]
    found = {(queries.period(one), one.party) for one in rows}
    require(*refusals.all_counted(found, period, parties.roster(forum).party_codes))
    total = str(sum(one.count for one in rows))
    return measures.add_value(indicator, value=total, day=period.end, source=source, by=by, at=at)


def _save(
    forum: Forum, rows: Iterable[Row], *, by: ActingOffice, at: datetime
) -> list[ExchangeCount]:
    rows = list(rows)
    replaced = [row.before.pk for row in rows if row.before is not None]
    spelt = {one.channel.casefold(): one.channel for one in queries.standing(forum)}
    ExchangeCount.objects.filter(pk__in=replaced).update(ended_at=at)
    last = ExchangeCount.objects.filter(forum=forum).aggregate(n=Max("number"))["n"] or 0
    made = []
    for number, row in enumerate(rows, start=last + 1):
        assert row.period is not None
        channel = " ".join(row.typed.channel.split())
        made.append(
            ExchangeCount(
                forum=forum,
                number=number,
                start=row.period.start,
                end=row.period.end,
                channel=spelt.setdefault(channel.casefold(), channel),
                kind=row.typed.kind,
                party=row.typed.party,
                count=row.count,
                source=row.typed.source,
                at=at,
                by_id=by.office,
            )
        )
    made = ExchangeCount.objects.bulk_create(made)
    facts: dict[str, object] = {
        "counts": len(made),
        "corrected": len(replaced),
        "last": made[-1].number,
    }
    about = (queries.SUBJECT, str(made[0].number))
    tell(forum, "exchange.counted", about, by=by, at=at, facts=facts)
    return made
