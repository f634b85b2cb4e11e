"""The agenda of a meeting from its first draft to its adoption: versions, keys, languages.

domain.md B.1 (CB-2 to CB-4), C.4 (Agenda); corrections.md section 1 ("agenda.final").
"""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

import agendas
import signing
from agendas import OPENING, REVIEW, STATEMENT
from cochair.features.acts.models import JointAct
from cochair.features.agendas import actions, queries
from cochair.features.meetings import facts
from cochair.features.meetings.models import Agenda, AgendaItem, Meeting
from cochair.features.parties.models import Forum
from cochair.procedure.refusal import Refused
from cochair.web import localize
from cochair.web.errors import StaleVersion
from signing import league, secretariat
from world import NOW

OPENS = datetime(2031, 4, 8, 7, tzinfo=UTC)
STAGES = ("programme", "working", "provisional")


@pytest.fixture
def meeting(small_forum: Forum) -> Meeting:
    """The Council with its day, convened."""
    found = signing.fixed(small_forum)
    found.convened_at = NOW
    found.save()
    return found


def titles(version: queries.Version) -> list[str]:
    return [item.title["en"] for item in version.items]


def test_each_change_makes_the_next_revision_and_writes_none_over(meeting: Meeting) -> None:
    agendas.begun(meeting)
    agendas.with_items(meeting)
    made = queries.versions(meeting)

    assert [(one.stage, one.number) for one in made] == [("provisional", n) for n in (1, 2, 3, 4)]
    assert [len(one.items) for one in made] == [0, 1, 2, 3]
    assert [one.row.based_on_id for one in made[1:]] == [one.token for one in made[:-1]]
    assert titles(made[3]) == ["Opening", "Review of the year", "Joint statement"]


def test_a_key_stays_with_its_item_through_all_stages_and_is_given_once(meeting: Meeting) -> None:
    agendas.begun(meeting, "programme")
    agendas.with_items(meeting)
    for stage in ("working", "provisional"):
        agendas.begun(meeting, stage)
    by = secretariat(meeting.forum)
    actions.drop_item(meeting, "i3", reason="", seen=agendas.latest(meeting).token, by=by, at=NOW)
    agendas.with_items(meeting, STATEMENT)

    last = agendas.latest(meeting)
    assert [item.key for item in last.items] == ["i1", "i2", "i4"]
    assert [item.origin for item in last.items] == ["programme", "programme", ""]


def test_an_item_moves_up_and_down_and_not_past_an_end(meeting: Meeting) -> None:
    agendas.begun(meeting)
    agendas.with_items(meeting)

    def move(key: str, steps: int) -> list[str]:
        seen, by = agendas.latest(meeting).token, secretariat(meeting.forum)
        made = actions.move_item(meeting, key, steps=steps, seen=seen, by=by, at=NOW)
        return [item.key for item in made.items]

    assert move("i3", -1) == ["i1", "i3", "i2"]
    assert move("i1", 1) == ["i3", "i1", "i2"]
    revisions = len(queries.versions(meeting))
    assert move("i3", -1) == ["i3", "i1", "i2"]
    assert len(queries.versions(meeting)) == revisions


def test_a_change_of_an_older_revision_is_told_with_both_texts(meeting: Meeting) -> None:
    agendas.begun(meeting)
    agendas.with_items(meeting)
    old, by = agendas.latest(meeting).token, secretariat(meeting.forum)
    agendas.change(meeting, "i2", minutes=90)

    with pytest.raises(StaleVersion) as conflict:
        actions.change_item(
            meeting, "i2", typed=replace(REVIEW, minutes=30), seen=old, by=by, at=NOW
        )

    assert "90 min" in conflict.value.theirs
    assert "30 min" in conflict.value.mine
    assert len(queries.versions(meeting)) == 5


def test_the_same_form_sent_twice_makes_one_revision(meeting: Meeting) -> None:
    agendas.begun(meeting)
    seen, by = agendas.latest(meeting).token, secretariat(meeting.forum)

    for _time in range(2):
        actions.insert_item(meeting, typed=OPENING, place=None, seen=seen, by=by, at=NOW)

    assert len(queries.versions(meeting)) == 2
    assert titles(agendas.latest(meeting)) == ["Opening"]


def test_nothing_is_changed_before_the_agenda_has_begun(meeting: Meeting) -> None:
    with pytest.raises(Refused, match="Start the agenda first"):
        actions.insert_item(
            meeting, typed=OPENING, place=None, seen=0, by=secretariat(meeting.forum), at=NOW
        )


def test_a_stage_that_is_behind_does_not_begin_again(meeting: Meeting) -> None:
    agendas.begun(meeting, "provisional")

    with pytest.raises(Refused, match="The agenda has already passed that stage"):
        agendas.begun(meeting, "working")
    with pytest.raises(Refused, match="no such stage"):
        agendas.begun(meeting, "final")


