"""Terms as pages show them: their names, how sure they are, and who agreed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as __

from cochair.features.documents import analysis
from cochair.features.documents.models import Confirmation, Term
from cochair.features.glossary import matches
from cochair.features.glossary.breaches import Breach
from cochair.features.parties.offices import ActingOffice, Power
from cochair.formats.paragraphs import Text
from cochair.formats.tmx import Concept
from cochair.procedure.refusal import _

AGREED, ONE_SIDE, PROPOSED = "agreed", "one_side", "proposed"
CONFIDENCE = {
    AGREED: (_("agreed by all Parties"), "good", 10),
    ONE_SIDE: (_("confirmed by one Party"), "warn", 5),
    PROPOSED: (_("proposed"), "plain", 1),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A term in a list, as one reader sees it; names by language, in the order of the forum."""

    row: Term
    names: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    confirmations: tuple[Confirmation, ...]
    confidence: str
    can_confirm: bool

    @property
    def confidence_word(self) -> str:
        """How sure it is, in words."""
        return __(CONFIDENCE[self.confidence][0])

    @property
    def tone(self) -> str:
        """The tone of its confidence."""
        return CONFIDENCE[self.confidence][1]

    @property
    def is_retired(self) -> bool:
        """Whether it is no longer used."""
        return self.row.ended_at is not None

    @property
    def title(self) -> str:
        """Its first name in any language, for a heading."""
        return next((names[0] for _code, names, _avoid in self.names if names), "")


@dataclass(frozen=True, slots=True)
class Departure:
    """A breach as a page shows it: where, what is said, and what is agreed."""

    number: str
    anchor: str
    said: str
    expected: str
    is_avoided: bool


def shown(row: Term, languages: Iterable[str], parties: int, hat: ActingOffice | None) -> Shown:
    """A term that was read with its confirmations."""
    confirmations = tuple(row.confirmations.all())
    own = hat is not None and any(one.party.code == hat.party for one in confirmations)
    level = AGREED if len(confirmations) >= parties else ONE_SIDE if confirmations else PROPOSED
    return Shown(
        row=row,
        names=tuple(
            (code, matches.spelled(row.words.get(code)), matches.spelled(row.avoid.get(code)))
            for code in languages
        ),
        confirmations=confirmations,
        confidence=level,
        can_confirm=hat is not None
        and hat.may(Power.RECORD_FACTS)
        and bool(hat.party)
        and not own
        and row.ended_at is None,
    )


def filtered(rows: Iterable[Shown], wanted: Mapping[str, str]) -> list[Shown]:
    """The terms that a list asks for, in the order of their first names.

    `wanted` may name words (`q`, accents and case set aside), a confidence, and a language in
    which a name is missing (`lacks`).
    """
    words = [analysis.fold(one) for one in analysis.words(wanted.get("q", ""))]
    found = [
        one
        for one in rows
        if (not words or _says(one, words))
        and wanted.get("confidence") in {None, "", one.confidence}
        and not (wanted.get("lacks") and _has(one, wanted["lacks"]))
    ]
    return sorted(found, key=lambda one: (analysis.fold(one.title), one.row.pk))


def concept(one: Shown) -> Concept:
    """A term as it goes out in a file."""
    return Concept(
        words={code: names for code, names, _avoid in one.names if names},
        avoid={code: avoid for code, _names, avoid in one.names if avoid},
        definition=one.row.definition,
        source=one.row.source,
        confidence=CONFIDENCE[one.confidence][2],
    )


def departures(breaches: Iterable[Breach], text: Text) -> list[Departure]:
    """Breaches with the place of their paragraph in the text, counted from 1."""
    places = {one.id: number for number, one in enumerate(text, start=1)}
    return [
        Departure(
            number=str(places.get(one.paragraph, "")),
            anchor=f"par-{one.paragraph}",
            said=one.said,
            expected=" · ".join(one.expected),
            is_avoided=one.is_avoided,
        )
        for one in breaches
    ]


def _says(one: Shown, words: list[str]) -> bool:
    said = (
        " ".join(" ".join((*names, *avoid)) for _code, names, avoid in one.names)
        + f" {one.row.source}"
    )
    there = [analysis.fold(word) for word in analysis.words(said)]
    return all(any(found.startswith(word) for found in there) for word in words)


def _has(one: Shown, language: str) -> bool:
    return any(code == language and names for code, names, _avoid in one.names)
