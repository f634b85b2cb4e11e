"""What is shown and asked when a meeting opens, pauses, closes and is archived.

domain.md C.4 (Meeting); corrections.md sections 1 ("Guards") and 2 (II.*.meetings.b.1).
"""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

import delegations
import signing
from cochair.features.acts.kinds import kind_of
from cochair.features.agendas import queries as agendas
from cochair.features.compliance import queries as results
from cochair.features.delegations import check_in
from cochair.features.meetings import chairs
from cochair.features.meetings.models import Agenda, AgendaItem, JointNote, Meeting, OpenPoint
from cochair.features.meetings.states import UNTIL_ARCHIVED, State, state_of
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.sessions import closure, opening_checks, steps
from cochair.procedure.refusal import Refused
from cochair.procedure.result import Outcome
from cochair.web.clock import clock
from matrix import Scene
from signing import COUNCIL, concert, league, secretariat, step, stepped
from world import NOW

OPENS = datetime(2031, 4, 8, 7, tzinfo=UTC)
LATER = OPENS + timedelta(hours=2)
CLOSES = OPENS + timedelta(hours=9)
WHY = "The notice went out by note verbale."


@pytest.fixture
def council(small_forum: Forum) -> Meeting:
    """The Council with its day, without notice, agenda or co-chair."""
    return signing.fixed(small_forum)


def lacks(meeting: Meeting) -> list[str]:
    return [one.code for one in opening_checks.at_opening(fresh(meeting), OPENS)]


def fresh(meeting: Meeting) -> Meeting:
    return Meeting.objects.select_related("forum", "cycle").get(pk=meeting.pk)


def chairs_here(meeting: Meeting) -> None:
    """The co-chair of the League and the deputy of the Concert, both in the room."""
    for hat, deputy in ((league(meeting.forum), False), (concert(meeting.forum), True)):
        named = chairs.appoint_chair(meeting, member=hat.member, deputy=deputy, by=hat, at=NOW)
        chairs.check_in(meeting, named.pk, by=secretariat(meeting.forum), at=OPENS)


def published(meeting: Meeting, *tags: str) -> Agenda:
    """A final agenda with an item for each tag."""
    made = Agenda.objects.create(
        meeting=meeting,
        stage="provisional",
        revision=9,
        made_at=NOW,
        made_by_id=league(meeting.forum).office,
        published_at=NOW,
    )
    for number, tag in enumerate(tags, start=1):
        AgendaItem.objects.create(
            agenda=made, number=number, key=f"i{number}", title={"en": tag}, tags=[tag]
        )
    return made


def test_what_is_missing_is_named_and_goes_as_it_comes(council: Meeting) -> None:
    assert lacks(council) == ["notice", "agenda", "chair:LEAGUE", "chair:CONCERT"]

    chairs_here(council)
    published(council)
    Meeting.objects.filter(pk=council.pk).update(convened_at=NOW)

    assert lacks(council) == []


def test_each_thing_missing_has_the_clause_that_asks_for_it(council: Meeting) -> None:
    found = {one.code: one.clause for one in opening_checks.at_opening(fresh(council), OPENS)}

    assert (found["notice"], found["chair:LEAGUE"]) == ("A.6", "B.4")


@pytest.mark.parametrize("reason", ["", "Too short."])
def test_without_a_reason_a_meeting_does_not_open_without_its_notice_and_with_one_it_does(
    council: Meeting, reason: str
) -> None:
    """The notice is a soft guard: both may proceed with a reason."""
    with pytest.raises(Refused) as refused:
        step(council, "meeting.open", OPENS, reason=reason)
    assert "Something is missing. State why the meeting opens nevertheless, in at least" in str(
        refused.value
    )

    assert step(council, "meeting.open", OPENS, reason=WHY).state == "draft"


def test_where_nothing_is_missing_no_reason_is_asked_for(council: Meeting) -> None:
    chairs_here(council)
    published(council)
    Meeting.objects.filter(pk=council.pk).update(convened_at=NOW)

    assert step(council, "meeting.open", OPENS, reason="").body["missing"] == []


