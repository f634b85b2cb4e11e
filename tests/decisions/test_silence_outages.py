"""Nothing is adopted through an outage: it suspends, and both set the new end (rules 11 and 12)."""

from datetime import datetime, timedelta

import pytest

import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.decisions import doubts as deciding
from cochair.features.decisions.models import Outage, Pulse, SilenceProcedure
from cochair.features.mail import worker
from cochair.features.mail.models import Message
from cochair.features.parties.models import Forum
from cochair.features.silence import acts, closure, outages
from cochair.journal import doubts
from cochair.procedure.refusal import Refused
from cochair.web.clock import clock
from silences import EXPIRY, INSTANT, LATER, norland, opened, sent, stage
from world import NOW

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
TUESDAY = EXPIRY + timedelta(days=5)
PROOF = "The host wrote of it on its page of incidents."


@pytest.fixture
def running(small_forum: Forum) -> SilenceProcedure:
    """A silence that runs until Thursday."""
    return opened(small_forum)


def beats(*minutes: int) -> None:
    """The pages answered so many minutes before the end."""
    for one in minutes:
        outages.beat(EXPIRY - one * MINUTE)


def resumed(row: SilenceProcedure, at=EXPIRY + HOUR, until=TUESDAY) -> None:
    by = signing.secretariat(row.forum)
    act = acts.RESUME.propose(row, until, by=by, at=at)
    signing.both_sign(row.forum, act, at)


def test_a_gap_of_more_than_a_quarter_of_an_hour_in_the_last_day_suspends(
    running: SilenceProcedure,
) -> None:
    beats(60, 59, 43)

    assert stage(running, EXPIRY - 43 * MINUTE) == "suspended"
    assert signing.verbs(running.forum)[-1] == "silence.suspended"
    closure.close_due(running.forum, LATER)
    assert stage(running, LATER) == "suspended"
    assert signing.verbs(running.forum).count("silence.suspended") == 1


def told_of(row: SilenceProcedure, at: datetime) -> tuple[str, str]:
    """Why it is suspended, by its page and by the letter to a delegation."""
    hat = norland(row.forum)
    with clock.at(at):
        client = people.signed_in(Account.objects.get(pk=hat.account))
        page = client.get(f"/en/{row.forum.slug}/decisions/{row.number}/").content.decode()
    worker.tick(at)
    letters = Message.objects.filter(subject__startswith="Silence procedure suspended")
    return page, letters.filter(account_id=hat.account).get().body


def test_an_outage_is_told_as_an_outage(running: SilenceProcedure) -> None:
    beats(60, 43)

    for told in told_of(running, EXPIRY - 43 * MINUTE):
        assert "The platform could not be reached" in told
        assert "found to be wrong" not in told


def test_a_doubt_about_the_ledger_is_told_as_a_doubt(running: SilenceProcedure) -> None:
    """S2, S3: nobody is told of an outage where there was none."""
    at = EXPIRY - 3 * HOUR
    doubts.note(running.forum.slug, doubts.Cause.REWRITTEN, start=at, end=at, at=at)
    act = deciding.propose(running.forum, by=signing.secretariat(running.forum, at), at=at + MINUTE)
    signing.both_sign(running.forum, act, at + MINUTE)

    for told in told_of(running, at + 2 * MINUTE):
        assert "The ledger or the clock was found to be wrong" in told
        assert "could not be reached" not in told


def test_a_shorter_gap_and_one_before_the_last_day_change_nothing(
    running: SilenceProcedure,
) -> None:
    beats(26 * 60, 25 * 60)
    assert not Outage.objects.exists()
    Pulse.objects.update(at=EXPIRY - 60 * MINUTE)
    beats(46)
    Pulse.objects.update(at=LATER)

    assert Outage.objects.count() == 1
    assert stage(running, EXPIRY - MINUTE) == "running"
    closure.close_due(running.forum, LATER)
    assert stage(running, LATER) == "passed"


def test_while_nobody_knows_whether_the_pages_answer_nothing_is_closed(
    running: SilenceProcedure,
) -> None:
    """The worker goes on where the pages do not: it waits, and closes when the gap was short."""
    beats(5, 4)

    closure.close_due(running.forum, LATER)
    assert stage(running, LATER) == "closing"
    outages.beat(LATER + MINUTE)
    closure.close_due(running.forum, LATER + MINUTE)
    assert stage(running, LATER + MINUTE) == "passed"


