"""How many queries the main pages take: asked again, after an entry that somebody else wrote, and cold.

In the scene of the tests, which hold the same pages to their ceilings.  `bench.py` runs it in a
process of its own.
"""

import subprocess
import sys
from pathlib import Path

from scene import scene

WHEN = ("warm", "after an entry", "cold")


def both() -> None:
    """Print the queries of each page, in a process of its own."""
    subprocess.run([sys.executable, str(Path(__file__))], check=False)


def main() -> int:
    """Count and print; exit status 0 whatever was counted."""
    with scene() as set_up:
        import costs

        for name, most in costs.MOST.items():
            for when, asked, at_most in zip(WHEN, costs.asked(set_up, name), most, strict=True):
                told = f"{name} queries, {when}"
                print(f"{told:58} {asked:>12} {f'<= {at_most}':>10}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
