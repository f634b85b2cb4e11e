"""The institutional meeting of the stories: its agenda, its papers, and who comes to it."""

from collections.abc import Mapping, Sequence

from cochair.features.agendas import actions, carry_over, queries
from cochair.features.programmes.actions import Typed as Entry
from cochair.story.eu_clasi import papers, words
from cochair.story.eu_clasi.agenda import PROVISIONAL
from cochair.story.eu_clasi.forum import INSTITUTIONAL, meeting
from cochair.story.events import Stage

PAGE = f"meetings/{INSTITUTIONAL}/"
CHAIRS = ("gr", "do")
LISTS = {"EU_AGENCIES": ("EUROPOL", "EUROJUST"), "LA_AGENCIES": ("AMERIPOL",)}
# Kind, and hours in Athens.
SESSIONS = (("plenary", "10:00", "13:00"), ("plenary", "14:00", "16:00"))
# Who comes: a member or an organisation, and whether it is in the room or remote.
COMES: dict[str, str] = {
    "GR": "physical",
    "DO": "physical",
    "IT": "physical",
    "CO": "remote",
    "COM": "physical",
    "GSC": "physical",
    "EEAS": "physical",
    "EUROPOL": "physical",
    "AMERIPOL": "remote",
}
# Type, tag, minutes; the titles stand in the data.
ITEMS: tuple[tuple[str, str, int], ...] = (
    ("discussion", "stocktaking", 90),
    ("decision", "ministerial_programme", 90),
    ("discussion", "next_cycle_plan", 60),
)
# Of each part of the programme, in the order of the data: type and tag of an item, or the item it is for.
ENTRIES: tuple[tuple[str, str, str], ...] = (
    ("discussion", "review_progress", ""),
    ("discussion", "exchange_views", ""),
    ("decision", "final_document", ""),
    *[("", "", "e2")] * 3,
    ("", "", "e1"),
    ("", "", "e3"),
)


def entries() -> tuple[tuple[str, Entry], ...]:
    """The draft agenda, the topics and the documents of the coming meeting, part by part."""
    told = zip(words.said("closing.institutional.entries"), ENTRIES, strict=True)
    return tuple(
        (one["part"], Entry(one["title"], kind, tag, item=item)) for one, (kind, tag, item) in told
    )


def begin_agenda(stage: Stage) -> None:
    """The provisional agenda of three items, with what earlier meetings left open on the first."""
    by, at = stage.by("secretariat")
    found = meeting(stage.forum, INSTITUTIONAL)
    actions.begin_stage(found, stage=PROVISIONAL, by=by, at=at)
    for place in range(len(ITEMS)):
        actions.insert_item(found, typed=typed(place), place=None, seen=seen(stage), by=by, at=at)
    place_points(stage)


def typed(place: int, *, minutes: int | None = None) -> actions.Typed:
    """An item as it is typed, by its place; its minutes where they are not those of the beginning."""
    kind, tag, usual = ITEMS[place]
    title = words.titles("institutional")[place]
    return actions.Typed(title=title, type=kind, tags=(tag,), minutes=minutes or usual)


def place_points(stage: Stage) -> None:
    """Each point that an earlier meeting left open is taken up where the cycle is looked at."""
    by, at = stage.by("secretariat")
    found = meeting(stage.forum, INSTITUTIONAL)
    for point in queries.points(found):
        if not (point.item_key or point.deferred_at or point.settled_at):
            carry_over.place_point(found, point.pk, key="i1", seen=seen(stage), by=by, at=at)


def publish_agenda(stage: Stage) -> None:
    """Both publish the latest version."""
    by, at = stage.by("secretariat")
    found = meeting(stage.forum, INSTITUTIONAL)
    act = actions.propose_publication(found, seen=seen(stage), by=by, at=at)
    stage.sign(act, *CHAIRS)


def seen(stage: Stage) -> int:
    """The latest version of the agenda, as whoever writes in it has seen it."""
    found = queries.latest(queries.versions(meeting(stage.forum, INSTITUTIONAL)))
    assert found is not None, "A stage has begun."
    return int(found.token)


def paper_sent(stage: Stage, kind: str, lines: Mapping[str, Sequence[str]]) -> str:
    """A paper of the meeting in three languages, circulated; its slug."""
    titles = {language: said[0] for language, said in lines.items()}
    made = papers.entered(stage, kind, titles, meeting=INSTITUTIONAL)
    for language, said in lines.items():
        papers.written(stage, made, language, said)
    papers.sent(stage, made)
    return made.slug
