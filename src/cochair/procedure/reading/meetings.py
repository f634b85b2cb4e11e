"""The blocks of a procedure file about meetings: cycle, configurations, practice dates."""

from collections.abc import Mapping
from itertools import count

from cochair.procedure.book import Configuration, Function, Pattern, TimetableEntry
from cochair.procedure.due import RESERVED, Anchor, Timed, UnreadableDue, parse
from cochair.procedure.reading.block import SLUG, WORD, Block, by_code
from cochair.procedure.reading.known import Known, is_option
from cochair.procedure.reading.tree import plain
from cochair.procedure.refusal import _
from cochair.procedure.timetable import Owner, Phase, ShownBy

SEMESTER_BASES = ("calendar_half_year", "anchored", "custom")
OPEN_TAGS = ("other", "procedural")
"""Tags without a clause: the lists of tasks in a source may be open ones."""

BASES = ("practice", "rule")
OCCASIONS = frozenset({"meeting.start", "meeting.closed", "presidency.end", "configuration.start"})
"""What a practice date may hang on."""

MOST_MONTHS = 120
MOST_SEMESTERS = 20
MOST_DAYS = 1000


def pattern(top: Block, known: Known) -> Pattern | None:
    """Block `cycle`; None when the forum has no cycle."""
    block = top.block("cycle", needed=False)
    if block is None:
        return None
    months = block.whole("months", 1, MOST_MONTHS)
    semesters = block.whole("semesters", 1, MOST_SEMESTERS, needed=False)
    slots: list[tuple[int, str]] = []
    for slot in block.blocks("slots"):
        semester = slot.whole("semester", 1, semesters or MOST_SEMESTERS)
        configuration = slot.choice("configuration", known.configurations)
        if slot.once(configuration, {code for _n, code in slots}, "configuration"):
            slots.append((semester or 0, configuration))
        slot.done()
    made = Pattern(
        months=months or 0,
        semesters=semesters or 0,
        first_start=block.day("first_start", needed=False),
        slots=tuple(slots),
        semester_basis=block.choice("semester_basis", SEMESTER_BASES, needed=False)
        or SEMESTER_BASES[0],
    )
    if (slip := block.raw("on_slip", needed=False)) is not None and is_option(slip):
        known.option(slip, block)
    block.text("unit", needed=False)
    block.done()
    return made


def configurations(top: Block, known: Known, cycle: Pattern | None) -> dict[str, Configuration]:
    """Block `configurations`, by code, each with the semester that the cycle gives it."""
    semesters = {code: semester for semester, code in cycle.slots} if cycle else {}
    slugs: set[str] = set()
    order = count(1)

    def one(block: Block) -> Configuration:
        made = _configuration(block, known, semesters, next(order))
        if block.once(made.slug, slugs, "slug"):
            slugs.add(made.slug)
        return made

    return by_code(top.blocks("configurations"), one)


def timetable(top: Block, known: Known) -> tuple[TimetableEntry, ...]:
    """Block `timetable`: practice dates, counted in days from an occasion."""

    def entry(block: Block) -> TimetableEntry:
        made = TimetableEntry(
            id=block.text("id"),
            event=block.words("event"),
            anchor=_occasion(block, known),
            offset_days=known.whole(block, "offset_days", -MOST_DAYS, MOST_DAYS) or 0,
            option=_option(block, "offset_days"),
            phase=block.choice("phase", tuple(Phase)),
            actor=block.words("actor"),
            recipients=block.words("recipients"),
            basis=block.choice("basis", BASES),
            note=block.words("note", needed=False),
            owner=block.choice("owner", tuple(Owner), needed=False) or Owner.ALL,
            shown_by=block.choice("shown_by", tuple(ShownBy), needed=False),
        )
        block.done()
        return made

    return tuple(by_code(top.blocks("timetable", needed=False), entry, name="id").values())


