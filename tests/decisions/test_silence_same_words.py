"""The same words come twice: what arrived in time is never taken for what came late or was contested."""

from datetime import datetime, timedelta

import pytest

import signing
from cochair.features.decisions.models import Message, SilenceProcedure
from cochair.features.parties.models import Forum
from cochair.features.silence import acts, closure, queries, submissions
from cochair.procedure.entitlement import Voice
from silences import EXPIRY, INSTANT, LATER, WHY, norland, opened, sent, stage
from world import NOW

HOUR = timedelta(hours=1)
PROOF = "The stamp of our registry."


@pytest.fixture
def running(small_forum: Forum) -> SilenceProcedure:
    """A silence that runs until Thursday."""
    return opened(small_forum)


def entered(
    row: SilenceProcedure, at: datetime, arrived: datetime, form: str = "objection"
) -> tuple[Message, bool]:
    """What the League's secretariat entered for Norland, in the words that Norland sends itself."""
    told = submissions.Entered(Voice("XN", "LEAGUE"), "mail", arrived, PROOF)
    by = signing.secretariat(row.forum, at)
    return submissions.enter(row, told, form=form, words=WHY, language="en", by=by, received_at=at)


def test_a_mail_in_time_counts_although_the_same_words_came_late_on_the_page(
    running: SilenceProcedure,
) -> None:
    """It could not reach the page, wrote a mail in time, and typed the same once it could."""
    late, counts = sent(running, norland(running.forum), EXPIRY + INSTANT)
    assert not counts

    made, counts = entered(running, EXPIRY + 2 * INSTANT, EXPIRY - HOUR)

    assert counts and made != late
    closure.close_due(running.forum, LATER)
    assert stage(running, LATER) == "broken"


def test_a_mail_in_time_is_recognised_although_the_same_words_came_late_on_the_page(
    running: SilenceProcedure,
) -> None:
    closure.close_due(running.forum, LATER)
    late, _counts = sent(running, norland(running.forum), LATER + INSTANT)
    at = LATER + HOUR
    made, counts = entered(running, at, EXPIRY - HOUR)
    assert not counts and made != late

    by = signing.secretariat(running.forum, at)
    signing.both_sign(running.forum, acts.RECOGNISE.propose(running, made.pk, by=by, at=at), at)

    assert stage(running, at) == "broken"


def test_an_arrival_that_was_typed_wrong_is_typed_again(running: SilenceProcedure) -> None:
    _wrong, counts = entered(running, EXPIRY + 2 * INSTANT, EXPIRY + INSTANT)
    assert not counts

    right, counts = entered(running, EXPIRY + 3 * INSTANT, EXPIRY - HOUR)
    again, same = entered(running, EXPIRY + 4 * INSTANT, EXPIRY - HOUR)

    assert counts and same and again == right
    assert stage(running, LATER) == "broken"


def test_a_statement_of_its_own_stands_although_the_same_words_were_contested(
    running: SilenceProcedure,
) -> None:
    """It did not send that mail; it says the same on the page, and that is its statement."""
    own = norland(running.forum)
    contested, _counts = entered(running, NOW + HOUR, NOW, form="statement")
    submissions.contest(running, contested, why="We sent no mail.", by=own, at=NOW + HOUR)

    made, counts = sent(running, own, NOW + 2 * HOUR, form="statement")
    again, _counts = sent(running, own, NOW + 3 * HOUR, form="statement")

    assert counts and made != contested and again == made
    (stands,) = queries.silence(queries.fresh(running), NOW + 3 * HOUR).statements
    assert stands.id == str(made.pk)


def test_what_is_entered_twice_as_it_arrived_is_one(running: SilenceProcedure) -> None:
    made, _counts = sent(running, norland(running.forum), NOW + HOUR)

    again, counts = entered(running, NOW + 2 * HOUR, NOW + HOUR)

    assert counts and again == made and Message.objects.count() == 1
