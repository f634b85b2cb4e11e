"""Why commitments cannot be taken in: asked when they are proposed, and again at each key."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings

from cochair.features.commitments.models import Commitment, Instrument
from cochair.features.extraction import candidates
from cochair.features.extraction.candidates import New, Source
from cochair.features.measures.codes import BETWEEN, LEVELS
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.procedure.refusal import Refusal, _
from cochair.web.localize import languages

NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{1,62}")
KINDS = {
    "joint_declaration": _("Joint declaration"),
    "roadmap": _("Roadmap"),
    "conclusions": _("Conclusions"),
}
# Names of pages beside those of commitments.
RESERVED = frozenset(
    {
        "ours",
        "comparison",
        "actions",
        "indicators",
        "table",
        "registers",
        "threats",
        "expected",
        "stock-taking",
        "exchange",
        "support",
        "overlaps",
    }
)


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of a forum that a commitment may carry, and the clause on its languages."""

    areas: frozenset[str]
    purposes: frozenset[str]
    clause: str


def codes(forum: Forum) -> Codes:
    """Which codes there are; asked once for a whole table."""
    return Codes(
        frozenset(code for code, _words in parties.book(forum).taxonomy),
        frozenset(purposes(forum)),
        parties.book(forum).clause_for("languages_available"),
    )


def to_taking(forum: Forum, source: Source | None, rows: Iterable[New]) -> list[Refusal]:
    """Everything that stands against taking these commitments in."""
    rows, known = list(rows), codes(forum)
    found = [some(rows), _known_kind(source), _instruments(forum, source, rows)]
    found += [_free(forum, source, rows), _new_numbers(forum, rows)]
    found += [*(one for row in rows for one in of_row(row, known))]
    return list(dict.fromkeys(one for one in found if one is not None))


def are_taken(forum: Forum, source: Source | None, rows: Iterable[New]) -> bool:
    """Whether some of these commitments, or their numbers, were taken in meanwhile."""
    rows = list(rows)
    return any((_free(forum, source, rows), _new_numbers(forum, rows)))


def of_row(row: New, known: Codes) -> Iterator[Refusal | None]:
    """What stands against one commitment by itself."""
    return (no for _column, no in by_column(row, known))


def by_column(row: New, known: Codes) -> Iterator[tuple[str, Refusal | None]]:
    """The same, each with the column of a table in which it stands."""
    yield "number", _readable(row)
    missing = next((code for code, _name in settings.LANGUAGES if not row.text.get(code)), "")
    yield f"text_{missing}" if missing else "", _whole(row, known.clause)
    yield "areas", _known(row, row.areas, known.areas)
    yield "purposes", _known(row, row.purposes, known.purposes)
    yield "levels", _known(row, row.levels, LEVELS)


def purposes(forum: Forum) -> tuple[str, ...]:
    """The codes of purposes: within each Party, and between them."""
    return (*parties.roster(forum).party_codes, BETWEEN)


def some(rows: Collection[New]) -> Refusal | None:
    """As many as two people can read before they sign, and at least one."""
    if 0 < len(rows) <= candidates.MOST:
        return None
    return Refusal(
        "practice", _("Select between 1 and {number} commitments."), {"number": candidates.MOST}
    )


def _known_kind(source: Source | None) -> Refusal | None:
    if source is None or source.kind in KINDS:
        return None
    return Refusal("practice", _("Select the type of instrument."))


def _instruments(forum: Forum, source: Source | None, rows: list[New]) -> Refusal | None:
    made = {source.slug} if source else set()
    wanted = {row.instrument for row in rows} - made
    known = set(
        Instrument.objects.filter(forum=forum, slug__in=wanted).values_list("slug", flat=True)
    )
    strange = sorted(wanted - known)
    if not strange:
        return None
    return Refusal("practice", _("There is no instrument called “{code}”."), {"code": strange[0]})


def _free(forum: Forum, source: Source | None, rows: list[New]) -> Refusal | None:
    """A paragraph is a commitment once, whatever was proposed of it meanwhile."""
    if source is None:
        return None
    held = Commitment.objects.filter(
        instrument__forum=forum, instrument__document__slug=source.document
    )
    known = {id: slug for slug, ids in held.values_list("slug", "paragraphs") for id in ids}
    again = next((row.paragraph for row in rows if row.paragraph in known), None)
    if again is None:
        return None
    facts = {"id": again, "number": known[again]}
    return Refusal("practice", _("Paragraph {id} is already commitment {number}."), facts)


def _new_numbers(forum: Forum, rows: list[New]) -> Refusal | None:
    numbers = [row.slug for row in rows]
    held = Commitment.objects.filter(instrument__forum=forum, slug__in=numbers)
    again = set(held.values_list("slug", flat=True))
    again |= {one for one, times in Counter(numbers).items() if times > 1}
    if not again:
        return None
    return Refusal("practice", _("The number {number} is already in use."), {"number": min(again)})


def _readable(row: New) -> Refusal | None:
    if NUMBER.fullmatch(row.slug) and row.slug.lower() not in RESERVED:
        return None
    return Refusal(
        "practice",
        _("A number must have 2 to 63 letters, digits and hyphens: {number}."),
        {"number": row.slug},
    )


def _whole(row: New, clause: str) -> Refusal | None:
    missing = [code for code, _name in settings.LANGUAGES if not row.text.get(code, "").strip()]
    if not missing:
        return None
    return Refusal(
        clause,
        _("The text of {number} is missing or out of date in: {languages}."),
        {"number": row.slug, "languages": languages(missing)},
    )


def _known(row: New, codes: Iterable[str], known: Iterable[str]) -> Refusal | None:
    strange = sorted(set(codes) - set(known))
    if not strange:
        return None
    return Refusal(
        "practice",
        _("{number}: {code} does not exist here."),
        {"number": row.slug, "code": strange[0]},
    )
