"""A recognised arrival counts from its recognition on: what was so before stays so ("as at")."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps

import papers
import signing
from cochair.features.acts.kinds import kind_of
from cochair.features.compliance.queries import facts_at
from cochair.features.decisions.models import Message, SilenceProcedure
from cochair.features.documents.models import Document
from cochair.features.mail import models as mail
from cochair.features.mail import worker
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.silence import acts, adopted, closure, presenters, queries, submissions
from cochair.procedure.entitlement import Voice
from cochair.web.localize import say
from silences import EXPIRY, INSTANT, LATER, lagoon, line, norland, proposed, sent, stage

HOUR = timedelta(hours=1)
MIGRATION = "cochair.features.decisions.migrations.0010_recognised_arrivals"
RECOGNISED = LATER + 2 * HOUR


@pytest.fixture
def passed(small_forum: Forum) -> SilenceProcedure:
    """A silence on a paper of the Council that has passed."""
    paper = line(small_forum)
    Document.objects.filter(pk=paper.pk).update(meeting=Meeting.objects.first())
    signing.both_sign(small_forum, proposed(papers.fresh(paper)))
    row = SilenceProcedure.objects.select_related("forum").get()
    closure.close_due(small_forum, LATER)
    return row


def recognised_by_both(
    row: SilenceProcedure, message: Message, at: datetime = RECOGNISED
) -> Message:
    """The message, once both have recognised that it had arrived in time."""
    by = signing.secretariat(row.forum, at)
    act = acts.RECOGNISE.propose(row, message.pk, by=by, at=at)
    signing.both_sign(row.forum, act, at)
    message.refresh_from_db()
    return message


@pytest.fixture
def recognised(passed: SilenceProcedure) -> Message:
    """An objection of Norland's, dealt with after the closing, that both recognised two hours later."""
    made, counts = sent(passed, norland(passed.forum), EXPIRY - INSTANT)
    assert not counts
    return recognised_by_both(passed, made)


def test_what_was_adopted_until_the_recognition_was_so(
    passed: SilenceProcedure, recognised: Message
) -> None:
    at = (EXPIRY, LATER, RECOGNISED - INSTANT, RECOGNISED, RECOGNISED + HOUR)
    assert [stage(passed, one) for one in at] == ["closing", "passed", "passed", "broken", "broken"]


def test_the_clauses_read_what_was_known_at_the_instant_that_is_asked(
    passed: SilenceProcedure, recognised: Message
) -> None:
    def outcomes(at: datetime) -> Mapping[str, str]:
        found = [one for row in facts_at(passed.forum, at).meetings for one in row.decisions]
        assert len(found) == len({one.id for one in found})
        return {one.id: one.outcome for one in found}

    assert outcomes(LATER - INSTANT) == {}
    assert outcomes(LATER) == {"silence-1": "adopted_by_consensus"}
    assert outcomes(RECOGNISED - INSTANT) == {"silence-1": "adopted_by_consensus"}
    assert outcomes(RECOGNISED) == {"silence-1": "not_agreed"}


@pytest.mark.parametrize("form", ["objection", "statement"])
@pytest.mark.parametrize("is_first", [True, False], ids=["objection first", "objection second"])
def test_what_is_recognised_besides_moves_no_end(
    passed: SilenceProcedure, form: str, is_first: bool
) -> None:
    """What was so between two recognitions stays so."""
    objection, _no = sent(passed, norland(passed.forum), EXPIRY - INSTANT)
    other, _no = sent(passed, lagoon(passed.forum), EXPIRY - INSTANT, form=form)
    first, second = (objection, other) if is_first else (other, objection)
    recognised_by_both(passed, first)
    broken_at = RECOGNISED if is_first or form == "objection" else RECOGNISED + 2 * HOUR

    recognised_by_both(passed, second, RECOGNISED + 2 * HOUR)

    found = facts_at(passed.forum, RECOGNISED + 3 * HOUR).meetings
    decisions = [one for row in found for one in row.decisions]
    assert [(one.at, one.outcome) for one in decisions] == [(broken_at, "not_agreed")]
    before = facts_at(passed.forum, broken_at - INSTANT).meetings
    assert [one.outcome for row in before for one in row.decisions] == ["adopted_by_consensus"]


