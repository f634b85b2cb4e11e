"""Bring rows into step with a file, touching only what differs, and say what was done."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Model, ProtectedError


@dataclass
class Changes:
    """What a loading did, by kind of thing: the names added, changed, removed, and kept.

    `kept` are rows that the files contradict or no longer name, but that people entered or
    refer to; `present` counts what the files hold.
    """

    present: dict[str, int] = field(default_factory=dict)
    added: dict[str, list[str]] = field(default_factory=dict)
    changed: dict[str, list[str]] = field(default_factory=dict)
    removed: dict[str, list[str]] = field(default_factory=dict)
    kept: dict[str, list[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether any row is now different."""
        return bool(self.added or self.changed or self.removed)

    def note(self, what: dict[str, list[str]], kind: str, name: str) -> None:
        """Note one thing, once, under `added`, `changed`, `removed` or `kept`."""
        names = what.setdefault(kind, [])
        if name not in names:
            names.append(name)

    def step(
        self, kind: str, name: str, row: Model | None, wanted: Mapping[str, Any], new: Model
    ) -> Model:
        """One row in step with its file: created as `new`, or changed where it differs.

        `wanted` holds the fields that belong to the file; the others belong to people and
        are left alone.  Returns the row as it now is.
        """
        if row is None:
            for column, value in wanted.items():
                setattr(new, column, value)
            new.save(force_insert=True)
            self.note(self.added, kind, name)
            return new
        differing = [column for column, value in wanted.items() if getattr(row, column) != value]
        if differing:
            for column in differing:
                setattr(row, column, wanted[column])
            row.save(update_fields=differing)
            self.note(self.changed, kind, name)
        return row

    def gone(
        self,
        kind: str,
        rows: Iterable[Model],
        *,
        referred: Collection[str] = (),
        before: Callable[[Any], None] = lambda row: None,
    ) -> None:
        """Remove loaded rows that the file no longer names, unless anything refers to them.

        `referred` are the names that people's acts refer to by name; `before` removes what
        was loaded together with the row.
        """
        for row in rows:
            name = str(row)
            if name in referred:
                self.note(self.kept, kind, name)
                continue
            try:
                with transaction.atomic():
                    before(row)
                    row.delete()
            except ProtectedError:
                self.note(self.kept, kind, name)
            else:
                self.note(self.removed, kind, name)
