"""H17: words that are marked as classified are typed or pasted instead of brought in as a file (T15)."""

import html
from collections.abc import Mapping

import pytest

import papers
import signing
from cochair.features.documents.models import Expression
from cochair.features.languages import actions as languages
from cochair.features.texts.models import Edition, Position, PrivateNote
from cochair.procedure.refusal import Refused
from matrix import Scene, table
from papers import words
from world import NOW

CLASSIFIED, PLAIN = "RESTREINT UE/EU RESTRICTED", "Ports are safe."
ROUTES = {route.name: route for route in table()[1]}
# The forms in which words of a text are typed: who types, in which field, and what goes with it.
FORMS: Mapping[str, tuple[str, str, Mapping[str, str]]] = {
    "documents:write": ("secretariat", "text", {}),
    "documents:paragraphs": ("secretariat", "u-p-1", {}),
    "texts:propose": ("delegation", "words_en", {"operation": "insert", "paragraph": ""}),
    "texts:put-into": ("delegation", "words", {}),
    "texts:write": ("secretariat", "words", {}),
    "texts:position": ("delegation", "note", {}),
    "texts:note": ("delegation", "words", {}),
}


def kept() -> str:
    """Every word that a text has, in the register and under negotiation."""
    tables = (Expression, Edition, Position, PrivateNote)
    return str([list(table.objects.values()) for table in tables])


@pytest.mark.parametrize("name", FORMS)
def test_words_that_are_marked_as_classified_are_typed_into_no_form(
    at_work: Scene, name: str
) -> None:
    hat, field, more = FORMS[name]
    route, client, before = ROUTES[name], at_work.client(hat), kept()
    sent = {**at_work.sends(route), **more}

    answer = client.post(at_work.path(route), {**sent, field: f"{CLASSIFIED}\n{PLAIN}"})
    said = html.unescape(answer.content.decode())
    assert answer.status_code == 422
    assert (
        f"This text is marked “{CLASSIFIED}”, so it was not kept: only unclassified text is kept here."
        in said
    )
    assert kept() == before

    answer = client.post(at_work.path(route), {**sent, field: PLAIN})
    assert answer.status_code == 302
    assert PLAIN in kept()


def test_a_marking_among_many_paragraphs_or_in_the_title_is_found_and_a_sentence_about_it_is_none(
    at_work: Scene,
) -> None:
    about = "What is classified as secret stays in the systems for it."
    long = [f"Paragraph {n}." for n in range(40)]
    told = {"by": signing.secretariat(at_work.forum), "at": NOW}
    paper = papers.entered(at_work.forum)
    revision = paper.revisions.get()

    for said, title in (((*long[:20], "SECRET", *long[20:]), ""), ((about,), CLASSIFIED)):
        draft = languages.Draft("en", words(*said), title)
        with pytest.raises(Refused, match="only unclassified text is kept here"):
            languages.add_edition(revision, draft, seen=paper.version, **told)

    draft = languages.Draft("en", words(*long, about), "Papers marked as secret")
    assert languages.add_edition(revision, draft, seen=paper.version, **told)
