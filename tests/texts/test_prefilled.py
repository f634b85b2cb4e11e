"""Whoever proposes words finds the paragraph in the form, in the languages in which it has any."""

import re

import pytest
from django.test import Client

import people
import signing
from cochair.features.accounts.models import Account
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.texts import chairs
from cochair.features.texts.models import NegotiatedText
from negotiations import begun, norland, text
from world import NOW

pytestmark = pytest.mark.usefixtures("clock_stands")

OLD, NEW = "Nos reuniremos cada 18 meses.", "Nos reuniremos cada 24 meses."


@pytest.fixture
def row(small_forum: Forum) -> NegotiatedText:
    """The declaration under negotiation."""
    return begun(small_forum)


def at(row: NegotiatedText, path: str = "", language: str = "es") -> str:
    """An address of the text."""
    return f"/{language}/{row.forum.slug}/documents/{row.document.slug}/text/{path}"


def client(hat: ActingOffice) -> Client:
    """Somebody signed in."""
    return people.signed_in(Account.objects.get(pk=hat.account))


def filled(page: str, begins: str) -> tuple[list[str], dict[str, str]]:
    """The languages of the form that begins there, in their order, and all that would be sent."""
    form, _, _ = page.partition(begins)[2].partition("</form>")
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    words = re.findall(r'<textarea[^>]*name="words_(\w+)"[^>]*>([^<]*)</textarea>', form)
    return [code for code, _said in words], fields | {f"words_{code}": it for code, it in words}


def test_where_the_paragraph_stands_it_is_filled_in_as_its_reader_reads_it(
    small_forum: Forum, row: NegotiatedText
) -> None:
    reader = client(norland(small_forum))

    languages, sent = filled(reader.get(at(row)).content.decode(), 'id="propose-p-3"')
    alone, _ = filled(reader.get(at(row, language="en")).content.decode(), 'id="propose-p-3"')

    assert (languages, sent["words_es"]) == (["es", "en"], OLD)
    assert alone == ["en"]
    reader.post(at(row, "proposals/"), {**sent, "words_es": NEW})
    assert dict(text(row).proposals[0].words) == {"es": NEW}


def test_on_its_own_page_every_language_is_filled_in_and_only_what_changed_is_proposed(
    small_forum: Forum, row: NegotiatedText
) -> None:
    reader = client(norland(small_forum))
    page = reader.get(at(row, "paragraphs/p-3/")).content.decode()

    languages, sent = filled(page, 'id="propose"')

    assert languages == ["en", "es", "pt"]
    assert sent["words_pt"] == "Reunir-nos-emos a cada 18 meses."
    unchanged = reader.post(at(row, "proposals/"), sent)
    assert unchanged.status_code == 422 and not text(row).proposals
    english = sent["words_en"].replace("18", "24")
    reader.post(at(row, "proposals/"), {**sent, "words_en": english})
    assert dict(text(row).proposals[0].words) == {"en": "24"}


def test_words_of_another_language_that_changed_meanwhile_are_not_put_back(
    small_forum: Forum, row: NegotiatedText
) -> None:
    reader = client(norland(small_forum))
    _, sent = filled(reader.get(at(row)).content.decode(), 'id="propose-p-3"')
    by = signing.secretariat(small_forum)
    chairs.edit(row, "p-3", "es", "Nos vemos.", read=1, editorial=True, by=by, at=NOW)

    answer = reader.post(at(row, "proposals/"), {**sent, "words_es": NEW})

    page = answer.content.decode()
    assert answer.status_code == 409 and "Nos vemos." in page and NEW in page
    assert not text(row).proposals
