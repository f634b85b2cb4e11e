"""Clauses with their results, as pages show them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import takewhile

from cochair.features.compliance import visibility
from cochair.features.compliance.models import SourcePassage
from cochair.procedure.book import Book
from cochair.procedure.clause import Clause
from cochair.procedure.evaluate import WAITS
from cochair.procedure.refusal import _
from cochair.procedure.result import Outcome, Result, Target, rolled_up
from cochair.web.code_labels import WITHHELD

# Kinds of targets that are a meeting, or the place of one in a cycle.
MEETINGS = frozenset({"meeting", "slot"})

# Why a reader is shown a clause without its result, by the reasons of `visibility.withheld`.
REASONS = {
    visibility.OF_MEETINGS: _(
        "The clause was applied to a meeting in which your office does not take part. The co-presidencies, "
        "the secretariats and those who take part in the meeting can read the result."
    ),
    visibility.OF_FACTS: _(
        "The result rests on facts that are not shared with your office. Those who can read these facts "
        "can read the result."
    ),
}


@dataclass(frozen=True)
class ClauseShown:
    """One clause with its results; `outcome` is the one for all of them.

    `version` is that of the procedures which says the clause so.  Where the reader may read none of the
    results, `withheld` says why (an English msgid), and nothing else is known here of them.
    """

    clause: Clause
    version: str
    results: tuple[Result, ...]
    outcome: Outcome | None
    leading: Result | None
    passage: SourcePassage | None = None
    published: str = ""
    withheld: str = ""

    @property
    def anchor(self) -> str:
        """The fragment of the clause on a page of many."""
        return self.clause.id.replace(".", "-")

    @property
    def can_change(self) -> bool:
        """Whether something that people do would change the leading result."""
        return self.leading is not None and may_change(self.leading)


@dataclass(frozen=True)
class SectionShown:
    """The clauses that stand under one heading of the source."""

    anchor: str
    clauses: list[ClauseShown] = field(default_factory=list)

    @property
    def place(self) -> Mapping[str, str]:
        """The heading: what the places of its clauses have in common, in each language."""
        places = [one.clause.citation.place for one in self.clauses]
        return {
            language: _in_common([place[language] for place in places]) for language in places[0]
        }


def sections(
    book: Book,
    results: Mapping[str, tuple[Result, ...]] | None,
    *,
    outcome: str = "",
    party: str = "",
    passages: Mapping[str, SourcePassage] | None = None,
    published: Mapping[str, str] | None = None,
    books: Mapping[str, Book] | None = None,
    versions: Mapping[str, str] | None = None,
    withheld: Mapping[str, str] | None = None,
) -> list[SectionShown]:
    """Clauses by heading, filtered by outcome and by the Party that acts.

    With `results` None nothing is judged: only the clauses are shown, and what was published.
    With `books`, all versions by number, each clause is said as in the version by which it was
    judged: that of the result which leads, or as `versions` says by clause.
    """
    found: dict[tuple[str, str, str], SectionShown] = {}
    closed = withheld or {}
    judged = [*(results or {}), *(published or {}), *closed]
    said = versions if versions is not None else judged_by(results or {})
    for version, clause in _said(book, books or {}, judged, said):
        why = REASONS[closed[clause.id]] if clause.id in closed else ""
        shown = _shown(version, clause, results, passages or {}, published or {}, why)
        if not _wanted(shown, results, outcome, party):
            continue
        citation = clause.citation
        key = (citation.part, citation.section, citation.heading)
        if key not in found:
            found[key] = SectionShown("-".join(filter(None, key)).lower())
        found[key].clauses.append(shown)
    return list(found.values())


def unmet_first(shown: Iterable[SectionShown]) -> list[ClauseShown]:
    """Clauses in one list: first what is not met or at risk, then what is not established, then the
    rest, each in the order of the procedures."""
    return sorted((one for section in shown for one in section.clauses), key=_urgency)


def _urgency(one: ClauseShown) -> int:
    if any(result.outcome is Outcome.NOT_MET or result.at_risk for result in one.results):
        return 0
    return 1 if one.outcome in {Outcome.UNKNOWN, Outcome.NOT_YET_DUE} else 2


def judged_by(results: Mapping[str, tuple[Result, ...]]) -> dict[str, str]:
    """The version of the procedures behind the result that leads, by clause."""
    leads = ((rule, leading(own)) for rule, own in results.items())
    return {rule: lead.procedure_version for rule, lead in leads if lead is not None}


def tally(shown: Iterable[SectionShown]) -> Counter[str]:
    """How many clauses have which outcome, at risk counted with what is not yet due; those of which the
    reader may read none are a group of their own."""
    every = (
        WITHHELD if one.withheld else one.outcome for section in shown for one in section.clauses
    )
    return Counter(one for one in every if one is not None)


def counted(outcomes: Mapping[str, Outcome], withheld: int = 0) -> Counter[str]:
    """How many clauses have which outcome, where each has one already; and how many are withheld."""
    return Counter(outcomes.values()) + Counter({WITHHELD: withheld})


@dataclass(frozen=True)
class MeetingShown:
    """A meeting of a cycle, or the slot of one that is missing, with one outcome per clause."""

    target: Target
    tally: Counter[str]


def by_meeting(
    every: Iterable[Result], read: Iterable[Result], filled: Mapping[str, Target]
) -> list[MeetingShown]:
    """The meetings on which clauses were judged, each with how many have which outcome.

    `read` are those of `every` result that the reader may read.  An empty place and the meeting that is
    to fill it (`filled`, by the id of the place) are one.
    """
    readable = {id(one) for one in read}
    found: dict[Target, dict[str, list[Outcome]]] = {}
    for one in every:
        if one.target.kind in MEETINGS:
            target = filled.get(one.target.id, one.target)
            own = found.setdefault(target, {}).setdefault(one.rule, [])
            own += [one.outcome] if id(one) in readable else []
    return [
        MeetingShown(
            target, Counter(rolled_up(those) if those else WITHHELD for those in own.values())
        )
        for target, own in found.items()
    ]


def may_change(result: Result) -> bool:
    """Whether something that people do would change a result: it is neither met, nor waits only for the
    event from which what is so already counts."""
    return result.outcome is not Outcome.MET and not set(WAITS.values()) & set(result.says)


def leading(results: tuple[Result, ...]) -> Result | None:
    """The result that a reader should see first: the one whose outcome wins the roll-up."""
    if not results:
        return None
    wins = rolled_up(result.outcome for result in results)
    return next(result for result in reversed(results) if result.outcome is wins)


def _said(
    book: Book, books: Mapping[str, Book], judged: Iterable[str], versions: Mapping[str, str]
) -> Iterator[tuple[str, Clause]]:
    """Each clause with the version that says it; of other versions what was judged by them."""
    for rule in dict.fromkeys([*book.by_id, *(judged if books else ())]):
        own = books.get(versions.get(rule, ""), book)
        for one in (own, book, *[*books.values()][::-1]):
            if rule in one.by_id:
                yield one.version, one.by_id[rule]
                break


def _shown(
    version: str,
    clause: Clause,
    results: Mapping[str, tuple[Result, ...]] | None,
    passages: Mapping[str, SourcePassage],
    published: Mapping[str, str],
    withheld: str,
) -> ClauseShown:
    own = results.get(clause.id, ()) if results is not None else ()
    return ClauseShown(
        clause=clause,
        version=version,
        results=own,
        outcome=rolled_up(result.outcome for result in own) if own else None,
        leading=leading(own),
        passage=passages.get(clause.id),
        published=published.get(clause.id, ""),
        withheld=withheld,
    )


def _wanted(
    shown: ClauseShown,
    results: Mapping[str, tuple[Result, ...]] | None,
    outcome: str,
    party: str,
) -> bool:
    if party and party not in shown.clause.parties:
        return False
    if results is not None and not shown.results and not shown.withheld:
        return False
    return not outcome or shown.outcome == outcome


def _in_common(places: list[str]) -> str:
    """The words with which several places begin; a single place without its last bracket."""
    if len(set(places)) == 1:
        return places[0].partition(" (")[0]
    shared = _beginning(min(places), max(places))
    whole = all(place[len(shared) :][:1] in {"", ",", " ", "("} for place in places)
    return (shared if whole else re.split(r"[,(][^,(]*$", shared)[0]).strip(" ,(")


def _beginning(first: str, last: str) -> str:
    """The characters with which the first and the last of sorted texts, and so all, begin."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    return "".join(letter for letter, _same in alike)
