"""The forum of the stories: the real one before its third cycle is planned.

The history ends with the second cycle, and the meetings that the stories treat as held are held.
Both, and all that is played, is invented where the folder of the real forum says something else.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from cochair.features.meetings.models import Meeting
from cochair.features.parties.folder import Folder
from cochair.features.parties.models import Forum

FORUM = "eu-clasi-story"
ZONE = "Europe/Brussels"
MINISTERIAL, SENIOR, INSTITUTIONAL = (f"{FORUM}-{code}" for code in ("min-4", "som-3", "im-3"))
SHIPPED = Path(settings.PACKAGE) / "forums" / "eu_clasi"
# The history is loaded, and everybody has an office, the day before the first story begins.
BEFORE = datetime(2026, 3, 1, 12, tzinfo=UTC)
# The morning of the ministerial meeting: the delegations are there, and the co-chairs open it next.
SHOWN = datetime(2026, 10, 8, 7, 45, tzinfo=UTC)
HELD = {
    "eu-clasi-im-1": ("2024-11-14", "2024-11-14"),
    "eu-clasi-som-2": ("2025-11-19", "2025-11-20"),
    "eu-clasi-im-2": ("2026-02-25", "2026-02-25"),
}
INVENTED = {
    "en": "In this story the meeting is treated as held; that is an invention of the demonstration.",
    "es": "En esta demostración se da por celebrada la reunión; es una invención.",
    "pt": "Nesta história a reunião é dada como realizada; é uma invenção da demonstração.",
}
CALLED = {
    "\n  id: eu-clasi\n": f"\n  id: {FORUM}\n",
    "short_title: {en: EU-CLASI, es: UE-CLASI, pt: UE-CLASI}": "short_title: {en: EU-CLASI (story),"
    " es: UE-CLASI (demostración), pt: UE-CLASI (demonstração)}",
}


def folder() -> Folder:
    """The folder of the story's forum: the shipped one, its history cut."""
    shipped = Folder.read(SHIPPED)
    texts = {
        **shipped.texts,
        "procedure.yaml": _called(shipped.texts["procedure.yaml"]),
        "history.yaml": _changed(shipped.texts["history.yaml"], _before_the_third_cycle),
        "presidencies.yaml": _changed(shipped.texts["presidencies.yaml"], _nobody_designated),
    }
    return Folder(FORUM, texts)


def meeting(forum: Forum, slug: str = MINISTERIAL) -> Meeting:
    """A meeting of the stories as it now stands."""
    return Meeting.objects.select_related("forum").get(forum=forum, slug=slug)


def _called(procedure: str) -> str:
    for said, instead in CALLED.items():
        if said not in procedure:
            raise ValueError(f"The shipped procedures no longer say {said.strip()!r}.")
        procedure = procedure.replace(said, instead, 1)
    return procedure


def _changed(text: str, change: Callable[[dict[str, Any]], None]) -> str:
    read = yaml.load(text, Loader=yaml.CSafeLoader)
    change(read)
    return yaml.dump(read, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)


def _before_the_third_cycle(history: dict[str, Any]) -> None:
    history["cycles"] = [row for row in history["cycles"] if row["number"] < 3]
    history["meetings"] = [row for row in history["meetings"] if (row.get("cycle") or 0) < 3]
    for row in history["meetings"]:
        if row["id"] in HELD:
            start, end = HELD[row["id"]]
            row.update(status="held", date={"start": start, "end": end, "precision": "day"})
            row["source"] = [*row["source"], dict(INVENTED)]


def _nobody_designated(presidencies: dict[str, Any]) -> None:
    """In the stories the second Party has not yet said who follows."""
    presidencies["terms"] = [row for row in presidencies["terms"] if row["id"] != "clasi-do"]
