"""The stories of the first forum that is shipped: a whole cycle, invented, by office.

A story is data of a forum, as its folder is; it is written in Python because it acts.
"""

from cochair.procedure.refusal import _
from cochair.story.eu_clasi import (
    us01,
    us02,
    us03,
    us04,
    us05,
    us06,
    us07,
    us08,
    us08_exchange,
    us08_threats,
    us09,
    us10,
    us10_after,
    us10_meeting,
    us11,
    us11_day,
    us11_papers,
    us12,
)
from cochair.story.eu_clasi.cast import CAST, HEADS
from cochair.story.eu_clasi.forum import BEFORE, FORUM, SHOWN, folder
from cochair.story.events import in_order
from cochair.story.shelf import Story

TELLINGS = tuple(
    one.story
    for one in (
        us01,
        us02,
        us03,
        us04,
        us05,
        us06,
        us07,
        us08,
        us08_exchange,
        us08_threats,
        us09,
        us10,
        us10_meeting,
        us10_after,
        us11,
        us11_day,
        us11_papers,
        us12,
    )
)


# What each story is about.
CHAPTERS = {
    "US-01": _("The cycle is planned"),
    "US-02": _("The ministerial meeting is convened"),
    "US-03": _("Observers are invited"),
    "US-04": _("The agenda in three languages"),
    "US-05": _("The declaration is negotiated"),
    "US-06": _("The day of the ministers"),
    "US-07": _("The record is adopted by silence"),
    "US-08": _("Commitments, actions and reports"),
    "US-09": _("Both presidencies change"),
    "US-10": _("The senior officials meet"),
    "US-11": _("The institutional meeting"),
    "US-12": _("The cycle is closed"),
}


def story() -> Story:
    """The cycle of July 2026 to December 2027."""
    return Story(FORUM, folder, BEFORE, SHOWN, CAST | HEADS, in_order(TELLINGS), CHAPTERS)
