"""The gaps of a chain in words."""

from collections.abc import Mapping

from cochair.features.measures import codes
from cochair.features.threats.chain import NO_EXPECTATION, NO_LEVEL, NO_RESULT, UNANSWERED, Gap
from cochair.procedure.refusal import Sentence, _

SAID: Mapping[str, str] = {
    UNANSWERED: _("Finding {finding}: no commitment answers it."),
    NO_LEVEL: _("Commitment {commitment}: no action at this level: {level}."),
    NO_RESULT: _("Action {action}: it began, and no result is recorded."),
    NO_EXPECTATION: _("Commitment {commitment}: no expected result is agreed."),
}


def sentence(gap: Gap) -> Sentence:
    """A gap in words."""
    facts = {
        "finding": gap.finding,
        "commitment": gap.commitment,
        "action": gap.action,
        "level": Sentence(codes.LEVELS.get(gap.level, gap.level)),
    }
    return Sentence(SAID[gap.kind], facts)
