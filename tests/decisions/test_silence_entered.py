"""Objections by mail and on paper go the same way as all others."""

from datetime import UTC, datetime, timedelta

import pytest

import signing
from cochair.features.acts.actions import end_what_is_due
from cochair.features.decisions.models import Message, SilenceProcedure
from cochair.features.mail import models as mail
from cochair.features.mail import worker
from cochair.features.parties.models import Forum
from cochair.features.silence import acts, closure, kind, queries, submissions
from cochair.journal.models import Entry
from cochair.procedure.entitlement import Voice
from cochair.procedure.refusal import Refused
from owing import owed
from silences import EXPIRY, INSTANT, LATER, lagoon, norland, opened, sent, stage
from world import NOW

HOUR = timedelta(hours=1)
PROOF = "The stamp of our registry."


@pytest.fixture
def running(small_forum: Forum) -> SilenceProcedure:
    """A silence that runs until Thursday."""
    return opened(small_forum)


def entered(
    row: SilenceProcedure, at: datetime, arrived: datetime, proof: str = PROOF, said: str = "No."
) -> tuple[Message, bool]:
    """What the League's secretariat entered for Norland."""
    by = signing.secretariat(row.forum)
    told = submissions.Entered(Voice("XN", "LEAGUE"), "paper", arrived, proof)
    return submissions.enter(
        row, told, form="objection", words=said, language="en", by=by, received_at=at
    )


def test_entered_before_the_end_it_breaks_by_the_stamp_of_the_server(
    running: SilenceProcedure,
) -> None:
    made, counts = entered(running, EXPIRY - INSTANT, EXPIRY - HOUR)

    assert counts and stage(running, EXPIRY) == "broken"
    assert (made.received_at, made.arrived_at) == (EXPIRY - INSTANT, EXPIRY - HOUR)
    assert made.counted_at is None
    facts = Entry.objects.get(verb="silence.broken").facts
    assert facts["channel"] == "paper" and facts["voice"] == "XN"


def test_in_doubt_nothing_is_adopted_what_arrived_in_time_and_is_entered_before_closing_counts(
    running: SilenceProcedure,
) -> None:
    made, counts = entered(running, EXPIRY + INSTANT, EXPIRY - INSTANT)

    assert counts and made.counted_at == EXPIRY - INSTANT
    closure.close_due(running.forum, LATER)
    assert stage(running, LATER) == "broken"


def test_entered_after_closing_it_is_a_comment_until_both_recognise_the_arrival(
    running: SilenceProcedure,
) -> None:
    closure.close_due(running.forum, LATER)
    at = LATER + HOUR
    made, counts = entered(running, at, EXPIRY - INSTANT)
    assert not counts and stage(running, at) == "passed"
    act = acts.RECOGNISE.propose(running, made.pk, by=signing.secretariat(running.forum), at=at)
    signing.turn(act, signing.league(running.forum, at), at)
    assert stage(running, at) == "passed"

    signing.turn(act, signing.concert(running.forum, at), at)

    assert stage(running, at) == "broken"
    assert "silence.recognised" in signing.verbs(running.forum)


def test_what_arrived_late_is_late_and_nobody_recognises_it(running: SilenceProcedure) -> None:
    made, counts = entered(running, EXPIRY + HOUR, EXPIRY)
    assert not counts
    with pytest.raises(Refused):
        acts.RECOGNISE.propose(
            running, made.pk, by=signing.secretariat(running.forum), at=EXPIRY + HOUR
        )


@pytest.mark.parametrize(
    ("arrived", "proof"),
    [(NOW - INSTANT, PROOF), (EXPIRY + INSTANT, PROOF), (NOW, " ")],
    ids=["before the opening", "ahead", "without proof"],
)
def test_what_cannot_be_is_not_entered(
    running: SilenceProcedure, arrived: datetime, proof: str
) -> None:
    with pytest.raises(Refused):
        entered(running, EXPIRY, arrived, proof)
    assert not Message.objects.exists()


def test_the_delegation_is_told_and_contests_and_nobody_else_does(
    running: SilenceProcedure,
) -> None:
    signing.league(running.forum), signing.concert(running.forum)
    own, other = norland(running.forum), lagoon(running.forum)
    made, _counts = entered(running, NOW + HOUR, NOW)
    worker.tick(NOW + HOUR)
    (told,) = mail.Message.objects.filter(key__contains=":entered:")
    assert told.office == "delegation_head LEAGUE XN" and "No." not in told.body
    for by, why in ((other, "Not ours."), (own, " ")):
        with pytest.raises(Refused):
            submissions.contest(running, made, why=why, by=by, at=NOW + HOUR)

    submissions.contest(running, made, why="We sent nothing.", by=own, at=NOW + HOUR)

    with pytest.raises(Refused):
        submissions.contest(running, made, why="Again.", by=own, at=NOW + HOUR)
    with pytest.raises(Refused, match="already contested"):
        submissions.confirm(running, made, by=own, at=NOW + HOUR)
    assert kind.CONFIRM not in asked(running, NOW + HOUR)
    assert stage(running, NOW + 2 * HOUR) == "broken"
    assert signing.verbs(running.forum)[-1] == "silence.contested"
    worker.tick(NOW + HOUR)
    told = mail.Message.objects.filter(key__contains=":contested:")
    offices = {tuple(row.office.split()[:2]) for row in told}
    assert offices >= {("co_presidency", "LEAGUE"), ("co_presidency", "CONCERT")}
    assert {role for role, _party in offices} == {"co_presidency", "secretariat"}
    assert all("The text remains not adopted" in row.body for row in told)


