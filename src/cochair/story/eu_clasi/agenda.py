"""The agenda of the ministerial meeting: its items, and how a version of it is published by both."""

from cochair.features.agendas import actions, queries
from cochair.story.eu_clasi import words
from cochair.story.eu_clasi.forum import meeting
from cochair.story.events import Stage

COMMITMENT = "JD23-01"
PROVISIONAL = "provisional"
# Type, tag, minutes; the titles stand in the data.
ITEMS: tuple[tuple[str, str, int], ...] = (
    ("discussion", "exchange_views", 60),
    ("discussion", "review_progress", 45),
    ("decision", "final_document", 30),
)


def typed(
    place: int,
    *,
    minutes: int | None = None,
    commitments: tuple[str, ...] = (),
    documents: tuple[str, ...] = (),
) -> actions.Typed:
    """An item as it is typed, by its place; its minutes where they are not those of the beginning."""
    kind, tag, usual = ITEMS[place]
    return actions.Typed(
        title=words.titles("ministerial")[place],
        type=kind,
        tags=(tag,),
        minutes=minutes or usual,
        commitments=commitments,
        papers=documents,
    )


def first(stage: Stage) -> None:
    """The provisional agenda of three items, the first of them about a commitment; by both."""
    by, at = stage.by("secretariat")
    found = meeting(stage.forum)
    actions.begin_stage(found, stage=PROVISIONAL, by=by, at=at)
    for place in range(len(ITEMS)):
        item = typed(place, commitments=() if place else (COMMITMENT,))
        actions.insert_item(found, typed=item, place=None, seen=seen(stage), by=by, at=at)
    publish(stage)


def publish(stage: Stage) -> None:
    """Both publish the latest version."""
    by, at = stage.by("secretariat")
    act = actions.propose_publication(meeting(stage.forum), seen=seen(stage), by=by, at=at)
    stage.sign(act, "ie", "bo")


def seen(stage: Stage) -> int:
    """The latest version, as whoever writes in it has seen it."""
    found = queries.latest(queries.versions(meeting(stage.forum)))
    assert found is not None, "A stage has begun."
    return int(found.token)
