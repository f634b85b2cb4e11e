"""N28, what is told of a stock-taking: comments are asked for, they end soon, both closed it.

Owners and delegations are told; a reminder goes five days and one day before the end, and on the
day itself, to whoever has not commented.  A letter carries no line of the report.
Source: domain.md C.5.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from cochair.features.commitments.models import StocktakingReport
from cochair.features.mail import notifications
from cochair.features.mail.letters import Letter, Page, to_account
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Power
from cochair.features.parties.queries import Holder
from cochair.features.stocktaking import authors, queries
from cochair.features.stocktaking.content import Content
from cochair.journal.models import Entry
from cochair.procedure.calendar import civil_day, days_between
from cochair.procedure.refusal import Sentence, _

EVENT = "N28"
STEPS = (0, 1, 5)
# The last instant of a period that ends at midnight lies on the day before.
A_MOMENT = timedelta(seconds=1)


def register_all() -> None:
    """Make the tellers and the reminder known; called once, when the app is ready."""
    notifications.register("stocktaking.comments_asked", of_comments_asked)
    notifications.register("stocktaking.closed", of_closing)
    notifications.every("stocktaking-comments", of_comments_due)


def of_comments_asked(entry: Entry, at: datetime) -> Iterable[Letter]:
    """Comments are asked for: everybody who may comment, with the figures beside the last cycle's."""
    row = _report(entry.forum, int(entry.about_id))
    if row is None or row.comments_until is None:
        return
    content = queries.content_of(row, at)
    for holder in _asked(row, content, entry.at):
        yield _letter(
            row,
            holder,
            key=f"stocktaking-asked:{entry.seq}",
            subject=Sentence(
                _("Stock-taking report of cycle {number}: your comments"), _number(row)
            ),
            lines=(
                Sentence(_("Comments are requested until {until}."), {"until": row.comments_until}),
                *_compared(content),
            ),
        )


def of_comments_due(forum: Forum, at: datetime) -> Iterable[Letter]:
    """Comments end soon: whoever may comment and has not."""
    for row in queries.reports(forum):
        until = row.comments_until
        if row.final_at is not None or until is None or until <= at:
            continue
        last = civil_day(until - A_MOMENT, forum.zone)
        left = days_between(civil_day(at, forum.zone), last)
        step = next((days for days in STEPS if 0 <= left <= days), None)
        if step is None:
            continue
        row.forum = forum
        said = {one.author for one in queries.comments(row)}
        for holder in _asked(row, queries.content_of(row, at), at):
            if authors.author_of(holder.hat) not in said:
                yield _letter(
                    row,
                    holder,
                    key=f"stocktaking-due:{row.pk}:{last}:{step}",
                    subject=Sentence(
                        _("Round of comments on the stock-taking of cycle {number} ends on {day}"),
                        {**_number(row), "day": last},
                    ),
                    lines=(Sentence(_("You have not commented yet. Comments are optional."), {}),),
                    informs=True,
                )


def of_closing(entry: Entry, at: datetime) -> Iterable[Letter]:
    """Both closed the report: those who keep it are told what is left to do.

    Everybody else gets the report itself, as it is circulated.
    """
    row = _report(entry.forum, int(str(entry.facts.get("subject", 0))))
    if row is None or row.final_at is None:
        return
    for holder in parties.holders(row.forum, entry.at):
        if holder.hat.may(Power.RECORD_FACTS):
            yield _letter(
                row,
                holder,
                key=f"stocktaking-closed:{row.pk}",
                subject=Sentence(_("Stock-taking of cycle {number} closed"), _number(row)),
                lines=(
                    Sentence(
                        _(
                            "The report is registered in every language and can no longer "
                            "be changed."
                        ),
                        {},
                    ),
                    Sentence(
                        _(
                            "Report the outcome to the meeting that opens the next "
                            "cycle, before that meeting opens."
                        ),
                        {},
                    ),
                ),
                page="commitments:stocktaking",
            )


def _report(forum: str, number: int) -> StocktakingReport | None:
    found = parties.forum(forum)
    return queries.report(found, number) if found else None


def _asked(row: StocktakingReport, content: Content, at: datetime) -> Iterator[Holder]:
    """Those who may comment; an organisation only where it owns a line."""
    owners = {code for line in content.lines for code in line.owners}
    for holder in parties.holders(row.forum, at):
        author = authors.author_of(holder.hat)
        if author and (holder.hat.may(Power.READ_SHARED) or author in owners):
            yield holder


def _compared(content: Content) -> Iterator[Sentence]:
    """How many commitments have a report, now and at the end of the cycle before."""
    facts = {"reported": content.reported, "number": len(content.lines)}
    yield Sentence(_("Commitments with a report: {reported} of {number}."), facts)
    before = content.trend[-2:-1]
    for cycle, figures in before:
        number = sum(figures.values())
        said = {"cycle": cycle, "reported": number - figures["none"], "number": number}
        yield Sentence(
            _("Commitments with a report at the end of cycle {cycle}: {reported} of {number}."),
            said,
        )


def _number(row: StocktakingReport) -> dict[str, object]:
    return {"number": row.cycle.number}


def _letter(
    row: StocktakingReport,
    holder: Holder,
    *,
    key: str,
    subject: Sentence,
    lines: tuple[Sentence, ...],
    page: str = "commitments:stocktaking_comments",
    informs: bool = False,
) -> Letter:
    return Letter(
        key=key,
        forum_slug=row.forum.slug,
        to=to_account(holder.account, office=holder.hat.title, party=holder.hat.party),
        subject=subject,
        lines=lines,
        path=Page(page, (row.forum.slug, row.cycle.number)),
        event=EVENT,
        about=("stocktaking", str(row.cycle.number)),
        informs=informs,
    )
