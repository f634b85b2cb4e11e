"""Whose turn it is on a decision in the room, a silence procedure and a programme, state by state."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import decided
import papers
import programming
import signing
import silences
from cochair.features.cycles.models import Cycle
from cochair.features.decisions.models import RoomDecision, SilenceProcedure
from cochair.features.documents.models import Document
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.programmes import actions as actions_of_programmes
from cochair.features.programmes import kind as of_programme
from cochair.features.programmes.actions import Typed
from cochair.features.programmes.kind import PROGRAMME
from cochair.features.register import actions as register
from cochair.features.room import actions as room
from cochair.features.room import issue
from cochair.features.room import kind as of_room
from cochair.features.room.kind import DECISION
from cochair.features.silence import acts as silence_acts
from cochair.features.silence import closure, outages, outcome_letter
from cochair.features.silence import kind as of_silence
from cochair.features.silence.kind import SILENCE
from cochair.kernel.kind import Kind, Turn, Turns
from cochair.procedure.consensus import Claim
from programming import OPENS
from silences import EXPIRY, LATER, lagoon, norland, opened, sent
from world import NOW

type Owed = list[tuple[str, str, str, bool]]

A_DAY = timedelta(days=1)
PARTIES = ("LEAGUE", "CONCERT")


def turns(kind: Kind, forum: Forum, at: datetime) -> list[Turn]:
    """Every turn of a kind in a forum, from the rows that are open."""
    assert isinstance(kind.turns, Turns)
    of = kind.turns.of
    return [turn for row in kind.turns.open(forum) for turn in of(row, at)]


def owed(found: Iterable[Turn]) -> Owed:
    """Who acts, for whom, with which line, and whether somebody else signs it."""
    return [(one.role, one.of, one.says, one.prepares) for one in found]


def both(says: str, *, prepared: bool = True) -> Owed:
    """Of each Party the co-presidency, and its secretariat that prepares."""
    return [
        (role, party, says, prepares)
        for party in PARTIES
        for role, prepares in [("co_presidency", False), *([("secretariat", True)] * prepared)]
    ]


def of_decisions(row: RoomDecision, at: datetime) -> Owed:
    return owed(turns(DECISION, row.meeting.forum, at))


def of_silences(row: SilenceProcedure, at: datetime) -> Owed:
    return owed(turns(SILENCE, row.forum, at))


def test_both_declare_until_somebody_objects_who_then_takes_it_back(small_forum: Forum) -> None:
    row = decided.on_the_table(small_forum)
    objector = decided.head(small_forum)

    assert of_decisions(row, decided.LATER) == both(of_room.DECLARE, prepared=False)

    objection = decided.objected(row, objector, decided.minutes(20))
    own = ("delegation_head", "XN", of_room.TAKE_BACK, False)
    assert of_decisions(row, decided.minutes(21)) == [own]

    decided.suspended(row, decided.minutes(22))
    taken_up = both(of_room.TAKE_UP, prepared=False)
    assert of_decisions(row, decided.minutes(23)) == [*taken_up, own]

    room.withdraw(row, objection, by=objector, at=decided.minutes(24))
    assert of_decisions(row, decided.minutes(25)) == both(of_room.DECLARE, prepared=False)

    decided.declared(row, Claim.CONSENSUS, decided.minutes(26))
    assert of_decisions(row, decided.minutes(27)) == []


def test_an_act_that_waits_is_a_turn_of_its_own_until_an_objection_makes_it_another(
    small_forum: Forum,
) -> None:
    row = decided.on_the_table(small_forum)
    at = decided.minutes(20)
    seen = decided.seen(row, Claim.CONSENSUS)
    room.declare(row, claim=Claim.CONSENSUS, seen=seen, by=signing.league(small_forum, at), at=at)

    assert of_decisions(row, decided.minutes(21)) == []

    decided.objected(row, decided.head(small_forum), decided.minutes(22))
    assert [line for _role, _of, line, _prepares in of_decisions(row, decided.minutes(23))] == [
        of_room.TAKE_BACK
    ]


def test_what_was_left_on_the_table_is_ended_after_the_closing_and_no_more_in_a_closed_cycle(
    small_forum: Forum,
) -> None:
    row, at = decided.on_the_table(small_forum), decided.minutes(60)
    Meeting.objects.filter(pk=row.meeting_id).update(closed_at=at)

    found = turns(DECISION, small_forum, at)
    assert owed(found) == both(of_room.END, prepared=False)
    assert {(one.until, one.firm) for one in found} == {(at, "fixed")}

    Meeting.objects.filter(pk=row.meeting_id).update(shut_at=at)
    assert turns(DECISION, small_forum, at) == []


def test_a_text_adopted_with_statements_is_issued_once_no_statement_comes_any_more(
    small_forum: Forum,
) -> None:
    row = decided.on_the_table(small_forum)
    decided.stated(row, decided.head(small_forum), decided.minutes(20))
    decided.declared(row, Claim.CONSENSUS, decided.minutes(30))
    closed = decided.minutes(60)
    assert of_decisions(row, closed) == []
    Meeting.objects.filter(pk=row.meeting_id).update(closed_at=closed)

    assert of_decisions(row, closed + A_DAY) == []
    after = closed + 3 * A_DAY
    assert of_decisions(row, after) == both(of_room.ISSUE)

    by = signing.secretariat(small_forum, after)
    act = issue.propose(row, by=by, at=after)
    assert of_decisions(row, after) == []
    signing.both_sign(small_forum, act, after)
    assert of_decisions(row, after) == []


def test_while_a_silence_runs_nobody_owes_anything_and_both_sign_its_letter(
    small_forum: Forum,
) -> None:
    row = opened(small_forum)
    assert of_silences(row, NOW) == of_silences(row, EXPIRY) == []

    closure.close_due(small_forum, LATER)
    assert of_silences(row, LATER) == both(of_silence.SIGN_LETTER)

    act = outcome_letter.propose(row, by=signing.secretariat(small_forum, LATER), at=LATER)
    assert of_silences(row, LATER) == []
    signing.both_sign(small_forum, act, LATER)
    assert of_silences(row, LATER) == []

    sent(row, lagoon(small_forum), LATER + A_DAY)
    assert of_silences(row, LATER + A_DAY) == both(of_silence.RENEW_LETTER)


def test_a_broken_silence_has_a_letter_and_one_in_a_closed_cycle_asks_nobody(
    small_forum: Forum,
) -> None:
    row = opened(small_forum)
    sent(row, norland(small_forum), EXPIRY - A_DAY)

    assert set(both(of_silence.SIGN_LETTER)) < set(of_silences(row, EXPIRY))

    Cycle.objects.filter(forum=small_forum).update(closed_at=EXPIRY)
    assert of_silences(row, EXPIRY) == []


def test_whoever_registered_a_text_that_was_not_adopted_revises_it_and_both_open_a_new_round(
    small_forum: Forum,
) -> None:
    row = opened(small_forum)
    document = row.revision.document
    sent(row, norland(small_forum), EXPIRY - A_DAY)
    revises = ("secretariat", "LEAGUE", of_silence.REVISE, False)
    letter = both(of_silence.SIGN_LETTER)

    assert of_silences(row, EXPIRY) == [revises, *letter]
    asked = turns(SILENCE, small_forum, EXPIRY)[0]
    # Thursday's end; the fifth working day after it is the Thursday that follows.
    assert (asked.until, asked.firm) == (datetime(2031, 2, 13, 22, tzinfo=UTC), "practice")

    by = signing.secretariat(small_forum, EXPIRY)
    seen = papers.fresh(document).version
    register.revise(document, source="en", summary="", seen=seen, by=by, at=EXPIRY)
    assert of_silences(row, EXPIRY) == letter
    for language in ("en", "es", "pt"):
        papers.written(document, language, papers.words("Two."), by=by, at=EXPIRY)
    papers.sent(document, at=EXPIRY)
    assert of_silences(row, EXPIRY) == [*both(of_silence.OPEN_ANEW), *letter]

    silences.proposed(document, EXPIRY + 12 * A_DAY, EXPIRY)
    assert of_silences(row, EXPIRY) == letter


def test_nobody_revises_what_was_withdrawn_or_put_again(small_forum: Forum) -> None:
    row = opened(small_forum)
    sent(row, norland(small_forum), EXPIRY - A_DAY)
    again = silences.again(row, EXPIRY + 9 * A_DAY)
    assert of_silences(row, EXPIRY) == both(of_silence.SIGN_LETTER)

    again.delete()
    Document.objects.update(withdrawn_at=EXPIRY)
    assert of_silences(row, EXPIRY) == both(of_silence.SIGN_LETTER)


def test_an_outage_asks_for_a_new_end_once_it_is_over(small_forum: Forum) -> None:
    row, hour = opened(small_forum), timedelta(hours=1)
    begins, by = EXPIRY - 2 * hour, signing.secretariat(small_forum)
    outages.report(row, start=begins, end=None, at=begins + hour)
    assert of_silences(row, begins + hour) == []

    outages.report(row, start=begins, end=begins + hour, at=EXPIRY)
    assert of_silences(row, EXPIRY) == both(of_silence.NEW_END)

    act = silence_acts.RESUME.propose(row, EXPIRY + 5 * A_DAY, by=by, at=EXPIRY)
    assert of_silences(row, EXPIRY) == []
    signing.both_sign(small_forum, act, EXPIRY)
    assert of_silences(row, EXPIRY) == []


def test_a_silence_that_both_withdrew_asks_nobody(small_forum: Forum) -> None:
    row = opened(small_forum)
    by = signing.secretariat(small_forum)
    act = silence_acts.WITHDRAW.propose(row, None, reason="A page is missing.", by=by, at=NOW)
    signing.both_sign(small_forum, act)

    assert of_silences(row, NOW) == []


def of_programmes(meeting: Meeting, at: datetime) -> list[Turn]:
    return turns(PROGRAMME, meeting.forum, at)


def in_europe(says: str, *, signed: bool = True, prepared: bool = True) -> Owed:
    """Of each Party of the shipped forum who signs, and who prepares or acts alone."""
    roles = [("co_presidency", False)] * signed + [("secretariat", signed)] * prepared
    return [(role, party, says, prepares) for party in ("EU", "CLASI") for role, prepares in roles]


def test_a_programme_is_drafted_translated_submitted_and_endorsed(real_forum: Forum) -> None:
    meeting = programming.institutional(real_forum, opened=False)
    before = programming.BEFORE
    found = of_programmes(meeting, before)
    assert owed(found) == in_europe(of_programme.DRAFT)
    assert {one.firm for one in found} == {"soon"}
    # The usual date had passed when the day was fixed: it is asked for by the end of that day.
    assert all(one.until is not None and before < one.until < before + A_DAY for one in found)
    # A loaded meeting is prepared once both have fixed its day here.
    kept = Meeting.objects.filter(pk=meeting.pk)
    kept.update(imported=True, confirmed_at=None)
    assert of_programmes(meeting, before) == []
    kept.update(confirmed_at=meeting.confirmed_at or before)
    assert owed(of_programmes(meeting, before)) == in_europe(of_programme.DRAFT)

    lacking = Typed({"en": "Ports"}, "discussion", "review_progress")
    programming.added(meeting, "draft_agenda", lacking, before)
    found = of_programmes(meeting, before)
    assert owed(found) == in_europe(of_programme.TRANSLATE, signed=False)
    assert (found[0].facts["number"], found[0].address[-1]) == ("1", "e1")

    by, last = programming.secretariat(real_forum, at=before), programming.latest(meeting)
    assert last is not None
    whole = Typed(programming.named("Ports"), "discussion", "review_progress")
    actions_of_programmes.say(meeting, "e1", typed=whole, seen=last.token, by=by, at=before)
    found = of_programmes(meeting, before)
    assert owed(found) == in_europe(of_programme.SUBMIT)
    assert {(one.until, one.firm) for one in found} == {(OPENS, "fixed")}


def test_a_submitted_programme_is_endorsed_by_both_once_the_meeting_has_opened(
    real_forum: Forum,
) -> None:
    meeting = programming.institutional(real_forum)
    programming.prepared(meeting)
    programming.submitted(meeting)
    assert of_programmes(meeting, OPENS - A_DAY) == []
    assert owed(of_programmes(meeting, OPENS)) == in_europe(of_programme.ENDORSE, prepared=False)

    programming.added(meeting, "topics", Typed(programming.named("Sea"), item="e1"))
    found = of_programmes(meeting, OPENS)
    assert owed(found) == in_europe(of_programme.SUBMIT_AGAIN, signed=False)
    assert found[0].facts == {"number": "8"}

    last = programming.latest(meeting)
    assert last is not None
    by = programming.secretariat(real_forum)
    act = actions_of_programmes.propose_submission(meeting, seen=last.token, by=by, at=OPENS)
    assert of_programmes(meeting, OPENS) == []
    programming.both(real_forum, act)
    programming.endorsed(meeting)
    assert of_programmes(meeting, OPENS) == []

    Meeting.objects.filter(pk=meeting.pk).update(shut_at=OPENS)
    assert of_programmes(meeting, OPENS) == []
