"""A machine translation that is asked for, sent and answered by several at the same moment."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import papers
import signing
from at_once import a_database_for_threads, in_threads
from cochair.features.documents.models import (
    Confirmation,
    Expression,
    MachineTranslation,
    Revision,
    Term,
)
from cochair.features.glossary import actions as glossary
from cochair.features.machine_translation import actions
from cochair.features.machine_translation.etranslation import ETranslation
from cochair.features.machine_translation.providers import Answer
from cochair.features.machine_translation.states import Failure
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.formats.paragraphs import plain
from world import NOW, small_forum

PROVIDER = ETranslation("https://example.org", "a", "b", "GEN")
BACK = Answer("7", "es", '<p id="p-1">Los barcos van y vienen.</p>')


@pytest.fixture
def waiting(
    transactional_db: None, tmp_path: Path
) -> Iterator[tuple[ActingOffice, ActingOffice, int]]:
    """Both secretariats, and the version of a paper in English, in a database for threads."""
    with a_database_for_threads(tmp_path):

        def load(_number: int) -> tuple[ActingOffice, ActingOffice, int]:
            forum = small_forum()
            paper = papers.circulated(forum, {"en": (plain("p-1", "Ships come and go."),)})
            return signing.secretariat(forum), signing.concert(forum), paper.version

        yield in_threads(1, load)[0]


def test_it_is_one_however_many_ask_send_and_answer_at_once(
    waiting: tuple[ActingOffice, ActingOffice, int],
) -> None:
    by, _other, seen = waiting

    def ask(_number: int) -> int:
        revision = Revision.objects.select_related("document").get()
        return actions.ask(revision, "es", provider=PROVIDER, seen=seen, by=by, at=NOW).pk

    assert len(set(in_threads(4, ask))) == 1

    def send(_number: int) -> bool:
        row = actions.claim(Forum.objects.get(), NOW)
        if row is not None:
            actions.handed_over(row, "7", Failure.NONE, NOW)
        return row is not None

    assert sorted(in_threads(4, send)) == [False, False, False, True]

    def answer(_number: int) -> str:
        row = MachineTranslation.objects.select_related("revision__document").get()
        return actions.take_back(row, BACK, at=NOW).state

    assert set(in_threads(4, answer)) == {"done"}
    made = in_threads(1, lambda _n: list(Expression.objects.filter(language="es").values()))[0]
    assert [(one["edition"], one["courtesy"]) for one in made] == [(1, True)]


def test_a_term_that_many_enter_and_confirm_at_once_is_one(
    waiting: tuple[ActingOffice, ActingOffice, int],
) -> None:
    league, concert, _seen = waiting
    entry = glossary.Entry({"en": ["beacon"], "es": ["baliza"]})

    def act(number: int) -> None:
        made = glossary.add(Forum.objects.get(), entry, by=(league, concert)[number % 2], at=NOW)
        glossary.confirm(
            Forum.objects.get(), [(made.pk, 0)], by=(concert, league)[number % 2], at=NOW
        )

    in_threads(6, act)

    counted = in_threads(1, lambda _n: (Term.objects.count(), Confirmation.objects.count()))
    assert counted == [(1, 2)]
