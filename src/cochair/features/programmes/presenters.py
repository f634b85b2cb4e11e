"""The programme and the next cycle as their page shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as __

from cochair.features.agendas import papers
from cochair.features.agendas.labels import TYPE_WORDS
from cochair.features.agendas.papers import Paper
from cochair.features.cycles.models import SlotPlan
from cochair.features.cycles.queries import plan_of
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.plan_lines import PRECISIONS
from cochair.features.observers import clause as judging
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.programmes import entries as values
from cochair.features.programmes import labels as words
from cochair.features.programmes import queries
from cochair.features.programmes.entries import AGENDA, PARTS, Entry
from cochair.features.programmes.queries import Revision
from cochair.procedure.book import Book, Configuration
from cochair.procedure.clause import Clause
from cochair.procedure.result import Result


@dataclass(frozen=True, slots=True)
class Line:
    """One entry: its title or its paper, its kind and task, the item under which it comes up."""

    entry: Entry
    number: int
    missing: tuple[str, ...]
    paper: Paper | None = None
    type: str = ""
    tag: Mapping[str, str] | None = None
    under: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a programme with its entries."""

    code: str
    word: str
    add: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A meeting of the next cycle as it is planned."""

    configuration: Configuration
    plan: SlotPlan | None
    place: Mapping[str, str] | None
    firm: str


def parts(
    revision: Revision | None, meeting: Meeting, book: Book, hat: ActingOffice, at: datetime
) -> tuple[Part, ...]:
    """The parts of a revision as a hat reads them; a document that it may not read yet is left
    out, and whoever prepares sees its number."""
    entries = revision.entries if revision else ()
    slugs = [one.paper for one in entries if one.paper]
    known = papers.shown(slugs, meeting.forum, hat, at)
    prepares = hat.may(Power.RECORD_FACTS)
    shown = tuple(
        one for one in entries if not one.paper or prepares or known[one.paper].title is not None
    )
    items = [one.key for one in values.of_part(entries, AGENDA)]
    code = queries.target_configuration(book, meeting.configuration)
    labels = {one.tag: one.label for one in book.configurations[code].functions} if code else {}
    return tuple(
        Part(
            code=part,
            word=words.PARTS[part],
            add=words.ADD[part],
            lines=tuple(
                Line(
                    entry=one,
                    number=number,
                    missing=one.missing(book.languages),
                    paper=known.get(one.paper),
                    type=__(TYPE_WORDS[one.type]) if one.type else "",
                    tag=labels.get(one.tag),
                    under=items.index(one.item) + 1 if one.item in items else 0,
                )
                for number, one in enumerate(values.of_part(shown, part), start=1)
            ),
        )
        for part in PARTS
    )


def judged(meeting: Meeting, book: Book, at: datetime) -> list[tuple[Clause, Result | None]]:
    """Each clause of this part with its result: what is still missing, in its own words."""
    cycle = f"{meeting.forum.slug}-cycle-{meeting.cycle.number}" if meeting.cycle else ""
    return [
        (
            one,
            judging.result(
                meeting.forum,
                one.id,
                meeting.slug if one.check.fn == queries.ENDORSED else cycle,
                at,
            ),
        )
        for one in queries.asked(book, meeting.configuration)
    ]


def slots(meeting: Meeting, book: Book) -> list[Slot]:
    """Each meeting that the next cycle has, with place and day as far as they are planned."""
    if meeting.cycle is None:
        return []
    planned = plan_of(meeting.forum, meeting.cycle.number + 1)
    asked = queries.clauses(book, meeting.configuration, queries.PLANNED)
    found = []
    for clause in asked:
        one = book.configurations[str(clause.check.args["configuration"])]
        plan = planned.get(one.code)
        place = book.places.get(plan.place) if plan else None
        firm = __(PRECISIONS[plan.precision]) if plan else ""
        found.append(Slot(one, plan, place.city if place else None, firm))
    return found
