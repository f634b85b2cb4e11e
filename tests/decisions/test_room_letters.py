"""N20 and N21: what is told of a decision in the room, to whom, and that no word of the text is in it."""

import pytest

import decided
from cochair.features.decisions.models import RoomDecision
from cochair.features.mail.models import Message
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.features.room import actions
from cochair.procedure.consensus import Claim
from decided import head, minutes, objected
from moves import letters, told
from people import person

NORLAND, LAGOON = "head-xn@example.org", "head-xl@example.org"
BRUMIA, ESTMARK = "head-xb@example.org", "co_presidency-league-xe@example.org"


@pytest.fixture
def row(small_forum: Forum) -> RoomDecision:
    """A text on the table; three delegations have an office here, one of them no say."""
    found = decided.on_the_table(small_forum)
    for code in ("XN", "XL", "XB"):
        head(small_forum, code)
    return found


def subjects(email: str, event: str = "N20") -> list[str]:
    return [one.subject for one in letters(email, event)]


def test_who_has_a_say_is_told_at_once_and_nobody_else(row: RoomDecision) -> None:
    forum = row.meeting.forum
    made = objected(row, head(forum), minutes(1))
    actions.withdraw(row, made, by=head(forum), at=minutes(2))
    decided.declared(row, Claim.CONSENSUS, minutes(3))

    told(forum, minutes(4))

    found = subjects(LAGOON)
    for word in ("Submitted for adoption", "Objection", "Objection withdrawn", "Outcome declared"):
        assert any(one.startswith(word) or f"{word}:" in one for one in found), (word, found)
    assert len(found) == 4 and subjects(NORLAND) == found
    assert subjects(BRUMIA) == []


def test_a_letter_carries_the_digest_and_no_word_of_text_or_objection(row: RoomDecision) -> None:
    objected(row, head(row.meeting.forum), minutes(1))

    told(row.meeting.forum, minutes(2))

    bodies = " ".join(one.body for one in Message.objects.filter(event="N20"))
    assert row.terms["digest"] in bodies
    assert decided.WHY not in bodies and "Two en." not in bodies


def test_an_adopted_final_document_is_told_to_everybody_and_a_summary_is_not(
    row: RoomDecision,
) -> None:
    decided.declared(row, Claim.CONSENSUS, minutes(3))

    told(row.meeting.forum, minutes(4))

    assert len(subjects(BRUMIA, "N21")) == len(subjects(LAGOON, "N21")) == 1


def test_an_adopted_final_document_is_told_to_nobody_who_may_not_read_it(
    row: RoomDecision,
) -> None:
    forum = row.meeting.forum
    person(forum, Role.AUDITOR)
    row.document.marking = "presidencies"
    row.document.save(update_fields=["marking"])
    decided.declared(row, Claim.CONSENSUS, minutes(3))

    told(forum, minutes(4))

    assert subjects(BRUMIA, "N21") == subjects(LAGOON, "N21") == []
    assert subjects("auditor@example.org", "N21") == []
    assert len(subjects("presidency-league-xe@example.org", "N21")) == 1


def test_a_summary_is_told_as_what_it_is(row: RoomDecision) -> None:
    objected(row, head(row.meeting.forum), minutes(1))
    decided.declared(row, Claim.SUMMARY, minutes(3))

    told(row.meeting.forum, minutes(4))

    assert subjects(BRUMIA, "N21") == []
    assert (
        "Both co-chairs issue this text as their own summary. The text is not agreed."
        in letters(LAGOON, "N20")[-1].body
    )
