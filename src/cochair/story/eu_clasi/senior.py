"""What is on the table of the senior officials: the items of their agenda, what is brought, what is concluded.

All of it is invented.
"""

from collections.abc import Mapping
from typing import Any

from cochair.features.agendas import actions as agendas
from cochair.features.agendas import queries
from cochair.features.registers import actions as registers
from cochair.story.eu_clasi import recording, words
from cochair.story.eu_clasi.forum import SENIOR, meeting
from cochair.story.eu_clasi.sitting import Sitting
from cochair.story.events import Stage

SECRETARIAT = "secretariat"
BOTH = ("lt", "do")
PAGE = f"meetings/{SENIOR}/"
SITTING = Sitting(SENIOR, BOTH, "lt")
# By the function that each item serves, in the order of the agenda: how many minutes it takes.
ITEMS = {
    "implementation": 60,
    "best_practices": 60,
    "improvement_areas": 60,
    "new_areas": 60,
    "cycle_follow_up": 45,
    "procedures_review": 75,
}


def seen(stage: Stage) -> int:
    """The latest version of the agenda, as whoever writes in it has seen it."""
    return int(_latest(stage).token)


def begin_agenda(stage: Stage) -> None:
    """The provisional agenda, with one item for each function."""
    by, at = stage.by(SECRETARIAT)
    found = meeting(stage.forum, SENIOR)
    agendas.begin_stage(found, stage="provisional", by=by, at=at)
    for tag, minutes in ITEMS.items():
        typed = _typed(tag, minutes)
        agendas.insert_item(found, typed=typed, place=None, seen=seen(stage), by=by, at=at)


def change_minutes(stage: Stage, tag: str, minutes: int) -> None:
    """An item takes another time than was thought."""
    by, at = stage.by(SECRETARIAT)
    found, key = meeting(stage.forum, SENIOR), key_of(stage, tag)
    agendas.change_item(found, key, typed=_typed(tag, minutes), seen=seen(stage), by=by, at=at)


def _typed(tag: str, minutes: int) -> agendas.Typed:
    title = words.titles("senior")[list(ITEMS).index(tag)]
    return agendas.Typed(title=title, type="discussion", tags=(tag,), minutes=minutes)


def publish_agenda(stage: Stage) -> None:
    """Both publish the latest version."""
    by, at = stage.by(SECRETARIAT)
    found = meeting(stage.forum, SENIOR)
    act = agendas.propose_publication(found, seen=seen(stage), by=by, at=at)
    stage.sign(act, *BOTH)


def key_of(stage: Stage, tag: str) -> str:
    """The key of the item that serves a function."""
    return next(one.key for one in _latest(stage).items if tag in one.tags)


def step(stage: Stage, kind: str) -> None:
    """Both open, suspend, resume or close the meeting."""
    SITTING.step(stage, kind)


def discuss(stage: Stage, tag: str) -> None:
    """An item is on the floor."""
    SITTING.discuss(stage, key_of(stage, tag))


def conclude(stage: Stage, tag: str) -> None:
    """An item is concluded, in three languages."""
    said = words.said(f"records.senior.conclusions.{tag}")
    SITTING.conclude(stage, key_of(stage, tag), "note", said)


def note(stage: Stage, place: int) -> None:
    """A point of action is noted on its item, by its place among those of the data."""
    tag = words.said("records.senior.points")[place]["item"]
    recording.noted(stage, place, of="senior", slug=SENIOR, item=key_of(stage, tag))


def bring(stage: Stage, kind: str, one: Mapping[str, Any], **more: Any) -> None:
    """Somebody brings a good practice, an area to improve or a new area before the meeting, as it stands in
    the data, in the language of the account."""
    who = one["by"]
    by, at = stage.by(who)
    said = {name: stage.in_own_words(who, one[name]) for name in ("title", "words")}
    brought = registers.Brought(
        kind=kind,
        title=said["title"][0],
        words=said["words"][0],
        language=said["words"][1],
        **more,
    )
    registers.bring(meeting(stage.forum, SENIOR), brought, by=by, at=at)


def _latest(stage: Stage) -> queries.Version:
    found = queries.latest(queries.versions(meeting(stage.forum, SENIOR)))
    assert found is not None, "A stage has begun."
    return found