def test_a_statement_that_is_recognised_leaves_the_adoption_where_it_was(
    passed: SilenceProcedure,
) -> None:
    made, _counts = sent(passed, norland(passed.forum), EXPIRY - INSTANT, form="statement")
    recognised_by_both(passed, made)

    found = facts_at(passed.forum, RECOGNISED + HOUR).meetings
    (one,) = [one for row in found for one in row.decisions]
    assert (one.at, one.outcome) == (LATER, "adopted_by_consensus")
    ended = [presenters.shown(queries.fresh(passed), at).outcome for at in (LATER, RECOGNISED)]
    assert ended[0] != ended[1]


def test_what_was_taken_back_is_no_adoption_any_more(passed: SilenceProcedure) -> None:
    paper = passed.revision.document
    before = adopted.of_document(paper)
    assert before is not None and before.at == EXPIRY

    made, _counts = sent(passed, norland(passed.forum), EXPIRY - INSTANT)
    recognised_by_both(passed, made)

    assert adopted.of_document(paper) is None


def test_the_page_says_when_both_recognised_the_arrival(
    passed: SilenceProcedure, recognised: Message
) -> None:
    (before,) = presenters.shown(queries.fresh(passed), RECOGNISED - INSTANT).said
    (now,) = presenters.shown(queries.fresh(passed), RECOGNISED).said

    assert (before.standing, before.is_dealt_with_late) == ("Dealt with after the closing", True)
    assert (now.standing, now.is_dealt_with_late) == ("Received in time", False)
    assert now.recognised_at == RECOGNISED and before.recognised_at is None
    assert not before.can_recognise and not now.can_recognise


@pytest.mark.parametrize("way", ["page", "mail"])
def test_arrivals_that_were_recognised_before_are_dated_by_their_acts(
    passed: SilenceProcedure, way: str
) -> None:
    if way == "page":
        made, _counts = sent(passed, norland(passed.forum), EXPIRY - INSTANT)
    else:
        told = submissions.Entered(Voice("XN", "LEAGUE"), "mail", EXPIRY - HOUR, "A stamp.")
        by = signing.secretariat(passed.forum, RECOGNISED)
        made, _counts = submissions.enter(
            passed,
            told,
            form="objection",
            words="No.",
            language="en",
            by=by,
            received_at=RECOGNISED,
        )
    counted_at = made.counted_at
    recognised_by_both(passed, made)
    # As it was kept until now.
    rows = Message.objects.filter(pk=made.pk)
    rows.update(counted_at=queries.arrived(made), recognised_at=None)

    import_module(MIGRATION).of_their_acts(apps, None)

    made.refresh_from_db()
    assert (made.counted_at, made.recognised_at) == (counted_at, RECOGNISED)


@pytest.mark.parametrize("form", ["objection", "statement"])
def test_what_both_sign_and_what_all_are_told_says_what_the_recognition_does(
    passed: SilenceProcedure, form: str
) -> None:
    """Of a statement nobody is told that the text is not adopted: it is."""
    made, _counts = sent(passed, norland(passed.forum), EXPIRY - INSTANT, form=form)
    by = signing.secretariat(passed.forum, RECOGNISED)
    act = acts.RECOGNISE.propose(passed, made.pk, by=by, at=RECOGNISED)
    effect = say(kind_of(act).effect(act))

    signing.both_sign(passed.forum, act, RECOGNISED)
    worker.tick(RECOGNISED)

    told = mail.Message.objects.filter(key__contains=":recognised:", language="en")
    breaks = form == "objection"
    assert told and stage(passed, RECOGNISED) == ("broken" if breaks else "passed")
    assert ("not adopted" in effect) is breaks
    assert all(("not adopted" in one.subject + one.body) is breaks for one in told)
