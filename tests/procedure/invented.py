"""The invented note of the harvest exchange, and the clauses that were written from it."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from cochair.procedure.book import Book
from cochair.procedure.clause import Citation
from cochair.procedure.source import align, fingerprint, paragraphs

NOTE = (Path(__file__).parent / "forums" / "invented_note.txt").read_text(encoding="utf-8")


class Rule(NamedTuple):
    """As much of a clause as the source needs to know."""

    id: str
    citation: Citation


# id: part, section, heading, item, and the words that the paragraph begins with.
WRITTEN_FROM = {
    "I.1.1": ("I", "1", "", "", "After three poor summers"),
    "I.1.2": ("I", "1", "", "", "The second winter brought"),
    "I.1.3": ("I", "1", "", "", "The second winter brought"),
    "I.1.4": ("I", "1", "", "", "Since 2029 the press house has"),
    "I.2.intro": ("I", "2", "", "", "Growers who meet often"),
    "I.2.cycle.1": ("I", "2", "", "1", "Blossom gathering, while"),
    "I.2.cycle.2": ("I", "2", "", "2", "Picking gathering, when"),
    "I.2.agree": ("I", "2", "", "", "With an eye to the weather"),
    "I.2.1.a": ("I", "2", "", "1", "to weigh every crate"),
    "I.2.1.b": ("I", "2", "", "1", "to weigh every crate"),
    "I.2.2": ("I", "2", "", "2", "that nothing is settled"),
    "I.2.3": ("I", "2", "", "3", "that each letter"),
    "II.1.composition.a": ("II", "1", "composition", "a", "Blossom gatherings bring"),
    "II.1.composition.b": ("II", "1", "composition", "b", "The press house, the cart"),
    "II.1.composition.c": ("II", "1", "composition", "c", "Neighbours come"),
    "II.1.meetings.a": ("II", "1", "meetings", "a", "Blossom gatherings are"),
    "II.1.meetings.b": ("II", "1", "meetings", "b", "Both wardens walk"),
    "II.1.functions.chapeau": ("II", "1", "functions", "", "The oldest growers will, among"),
    "II.1.functions.a": ("II", "1", "functions", "a", "look at buds"),
    "II.1.functions.b": ("II", "1", "functions", "b", "leave one written page"),
    "II.2.composition.a": ("II", "2", "composition", "a", "Picking gatherings bring"),
    "II.2.composition.b": ("II", "2", "composition", "b", "The press house, the cart"),
    "II.2.meetings.a": ("II", "2", "meetings", "a", "Picking gatherings happen"),
    "II.2.functions.chapeau": ("II", "2", "functions", "", "Those who climb will, among"),
    "II.2.functions.a": ("II", "2", "functions", "a", "share out ladders"),
    "II.2.functions.b": ("II", "2", "functions", "b", "choose the day"),
}


def _rules() -> tuple[Rule, ...]:
    read = paragraphs(NOTE)
    found = []
    after = 0
    for rule, (part, section, heading, item, opening) in WRITTEN_FROM.items():
        standing = next(p for p in read if p.line >= after and p.words.startswith(opening))
        after = standing.line
        found.append(Rule(rule, Citation((standing.line,), part, section, heading, item, {})))
    return tuple(found)


def with_fingerprints(rules: tuple[Rule, ...], text: str) -> tuple[Rule, ...]:
    """The same rules, now able to recognise the words of this text."""
    return tuple(
        Rule(
            rule.id,
            Citation(
                lines=rule.citation.lines,
                part=rule.citation.part,
                section=rule.citation.section,
                heading=rule.citation.heading,
                item=rule.citation.item,
                place={},
                fingerprint=fingerprint(passage.words),
            ),
        )
        for rule, passage in zip(rules, align(rules, paragraphs(text)), strict=True)
    )


def book_of(rules: tuple[Rule, ...], version: str = "1.0") -> Book:
    """A procedure file with these clauses and otherwise empty."""
    return Book(
        forum="harvest",
        title={},
        short_title={},
        about={},
        version=version,
        effective_from=date(2031, 2, 5),
        adopted={},
        source={},
        zone="UTC",
        languages=("en",),
        rolls={},
        holidays=frozenset(),
        parties=(),
        groups={},
        places={},
        pattern=None,
        configurations={},
        clauses=rules,  # type: ignore[arg-type]
        options={},
        ambiguities={},
        timetable=(),
    )


UNMARKED = _rules()
RULES = with_fingerprints(UNMARKED, NOTE)