def test_an_outage_over_the_end_suspends_once_it_is_too_long(running: SilenceProcedure) -> None:
    beats(5, 4)
    late = EXPIRY + 20 * MINUTE

    closure.close_due(running.forum, LATER)
    closure.close_due(running.forum, late)

    assert stage(running, late) == "suspended"
    with pytest.raises(Refused, match="not over"):
        resumed(running, late)
    outages.beat(late)
    resumed(running, late)
    assert stage(running, late) == "running"


def test_both_set_the_new_end_and_one_alone_does_not(running: SilenceProcedure) -> None:
    beats(60, 40)
    by = signing.secretariat(running.forum)
    at = EXPIRY + HOUR
    with pytest.raises(
        Refused, match="The end of a silence procedure may only be moved to a later time: after"
    ):
        acts.RESUME.propose(running, at, by=by, at=at)
    act = acts.RESUME.propose(running, TUESDAY, by=by, at=at)

    signing.turn(act, signing.league(running.forum, at), at)
    assert stage(running, at) == "suspended"
    signing.turn(act, signing.concert(running.forum, at), at)

    assert stage(running, at) == "running"
    assert stage(running, TUESDAY) == "closing"
    assert "silence.resumed" in signing.verbs(running.forum)


def test_what_is_written_while_it_is_suspended_counts(running: SilenceProcedure) -> None:
    beats(60, 40)
    _made, counts = sent(running, norland(running.forum), EXPIRY + HOUR)

    assert counts and stage(running, EXPIRY + HOUR) == "broken"


def test_people_report_an_outage_that_is_over_with_a_proof(running: SilenceProcedure) -> None:
    by, at = signing.secretariat(running.forum), EXPIRY - HOUR
    start = at - 30 * MINUTE
    for end, proof in ((None, PROOF), (at + INSTANT, PROOF), (at, " ")):
        with pytest.raises(Refused):
            outages.report(running, start=start, end=end, at=at, by=by, evidence=proof)
    with pytest.raises(Refused):
        outages.report(running, start=NOW - HOUR, end=at, at=at, by=by, evidence=PROOF)

    outages.report(running, start=start, end=at, at=at, by=by, evidence=PROOF)

    assert stage(running, at) == "suspended"
    assert Outage.objects.get().evidence == PROOF
    assert "silence.outage_reported" in signing.verbs(running.forum)


def test_nobody_makes_a_reported_outage_shorter(running: SilenceProcedure) -> None:
    """Told that it is suspended, delegations wait: one side alone lets the time run no more."""
    by, at = signing.secretariat(running.forum), EXPIRY - HOUR
    start, told = at - 30 * MINUTE, {"by": by, "evidence": PROOF}
    outages.report(running, start=start, end=at, at=at, **told)

    with pytest.raises(Refused, match="reported already"):
        outages.report(running, start=start, end=start + MINUTE, at=at + MINUTE, **told)

    closure.close_due(running.forum, LATER)
    assert stage(running, LATER) == "suspended"
    outages.report(running, start=start, end=at, at=LATER, **told)
    outages.report(running, start=start, end=at + MINUTE, at=LATER, **told)
    assert Outage.objects.get().end == at + MINUTE


def test_what_has_ended_is_not_suspended(running: SilenceProcedure) -> None:
    closure.close_due(running.forum, LATER)
    by = signing.secretariat(running.forum)

    with pytest.raises(
        Refused, match="This silence procedure is not running, so an outage has no effect on it"
    ):
        outages.report(running, start=EXPIRY - HOUR, end=EXPIRY, at=LATER, by=by, evidence=PROOF)
    beats(20)
    outages.beat(LATER)
    assert stage(running, LATER) == "passed"


def test_a_gap_that_began_shortly_before_the_end_is_no_time_to_close(
    running: SilenceProcedure,
) -> None:
    """The pages answered last 100 seconds before the end: nobody knows who could not write."""
    outages.beat(EXPIRY - timedelta(seconds=100))

    closure.close_due(running.forum, LATER)
    assert stage(running, LATER) == "closing"
    back = EXPIRY + HOUR
    outages.beat(back)
    closure.close_due(running.forum, back)

    assert stage(running, back) == "suspended"
