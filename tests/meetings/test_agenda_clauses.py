"""What the clauses make of an agenda that is really kept: I.2.1.a and the opening words on functions.

domain.md A.6 (AMB-35); corrections.md sections 1 and 2.
"""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.utils.translation import override

import agendas
import people
from agendas import Typed
from cochair.features.acts import actions as acts
from cochair.features.agendas import actions, carry_over, presenters, queries
from cochair.features.compliance import queries as compliance
from cochair.features.cycles.models import Cycle
from cochair.features.meetings.models import Meeting, Schedule
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.procedure.refusal import Refused
from cochair.procedure.result import Outcome, Result

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
TAGGED, PLACED = "I.2.1.a", "II.2.functions.chapeau"
REASON = "Both presidencies take this up at the next meeting."


@pytest.fixture
def meeting(real_forum: Forum) -> Meeting:
    """The next senior officials' meeting of the real forum, with its day."""
    made = Meeting.objects.create(
        forum=real_forum,
        slug="eu-clasi-som-3",
        configuration="som",
        number=3,
        cycle=Cycle.objects.get(forum=real_forum, number=3),
        known_at=NOW,
        confirmed_at=NOW,
        convened_at=NOW,
    )
    Schedule.objects.create(
        meeting=made,
        at=NOW,
        starts=datetime(2027, 5, 19, 7, tzinfo=UTC),
        ends=datetime(2027, 5, 20, 15, tzinfo=UTC),
        zone="Europe/Vilnius",
        format="in_person",
        precision="day",
    )
    return made


@pytest.fixture
def both(real_forum: Forum) -> tuple[ActingOffice, ActingOffice]:
    """The presidencies in office."""
    return (
        people.presidency(real_forum, "EU", "IE", NOW),
        people.presidency(real_forum, "CLASI", "BO", NOW),
    )


def result(meeting: Meeting, rule: str) -> Result:
    compliance.forget()
    (found,) = [
        one
        for one in compliance.results(meeting.forum, LATER)
        if (one.rule, one.target.id) == (rule, meeting.slug)
    ]
    return found


def item(tag: str, **said: object) -> Typed:
    words = {code: f"{tag} {code}" for code in ("en", "es", "pt")}
    return Typed(title=words, type="discussion", tags=(tag,), **said)  # type: ignore[arg-type]


def published(meeting: Meeting, both: tuple[ActingOffice, ActingOffice], *items: Typed) -> None:
    """A provisional agenda with these items, signed by both."""
    if queries.latest(queries.versions(meeting)) is None:
        actions.begin_stage(meeting, stage="provisional", by=both[0], at=NOW)
    for typed in items:
        seen = agendas.latest(meeting).token
        actions.insert_item(meeting, typed=typed, place=None, seen=seen, by=both[0], at=NOW)
    seen = agendas.latest(meeting).token
    sign(actions.propose_publication(meeting, seen=seen, by=both[0], at=NOW), both)


def sign(act: object, both: tuple[ActingOffice, ActingOffice]) -> None:
    for hat in both:
        acts.turn_key(act, seen=act.digest, by=hat, at=NOW)


def functions(meeting: Meeting) -> tuple[str, ...]:
    return queries.functions(parties.book(meeting.forum, NOW), meeting.configuration)


def test_every_function_on_the_final_agenda_meets_the_opening_words(
    meeting: Meeting, both: tuple[ActingOffice, ActingOffice]
) -> None:
    assert result(meeting, PLACED).outcome is Outcome.NOT_YET_DUE

    published(meeting, both, *(item(tag) for tag in functions(meeting)))

    assert result(meeting, PLACED).outcome is Outcome.MET
    assert result(meeting, TAGGED).outcome is Outcome.MET


def test_a_function_that_is_forgotten_is_not_met_and_one_that_both_leave_out_is(
    meeting: Meeting, both: tuple[ActingOffice, ActingOffice]
) -> None:
    *most, left = functions(meeting)
    published(meeting, both, *(item(tag) for tag in most))
    assert result(meeting, PLACED).outcome is Outcome.NOT_MET

    act = actions.propose_omission(meeting, tag=left, reason=REASON, by=both[0], at=NOW)
    acts.turn_key(act, seen=act.digest, by=both[0], at=NOW)
    assert result(meeting, PLACED).outcome is Outcome.NOT_MET
    acts.turn_key(act, seen=act.digest, by=both[1], at=NOW)

    assert result(meeting, PLACED).outcome is Outcome.MET
    (row,) = queries.omissions(meeting)
    assert (row.tag, row.reason, act.clause) == (left, REASON, PLACED)


def test_the_reason_for_leaving_a_function_out_is_kept_in_each_language_and_read_in_it(
    meeting: Meeting, both: tuple[ActingOffice, ActingOffice]
) -> None:
    *_most, left = functions(meeting)
    reasons = {"es": "Ambas presidencias lo tratarán en la próxima reunión."}
    leave = partial(actions.propose_omission, meeting, tag=left, reason=REASON, by=both[0], at=NOW)
    with pytest.raises(Refused, match="at least 20 characters"):
        leave(reasons={"es": "No."})

    sign(leave(reasons=reasons), both)

    book = parties.book(meeting.forum, NOW)
    covered = presenters.covered(None, book, meeting.configuration, queries.omissions(meeting))
    (one,) = [each for each in covered if each.function.tag == left]
    read = {}
    for code in ("en", "es"):
        with override(code):
            read[code] = one.omitted_because
    assert read == {"en": REASON, **reasons}


