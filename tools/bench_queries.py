"""How many queries the main pages take, asked again and after an entry that somebody else wrote.

In the scene of the tests, which hold the same pages to their ceilings.  `bench.py` runs it in a
process of its own.
"""

import subprocess
import sys
from pathlib import Path

from scene import scene


def both() -> None:
    """Print warm and cold queries of each page, in a process of its own."""
    subprocess.run([sys.executable, str(Path(__file__))], check=False)


def main() -> int:
    """Count and print; exit status 0 whatever was counted."""
    with scene() as set_up:
        import costs

        for name, (most_warm, most_cold) in costs.MOST.items():
            warm, cold = costs.asked(set_up, name)
            print(f"{f'{name} queries, warm':58} {warm:>12} {f'<= {most_warm}':>10}")
            print(f"{f'{name} queries, cold':58} {cold:>12} {f'<= {most_cold}':>10}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
