"""The agenda as pages show it, in the reader's language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as __

from cochair.features.agendas import comparison, papers, queries
from cochair.features.agendas import items as agenda_items
from cochair.features.agendas.items import BY_CONSENT, FROM_POINT, FROM_PROGRAMME, Item
from cochair.features.agendas.labels import FIELD_WORDS, NOT_ANSWERED, REQUEST_WORDS, TYPE_WORDS
from cochair.features.agendas.papers import Paper
from cochair.features.agendas.queries import PLACED, RECEIVED, STAGES, WITHDRAWN, Version
from cochair.features.agendas.titles import STAGE_WORDS
from cochair.features.meetings.models import Discussion, ItemRequest, Omission, OpenPoint
from cochair.procedure.book import Book, Function
from cochair.procedure.refusal import Sentence, _
from cochair.web import localize
from cochair.web.localize import language_now
from cochair.web.numbers import whole


@dataclass(frozen=True, slots=True)
class Row:
    """One item of a version on a page."""

    number: int
    item: Item
    type: str
    functions: tuple[Function, ...]
    origin: Sentence | None
    asked: tuple[str, ...]
    missing: tuple[str, ...]
    may_ask: bool
    papers: tuple[Paper, ...] = ()

    @property
    def has_title(self) -> bool:
        """Whether it has a title in the reader's language."""
        return bool(self.item.title.get(get_language() or ""))

    @property
    def title(self) -> str:
        """The title in the reader's language; never another in its place."""
        return self.item.title.get(get_language() or "", "")

    @property
    def others(self) -> tuple[tuple[str, str], ...]:
        """The titles in other languages, for whoever finds none in their own."""
        return tuple((code, words) for code, words in self.item.title.items() if words)


