"""H12: a name, a title and a number that look like another are refused, and the word is named."""

import pytest

import papers
import signing
from cochair.features.agendas.refusals import of_words
from cochair.features.delegations.person import Person, refusals
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.register import actions as register
from cochair.procedure.refusal import Refused
from world import NOW

# The letter at fault stands as its number: a Cyrillic a, a Greek o, a space that nobody sees.
TITLE = "Decl\u0430ration of Ministers"
NAME = "J\u03bfhn Berg"
NUMBER = "EC\u200bSOM/2031/1"


def test_a_document_with_a_title_that_deceives_is_not_registered(small_forum: Forum) -> None:
    with pytest.raises(Refused, match="Decl\u0430ration"):
        papers.entered(small_forum, title={**papers.TITLE, "en": TITLE})

    assert papers.entered(small_forum, title={**papers.TITLE, "en": "Declaration of Ministers"})


def test_a_number_that_deceives_is_not_noted(small_forum: Forum) -> None:
    paper = papers.entered(small_forum)
    told = {"party": "", "by": signing.secretariat(small_forum), "at": NOW}

    with pytest.raises(Refused, match="another alphabet"):
        register.add_alias(paper, symbol=NUMBER, seen=paper.version, **told)

    assert register.add_alias(paper, symbol="EC SOM/2031/1", seen=paper.version, **told)


def test_nobody_is_nominated_under_a_name_that_deceives(small_forum: Forum) -> None:
    book = parties.book(small_forum)

    said = [str(one) for one in refusals(Person(name=NAME), book) if one]
    fair = [str(one) for one in refusals(Person(name="John Berg"), book) if one]

    assert any("J\u03bfhn" in one for one in said)
    assert not any("John" in one for one in fair)
    greek = [str(one) for one in refusals(Person(name="Ελένη Παππά"), book) if one]
    assert greek == fair


def test_no_item_is_put_on_an_agenda_under_a_title_that_deceives(small_forum: Forum) -> None:
    book = parties.book(small_forum)

    assert any(one and "Decl" in str(one) for one in of_words({"en": TITLE}, book))
    assert not any(of_words({"en": "Declaration of Ministers"}, book))