@pytest.mark.parametrize("stage", STAGES)
def test_both_keys_publish_a_version_of_each_stage(meeting: Meeting, stage: str) -> None:
    agendas.begun(meeting, stage)
    agendas.with_items(meeting)
    act = agendas.proposed(meeting)

    signing.turn(act, league(meeting.forum))
    assert agendas.latest(meeting).row.published_at is None

    signing.turn(act, signing.concert(meeting.forum))
    assert agendas.latest(meeting).row.published_at == NOW
    assert signing.verbs(meeting.forum)[-1] == "agenda.published"


def test_a_provisional_agenda_prepares_a_meeting_that_was_convened(meeting: Meeting) -> None:
    agendas.begun(meeting, "working")
    agendas.with_items(meeting)
    agendas.published(meeting)
    assert Meeting.objects.get(pk=meeting.pk).prepared_at is None

    agendas.begun(meeting)
    agendas.published(meeting)
    assert Meeting.objects.get(pk=meeting.pk).prepared_at == NOW


def test_a_missing_language_waits_in_a_draft_and_stops_a_publication(meeting: Meeting) -> None:
    agendas.begun(meeting)
    agendas.with_items(meeting, OPENING, replace(REVIEW, title={"es": "Examen del año"}))

    with pytest.raises(Refused) as refused:
        agendas.proposed(meeting)

    (said,) = refused.value.refusals
    assert localize.say(said, language="en") == "Item 2 has no title in: English and Portuguese."
    assert agendas.latest(meeting).items[1].title == {"es": "Examen del año"}


def test_an_agenda_without_items_is_not_published(meeting: Meeting) -> None:
    agendas.begun(meeting)

    with pytest.raises(Refused, match="at least one item"):
        agendas.proposed(meeting)


@pytest.mark.parametrize("language", ["en", "es", "pt"])
def test_keys_are_void_once_a_title_changes_in_any_language(
    meeting: Meeting, language: str
) -> None:
    agendas.begun(meeting)
    agendas.with_items(meeting)
    act = agendas.proposed(meeting)
    signing.turn(act, league(meeting.forum))

    agendas.change(meeting, "i2", title={**REVIEW.title, language: "Another"})

    assert JointAct.objects.get(pk=act.pk).state == "void"
    with pytest.raises(Refused):
        signing.turn(act, signing.concert(meeting.forum))
    assert not queries.published(queries.versions(meeting))


@pytest.mark.parametrize(
    "said",
    [
        {"type": "decision"},
        {"tags": ("review", "other")},
        {"minutes": 61},
        {"documents": ()},
        {"no_document_reason": "It follows."},
        {"commitments": ("S30-01",)},
    ],
    ids=lambda said: next(iter(said)),
)
def test_keys_are_void_once_anything_else_of_an_item_changes(
    meeting: Meeting, said: dict[str, object]
) -> None:
    agendas.begun(meeting)
    agendas.with_items(meeting)
    act = agendas.proposed(meeting)

    agendas.change(meeting, "i2", **said)

    assert JointAct.objects.get(pk=act.pk).state == "void"


def test_keys_bind_the_rows_themselves(meeting: Meeting) -> None:
    agendas.begun(meeting)
    agendas.with_items(meeting)
    act = agendas.proposed(meeting)
    AgendaItem.objects.filter(agenda=agendas.latest(meeting).row, key="i1").update(
        title={**OPENING.title, "pt": "Outra"}
    )

    with pytest.raises(Refused):
        signing.turn(act, league(meeting.forum))
    assert JointAct.objects.get(pk=act.pk).state == "void"


def test_an_older_revision_is_not_published(meeting: Meeting) -> None:
    agendas.begun(meeting)
    old = agendas.with_items(meeting).token
    agendas.change(meeting, "i2", minutes=90)

    with pytest.raises(Refused, match="Only the latest revision may be published"):
        actions.propose_publication(meeting, seen=old, by=league(meeting.forum), at=NOW)


def test_the_last_provisional_version_of_both_is_the_final_agenda(meeting: Meeting) -> None:
    agendas.provisional(meeting)
    agendas.change(meeting, "i2", minutes=90)
    (known,) = [m for m in facts.meetings(meeting.forum) if m.id == meeting.slug]
    assert [len(one.items) for one in known.agendas] == [3]

    later = agendas.published(meeting)
    (known,) = [m for m in facts.meetings(meeting.forum) if m.id == meeting.slug]
    assert known.agenda is not None
    assert known.agenda.id == f"agenda-{later.token}"
    assert len(known.agendas) == 2


def test_the_meeting_adopts_a_version_of_its_own(meeting: Meeting) -> None:
    final = agendas.provisional(meeting)
    with pytest.raises(Refused, match="while it is open"):
        agendas.begun(meeting, "adopted")
    opened = signing.stepped(meeting, "meeting.open", OPENS)

    agendas.begun(opened, "adopted", OPENS)
    agendas.with_items(
        opened, replace(OPENING, title=dict.fromkeys(("en", "es", "pt"), "AOB")), at=OPENS
    )
    adopted = agendas.published(opened, OPENS)

    assert (adopted.stage, len(adopted.items), len(final.items)) == ("adopted", 4, 3)
    assert signing.verbs(meeting.forum)[-1] == "agenda.adopted"
    with pytest.raises(Refused, match="has adopted its agenda"):
        agendas.change(opened, "i1", OPENS, minutes=5)


