"""What submits a document to a meeting or to silence ends with the document: nobody could sign it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

import decided
import papers
import programming
import signing
import silences
from cochair.features.acts import actions
from cochair.features.acts.models import JointAct
from cochair.features.documents.models import Document
from cochair.features.parties.models import Forum
from cochair.features.programmes import actions as programmes
from cochair.features.register import actions as register
from cochair.features.room import actions as room
from cochair.features.silence import closure
from cochair.procedure.consensus import Claim
from cochair.procedure.refusal import Refused
from decided import PUT_AT, minutes

UNTIL = PUT_AT + timedelta(days=7)


def told(paper: Document, at: datetime) -> dict[str, object]:
    by = signing.secretariat(paper.forum, at)
    return {"seen": papers.fresh(paper).version, "by": by, "at": at}


def withdrawn(paper: Document, at: datetime) -> object:
    return register.withdraw(paper, reason="An older text.", **told(paper, at))  # type: ignore[arg-type]


def superseded(paper: Document, at: datetime) -> object:
    other = papers.circulated(paper.forum, at=at)
    return register.supersede(paper, successor=other, **told(paper, at))  # type: ignore[arg-type]


def final(paper: Document, at: datetime) -> object:
    return register.finish(paper, **told(paper, at))  # type: ignore[arg-type]


ENDS = {"document.withdrawn": withdrawn, "document.superseded": superseded, "document.final": final}


def to_the_meeting(paper: Document) -> JointAct:
    """Submitted by one co-chair alone."""
    wish = decided.wish(paper, kind="other")
    return room.put(
        decided.sitting(paper.forum), wish, by=signing.league(paper.forum, PUT_AT), at=PUT_AT
    )


def to_silence(paper: Document) -> JointAct:
    """Put under silence by one presidency alone."""
    act = silences.proposed(paper, UNTIL, PUT_AT)
    return signing.turn(act, signing.league(paper.forum, PUT_AT), PUT_AT)


def how(act: JointAct) -> tuple[str, str]:
    act.refresh_from_db()
    return act.state, act.closed_reason


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
@pytest.mark.parametrize("submitted", [to_the_meeting, to_silence])
def test_what_waits_to_submit_a_document_lapses_once_that_goes_no_further(
    small_forum: Forum,
    submitted: Callable[[Document], JointAct],
    end: Callable[[Document, datetime], object],
) -> None:
    act = submitted(silences.line(small_forum))
    assert how(act) == ("half_signed", "")

    end(Document.objects.select_related("forum").get(slug=act.body["document"]), minutes(1))

    (reason,) = [code for code, one in ENDS.items() if one is end]
    assert how(act) == ("lapsed", reason)
    with pytest.raises(Refused, match="lapsed"):
        signing.turn(act, signing.concert(small_forum, minutes(2)), minutes(2))


def test_what_waits_for_silence_lapses_once_a_meeting_adopts_the_text(small_forum: Forum) -> None:
    paper = silences.line(small_forum)
    act = to_silence(paper)

    row = decided.put(decided.sitting(small_forum), decided.wish(paper, kind="other"))
    assert how(act) == ("half_signed", "")
    decided.declared(row, Claim.CONSENSUS, minutes(1))

    assert how(act) == ("lapsed", "text.adopted")


def test_what_waits_for_a_meeting_lapses_once_the_text_is_adopted_by_silence(
    small_forum: Forum,
) -> None:
    paper = silences.line(small_forum)
    act = to_the_meeting(paper)
    signing.both_sign(small_forum, silences.proposed(paper, UNTIL, PUT_AT), PUT_AT)
    actions.end_what_is_due(small_forum, minutes(1))
    assert how(act) == ("half_signed", "")

    closure.close_due(small_forum, UNTIL + silences.GRACE)
    actions.end_what_is_due(small_forum, UNTIL + silences.GRACE)

    assert how(act) == ("lapsed", "text.adopted")


@pytest.mark.parametrize("end", ["document.withdrawn", "document.superseded"])
def test_a_programme_whose_document_goes_no_further_waits_for_no_signature(
    real_forum: Forum, end: str
) -> None:
    at, meeting = programming.OPENS, programming.institutional(real_forum)
    by = programming.secretariat(real_forum)
    texts = {code: papers.words(f"One {code}.") for code in ("en", "es", "pt")}
    paper = papers.circulated(
        real_forum, texts, by=by, at=at, meeting=meeting.slug, title=programming.NAMES
    )
    last = programming.prepared(meeting)
    act = programmes.propose_submission(meeting, seen=last.token, document=paper, by=by, at=at)
    signing.turn(act, programming.greece(real_forum), at)
    seen = papers.fresh(paper).version

    if end == "document.withdrawn":
        register.withdraw(paper, reason="An older text.", seen=seen, by=by, at=at)
    else:
        other = papers.circulated(real_forum, texts, by=by, at=at, title=programming.NAMES)
        register.supersede(paper, successor=other, seen=seen, by=by, at=at)

    assert how(act) == ("lapsed", end)
    with pytest.raises(Refused):
        programmes.propose_submission(
            meeting, seen=last.token, document=papers.fresh(paper), by=by, at=at
        )
