"""The list as a table (CSV, XLSX): a template with what sources say, to be filled in and brought in again.

A row is a meeting; a cell that is empty says nothing.  The columns are codes, the same in all languages.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from cochair.features.delegations import tables
from cochair.features.delegations.tables import CSV, KINDS, Table
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.takeup import lines, queries
from cochair.features.takeup.actions import Typed
from cochair.features.takeup.lines import EXTRA, MOST_PEOPLE, Answer, Said
from cochair.features.takeup.models import Line
from cochair.procedure.refusal import Refusal, Refused, _
from cochair.web.localize import language_now, translated
from cochair.web.numbers import whole

__all__ = ["CSV", "KINDS", "as_csv", "as_xlsx", "columns", "read", "rows"]

NAME, ANSWER, SOURCE = "meeting", "answer", "source"
# Whether it is another meeting than one of its type that is known on its days: `yes`, or empty.
OTHER, YES = "another", "yes"
DAYS = ("first", "last")
PLAIN = ("configuration", "kind", "place", "format")
TEXT = ("title", "reference", "url", "kind")
CHAIR, CAME, OF_TEXT = "chair_", "came_", "text_"


def columns(parties_: Sequence[str]) -> tuple[str, ...]:
    """The columns of a table, in order; `parties_` are the codes of the Parties."""
    return (
        NAME,
        ANSWER,
        *PLAIN[:2],
        OTHER,
        *DAYS,
        *PLAIN[2:],
        *(f"{CHAIR}{code}" for code in parties_),
        *(f"{CAME}{code}" for code in parties_),
        *(f"{OF_TEXT}{name}" for name in TEXT),
        SOURCE,
    )


def rows(forum: Forum, at: datetime) -> Iterator[list[str]]:
    """The head, then each line as it stands, or as sources say, and those that people added."""
    codes = parties.roster(forum).party_codes
    named = columns(codes)
    standing = queries.lines(queries.current(forum))
    yield list(named)
    shown = {offer.name: offer.told for offer in lines.offers(forum, at)}
    shown |= {name: Said("") for name in lines.added(EXTRA, standing)[:-1]}
    for key, told in shown.items():
        line = standing.get(key)
        cells = _cells(lines.said_of(line.body) if line else told, codes)
        cells |= {NAME: key, ANSWER: line.answer if line else Answer.OPEN.value}
        cells[SOURCE] = line.source if line else ""
        yield [str(cells.get(name) or "") for name in named]


def as_csv(found: Iterator[list[str]]) -> bytes:
    """The table as CSV."""
    return tables.as_csv(found)


def as_xlsx(found: Iterator[list[str]]) -> bytes:
    """The table as a workbook of one sheet."""
    return tables.as_xlsx("take-up", found)


def read(forum: Forum, table: Table, at: datetime) -> dict[str, Typed]:
    """What a table says, by the name of the line; what is not in it stays as it is.

    Raises Refused with everything that cannot be read, each with its row.
    """
    codes = parties.roster(forum).party_codes
    offered = {one.name: one for one in lines.offers(forum, at)}
    standing = queries.lines(queries.current(forum))
    faults = [
        Refusal("practice", _("There is no column called “{name}”."), {"name": name})
        for name in table.head
        if name and name not in columns(codes)
    ]
    if NAME not in table.head or ANSWER not in table.head:
        faults.append(Refusal("practice", _("A table has the columns “meeting” and “answer”.")))
    if faults:
        raise Refused(*faults)
    found: dict[str, Typed] = {}
    place = table.head.index(NAME)
    named = {cells[place] for _number, cells in table.rows if place < len(cells)}
    for number, cells in table.rows:
        row = dict(zip(table.head, cells, strict=False))
        told = Said("")
        # What was entered before is more than the table has columns for.
        if row[NAME] in standing:
            told = lines.said_of(standing[row[NAME]].body)
        elif row[NAME] in offered:
            told = offered[row[NAME]].told
        try:
            typed = _typed(row, codes, told)
        except ValueError as wrong:
            facts = {"number": number, "value": str(wrong)}
            said = _("Row {number} cannot be read: “{value}”.")
            faults.append(Refusal("practice", said, facts))
            continue
        name = row[NAME] or _name_of(typed.said.body(), standing, found, named)
        line = standing.get(name)
        seen = line.changed_at.isoformat() if line else ""
        found[name] = Typed(typed.answer, typed.said, typed.source, seen)
    if faults:
        raise Refused(*faults)
    return found


def _name_of(
    said: Mapping[str, Any],
    standing: Mapping[str, Line],
    found: Mapping[str, Typed],
    named: Collection[str],
) -> str:
    """The line of a row without a name: the one that an earlier reading of the same table added, or a
    new one, whose name no other line or row has."""
    for name in lines.added(EXTRA, standing)[:-1]:
        body = standing[name].body
        same = all(body[key] == said[key] for key in ("configuration", "kind", "first"))
        if same and name not in found and name not in named:
            return name
    return lines.added(EXTRA, (*standing, *found, *named))[-1]


def _cells(said: Said, codes: Sequence[str]) -> dict[str, Any]:
    text = said.texts[0] if said.texts else {}
    return {
        **{name: getattr(said, name) for name in PLAIN},
        **{name: getattr(said, name) for name in DAYS},
        OTHER: YES if said.other else "",
        **{f"{CHAIR}{code}": said.chairs.get(code) for code in codes},
        **{f"{CAME}{code}": said.came.get(code) for code in codes},
        **{f"{OF_TEXT}{name}": text.get(name) for name in TEXT[1:]},
        f"{OF_TEXT}title": translated(text.get("title") or {}, language_now()),
    }


def _typed(row: Mapping[str, str], codes: Sequence[str], told: Said) -> Typed:
    first, last = (_day(row.get(name, "")) for name in DAYS)
    came = {code: row.get(f"{CAME}{code}", "") for code in codes}
    said = Said(
        configuration=row.get("configuration") or told.configuration,
        kind=row.get("kind") or told.kind,
        cycle=told.cycle,
        number=told.number,
        first=first,
        last=last,
        place=row.get("place", ""),
        format=row.get("format", ""),
        chairs={c: row[f"{CHAIR}{c}"] for c in codes if row.get(f"{CHAIR}{c}")},
        came={code: _whole(count) for code, count in came.items() if count},
        texts=_texts(row, told),
        # A table has no column for it.
        outcome=told.outcome,
        other=_is_yes(row.get(OTHER, "")),
    )
    return Typed(_answer(row[ANSWER]), said, row.get(SOURCE, ""))


def _texts(row: Mapping[str, str], told: Said) -> tuple[Mapping[str, Any], ...]:
    """The first adopted text is that of the row; sources may name more."""
    typed = {name: row.get(f"{OF_TEXT}{name}", "") for name in TEXT}
    if not any(typed.values()):
        return told.texts[1:]
    before = told.texts[0] if told.texts else {}
    title = dict(before.get("title") or {})
    if typed["title"] and typed["title"] != translated(title, language_now()):
        title = {language_now(): typed["title"]}
    return ({**before, **_given(typed), "title": title}, *told.texts[1:])


def _given(typed: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in typed.items() if value}


def _day(text: str) -> date | None:
    return date.fromisoformat(text.strip()) if text.strip() else None


def _whole(text: str) -> int:
    found = whole(text, MOST_PEOPLE)
    if found is None:
        raise ValueError(text)
    return found


def _is_yes(text: str) -> bool:
    found = text.strip().lower()
    if found not in {"", YES}:
        raise ValueError(text)
    return found == YES


def _answer(text: str) -> Answer:
    return Answer(text.strip() or Answer.OPEN.value)