def test_a_draft_counts_for_nothing(
    meeting: Meeting, both: tuple[ActingOffice, ActingOffice]
) -> None:
    actions.begin_stage(meeting, stage="provisional", by=both[0], at=NOW)
    for tag in functions(meeting):
        seen = agendas.latest(meeting).token
        actions.insert_item(meeting, typed=item(tag), place=None, seen=seen, by=both[0], at=NOW)

    assert result(meeting, PLACED).outcome is Outcome.NOT_YET_DUE


def test_an_item_without_a_task_and_a_point_that_is_forgotten_are_seen(
    meeting: Meeting, both: tuple[ActingOffice, ActingOffice]
) -> None:
    untagged = Typed(title=dict.fromkeys(("en", "es", "pt"), "Ports"), type="discussion")
    published(meeting, both, *(item(tag) for tag in functions(meeting)), untagged)
    assert result(meeting, TAGGED).outcome is Outcome.NOT_MET

    seen, last = agendas.latest(meeting).token, agendas.latest(meeting).items[-1].key
    actions.drop_item(meeting, last, reason="", seen=seen, by=both[0], at=NOW)
    published(meeting, both)
    assert result(meeting, TAGGED).outcome is Outcome.MET

    point = carry_over.register_open_point(
        meeting, text={"en": "The register"}, origin="", owner="", by=both[0], at=NOW
    )
    assert result(meeting, TAGGED).outcome is Outcome.NOT_MET
    act = carry_over.propose_deferral(
        meeting, point.pk, reason="The survey comes too late.", by=both[0], at=NOW
    )
    acts.turn_key(act, seen=act.digest, by=both[0], at=NOW)
    assert result(meeting, TAGGED).outcome is Outcome.NOT_MET
    acts.turn_key(act, seen=act.digest, by=both[1], at=NOW)
    assert result(meeting, TAGGED).outcome is Outcome.MET
    seen = agendas.latest(meeting).token
    carry_over.place_point(meeting, point.pk, key="i1", seen=seen, by=both[0], at=NOW)
    assert result(meeting, TAGGED).outcome is Outcome.MET


def test_a_function_of_another_kind_of_meeting_needs_a_reason_and_then_counts(
    meeting: Meeting, both: tuple[ActingOffice, ActingOffice]
) -> None:
    actions.begin_stage(meeting, stage="provisional", by=both[0], at=NOW)
    seen = agendas.latest(meeting).token

    for short, why in (
        ("", "another type of meeting"),
        ("12", "another type of meeting"),
        ("Asked.", "at least 20 characters"),
        ("All good", "at least 20 characters"),
    ):
        too_little = item("exchange_views", cross_reason=short)
        with pytest.raises(Refused, match=rf"{why}.*I\.2\.1\.a"):
            actions.insert_item(
                meeting, typed=too_little, place=None, seen=seen, by=both[0], at=NOW
            )
    with_reason = item("exchange_views", cross_reason="The ministers asked for it.")
    published(meeting, both, *(item(tag) for tag in functions(meeting)), with_reason)
    assert result(meeting, TAGGED).outcome is Outcome.MET


@pytest.mark.parametrize("tag", ["other", "procedural", "exchange_views", "nothing"])
def test_only_a_function_of_this_meeting_is_left_out(
    meeting: Meeting, both: tuple[ActingOffice, ActingOffice], tag: str
) -> None:
    with pytest.raises(Refused, match="no such function"):
        actions.propose_omission(meeting, tag=tag, reason=REASON, by=both[0], at=NOW)


def test_a_function_is_left_out_once_and_never_without_a_reason(
    meeting: Meeting, both: tuple[ActingOffice, ActingOffice]
) -> None:
    tag = functions(meeting)[0]
    with pytest.raises(Refused, match="at least 20 characters"):
        actions.propose_omission(meeting, tag=tag, reason="No.", by=both[0], at=NOW)

    sign(actions.propose_omission(meeting, tag=tag, reason=REASON, by=both[0], at=NOW), both)

    with pytest.raises(Refused, match="Both co-presidencies have already left out this function"):
        actions.propose_omission(meeting, tag=tag, reason=REASON, by=both[0], at=NOW)


def test_where_no_delegations_meet_a_presidency_has_an_item_discussed(real_forum: Forum) -> None:
    book = parties.book(real_forum, NOW)
    meeting = Meeting.objects.filter(forum=real_forum, configuration="im").first()
    assert meeting is not None
    head = people.hat(
        real_forum, people.person(real_forum, Role.DELEGATION_HEAD, "EU", "ES", start=NOW), NOW
    )
    presidency = people.presidency(real_forum, "EU", "IE", NOW)

    assert not queries.may_ask_discussion(meeting, head, book)
    assert queries.may_ask_discussion(meeting, presidency, book)
