"""The process that sets PDFs: `python -I -X utf8 -m cochair.features.sheets.child`.

The typesetter keeps what it laid out until its process ends.  For each line of JSON that comes in, a
line of JSON goes out, with the length of the PDF that follows it, or with what went wrong.  Its
parent ends it by closing its input (decision 70).
"""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from cochair.web import child_processes

if TYPE_CHECKING:
    import typst

STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
# The most that it may hold: eight thousand paragraphs take 700 MB.
MOST_HELD = 2 * 1024**3


def main() -> None:
    """Set what is asked for until the input is closed."""
    import typst

    # The fonts of the package alone: the same sheet on every machine.
    fonts = typst.Fonts(include_system_fonts=False)
    child_processes.limit({"RLIMIT_DATA": MOST_HELD})
    out = sys.stdout.buffer
    for line in sys.stdin.buffer:
        try:
            made, fault = _set(json.loads(line), fonts), ""
        # A panic of the typesetter is no Exception.
        except BaseException as problem:
            made, fault = b"", f"{type(problem).__name__}: {problem}"
        said = {"octets": len(made), "fault": fault, "held": _held()}
        out.write(json.dumps(said).encode() + b"\n" + made)
        out.flush()


def _set(asked: Mapping[str, str], fonts: "typst.Fonts") -> bytes:
    import typst

    folder = Path(asked["folder"])
    return typst.compile(
        folder / asked["sheet"],
        root=folder,
        font_paths=fonts,
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"told": asked["told"], "language": asked["language"], "title": asked["title"]},
        pdf_standards=[*STANDARDS],
        timestamp=int(asked["at"]),
    )


def _held() -> int:
    """What this process holds, in octets; 0 on systems that do not tell."""
    # Not the most that it held: what starts a process counts as held by it.
    try:
        pages = Path("/proc/self/statm").read_text().split()[1]
    except (OSError, IndexError):
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


if __name__ == "__main__":
    main()
