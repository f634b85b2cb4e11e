"""Commitments of the stories: which are in force, who leads what is done for them, and what is said of them.

The declaration brings 18 in.  Of the 30 that were there 17 are replaced by them, and 13 stay: 31 are
in force, each with one action and with one owner, who leads it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cochair.features.measures.actions import Measured, Planned
from cochair.features.parties import queries as parties
from cochair.story.eu_clasi import declaration, papers, words
from cochair.story.events import Stage

TAKEN = tuple(f"{declaration.PAPER.upper()}-{number:02d}" for number in range(1, 19))
EARLIER = (
    *(f"JD22-{number:02d}" for number in range(1, 6)),
    *(f"JD23-{number:02d}" for number in range(1, 15)),
    *(f"JD25-{number:02d}" for number in range(1, 12)),
)
REPLACED = dict(zip(EARLIER[:17], TAKEN, strict=False))
IN_FORCE = (*TAKEN, *(one for one in EARLIER if one not in REPLACED))
# What is related to commitments on an area; on every other nothing was found.
RELATED = {"a": ("EU-CELAC-DRUGS",), "d": ("EMPACT",), "h": ("EL-PACCTO-2-SUPPORT",)}
PURPOSES = ("EU", "CLASI", "between")
LEVELS = ("operational",) * 12 + ("tactical",) * 6 + ("strategic",) * 5
BEGINS, ENDS = date(2027, 1, 11), date(2027, 10, 29)
# Who leads the last five does not report a second time.
SILENT = 5
STATUSES = ("on_track", "in_progress", "on_track", "delayed", "completed")
# Which of a meeting's months a report was made in; what stands beside it says where it is known from.
FIRST, SECOND = "february", "august"


@dataclass(frozen=True, slots=True)
class Share:
    """An action with the commitments that it serves; whoever leads it reports on them."""

    planned: Planned
    commitments: tuple[str, ...]

    @property
    def lead(self) -> str:
        """Who of the cast speaks for the member that leads it."""
        return f"head-{self.planned.lead.lower()}"


def about(slug: str) -> Mapping[str, Any]:
    """What is told of a commitment in force: what is expected of it, and what its owner reports."""
    found: Mapping[str, Any] = dict(zip(IN_FORCE, _told(), strict=True))[slug]
    return found


def shares() -> tuple[Share, ...]:
    """The 23 actions in their order: both Parties lead in turn, each with a partner of the other."""
    return tuple(_shares())


def _shares() -> Iterator[Share]:
    for place, (level, one) in enumerate(zip(LEVELS, _told(), strict=False)):
        # The first ones serve an earlier commitment as well.
        served = IN_FORCE[place :: len(LEVELS)]
        planned = Planned(
            title=one["action"],
            level=level,
            region="both",
            lead=one["lead"],
            partners=(one["partner"],),
            start=BEGINS,
            end=ENDS,
            commitments=served,
        )
        yield Share(planned, served)


def _told() -> Sequence[Mapping[str, Any]]:
    found = (words.said(f"commitments.{name}") for name in ("new", "strategic", "earlier"))
    return [one for rows in found for one in rows]


def related(areas: tuple[str, ...] | list[str]) -> list[str]:
    """The initiatives that a comparison finds for crime areas: codes, or none."""
    return sorted({code for area in areas for code in RELATED.get(area, ())})


def evidence(slug: str, month: str) -> Mapping[str, str]:
    """What a report of a month on a commitment rests on: letters, but where it was told the first time."""
    found: Mapping[str, str] = about(slug)["evidence"]
    has_its_own = month == SECOND or SECOND not in about(slug)
    return found if has_its_own else words.said("commitments.evidence_february")


def messages(stage: Stage) -> Measured:
    """The indicator of which both attest a rise: messages between contact points."""
    told = words.said("commitments.indicator")
    return Measured(
        title=told["title"],
        type="information_exchange",
        unit=told["unit"],
        baseline=told["baseline"],
        day=told["baseline_day"],
        source=stage.in_own_words(papers.WRITER, told["baseline_source"])[0],
        target=told["target"],
        commitment=TAKEN[-1],
    )


def measured(stage: Stage) -> Iterator[tuple[Measured, Mapping[str, Any]]]:
    """An indicator for each new commitment with what is told of it, its figure known from the owner."""
    for slug, asked in zip(TAKEN, declaration.commitments(), strict=True):
        one = about(slug)
        figures = one["measure"]
        typed = Measured(
            title=one["measured"],
            type=figures["type"],
            unit=one["unit"],
            baseline=figures["baseline"],
            day=figures["baseline_day"],
            source=stage.in_own_words(papers.WRITER, asked["owner"])[0],
            target=figures["target"],
            commitment=slug,
        )
        yield typed, one


def table(stage: Stage) -> dict[str, tuple[str, ...]]:
    """The paper on what is expected of each commitment and who leads, by language."""
    names = parties.roster(stage.forum).names()
    title = words.said("commitments.table")
    lines: dict[str, list[str]] = {code: [title[code]] for code in papers.LANGUAGES}
    for number, slug in enumerate(IN_FORCE, start=1):
        one = about(slug)
        for code, said in lines.items():
            line = f"{number}. {slug}. {one['expected'][code]}"
            if "action" in one:
                lead, partner = (names[one[who]][code] for who in ("lead", "partner"))
                line += f" {one['action'][code]} ({lead}, {partner})."
            said.append(line)
    return {code: tuple(said) for code, said in lines.items()}
