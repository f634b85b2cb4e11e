"""INV-1: by no page, act, row or import does a text become adopted over an objection that stands."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import get_resolver

import decided
import signing
import world
from cochair.features.acts import actions as acts
from cochair.features.acts import kinds
from cochair.features.acts.models import JointAct
from cochair.features.compliance import loader
from cochair.features.decisions.models import Objection, RoomDecision
from cochair.features.parties.models import Forum
from cochair.features.room import queries
from cochair.procedure import consensus as core
from cochair.procedure.consensus import Claim
from cochair.procedure.refusal import Refused
from decided import head, minutes, objected, stage
from matrix import names

OUTCOMES = {"outcome", "stage", "state", "adopted", "result", "override"}


@pytest.fixture
def row(small_forum: Forum) -> RoomDecision:
    """A text over which Norland objects."""
    found = decided.on_the_table(small_forum)
    objected(found, head(small_forum), minutes(1))
    return queries.fresh(found)


def test_no_row_of_a_decision_has_a_place_for_an_outcome() -> None:
    for model in apps.get_app_config("decisions").get_models():
        assert not {field.name for field in model._meta.get_fields()} & OUTCOMES, model


def test_there_is_no_administration_and_no_address_that_names_an_outcome() -> None:
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    assert not any("admin" in str(one.pattern) for one in get_resolver().url_patterns)
    assert not [
        one for one in names() if any(word in one for word in ("override", "adopt", "outcome"))
    ]


def test_only_three_kinds_of_act_concern_the_room_and_one_what_it_adopted() -> None:
    of_the_room = {code for code in kinds.known() if code.startswith("room.")}

    assert of_the_room == {"room.put", "room.suspend", "room.declare", "room.issue"}


@pytest.mark.parametrize("binds", ["", "0" * 64, "now"])
def test_an_act_made_by_hand_takes_no_effect(row: RoomDecision, binds: str) -> None:
    """Whoever could call the act below the action still meets the core."""
    forum, at = row.meeting.forum, minutes(2)
    digest = decided.seen(row, Claim.CONSENSUS) if binds == "now" else binds
    body = {"meeting": row.meeting.slug, "number": 1, "binds": digest, "claim": "consensus"}
    title = dict.fromkeys(("en", "es", "pt"), "By hand")

    with pytest.raises(Refused, match=r"Objections may not be overridden|no objection stands"):
        acts.propose(
            forum,
            kind="room.declare",
            subject=("document", row.document.slug),
            title=title,
            body=body,
            by=signing.league(forum, at),
            at=at,
        )

    assert not JointAct.objects.filter(kind="room.declare").exists()


@pytest.mark.parametrize("when", [0.5, 2])
def test_rows_written_by_hand_are_no_agreement(row: RoomDecision, when: float) -> None:
    """Whoever owns the database and forges a declaration reads that an objection stands."""
    forum = row.meeting.forum
    Objection.objects.update(received_at=minutes(1000))
    act = decided.declared(row, Claim.SUMMARY, minutes(when))
    Objection.objects.update(received_at=minutes(1))
    RoomDecision.objects.update(claim="consensus", declaration=act)

    assert stage(row) in {"objected", "co_chairs_summary"}
    assert forum.slug == "league-concert"


def test_an_import_brings_no_decision(row: RoomDecision) -> None:
    """A forum folder is loaded again, with a file of decisions beside the others."""
    folder = world.small_folder()
    texts = {**folder.texts, "decisions.yaml": "decisions:\n- {number: 1, outcome: adopted}\n"}
    before = stage(row)

    with suppress(Refused):
        loader.load(replace(folder, texts=texts), minutes(3))

    assert (stage(row), RoomDecision.objects.count()) == (before, 1)


def test_what_a_key_binds_is_read_from_two_tables_and_is_what_the_whole_decision_says(
    row: RoomDecision, django_assert_num_queries: Callable
) -> None:
    meeting = row.meeting

    with django_assert_num_queries(2):
        found = queries.binding(meeting.forum, meeting.slug, row.number)

    for claim in Claim:
        whole = core.declaration_digest(queries.decision(row), claim)
        assert core.declaration_digest(found, claim) == whole
        assert core.declaration_digest(queries.bound(row.terms), claim) != whole
