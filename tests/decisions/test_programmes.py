"""The institutional meeting's programme and plan (II.3.functions.a and c; US-11)."""

from datetime import UTC, date, datetime, timedelta

import pytest

import decided
import papers
import programming
import signing
from cochair.features.acts import kinds
from cochair.features.acts.models import JointAct
from cochair.features.agendas import queries as agendas
from cochair.features.cycles.models import Cycle
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.programmes import actions, queries
from cochair.features.programmes.actions import Typed
from cochair.features.register import actions as register
from cochair.features.register import holds
from cochair.features.register.holds import Verb
from cochair.features.room import actions as room
from cochair.features.room import queries as room_queries
from cochair.features.room.terms import Wish
from cochair.procedure import consensus as core
from cochair.procedure.consensus import Claim
from cochair.procedure.refusal import Refused
from cochair.procedure.result import Outcome
from cochair.web.errors import StaleVersion
from programming import CLOSES, OPENS, named

A_DAY = timedelta(days=1)
PARTS = {
    "II.3.functions.a.1": "draft_agenda",
    "II.3.functions.a.2": "topics",
    "II.3.functions.a.3": "documents",
}
SLOTS = {
    "II.3.functions.c.1": ("ministerial", "brussels", date(2028, 3, 9)),
    "II.3.functions.c.2": ("som", "riga", date(2028, 10, 11)),
    "II.3.functions.c.3": ("im", "luxembourg", date(2029, 5, 15)),
}


@pytest.fixture
def meeting(real_forum: Forum) -> Meeting:
    """The institutional meeting of the third cycle, open."""
    return programming.institutional(real_forum)


def on_meeting(meeting: Meeting, at=OPENS) -> list[Outcome]:
    return [signing.result(meeting.forum, one, meeting.slug, at).outcome for one in PARTS]


def on_cycle(meeting: Meeting, at=OPENS, number: int = 3) -> list[Outcome]:
    cycle = f"{meeting.forum.slug}-cycle-{number}"
    return [signing.result(meeting.forum, one, cycle, at).outcome for one in SLOTS]


def test_ii_3_functions_a_each_part_is_met_by_the_endorsement_and_by_nothing_before(
    meeting: Meeting,
) -> None:
    programming.prepared(meeting)
    assert on_meeting(meeting) == [Outcome.NOT_YET_DUE] * 3
    programming.submitted(meeting)
    assert on_meeting(meeting) == [Outcome.NOT_YET_DUE] * 3

    endorsed = programming.endorsed(meeting)

    assert endorsed.endorsed_at == OPENS
    assert on_meeting(meeting) == [Outcome.MET] * 3
    assert on_meeting(meeting, OPENS - A_DAY) == [Outcome.NOT_YET_DUE] * 3


def test_ii_3_functions_a_3_a_programme_without_documents_is_completed_within_thirty_days(
    meeting: Meeting,
) -> None:
    programming.added(meeting, "draft_agenda", Typed(named("Review"), "discussion", "other"))
    programming.added(meeting, "topics", Typed(named("Ports")))
    programming.submitted(meeting)
    programming.endorsed(meeting)
    meeting.closed_at = CLOSES
    meeting.save(update_fields=["closed_at"])
    assert on_meeting(meeting, CLOSES) == [Outcome.MET, Outcome.MET, Outcome.NOT_YET_DUE]
    assert on_meeting(meeting, CLOSES + 31 * A_DAY)[2] is Outcome.NOT_MET

    later = CLOSES + 35 * A_DAY
    programming.added(meeting, "documents", Typed(named("Report")), later)
    programming.submitted(meeting, later)
    programming.endorsed(meeting, later)

    found = [signing.result(meeting.forum, one, meeting.slug, later) for one in PARTS]
    assert [one.outcome for one in found] == [Outcome.MET] * 3
    # What was endorsed in time is not made late by what came afterwards.
    assert [one.late_days for one in found] == [None, None, 5]


def test_ii_3_functions_a_both_submit_only_what_stands_in_three_languages(meeting: Meeting) -> None:
    by, forum = programming.secretariat(meeting.forum), meeting.forum
    with pytest.raises(Refused, match="still empty"):
        actions.propose_submission(meeting, seen=0, by=by, at=OPENS)

    programming.added(meeting, "topics", Typed({"en": "Ports"}))
    with pytest.raises(Refused, match="no title in"):
        actions.propose_submission(meeting, seen=1, by=by, at=OPENS)

    actions.say(meeting, "e1", typed=Typed(named("Ports")), seen=1, by=by, at=OPENS)
    act = actions.propose_submission(meeting, seen=2, by=by, at=OPENS)
    signing.turn(act, programming.greece(forum), OPENS)
    # A change by the other secretariat makes the first key void.
    other = programming.secretariat(forum, "CLASI")
    actions.add(meeting, "topics", typed=Typed(named("Rivers")), seen=2, by=other, at=OPENS)
    act.refresh_from_db()
    assert act.state == "void"