def test_what_was_missing_is_signed_recorded_and_shown(at_work: Scene) -> None:
    council = signing.fixed(at_work.forum)
    act = step(council, "meeting.open", OPENS, reason=WHY)
    lines = [
        line.message for _label, line in kind_of(act).describe(act, signing.reader(at_work.forum))
    ]  # type: ignore[attr-defined]
    assert "No notice of meeting has been issued." in lines

    signing.both_sign(at_work.forum, act, OPENS)

    note = JointNote.objects.get(meeting=council, kind=opening_checks.OPENED_WITHOUT)
    assert (note.text, note.act) == (WHY, act)
    page = reverse("desk:meeting", args=[at_work.forum.slug, COUNCIL])
    with clock.at(OPENS):
        shown = at_work.client("co_presidency").get(page).content.decode()
    assert WHY in shown
    assert "No notice of meeting has been issued." in shown


def test_what_goes_missing_between_the_keys_is_signed_anew(council: Meeting) -> None:
    """The co-chair's check-in was a mistake, and that was found after the first key."""
    chairs_here(council)
    act = step(council, "meeting.open", OPENS, reason=WHY)
    signing.turn(act, league(council.forum, OPENS), OPENS)
    first = chairs.seated(council)[0]
    chairs.undo_check_in(council, first.row.pk, by=secretariat(council.forum), at=OPENS)

    with pytest.raises(Refused) as refused:
        signing.turn(act, concert(council.forum, OPENS), OPENS)

    assert (
        "More is missing than when the opening was sent for signature. Send it for signature again, with a reason."
        in str(refused.value)
    )
    assert fresh(council).opened_at is None


def test_the_opening_page_shows_what_is_missing_and_asks_why(at_work: Scene) -> None:
    signing.fixed(at_work.forum)
    hat = league(at_work.forum)
    chairs.appoint_chair(
        Meeting.objects.get(slug=COUNCIL), member=hat.member, deputy=False, by=hat, at=NOW
    )
    Meeting.objects.get(slug=COUNCIL).schedules.update(starts=NOW, ends=NOW + timedelta(hours=8))
    address = reverse("meetings:step", args=[at_work.forum.slug, COUNCIL, "open"])

    shown = at_work.client("co_presidency").get(address).content.decode()

    for said in (
        "No notice of meeting has been issued.",
        "No co-chair or deputy of Concert has checked in.",
        "no quorum",
        'name="reason"',
    ):
        assert said in shown, said
    answer = at_work.client("co_presidency").post(address, {"reason": ""})
    assert answer.status_code == 422
    assert (
        "Something is missing. State why the meeting opens nevertheless, in at least"
        in answer.content.decode()
    )


def test_the_head_of_the_delegation_that_chairs_is_checked_in_as_a_person(
    small_forum: Forum,
) -> None:
    """B.4: checking in the person checks in the co-chair; an adviser is not the co-chair."""
    council = delegations.council(small_forum)
    for code in ("XE", "XP"):
        delegations.named(council, code, f"Ada {code}", f"Bo {code}")
    for hat in (league(small_forum), concert(small_forum)):
        chairs.appoint_chair(council, member=hat.member, deputy=False, by=hat, at=NOW)
    badges = {one.name: one.badge for code in ("XE", "XP") for one in people_of(council, code)}
    for name in ("Ada XE", "Bo XP"):
        came(council, badges[name])

    assert chairs.present(council) == {"LEAGUE"}
    delegations.opened_meeting(council)
    assert signing.result(small_forum, "B.4", COUNCIL, LATER).outcome is Outcome.NOT_MET

    came(council, badges["Ada XP"])

    assert signing.result(small_forum, "B.4", COUNCIL, LATER).outcome is Outcome.MET


def people_of(meeting: Meeting, code: str) -> list[object]:
    return list(delegations.of(meeting, code).people.all())


def came(meeting: Meeting, badge: int) -> None:
    by = secretariat(meeting.forum)
    check_in.check_in(meeting, badge, mode="physical", by=by, at=OPENS)


def test_a_deputy_who_is_there_counts_for_its_party(small_forum: Forum, council: Meeting) -> None:
    chairs_here(council)
    stepped(council, "meeting.open", OPENS)

    assert signing.result(small_forum, "B.4", COUNCIL, LATER).outcome is Outcome.MET


def test_a_deputy_is_named_on_the_page_of_the_meeting(at_work: Scene) -> None:
    signing.fixed(at_work.forum)
    client = at_work.client("co_presidency")
    address = reverse("meetings:chair", args=[at_work.forum.slug, COUNCIL])

    client.post(address, {"member": "XE"})
    client.post(address, {"member": "XN", "deputy": "on"})

    named = Meeting.objects.get(slug=COUNCIL).chairs.order_by("pk")
    assert [(row.member.code, row.deputy) for row in named] == [("XE", False), ("XN", True)]
    page = reverse("desk:meeting", args=[at_work.forum.slug, COUNCIL])
    assert "(deputy)" in client.get(page).content.decode()


