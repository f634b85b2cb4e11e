"""What is said of the commitments of the small forum, for stories."""

from datetime import date, datetime

import papers
import people
from cochair.features.accounts.models import Account
from cochair.features.commitments.models import (
    Action,
    Commitment,
    Indicator,
    IndicatorValue,
    ProgressReport,
)
from cochair.features.follow_up import actions, queries
from cochair.features.measures import actions as measures
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from world import NOW

WORDS = "Two ships were searched together."
NOTE = "Note 4 of January"
GAZETTE = "Gazette of January 2031, page 4"
SEARCH = {"en": "Joint searches", "es": "Registros conjuntos", "pt": "Revistas conjuntas"}


def ships(forum: Forum, slug: str = "S30-01") -> Commitment:
    """The commitment to search ships, as it now stands."""
    found = queries.commitment(forum, slug)
    assert found is not None
    return found


def norland(forum: Forum) -> ActingOffice:
    """The head of the delegation of Norland, of the League."""
    return _head(forum, "LEAGUE", "XN")


def lagoon(forum: Forum) -> ActingOffice:
    """The head of a delegation of the Concert."""
    return _head(forum, "CONCERT", "XL")


def _head(forum: Forum, party: str, member: str) -> ActingOffice:
    email = f"delegation_head-{party}-{member}@example.org".lower()
    known = Account.objects.filter(email=email).first()
    return (
        people.hat(forum, known)
        if known
        else papers.somebody(forum, "delegation_head", party, member)
    )


def reported(
    forum: Forum,
    by: ActingOffice | None = None,
    *,
    slug: str = "S30-01",
    status: str = "on_track",
    words: str = WORDS,
    evidence: str = NOTE,
    at: datetime = NOW,
) -> ProgressReport:
    """A report, by Norland unless said otherwise."""
    return actions.report(
        ships(forum, slug),
        status=status,
        words=words,
        evidence=evidence,
        language="en",
        by=by or norland(forum),
        at=at,
    )


def entered(forum: Forum, by: ActingOffice, **more: object) -> Action:
    """An action that Norland leads with Lagoon, from the day of the story on."""
    said: dict[str, object] = {
        "title": SEARCH,
        "level": "tactical",
        "region": "both",
        "lead": "XN",
        "partners": ["XL"],
        "start": NOW.date(),
        "commitments": ["S30-01"],
    }
    planned = measures.Planned(**{**said, **more})  # type: ignore[arg-type]
    return measures.enter(forum, planned, by=by, at=NOW)


def counted(
    row: Indicator, by: ActingOffice, value: str = "3", *, source: str = GAZETTE, at: datetime = NOW
) -> IndicatorValue:
    """A value of an indicator on the day on which it is entered."""
    return measures.add_value(row, value=value, day=at.date(), source=source, by=by, at=at)


def measured(forum: Forum, by: ActingOffice, **more: object) -> Indicator:
    """An indicator of the exchange of information that began at two."""
    said: dict[str, object] = {
        "title": SEARCH,
        "type": "information_exchange",
        "unit": {"en": "notes", "es": "notas", "pt": "notas"},
        "baseline": "2",
        "day": date(2030, 12, 31),
        "source": "Gazette",
    }
    given = measures.Measured(**{**said, **more})  # type: ignore[arg-type]
    return measures.register_indicator(forum, given, by=by, at=NOW)
