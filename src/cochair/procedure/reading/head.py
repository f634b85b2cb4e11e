"""The first blocks of a procedure file: the forum, its languages, time, Parties and places."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from cochair.procedure.book import Group, Member, PartyEntry, Place
from cochair.procedure.calendar import Roll
from cochair.procedure.clause import Words
from cochair.procedure.reading.block import (
    CODE,
    COUNTRY,
    LANGUAGE,
    SLUG,
    Block,
    a_day,
    by_code,
)
from cochair.procedure.refusal import _
from cochair.procedure.timetable import Phase

MODELS = ("calendar_half_year", "handover_event", "fixed", "none")
# What other forums do, and this software does not: said in so many words.
ROTATING = frozenset({"rotating", "rotation", "alternating"})
TWO = 2
STATUSES = ("draft", "in_force", "replaced")
BOTH = "both"
TAXONOMIES = ("crime_areas", "taxonomy")


@dataclass(frozen=True, slots=True)
class ForumHead:
    """Who the forum is: its id, names, the clauses nobody may depart from, and context."""

    id: str
    title: Words
    short_title: Words
    about: Words
    hard_rules: tuple[str, ...]
    context: tuple[Words, ...]
    series: str


@dataclass(frozen=True, slots=True)
class Version:
    """Which version of the procedures this is, and since which civil day it holds."""

    number: str
    effective_from: date | None
    adopted: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Timing:
    """The forum's zone, what becomes of days off in each phase, and the days off."""

    zone: str
    rolls: Mapping[str, str]
    holidays: frozenset[date]


@dataclass(frozen=True, slots=True)
class Languages:
    """In which languages the words of the file are written, and in which the forum works."""

    written: tuple[str, ...] = ()
    worked: tuple[str, ...] = ()


def languages(top: Block, shipped: Collection[str] | None) -> Languages:
    """Block `languages`: those of the words, each one of those shipped when these are given, and those
    of the forum's papers, official first; without any of these, the same."""
    block = top.block("languages")
    if block is None:
        return Languages()
    written = block.texts("interface", of=shipped)
    block.texts("required", needed=False)
    block.text("negotiation", form=LANGUAGE)
    official = block.texts("official", needed=False)
    working = block.texts("working", needed=False)
    for code in (*official, *working):
        if not LANGUAGE.fullmatch(code):
            said = _("“{word}” is no language: write its code, for example fr.")
            block.findings.note(block.node, said, word=code)
    block.done()
    return Languages(written, tuple(dict.fromkeys((*official, *working))) or written)


def forum(top: Block) -> ForumHead:
    """Block `forum`."""
    block = top.block("forum")
    if block is None:
        return ForumHead("", {}, {}, {}, (), (), "")
    head = ForumHead(
        id=block.text("id", form=SLUG),
        title=block.words("title"),
        short_title=block.words("short_title"),
        about=block.words("about"),
        hard_rules=block.texts("hard_rules"),
        context=tuple(block.words_of(node) for node in block.items("context", needed=False)),
        series=block.text("series", needed=False),
    )
    block.text("type")
    block.text("binding")
    block.done()
    return head


def source(top: Block) -> Mapping[str, object]:
    """Block `source`: where the clauses come from. Only `document` is asked for, as text or words."""
    block = top.block("source")
    if block is None:
        return {}
    document = block.peek("document")
    if document is not None and isinstance(document.value, dict):
        block.words("document")
    else:
        block.text("document")
    return {name: block.plain(name) for name in block.names()}


def version(top: Block) -> Version:
    """Block `version`. A draft has been adopted by nobody."""
    block = top.block("version")
    if block is None:
        return Version("", None, {})
    status = block.choice("status", STATUSES)
    number = block.text("number")
    effective_from = block.day("effective_from")
    adopted_by = block.block("adopted_by", needed=status != "draft")
    adopted: dict[str, object] = {}
    if adopted_by is not None:
        adopted = {
            "configuration": adopted_by.text("configuration", needed=False) or None,
            "date": adopted_by.day("date"),
            "method": adopted_by.text("method"),
        }
        adopted_by.done()
    block.done()
    return Version(number, effective_from, adopted)