def test_an_entry_that_is_not_in_the_revision_is_neither_said_nor_moved_nor_dropped(
    meeting: Meeting,
) -> None:
    by = programming.secretariat(meeting.forum)
    programming.added(meeting, "topics", Typed({"en": "Ports"}))
    typed = Typed({"en": "Rivers"})

    with pytest.raises(Refused, match="no such entry"):
        actions.say(meeting, "e9", typed=typed, seen=1, by=by, at=OPENS)
    with pytest.raises(Refused, match="no such entry"):
        actions.move(meeting, "e9", steps=1, seen=1, by=by, at=OPENS)
    with pytest.raises(Refused, match="no such entry"):
        actions.drop(meeting, "e9", seen=1, by=by, at=OPENS)

    assert len(queries.revisions(meeting)) == 1


def test_an_act_on_a_step_of_the_programme_that_was_taken_is_over(real_forum: Forum) -> None:
    meeting = programming.institutional(real_forum)
    programming.prepared(meeting)
    submission = {"revision": 7, "document": ""}
    second = JointAct(
        forum=real_forum,
        kind=queries.SUBMIT,
        subject_kind="meeting",
        subject_id=meeting.slug,
        body=submission,
    )
    over = kinds.kind_of(second).over
    assert callable(over) and over(second, OPENS) is None

    programming.submitted(meeting)

    ended = over(second, OPENS)
    assert ended is not None and "already been submitted to the meeting" in str(ended.says)


def test_ii_3_functions_a_a_meeting_endorses_once_it_is_open_and_what_was_submitted(
    real_forum: Forum,
) -> None:
    meeting = programming.institutional(real_forum, opened=False)
    by = programming.secretariat(real_forum)
    programming.prepared(meeting)
    with pytest.raises(Refused, match="submit the programme"):
        actions.propose_endorsement(meeting, seen=7, by=by, at=OPENS)
    programming.submitted(meeting)
    with pytest.raises(Refused, match="only after it has opened"):
        actions.propose_endorsement(meeting, seen=7, by=by, at=OPENS)

    meeting.opened_at = OPENS
    meeting.save(update_fields=["opened_at"])
    act = actions.propose_endorsement(meeting, seen=7, by=by, at=OPENS)
    signing.turn(act, programming.greece(real_forum), OPENS)
    assert on_meeting(meeting) == [Outcome.NOT_YET_DUE] * 3
    signing.turn(act, programming.bolivia(real_forum), OPENS)
    assert on_meeting(meeting) == [Outcome.MET] * 3
    with pytest.raises(Refused, match="The meeting has already endorsed this revision"):
        actions.propose_endorsement(meeting, seen=7, by=by, at=OPENS)


def test_what_another_wrote_meanwhile_is_shown_and_nothing_is_lost(meeting: Meeting) -> None:
    forum, typed = meeting.forum, Typed(named("Ports"))
    one, other = programming.secretariat(forum), programming.secretariat(forum, "CLASI")
    actions.add(meeting, "topics", typed=typed, seen=0, by=one, at=OPENS)
    # The same sent twice is there once.
    actions.add(meeting, "topics", typed=typed, seen=0, by=one, at=OPENS)

    with pytest.raises(StaleVersion) as stale:
        actions.add(meeting, "topics", typed=Typed(named("Rivers")), seen=0, by=other, at=OPENS)

    assert "Ports (en)" in stale.value.theirs
    assert "Rivers (en)" in stale.value.mine
    assert [one.token for one in queries.revisions(meeting)] == [1]