@dataclass(frozen=True, slots=True)
class Covered:
    """A function of the meeting: the numbers of its items, or why both left it out."""

    function: Function
    numbers: tuple[int, ...]
    omission: Omission | None

    @property
    def is_missing(self) -> bool:
        """Whether it is neither on the agenda nor left out with a reason."""
        return not self.numbers and self.omission is None

    @property
    def omitted_because(self) -> str:
        """The reason of both for leaving it out, in the reader's language where they gave it so."""
        return self.omission.act.reason_in(language_now()) if self.omission else ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the agenda with the version of it that stands."""

    word: str
    version: Version | None
    mark: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A version in the list of versions."""

    version: Version
    name: str
    before: Version | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A request on a page; `number` is that of its item in the latest version its reader has."""

    row: ItemRequest
    is_late: bool
    is_own: bool
    number: int | None
    goes_on: bool = True

    @property
    def state(self) -> str:
        """Its state in words; nobody answers any more once the meeting is only read."""
        if not self.goes_on and self.row.state == RECEIVED:
            return __(NOT_ANSWERED)
        return __(REQUEST_WORDS[self.row.state])

    @property
    def kind(self) -> str:
        """What it is for, in words."""
        return __(TYPE_WORDS[self.row.type])

    @property
    def is_open(self) -> bool:
        """Whether it can still be answered."""
        return self.goes_on and self.row.state in {RECEIVED, queries.DEFERRED}

    @property
    def may_be_withdrawn(self) -> bool:
        """Whether this reader may take it back."""
        return self.is_own and (self.is_open or (self.goes_on and self.row.state == PLACED))

    @property
    def lost_its_proposer(self) -> bool:
        """Whether its item is still on the agenda though it was taken back."""
        return self.row.state == WITHDRAWN and self.number is not None


@dataclass(frozen=True, slots=True)
class Point:
    """An open point on a page; `number` is that of its item in the latest version its reader has."""

    row: OpenPoint
    number: int | None

    @property
    def is_open(self) -> bool:
        """Whether it is neither on an item shown nor put off nor settled."""
        return not (self.number or self.row.deferral_reason or self.row.settled_at)


def rows(
    version: Version,
    book: Book,
    *,
    asked: Mapping[str, tuple[Discussion, ...]],
    points: Iterable[OpenPoint] = (),
    may_ask: bool = False,
    member: str = "",
    registered: Mapping[str, Paper] | None = None,
) -> list[Row]:
    """The items of a version; `may_ask` says whether this reader may have items discussed, and
    `registered` are the papers as this reader sees them."""
    functions = {one.tag: one for each in book.configurations.values() for one in each.functions}
    origins = {point.pk: point.origin.slug for point in points if point.origin is not None}
    shown = agenda_items.discussed(version.items, asked)
    return [
        Row(
            number,
            item,
            __(TYPE_WORDS.get(item.type, item.type)),
            tuple(functions[tag] for tag in item.tags if tag in functions),
            _origin(item, version.row.programme_of, origins),
            tuple(one.member for one in asked.get(item.key, ())),
            item.missing(book.languages),
            may_ask
            and version.items[number - 1].type == BY_CONSENT
            and member not in {one.member for one in asked.get(item.key, ())},
            tuple(registered[slug] for slug in item.papers if registered and slug in registered),
        )
        for number, item in enumerate(shown, start=1)
    ]


def covered(
    version: Version | None, book: Book, configuration: str, omissions: Iterable[Omission]
) -> list[Covered]:
    """The functions of a configuration, each with what stands for it in a version."""
    left_out = {one.tag: one for one in omissions}
    items = version.items if version else ()
    wanted = queries.functions(book, configuration)
    return [
        Covered(
            one,
            tuple(at for at, item in enumerate(items, start=1) if one.tag in item.tags),
            left_out.get(one.tag),
        )
        for one in book.configurations[configuration].functions
        if one.tag in wanted
    ]


def stages(known: tuple[Version, ...]) -> list[Stage]:
    """Programme, working, provisional, adopted: what stands of each, and where one is now."""
    last = queries.latest(known)
    found = []
    for stage in STAGES:
        of_stage = queries.published(known, stage)
        now = last is not None and last.stage == stage
        mark = "now" if now else "done" if of_stage else ""
        found.append(Stage(__(STAGE_WORDS[stage]), of_stage[-1] if of_stage else None, mark))
    return found


@dataclass(frozen=True, slots=True)
class Language:
    """How far the titles of a version are in one language, as the mark of a language shows it."""

    code: str
    lacking: int

    @property
    def state(self) -> str:
        """Released when every item has its title, missing else."""
        return "missing" if self.lacking else "released"

    @property
    def is_released(self) -> bool:
        """Whether every item has its title."""
        return not self.lacking

    @property
    def word(self) -> str:
        """Its state in words."""
        if not self.lacking:
            return __("titles complete")
        return ngettext("{n} title missing", "{n} titles missing", self.lacking).format(
            n=self.lacking
        )


def languages(version: Version | None, codes: Iterable[str]) -> list[Language]:
    """The languages of the forum with what a version lacks in each; none without items."""
    if version is None or not version.items:
        return []
    return [
        Language(code, sum(not item.title.get(code) for item in version.items)) for code in codes
    ]


def may_begin(last: Version | None, *, before: bool, adopted: bool) -> list[tuple[str, str]]:
    """The stages that may begin now, with their words: before the opening those ahead but the
    adoption, afterwards the adoption alone."""
    reached = STAGES.index(last.stage) if last else -1
    return [
        (stage, __(STAGE_WORDS[stage]))
        for at, stage in enumerate(STAGES)
        if at > reached and not adopted and (stage != queries.ADOPTED) is before
    ]


def name(version: Version) -> str:
    """What a version is called on a page of its meeting."""
    return __("{stage}, revision {number}").format(
        stage=__(STAGE_WORDS[version.stage]), number=version.number
    )


def listed(known: tuple[Version, ...]) -> tuple[list[Listed], list[Listed]]:
    """The versions that the reader may see, newest first: those published and the latest draft,
    each with the one published before it; then the other drafts, each with the one before it."""
    last, out = queries.latest(known), queries.published(known)
    shown, drafts = [], []
    for at, version in enumerate(known):
        if version.is_published or version is last:
            before = [one for one in out if one.token < version.token]
            shown.append(Listed(version, name(version), before[-1] if before else None))
        else:
            drafts.append(Listed(version, name(version), known[at - 1] if at else None))
    return shown[::-1], drafts[::-1]


def requests(
    found: Iterable[ItemRequest],
    *,
    asks_as: str,
    sees_all: bool,
    close: date | None,
    zone: str,
    shown: Version | None,
    goes_on: bool = True,
) -> list[Asked]:
    """The requests that a reader may see: all of them, or those made in the same name.

    Once the meeting is cancelled or only read nothing goes on with them.
    """
    places = _places(shown)
    return [
        Asked(
            row,
            queries.is_late(row.asked_at, close, zone),
            bool(asks_as) and row.proposer == asks_as,
            places.get(row.item_key),
            goes_on,
        )
        for row in found
        if sees_all or (asks_as and row.proposer == asks_as)
    ]


def points(found: Iterable[OpenPoint], shown: Version | None) -> list[Point]:
    """The open points, each with the number of its item in a version."""
    places = _places(shown)
    return [Point(row, places.get(row.item_key)) for row in found]


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of a comparison with its words for a page."""

    line: comparison.Line
    said: tuple[Sentence, ...]
    fields: tuple[tuple[str, str, str], ...]


