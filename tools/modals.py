"""The force of each clause in each language, compared with the table of modal verbs of its forum.

    tools/modals.py    every clause that lost its verb, or says another's

A forum keeps its table beside its procedures (`modal_verbs.yaml`); one that ships without is told.
A clause whose `modality` has no row is told too, a row that no clause has, and a word of `never`.
"""

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
FORUMS, TABLE, PROCEDURE = Path("src/cochair/forums"), "modal_verbs.yaml", "procedure.yaml"
ENDING = "-"

type Row = Mapping[str, Any]


def main() -> int:
    """Tell every clause whose force differs; 0 when there is none."""
    problems = check(ROOT)
    for problem in problems:
        print(problem)
    return 1 if problems else 0


def check(root: Path) -> list[str]:
    """What differs in the forums of a copy of the repository, one line each."""
    found = []
    for file in sorted((root / FORUMS).glob(f"*/{PROCEDURE}")):
        table = file.with_name(TABLE)
        if not table.exists():
            found.append(f"{file.parent.name}: it has no {TABLE}.")
            continue
        procedure = yaml.safe_load(file.read_text(encoding="utf-8"))
        rows = yaml.safe_load(table.read_text(encoding="utf-8"))
        found += [f"{file.parent.name}: {fault}" for fault in faults(rows, procedure)]
    return found


def faults(table: Row, procedure: Row) -> Iterator[str]:
    """The clauses of a forum whose words have not the force that its table gives them."""
    verbs = {row["modality"]: row for row in table["verbs"]}
    qualifiers = table.get("qualifiers", [])
    for clause in procedure["rules"]:
        row = verbs.get(clause["modality"])
        if row is None:
            yield f"{clause['id']}: the table has no verbs for “{clause['modality']}”."
            continue
        others = [one for one in verbs.values() if one["exclusive"] and one is not row]
        narrower = [one for one in qualifiers if clause["id"] in one["clauses"]]
        for language, text in clause["text"].items():
            yield from _of_clause(clause, language, row, narrower, others)
            for strange in table.get("never", {}).get(language, []):
                if _says([strange], text):
                    yield f"{clause['id']} ({language}) says “{strange}”, which its source does not."
    used = {clause["modality"] for clause in procedure["rules"]}
    known = {clause["id"] for clause in procedure["rules"]}
    yield from (f"no clause has the modality “{code}”." for code in sorted(verbs.keys() - used))
    gone = {code for one in qualifiers for code in one["clauses"]} - known
    yield from (f"a qualifier names {code}, which is no clause." for code in sorted(gone))


def _of_clause(
    clause: Row, language: str, row: Row, narrower: Sequence[Row], others: Sequence[Row]
) -> Iterator[str]:
    place, text = f"{clause['id']} ({language})", clause["text"][language]
    own = [row, *narrower]
    for one in own:
        if not _says(one[language], text):
            yield f"{place} has lost the force of {one['force']}: {' / '.join(one[language])}."
    bare = _without([form for one in own for form in one[language]], text)
    for other in others:
        if _says(other[language], bare):
            yield f"{place} says the force of “{other['modality']}” too: {text}"


def _says(forms: Sequence[str], text: str) -> bool:
    return _pattern(forms).search(text) is not None


def _without(forms: Sequence[str], text: str) -> str:
    return _pattern(forms).sub(" ", text)


def _pattern(forms: Sequence[str]) -> re.Pattern[str]:
    """Any of some forms: a whole word or phrase, or a word with an ending."""
    each = (
        rf"[\w-]*{re.escape(form.removeprefix(ENDING))}(?!\w)"
        if form.startswith(ENDING)
        else rf"(?<!\w){re.escape(form)}(?!\w)"
        for form in forms
    )
    return re.compile("|".join(each), re.IGNORECASE)


if __name__ == "__main__":
    sys.exit(main())