def test_a_co_chair_is_checked_in_once_not_weeks_before_and_not_by_another_number(
    council: Meeting,
) -> None:
    hat, door = league(council.forum), secretariat(council.forum)
    named = chairs.appoint_chair(council, member="XE", deputy=False, by=hat, at=NOW)
    for number, at in ((named.pk, NOW), (named.pk + 999, OPENS), (named.pk, LATER)):
        if at is LATER:
            break
        with pytest.raises(Refused):
            chairs.check_in(council, number, by=door, at=at)

    for _time in range(2):
        chairs.check_in(council, named.pk, by=door, at=OPENS)

    assert signing.verbs(council.forum).count("chair.checked_in") == 1


def test_a_co_chair_is_checked_in_from_the_opening_page(at_work: Scene) -> None:
    council = signing.fixed(at_work.forum)
    council.schedules.update(starts=NOW, ends=NOW + timedelta(hours=8))
    hat = league(at_work.forum)
    named = chairs.appoint_chair(council, member=hat.member, deputy=False, by=hat, at=NOW)
    address = reverse("meetings:chair_here", args=[at_work.forum.slug, COUNCIL, named.pk])
    client = at_work.client("co_presidency")

    assert client.post(address, {"what": "here", "back": "open"}).status_code == 302
    named.refresh_from_db()
    assert named.checked_in_at is not None

    client.post(address, {"what": "undo"})
    named.refresh_from_db()
    assert named.checked_in_at is None
    assert client.post(address, {"what": "dance"}).status_code == 422


def test_a_meeting_pauses_and_goes_on_and_each_pause_is_remembered(council: Meeting) -> None:
    stepped(council, "meeting.open", OPENS)
    hours = [OPENS + timedelta(hours=number) for number in range(1, 6)]
    for kind, at in zip(("suspend", "resume", "suspend", "resume"), hours[:4], strict=True):
        stepped(council, f"meeting.{kind}", at)

    found = fresh(council)

    states = [state_of(found, at) for at in (OPENS, *hours)]
    assert states == [
        State.OPEN,
        State.SUSPENDED,
        State.OPEN,
        State.SUSPENDED,
        State.OPEN,
        State.OPEN,
    ]
    done = [verb for verb in signing.verbs(council.forum) if verb.startswith("meeting.")]
    assert done[-4:] == ["meeting.suspended", "meeting.resumed"] * 2


def test_a_meeting_that_pauses_is_not_closed_and_not_suspended_twice(council: Meeting) -> None:
    stepped(council, "meeting.open", OPENS)
    stepped(council, "meeting.suspend", LATER)

    for kind in ("meeting.close", "meeting.suspend", "meeting.cancel"):
        with pytest.raises(Refused) as refused:
            step(council, kind, LATER)
        assert "suspended" in str(refused.value.refusals[0].facts)
    stepped(council, "meeting.resume", LATER + timedelta(hours=1))
    assert step(council, "meeting.close", CLOSES).state == "draft"


def test_suspending_takes_both_keys(council: Meeting) -> None:
    stepped(council, "meeting.open", OPENS)

    signing.turn(step(council, "meeting.suspend", LATER), league(council.forum, LATER), LATER)

    assert state_of(fresh(council), LATER) is State.OPEN


def test_ninety_days_after_its_record_a_meeting_is_archived_and_only_read(
    council: Meeting,
) -> None:
    stepped(council, "meeting.open", OPENS)
    stepped(council, "meeting.close", CLOSES)
    Meeting.objects.filter(pk=council.pk).update(completed_at=CLOSES)
    found, end = fresh(council), CLOSES + UNTIL_ARCHIVED

    assert state_of(found, end - timedelta(seconds=1)) is State.COMPLETED
    assert state_of(found, end) is State.ARCHIVED
    with pytest.raises(Refused) as refused:
        check_in.propose_judgement(
            found, value="adequate", reason=WHY, by=league(council.forum, end), at=end
        )
    assert refused.value.refusals[0].clause == "meeting"


