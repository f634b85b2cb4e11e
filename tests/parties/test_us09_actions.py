"""US-09, through the actions: two handovers in one cycle.

domain.md C.10 as corrected (section 3), keys and designations only: 2 December 2026 to
4 March 2027.  Who follows the dates is read in the zone of the seat that hands over.
"""

from datetime import UTC, datetime, timedelta

import pytest

from cochair.features.acts import actions as acts
from cochair.features.acts.models import JointAct
from cochair.features.compliance import actions as compliance
from cochair.features.parties import actions, queries
from cochair.features.parties.models import Forum, PresidencyTerm
from cochair.features.parties.offices import Power
from cochair.procedure.consent import ConsentState
from cochair.procedure.presidency import HoldingKind, holder, incoming
from cochair.procedure.refusal import Refused
from journeys import story

DECEMBER = datetime(2026, 12, 2, 9, tzinfo=UTC)
NEW_YEAR = datetime(2026, 12, 31, 23, tzinfo=UTC)
FEBRUARY = datetime(2027, 2, 2, 15, tzinfo=UTC)
SECOND_DOCUMENT = datetime(2027, 2, 15, 15, tzinfo=UTC)
DECISION = datetime(2027, 2, 25, 15, tzinfo=UTC)
# 4 March 2027, 10:00 in Santo Domingo.
TAKES_OVER = datetime(2027, 3, 4, 14, tzinfo=UTC)
JUST_BEFORE, JUST_AFTER = TAKES_OVER - timedelta(seconds=30), TAKES_OVER + timedelta(seconds=1)
ZONE = "America/Santo_Domingo"


@pytest.fixture
def forum(db: None) -> Forum:
    """The story's forum with its third cycle planned and everybody's account open."""
    found: Forum = story.load()
    story.plan(found)
    return found


def designate(forum: Forum, member: str, at: datetime, document: str) -> PresidencyTerm:
    """Bolivia, in office, records who follows it on 4 March."""
    return actions.designate(
        forum,
        party="CLASI",
        member=member,
        start=TAKES_OVER,
        end=None,
        zone=ZONE,
        document=document,
        by=story.hat(forum, "bo", at),
        at=at,
    )


@pytest.fixture
def disputed(forum: Forum) -> tuple[PresidencyTerm, PresidencyTerm]:
    """Two documents name two States for the same day."""
    first = designate(forum, "DO", FEBRUARY, "Decision of the autumn summit")
    second = designate(forum, "EC", SECOND_DOCUMENT, "Letter of 15 February")
    first.refresh_from_db()
    return first, second


def departure(forum: Forum, at: datetime) -> JointAct:
    """Some act that takes both keys."""
    return compliance.propose_departure(
        forum,
        rule="II.3.functions.c.3",
        target=("cycle", f"{story.FORUM}-cycle-2"),
        reason="The calendar of the Greek presidency is not fixed.",
        by=story.hat(forum, "secretariat", at),
        at=at,
    )


def test_in_december_ireland_holds_the_key_and_lithuania_may_only_read(forum: Forum) -> None:
    assert story.hat(forum, "ie", DECEMBER).may(Power.SIGN)
    assert not story.hat(forum, "lt", DECEMBER).may(Power.SIGN)
    assert story.hat(forum, "lt", DECEMBER).may(Power.READ_SHARED)


def test_rights_move_at_midnight_in_brussels_to_the_instant(forum: Forum) -> None:
    eve = NEW_YEAR - timedelta(microseconds=1)

    assert story.hat(forum, "ie", eve).may(Power.SIGN)
    assert not story.hat(forum, "lt", eve).may(Power.SIGN)

    assert story.hat(forum, "lt", NEW_YEAR).may(Power.SIGN)
    assert not story.hat(forum, "ie", NEW_YEAR).may(Power.SIGN)


