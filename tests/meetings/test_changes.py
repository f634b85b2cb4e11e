"""A meeting that is postponed, turned into a virtual contact, or made outside the slots.

domain.md A.6 (AMB-05 to AMB-07), C.4 and C.10 (US-10); corrections.md section 2, II.*.meetings.c.
"""

import html
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

import signing
from cochair.features.acts.models import JointAct
from cochair.features.compliance import forecast, queries
from cochair.features.cycles.models import SlotPlan
from cochair.features.meetings import actions as meetings
from cochair.features.meetings.cycle_plan import meetings_of
from cochair.features.meetings.models import JointNote, Meeting, Schedule
from cochair.features.meetings.names import meeting_name
from cochair.features.meetings.states import State, state_of
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.sessions import changes, impact_preview, presenters, steps
from cochair.features.sessions import queries as days
from cochair.procedure.refusal import Refused
from cochair.procedure.result import Outcome
from journeys import story
from matrix import Scene
from signing import COUNCIL, both_sign, concert, day, league
from world import NOW

REASON = "The air traffic of the whole north is closed for weeks."
LATER = NOW + timedelta(hours=2)
VIRTUAL = meetings.Day(date(2031, 3, 12), date(2031, 3, 12), "", "virtual", "15:00", "17:00")


@pytest.fixture
def council(small_forum: Forum) -> Meeting:
    """The Council with its days, 8 and 9 April."""
    return signing.fixed(small_forum)


def postpone(meeting: Meeting, month: date | None = None, at: datetime = NOW) -> JointAct:
    by = league(meeting.forum, at)
    fresh = Meeting.objects.get(pk=meeting.pk)
    return changes.propose_postponement(fresh, reason=REASON, by=by, at=at, month=month)


def convert(meeting: Meeting, counts: bool = False, circumstance: str = "transport") -> JointAct:
    return changes.propose_conversion(
        Meeting.objects.get(pk=meeting.pk),
        circumstance=circumstance,
        counts=counts,
        reason=REASON,
        by=league(meeting.forum),
        at=NOW,
    )


def contact(forum: Forum, configuration: str = "council", when: meetings.Day = VIRTUAL) -> JointAct:
    return changes.propose_contact(
        forum,
        configuration=configuration,
        day=when,
        circumstance="health",
        reason=REASON,
        by=concert(forum),
        at=NOW,
    )


# Postponement


@pytest.mark.parametrize("month", [None, date(2031, 5, 17)])
def test_a_meeting_is_postponed_without_a_new_day_and_what_was_stays(
    council: Meeting, month: date | None
) -> None:
    both_sign(council.forum, postpone(council, month), LATER)
    council.refresh_from_db()

    assert state_of(council, LATER) is State.PLANNED
    before, now = Schedule.objects.filter(meeting=council)
    assert before.precision == "day" and now.reason == REASON
    assert (now.precision, now.starts is None) == (("month", False) if month else ("unknown", True))
    assert (now.place, now.format) == (before.place, before.format)
    with pytest.raises(Refused, match="This step is not possible for a meeting with this status:"):
        signing.step(council, "meeting.open", LATER)
    with pytest.raises(Refused, match="This meeting has no date to postpone"):
        postpone(council, at=LATER)

    again = signing.schedule(council, day("2031-05-20"), at=LATER)
    both_sign(council.forum, again, LATER)
    assert state_of(Meeting.objects.get(pk=council.pk), LATER) is State.CONFIRMED


def test_a_meeting_of_a_plan_that_is_postponed_is_so_in_the_plan(council: Meeting) -> None:
    SlotPlan.objects.create(
        forum=council.forum,
        made_in=1,
        cycle=2,
        configuration="council",
        place="norhaven",
        start=date(2031, 4, 8),
        end=date(2031, 4, 9),
        precision="day",
        state="confirmed",
        at=NOW,
    )

    both_sign(council.forum, postpone(council), LATER)

    first, last = SlotPlan.objects.filter(forum=council.forum, cycle=2, configuration="council")
    assert (first.precision, first.state) == ("day", "confirmed")
    assert (last.precision, last.state, last.start, last.place) == (
        "unknown",
        "changed",
        None,
        "norhaven",
    )