def asked(meeting: Meeting) -> list[str]:
    return [one.says.message for one in closure.at_closing(fresh(meeting), CLOSES)]


NO_DAY = "The next meeting of this type, in cycle {number}, has no date yet."


def test_closing_asks_for_functions_points_and_the_next_meeting(council: Meeting) -> None:
    tag = agendas.functions(parties.book(council.forum, NOW), council.configuration)[0]
    absent = "Neither on the agenda nor left out with a reason: {function}."
    waiting = "On the agenda, but no conclusion is recorded: {function}."
    assert absent in asked(council)
    assert NO_DAY in asked(council)

    published(council, tag)
    OpenPoint.objects.create(meeting=council, text={"en": "Ports"}, at=NOW)

    said = asked(council)
    assert waiting in said
    assert "An open point is neither on the agenda nor deferred: {text}." in said
    OpenPoint.objects.update(deferral_reason="Waits for the experts' study.")
    assert "An open point is neither on the agenda nor deferred: {text}." not in asked(council)


def test_the_closing_page_shows_what_is_asked_and_what_the_clauses_will_say(
    at_work: Scene,
) -> None:
    council = signing.fixed(at_work.forum)
    stepped(council, "meeting.open", OPENS)
    Meeting.objects.filter(pk=council.pk).update(opened_at=NOW)
    address = reverse("meetings:step", args=[at_work.forum.slug, COUNCIL, "close"])

    shown = at_work.client("co_presidency").get(address).content.decode()

    assert "Before the meeting closes" in shown
    assert ", has no date yet." in shown
    assert "This step would not change the result of any clause." not in shown
    assert at_work.client("co_presidency").post(address, {}).status_code == 302


def test_closing_changes_what_the_clauses_say(council: Meeting) -> None:
    stepped(council, "meeting.open", OPENS)
    found = steps.differences(fresh(council), steps.BY_SLUG["close"], {}, CLOSES)

    assert found
    before = {one.clause: one.before for one in found}
    stepped(council, "meeting.close", CLOSES)
    assert set(before) <= {one.rule for one in results.results(council.forum, CLOSES)}


def test_what_is_asked_stands_against_nothing(council: Meeting) -> None:
    stepped(council, "meeting.open", OPENS)
    assert asked(council)

    assert stepped(council, "meeting.close", CLOSES).closed_at == CLOSES


def test_opening_at_its_hour_changes_no_clause_and_says_nothing_of_what_closing_will_do(
    council: Meeting,
) -> None:
    """The page of the opening compares with a meeting that opens as planned, and both are closed."""
    assert steps.differences(fresh(council), steps.BY_SLUG["open"], {}, OPENS) == ()


def test_the_strip_of_presidencies_stays_on_the_pages_on_which_chairs_are_checked_in(
    at_work: Scene,
) -> None:
    council = signing.fixed(at_work.forum)
    council.schedules.update(starts=NOW, ends=NOW + timedelta(hours=8))
    pages = [
        reverse("desk:meeting", args=[at_work.forum.slug, COUNCIL]),
        reverse("meetings:step", args=[at_work.forum.slug, COUNCIL, "open"]),
        reverse("meetings:check-in", args=[at_work.forum.slug, COUNCIL]),
    ]
    client = at_work.client("co_presidency")

    shown = [client.get(page).content.decode() for page in pages]

    strips = [re.findall(r'<aside class="chairs".*?</aside>', said, re.S) for said in shown]
    assert strips[0]
    assert strips[0] == strips[1] == strips[2]
    assert '<h2 id="chairs">Co-chairs</h2>' in shown[1]
    assert '<h2 id="chairs">Co-chairs</h2>' in shown[2]


def test_the_page_names_presidencies_until_each_party_appointed_its_co_chair(
    at_work: Scene, council: Meeting
) -> None:
    client = at_work.client("secretariat")
    page = reverse("desk:meeting", args=[at_work.forum.slug, council.slug])

    def head() -> str:
        with clock.at(NOW):
            return client.get(page).text.split('class="phases')[0]

    assert "<dt>Presidencies</dt>" in head() and "<dt>Co-chairs</dt>" not in head()
    for hat in (league(at_work.forum), concert(at_work.forum)):
        chairs.appoint_chair(council, member=hat.member, deputy=False, by=hat, at=NOW)
    assert "<dt>Co-chairs</dt>" in head() and "<dt>Presidencies</dt>" not in head()
