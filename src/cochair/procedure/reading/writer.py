"""A procedure file written anew with a few things said otherwise; notes between its lines are lost.

The words go through the reader's own tree, so that what is not changed reads exactly as before.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml

from cochair.procedure.reading.tree import plain, tree

DRAFT = "draft"
WIDTH = 140


@dataclass(frozen=True, slots=True)
class Edit:
    """What a version says otherwise than the text it is made from.

    `options` gives values by key; `words` the text of clauses by id, then by language.
    """

    number: str
    effective_from: date
    options: Mapping[str, object] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes everything out: the reader follows no references."""

    def ignore_aliases(self, data: object) -> bool:
        """Always: what stands in two places is written twice."""
        return True


def rewritten(text: str, edit: Edit) -> str:
    """The text of a draft, made from the text of a procedure file that can be read.

    The draft has been adopted by nobody.  Options and clauses that the text does not have are
    left aside; whether the draft makes sense is for the reader to say.
    """
    root, _faults = tree(text, "")
    assert root is not None
    said: Any = plain(root)
    said["version"] = {
        "number": edit.number,
        "effective_from": edit.effective_from.isoformat(),
        "status": DRAFT,
    }
    for option in said.get("options") or ():
        if option.get("key") in edit.options:
            option["value"] = _listed(edit.options[option["key"]])
    for clause in said.get("rules") or ():
        if clause.get("id") in edit.words:
            clause["text"] = {**clause["text"], **edit.words[clause["id"]]}
    return written(said)


def written(said: object) -> str:
    """Plain data as the text of a file, which reads back as the same data."""
    found: str = yaml.dump(said, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)
    return found


def _listed(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value
