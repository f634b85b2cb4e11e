"""As what somebody takes part in a meeting."""

from enum import StrEnum


class Part(StrEnum):
    """As what an office or an invitee takes part in a meeting; `NONE` is falsy: it does not."""

    NONE = ""
    # The co-presidencies in office and the secretariats.
    PREPARES = "prepares"
    # Works with them, and acts in nobody's name.
    SUPPORTS = "supports"
    DELEGATION = "delegation"
    INSTITUTION = "institution"
    OBSERVER = "observer"
    # Reads what a delegation reads, and does not come.
    READS = "reads"


# Who hears of what the co-chairs do among themselves: their sessions and preparatory meetings.
WITH_THE_CHAIRS = frozenset({Part.PREPARES, Part.SUPPORTS})
