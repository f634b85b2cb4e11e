"""Of exceptions, readers see those about what they may read (domain.md C.8)."""

from datetime import timedelta

import pytest

import papers
import people
import rooms
from cochair.features.acts.models import JointAct
from cochair.features.compliance import visibility
from cochair.features.meetings.models import Meeting, Schedule
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.journal import actions as journal
from papers import words
from world import NOW

AT = people.REAL_NOW


def office(forum: Forum, role: Role, party: str = "", member: str = "") -> ActingOffice:
    """Somebody in an office since the day on which the forum was loaded."""
    return people.hat(forum, people.person(forum, role, party, member, "", start=AT), AT)


def meeting(forum: Forum, configuration: str) -> Meeting:
    """A meeting of one type, known to the facts."""
    row = Meeting.objects.create(
        forum=forum, slug=f"next-{configuration}", configuration=configuration, known_at=AT
    )
    starts = AT + timedelta(days=300)
    Schedule.objects.create(
        meeting=row, at=AT, starts=starts, ends=starts + timedelta(hours=6), zone="Europe/Athens"
    )
    journal.record(forum.slug, verb="meeting.noted", about=("meeting", row.slug), by=None, at=AT)
    return row


def act(forum: Forum, number: int, kind: str, **body: str) -> JointAct:
    """A proposed act, as far as readers are asked about it."""
    return JointAct(forum=forum, number=number, kind=kind, subject_kind=kind, body=body)


def test_an_exception_for_a_meeting_is_seen_by_those_who_take_part_in_it(
    real_forum: Forum,
) -> None:
    closed, open_to_all = meeting(real_forum, "im"), meeting(real_forum, "ministerial")
    acts = [
        act(real_forum, 1, "departure", target_kind="meeting", target_id=closed.slug),
        act(real_forum, 2, "departure", target_kind="meeting", target_id=open_to_all.slug),
        act(real_forum, 3, "departure", target_kind="cycle", target_id=closed.slug),
        act(real_forum, 4, "option", target_kind="meeting", target_id=closed.slug),
        act(real_forum, 5, "departure"),
    ]
    greece = office(real_forum, Role.DELEGATION_HEAD, "EU", "GR")
    spain = office(real_forum, Role.DELEGATION_HEAD, "EU", "ES")

    assert visibility.closed_acts(real_forum, spain, AT, acts) == {1}
    assert visibility.closed_acts(real_forum, greece, AT, acts) == frozenset()
    # Nothing is asked where no act agrees an exception.
    assert visibility.closed_acts(real_forum, spain, AT, acts[3:]) == frozenset()


def test_an_exception_for_a_document_is_seen_by_those_who_read_the_document(
    small_forum: Forum,
) -> None:
    texts = {code: words(f"One {code}.") for code in ("en", "es", "pt")}
    paper = papers.circulated(small_forum, texts, marking="forum")
    acts = [
        act(small_forum, 1, "departure", target_kind="document", target_id=paper.slug),
        act(small_forum, 2, "departure", target_kind="cycle", target_id="league-concert-cycle-2"),
    ]
    observer = papers.somebody(small_forum, Role.OBSERVER, "", "", rooms.ADMITTED)
    delegate = papers.somebody(small_forum, Role.DELEGATION_HEAD, "LEAGUE", "XB")

    assert visibility.closed_acts(small_forum, observer, NOW, acts) == {1}
    assert visibility.closed_acts(small_forum, delegate, NOW, acts) == frozenset()


@pytest.mark.parametrize(
    ("row", "named"),
    [
        (
            {"target": {"kind": "meeting", "id": "m"}, "evidence": ["e"], "says": [{"of": ("s",)}]},
            {"meeting m", "e", "s"},
        ),
        ({"target": {"kind": "cycle", "id": "c"}, "departure": "d", "days": 5}, {"c", "d"}),
    ],
)
def test_a_row_of_a_signed_statement_names_its_target_its_evidence_and_what_it_speaks_of(
    row: dict[str, object], named: set[str]
) -> None:
    assert visibility.codes_in(row) == named


def test_a_row_without_a_target_is_no_row_of_a_statement() -> None:
    with pytest.raises(AssertionError):
        visibility.codes_in({"target": "m"})
