"""The small invented world in which the tests of the house take place."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.apps import apps

from cochair.features.compliance import loader
from cochair.features.parties.folder import Folder
from cochair.features.parties.models import Forum
from played import played

SMALL = Path(__file__).parent / "forums" / "small"

# A quiet Monday in the second cycle: Estmark presides the League, Palmera the Concert.
NOW = datetime(2031, 2, 3, 9, 0, tzinfo=UTC)


def small_folder() -> Folder:
    """The folder of the small forum as it stands in the tests."""
    return Folder.read(SMALL)


@played
def small_forum(at: datetime = NOW) -> Forum:
    """Load the small forum and return it; its clock may be set, as in any test forum."""
    loader.load(small_folder(), at)
    forum = Forum.objects.get(slug="league-concert")
    if not forum.clock_may_be_set:
        forum.clock_may_be_set = True
        forum.save(update_fields=["clock_may_be_set"])
    return forum


def changed(folder: Folder, file: str, old: str, new: str) -> Folder:
    """The same folder with one passage of one file written differently; it must be there."""
    assert old in folder.texts[file], f"{file} does not hold: {old}"
    return replace(folder, texts={**folder.texts, file: folder.texts[file].replace(old, new, 1)})


def without(folder: Folder, file: str) -> Folder:
    """The same folder without one file."""
    return replace(folder, texts={n: text for n, text in folder.texts.items() if n != file})


def line_of(folder: Folder, file: str, passage: str) -> int:
    """The line, counted from 1, on which a passage of a file begins."""
    return folder.texts[file][: folder.texts[file].index(passage)].count("\n") + 1


def every_row() -> dict[str, list[dict[str, Any]]]:
    """Every row of this software's own tables, to be compared field by field."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in apps.get_models()
        if model.__module__.startswith("cochair.")
    }
