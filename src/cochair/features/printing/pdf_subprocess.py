"""A very long text as PDF in a process of its own: `python -I -m cochair.features.printing.pdf_subprocess`.

The typesetter keeps what it laid out; eight thousand paragraphs are 700 MB, which go when the
process ends.  A line of JSON comes in that says what to print, a PDF goes out.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from cochair.features.sheets import pdf as printing
from cochair.formats.paragraphs import Text
from cochair.procedure.refusal import Refusal, Refused, _

MODULE = "cochair.features.printing.pdf_subprocess"
# Paragraphs and signs of a text that are still set in the process that serves pages.
MOST_HERE, MOST_SIGNS_HERE = 1_500, 1_000_000
SECONDS = 60


def is_long(text: Text) -> bool:
    """Whether a text is set in a process of its own: it, or what stands in its tables, is long."""
    return len(text) > MOST_HERE or sum(len(one.text) for one in text) > MOST_SIGNS_HERE


def pdf(
    sheet: str,
    told: Mapping[str, object],
    *,
    language: str,
    title: str,
    at: datetime,
    folder: Path,
) -> bytes:
    """The same as `printing.pdf`, elsewhere; raises Refused where it takes too long or fails."""
    said = {
        "sheet": sheet,
        "told": told,
        "language": language,
        "title": title,
        "at": at.isoformat(),
        "folder": str(folder),
    }
    try:
        ended = subprocess.run(
            [sys.executable, "-I", "-X", "utf8", "-m", MODULE],
            input=json.dumps(said).encode(),
            capture_output=True,
            timeout=SECONDS,
            check=True,
            env={},
            cwd="/",
        )
    except (subprocess.SubprocessError, OSError):
        raise Refused(
            Refusal(
                "practice",
                _("This text is too long for a PDF. Download it as a Word file instead."),
            )
        ) from None
    return ended.stdout


def main() -> None:
    """Print what is asked for on standard input."""
    said = json.loads(sys.stdin.buffer.read())
    sys.stdout.buffer.write(
        printing.pdf(
            said["sheet"],
            said["told"],
            language=said["language"],
            title=said["title"],
            at=datetime.fromisoformat(said["at"]),
            folder=Path(said["folder"]),
        )
    )


if __name__ == "__main__":
    main()
