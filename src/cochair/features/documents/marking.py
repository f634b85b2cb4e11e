"""Who may read a document, by its marking: the table of domain.md C.8, and nothing else decides it.

| marking | read by |
|---|---|
| public | whoever reads what the Parties share; the public, once both have published it |
| forum | the same, and every invited institution |
| participants | those of whom the meeting is composed, and whoever is invited to it |
| presidencies | the co-presidencies in office and the secretariats |
| internal | the Party that registered it, and the organisations that it names |

A draft is read by those alone who registered it, whatever its marking.
"""

from enum import StrEnum

from cochair.procedure.refusal import _


class Marking(StrEnum):
    """How far a document goes (domain.md B.10, CB-43)."""

    PUBLIC = "public"
    FORUM = "forum"
    PARTICIPANTS = "participants"
    PRESIDENCIES = "presidencies"
    INTERNAL = "internal"


WORDS = {
    Marking.PUBLIC: _("Public"),
    Marking.FORUM: _("{forum}: all members and institutions"),
    Marking.PARTICIPANTS: _("Participants in the meeting"),
    Marking.PRESIDENCIES: _("Co-presidencies only"),
    Marking.INTERNAL: _("Internal to {party}"),
}
# Read by whoever reads what the Parties share.  What the shared journal may say of a document: of
# these, its symbol; of the others, nothing.
SHARED = frozenset({Marking.PUBLIC, Marking.FORUM})

# From the narrowest to the widest.
WIDTH = (
    Marking.INTERNAL,
    Marking.PRESIDENCIES,
    Marking.PARTICIPANTS,
    Marking.FORUM,
    Marking.PUBLIC,
)
