"""Commitments of the stories: which are in force, who leads what is done for them; invented.

The declaration brings 18 in.  Of the 30 that were there 17 are replaced by them, and 13 stay: 31 are
in force, each with one action and with one owner, who leads it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from cochair.features.measures.actions import Measured, Planned
from cochair.story.eu_clasi.declaration import PAPER, SUBJECTS
from cochair.story.eu_clasi.papers import LANGUAGES

TAKEN = tuple(f"{PAPER.upper()}-{number:02d}" for number in range(1, 19))
EARLIER = (
    *(f"JD22-{number:02d}" for number in range(1, 6)),
    *(f"JD23-{number:02d}" for number in range(1, 15)),
    *(f"JD25-{number:02d}" for number in range(1, 12)),
)
REPLACED = dict(zip(EARLIER[:17], TAKEN, strict=False))
IN_FORCE = (*TAKEN, *(one for one in EARLIER if one not in REPLACED))
# Of each subject of the declaration: its crime areas.
AREAS = (
    "a", "a", "a", "a", "c", "d", "a", "jm", "i", "b", "c", "b", "g", "g", "g", "ef", "hk", "fl",
)  # fmt: skip
# What is related to commitments on an area; on every other nothing was found.
RELATED = {"a": ("EU-CELAC-DRUGS",), "d": ("EMPACT",), "h": ("EL-PACCTO-2-SUPPORT",)}
PURPOSES = ("EU", "CLASI", "between")
LEVELS = ("operational",) * 12 + ("tactical",) * 6 + ("strategic",) * 5
LEADS = {
    "EU": ["AT", "BE", "DE", "DK", "FI", "FR", "HU", "IT", "NL", "PL", "PT", "SE"],
    "CLASI": ["AR", "BR", "CL", "CO", "EC", "GT", "HN", "MX", "PA", "PE", "UY"],
}
# Beside the subjects of the declaration: what the five strategic actions are about.
BROADER = (
    ("common training", "la formación común", "a formação comum"),
    ("contact points", "los puntos de contacto", "os pontos de contacto"),
    ("shared figures", "las cifras compartidas", "os números partilhados"),
    ("joint analysis", "el análisis conjunto", "a análise conjunta"),
    ("frozen assets", "los activos inmovilizados", "os bens congelados"),
)
NAMED = ("Joint work on {of}", "Trabajo conjunto sobre {of}", "Trabalho conjunto sobre {of}")
BEGINS, ENDS = date(2027, 1, 11), date(2027, 10, 29)
# Who leads the last five does not report a second time.
SILENT = 5
STATUSES = ("on_track", "in_progress", "on_track", "delayed", "completed")
MESSAGES = Measured(
    title={
        "en": "Messages exchanged between contact points",
        "es": "Mensajes intercambiados entre puntos de contacto",
        "pt": "Mensagens trocadas entre pontos de contacto",
    },
    type="information_exchange",
    unit="messages a year",
    baseline="1250",
    day=date(2025, 12, 31),
    source="Count of both secretariats for 2025",
    commitment=TAKEN[-1],
)
VALUE, VALUE_DAY = "1710", date(2027, 6, 30)
VALUE_SOURCE = "Count of both secretariats for the twelve months to June 2027"
AGAIN = "The declaration of October 2026 takes this up again, in one commitment for both."


@dataclass(frozen=True, slots=True)
class Share:
    """An action with the commitments that it serves; whoever leads it reports on them."""

    planned: Planned
    commitments: tuple[str, ...]

    @property
    def lead(self) -> str:
        """Who of the cast speaks for the member that leads it."""
        return f"head-{self.planned.lead.lower()}"


def shares() -> tuple[Share, ...]:
    """The 23 actions in their order: both Parties lead in turn, each with a partner of the other."""
    return tuple(_shares())


def _shares() -> Iterator[Share]:
    number = len(LEVELS)
    for place, (level, subject) in enumerate(zip(LEVELS, (*SUBJECTS, *BROADER), strict=True)):
        ours, theirs = ("EU", "CLASI") if place % 2 == 0 else ("CLASI", "EU")
        # The first ones serve an earlier commitment as well.
        served = tuple(IN_FORCE[place::number])
        planned = Planned(
            title=_named(subject),
            level=level,
            region="both",
            lead=LEADS[ours][place // 2],
            partners=(LEADS[theirs][place // 2 % len(LEADS[theirs])],),
            start=BEGINS,
            end=ENDS,
            commitments=served,
        )
        yield Share(planned, served)


def _named(subject: tuple[str, str, str]) -> Mapping[str, str]:
    return {code: NAMED[place].format(of=subject[place]) for place, code in enumerate(LANGUAGES)}


def related(areas: tuple[str, ...] | list[str]) -> list[str]:
    """The initiatives that a comparison finds for crime areas: codes, or none."""
    return sorted({code for area in areas for code in RELATED.get(area, ())})
