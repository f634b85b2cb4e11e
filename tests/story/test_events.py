"""What every event says of itself is there: who acts, where it can be seen, under which clause."""

import pytest
from django.urls import resolve

from cochair.procedure.checks import SHAPES
from cochair.procedure.reading import read
from cochair.story import shelf
from cochair.story.eu_clasi.forum import folder

STORY = shelf.story_of("eu-clasi-story")
EVENTS = STORY.events


def test_the_events_are_told_in_the_order_in_which_they_happen() -> None:
    instants = [event.at for event in EVENTS]

    assert instants == sorted(instants)
    assert instants[0] > STORY.begins


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.code)
def test_an_event_is_a_sentence_of_somebody_in_the_cast_at_an_address(event: object) -> None:
    assert event.title[0] == event.title[0].upper() and event.title.endswith(".")
    assert event.who in {"", *STORY.cast}
    assert resolve(f"/en/{STORY.forum}/{event.path.partition('?')[0]}")


def test_every_clause_that_an_event_names_is_one_of_the_procedures() -> None:
    book = read(folder().texts["procedure.yaml"], "procedure.yaml", checks=SHAPES)

    named = {clause for event in EVENTS for clause in event.clauses}

    assert named <= set(book.by_id)
