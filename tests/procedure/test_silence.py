"""Consensus by silence: what stops it, what comes too late, and what nobody can hurry."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from cochair.procedure.consent import Consent
from cochair.procedure.entitlement import Capacity, Entitlement, Speaker, Unit
from cochair.procedure.outcome import Outcome
from cochair.procedure.refusal import Refused
from cochair.procedure.silence import (
    Form,
    Mandate,
    Move,
    Outage,
    Silence,
    Stage,
    close,
    course,
    file_statement,
    late,
    may_close,
    may_extend,
    may_open,
    may_resume,
    may_send,
    move_digest,
    open_silence,
    opened_at,
    opening_digest,
    outcome,
    receive,
    report_outage,
    stage,
    statements_in_time,
    timely,
    usual_expiry,
    withdraw,
    withdrawal_digest,
)
from cochair.procedure.silence import extend as extend_silence
from procedure.deciding import (
    ALL,
    BOTH,
    ELM,
    HOUR,
    MINUTE,
    NORLAND,
    SECOND,
    SUDRIA,
    TERMS,
    delegate,
    half,
    president,
    signed,
)
from procedure.silences import (
    DRAFT,
    EXPIRY,
    FRIDAY,
    OPENED,
    REGIME,
    RELEASED,
    TERMS_OF_SILENCE,
    WEDNESDAY,
    extended,
    opened,
    resumed,
    said,
    sent,
    withdrawn,
)

RUNNING = opened()
MOMENT = timedelta(microseconds=1)
AFTER = EXPIRY + MINUTE


def why_not_open(released=RELEASED, **changes):
    terms = replace(TERMS_OF_SILENCE, **changes)
    consent = signed(opening_digest(terms), OPENED)
    return [str(one) for one in may_open(terms, consent, released)]


def why_not_send(silence, speaker, at, words="No."):
    return [str(one) for one in may_send(silence, speaker, words, TERMS, at)]


# Opening


def test_a_silence_is_opened_by_both_keys_on_exactly_its_terms():
    one_key = half(opening_digest(TERMS_OF_SILENCE), OPENED)
    other = signed(opening_digest(replace(TERMS_OF_SILENCE, expires_at=FRIDAY)), OPENED)
    sentence = "Both co-presidencies must sign exactly these terms. (practice)"

    assert (stage(DRAFT, OPENED), stage(RUNNING, OPENED)) == (Stage.DRAFT, Stage.RUNNING)
    assert stage(RUNNING, OPENED - MOMENT) is Stage.DRAFT
    assert opened_at(RUNNING) == OPENED
    for consent in (one_key, other, Consent(("OSTIA",), one_key.digest, OPENED)):
        assert [str(one) for one in may_open(TERMS_OF_SILENCE, consent, RELEASED)] == [sentence]
    with pytest.raises(Refused, match="must sign exactly these terms"):
        open_silence(DRAFT, one_key, RELEASED)
    with pytest.raises(Refused, match="This silence procedure has already been opened"):
        open_silence(RUNNING, signed(opening_digest(TERMS_OF_SILENCE), OPENED), RELEASED)


def test_only_kinds_that_both_co_presidencies_allow_are_decided_by_silence():
    wider = replace(REGIME, allowed_for=REGIME.allowed_for | {"assessment"})

    assert why_not_open(kind="assessment") == [
        "No decision of this kind may be taken by silence procedure, unless both "
        "co-presidencies allow it. (practice)"
    ]
    assert why_not_open(kind="assessment", regime=wider) == []


def test_a_forum_may_ask_that_a_meeting_consents_to_the_method():
    asks = replace(REGIME, by_meeting=True)
    sentence = (
        "A meeting must have agreed that this may be decided by a silence procedure. (practice)"
    )

    assert why_not_open(regime=asks) == [sentence]
    assert why_not_open(regime=asks, mandate=Mandate("som 3", OPENED)) == []
    assert why_not_open(mandate=Mandate("som 3", OPENED - HOUR)) == []
    assert why_not_open(mandate=Mandate("som 3", OPENED + HOUR)) == [sentence]


@pytest.mark.parametrize(
    "changes", [{"courtesy": True}, {"stale_at": OPENED}, {"at": OPENED + SECOND}]
)
def test_a_silence_needs_every_language_there_reviewed_and_abreast(changes):
    missing = "The text is not released in every language. Missing: pt. (6)"

    assert why_not_open((*RELEASED[:2], replace(RELEASED[2], **changes))) == [missing]
    assert why_not_open(RELEASED[:2]) == [missing]
    assert why_not_open(languages={"en": "e1", "es": "s1"}) == [missing]
    assert why_not_open() == []


def test_a_silence_takes_the_shortest_time_at_least():
    friday = datetime(2026, 11, 13, 16, tzinfo=UTC)

    assert why_not_open(expires_at=friday) == [
        "A silence procedure must last at least 72 hours: it may end on 2026-11-15 "
        "16:00:00+00:00 or later. (practice)"
    ]
    quick = replace(REGIME, min_hours=24)
    assert why_not_open(regime=quick, expires_at=friday) == []
    assert why_not_open(regime=quick, expires_at=friday - MOMENT) != []


@pytest.mark.parametrize(
    ("expiry", "who"),
    [
        ("2026-11-21T16:00", "NORLAND"),
        ("2026-11-22T16:00", "NORLAND"),
        ("2026-11-19T16:00", "NORLAND"),
        ("2026-11-17T16:00", "SUDRIA"),
        # Monday has begun in Vienna; in La Paz it is still Sunday.
        ("2026-11-23T02:00", "SUDRIA"),
        ("2026-11-20T23:30", "NORLAND"),
    ],
)
def test_a_silence_does_not_expire_when_either_side_is_off(expiry, who):
    found = why_not_open(expires_at=datetime.fromisoformat(expiry).replace(tzinfo=UTC))

    assert len(found) == 1
    assert f"that is not a working day for {who}" in found[0]
    assert why_not_open(expires_at=FRIDAY) == []


def test_both_parties_have_somebody_who_could_object():
    alone = Entitlement(Unit.MEMBER_DELEGATION, frozenset({ELM}))

    assert why_not_open(entitled=alone) == [
        "Nobody from SUDRIA would take part in the decision. (5)"
    ]


def test_the_usual_expiry_is_the_first_fit_day_at_the_hour_of_the_forum():
    at_five = replace(REGIME, expiry_time=time(17), expiry_zone="Europe/Vienna")

    assert usual_expiry(at_five, OPENED) == EXPIRY
    assert usual_expiry(at_five, OPENED + SECOND) == WEDNESDAY
    assert usual_expiry(REGIME, OPENED + HOUR) == EXPIRY + HOUR
    with pytest.raises(Refused, match="outside the calendar"):
        usual_expiry(replace(REGIME, default_hours=24 * 366 * 200), OPENED)


def test_no_silence_expires_outside_the_calendar():
    assert why_not_open(expires_at=datetime(2400, 1, 5, tzinfo=UTC)) != []


# Breaking


@pytest.mark.parametrize("form", list(Form))
def test_us_07_a_written_objection_or_amendment_breaks_a_silence(form):
    at = EXPIRY - 20 * MINUTE
    broken = sent(RUNNING, "elm", at, form)

    assert stage(broken, at) is Stage.BROKEN
    assert stage(broken, at - MOMENT) is Stage.RUNNING
    assert outcome(broken, at) is Outcome.NOT_AGREED


def test_inv_12_the_last_moment_before_the_expiry_counts_and_the_expiry_does_not():
    in_time = sent(RUNNING, "elm", EXPIRY - MOMENT)
    too_late = sent(RUNNING, "elm", EXPIRY)

    assert stage(in_time, AFTER) is Stage.BROKEN
    assert stage(too_late, AFTER) is Stage.CLOSING
    assert [one.received_at for one in late(too_late, AFTER)] == [EXPIRY]
    assert [len(late(too_late, EXPIRY + wait)) for wait in (-MOMENT, 0 * MOMENT)] == [0, 1]
    assert late(in_time, AFTER) == ()
    assert outcome(close(too_late, AFTER), AFTER) is Outcome.ADOPTED_BY_CONSENSUS


def test_inv_12_a_message_that_waited_past_the_closing_still_counts_by_its_stamp():
    passed = close(RUNNING, AFTER)

    found = sent(passed, "elm", EXPIRY - MOMENT)

    assert outcome(passed, AFTER) is Outcome.ADOPTED_BY_CONSENSUS
    assert outcome(found, AFTER) is Outcome.NOT_AGREED


def test_us_07_what_comes_after_the_expiry_is_a_comment_and_says_so():
    taken = receive(
        close(RUNNING, AFTER),
        id="m1",
        form=Form.AMENDMENT,
        speaker=delegate("mar"),
        words="One more thing.",
        terms=TERMS,
        received_at=EXPIRY + SECOND,
    )

    assert not taken.counts
    assert late(taken.silence, AFTER) == (taken.message,)
    assert stage(taken.silence, AFTER) is Stage.PASSED


def test_others_object_to_a_broken_silence_too_and_nobody_twice():
    broken = sent(RUNNING, "elm", OPENED + HOUR)

    assert len(timely(sent(broken, "mar", OPENED + 2 * HOUR), EXPIRY)) == 2
    assert why_not_send(broken, delegate("elm"), OPENED + 2 * HOUR) == [
        "This delegation already broke the silence, on 2026-11-12 17:00:00+00:00. (5)"
    ]


def test_a_message_needs_words_and_a_silence_that_is_open():
    closed_door = ["This silence procedure is not running, so no objection is possible. (5)"]

    assert why_not_send(RUNNING, delegate("elm"), OPENED) == []
    assert why_not_send(RUNNING, delegate("elm"), OPENED, " ") == [
        "State in writing what you object to. (5)"
    ]
    assert why_not_send(DRAFT, delegate("elm"), OPENED) == closed_door
    assert why_not_send(RUNNING, delegate("elm"), OPENED - MOMENT) == closed_door
    gone = withdrawn(RUNNING, OPENED + HOUR)
    assert why_not_send(gone, delegate("elm"), OPENED + HOUR) == closed_door
    assert why_not_send(gone, delegate("elm"), OPENED + HOUR - MOMENT) == []


@pytest.mark.parametrize("capacity", [one for one in Capacity if one is not Capacity.DELEGATION])
def test_inv_11_nobody_but_a_delegation_breaks_a_silence_of_delegations(capacity):
    speaker = Speaker("anna", capacity, NORLAND, "ash")

    with pytest.raises(
        Refused, match="Only the delegation of a member may take part in this decision"
    ):
        receive(
            RUNNING,
            id="m1",
            form=Form.OBJECTION,
            speaker=speaker,
            words="No.",
            terms=TERMS,
            received_at=OPENED,
        )
    assert why_not_send(RUNNING, delegate("ash"), OPENED) == []


def test_inv_11_where_the_presidencies_have_the_say_only_they_break_a_silence():
    small = opened(replace(TERMS_OF_SILENCE, entitled=BOTH))

    assert why_not_send(small, president(SUDRIA), OPENED) == []
    assert why_not_send(small, delegate("sol"), OPENED) == [
        "Only the two presidencies may take part in this decision. (5)"
    ]


# Statements


def test_a_statement_breaks_nothing_and_passes_with_the_text():
    beside = file_statement(RUNNING, said("elm", OPENED), speaker=delegate("elm"), terms=TERMS)

    assert stage(beside, OPENED) is Stage.RUNNING
    assert outcome(close(beside, AFTER), AFTER) is Outcome.ADOPTED_WITH_STATEMENTS


def test_inv_12_a_statement_after_the_expiry_changes_no_outcome():
    passed = close(RUNNING, AFTER)
    found = file_statement(passed, said("elm", AFTER), speaker=delegate("elm"), terms=TERMS)

    assert statements_in_time(found, AFTER) == ()
    for at, counts in ((EXPIRY - MOMENT, True), (EXPIRY, False)):
        one = replace(passed, statements=(said("elm", at),))
        assert bool(statements_in_time(one, AFTER)) == counts
    assert outcome(found, AFTER) is Outcome.ADOPTED_BY_CONSENSUS


@pytest.mark.parametrize(
    ("silence", "statement", "sentence"),
    [
        (DRAFT, said("elm", OPENED), "A statement may be made on a text under a silence procedure"),
        (RUNNING, said("mar", OPENED), "A delegation may make statements only in its own name."),
        (RUNNING, said("elm", OPENED, words={}), "Enter the text of the statement."),
    ],
)
def test_a_statement_is_whole_and_in_the_name_of_who_makes_it(silence, statement, sentence):
    with pytest.raises(Refused, match=sentence):
        file_statement(silence, statement, speaker=delegate("elm"), terms=TERMS)


# Extending and withdrawing


def test_both_keys_extend_a_silence_once_and_before_its_expiry():
    longer = extended(RUNNING, WEDNESDAY, EXPIRY - MOMENT)

    assert course(longer, EXPIRY).expires_at == WEDNESDAY
    assert stage(longer, EXPIRY) is Stage.RUNNING
    assert [str(one) for one in may_extend(longer, FRIDAY, EXPIRY)] == [
        "This silence procedure has already been extended the maximum number of times: "
        "1. (practice)"
    ]
    with pytest.raises(Refused, match="Only a silence procedure that is running may be extended"):
        extended(RUNNING, WEDNESDAY, EXPIRY)


def test_us_07_an_extension_asked_by_one_presidency_alone_has_no_effect():
    asked = half(move_digest(RUNNING, WEDNESDAY), EXPIRY - 10 * MINUTE)

    with pytest.raises(Refused, match="Both co-presidencies must sign exactly this"):
        extend_silence(RUNNING, WEDNESDAY, asked)
    forged = replace(extended(RUNNING, WEDNESDAY, OPENED), moves=())
    assert course(forged, EXPIRY).expires_at == EXPIRY


def test_an_expiry_is_never_earlier_nor_on_a_day_off():
    day_off = datetime(2026, 11, 19, 16, tzinfo=UTC)

    assert "The end of a silence procedure may only be moved to a later time: after" in str(
        may_extend(RUNNING, EXPIRY, OPENED)[0]
    )
    assert "not a working day for NORLAND" in str(may_extend(RUNNING, day_off, OPENED)[0])
    assert may_extend(RUNNING, WEDNESDAY, OPENED) == ()


def test_moves_that_should_not_be_there_do_not_count():
    longer = extended(RUNNING, FRIDAY, OPENED)
    move = longer.moves[0]
    again = replace(move, consent=signed(move_digest(longer, FRIDAY + HOUR), OPENED))

    def expiry(*moves):
        return course(replace(RUNNING, moves=moves), EXPIRY).expires_at

    early = signed(move_digest(RUNNING, WEDNESDAY - 6 * 24 * HOUR), OPENED)
    after = signed(move_digest(RUNNING, FRIDAY), EXPIRY)
    assert expiry(move) == FRIDAY
    same = signed(move_digest(RUNNING, EXPIRY), OPENED)
    unmoved = replace(RUNNING, moves=(replace(move, consent=same, expires_at=EXPIRY),))
    assert course(unmoved, OPENED).extensions == 0
    assert expiry(move, replace(again, expires_at=FRIDAY + HOUR)) == FRIDAY
    assert expiry(replace(move, expires_at=WEDNESDAY)) == EXPIRY
    assert expiry(replace(move, consent=early, expires_at=WEDNESDAY - 6 * 24 * HOUR)) == EXPIRY
    assert expiry(replace(move, consent=after)) == EXPIRY
    assert course(longer, OPENED - MOMENT).expires_at == EXPIRY


def test_both_keys_withdraw_a_silence_before_its_expiry():
    gone = withdrawn(RUNNING, EXPIRY - MOMENT)

    assert stage(gone, EXPIRY) is Stage.WITHDRAWN
    assert stage(gone, OPENED) is Stage.RUNNING
    assert outcome(gone, AFTER) is None
    with pytest.raises(
        Refused, match="Only a silence procedure that is running or suspended may be withdrawn"
    ):
        withdrawn(RUNNING, EXPIRY)
    with pytest.raises(Refused, match="Both co-presidencies must sign exactly this"):
        withdraw(RUNNING, half(withdrawal_digest(RUNNING), OPENED))
    written = sent(RUNNING, "elm", OPENED + HOUR).messages
    for at, stands in ((0, Stage.WITHDRAWN), (1, Stage.WITHDRAWN), (2, Stage.BROKEN)):
        taken_back = withdrawn(RUNNING, OPENED + at * HOUR)
        assert stage(replace(taken_back, messages=written), EXPIRY) is stands
    forged = replace(RUNNING, withdrawn=signed(withdrawal_digest(RUNNING), EXPIRY))
    assert stage(forged, AFTER) is Stage.CLOSING


# Outages


def outage(start, minutes=None):
    end = None if minutes is None else start + minutes * MINUTE
    return Outage(start, end)


@pytest.mark.parametrize(
    ("found", "suspended"),
    [
        (outage(EXPIRY - HOUR, 15), False),
        (outage(EXPIRY - HOUR, 16), True),
        (outage(EXPIRY - 24 * HOUR, 16), True),
        (outage(EXPIRY - 25 * HOUR, 59), False),
        (outage(EXPIRY - 25 * HOUR, 61), True),
        (outage(EXPIRY - 5 * MINUTE, 20), True),
        (outage(EXPIRY, 20), False),
    ],
)
def test_an_outage_of_more_than_15_minutes_in_the_last_day_suspends(found, suspended):
    later = EXPIRY + HOUR

    told = report_outage(RUNNING, found, EXPIRY)

    assert stage(told, later) is (Stage.SUSPENDED if suspended else Stage.CLOSING)
    assert bool(may_close(told, later)) == suspended


def test_while_a_silence_is_suspended_nothing_is_too_late_and_nothing_passes():
    told = report_outage(RUNNING, outage(EXPIRY - 20 * MINUTE, 40), EXPIRY + 20 * MINUTE)
    at = EXPIRY + HOUR
    written = sent(told, "elm", at)

    assert [str(one) for one in may_close(told, at)] == [
        "Only a silence procedure whose time is over, and that nobody broke, may be "
        "closed. (practice)"
    ]
    assert stage(written, at) is Stage.BROKEN
    assert late(written, at) == ()
    assert stage(withdrawn(told, at), at) is Stage.WITHDRAWN


def test_both_keys_set_the_new_expiry_and_it_is_no_extension():
    told = report_outage(RUNNING, outage(EXPIRY - HOUR, 30), EXPIRY - 30 * MINUTE)
    back = resumed(told, WEDNESDAY, EXPIRY + HOUR)

    assert stage(back, EXPIRY + HOUR) is Stage.RUNNING
    assert course(back, EXPIRY + HOUR).extensions == 0
    assert stage(extended(back, FRIDAY, EXPIRY + 2 * HOUR), WEDNESDAY) is Stage.RUNNING
    assert stage(close(back, WEDNESDAY + MINUTE), WEDNESDAY + MINUTE) is Stage.PASSED
    with pytest.raises(Refused, match="Only a silence procedure that is running may be extended"):
        extended(told, WEDNESDAY, EXPIRY - MINUTE)
    with pytest.raises(Refused, match="Only a suspended silence procedure may be resumed"):
        resumed(RUNNING, WEDNESDAY, OPENED)


def test_a_new_expiry_lies_ahead_and_after_the_old_one():
    told = report_outage(RUNNING, outage(EXPIRY - HOUR, 30), EXPIRY - 30 * MINUTE)

    assert may_resume(told, WEDNESDAY, WEDNESDAY - MOMENT) == ()
    assert "The end of a silence procedure may only be moved to a later time: after" in str(
        may_resume(told, WEDNESDAY, WEDNESDAY)[0]
    )
    assert "The end of a silence procedure may only be moved to a later time: after" in str(
        may_resume(told, EXPIRY, EXPIRY - MINUTE)[0]
    )


def test_doubt_means_not_adopted_while_an_outage_lasts():
    cut = report_outage(RUNNING, outage(EXPIRY - 5 * MINUTE), EXPIRY)

    assert [str(one) for one in may_close(cut, EXPIRY + 2 * MINUTE)] == [
        "The outage is not over yet. (practice)"
    ]
    assert stage(cut, EXPIRY + 11 * MINUTE) is Stage.SUSPENDED
    assert "not over yet" in str(may_resume(cut, WEDNESDAY, EXPIRY + HOUR)[0])
    over = report_outage(cut, outage(EXPIRY - 5 * MINUTE, 9), EXPIRY + 4 * MINUTE)
    assert may_close(over, EXPIRY + 5 * MINUTE) == ()


def test_an_outage_reported_later_does_not_undo_what_both_keys_set():
    longer = extended(RUNNING, WEDNESDAY, EXPIRY - 12 * MINUTE)
    told = report_outage(longer, outage(EXPIRY - 28 * MINUTE, 20), EXPIRY - 8 * MINUTE)
    paused = report_outage(RUNNING, outage(EXPIRY - HOUR, 30), EXPIRY - 30 * MINUTE)
    back = resumed(paused, WEDNESDAY, EXPIRY + HOUR)
    shorter = report_outage(back, outage(EXPIRY - HOUR, 9), EXPIRY + 2 * HOUR)

    for silence in (told, shorter):
        assert course(silence, EXPIRY + 2 * HOUR).expires_at == WEDNESDAY
        assert stage(silence, EXPIRY + 2 * HOUR) is Stage.RUNNING


def test_what_has_passed_is_not_revived_by_any_keys():
    digest = move_digest(RUNNING, WEDNESDAY, resumes=True)
    move = Move(WEDNESDAY, signed(digest, AFTER), resumes=True)
    passed = replace(close(RUNNING, AFTER), moves=(move,))
    hurried = replace(passed, closed_at=AFTER - MOMENT)

    assert stage(passed, AFTER + HOUR) is Stage.PASSED
    assert stage(hurried, AFTER + HOUR) is Stage.RUNNING


def test_a_resumption_that_comes_too_late_does_not_count():
    told = report_outage(RUNNING, outage(EXPIRY - HOUR, 30), EXPIRY - 30 * MINUTE)
    digest = move_digest(told, WEDNESDAY, resumes=True)

    def stands(at):
        move = Move(WEDNESDAY, signed(digest, at), resumes=True)
        return stage(replace(told, moves=(move,)), WEDNESDAY)

    assert stands(WEDNESDAY - MOMENT) is Stage.CLOSING
    assert stands(WEDNESDAY) is Stage.SUSPENDED


def test_an_outage_that_begins_with_the_expiry_holds_nothing_up():
    later = report_outage(RUNNING, outage(EXPIRY), EXPIRY)

    assert may_close(later, EXPIRY + HOUR) == ()
    assert may_close(report_outage(RUNNING, outage(EXPIRY - MOMENT), EXPIRY), AFTER) != ()


def test_an_outage_reported_after_the_end_changes_nothing():
    with pytest.raises(
        Refused, match="This silence procedure is not running, so an outage has no effect on it"
    ):
        report_outage(close(RUNNING, AFTER), outage(EXPIRY - HOUR, 30), AFTER)


# Closing


def test_a_silence_is_closed_after_the_grace_and_never_before():
    assert may_close(RUNNING, AFTER) == ()
    assert [str(one) for one in may_close(RUNNING, AFTER - MOMENT)] == [
        "What arrived before the end of the silence procedure may be dealt with until "
        "2026-11-16 16:01:00+00:00. (practice)"
    ]
    assert may_close(RUNNING, EXPIRY - MOMENT) != ()
    hurried = replace(RUNNING, closed_at=AFTER - MOMENT)
    assert stage(hurried, AFTER) is Stage.CLOSING


def test_inv_12_a_silence_is_not_closed_over_a_message_on_the_way():
    with pytest.raises(Refused, match="still being received"):
        close(RUNNING, AFTER, on_the_way=[EXPIRY - MOMENT])
    assert stage(close(RUNNING, AFTER, on_the_way=[EXPIRY]), AFTER) is Stage.PASSED


def test_what_has_ended_is_neither_closed_nor_moved_again():
    broken = sent(RUNNING, "elm", OPENED)

    for ended in (broken, close(RUNNING, AFTER), withdrawn(RUNNING, OPENED)):
        assert may_close(ended, AFTER) != ()
        assert may_extend(ended, WEDNESDAY, AFTER) != ()


def test_a_draft_has_no_messages_that_count():
    assert timely(replace(DRAFT, messages=sent(RUNNING, "elm", OPENED).messages), EXPIRY) == ()
    assert Silence(TERMS_OF_SILENCE) == DRAFT
    assert ALL.voices
