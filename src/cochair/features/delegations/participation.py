"""How well a meeting is attended, Party by Party, by the arithmetic of the core and no other.

Source: domain.md A.5 (`participation_adequate`), B.14; corrections.md section 2 (I.2.2).
"""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from cochair.features.meetings import facts as shell
from cochair.features.meetings import options
from cochair.features.meetings.models import Meeting
from cochair.features.parties import anew
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.journal.table_cache import TableCache
from cochair.procedure import facts
from cochair.procedure.book import Configuration
from cochair.procedure.checks.arguments import share
from cochair.procedure.checks.follow_up import Represented, participation_adequate, represented
from cochair.procedure.clause import Clause
from cochair.procedure.evaluate import arguments_of
from cochair.procedure.refusal import Sentence
from cochair.procedure.targets import Targets
from cochair.procedure.view import Case, View

CHECK = "participation_adequate"


@dataclass(frozen=True, slots=True)
class Share:
    """Of one Party: who is expected by the nominations, and who is there by check-in.

    `enough` and `level_enough` compare with the shares that the clause asks for.
    """

    party: str
    members: int
    expected: int
    expected_level: int
    present: int
    level: int
    enough: bool
    level_enough: bool
    expected_enough: bool
    expected_level_enough: bool


@dataclass(frozen=True, slots=True)
class Participation:
    """The figures of one meeting against the clause on participation.

    `clause` is None for procedures without one; `least` and `least_level` are exact shares;
    `says` are the clause's own words about the check-ins; `configuration` names the functions of
    the level.
    """

    clause: Clause | None
    least: Fraction
    least_level: Fraction
    shares: tuple[Share, ...]
    says: tuple[Sentence, ...]
    configuration: Configuration | None
    judged: facts.JudgedParticipation | None

    @property
    def at_risk(self) -> bool:
        """Whether the nominations as they stand would fall short for some Party."""
        return any(not (s.expected_enough and s.expected_level_enough) for s in self.shares)

    @property
    def falls_short(self) -> bool:
        """Whether those who came are fewer than the clause asks for, for some Party."""
        return any(not (s.enough and s.level_enough) for s in self.shares)


def of_meeting(meeting: Meeting, at: datetime) -> Participation | None:
    """The figures of a meeting at an instant; None for one that is cancelled or not yet known."""
    case, view = _case(meeting, at)
    if case is None or case.meeting is None:
        return None
    clause = next(iter(case.book.clauses_for(CHECK)), None)
    given = case.meeting.delegations
    named = tuple(one for one in given if one.head_function is not None)
    came = tuple(one for one in given if one.checked_in_at is not None)
    args = arguments_of(clause, case) if clause else {}
    least = share(args.get("min_share", 0))
    least_level = share(args.get("min_level_share", 0))
    expected = {one.party: one for one in represented(view, case, named)}
    return Participation(
        clause=clause,
        least=least,
        least_level=least_level,
        shares=tuple(
            _share(one, expected[one.party], least, least_level)
            for one in represented(view, case, came)
        ),
        says=participation_adequate(view, case, args).says if clause else (),
        configuration=case.book.configurations.get(case.meeting.configuration),
        judged=case.meeting.participation,
    )


def told(meeting: Meeting) -> facts.Meeting | None:
    """A meeting as the core knows it; None when it is not kept."""
    return next((one for one in _meetings(meeting.forum) if one.id == meeting.slug), None)


def _share(
    came: Represented, expected: Represented, least: Fraction, least_level: Fraction
) -> Share:
    return Share(
        party=came.party,
        members=came.members,
        expected=expected.present,
        expected_level=expected.level,
        present=came.present,
        level=came.level,
        enough=came.reaches(came.present, least),
        level_enough=came.reaches(came.level, least_level),
        expected_enough=expected.reaches(expected.present, least),
        expected_level_enough=expected.reaches(expected.level, least_level),
    )


def _case(meeting: Meeting, at: datetime) -> tuple[Case | None, View]:
    """The meeting as the core judges it, with what the Parties knew at an instant."""
    forum = meeting.forum
    roster = parties.roster(forum)
    everything = facts.Facts(
        forum=forum.slug,
        zone=forum.zone,
        memberships=roster.memberships,
        terms=roster.terms,
        meetings=tuple(one for one in (told(meeting),) if one is not None),
        options=options.changes(forum.slug),
    )
    books = {book.version: book for book in parties.books(forum)}
    view = View(parties.book(forum, at), facts.known(everything, at), at, books)
    return next(iter(Targets(view).meetings), None), view


def _meetings(forum: Forum) -> tuple[facts.Meeting, ...]:
    return _MEETINGS.get(forum.slug, forum.pk, lambda: shell.meetings(anew.forum(forum.pk)))


_MEETINGS: TableCache[tuple[facts.Meeting, ...]] = TableCache(4)