def test_after_the_notice_a_meeting_still_moves_to_another_day_with_its_reason(
    council: Meeting,
) -> None:
    Meeting.objects.filter(pk=council.pk).update(convened_at=NOW)
    council.refresh_from_db()

    with pytest.raises(
        Refused,
        match="Give a reason for changing it, in at least",
    ):
        signing.schedule(council, day("2031-05-13"))
    both_sign(council.forum, signing.schedule(council, day("2031-05-13"), reason=REASON))

    assert state_of(Meeting.objects.get(pk=council.pk), NOW) is State.CONVENED
    assert [row.reason for row in Schedule.objects.filter(meeting=council)] == ["", REASON]


@pytest.mark.parametrize(
    ("changed", "because"),
    [
        ({"reason": "Too short."}, "at least 20 characters"),
        ({"month": date(2031, 1, 1)}, "Enter a month that has not ended"),
        (
            {"month": date(2040, 1, 1)},
            "Enter a month that has not ended, within the next five years.",
        ),
    ],
)
def test_a_postponement_without_a_reason_or_into_the_past_is_refused(
    council: Meeting, changed: dict[str, object], because: str
) -> None:
    with pytest.raises(Refused, match=because):
        changes.propose_postponement(
            council, **{"reason": REASON, "by": league(council.forum), "at": NOW, **changed}
        )


def test_a_change_of_the_day_voids_what_waited_for_the_other_key(council: Meeting) -> None:
    waiting = convert(council)

    both_sign(council.forum, postpone(council), LATER)

    assert JointAct.objects.get(pk=waiting.pk).state == "void"


# Opening


def test_a_meeting_is_opened_at_most_a_day_before_its_planned_start(council: Meeting) -> None:
    starts = Schedule.objects.get(meeting=council).starts
    assert starts is not None
    early = starts - timedelta(hours=24, seconds=1)

    with pytest.raises(Refused, match="It may be opened 24 hours earlier at most"):
        signing.step(council, "meeting.open", early)

    assert signing.step(council, "meeting.open", starts - timedelta(hours=24)).state == "draft"


# Conversion


@pytest.mark.parametrize("counts", [False, True])
def test_a_meeting_becomes_a_contact_on_its_days_and_its_slot_is_kept_only_if_both_say_so(
    council: Meeting, counts: bool
) -> None:
    both_sign(council.forum, convert(council, counts), LATER)
    council.refresh_from_db()

    assert (council.kind, council.counts_as_meeting, council.converted_at) == (
        "contact",
        counts,
        LATER,
    )
    before, now = Schedule.objects.filter(meeting=council)
    assert (now.starts, now.format, now.place) == (before.starts, "virtual", "")
    (note,) = JointNote.objects.filter(meeting=council)
    assert (note.kind, note.value, note.text) == ("extraordinary", "transport", REASON)
    assert ("council" in meetings_of(council.forum, 2)) is counts
    name = meeting_title(council, parties.book(council.forum), "en")
    assert name == "Council II"


def test_what_was_a_meeting_yesterday_is_one_when_asked_for_yesterday(council: Meeting) -> None:
    both_sign(council.forum, convert(council), LATER)

    def slot(at: datetime) -> str:
        found = queries.results(council.forum, at)
        (judged,) = [one for one in found if one.rule == "C.3" and one.target.cycle == 2] or [None]
        return judged.target.id if judged else ""

    known = {
        at: next(m for m in queries.facts_at(council.forum, at).meetings if m.id == COUNCIL)
        for at in (LATER - timedelta(seconds=1), LATER)
    }
    kinds = [one.converted_at for one in known.values()]
    assert kinds == [None, LATER]


@pytest.mark.parametrize(
    ("circumstance", "reason", "because"),
    [
        ("boredom", REASON, "from the list"),
        ("", REASON, "from the list"),
        ("health", "Ill.", "at least 20"),
    ],
)
def test_a_conversion_names_a_circumstance_of_the_list_and_a_reason(
    council: Meeting, circumstance: str, reason: str, because: str
) -> None:
    with pytest.raises(Refused, match=because):
        changes.propose_conversion(
            council,
            circumstance=circumstance,
            counts=False,
            reason=reason,
            by=league(council.forum),
            at=NOW,
        )


def test_what_is_a_contact_already_is_not_converted_again(council: Meeting) -> None:
    both_sign(council.forum, convert(council), LATER)

    with pytest.raises(Refused, match="Only a meeting of a cycle"):
        convert(council)


