"""Findings of a threat assessment in the small forum, what is expected, and what came, for stories."""

from dataclasses import replace
from datetime import timedelta

from cochair.features.assessments.actions import Result
from cochair.features.commitments.models import Finding, ThreatAssessment
from cochair.features.expectations import actions as expecting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.registers import actions as registers
from cochair.features.threats import actions
from cochair.features.threats.actions import Found
from signing import secretariat
from world import NOW

TITLE = {
    "en": "Small boats land at night",
    "es": "Desembarcos por la noche",
    "pt": "Desembarques durante a noite",
}
A_DAY = timedelta(days=1)
EXPECTED = expecting.Expected(
    expected={
        "en": "No boat lands without being seen.",
        "es": "Ninguna embarcación desembarca sin ser vista.",
        "pt": "Nenhuma embarcação desembarca sem ser vista.",
    },
    measured={
        "en": "Boats seen, as counted by harbours.",
        "es": "Embarcaciones vistas, según los puertos.",
        "pt": "Embarcações vistas, segundo os portos.",
    },
    until=NOW.date() + 100 * A_DAY,
    levels=("tactical",),
)

SAID = Result(
    result={
        "en": "Nine boats in ten were seen.",
        "es": "Se vieron nueve de cada diez embarcaciones.",
        "pt": "Foram vistas nove em cada dez embarcações.",
    },
    view="different",
    why={
        "en": "One Party counts boats, the other landings.",
        "es": "Una Parte cuenta embarcaciones, la otra desembarcos.",
        "pt": "Uma Parte conta embarcações, a outra desembarques.",
    },
    follows="new_wording",
    follows_words={
        "en": "Both count landings from 2032 on.",
        "es": "Ambas Partes cuentan desembarcos desde 2032.",
        "pt": "Ambas as Partes contam desembarques desde 2032.",
    },
)


def cited(forum: Forum) -> ThreatAssessment:
    """An edition that may be cited."""
    by = secretariat(forum)
    return registers.enter_assessment(
        forum, series="Sea report", edition="2030", url="", by=by, at=NOW
    )


def area(forum: Forum) -> str:
    """An area of the procedures of the small forum."""
    return parties.book(forum).taxonomy[0][0]


def found(forum: Forum, **more: object) -> Finding:
    """A finding of the sea report."""
    said = replace(Found(TITLE, [area(forum)], "both", "Page 12"), **more)  # type: ignore[arg-type]
    return actions.enter(cited(forum), said, by=secretariat(forum), at=NOW)


def answered(forum: Forum, row: Finding, *slugs: str, **more: object) -> Finding:
    """A finding that some commitments answer."""
    by = secretariat(forum)
    return actions.answer(row, commitments=slugs, by=by, at=NOW, **more)  # type: ignore[arg-type]
