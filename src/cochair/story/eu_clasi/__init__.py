"""The stories of the first forum that is shipped: a whole cycle, invented, by office.

A story is data of a forum, as its folder is; it is written in Python because it acts.
"""

from cochair.story.eu_clasi import us01
from cochair.story.eu_clasi.cast import CAST
from cochair.story.eu_clasi.forum import BEFORE, FORUM, folder
from cochair.story.events import in_order
from cochair.story.shelf import Story

TELLINGS = (us01.story,)


def story() -> Story:
    """The cycle of July 2026 to December 2027."""
    return Story(FORUM, folder, BEFORE, CAST, in_order(TELLINGS))