@pytest.mark.parametrize(("value", "counts"), [("always", True), ("never", False)])
def test_where_the_option_settles_it_nobody_chooses_whether_a_contact_counts(
    council: Meeting, value: str, counts: bool
) -> None:
    both_sign(
        council.forum, signing.option(council.forum, "virtual_contact.counts_as_meeting", value)
    )

    assert convert(council, counts=not counts).body["counts"] is counts


# Outside the slots


def test_an_ad_hoc_contact_is_made_by_both_and_fills_no_slot(small_forum: Forum) -> None:
    act = contact(small_forum)
    with pytest.raises(
        Refused, match="has already been sent for signature with the same content, as number"
    ):
        contact(small_forum)
    other = contact(
        small_forum, when=meetings.Day(date(2031, 4, 2), date(2031, 4, 2), "", "virtual")
    )
    both_sign(small_forum, act, LATER)
    both_sign(small_forum, other, LATER)

    first, second = Meeting.objects.filter(kind="contact").order_by("number")
    assert (first.slug, second.slug) == (
        "league-concert-council-contact-1",
        "league-concert-council-contact-2",
    )
    assert (first.cycle, first.number, state_of(first, LATER)) == (None, 1, State.CONFIRMED)
    assert [note.value for note in first.joint_notes.all()] == ["health"]
    book = parties.book(small_forum)
    fact = next(m for m in queries.facts(small_forum).meetings if m.id == first.slug)
    assert meeting_title(first, book, "en") == meeting_name(fact, book, "en")
    assert "virtual contact 1" in meeting_name(fact, book, "en")


def test_a_contact_has_no_place_and_the_procedures_know_it(small_forum: Forum) -> None:
    with pytest.raises(Refused, match="A virtual contact has no venue"):
        contact(small_forum, when=day("2031-03-12"))
    with pytest.raises(Refused, match="no type of meeting called “congress”"):
        contact(small_forum, configuration="congress")


def test_an_extraordinary_meeting_counts_for_nothing(small_forum: Forum) -> None:
    def empty() -> set[Outcome]:
        return {one.outcome for one in queries.results(small_forum, LATER) if one.rule == "C.3"}

    by = league(small_forum)
    act = changes.propose_extraordinary(
        small_forum, configuration="council", day=day("2031-02-04"), reason=REASON, by=by, at=NOW
    )
    before = empty()
    both_sign(small_forum, act, NOW)
    meeting = signing.stepped(Meeting.objects.get(kind="extraordinary"), "meeting.open", LATER)

    assert meeting.opened_at == LATER and meeting.cycle is None
    assert empty() == before
    assert "council" not in meetings_of(small_forum, 2)


# What the clauses say


@pytest.fixture
def som(db: None) -> Meeting:
    """US-10: the third senior officials meeting, fixed for 19 and 20 May 2027 in Vilnius."""
    forum = story.load()
    story.plan(forum)
    meeting = Meeting.objects.get(forum=forum, configuration="som", cycle__number=3)
    at = datetime(2027, 1, 11, 9, tzinfo=UTC)
    act = meetings.propose_schedule(
        meeting,
        day=meetings.Day(date(2027, 5, 19), date(2027, 5, 20), "vilnius", "in_person"),
        reason="",
        by=story.hat(forum, "lt", at),
        at=at,
    )
    story.both_sign(forum, act, at, "lt", "bo")
    return Meeting.objects.get(pk=meeting.pk)


