"""The official note, where this computer has it, and the rules that cite it.

COCHAIR_NOTE names the file; otherwise it is looked for beside the repository. It never ships.
"""

import os
from pathlib import Path

import yaml

from cochair.procedure.clause import Citation
from procedure.invented import Rule, with_fingerprints

REPOSITORY = Path(__file__).resolve().parents[2]
FORUM = REPOSITORY / "src" / "cochair" / "forums" / "eu_clasi"
ALL_RULES = 98
_BESIDE = REPOSITORY.parent / "shared" / "source" / "council-note-10583-24.txt"
_FILE = Path(os.environ.get("COCHAIR_NOTE") or _BESIDE)

NOTES = tuple(file.read_text(encoding="utf-8") for file in (_FILE,) if file.is_file())


def cited_rules(note: str) -> tuple[Rule, ...]:
    """The shipped rules; those of a file without fingerprints take them from the note."""
    rules = tuple(_rule(row) for row in _rows())
    return rules if all(r.citation.fingerprint for r in rules) else with_fingerprints(rules, note)


def _rows() -> list[dict]:
    shipped = FORUM / "procedure.yaml"
    file = shipped if shipped.exists() else FORUM / "parts" / "rules.yaml"
    found = yaml.safe_load(file.read_text(encoding="utf-8"))
    return found["rules"] if isinstance(found, dict) else found


def _rule(row: dict) -> Rule:
    at = row["at"]
    return Rule(
        row["id"],
        Citation(
            lines=tuple(at["note_lines"]),
            part=str(at.get("part") or ""),
            section=str(at.get("section") or ""),
            heading=str(at.get("heading") or ""),
            item=str(at.get("item") or ""),
            place={},
            fingerprint=str(at.get("fingerprint") or ""),
        ),
    )
