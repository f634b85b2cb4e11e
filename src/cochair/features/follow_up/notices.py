"""N27, what is told of progress reports: thirty days before they are due, five days before, and on
the day, to each owner, with what it has not reported on yet.

The day is the practice date that the forum's file calls `progress_reports`; a meeting that moves
is told anew.  A letter names commitments by number and carries no report.  Source: domain.md C.5.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from cochair.features.calendars import queries as calendars
from cochair.features.follow_up import owners, queries
from cochair.features.mail import notifications
from cochair.features.mail.letters import Letter, Page, to_account
from cochair.features.meetings.deadlines import Dated
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.queries import Holder
from cochair.procedure.book import Book
from cochair.procedure.calendar import civil_day, days_between, start_of_day
from cochair.procedure.refusal import Sentence, _

EVENT = "N27"
STEPS = (0, 5, 30)


def register_all() -> None:
    """Make the reminder known; called once, when the app is ready."""
    notifications.every("reports-due", of_reports)


def of_reports(forum: Forum, at: datetime) -> Iterable[Letter]:
    """Reports that are due within thirty days, to whoever owes one."""
    book, today = parties.book(forum, at), civil_day(at, forum.zone)
    for dated in queries.report_dates(forum, at):
        left = days_between(today, dated.day)
        step = next((days for days in STEPS if 0 <= left <= days), None)
        if step is not None:
            yield from _letters(forum, book, dated, step, at)


def owed(forum: Forum, since: date, at: datetime) -> Mapping[str, tuple[str, ...]]:
    """The numbers on which each owner has not reported since a civil day, by its code."""
    said = queries.reported_since(forum, start_of_day(since, forum.zone))
    found: dict[str, tuple[str, ...]] = {}
    for one in queries.lines(forum, at):
        if one.row.state != queries.IN_FORCE:
            continue
        for code in one.row.owners:
            if (one.row.slug, code) not in said:
                found[code] = (*found.get(code, ()), one.row.slug)
    return found


def _letters(forum: Forum, book: Book, dated: Dated, step: int, at: datetime) -> Iterable[Letter]:
    missing = owed(forum, dated.day - queries.ASKED_BEFORE, at)
    for holder in parties.holders(forum, at):
        numbers = missing.get(owners.speaks_for(holder.hat), ())
        if numbers:
            yield _letter(forum, book, holder, dated, step, numbers)


def _letter(
    forum: Forum,
    book: Book,
    holder: Holder,
    dated: Dated,
    step: int,
    numbers: tuple[str, ...],
) -> Letter:
    meeting = dated.meeting
    facts = {"day": dated.day, "meeting": calendars.name_of(meeting, book)}
    return Letter(
        key=f"reports-due:{meeting.id}:{dated.day}:{step}",
        forum_slug=forum.slug,
        to=to_account(holder.account, office=holder.hat.title, party=holder.hat.party),
        subject=Sentence(_("Progress reports due on {day}: {meeting}"), facts),
        lines=(
            Sentence(
                _("Reports are due by the end of {day}. This date is a practice, not a rule."),
                facts,
            ),
            Sentence(_("No report from you: {numbers}."), {"numbers": numbers}),
        ),
        path=Page("commitments:ours", (forum.slug,)),
        event=EVENT,
        about=("meeting", meeting.id),
    )