@pytest.mark.parametrize("counts", [True, False])
def test_us10_a_meeting_held_as_a_virtual_contact(som: Meeting, counts: bool) -> None:
    forum = som.forum
    declared = datetime(2027, 5, 12, 9, tzinfo=UTC)
    act = changes.propose_conversion(
        som,
        circumstance="transport",
        counts=counts,
        reason=REASON,
        by=story.hat(forum, "lt", declared),
        at=declared,
    )
    change = impact_preview.converted(declared, counts)
    told = {
        one.clause: one.after for one in forecast.differences(forum, change, som.slug, declared)
    }
    story.both_sign(forum, act, declared, "lt", "bo")
    for kind, at in (
        ("meeting.open", datetime(2027, 5, 19, 13, tzinfo=UTC)),
        ("meeting.close", datetime(2027, 5, 20, 16, tzinfo=UTC)),
    ):
        fresh = Meeting.objects.get(pk=som.pk)
        step = meetings.propose_step(
            fresh, kind=kind, by=story.hat(forum, "lt", at), at=at, reason=REASON
        )
        story.both_sign(forum, step, at, "lt", "bo")

    found = queries.results(forum, datetime(2027, 7, 1, 9, tzinfo=UTC))
    judged = {
        one.rule: one
        for one in found
        if one.target.id == som.slug or one.target.id == "eu-clasi-story-cycle-3-som"
    }
    assert judged["II.2.meetings.c"].outcome is Outcome.MET
    assert judged["II.2.meetings.a.1"].outcome is Outcome.DEPARTED
    assert judged["II.2.meetings.a.3"].outcome is Outcome.NOT_APPLICABLE
    if counts:
        assert judged["II.2.meetings.a.2"].outcome is Outcome.MET
        assert "months: 0; tolerated" in " ".join(map(str, judged["II.2.meetings.a.2"].says))
    assert judged["I.2.cycle.2"].outcome is (Outcome.MET if counts else Outcome.NOT_MET)
    # What was shown before anything was signed is what came.
    assert told["II.2.meetings.a.1"] is Outcome.DEPARTED
    assert told.get("I.2.cycle.2") is (None if counts else Outcome.NOT_MET)


# Pages


def text(answer: object) -> str:
    return html.unescape(answer.content.decode())  # type: ignore[attr-defined]


@pytest.mark.parametrize("step", [step.slug for step in steps.STEPS])
def test_each_step_has_a_page_that_says_what_it_does(at_work: Scene, step: str) -> None:
    signing.fixed(at_work.forum)
    address = reverse("meetings:step", args=[at_work.forum.slug, COUNCIL, step])

    answer = at_work.client("co_presidency").get(address)

    # It is not the day of the meeting: it neither opens nor closes.
    assert answer.status_code == (422 if step in {"open", "suspend", "resume", "close"} else 200)
    assert not JointAct.objects.filter(kind=f"meeting.{step}").exclude(kind="meeting.format")


def test_what_the_clauses_would_say_is_shown_before_anything_is_proposed(at_work: Scene) -> None:
    signing.fixed(at_work.forum)
    address = reverse("meetings:step", args=[at_work.forum.slug, COUNCIL, "conversion"])
    client = at_work.client("co_presidency")
    typed = {"circumstance": "health", "reason": REASON}

    preview = client.post(address, {**typed, "preview": "1"})
    assert preview.status_code == 200
    assert "With this step" in text(preview)
    assert not JointAct.objects.filter(kind="meeting.conversion").exists()

    assert client.post(address, typed).status_code == 302
    assert client.post(address, typed).status_code == 422
    assert JointAct.objects.get(kind="meeting.conversion").body["counts"] is False


def test_the_reason_of_a_declaration_is_read_in_the_language_in_which_both_signed_it(
    at_work: Scene,
) -> None:
    """Issue 18: in the history of the days, in the reader's language where it was given in that."""
    meeting = signing.fixed(at_work.forum)
    address = reverse("meetings:step", args=[at_work.forum.slug, COUNCIL, "conversion"])
    client = at_work.client("co_presidency")
    spanish = "El transporte está suspendido y ninguna delegación puede viajar."
    typed = {"circumstance": "health", "reason": REASON, "reason_es": spanish}
    assert 'name="reason_es"' in text(client.get(address))

    refused = client.post(address, {**typed, "reason_es": "No."})
    assert refused.status_code == 422 and ">No.<" in text(refused)
    assert client.post(address, typed).status_code == 302
    act = JointAct.objects.get(kind="meeting.conversion")
    signing.both_sign(at_work.forum, act)

    rows = days.days_of(meeting, NOW)
    book = parties.book(at_work.forum, NOW)
    shown = {code: presenters.history(rows, book, code)[0].reason for code in ("en", "es")}
    assert shown == {"en": REASON, "es": spanish}


SPANISH = "El transporte está suspendido y ninguna delegación puede viajar."


