"""Block `rules` of a procedure file: every clause, its citation and the check that decides it."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from cochair.procedure.clause import Check, CheckShape, Citation, Clause, Severity
from cochair.procedure.due import Due, UnreadableDue, anchors_of, options_of, parse
from cochair.procedure.reading.block import DAY, Block, by_code
from cochair.procedure.reading.known import Known
from cochair.procedure.reading.tree import Node, plain
from cochair.procedure.refusal import _

FINGERPRINT = re.compile(r"[0-9a-f]{16}")
RULE_ID = re.compile(r"[A-Za-z0-9]+(?:[.][A-Za-z0-9_]+)*")
INFORMATIVE = "informative"
BASES = ("automatic", "mixed")
DUE_BASES = ("rule", "practice")
MOST_LINES = 100_000

SEVERITIES: Mapping[str, tuple[Severity, ...]] = {
    "shall": (Severity.HARD, Severity.REQUIRED),
    "should": (Severity.EXPECTED, Severity.PREFERRED),
    "preferably": (Severity.PREFERRED, Severity.EXPECTED),
    "may": (Severity.PERMISSION,),
    "context": (Severity.INFORMATIVE,),
}
"""How strongly a clause of each class may speak (domain A.2)."""


def rules(
    top: Block, known: Known, checks: Mapping[str, CheckShape], source_text: str | None
) -> dict[str, Clause]:
    """Every clause, by id, in the order of the file."""
    source = " ".join(source_text.split()) if source_text is not None else None

    def rule(block: Block) -> Clause:
        node = block.peek("id")
        block.findings.clause = node.value if node and isinstance(node.value, str) else None
        made = _rule(block, known, checks, source)
        block.done()
        return made

    found = by_code(top.blocks("rules"), rule, name="id")
    top.findings.clause = None
    return found


def _rule(
    block: Block, known: Known, checks: Mapping[str, CheckShape], source: str | None
) -> Clause:
    cls = block.choice("class", tuple(SEVERITIES))
    severity = block.choice("severity", tuple(Severity))
    if cls and severity and severity not in SEVERITIES[cls]:
        block.findings.note(
            block.at("severity"),
            _("A clause of class “{cls}” must have one of these severities: {known}."),
            cls=cls,
            known=SEVERITIES[cls],
        )
    block.text("modality")
    block.text("kind")
    quote = " ".join(block.text("quote", needed=False).split())
    if source is not None and quote not in source:
        block.findings.note(
            block.at("quote"), _("The source does not contain this quotation word for word.")
        )
    configurations = block.texts("applies_to", of=known.configurations)
    judged = block.words("judged_by_people", needed=False)
    check = _check(block, known, checks, configurations)
    if not judged and (check.fn == INFORMATIVE or check.basis == "mixed"):
        block.note(
            _("No program can decide this alone: state in judged_by_people what people assess.")
        )
    return Clause(
        id=block.text("id", form=RULE_ID),
        citation=_citation(block),
        text=block.words("text"),
        asks=block.words("asks"),
        remedy=block.words("remedy"),
        word=block.words("word"),
        cls=cls,
        severity=Severity(severity or Severity.INFORMATIVE),
        configurations=configurations,
        responsible=block.texts_by_language("responsible"),
        parties=block.texts("parties_responsible", of=known.parties),
        check=check,
        judged_by_people=judged or None,
        ambiguities=block.texts("ambiguities", needed=False, of=known.ambiguities),
    )


def _citation(block: Block) -> Citation:
    place = block.words("place")
    at = block.block("at")
    if at is None:
        return Citation((), "", "", "", "", place)
    made = Citation(
        lines=at.wholes("note_lines", 1, MOST_LINES),
        part=at.label("part"),
        section=at.label("section", needed=False),
        heading=at.label("heading", needed=False),
        item=at.label("item", needed=False),
        place=place,
        fingerprint=at.text("fingerprint", needed=False, form=FINGERPRINT),
    )
    at.done()
    return made


def _check(
    rule: Block, known: Known, checks: Mapping[str, CheckShape], configurations: tuple[str, ...]
) -> Check:
    block = rule.block("check")
    if block is None:
        return Check("", "", None, None, {}, "")
    fn = block.choice("fn", checks)
    shape = checks.get(fn)
    scope = block.text("scope")
    args: Mapping[str, object] = {}
    if shape is None:
        block.plain("args", needed=False)
    else:
        if scope and scope not in shape.scopes:
            block.unknown(block.at("scope"), scope, shape.scopes)
        args = arguments(block, shape, known, configurations)
    made = Check(
        fn=fn,
        scope=scope,
        due=_due(block, known, fn),
        due_basis=block.choice("due_basis", DUE_BASES, needed=False) or None,
        args=args,
        basis=block.choice("basis", BASES),
    )
    if (made.due is None) != (made.due_basis is None):
        block.findings.note(
            block.at("due_basis"),
            _("A “due” must have a “due_basis” ({known}), and only a “due” may have one."),
            known=DUE_BASES,
        )
    block.done()
    return made


def _due(block: Block, known: Known, fn: str) -> str | None:
    """The due as written, once it can be read and names only what there is."""
    node = block.raw("due", needed=False)
    if fn == INFORMATIVE:
        if node is not None:
            block.findings.note(node, _("A rule that only informs cannot have a due date."))
        return None
    text = block.text("due")
    if not text:
        return None
    try:
        due = parse(text)
    except UnreadableDue as refusal:
        block.findings.say(block.at("due"), refusal.sentence)
        return text
    _names_what_there_is(due, block, known)
    return text


def _names_what_there_is(due: Due, block: Block, known: Known) -> None:
    node = block.at("due")
    for anchor in anchors_of(due):
        if anchor.configuration and anchor.configuration not in known.configurations:
            block.unknown(node, anchor.configuration, known.configurations)
        if anchor.index is not None and anchor.index > known.semesters:
            block.findings.note(
                node,
                _("A cycle has {count} semesters: there is no semester {index}."),
                count=known.semesters,
                index=anchor.index,
            )
    for key in options_of(due):
        if key not in known.options:
            block.unknown(node, key, known.options)
            continue
        known.read.add(key)
        if type(known.options[key]) is not int:
            block.findings.note(
                node, _("The option {key} is not a whole number and cannot be counted."), key=key
            )
    args = block.peek("args")
    if " tolerance" in str(due) and not (
        args and isinstance(args.value, dict) and "tolerance_days" in args.value
    ):
        block.findings.note(node, _("This check has no argument tolerance_days."))


# Check the arguments of a rule's check against the shape of its predicate.
_SHARE = re.compile(r"[0-9]{1,3}/[1-9][0-9]{0,2}|[01](?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The type of one argument: `configuration[]?` taken apart."""

    base: str
    several: bool
    needed: bool