def test_an_adopted_agenda_begins_as_what_was_published_and_not_as_a_later_draft(
    meeting: Meeting,
) -> None:
    agendas.provisional(meeting)
    agendas.change(meeting, "i2", minutes=90)
    opened = signing.stepped(meeting, "meeting.open", OPENS)

    begun = agendas.begun(opened, "adopted", OPENS)

    assert [item.minutes for item in begun.items] == [10, 60, None]


def test_the_opening_lapses_what_was_still_to_be_published(meeting: Meeting) -> None:
    agendas.begun(meeting)
    agendas.with_items(meeting)
    act = agendas.proposed(meeting)

    opened = signing.stepped(meeting, "meeting.open", OPENS)

    assert JointAct.objects.get(pk=act.pk).state == "lapsed"
    with pytest.raises(Refused):
        agendas.change(opened, "i2", OPENS, minutes=90)


def test_a_delegation_has_an_item_discussed_and_nobody_has_to_agree(meeting: Meeting) -> None:
    agendas.provisional(meeting)
    agendas.change(meeting, "i2", minutes=90)
    act = agendas.proposed(meeting)
    head = agendas.delegation(meeting.forum)

    for _time in range(2):
        actions.move_to_discussion(meeting, "i1", by=head, at=NOW)

    assert [row.member for row in queries.discussions(meeting)["i1"]] == ["XN"]
    assert agendas.latest(meeting).items[0].type == "discussion"
    assert JointAct.objects.get(pk=act.pk).state == "void"
    with pytest.raises(Refused, match="asked to discuss"):
        agendas.change(meeting, "i1", type="adoption_without_debate")


def test_an_adopted_agenda_keeps_what_a_delegation_asked_for(meeting: Meeting) -> None:
    agendas.provisional(meeting)
    head = agendas.delegation(meeting.forum)
    actions.move_to_discussion(meeting, "i1", by=head, at=NOW)
    published = agendas.latest(meeting)
    assert published.items[0].type == "adoption_without_debate"

    opened = signing.stepped(meeting, "meeting.open", OPENS)
    agendas.begun(opened, "adopted", OPENS)
    adopted = agendas.published(opened, OPENS)

    assert adopted.items[0].type == "discussion"
    with pytest.raises(Refused):
        actions.move_to_discussion(opened, "i2", by=head, at=OPENS)


def test_only_an_item_without_debate_is_moved_and_only_by_a_delegation(meeting: Meeting) -> None:
    agendas.provisional(meeting)

    with pytest.raises(Refused, match="This item is not for adoption without debate"):
        actions.move_to_discussion(meeting, "i2", by=agendas.delegation(meeting.forum), at=NOW)
    with pytest.raises(Refused, match="head of delegation"):
        actions.move_to_discussion(meeting, "i1", by=league(meeting.forum), at=NOW)


@pytest.mark.parametrize(
    "said",
    [
        {"title": {"en": "a" * 10_000}},
        {"title": {"en": "Evil \u202e live"}},
        {"title": {"en": "A\0B"}},
        {"title": {}},
        {"title": {"xx": "Nowhere"}},
        {"type": "vote"},
        {"tags": ("no-such-function",)},
        {"minutes": 0},
        {"minutes": 10**6},
        {"documents": ("x" * 10_000,)},
        {"documents": tuple(f"paper {n}" for n in range(100))},
        {"commitments": ("c 1; drop",)},
        {"commitments": ("12",)},
    ],
    ids=str,
)
def test_what_no_item_can_be_is_refused(meeting: Meeting, said: dict[str, object]) -> None:
    agendas.begun(meeting)
    agendas.with_items(meeting)

    with pytest.raises(Refused):
        agendas.change(meeting, "i2", **said)
    assert len(queries.versions(meeting)) == 4


def test_markup_in_a_title_is_kept_as_it_was_typed(meeting: Meeting) -> None:
    agendas.begun(meeting)
    typed = "<script>alert(1)</script> {x} %s &amp;"
    agendas.with_items(meeting, replace(REVIEW, title=dict.fromkeys(("en", "es", "pt"), typed)))

    assert agendas.published(meeting).items[0].title["pt"] == typed


def test_an_agenda_has_an_end(meeting: Meeting) -> None:
    agendas.begun(meeting)
    row = Agenda.objects.get(meeting=meeting)
    AgendaItem.objects.bulk_create(
        AgendaItem(agenda=row, key=f"i{n}", number=n, title={"en": str(n)}) for n in range(1, 101)
    )

    with pytest.raises(Refused, match="at most 100"):
        agendas.with_items(meeting, OPENING)