def timing(top: Block) -> Timing:
    """Block `time`. Holidays are a list of days, or such a list for each Party."""
    block = top.block("time")
    if block is None:
        return Timing("", {}, frozenset())
    zone = block.zone("legal_zone")
    block.choice("day_count", ("calendar",))
    rolls = {}
    if (roll := block.block("roll")) is not None:
        rolls = {str(phase): roll.choice(phase, tuple(Roll)) for phase in Phase}
        roll.done()
    holidays = block.raw("holidays", needed=False)
    days = frozenset[date]()
    if holidays is not None and isinstance(holidays.value, dict):
        each = Block(holidays, top.findings)
        days = days.union(*(_days(each, name) for name in each.names()))
    elif holidays is not None:
        days = _days(block, "holidays")
    block.done()
    return Timing(zone, rolls, days)


def parties(top: Block) -> dict[str, PartyEntry]:
    """Block `parties`, by code: two of them, each with a presidency of its own."""
    found = by_code(top.blocks("parties"), _party)
    number = len(top.items("parties", needed=False))
    if number and number != TWO:
        said = _(
            "A forum of {number} Parties is not supported: two equal Parties sign together here."
        )
        top.findings.note(top.at("parties"), said, number=number)
    return found


def groups(top: Block, parties: Collection[str]) -> dict[str, Group]:
    """Block `groups`, by code; each belongs to one Party or to both."""

    def group(block: Block) -> Group:
        made = Group(
            code=block.text("code", form=CODE),
            label=block.words("label"),
            side=block.choice("side", (*parties, BOTH)),
            kind=block.text("kind"),
            catalogue=block.texts("catalogue", needed=False),
        )
        block.done()
        return made

    return by_code(top.blocks("groups", needed=False), group)


def places(top: Block) -> dict[str, Place]:
    """Block `places`, by code."""

    def place(block: Block) -> Place:
        made = Place(
            code=block.text("code", form=SLUG),
            city=block.words("city"),
            country=block.text("country", form=COUNTRY),
            zone=block.zone("zone"),
        )
        block.done()
        return made

    return by_code(top.blocks("places", needed=False), place)


def taxonomy(top: Block) -> tuple[str, tuple[tuple[str, Words], ...]]:
    """The list that commitments are sorted by, and which of its two names it goes by."""
    for name in TAXONOMIES:
        if name in top.names():
            return name, tuple(labelled(top, name).items())
    return "", ()


def labelled(block: Block, name: str) -> dict[str, Words]:
    """A list of codes with labels, by code."""

    def entry(one: Block) -> Words:
        one.text("code")
        label = one.words("label")
        one.done()
        return label

    return by_code(block.blocks(name, needed=False), entry)


def gaps(top: Block) -> tuple[tuple[str, Words], ...]:
    """Block `gaps`: what the source leaves open."""

    def gap(block: Block) -> Words:
        block.text("id")
        text = block.words("text")
        block.done()
        return text

    return tuple(by_code(top.blocks("gaps", needed=False), gap, name="id").items())


def _party(block: Block) -> PartyEntry:
    presidency = block.block("presidency")
    body = block.block("body", needed=False)
    made = PartyEntry(
        code=block.text("code", form=CODE),
        name=block.words("name"),
        short=block.words("short"),
        model=_model(presidency) if presidency else "",
        presidency=presidency.words("title") if presidency else {},
        seat_zone=presidency.zone("seat_zone") if presidency else "",
        tone=block.text("tone", needed=False),
        members=_members(block),
        bodies={name: body.words(name) for name in body.names()} if body else {},
    )
    if presidency is not None:
        presidency.whole("term_months", 1, 120, needed=False)
        presidency.whole("usual_term_months", 1, 120, needed=False)
        presidency.done()
    block.done()
    return made


def _members(block: Block) -> tuple[Member, ...]:
    def member(one: Block) -> Member:
        made = Member(
            code=one.text("code", form=COUNTRY), name=one.words("name"), zone=one.zone("zone")
        )
        one.done()
        return made

    found = by_code(block.blocks("members", needed=False), member)
    count = block.whole("members_count", 0, 300, needed=False)
    if count is not None and found and count != len(found):
        block.findings.note(
            block.at("members_count"),
            _("{stated} given here, but {found} found."),
            stated=count,
            found=len(found),
        )
    return tuple(found.values())


def _days(block: Block, name: str) -> frozenset[date]:
    days = (a_day(node, block.findings) for node in block.items(name))
    return frozenset(day for day in days if day is not None)


def _model(presidency: Block) -> str:
    """How a presidency passes on inside its Party."""
    model = presidency.plain("model", needed=False)
    if isinstance(model, str) and model in ROTATING:
        said = _(
            "A chair that rotates between the Parties is not supported: each Party has a "
            "presidency of its own, and both sign."
        )
        presidency.findings.note(presidency.at("model"), said)
        return ""
    return presidency.choice("model", MODELS)