def differences(lines: Iterable[comparison.Line], book: Book) -> list[Difference]:
    """What differs, each field with what it said and what it says."""
    labels = {one.tag: one.label for each in book.configurations.values() for one in each.functions}
    return [
        Difference(
            line,
            _said(line),
            tuple(
                (
                    __(FIELD_WORDS[one.name]),
                    _value(one.name, one.before, labels),
                    _value(one.name, one.after, labels),
                )
                for one in line.fields
            ),
        )
        for line in lines
    ]


def _said(line: comparison.Line) -> tuple[Sentence, ...]:
    found = []
    if line.is_added:
        found.append(Sentence(_("New.")))
    if line.is_removed:
        found.append(Sentence(_("Removed; it was item {number}."), {"number": line.before}))
    if line.is_moved:
        found.append(Sentence(_("Moved; it was item {number}."), {"number": line.before}))
    if line.is_reworded and line.is_changed:
        found.append(Sentence(_("The title has been reworded.")))
    if line.languages:
        found.append(
            Sentence(
                _("Reworded in other languages: {languages}."),
                {"languages": localize.languages(line.languages)},
            )
        )
    return tuple(found)


def _value(name: str, value: object, labels: Mapping[str, Mapping[str, str]]) -> str:
    language = get_language() or ""
    if name == "type":
        return __(TYPE_WORDS.get(str(value), str(value)))
    if isinstance(value, tuple):
        shown = (
            papers.names(value)
            if name == "papers"
            else [
                labels[one].get(language, one) if name == "tags" and one in labels else one
                for one in value
            ]
        )
        return ", ".join(shown) or "–"
    return "–" if value in (None, "") else str(value)


def _places(version: Version | None) -> Mapping[str, int]:
    items = version.items if version else ()
    return {item.key: at for at, item in enumerate(items, start=1)}


def _origin(item: Item, programme_of: str, origins: Mapping[int, str]) -> Sentence | None:
    if item.asked_as is not None:
        return Sentence(_("Requested by {proposer}"), {"proposer": item.proposer})
    kind, _colon, number = item.origin.partition(":")
    if kind == FROM_PROGRAMME and programme_of:
        return Sentence(_("From the programme of: {meeting}"), {"meeting": programme_of})
    if kind == FROM_PROGRAMME:
        return Sentence(_("From the programme"))
    if kind == FROM_POINT:
        before = origins.get(whole(number) or 0)
        if before:
            return Sentence(_("Left open by: {meeting}"), {"meeting": before})
        return Sentence(_("Left open by an earlier meeting"))
    return None