def _option(block: Block, name: str) -> str:
    """The key of the option that gives a number, `""` where the file gives it itself."""
    node = block.raw(name, needed=False)
    given = plain(node) if node is not None and is_option(node) else None
    return str(given["option"]) if isinstance(given, dict) else ""


def _configuration(
    block: Block, known: Known, semesters: Mapping[str, int], order: int
) -> Configuration:
    code = block.text("code", form=WORD)
    if code in RESERVED:
        block.findings.note(
            block.at("code"),
            _(
                "“{word}” begins the name of an event, so it cannot be the name of a type "
                "of meeting."
            ),
            word=code,
        )
    parties, groups = _composition(block, known)
    months, tolerance = _cadence(block, known)
    observers = block.block("observers", needed=False)
    formats = block.block("formats", needed=False)
    made = Configuration(
        code=code,
        title=block.words("title"),
        short=block.words("short"),
        slug=block.text("slug", form=SLUG),
        semester=semesters.get(code),
        parties=parties,
        groups=groups,
        also_invited=block.texts("also_invited", needed=False, of=known.groups),
        accepted_functions=block.texts("accepted_functions", needed=False, of=known.ranks),
        replacement_functions=block.texts("replacement_functions", needed=False, of=known.ranks),
        functions=_functions(block, known),
        months=months,
        order=order,
        tolerance_days=tolerance,
        section=block.text("section", needed=False),
        co_chairs=block.texts("co_chairs", needed=False, of=known.groups),
        formats={name: formats.texts(name) for name in formats.names()} if formats else {},
        venue=block.texts("venue", needed=False, of=known.venues),
        observers=bool(observers and observers.flag("allowed")),
        series=block.text("series", needed=False),
    )
    if observers is not None:
        observers.texts("needs", needed=False, of=known.parties)
        observers.done()
    block.done()
    return made


def _composition(block: Block, known: Known) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The Parties and the groups that a meeting is composed of."""
    parties, groups = [], []
    for part in block.blocks("composition", needed=False):
        if "group" in part.names():
            groups.append(part.choice("group", known.groups))
        else:
            parties.append(part.choice("party", known.parties))
            part.words("who", needed=False)
        part.done()
    return tuple(filter(None, parties)), tuple(filter(None, groups))


def _cadence(block: Block, known: Known) -> tuple[int | None, int | None]:
    """The months between two meetings and the tolerance in days, options looked up."""
    cadence = block.block("cadence", needed=False)
    if cadence is None:
        return None, None
    months = known.whole(cadence, "months", 1, MOST_MONTHS)
    tolerance = known.whole(cadence, "tolerance_days", 0, MOST_DAYS)
    cadence.done()
    return months, tolerance


def _functions(block: Block, known: Known) -> tuple[Function, ...]:
    def function(one: Block) -> Function:
        tag = one.text("tag", form=WORD)
        rules = one.texts("rules", of=known.rules)
        if tag and not rules and tag not in OPEN_TAGS and not one.items("rules"):
            one.note(_("The tag “{tag}” has no clause."), tag=tag)
        made = Function(tag=tag, label=one.words("label"), rules=rules)
        one.done()
        return made

    return tuple(by_code(block.blocks("functions", needed=False), function, name="tag").values())


def _occasion(block: Block, known: Known) -> str:
    """The anchor of a practice date."""
    text = block.text("anchor")
    if not text:
        return ""
    try:
        due = parse(text)
    except UnreadableDue as refusal:
        block.findings.say(block.at("anchor"), refusal.sentence)
        return ""
    anchor = due.anchor if isinstance(due, Timed) and not due.offsets else Anchor("")
    if anchor.name not in OCCASIONS or anchor.next:
        block.findings.note(
            block.at("anchor"), _("A practice date cannot depend on “{text}”."), text=text
        )
    elif anchor.configuration and anchor.configuration not in known.configurations:
        block.unknown(block.at("anchor"), anchor.configuration, known.configurations)
    return text
