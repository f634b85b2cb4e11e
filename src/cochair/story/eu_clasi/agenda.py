"""The agenda of the ministerial meeting: its items, and how a version of it is published by both."""

from cochair.features.agendas import actions, queries
from cochair.story.eu_clasi.forum import meeting
from cochair.story.events import Stage

COMMITMENT = "JD23-01"
PROVISIONAL = "provisional"
# Title in three languages, type, tag, minutes.
ITEMS: tuple[tuple[str, str, str, str, str, int], ...] = (
    ("Organised crime: exchange of views", "Delincuencia organizada: intercambio de opiniones",
     "Criminalidade organizada: troca de opiniões", "discussion", "exchange_views", 60),
    ("Progress since the last meeting", "Avances desde la última reunión",
     "Progressos desde a última reunião", "discussion", "review_progress", 45),
    ("Joint declaration", "Declaración conjunta", "Declaração conjunta",
     "decision", "final_document", 30),
)  # fmt: skip


def typed(
    item: tuple[str, str, str, str, str, int], commitments: tuple[str, ...] = ()
) -> actions.Typed:
    """An item as it is typed."""
    en, es, pt, kind, tag, minutes = item
    return actions.Typed(
        title={"en": en, "es": es, "pt": pt},
        type=kind,
        tags=(tag,),
        minutes=minutes,
        commitments=commitments,
    )


def first(stage: Stage) -> None:
    """The provisional agenda of three items, the first of them about a commitment; by both."""
    by, at = stage.by("secretariat")
    found = meeting(stage.forum)
    actions.begin_stage(found, stage=PROVISIONAL, by=by, at=at)
    for item in ITEMS:
        commitments = (COMMITMENT,) if item is ITEMS[0] else ()
        actions.insert_item(
            found, typed=typed(item, commitments), place=None, seen=seen(stage), by=by, at=at
        )
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
