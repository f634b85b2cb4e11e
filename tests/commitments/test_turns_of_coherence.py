"""Who writes the coherence note of a meeting, and until when (I.2.1.b)."""

from datetime import timedelta

import people
from cochair.features.commitments import actions
from cochair.features.commitments.kind import COHERENCE_NOTE
from cochair.features.commitments.models import Commitment
from cochair.features.commitments.turns import COHERENCE, WRITE
from cochair.features.meetings.models import Meeting, Schedule
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from whose import acts
from world import NOW

AHEAD = NOW + timedelta(days=20)


def test_a_note_is_written_before_the_meeting_and_then_nobody_acts(real_forum: Forum) -> None:
    Commitment.objects.filter(instrument__forum=real_forum).update(state="settled")
    book = parties.book(real_forum, NOW)
    (clause, *_more) = book.clauses_for(COHERENCE)
    code = next(iter(clause.check.args["configurations"]))
    meeting = Meeting.objects.create(
        forum=real_forum, slug="next-one", configuration=code, known_at=NOW, confirmed_at=NOW
    )
    Schedule.objects.create(
        meeting=meeting, at=NOW, starts=AHEAD, ends=AHEAD + timedelta(hours=8), zone="UTC"
    )
    party = parties.roster(real_forum).party_codes[0]
    by = people.hat(real_forum, people.person(real_forum, Role.SECRETARIAT, party))

    found = acts(COHERENCE_NOTE, meeting, NOW)
    assert {(one.says, one.role, one.until, one.firm) for one in found} == {
        (WRITE, "secretariat", AHEAD, "rule")
    }

    actions.write_note(
        meeting, day=NOW.date(), text="All initiatives were looked at.", findings=[], by=by, at=NOW
    )
    assert acts(COHERENCE_NOTE, meeting, NOW) == []
