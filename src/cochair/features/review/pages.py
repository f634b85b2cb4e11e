"""What the pages of a review show, each in a fixed number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from cochair.features.compliance.models import ProposedVersion
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, ProcedureText
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.review import adoption, outcomes, presenters, queries, states
from cochair.procedure.calendar import ONE_DAY, civil_day
from cochair.procedure.review import ReviewOutcome, adopter
from cochair.web.numbers import whole

TONES = {
    states.State.DRAFT: "plain",
    states.State.PROPOSED: "warn",
    states.State.ADOPTED: "good",
    states.State.IN_FORCE: "good",
    states.State.WITHDRAWN: "off",
    states.State.SUPERSEDED: "off",
}


@dataclass(frozen=True, slots=True)
class VersionShown:
    """An adopted version: its days in force, `last` inclusive and empty while none follows."""

    number: str
    first: date
    last: date | None
    word: str
    tone: str
    before: str
    adopted: ProposedVersion | None
    adopted_on: date | None


@dataclass(frozen=True, slots=True)
class ProposalShown:
    """A draft or proposal in a list."""

    row: ProposedVersion
    word: str
    tone: str


def versions(forum: Forum, at: datetime) -> list[VersionShown]:
    """Every version that was adopted, the newest first."""
    rows, today = queries.versions(forum), civil_day(at, forum.zone)
    made = {row.adopted_id: row for row in queries.proposals(forum) if row.adopted_id}
    books = {book.version: book for book in parties.books(forum)}
    found = []
    for place, row in enumerate(rows):
        following = rows[place + 1] if place + 1 < len(rows) else None
        before = rows[place - 1].number if place else ""
        found.append(_version(row, following, before, made, books, rows, today))
    return found[::-1]


def _version(
    row: ProcedureText,
    following: ProcedureText | None,
    before: str,
    made: Mapping[int, ProposedVersion],
    books: Mapping[str, object],
    rows: tuple[ProcedureText, ...],
    today: date,
) -> VersionShown:
    stands = states.of_version(row, rows, today)
    proposal = made.get(row.pk)
    told = getattr(books[row.number], "adopted", {}).get("date")
    decided = proposal.decided_at if proposal else None
    return VersionShown(
        number=row.number,
        first=row.effective_from,
        last=following.effective_from - ONE_DAY if following else None,
        word=states.WORDS[stands],
        tone=TONES[stands],
        before=before,
        adopted=proposal,
        adopted_on=civil_day(decided, row.forum.zone) if decided else told,
    )


def proposals(
    forum: Forum, hat: ActingOffice, at: datetime, *, meeting: Meeting | None = None
) -> list[ProposalShown]:
    """What this reader sees of drafts and proposals, the newest first; of one meeting if given."""
    rows, today = queries.versions(forum), civil_day(at, forum.zone)
    found = queries.visible(forum, hat)
    if meeting is not None:
        found = found.filter(meeting=meeting)
    shown = []
    for row in found:
        stands = states.state_of(row, rows, today)
        shown.append(ProposalShown(row, states.WORDS[stands], TONES[stands]))
    return shown


def usual(forum: Forum, at: datetime) -> dict[str, object]:
    """The number and the first day that a new version usually has, as a field takes a day."""
    latest = parties.books(forum)[-1].version
    day = queries.next_cycle_day(forum, at)
    head, _point, last = latest.rpartition(".")
    number = whole(last)
    return {
        "number": f"{head}.{number + 1}" if head and number is not None else "",
        "effective_from": day.isoformat(),
    }


def proposal(
    row: ProposedVersion, hat: ActingOffice, at: datetime, *, rule: str, language: str
) -> Mapping[str, object]:
    """Everything that the page of a draft or proposal shows."""
    forum = row.forum
    base, new = queries.base_of(row), queries.book_of(row)
    stands = states.state_of(row, queries.versions(forum), civil_day(at, forum.zone))
    is_draft, is_proposed = stands is states.State.DRAFT, stands is states.State.PROPOSED
    writes = hat.may(Power.PROPOSE) and hat.party == row.party.code
    found = adopter(base)
    review = queries.review_of(row.meeting) if row.meeting else None
    return {
        "row": row,
        "book": base,
        "new": new,
        "word": states.WORDS[stands],
        "tone": TONES[stands],
        "found": presenters.differences_shown(base, new, language),
        "counts": presenters.counts(base, new),
        "edits": is_draft and writes,
        "takes_back": is_proposed and writes,
        "is_proposed": is_proposed,
        "decided": adoption.decision_on(row, at) if is_proposed else None,
        "enters": is_proposed and hat.may(Power.RECORD_FACTS),
        "meetings": [
            one
            for one in (queries.reviewing(forum, at) if is_draft and writes else ())
            if found is None or one.configuration == found.configuration
        ],
        "review": review,
        "review_word": outcomes.OUTCOMES[ReviewOutcome(review.outcome)] if review else "",
        "clause": new.by_id.get(rule),
    }