def test_one_designation_says_who_comes_next(forum: Forum) -> None:
    designate(forum, "DO", FEBRUARY, "Decision of the autumn summit")

    (coming,) = incoming(queries.roster(forum).terms, "CLASI", FEBRUARY)

    assert (coming.kind, coming.holder) == (HoldingKind.HELD, "DO")


def test_a_second_document_makes_the_next_term_disputed_and_leaves_bolivia_its_key(
    forum: Forum, disputed: tuple[PresidencyTerm, PresidencyTerm]
) -> None:
    assert [term.status for term in disputed] == ["disputed", "disputed"]
    terms = queries.roster(forum).terms
    assert holder(terms, "CLASI", SECOND_DOCUMENT).holder == "BO"
    (coming, *_more) = incoming(terms, "CLASI", SECOND_DOCUMENT)
    assert coming.kind is HoldingKind.DISPUTED
    assert set(coming.holders) == {"DO", "EC"}

    act = departure(forum, SECOND_DOCUMENT)
    signed = story.both_sign(forum, act, SECOND_DOCUMENT, "lt", "bo")

    assert signed.effective_at == SECOND_DOCUMENT


def test_clasi_alone_settles_it_with_its_decision_and_the_other_side_takes_note(
    forum: Forum, disputed: tuple[PresidencyTerm, PresidencyTerm]
) -> None:
    first, second = disputed
    with pytest.raises(Refused):
        actions.settle(first, document="Decision", by=story.hat(forum, "lt", DECISION), at=DECISION)
    with pytest.raises(Refused):
        actions.settle(first, document=" ", by=story.hat(forum, "bo", DECISION), at=DECISION)

    actions.settle(
        first, document="Decision of CLASI", by=story.hat(forum, "bo", DECISION), at=DECISION
    )
    actions.acknowledge(first, by=story.hat(forum, "lt", DECISION), at=DECISION)

    second.refresh_from_db()
    assert second.superseded_at == DECISION
    (coming,) = incoming(queries.roster(forum).terms, "CLASI", DECISION)
    assert (coming.kind, coming.holder) == (HoldingKind.HELD, "DO")


def test_bolivia_signs_half_a_minute_before_its_term_ends_and_the_act_stands(
    forum: Forum,
) -> None:
    designate(forum, "DO", FEBRUARY, "Decision of the autumn summit")
    act = departure(forum, DECISION)

    signed = story.both_sign(forum, act, JUST_BEFORE, "bo")

    assert signed.state == ConsentState.HALF_SIGNED
    assert story.both_sign(forum, signed, JUST_AFTER, "lt").effective_at == JUST_AFTER


def test_a_second_after_its_term_the_key_of_bolivia_is_refused_and_the_act_is_offered_to_the_next(
    forum: Forum,
) -> None:
    designate(forum, "DO", FEBRUARY, "Decision of the autumn summit")
    act = departure(forum, DECISION)
    bolivia = story.hat(forum, "bo", JUST_BEFORE)

    with pytest.raises(Refused) as refused:
        acts.turn_key(act, seen=act.digest, by=bolivia, at=JUST_AFTER)
    assert "DO" in str(refused.value.refusals[0].facts["holders"])

    signed = story.both_sign(forum, act, JUST_AFTER, "do", "lt")
    assert signed.effective_at == JUST_AFTER
    assert [key.member.code for key in signed.keys.order_by("pk")] == ["DO", "LT"]


def test_the_handovers_of_one_side_leave_the_other_alone(forum: Forum) -> None:
    designate(forum, "DO", FEBRUARY, "Decision of the autumn summit")
    terms = queries.roster(forum).terms

    instants = (DECEMBER, NEW_YEAR, JUST_BEFORE, JUST_AFTER, datetime(2027, 7, 1, tzinfo=UTC))

    assert [holder(terms, "EU", at).holder for at in instants] == ["IE", "LT", "LT", "LT", "GR"]
    assert [holder(terms, "CLASI", at).holder for at in instants] == ["BO", "BO", "BO", "DO", "DO"]
