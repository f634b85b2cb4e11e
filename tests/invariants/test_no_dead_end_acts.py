"""No joint act that waits for nothing: whatever nobody can sign any more lapses or is void.

Each act that took effect is asked as if a second one like it were still open; then acts that time,
or another act, has made pointless.  Source: domain.md C.4; docs/decisions on joint acts.
"""

from datetime import date, timedelta

import pytest

import inviting_story
import minuted
import papers
import signing
import takings
from cochair.features.acts import kinds, notices
from cochair.features.acts import queries as acts
from cochair.features.acts.models import JointAct
from cochair.features.commitments.models import Commitment
from cochair.features.delegations import check_in
from cochair.features.extraction import actions as extraction
from cochair.features.extraction.actions import Chosen
from cochair.features.invitations import actions as inviting
from cochair.features.mail import worker
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.states import UNTIL_ARCHIVED
from cochair.features.parties.models import Forum
from cochair.features.room import issue
from cochair.features.room import queries as rooms
from cochair.journal.models import Entry
from cochair.procedure.refusal import Refusal, Refused
from cochair.story import actions as playing
from cochair.story import queries as stories
from cochair.story import shelf
from delegations import OPENS
from minuted import LATER
from world import NOW

WEEK = timedelta(days=7)
CLOSES = OPENS + timedelta(hours=8)
ARCHIVED = CLOSES + UNTIL_ARCHIVED + timedelta(hours=1)


# What may still be signed later: a text that is on the table is submitted again once it was taken off.
LATER_ON = frozenset({"room.put"})


def pointless(act: JointAct, at: object) -> tuple[Refusal, ...]:
    """Why an act could not be signed for good, were it still open: refused, and neither its object
    over nor what it binds another."""
    if kinds.over(act, at) is not None or acts.digest(act) != act.digest:  # type: ignore[arg-type]
        return ()
    return kinds.against(act, at)  # type: ignore[arg-type]


def waiting_for_nothing(forum: Forum, at: object) -> dict[str, tuple[str, ...]]:
    """The kinds of act that took effect and of which a second one would wait for nothing."""
    done = JointAct.objects.filter(forum=forum, state="effective").exclude(kind__in=LATER_ON)
    found = {f"{one.number} {one.kind}": pointless(one, at) for one in done}
    return {name: tuple(map(str, told)) for name, told in found.items() if told}


def a_meeting(forum: Forum) -> None:
    """A report that both closed, and a meeting from its day to its record and its adopted text."""
    takings.closed(forum)
    signing.both_sign(forum, signing.option(forum, "prep.min", 2))
    signing.both_sign(forum, signing.departure(forum))
    record = minuted.asked(minuted.issued(minuted.common(minuted.closed(forum))))
    minuted.approved(minuted.issued(minuted.answered(record), LATER))
    (row,) = rooms.of_meeting(record.meeting)
    signing.both_sign(forum, issue.propose(row, by=signing.league(forum, LATER), at=LATER), LATER)


def test_of_what_took_effect_about_a_meeting_no_second_act_waits_for_nothing(
    small_forum: Forum,
) -> None:
    a_meeting(small_forum)

    done = JointAct.objects.filter(forum=small_forum, state="effective")
    assert done.values("kind").distinct().count() >= 10
    assert waiting_for_nothing(small_forum, LATER) == {}


def test_every_act_about_a_meeting_tells_whoever_must_sign_and_then_whoever_sent_it(
    small_forum: Forum,
) -> None:
    a_meeting(small_forum)
    sent = signing.option(small_forum, "prep.min", 3, LATER)
    rule, slot = "A.3.experts", ("slot", "league-concert-cycle-1-experts")
    half = signing.turn(
        signing.departure(small_forum, rule=rule, target=slot, at=LATER),
        signing.league(small_forum, LATER),
        LATER,
    )

    ended = acts.acts(small_forum).filter(state="effective")
    told = {act.number: parties_told(act) for act in acts.acts(small_forum)}

    # Who sent it, and who signed it, knows of it; nobody is told what he or she did.
    assert told.pop(sent.number) == told.pop(half.number) == {"CONCERT"}
    assert set(told) == {act.number for act in ended} and all(told.values())


