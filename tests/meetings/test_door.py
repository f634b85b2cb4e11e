"""The door asks whose invitation stands: who is let in, from when, and who is struck.

domain.md C.4 (Observer request, Delegation), B.7 (CB-29, CB-31); "withdrawal cuts access at once".
"""

import io
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pikepdf
import pytest

import delegations as scene
import people
import signing
from cochair.features.delegations import actions, check_in, queries
from cochair.features.meetings import facts
from cochair.features.meetings.models import Invitation, Meeting, ObserverRequest, Participant
from cochair.features.observers import actions as observing
from cochair.features.observers import queries as requests
from cochair.features.observers.states import Answer, State
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.features.sheets import sheet_data
from cochair.journal.models import Entry
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from delegations import OPENS, named, of
from inviting_story import invitation, noticed
from inviting_story import withdrawn as both_withdraw
from people import signed_in
from signing import concert, league, secretariat
from world import NOW

HARBOURS, CLAUSE = scene.HARBOURS, "B.6"
HOUR = timedelta(hours=1)
# The Council begins at midnight at Norhaven, on 8 April.
BEGINS = datetime.fromisoformat("2031-04-08T00:00+03:00")
# A day before it, and a little before that.
EVE, TOO_EARLY = BEGINS - 24 * HOUR, BEGINS - 24 * HOUR - timedelta(seconds=1)


@pytest.fixture
def council(small_forum: Forum) -> Iterator[Meeting]:
    """The Council with its day, its notice and an open delegation of everybody invited."""
    with clock.at(NOW):
        yield noticed(small_forum)


@pytest.fixture
def observer(council: Meeting) -> ObserverRequest:
    """World Harbours, agreed to by both and invited, with Hal Ives in its delegation."""
    row = observing.request_attendance(
        council, organisation=HARBOURS, reason="We care.", by=secretariat(council.forum), at=NOW
    )
    says(row, league, Answer.AGREED, NOW)
    says(row, concert, Answer.AGREED, NOW)
    act = observing.propose_invitation(
        fresh(row), sessions=(), documents="public", by=secretariat(council.forum), at=NOW
    )
    signing.both_sign(council.forum, act, NOW)
    named(council, HARBOURS, "Hal Ives", by=guest(council))
    return fresh(row)


def fresh(row: ObserverRequest) -> ObserverRequest:
    return ObserverRequest.objects.select_related("meeting__forum", "organisation").get(pk=row.pk)


def guest(meeting: Meeting) -> ActingOffice:
    """The observer's own office."""
    email = "harbours@example.org"
    account = people.Account.objects.filter(email=email).first() or people.person(
        meeting.forum, Role.OBSERVER, organisation=HARBOURS, email=email
    )
    return people.hat(meeting.forum, account)


def says(
    row: ObserverRequest, who: Callable[..., ActingOffice], answer: Answer, at: datetime
) -> None:
    observing.answer_request(fresh(row), answer=answer, by=who(row.meeting.forum, at), at=at)


def badge_of(meeting: Meeting, code: str) -> int:
    return of(meeting, code).people.get().badge


def let_in(meeting: Meeting, code: str, at: datetime = OPENS) -> Participant:
    """The first of a delegation comes to the door."""
    by = secretariat(meeting.forum, at)
    return check_in.check_in(meeting, badge_of(meeting, code), mode="physical", by=by, at=at)


def state(row: ObserverRequest, at: datetime) -> State:
    return requests.asked_of(fresh(row), at).state


def withdrawn(meeting: Meeting, code: str, at: datetime = NOW) -> None:
    """An invitation that has ended, however it did."""
    rows = Invitation.objects.filter(meeting=meeting)
    row = rows.filter(member__code=code).first() or rows.get(organisation__code=code)
    row.withdrawn_at, row.withdrawn_reason = at, "It was sent to the wrong capital."
    row.save()


# When


def test_people_are_let_in_from_a_day_before_the_start_and_not_weeks_ahead(
    council: Meeting,
) -> None:
    named(council, "XN", "Ada Berg")
    for early in (NOW, TOO_EARLY):
        with pytest.raises(
            Refused, match="Participants may be checked in 24 hours earlier at most"
        ):
            let_in(council, "XN", early)

    door = f"/en/league-concert/meetings/{council.slug}/check-in/"
    assert (
        "checked in 24 hours earlier at most"
        in signed_in(scene.office(council.forum)).get(door).text
    )
    assert let_in(council, "XN", EVE).checked_in_at == EVE
    with clock.at(EVE):
        page = signed_in(scene.office(council.forum)).get(door).text
    assert "checked in 24 hours earlier at most" not in page


