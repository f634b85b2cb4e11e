"""`cochair` on a machine whose clock shows the days of the small forum: a program.

The true clock, moved by the seconds that the environment names.  Nothing is a demo: the pulse is kept,
and ledger and clock are watched.
"""

import os
import sys
from datetime import timedelta

from cochair.web.clock import Clock

BY = timedelta(seconds=float(os.environ["MOVED_BY"]))

# Not below: processes that are started anew import this module.
Clock._shift = lambda _clock: BY  # type: ignore[method-assign]
Clock.is_set = False  # type: ignore[assignment,method-assign]

if __name__ == "__main__":
    from cochair.cli import main

    sys.exit(main())
