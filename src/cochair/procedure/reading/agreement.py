"""What must agree across the blocks of a procedure file: counts, hard rules, options."""

from collections.abc import Collection, Mapping
from fnmatch import fnmatchcase

from cochair.procedure.book import Configuration
from cochair.procedure.clause import CheckShape, Clause, Severity
from cochair.procedure.reading.block import Block
from cochair.procedure.reading.head import ForumHead
from cochair.procedure.reading.known import Known
from cochair.procedure.refusal import _

READ_BY_SOFTWARE: Mapping[str, str] = {
    "retention.years": "features.personal.periods",
    "silence.named": "features.silence.terms",
    "severity.map.*": "procedure.evaluate",
}
"""Options that no argument and no due names, and the part of the software that reads each.

A `*` stands for one part of a key. An option that is read by nothing is not shipped
(corrections section 2).
"""

MOST = 100_000


def every_option_is_read(top: Block, known: Known, checks: Mapping[str, CheckShape]) -> None:
    """Refuse an option that changes nothing."""
    patterns = {*READ_BY_SOFTWARE, *(key for shape in checks.values() for key in shape.reads)}
    for block in top.blocks("options"):
        key = block.peek("key")
        if key is None or not isinstance(key.value, str) or key.value in known.read:
            continue
        if not any(_matches(key.value, pattern) for pattern in patterns):
            top.findings.note(
                key, _("The option {key} is not used anywhere, so it has no effect."), key=key.value
            )


def hard_rules_agree(top: Block, forum: ForumHead, rules: Mapping[str, Clause]) -> None:
    """The hard rules that the forum names are those of severity hard, and there is at least one."""
    head = Block(top.at("forum"), top.findings)
    node = head.at("hard_rules")
    for rule in forum.hard_rules:
        if rule not in rules:
            top.findings.note(node, _("There is no rule {rule}."), rule=rule)
        elif rules[rule].severity is not Severity.HARD:
            top.findings.note(node, _("The rule {rule} does not have severity hard."), rule=rule)
    hard = [rule for rule, clause in rules.items() if clause.severity is Severity.HARD]
    for rule in hard:
        if rule not in forum.hard_rules:
            top.findings.note(
                node, _("The rule {rule} has severity hard but is not listed here."), rule=rule
            )
    if not hard and not forum.hard_rules:
        top.findings.note(node, _("At least one rule must be mandatory (“hard”)."))


def counts_agree(
    top: Block,
    rules: Mapping[str, Clause],
    configurations: Mapping[str, Configuration],
    taxonomy: tuple[str, int],
) -> None:
    """The numbers in block `counts` are those found. It states at least the number of rules.

    Lettered and numbered items are counted by where the rules stand: each item of a heading
    once, however many rules it holds.
    """
    block = top.block("counts")
    if block is None:
        return
    lettered = {place for place in _items(rules) if place[-1].isalpha()}
    numbered = {place for place in _items(rules) if place[-1].isdigit()}
    name, size = taxonomy
    found = {
        "atomic_rules": len(rules),
        "configurations": len(configurations),
        "numbered_principles": sum(heading == "principles" for _p, _s, heading, _i in numbered),
        "lettered_items_total": len(lettered),
        "numbered_and_lettered_items_total": len(lettered) + len(numbered),
        **({name: size} if name else {}),
    }
    for count, number in found.items():
        _agrees(block, count, number, needed=count == "atomic_rules")
    sections = block.block("lettered_items", needed=False)
    for code, configuration in configurations.items() if sections else ():
        assert sections is not None
        headings = sections.block(code, needed=False)
        for heading in headings.names() if headings else ():
            assert headings is not None
            _agrees(
                headings,
                heading,
                sum(
                    f"{part}.{section}" == configuration.section and heading == under
                    for part, section, under, _item in lettered
                ),
                needed=True,
            )
    if sections is not None:
        sections.done()
    block.done()


def decision(
    top: Block, rules: Collection[str], configurations: Collection[str]
) -> Mapping[str, object]:
    """Block `decision`: how the forum decides, and who is entitled in each configuration."""
    block = top.block("decision")
    if block is None:
        return {}
    block.choice("method", ("consensus", "two_party_consent", "unanimity"))
    block.choice("rule", rules, needed=False)
    entitled = block.block("entitled")
    for code in configurations if entitled else ():
        assert entitled is not None
        entitled.text(code)
    if entitled is not None:
        entitled.done()
    for name in ("declared_by", "quorum"):
        block.text(name, needed=False)
    for name in ("never_counted", "statements"):
        block.texts(name, needed=False)
    block.words("definition", needed=False)
    block.done()
    return {name: block.plain(name) for name in block.names()}


def silence(top: Block, known: Known) -> Mapping[str, object] | None:
    """Block `silence_procedure`; None when the forum has none."""
    block = top.block("silence_procedure", needed=False)
    if block is None:
        return None
    for name in ("source", "opened_by"):
        block.text(name, needed=False)
    least = known.whole(block, "min_hours", 1, 10_000)
    usual = known.whole(block, "default_hours", 1, 10_000)
    if least is not None and usual is not None and usual < least:
        block.findings.note(
            block.at("default_hours"), _("The usual period is shorter than the minimum period.")
        )
    block.whole("extension_max", 0, 10, needed=False)
    if (expiry := block.block("expiry_local", needed=False)) is not None:
        expiry.text("time")
        expiry.zone("zone")
        expiry.done()
    if (allowed := block.raw("allowed_for")) is not None and isinstance(allowed.value, dict):
        known.option(allowed, block)
    else:
        block.texts("allowed_for", needed=False)
    block.texts("steps", needed=False)
    for name in ("broken_by", "on_break"):
        block.words(name, needed=False)
    block.done()
    return {name: block.plain(name) for name in block.names()}


def _agrees(block: Block, name: str, found: int, *, needed: bool) -> None:
    stated = block.whole(name, 0, MOST, needed=needed)
    if stated is not None and stated != found:
        block.findings.note(
            block.at(name),
            _("{stated} given here, but {found} found."),
            stated=stated,
            found=found,
        )


def _items(rules: Mapping[str, Clause]) -> set[tuple[str, str, str, str]]:
    """Where rules stand, as part, section, heading and item; only where there is an item."""
    return {
        (at.part, at.section, at.heading, at.item)
        for at in (clause.citation for clause in rules.values())
        if at.item
    }


def _matches(key: str, pattern: str) -> bool:
    return key.count(".") == pattern.count(".") and fnmatchcase(key, pattern)
