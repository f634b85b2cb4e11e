"""What a page shows of lines that two people changed at once: who did, and what each says where they differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as __

from cochair.features.parties.offices import ActingOffice
from cochair.features.parties.queries import Roster
from cochair.features.takeup import actions, forms, lines, owed
from cochair.features.takeup.actions import ChangedMeanwhile, Clash, Typed
from cochair.features.takeup.lines import EXTRA, Answer, Said
from cochair.features.takeup.models import Line
from cochair.features.takeup.owed import OWED, Owed
from cochair.procedure.book import Book
from cochair.web.localize import format_value, language_now, translated
from cochair.web.templatetags.facts import office_words

KEEP = "keep"


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of a clash: what it is called, who changed it and when (aware UTC), and for each field
    that differs its label, what stands, and what the reader sent."""

    name: str
    title: str
    who: str
    at: datetime | None
    fields: Sequence[tuple[str, str, str]]


def shown(
    found: ChangedMeanwhile,
    titles: Mapping[str, str],
    hat: ActingOffice,
    book: Book,
    roster: Roster,
) -> tuple[Shown, ...]:
    """The clashes as the page shows them; `titles` are what its lines are called."""
    names = {**{code: one.city for code, one in book.places.items()}, **roster.names()}
    return tuple(
        Shown(
            name=name,
            title=titles.get(name, name),
            who=_who(one.theirs, hat, roster),
            at=one.theirs.changed_at if one.theirs else None,
            fields=tuple(_differing(one, titles, names, book, roster)),
        )
        for name, one in found.clashes.items()
    )


def own_places(data: QueryDict, standing: Mapping[str, Line], account: int) -> QueryDict:
    """What was sent, with what was added by hand in a place that somebody else took meanwhile moved to a
    free one: two people added two things."""
    moved = data.copy()
    for prefix in (EXTRA, OWED):
        for name in lines.added(prefix, standing)[:-1]:
            seen = data.get(f"{name}-seen")
            if seen or standing[name].changed_by_id in (None, account) or not _adds(data, name):
                continue
            free = lines.added(prefix, (*standing, *_names(moved)))[-1]
            for key in _fields(data, name):
                moved.setlist(f"{free}{key.removeprefix(name)}", moved.pop(key))
    return moved


def without_kept(data: QueryDict) -> QueryDict:
    """What was sent, without the lines of which the reader keeps what somebody else entered."""
    left = data.copy()
    for name in _names(data):
        if f"{name}-{KEEP}" in data:
            _drop(left, name)
    return left


def to_decide(data: QueryDict, found: ChangedMeanwhile) -> QueryDict:
    """What was sent, for the page on which the reader decides: what he or she changed is as typed, the
    rest is as it stands; saved once more, what was typed takes the place of what stands."""
    left = data.copy()
    for name in _names(data):
        if name not in found.sent:
            _drop(left, name)
    for name, one in found.clashes.items():
        left[f"{name}-seen"] = actions.seen_of(one.theirs)
    return left


def _adds(data: QueryDict, name: str) -> bool:
    if name.startswith(OWED):
        return bool(data.get(f"{name}-text") or data.get(f"{name}-what"))
    return data.get(f"{name}-answer", Answer.OPEN.value) != Answer.OPEN.value


def _names(data: QueryDict) -> set[str]:
    return {key.rpartition("-")[0] for key in data if "-" in key}


def _fields(data: QueryDict, name: str) -> list[str]:
    return [key for key in data if key.rpartition("-")[0] == name]


def _drop(data: QueryDict, name: str) -> None:
    for key in _fields(data, name):
        del data[key]


def _who(line: Line | None, hat: ActingOffice, roster: Roster) -> str:
    """Who changed a line: the office; of the reader's own Party also the person."""
    if line is None or line.office is None or line.party is None:
        return __("a file of the administrator")
    office = office_words(f"{line.office.role} {line.party.code}", roster.names())
    person = line.changed_by.name if line.changed_by and line.party.code == hat.party else ""
    return f"{person} ({office})" if person else office


def _differing(
    one: Clash, titles: Mapping[str, str], names: Mapping[str, Any], book: Book, roster: Roster
) -> Iterator[tuple[str, str, str]]:
    """The fields in which the two differ: the answer first, the source last."""
    theirs = actions.typed_of(one.theirs) if one.theirs else Typed(Answer.OPEN, one.mine.said)
    both = (theirs, one.mine)
    answers = tuple(str(dict(forms.ANSWERS)[each.answer.value]) for each in both)
    if isinstance(one.mine.said, Owed):
        answers = tuple(__("removed") if each.answer is Answer.OPEN else "" for each in both)
    found = [(__("Answer"), *answers)]
    if not {each.answer for each in both} & {Answer.OPEN, Answer.NOT_HELD}:
        left, right = (_said(each, titles, names, book, roster) for each in both)
        found += [(label, left.get(label, ""), right.get(label, "")) for label in left | right]
    if Answer.OPEN not in {each.answer for each in both}:
        found.append((__("Source"), theirs.source, one.mine.source))
    for label, stands, sent in found:
        if stands.strip() != sent.strip():
            yield label, stands.strip() or "–", sent.strip() or "–"


def _said(
    one: Typed, titles: Mapping[str, str], names: Mapping[str, Any], book: Book, roster: Roster
) -> dict[str, str]:
    """What is said of a meeting, or of what it left, by labels in the language of the page."""
    language, said = language_now(), one.said

    def words(value: object) -> str:
        return "" if value in (None, "") else format_value(value, names=names, language=language)

    def day(value: date | None) -> str:
        return words(value)

    if isinstance(said, Owed):
        return {
            __("Kind"): __(owed.WHATS[said.what]) if said.what in owed.WHATS else "",
            __("From the meeting"): titles.get(said.meeting, said.meeting),
            __("What is to be done"): said.text,
            __("Who is to do it"): words(said.owner),
            __("By which day"): day(said.due),
            __("Area"): words(dict(book.taxonomy).get(said.area, said.area)),
        }
    if not isinstance(said, Said):
        return {}
    type_of = book.configurations.get(said.configuration)
    found = {
        __("Type"): words(type_of.title) if type_of else said.configuration,
        __("Kind"): str(dict(forms.KINDS).get(said.kind, said.kind)),
        __("First day"): day(said.first),
        __("Last day"): day(said.last if said.last != said.first else None),
        __("Place"): words(said.place),
        __("Format"): str(dict(forms.FORMAT_CHOICES).get(said.format, "")),
    }
    for code in roster.party_codes:
        party = roster.party(code).short[language]
        found[__("Co-chair ({party})").format(party=party)] = words(said.chairs.get(code))
        came = said.came.get(code)
        found[__("Members that came: {party}").format(party=party)] = (
            "" if came is None else str(came)
        )
    found[__("Adopted texts")] = "; ".join(
        ", ".join(
            filter(
                None,
                (
                    str(translated(text.get("title") or {}, language)),
                    text.get("reference", ""),
                    text.get("url", ""),
                    text.get("kind", ""),
                ),
            )
        )
        for text in said.texts
    )
    found[__("What came of it")] = str(translated(said.outcome, language)) if said.outcome else ""
    return found