def arguments(
    check: Block, shape: CheckShape, known: Known, configurations: Collection[str]
) -> Mapping[str, object]:
    """The arguments, without lines; `{option: key}` stays as it is, for the evaluator.

    `configurations` are those that the clause applies to: a function must be one of theirs.
    """
    block = check.block("args", needed=False)
    written = {name: block.raw(name, needed=False) for name in block.names()} if block else {}
    for name, spec in shape.args.items():
        wanted, node = _wanted(spec), written.get(name)
        if node is not None:
            assert block is not None
            _check_of_arguments(node, wanted, block, known, configurations)
        elif wanted.needed:
            (block or check).note(_("The argument “{name}” is missing."), name=name)
    for name, node in written.items():
        if name not in shape.args:
            (block or check).findings.note(
                node or check.at("args"),
                _("This check has no argument “{name}”; its arguments are: {known}."),
                name=name,
                known=tuple(shape.args) or ("–",),
            )
    return {name: plain(node) if node else None for name, node in written.items()}


def _wanted(spec: str) -> _Wanted:
    needed = not spec.endswith("?")
    spec = spec.removesuffix("?")
    return _Wanted(spec.removesuffix("[]"), spec.endswith("[]"), needed)


def _check_of_arguments(
    node: Node, wanted: _Wanted, block: Block, known: Known, configurations: Collection[str]
) -> None:
    value = plain(node)
    if isinstance(node.value, dict) and "option" in node.value:
        found = known.option(node, block)
        if found is None:
            return
        value = found[1]
    if wanted.several and not isinstance(value, list):
        block.findings.note(node, _("The value must be a list."))
        return
    names = _names(wanted.base, known, configurations)
    for one in value if wanted.several and isinstance(value, list) else (value,):
        if not _fits(one, wanted.base, names, known):
            block.findings.note(
                node,
                _("“{value}” is not of type {type}; possible values: {known}.")
                if names is not None
                else _("“{value}” is not of type {type}."),
                value=one,
                type=wanted.base,
                known=tuple(names or ()),
            )


def _names(base: str, known: Known, configurations: Collection[str]) -> Collection[str] | None:
    """The words that a type allows, when it allows so many words."""
    if "|" in base:
        return base.split("|")
    if base == "function":
        return tuple(tag for code in configurations for tag in known.tags.get(code, ()))
    return {
        "party": known.parties,
        "group": known.groups,
        "place": known.places,
        "venue": known.venues,
        "configuration": known.configurations,
        "taxonomy": known.taxonomies,
        "language": known.languages,
    }.get(base)


def _fits(value: object, base: str, names: Collection[str] | None, known: Known) -> bool:
    if names is not None:
        return isinstance(value, str) and value in names
    match base:
        case "text":
            return isinstance(value, str) and bool(value.strip())
        case "integer":
            return type(value) is int
        case "number":
            return type(value) in (int, float)
        case "share":
            return _SHARE.fullmatch(str(value)) is not None
        case "boolean":
            return isinstance(value, bool)
        case "date":
            return isinstance(value, str) and DAY.fullmatch(value) is not None
        case "semester":
            return type(value) is int and 1 <= value <= known.semesters
        case "anything":
            return True
    return value == base