def parties_told(act: JointAct) -> set[str]:
    """Who is written to about what last happened to an act."""
    rows = Entry.objects.filter(about_kind="act", about_id=act.number, verb__in=notices.TOLD)
    last = rows.order_by("seq").last()
    assert last is not None
    return {one.to.party for one in notices.of_acts([last], LATER)}


@pytest.mark.soak
def test_of_what_took_effect_in_the_story_no_second_act_waits_for_nothing(db: None) -> None:
    forum = playing.begin(shelf.story_of("eu-clasi-story"), password="a-password-of-the-stories")
    events = stories.standing(forum).story.events
    found: dict[str, object] = {}
    for number, event in enumerate(events):
        playing.play_next(forum, seen=event.code, tells=False)
        forum.refresh_from_db()
        if number % 10 == 9 or event is events[-1]:
            found |= waiting_for_nothing(forum, event.at)

    worker.turn_in(forum, events[-1].at)
    done = JointAct.objects.filter(forum=forum, state="effective")
    print(f"{done.count()} acts of {done.values('kind').distinct().count()} kinds")
    assert len(events) > 150 and found == {}
    left = {one.number: pointless(one, events[-1].at) for one in acts.open_acts(forum)}
    assert [number for number, told in left.items() if told] == []


def state(act: JointAct) -> tuple[str, str]:
    act.refresh_from_db()
    return act.state, act.closed_reason


@pytest.mark.parametrize("kind", ["meeting.participation", "meeting.excuse"])
def test_what_may_be_signed_after_a_meeting_lapses_when_the_meeting_is_archived(
    small_forum: Forum, kind: str
) -> None:
    meeting = inviting_story.noticed(small_forum)
    by = signing.secretariat(small_forum, OPENS)
    meeting = signing.stepped(meeting, "meeting.open", OPENS)
    if kind == "meeting.participation":
        act = check_in.propose_judgement(
            meeting, value="adequate", reason=signing.REASON, by=by, at=OPENS
        )
    else:
        row = inviting_story.invitation(meeting, inviting_story.AGENCIES[0])
        act = inviting.propose_excuse(row, reason=inviting_story.REASON, by=by, at=OPENS)
    Meeting.objects.filter(pk=meeting.pk).update(closed_at=CLOSES, completed_at=CLOSES)
    worker.turn_in(small_forum, ARCHIVED - timedelta(hours=2))
    assert state(act) == ("draft", "")

    worker.turn_in(small_forum, ARCHIVED)

    assert act.kind == kind
    assert state(act) == ("lapsed", "meeting.archived")
    with pytest.raises(Refused, match="lapsed"):
        signing.turn(act, signing.league(small_forum, ARCHIVED), ARCHIVED)


def test_of_two_acts_on_one_paragraph_the_second_lapses_and_its_sender_is_told(
    small_forum: Forum,
) -> None:
    texts = {
        code: papers.words(*(f"{one} {code}." for one in ("One", "Two", "Three")))
        for code in ("en", "es", "pt")
    }
    paper = papers.circulated(small_forum, texts, kind="press_line")
    by = signing.secretariat(small_forum)

    def proposed(*ids: str) -> JointAct:
        chosen = [Chosen(id, ("a",), ("between", "LEAGUE")) for id in ids]
        return extraction.propose_from_document(
            papers.fresh(paper),
            chosen,
            by=by,
            at=NOW,
            kind="joint_declaration",
            day=date(2031, 2, 3),
        )

    first, second, apart = proposed("p-1", "p-2"), proposed("p-2", "p-3"), proposed("p-3")
    signing.both_sign(small_forum, first)

    assert state(second) == ("lapsed", "commitments.taken")
    assert state(apart) == ("draft", "")
    entry = Entry.objects.get(verb="act.lapsed", about_id=second.number)
    (letter, *_others) = [
        one for one in notices.of_acts([entry], NOW) if "secretariat" in (one.to.office or "")
    ]
    assert "Another joint act added some of these commitments." in " ".join(map(str, letter.lines))
    signing.both_sign(small_forum, apart)
    assert Commitment.objects.exclude(act=None).count() == 3