def test_nobody_locks_an_observer_in_by_checking_it_in(
    council: Meeting, observer: ObserverRequest
) -> None:
    """C.4: any state can be withdrawn before the opening; who was let in is not any more."""
    let_in(council, HARBOURS, EVE)
    assert state(observer, EVE) is State.ADMITTED
    later = EVE + HOUR

    says(observer, concert, Answer.WITHDRAWN, later)

    assert state(observer, later) is State.HALF_AGREED
    assert of(council, HARBOURS).people.get().checked_in_at is None
    entry = Entry.objects.filter(verb="observer.answered").order_by("seq").last()
    assert entry.facts["turned_away"] == [badge_of(council, HARBOURS)]
    with pytest.raises(Refused, match="every Party") as refused:
        let_in(council, HARBOURS, later)
    assert refused.value.refusals[0].clause == CLAUSE
    found = signing.result(council.forum, CLAUSE, council.slug, later)
    assert found.outcome.value == "not_yet_due"


@pytest.mark.parametrize("how", ["declined", "by the presidency", "by itself"])
def test_an_admitted_observer_can_be_declined_and_withdrawn_until_the_opening(
    council: Meeting, observer: ObserverRequest, how: str
) -> None:
    let_in(council, HARBOURS, EVE)
    later = EVE + HOUR

    if how == "declined":
        says(observer, league, Answer.DECLINED, later)
    else:
        by = league(council.forum, later) if how == "by the presidency" else guest(council)
        observing.withdraw_request(fresh(observer), by=by, at=later)

    assert state(observer, later) in {State.DECLINED, State.WITHDRAWN}
    with pytest.raises(Refused):
        let_in(council, HARBOURS, later)


def test_after_the_opening_who_was_admitted_stays(
    council: Meeting, observer: ObserverRequest
) -> None:
    let_in(council, HARBOURS, EVE)
    meeting = scene.opened_meeting(council)

    with pytest.raises(
        Refused, match="Decisions on observers may be taken only until the meeting opens"
    ):
        says(observer, concert, Answer.WITHDRAWN, OPENS + HOUR)

    assert of(meeting, HARBOURS).people.get().checked_in_at == EVE


def test_one_that_is_invited_anew_is_let_in_anew_and_the_clause_is_met(
    council: Meeting, observer: ObserverRequest
) -> None:
    let_in(council, HARBOURS, EVE)
    says(observer, concert, Answer.WITHDRAWN, EVE + HOUR)
    says(observer, concert, Answer.AGREED, EVE + 2 * HOUR)
    with pytest.raises(
        Refused,
        match="An observer may attend once every Party has agreed and both co-presidencies have invited it",
    ):
        let_in(council, HARBOURS, EVE + 2 * HOUR)
    again = EVE + 3 * HOUR
    act = observing.propose_invitation(
        fresh(observer),
        sessions=(),
        documents="public",
        by=secretariat(council.forum, again),
        at=again,
    )
    signing.both_sign(council.forum, act, again)

    assert let_in(council, HARBOURS, again + HOUR).checked_in_at == again + HOUR
    assert state(observer, again + HOUR) is State.ADMITTED
    found = signing.result(council.forum, CLAUSE, council.slug, again + HOUR)
    assert found.outcome.value == "met"


# Who


def test_a_member_whose_invitation_was_withdrawn_is_not_let_in_and_the_page_says_why(
    council: Meeting,
) -> None:
    named(council, "XN", "Ada Berg")
    withdrawn(council, "XN")

    with pytest.raises(Refused, match="wrong capital"):
        let_in(council, "XN")
    client = signed_in(scene.office(council.forum))
    address = f"/en/league-concert/meetings/{council.slug}/check-in/"
    with clock.at(OPENS):
        page = client.get(address, {"q": "ada"})
        tapped = client.post(address, {"badge": badge_of(council, "XN"), "what": "physical"})

    assert "no access" in page.text and "wrong capital" in page.text
    assert 'value="physical"' not in page.text
    assert tapped.status_code == 422


def test_whoever_was_let_in_is_turned_away_when_both_withdraw_the_invitation(
    council: Meeting,
) -> None:
    named(council, "XN", "Ada Berg")
    let_in(council, "XN", EVE)

    both_withdraw(invitation(council, "XN"), EVE + HOUR)

    assert of(council, "XN").people.get().checked_in_at is None
    with pytest.raises(Refused, match="The invitation was withdrawn on"):
        let_in(council, "XN")