@pytest.mark.parametrize("name", ["postponement", "extraordinary", "not_appropriate", "cancel"])
def test_a_reason_that_papers_quote_is_asked_for_in_each_language(
    at_work: Scene, name: str
) -> None:
    signing.fixed(at_work.forum)
    address = reverse("meetings:step", args=[at_work.forum.slug, COUNCIL, name])
    client = at_work.client("co_presidency")
    typed = {"reason": REASON, "reason_es": SPANISH}
    assert 'name="reason_es"' in text(client.get(address))

    assert client.post(address, {**typed, "reason_es": "No."}).status_code == 422
    assert client.post(address, typed).status_code == 302

    act = JointAct.objects.get(kind=steps.BY_SLUG[name].kind)
    assert [act.reason_in(code) for code in ("en", "es", "pt")] == [REASON, SPANISH, REASON]


def test_a_step_that_no_paper_quotes_asks_for_one_reason(at_work: Scene) -> None:
    signing.fixed(at_work.forum)
    address = reverse("meetings:step", args=[at_work.forum.slug, COUNCIL, "format"])
    client = at_work.client("co_presidency")
    assert 'name="reason_es"' not in text(client.get(address))

    assert client.post(address, {"value": "hybrid", "reason_es": SPANISH}).status_code == 302
    act = JointAct.objects.filter(kind="meeting.format").latest("pk")
    assert "reasons" not in act.body


@pytest.mark.parametrize("kind", ["contact", "extraordinary"])
def test_the_reason_of_a_meeting_outside_the_slots_is_asked_for_in_each_language(
    at_work: Scene, kind: str
) -> None:
    address = reverse("meetings:new", args=[at_work.forum.slug, kind])
    client = at_work.client("secretariat")
    typed = {"configuration": "council", "first": "2031-03-12", "opens": "15:00", "reason": REASON}
    typed |= {"circumstance": "health", "format": "in_person", "place": "norhaven"}
    typed |= {"reason_es": SPANISH}
    assert 'name="reason_es"' in text(client.get(address))

    assert client.post(address, {**typed, "reason_es": "No."}).status_code == 422
    assert client.post(address, typed).status_code == 302

    act = JointAct.objects.get(kind=f"{kind}.creation")
    assert [act.reason_in(code) for code in ("en", "es", "pt")] == [REASON, SPANISH, REASON]


@pytest.mark.parametrize("kind", ["contact", "extraordinary"])
def test_a_meeting_outside_the_slots_is_proposed_on_its_page(at_work: Scene, kind: str) -> None:
    address = reverse("meetings:new", args=[at_work.forum.slug, kind])
    client = at_work.client("secretariat")
    typed = {"configuration": "council", "first": "2031-03-12", "opens": "15:00", "reason": REASON}
    typed |= {"circumstance": "health", "format": "in_person", "place": "norhaven"}

    assert client.get(address).status_code == 200
    for changed in ({"first": ""}, {"reason": "No."}, {"configuration": "x" * 40}):
        assert client.post(address, {**typed, **changed}).status_code == 422
    assert client.post(address, typed).status_code == 302
    act = JointAct.objects.get(kind=f"{kind}.creation")
    assert act.body["format"] == ("virtual" if kind == "contact" else "in_person")
    assert client.get(reverse("acts:act", args=[at_work.forum.slug, act.number])).status_code == 200


def test_there_is_no_third_kind_and_no_unknown_step(at_work: Scene) -> None:
    client = at_work.client("secretariat")

    assert (
        client.get(reverse("meetings:new", args=[at_work.forum.slug, "party"])).status_code == 404
    )
    where = [at_work.forum.slug, at_work.places["planned"], "dance"]
    assert client.get(reverse("meetings:step", args=where)).status_code == 404


def test_the_pages_of_a_meeting_without_a_day_can_still_be_read(at_work: Scene) -> None:
    signing.fixed(at_work.forum)
    both_sign(at_work.forum, postpone(Meeting.objects.get(slug=COUNCIL)), NOW)
    client, slug = at_work.client("secretariat"), at_work.forum.slug

    for address in (
        f"/en/{slug}/meetings/{COUNCIL}/",
        f"/en/{slug}/meetings/{COUNCIL}/sessions/",
        f"/en/{slug}/meetings/{COUNCIL}/delegations/list.en.pdf",
        f"/en/{slug}/meetings/",
        f"/en/{slug}/home/",
        f"/en/{slug}/cycles/2/",
        f"/en/{slug}/calendar/",
        f"/en/{slug}/",
    ):
        assert client.get(address).status_code == 200, address
    history = text(client.get(f"/en/{slug}/meetings/{COUNCIL}/sessions/"))
    assert REASON in history
    assert "8–9 Apr 2031" in history