def test_a_delegation_is_asked_whether_it_sent_what_was_entered_and_answers_once(
    running: SilenceProcedure,
) -> None:
    own, other = norland(running.forum), lagoon(running.forum)
    sent(running, other, NOW)
    made, _counts = entered(running, NOW + HOUR, NOW)
    (turn,) = (
        one for one in owed("silence", running.forum, NOW + HOUR) if one.says == kind.CONFIRM
    )
    assert (turn.role, turn.of, turn.firm) == ("delegation_head", "XN", "practice")
    # Monday's entry: the fifth working day after it is the Monday that follows.
    assert turn.until == datetime(2031, 2, 10, 22, tzinfo=UTC)
    with pytest.raises(Refused, match="may confirm only"):
        submissions.confirm(running, made, by=other, at=NOW + HOUR)

    submissions.confirm(running, made, by=own, at=NOW + HOUR)

    assert signing.verbs(running.forum)[-1] == "silence.confirmed"
    assert kind.CONFIRM not in asked(running, NOW + HOUR)
    with pytest.raises(Refused, match="already confirmed"):
        submissions.confirm(running, made, by=own, at=NOW + HOUR)
    with pytest.raises(Refused, match="already confirmed"):
        submissions.contest(running, made, why="No.", by=own, at=NOW + HOUR)


def test_both_are_told_of_a_contest_and_nobody_recognises_what_is_contested(
    running: SilenceProcedure,
) -> None:
    signing.league(running.forum), signing.concert(running.forum)
    own = norland(running.forum)
    closure.close_due(running.forum, LATER)
    made, _counts = entered(running, LATER + HOUR, EXPIRY - INSTANT)
    act = acts.RECOGNISE.propose(
        running, made.pk, by=signing.secretariat(running.forum), at=LATER + HOUR
    )

    submissions.contest(running, made, why="We sent nothing.", by=own, at=LATER + HOUR)

    worker.tick(LATER + HOUR)
    told = mail.Message.objects.filter(key__contains=":contested:")
    offices = {row.office.split()[0] for row in told}
    assert offices == {"co_presidency", "secretariat"}
    assert all("XN" in row.body or "Norland" in row.body for row in told)
    # It had passed: the text is adopted, and stays so.
    assert all("can no longer be recognised" in row.body for row in told)
    assert not any("not adopted" in row.body for row in told)
    by = signing.league(running.forum, LATER + HOUR)
    with pytest.raises(Refused, match="contested it"):
        signing.turn(act, by, LATER + HOUR)
    with pytest.raises(Refused, match="contested it"):
        acts.RECOGNISE.propose(running, made.pk, by=by, at=LATER + HOUR)
    assert stage(running, LATER + 2 * HOUR) == "passed"


def test_a_statement_that_its_delegation_contests_stands_beside_no_text(
    running: SilenceProcedure,
) -> None:
    own, by = norland(running.forum), signing.secretariat(running.forum)
    told = submissions.Entered(Voice("XN", "LEAGUE"), "paper", NOW, PROOF)
    said = {"form": "statement", "words": "We read it so.", "language": "en"}
    made, counts = submissions.enter(running, told, **said, by=by, received_at=NOW + HOUR)
    assert counts and queries.silence(queries.fresh(running), NOW + HOUR).statements

    submissions.contest(running, made, why="We sent nothing.", by=own, at=NOW + HOUR)

    assert not queries.silence(queries.fresh(running), NOW + HOUR).statements


def test_the_option_counts_as_it_stood_at_the_opening(small_forum: Forum) -> None:
    signing.both_sign(small_forum, signing.option(small_forum, "silence.named", False))
    row = opened(small_forum)
    assert not queries.is_named(row)
    signing.both_sign(small_forum, signing.option(small_forum, "silence.named", True))
    assert not queries.is_named(queries.fresh(row))


def test_what_arrived_in_time_is_asked_of_both_until_it_waits_for_their_signatures(
    running: SilenceProcedure,
) -> None:
    closure.close_due(running.forum, LATER)
    at = LATER + HOUR
    assert kind.RECOGNISE not in asked(running, at)
    made, _counts = entered(running, at, EXPIRY - INSTANT)

    assert asked(running, at).count(kind.RECOGNISE) == len(("signed", "prepared")) * 2

    act = acts.RECOGNISE.propose(running, made.pk, by=signing.secretariat(running.forum), at=at)
    assert kind.RECOGNISE not in asked(running, at)
    signing.both_sign(running.forum, act, at)
    assert kind.RECOGNISE not in asked(running, at)


def test_what_its_delegation_contests_is_asked_of_nobody(running: SilenceProcedure) -> None:
    closure.close_due(running.forum, LATER)
    at = LATER + HOUR
    made, _counts = entered(running, at, EXPIRY - INSTANT)
    submissions.contest(running, made, why="We sent nothing.", by=norland(running.forum), at=at)

    assert kind.RECOGNISE not in asked(running, at)


def asked(row: SilenceProcedure, at: datetime) -> list[str]:
    """The lines of all turns on silences."""
    return [turn.says for turn in owed("silence", row.forum, at)]


def test_a_recognition_lapses_once_the_delegation_says_that_it_sent_no_such_thing(
    running: SilenceProcedure,
) -> None:
    """An act that nobody can sign any more waits for nobody."""
    closure.close_due(running.forum, LATER)
    at = LATER + HOUR
    made, _counts = entered(running, at, EXPIRY - INSTANT)
    act = acts.RECOGNISE.propose(running, made.pk, by=signing.secretariat(running.forum), at=at)
    signing.turn(act, signing.league(running.forum, at), at)

    submissions.contest(running, made, why="We sent no mail.", by=norland(running.forum), at=at)
    end_what_is_due(running.forum, at)

    act.refresh_from_db()
    assert (act.state, act.closed_reason) == ("lapsed", "silence.contested")
    assert stage(running, at) == "passed"
