"""N26, what is told of points of action: a fortnight before one is due, on the day, and a week after,
to its owner, until it is done or dropped.

A letter names a point by its number and its meeting, and carries none of its words.
Source: domain.md C.5.
"""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings

from cochair.features.action_points import queries
from cochair.features.mail import notifications
from cochair.features.mail.letters import Letter, Page, to_account
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.queries import Holder
from cochair.features.records.models import ActionPoint
from cochair.procedure.book import Book
from cochair.procedure.calendar import civil_day, days_between
from cochair.procedure.refusal import Sentence, _

EVENT = "N26"
# Days until a point is due at which it is told; below zero, since it was.
BEFORE, ON_THE_DAY, AFTER = 14, 0, -7
# How long a reminder may be late before it is told no more: the next one comes.
OPEN_FOR = 6


def register_all() -> None:
    """Make the reminder known; called once, when the app is ready."""
    notifications.every("points-due", of_points)


def of_points(forum: Forum, at: datetime) -> Iterable[Letter]:
    """Points that are due within a fortnight, today, or since a week, to whoever owns them."""
    today = civil_day(at, forum.zone)
    due = [
        (one, step)
        for one in queries.live(forum)
        if (step := _step(days_between(today, one.due))) is not None
    ]
    if not due:
        return
    book = parties.book(forum, at)
    for holder in parties.holders(forum, at):
        for one, step in due:
            if holder.hat.reports_for == one.owner:
                yield _letter(forum, book, holder, one, step)


def _step(left: int) -> int | None:
    """Which reminder stands open when so many civil days are left."""
    return next(
        (step for step in (BEFORE, ON_THE_DAY, AFTER) if step - OPEN_FOR <= left <= step), None
    )


def _letter(forum: Forum, book: Book, holder: Holder, one: ActionPoint, step: int) -> Letter:
    facts = {
        "number": one.number,
        "day": one.due,
        "meeting": {
            code: meeting_title(one.meeting, book, code) for code, _name in settings.LANGUAGES
        },
    }
    subject = _("Action point {number} is due on {day}: {meeting}")
    late = _("Action point {number} was due on {day}: {meeting}")
    return Letter(
        key=f"point-due:{queries.subject_of(one)}:{one.due}:{step}",
        forum_slug=forum.slug,
        to=to_account(holder.account, office=holder.hat.title, party=holder.hat.party),
        subject=Sentence(late if step == AFTER else subject, facts),
        lines=(
            Sentence(_("Your office must do it by the end of {day}."), facts),
            Sentence(_("When it is done, report it with one line of evidence."), {}),
        ),
        event=EVENT,
        path=Page("records:point", (forum.slug, one.meeting.slug, one.number)),
        about=(queries.SUBJECT, queries.subject_of(one)),
    )
