"""The stories of the first forum that is shipped: a whole cycle, invented, by office.

A story is data of a forum, as its folder is; it is written in Python because it acts.
"""

from cochair.story.eu_clasi import (
    us01,
    us02,
    us03,
    us04,
    us05,
    us06,
    us07,
    us08,
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
from cochair.story.eu_clasi.forum import BEFORE, FORUM, folder
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


def story() -> Story:
    """The cycle of July 2026 to December 2027."""
    return Story(FORUM, folder, BEFORE, CAST | HEADS, in_order(TELLINGS))