@pytest.mark.parametrize(
    ("part", "typed", "why"),
    [
        ("topics", Typed({}), "title in at least one language"),
        ("topics", Typed(named("Ports"), item="e9"), "no such item"),
        ("draft_agenda", Typed(named("Ports"), "song"), "There is no such type of item."),
        ("draft_agenda", Typed(named("Ports"), "decision", "song"), "do not list this function"),
        (
            "documents",
            Typed({}, paper="no-such-paper"),
            "The register contains no such document that you may read.",
        ),
        ("songs", Typed(named("Ports")), "no such part"),
    ],
)
def test_an_entry_is_refused_for_what_it_may_not_be(
    meeting: Meeting, part: str, typed: Typed, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        programming.added(meeting, part, typed)
    assert not queries.revisions(meeting)


def test_entries_move_inside_their_part_and_leave_it(meeting: Meeting) -> None:
    last, by = programming.prepared(meeting), programming.secretariat(meeting.forum)
    moved = actions.move(meeting, "e4", steps=-1, seen=last.token, by=by, at=OPENS)
    assert [one.key for one in moved.entries if one.part == "topics"] == ["e4", "e3", "e5"]

    dropped = actions.drop(meeting, "e1", seen=moved.token, by=by, at=OPENS)
    assert {one.item for one in dropped.entries} == {"", "e2"}
    with pytest.raises(Refused, match="no such entry"):
        actions.drop(meeting, "e1", seen=dropped.token, by=by, at=OPENS)


def test_a_meeting_of_another_kind_is_asked_for_no_programme(meeting: Meeting) -> None:
    other = Meeting.objects.filter(forum=meeting.forum, configuration="som").last()
    assert other is not None
    assert not queries.has_page(other)
    with pytest.raises(
        Refused, match="The procedures require no programme for a meeting of this type"
    ):
        programming.added(other, "topics", Typed(named("Ports")))


def test_amb_27_the_agenda_of_the_next_ministerial_begins_from_the_programme_in_one_act(
    meeting: Meeting,
) -> None:
    by = programming.secretariat(meeting.forum)
    programming.prepared(meeting)
    programming.submitted(meeting)
    with pytest.raises(Refused, match="The meeting has not endorsed a programme yet"):
        actions.begin_agenda(meeting, by=by, at=OPENS)
    programming.endorsed(meeting)
    with pytest.raises(
        Refused, match="The next meeting is not planned yet: first plan the next cycle"
    ):
        actions.begin_agenda(meeting, by=by, at=OPENS)

    programming.planned(meeting)
    version = actions.begin_agenda(meeting, by=by, at=OPENS)

    assert (version.stage, version.row.programme_of) == ("programme", meeting.slug)
    assert version.row.meeting.slug == f"{meeting.forum.slug}-min-5"
    first, second = version.items
    assert (first.title, first.tags) == (named("Review"), ("review_progress",))
    assert first.documents == ("Stock-taking report (en)",)
    assert {one.origin for one in version.items} == {"programme"}
    assert second.documents == ("Draft declaration (en)",)
    assert len(agendas.versions(version.row.meeting)) == 1
    with pytest.raises(Refused, match="The agenda of the next meeting has already been started"):
        actions.begin_agenda(meeting, by=by, at=OPENS)


def test_us_11_ii_3_functions_c_the_plan_makes_the_fourth_cycle_with_its_half_years_and_meetings(
    meeting: Meeting,
) -> None:
    forum = meeting.forum
    assert on_cycle(meeting) == [Outcome.NOT_YET_DUE] * 3

    programming.planned(meeting)

    assert on_cycle(meeting) == [Outcome.MET] * 3
    cycle = Cycle.objects.get(forum=forum, number=4)
    assert (cycle.start, cycle.end) == (date(2028, 1, 1), date(2029, 6, 30))
    made = Meeting.objects.filter(forum=forum, cycle=cycle)
    slugs = {f"{forum.slug}-{one}" for one in ("min-5", "som-3", "im-4")}
    assert {one.slug for one in made} == slugs
    places = {one.configuration: one.schedules.get().place for one in made}
    assert places == {code: place for code, place, _day in SLOTS.values()}


def test_ii_3_functions_a_the_room_endorses_by_adopting_the_document_that_holds_the_programme(
    meeting: Meeting,
) -> None:
    forum, by = meeting.forum, programming.secretariat(meeting.forum)
    for badge, code in enumerate(("GR", "BO"), start=1):
        decided.came(meeting, code, badge, OPENS)
    texts = {code: papers.words(f"One {code}.") for code in ("en", "es", "pt")}
    held = papers.circulated(
        forum, texts, by=by, at=OPENS, meeting=meeting.slug, title=named("Programme")
    )
    other = papers.circulated(forum, texts, by=by, at=OPENS, title=named("Elsewhere"))
    last = programming.prepared(meeting)
    with pytest.raises(
        Refused,
        match="Select a document of this meeting that has been circulated and has not been withdrawn",
    ):
        actions.propose_submission(meeting, seen=last.token, document=other, by=by, at=OPENS)
    act = actions.propose_submission(meeting, seen=last.token, document=held, by=by, at=OPENS)
    programming.both(forum, act)
    wish = Wish(held, kind=queries.DECIDES, reasons=decided.REASONS)
    keys = (programming.greece(forum), programming.bolivia(forum))
    for key in keys:
        put = room.put(meeting, wish, by=key, at=OPENS)
    row = room_queries.decisions(forum).get(act=put)
    assert on_meeting(meeting) == [Outcome.NOT_YET_DUE] * 3

    later = OPENS + timedelta(hours=1)
    for key in keys:
        seen = core.declaration_digest(room_queries.decision(row), Claim.CONSENSUS)
        room.declare(row, claim=Claim.CONSENSUS, seen=seen, by=key, at=later)

    assert queries.in_force(queries.revisions(meeting)).endorsed_at == later
    assert on_meeting(meeting, later) == [Outcome.MET] * 3
    with pytest.raises(Refused, match="The meeting has already endorsed this revision"):
        actions.propose_endorsement(meeting, seen=last.token, by=by, at=later)
    # What is revised after that decision is a draft again, and the decision is on what it was on.
    programming.added(meeting, "topics", Typed(named("Rivers")), later)
    programming.submitted(meeting, later)
    assert queries.in_force(queries.revisions(meeting)).token == last.token


def test_the_document_of_a_submitted_programme_stays_in_the_words_that_both_signed(
    meeting: Meeting,
) -> None:
    forum, by = meeting.forum, programming.secretariat(meeting.forum)
    texts = {code: papers.words(f"One {code}.") for code in ("en", "es", "pt")}
    held = papers.circulated(
        forum, texts, by=by, at=OPENS, meeting=meeting.slug, title=named("Programme")
    )
    last = programming.prepared(meeting)
    act = actions.propose_submission(meeting, seen=last.token, document=held, by=by, at=OPENS)
    signing.turn(act, programming.greece(forum), OPENS)
    papers.written(held, "en", papers.words("Two."), by=by, at=OPENS)
    with pytest.raises(Refused):
        signing.turn(act, programming.bolivia(forum), OPENS)

    held = papers.fresh(held)
    act = actions.propose_submission(meeting, seen=last.token, document=held, by=by, at=OPENS)
    programming.both(forum, act)

    for change in (
        lambda: papers.written(held, "en", papers.words("Three."), by=by, at=OPENS),
        lambda: register.withdraw(
            held, reason="An older text.", seen=papers.fresh(held).version, by=by, at=OPENS
        ),
    ):
        with pytest.raises(Refused, match="submitted it with the programme of a meeting"):
            change()
    assert holds.refusals(held, Verb.SUBMIT, OPENS) == ()
    # A later programme that says nothing in words leaves the document to whoever wrote it.
    programming.added(meeting, "topics", Typed(named("Rivers")))
    programming.submitted(meeting)
    assert papers.written(held, "en", papers.words("Three."), by=by, at=OPENS)


def test_ii_3_functions_c_2_a_meeting_outside_its_half_year_is_not_determined_well(
    meeting: Meeting,
) -> None:
    early = {"place": "riga", "precision": "day", "start": "2028-05-10"}
    programming.planned(meeting, som=early)

    found = signing.result(
        meeting.forum, "II.3.functions.c.2", f"{meeting.forum.slug}-cycle-3", OPENS
    )
    assert found.outcome is Outcome.NOT_YET_DUE
    assert "is not between" in str(found.says)
    assert on_cycle(meeting)[::2] == [Outcome.MET] * 2


def test_the_same_holds_for_the_cycle_after_that(meeting: Meeting) -> None:
    programming.planned(meeting)
    fourth = Meeting.objects.get(forum=meeting.forum, cycle__number=4, configuration="im")
    fifth = {
        "ministerial": {"place": "brussels", "precision": "day", "start": "2029-10-04"},
        "som": {"place": "riga", "precision": "day", "start": "2030-04-10"},
        "im": {"place": "luxembourg", "precision": "day", "start": "2030-10-15"},
    }
    programming.planned(fourth, made_in=4, **fifth)

    opens = fourth.opened_at = datetime(2029, 5, 15, 9, tzinfo=UTC)
    fourth.save(update_fields=["opened_at"])

    # The plan is made; the meeting determines it when it is held.
    assert on_cycle(fourth, opens - A_DAY, number=4) == [Outcome.NOT_YET_DUE] * 3
    assert on_cycle(fourth, opens, number=4) == [Outcome.MET] * 3
    cycle = Cycle.objects.get(forum=meeting.forum, number=5)
    assert (cycle.start, cycle.end) == (date(2029, 7, 1), date(2030, 12, 31))
    assert queries.target(fourth, _book(fourth)).slug.endswith("-min-6")


def _book(meeting: Meeting):
    from cochair.features.parties import queries as parties

    return parties.book(meeting.forum, OPENS)