def test_an_organisation_that_was_never_invited_is_no_guest_and_a_member_needs_no_paper(
    council: Meeting,
) -> None:
    scene.opened(council, HARBOURS)
    named(council, HARBOURS, "Hal Ives", by=guest(council))
    with pytest.raises(Refused, match="The organisation must be invited first"):
        let_in(council, HARBOURS)

    Invitation.objects.filter(meeting=council, member__code="XL").delete()
    named(council, "XL", "Lia Mar")
    assert let_in(council, "XL").checked_in_at == OPENS


def test_an_observer_that_only_asked_is_not_let_in_by_the_observer_clause(
    council: Meeting,
) -> None:
    observing.request_attendance(
        council, organisation=HARBOURS, reason="We care.", by=secretariat(council.forum), at=NOW
    )
    scene.opened(council, HARBOURS)
    with pytest.raises(Refused) as refused:
        named(council, HARBOURS, "Hal Ives", by=guest(council))

    assert refused.value.refusals[0].clause == CLAUSE


def test_a_delegation_that_was_not_accepted_is_let_in_with_a_warning_that_is_kept(
    council: Meeting,
) -> None:
    named(council, "XN", "Ada Berg")
    named(council, "XB", "Bo Dahl")
    for by, step in (
        (scene.focal(council.forum, "XB"), actions.submit),
        (secretariat(council.forum), actions.accept),
    ):
        step(of(council, "XB"), seen=of(council, "XB").version, by=by, at=NOW)
    client = signed_in(scene.office(council.forum))
    address = f"/en/league-concert/meetings/{council.slug}/check-in/"

    with clock.at(OPENS):
        told = {
            code: client.post(
                address, {"badge": badge_of(council, code), "what": "physical"}, follow=True
            ).text
            for code in ("XN", "XB")
        }

    assert "The delegation had not been accepted. The check-in record states this." in told["XN"]
    assert (
        "The delegation had not been accepted. The check-in record states this." not in told["XB"]
    )
    entries = Entry.objects.filter(verb="participant.checked_in").order_by("seq")
    assert [one.facts["accepted"] for one in entries] == [False, True]


# Struck


def test_who_is_struck_stands_in_no_list_no_sheet_and_no_count_and_is_not_deleted(
    council: Meeting,
) -> None:
    named(council, "XN", "Ada Berg")
    named(council, "XB", "Bo Dahl")
    withdrawn(council, "XN")

    everybody = [one.name for one in queries.participants(council, "en")]
    (told,) = [one for one in facts.meetings(council.forum) if one.id == council.slug]

    assert everybody == ["Bo Dahl"]
    assert {one.member for one in told.delegations} == {"XB", "XE", "XS", "XP", "XL"}
    with pikepdf.open(io.BytesIO(sheet_data.badges(council, "en", NOW))) as sheet:
        assert len(sheet.pages) == 1
    for language in ("en", "es", "pt"):
        assert sheet_data.participants(council, language, NOW)
    shown = str(sheet_data._list(council, "en", NOW))
    assert "Bo Dahl" in shown and "Ada Berg" not in shown
    assert Participant.objects.filter(name="Ada Berg", removed_at=None).exists()


def test_the_secretariat_sees_who_is_struck_and_why_and_other_delegations_do_not(
    council: Meeting,
) -> None:
    named(council, "XN", "Ada Berg")
    withdrawn(council, "XN")
    base = f"/en/league-concert/meetings/{council.slug}/"
    office, own = scene.office(council.forum), scene.contact(council.forum, "XN")
    other = scene.contact(council.forum, "XB")

    page = signed_in(office).get(f"{base}delegations/").text
    assert "Removed from the list" in page and "wrong capital" in page
    assert "wrong capital" in signed_in(own).get(f"{base}delegations/xn/").text
    for rest in ("participants/", "participants/export/csv/"):
        assert "Ada Berg" not in signed_in(office).get(base + rest).content.decode()
    assert "Ada Berg" not in signed_in(other).get(f"{base}delegations/").text
    assert signed_in(other).get(f"{base}delegations/xn/").status_code == 404


def test_nothing_is_changed_in_a_delegation_that_is_struck(council: Meeting) -> None:
    named(council, "XN", "Ada Berg")
    withdrawn(council, "XN")

    with pytest.raises(Refused, match="wrong capital"):
        named(council, "XN", "Bo Dahl", by=scene.focal(council.forum, "XN"))

    assert of(council, "XN").people.count() == 1
