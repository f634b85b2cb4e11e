"""The codes of commitments, actions and indicators, in words, and which step leads from which state.

Source: domain.md C.2 (Action, Indicator), C.4 (Action).
"""

from collections.abc import Mapping

from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.procedure.refusal import _

ENDORSE, ATTEST = "action.endorse", "indicator.attest"
BOTH = "both"
# The purpose of what the Parties do between them; within one, the purpose is its code.
BETWEEN = "between"
PROPOSED, ENDORSED, IN_PROGRESS = "proposed", "endorsed", "in_progress"
COMPLETED, DISCONTINUED = "completed", "discontinued"
STATES: Mapping[str, str] = {
    PROPOSED: _("Not yet endorsed"),
    ENDORSED: _("Endorsed by both Parties"),
    IN_PROGRESS: _("In progress"),
    COMPLETED: _("Carried out"),
    DISCONTINUED: _("Discontinued before completion"),
}
# What a step does: its word, from which states, and to which.
STEPS: Mapping[str, tuple[str, frozenset[str], str]] = {
    "begin": (_("Mark as started"), frozenset({ENDORSED}), IN_PROGRESS),
    "complete": (_("Mark as carried out"), frozenset({IN_PROGRESS}), COMPLETED),
    "discontinue": (
        _("Mark as discontinued"),
        frozenset({ENDORSED, IN_PROGRESS}),
        DISCONTINUED,
    ),
}
TYPES: Mapping[str, str] = {
    "information_exchange": _("Exchange of information"),
    "output": _("Output"),
    "outcome": _("Outcome"),
}
TRENDS: Mapping[str, str] = {
    "rise": _("Increase"),
    "steady": _("Neither increase nor decrease"),
    "fall": _("Decrease"),
}
LEVELS: Mapping[str, str] = {
    "strategic": _("strategic"),
    "tactical": _("tactical"),
    "operational": _("operational"),
    "technical": _("technical"),
}


def regions(forum: Forum) -> Mapping[str, Mapping[str, str] | str]:
    """Where an action may take place: with one Party, by its code, or with both."""
    found: dict[str, Mapping[str, str] | str] = {
        one.code: one.short for one in parties.roster(forum).parties
    }
    return {**found, BOTH: _("both regions")}
