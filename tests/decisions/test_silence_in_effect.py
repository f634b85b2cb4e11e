"""An objection in time is found after the closing: adopted is nothing any more, unless it took effect.

"two-keys": what both published or entered as a version stays adopted, and the objection stays said.
"""

from datetime import timedelta

import pytest

import papers
import signing
from cochair.features.acts.models import JointAct
from cochair.features.decisions.models import Message, SilenceProcedure
from cochair.features.documents.models import Document
from cochair.features.parties.models import Forum
from cochair.features.publications import actions as publishing
from cochair.features.register import actions as register
from cochair.features.silence import acts, closure
from cochair.procedure.refusal import Refused
from silences import EXPIRY, INSTANT, LATER, line, norland, proposed, sent, stage

HOUR = timedelta(hours=1)


@pytest.fixture
def passed(small_forum: Forum) -> SilenceProcedure:
    """A silence on a public paper that has passed."""
    paper = line(small_forum, marking="public")
    signing.both_sign(small_forum, proposed(paper))
    row = SilenceProcedure.objects.get()
    closure.close_due(small_forum, LATER)
    return row


def found(row: SilenceProcedure) -> Message:
    """An objection that had arrived in time, dealt with after the closing."""
    message, counts = sent(row, norland(row.forum), EXPIRY - INSTANT)
    assert not counts
    return message


def recognition(row: SilenceProcedure, message: Message) -> JointAct:
    by = signing.secretariat(row.forum, LATER + HOUR)
    return acts.RECOGNISE.propose(row, message.pk, by=by, at=LATER + HOUR)


def publication(paper: Document) -> JointAct:
    fresh, by = papers.fresh(paper), signing.secretariat(paper.forum, LATER)
    return publishing.propose_publication(fresh, reason="", seen=fresh.version, by=by, at=LATER)


def test_what_was_published_as_adopted_stays_adopted(passed: SilenceProcedure) -> None:
    signing.both_sign(passed.forum, publication(passed.revision.document), LATER)
    message = found(passed)

    with pytest.raises(Refused, match="its adoption stands"):
        recognition(passed, message)

    assert stage(passed, LATER + HOUR) == "passed"


def test_a_recognition_under_way_lapses_once_the_text_is_published(
    passed: SilenceProcedure,
) -> None:
    act = recognition(passed, found(passed))
    signing.both_sign(passed.forum, publication(passed.revision.document), LATER + HOUR)

    with pytest.raises(Refused):
        signing.both_sign(passed.forum, act, LATER + HOUR)

    assert stage(passed, LATER + HOUR) == "passed"


def test_a_text_called_final_is_final_no_longer_once_an_objection_is_recognised(
    passed: SilenceProcedure,
) -> None:
    paper = papers.fresh(passed.revision.document)
    by = signing.secretariat(passed.forum, LATER)
    register.finish(paper, seen=paper.version, by=by, at=LATER)

    signing.both_sign(passed.forum, recognition(passed, found(passed)), LATER + HOUR)

    assert stage(passed, LATER + HOUR) == "broken"
    assert papers.fresh(paper).final_at is None
