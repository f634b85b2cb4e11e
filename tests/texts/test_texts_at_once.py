"""Two who change one text at the same moment: one of them is first, and no word is lost."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

import negotiations
import signing
from at_once import a_database_for_threads, in_threads
from cochair.features.compliance import queries as results
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.texts import actions, chairs
from cochair.features.texts.models import Edition, NegotiatedText
from cochair.journal.models import Entry
from cochair.procedure import text as core
from cochair.procedure.refusal import Refused
from cochair.web.errors import StaleVersion
from negotiations import text
from world import NOW, small_forum

WRITERS = 6


@pytest.fixture
def both(transactional_db: None, tmp_path: Path) -> Iterator[tuple[ActingOffice, ActingOffice]]:
    """A text under negotiation, and the two secretariats, in a database for threads."""
    with a_database_for_threads(tmp_path):

        def load(_number: int) -> tuple[ActingOffice, ActingOffice]:
            forum = small_forum()
            negotiations.begun(forum)
            return signing.secretariat(forum), negotiations.other_secretariat(forum)

        yield in_threads(1, load)[0]
    results.forget()


def test_of_several_who_write_a_paragraph_at_once_one_is_kept_and_the_others_see_both(
    both: tuple[ActingOffice, ActingOffice],
) -> None:
    def write(number: int) -> str:
        row, by = NegotiatedText.objects.get(), both[number % 2]
        words = f"Words of {number}."
        try:
            chairs.edit(row, "p-4", "es", words, read=1, editorial=True, by=by, at=NOW)
        except StaleVersion as stale:
            assert stale.mine == words and stale.theirs.startswith("Words of")
            return "stale"
        return "kept"

    found = in_threads(WRITERS, write)

    assert sorted(found) == ["kept", *["stale"] * (WRITERS - 1)]

    def written(_number: int) -> int:
        return Edition.objects.filter(of="p-4", language="es").count()

    assert in_threads(1, written) == [2]


def test_proposals_made_at_once_all_stand_and_have_ids_of_their_own(
    both: tuple[ActingOffice, ActingOffice],
) -> None:
    def propose(number: int) -> tuple[str, ...]:
        row, by = NegotiatedText.objects.get(), both[number % 2]
        drafts = [actions.Draft(core.Operation.REPLACE, "p-3", {"en": f"Of {number}."})] * 5
        return actions.propose(row, drafts, by=by, at=NOW)

    made = [one for ids in in_threads(WRITERS, propose) for one in ids]

    assert len(set(made)) == len(made) == 5 * WRITERS


def test_a_proposal_taken_in_and_taken_back_at_once_is_one_of_both(
    both: tuple[ActingOffice, ActingOffice],
) -> None:
    def first(_number: int) -> None:
        row = NegotiatedText.objects.get()
        draft = actions.Draft(core.Operation.REPLACE, "p-3", {"en": "We meet."})
        actions.propose(row, [draft], by=both[0], at=NOW)

    in_threads(1, first)

    def act(number: int) -> str:
        row = NegotiatedText.objects.get()
        try:
            if number % 2:
                chairs.accept(row, "q-1", instructed=True, by=both[1], at=NOW)
            else:
                actions.withdraw(row, "q-1", by=both[0], at=NOW)
        except Refused:
            return "refused"
        return "done"

    assert sorted(in_threads(4, act)) == ["done", "refused", "refused", "refused"]

    def stands(_number: int) -> tuple[str, str]:
        found = text(NegotiatedText.objects.get(forum=Forum.objects.get()))
        return found.proposals[0].state.value, found.paragraph("p-3").words["en"]

    assert in_threads(1, stands)[0] in {
        ("accepted", "We meet."),
        ("withdrawn", negotiations.ENGLISH[2]),
    }


def test_the_same_reservation_position_and_proposal_sent_by_many_clicks_is_one(
    both: tuple[ActingOffice, ActingOffice],
) -> None:
    study, late = core.Value.STUDY, NOW + timedelta(minutes=1)

    def click(number: int, at=NOW) -> tuple[object, ...]:
        row, by = NegotiatedText.objects.get(), both[0]
        draft = actions.Draft(core.Operation.REPLACE, "p-3", {"en": "We meet."})
        proposed = actions.propose(row, [draft], by=by, at=at)
        held = actions.reserve(row, core.ReservationKind.GENERAL, by=by, at=at)
        actions.take_position(row, "p-3", study, note="Ask at home.", by=by, at=at)
        return proposed, held

    assert len(set(in_threads(4, click))) == 1

    def found(_number: int) -> tuple[int, ...]:
        row = NegotiatedText.objects.get()
        verbs = ("text.proposed", "text.reserved", "text.position_taken")
        told = [Entry.objects.filter(verb=verb).count() for verb in verbs]
        return (row.proposals.count(), row.reservations.count(), row.positions.count(), *told)

    assert in_threads(1, found) == [(1,) * 6]

    def after_it_was_lifted(_number: int) -> tuple[object, ...]:
        actions.lift(NegotiatedText.objects.get(), "r-1", by=both[0], at=NOW)
        return click(0, late)

    assert in_threads(1, after_it_was_lifted)[0][1] == "r-2"
