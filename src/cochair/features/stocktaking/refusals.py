"""Why a report cannot be opened, commented on, closed or reported."""

from collections.abc import Collection, Mapping
from datetime import datetime

from cochair.features.commitments.models import LineComment, StocktakingReport
from cochair.features.cycles.models import Cycle
from cochair.features.follow_up.refusals import printed
from cochair.features.meetings.models import Meeting
from cochair.features.stocktaking.states import State, state_of
from cochair.procedure.calendar import civil_day
from cochair.procedure.refusal import Refusal, _
from cochair.web.localize import languages as named_languages

LONGEST = 8000


def has_begun(cycle: Cycle, at: datetime) -> Refusal | None:
    """Progress is made in a cycle that has begun."""
    if civil_day(at, cycle.forum.zone) >= cycle.start:
        return None
    return Refusal("practice", _("The cycle has not begun, so there is no progress to report yet."))


def not_final(row: StocktakingReport) -> Refusal | None:
    """What both signed changes no more."""
    if row.final_at is None:
        return None
    return Refusal("two-keys", _("Both Parties signed this report. It can no longer be changed."))


def is_final(row: StocktakingReport) -> Refusal | None:
    """Only what both signed is reported."""
    if row.final_at is not None:
        return None
    return Refusal("practice", _("The report is not final yet."))


def whole(words: Mapping[str, str], languages: Collection[str], clause: str) -> Refusal | None:
    """Words of the report itself stand in every language, or in none."""
    missing = [code for code in languages if not words.get(code, "").strip()]
    if not missing or len(missing) == len(languages):
        return None
    return Refusal(
        clause,
        _("Write the text in every language or in none. Missing: {languages}."),
        {"languages": named_languages(missing)},
    )


def short(*texts: str) -> Refusal | None:
    """No more than a page can carry."""
    if all(len(one) <= LONGEST for one in texts):
        return printed(*texts)
    return Refusal(
        "practice", _("This is too long: the limit is {number} characters."), {"number": LONGEST}
    )


def later(row: StocktakingReport, until: datetime, at: datetime) -> Refusal | None:
    """Comments end later than now, and an end that was announced never comes sooner."""
    if until <= at:
        return Refusal("calendar", _("The round of comments would already have ended."))
    if row.comments_until is not None and until < row.comments_until:
        return Refusal(
            "practice",
            _("The deadline for comments is {until}. It may be set later, not earlier."),
            {"until": row.comments_until},
        )
    return None


def takes_comments(row: StocktakingReport, at: datetime) -> Refusal | None:
    """Comments come while they are asked for; at the end itself it is over."""
    if state_of(row) is State.DRAFT:
        return Refusal("practice", _("The round of comments has not opened yet."))
    until = row.comments_until
    if row.final_at is None and until is not None and at < until:
        return None
    return Refusal("practice", _("The round of comments has ended."))


def unanswered(row: LineComment) -> Refusal | None:
    """A comment is answered once."""
    return (
        Refusal("practice", _("This comment has already been answered."))
        if row.answered_at
        else None
    )


def may_close(row: StocktakingReport, at: datetime) -> tuple[Refusal | None, ...]:
    """What stands against closing: asked when it is proposed and at each key."""
    return (not_final(row), _comments_over(row, at), _all_answered(row))


def _comments_over(row: StocktakingReport, at: datetime) -> Refusal | None:
    if row.final_at is not None:
        return None
    if row.comments_until is None:
        return Refusal(
            "practice", _("Open the round of comments before both Parties close the report.")
        )
    if at >= row.comments_until:
        return None
    return Refusal(
        "practice",
        _("Comments may be sent until {until}. The report may be closed after that."),
        {"until": row.comments_until},
    )


def _all_answered(row: StocktakingReport) -> Refusal | None:
    left = row.comments.filter(answered_at=None).count()
    if not left:
        return None
    return Refusal("practice", _("Unanswered comments: {number}."), {"number": left})


def following(row: StocktakingReport, meeting: Meeting, clause: str) -> Refusal | None:
    """The outcome goes to a meeting of a later cycle, of whatever type, and before it opens."""
    later = meeting.cycle is not None and meeting.cycle.number > row.cycle.number
    if not later or meeting.cancelled_at is not None:
        return Refusal(clause, _("The outcome is reported to a meeting of a later cycle."))
    if meeting.opened_at is not None:
        return Refusal(clause, _("That meeting has opened: it is too late to report to it."))
    return None
