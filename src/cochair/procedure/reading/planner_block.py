"""The block of a procedure file about the planner: its order of preference, gaps and lengths."""

from cochair.procedure.book import Pattern, PlannerRules, Preference
from cochair.procedure.planner.question import CRITERIA, REQUIRED_DAYS
from cochair.procedure.reading.block import Block, by_code
from cochair.procedure.reading.known import Known
from cochair.procedure.refusal import _

LONGEST_MEETING = 14
LONGEST_GAP = 60


def planner(top: Block, known: Known, cycle: Pattern | None) -> PlannerRules | None:
    """Block `planner`; None when the forum leaves its dates to people alone."""
    block = top.block("planner", needed=False)
    if block is None:
        return None
    if cycle is None:
        block.note(_("Only meetings of a cycle may be planned, and there is no cycle."))

    def preference(one: Block) -> Preference:
        made = Preference(by=one.choice("by", CRITERIA), label=one.words("label"))
        one.done()
        return made

    order = tuple(by_code(block.blocks("order"), preference, name="by").values())
    if order and order[0].by != REQUIRED_DAYS:
        block.findings.note(
            block.at("order"),
            _(
                "The order must begin with {first}: no criterion outweighs a day on "
                "which a Party cannot meet."
            ),
            first=REQUIRED_DAYS,
        )
    gap = block.whole("travel_gap_days", 0, LONGEST_GAP)
    days = block.block("meeting_days")
    lengths: dict[str, int] = {}
    for code in days.names() if days else ():
        assert days is not None
        length = days.whole(code, 1, LONGEST_MEETING)
        if code not in known.configurations:
            days.unknown(days.at(code), code, known.configurations)
        elif length is not None:
            lengths[code] = length
    block.done()
    return PlannerRules(order=order, travel_gap_days=gap or 0, meeting_days=lengths)
