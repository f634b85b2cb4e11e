"""Who acts next on an invitation and on a notice: the invitee answers, both decide and issue anew."""

from datetime import UTC, datetime, timedelta

import inviting_story as story
import moves
import signing
from cochair.features.invitations import actions
from cochair.features.invitations.kind import INVITATION, NOTICE
from cochair.features.meetings.models import Invitation, Meeting
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.kernel.kind import Kind, Turns
from delegations import focal
from people import hat, person
from signing import both_sign, secretariat
from world import NOW

GUARD, LATER = "northern-coast-guard", NOW + timedelta(days=2)
XN = ["delegation_head XN", "delegation_member XN prepares"]
BOTH = [
    "co_presidency LEAGUE", "secretariat LEAGUE prepares",
    "co_presidency CONCERT", "secretariat CONCERT prepares",
]  # fmt: skip
CHAIRS = [
    "co_presidency LEAGUE", "co_presidency CONCERT", "secretariat LEAGUE prepares",
]  # fmt: skip
READ, ANSWER = "Read the invitation: {m}", "Answer the invitation: {m}"


def whose(kind: Kind, forum: Forum, code: str = "", at: object = NOW) -> dict[str, list[str]]:
    """Which offices act, by what is to be done: on the invitation of a code, or on all notices."""
    assert isinstance(kind.turns, Turns)
    found: dict[str, list[str]] = {}
    for row in kind.turns.open(forum):
        if code and code != (row.member or row.organisation).code:
            continue
        for turn in kind.turns.of(row, at):  # type: ignore[arg-type]
            who = f"{turn.role} {turn.of}{' prepares' if turn.prepares else ''}"
            found.setdefault(turn.says, []).append(who)
            assert (turn.until is None) == (turn.firm == "")
    return found


def answered(row: Invitation, answer: str, by: ActingOffice) -> None:
    actions.answer(row, answer=answer, reason="The coast needs all of us.", by=by, at=NOW)


def office(forum: Forum) -> ActingOffice:
    """The office of an agency that is invited."""
    return hat(forum, person(forum, Role.INSTITUTION, organisation=GUARD))


def test_the_invitee_reads_and_answers_and_answers_again_for_another_day(
    small_forum: Forum,
) -> None:
    meeting = story.noticed(small_forum)
    row, head = story.invitation(meeting, "XN"), focal(small_forum, "XN")
    assert whose(INVITATION, small_forum, "XN") == {READ: XN}
    assert whose(INVITATION, small_forum, GUARD) == {READ: [f"institution {GUARD}"]}

    actions.opened(row, head.account, NOW)
    assert whose(INVITATION, small_forum, "XN") == {ANSWER: XN}
    answered(row, "accepted", head)
    assert whose(INVITATION, small_forum, "XN") == {}

    moves.moved(meeting, "2031-05-20", LATER)
    again = "Answer again: {m} has a new day"
    assert whose(INVITATION, small_forum, "XN", LATER) == {again: XN}
    Meeting.objects.filter(pk=meeting.pk).update(opened_at=LATER)
    assert whose(INVITATION, small_forum, "XN", LATER) == {}


def test_nobody_reads_or_answers_for_a_meeting_without_a_day_or_whose_day_passed_unopened(
    small_forum: Forum,
) -> None:
    meeting = story.noticed(small_forum)
    passed = datetime(2031, 4, 12, tzinfo=UTC)
    assert whose(INVITATION, small_forum, "XN") == {READ: XN}
    assert whose(INVITATION, small_forum, "XN", passed) == {}

    moves.postponed(meeting, LATER)
    assert whose(INVITATION, small_forum, "XN", LATER) == {}
    moves.moved(meeting, "2031-05-20", LATER)
    assert whose(INVITATION, small_forum, "XN", LATER) == {READ: XN}


def test_both_decide_on_an_excuse_that_is_asked_for(small_forum: Forum) -> None:
    row = story.invitation(story.noticed(small_forum), GUARD)
    answered(row, "excused", office(small_forum))
    assert whose(INVITATION, small_forum, GUARD) == {"Decide on the excuse: {o}, {m}": BOTH}

    by = secretariat(small_forum)
    act = actions.propose_excuse(row, reason=story.REASON, by=by, at=NOW)
    assert whose(INVITATION, small_forum, GUARD) == {}
    both_sign(small_forum, act)
    assert whose(INVITATION, small_forum, GUARD) == {}


def test_who_declined_or_was_taken_off_the_list_owes_nothing(small_forum: Forum) -> None:
    meeting = story.noticed(small_forum)
    answered(story.invitation(meeting, "XN"), "declined", focal(small_forum, "XN"))
    story.withdrawn(story.invitation(meeting, GUARD))

    assert whose(INVITATION, small_forum, "XN") == {}
    assert whose(INVITATION, small_forum, GUARD) == {}


def test_a_notice_is_issued_anew_once_its_meeting_moved(small_forum: Forum) -> None:
    meeting = story.noticed(small_forum)
    assert whose(NOTICE, small_forum) == {}

    moves.moved(meeting, "2031-05-20", LATER)
    anew = "Issue a new notice: {m} moved"
    assert whose(NOTICE, small_forum, at=LATER) == {anew: BOTH}
    act = story.proposed(meeting, at=LATER)
    assert whose(NOTICE, small_forum, at=LATER) == {}
    signing.both_sign(small_forum, act, LATER)
    assert whose(NOTICE, small_forum, at=LATER) == {}


def test_whoever_was_forgotten_is_invited_also(small_forum: Forum) -> None:
    story.noticed(small_forum, without=["XN"])

    assert whose(NOTICE, small_forum) == {
        "Invite also: {n} missing, {m}": ["secretariat LEAGUE", "secretariat CONCERT"]
    }


def test_i_2_3_the_notice_is_asked_for_once_the_day_is_fixed_until_it_waits_for_signatures(
    small_forum: Forum,
) -> None:
    prepare = "Prepare the notice of meeting: {meeting}"
    meeting = signing.fixed(small_forum, signing.day("2031-04-08"), NOW)
    story.listed(meeting)
    assert whose(NOTICE, small_forum) == {prepare: CHAIRS}

    act = story.proposed(meeting)
    assert whose(NOTICE, small_forum) == {}
    both_sign(small_forum, act)
    assert prepare not in whose(NOTICE, small_forum)


def test_the_list_of_agencies_is_asked_for_until_both_signed_one(small_forum: Forum) -> None:
    choose = "Choose the relevant agencies: {group}, {meeting}"
    meeting = signing.fixed(small_forum, signing.day("2031-04-08"), NOW)
    assert whose(NOTICE, small_forum)[choose] == CHAIRS
    Meeting.objects.filter(pk=meeting.pk).update(cancelled_at=NOW)
    assert whose(NOTICE, small_forum) == {}
    Meeting.objects.filter(pk=meeting.pk).update(cancelled_at=None)

    by = secretariat(small_forum)
    act = actions.propose_relevance_list(
        meeting, group="SERVICES", entries=story.AGENCIES, by=by, at=NOW
    )
    assert choose not in whose(NOTICE, small_forum)
    both_sign(small_forum, act)
    assert choose not in whose(NOTICE, small_forum)
