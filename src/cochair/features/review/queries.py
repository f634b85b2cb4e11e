"""Reads of proposed versions and of reviews; each a fixed number of queries."""

from collections.abc import Collection
from datetime import date, datetime
from functools import lru_cache

from django.db.models import Q, QuerySet

from cochair.features.compliance.models import ProcedureReview, ProposedVersion
from cochair.features.cycles import queries as cycles
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, ProcedureText
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.queries import SHOWN_IN
from cochair.procedure.book import Book
from cochair.procedure.calendar import ONE_DAY, civil_day
from cochair.procedure.checks import SHAPES
from cochair.procedure.reading import read
from cochair.procedure.review import Reviewer, reviewers
from cochair.web.numbers import whole

REVIEW = "procedures.review"
FILE = "procedure.yaml"


def proposals(forum: Forum) -> QuerySet[ProposedVersion]:
    """Every draft and proposal of a forum, the newest first."""
    rows = ProposedVersion.objects.filter(forum=forum)
    return rows.select_related(
        "forum", "base", "party", "made_by", "adopted", "meeting__forum", "document__forum"
    )


def visible(forum: Forum, hat: ActingOffice) -> QuerySet[ProposedVersion]:
    """What a reader of the shared space may see: a draft only those who write for its Party."""
    shared = Q(proposed_at__isnull=False)
    if hat.may(Power.PROPOSE):
        shared |= Q(party__code=hat.party)
    return proposals(forum).filter(shared)


def closed(
    forum: Forum, hat: ActingOffice | None, at: datetime, names: Collection[str]
) -> frozenset[str]:
    """Of some versions, each by `name_of` or (in older messages) its place, the drafts that a hat
    may not see."""
    drafts = ProposedVersion.objects.filter(forum=forum)
    if hat is not None:
        drafts = drafts.exclude(pk__in=visible(forum, hat).values("pk"))
    hidden = drafts.values_list("number", "place")
    return frozenset(names) & {
        name for number, place in hidden for name in (f"{number}-{place}", str(place))
    }


def name_of(row: ProposedVersion) -> str:
    """What entries and messages call a proposed version: its number and its place."""
    return f"{row.number}-{row.place}"


def versions(forum: Forum) -> tuple[ProcedureText, ...]:
    """Every version that was ever adopted, oldest first."""
    return tuple(ProcedureText.objects.filter(forum=forum).order_by("effective_from", "pk"))


def book_of(row: ProposedVersion) -> Book:
    """The procedures as a proposal would have them.  They were read before they were kept."""
    return understood(row.text)


@lru_cache(maxsize=8)
def understood(text: str) -> Book:
    """The procedures in a text; raises Faults.  Reading a long file takes a good part of a second."""
    return read(text, FILE, checks=SHAPES, shown_in=SHOWN_IN)


def base_of(row: ProposedVersion) -> Book:
    """The version that a proposal was made from."""
    return next(one for one in parties.books(row.forum) if one.version == row.base.number)


def reviews(forum: Forum) -> QuerySet[ProcedureReview]:
    """With what the reviews of a forum ended, oldest first."""
    rows = ProcedureReview.objects.filter(meeting__forum=forum)
    return rows.select_related("meeting", "proposal", "act")


def review_of(meeting: Meeting) -> ProcedureReview | None:
    """With what a meeting's review ended, as both noted it last; None while nothing is noted."""
    return reviews(meeting.forum).filter(meeting=meeting).last()


def mandate(row: ProposedVersion, at: datetime) -> ProcedureReview | None:
    """By which review a meeting let a proposal be decided by silence; None where none did."""
    if row.meeting is None:
        return None
    latest = reviews(row.forum).filter(meeting=row.meeting, at__lte=at).last()
    given = latest is not None and latest.outcome == "mandate_given"
    return latest if given and latest and latest.proposal_id == row.pk else None


def reviewer_of(meeting: Meeting, at: datetime) -> Reviewer | None:
    """What the procedures say of a review at this meeting; None where it reviews nothing."""
    return reviewers(parties.book(meeting.forum, at)).get(meeting.configuration)


def reviewing(forum: Forum, at: datetime) -> tuple[Meeting, ...]:
    """The meetings that review the procedures and are not over, the newest first."""
    rows = Meeting.objects.filter(
        forum=forum,
        configuration__in=reviewers(parties.book(forum, at)),
        closed_at=None,
        cancelled_at=None,
    )
    return tuple(rows.select_related("forum", "cycle").order_by("-pk"))


def next_cycle_day(forum: Forum, at: datetime) -> date:
    """The usual first day of a new version: the day after the cycle that runs, else the next day.

    Source: AMB-33, so that a cycle is judged by one version.
    """
    today = civil_day(at, forum.zone)
    running = cycles.running(forum, today)
    return (running.end if running else today) + ONE_DAY


def of_name(forum: Forum, name: str) -> ProposedVersion | None:
    """The draft or proposal that entries call by a name, or None."""
    number, _dash, place = name.rpartition("-")
    return proposals(forum).filter(number=number, place=whole(place) or 0).first()
