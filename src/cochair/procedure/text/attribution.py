"""What a reader sees of an author: the name, the Party, or nothing, as the co-chairs decided.

Source: domain CB-26, US-05 (by Party, who proposed is hidden from other delegations).
"""

from enum import StrEnum

from cochair.procedure.text.shape import Author, AuthorKind


class Attribution(StrEnum):
    """How much of an author the shared text shows."""

    NAMED = "named"
    PARTY = "party"
    ANONYMOUS = "anonymous"


def shown(author: Author, level: Attribution, reader: Author | None = None) -> Author | None:
    """What a reader sees of an author: all of it, its Party only, or None.

    Authors see their own names, and what the co-chairs wrote together is always theirs.
    """
    if author.kind is AuthorKind.CHAIRS or author == reader or level is Attribution.NAMED:
        return author
    if level is Attribution.PARTY:
        return Author(AuthorKind.PARTY, author.party)
    return None
