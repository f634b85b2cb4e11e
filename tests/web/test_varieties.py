"""A person reads Spanish or Portuguese as it is spoken at home; what is stored does not change."""

import pytest
from django.utils import translation

import people
from cochair.features.accounts.models import Account
from cochair.features.mail.letters import Letter, to_account
from cochair.features.mail.rendering import rendered
from cochair.features.mail.signatures import presidencies
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.procedure.refusal import Sentence
from cochair.web import cache, formats, localize, varieties
from world import NOW

ADDRESS = "/{}/mail/preferences/"
CHOSEN = {"digest": "", "quiet_from": "22:00", "quiet_until": "07:00", "zone": "America/La_Paz"}
# A message with words of each variety, and one that no variety says otherwise.
ADD, SIGN = "Enter the data", "Signature"


@pytest.fixture
def anna(small_forum: Forum) -> Account:
    """The secretariat of the League."""
    return people.person(small_forum, Role.SECRETARIAT, "LEAGUE", email="anna@example.org")


def page_of(client: people.Client, language: str) -> str:
    """The page of preferences in a language."""
    return str(client.get(ADDRESS.format(language)).content.decode())


class TestAnAccountChooses:
    """The variety is the account's; addresses, texts and the other languages are as before."""

    def test_pages_in_its_language_speak_the_variety_and_the_others_do_not(
        self, small_forum: Forum, anna: Account
    ) -> None:
        client = people.signed_in(anna)
        assert '<html lang="pt">' in page_of(client, "pt") and "Guardar" in page_of(client, "pt")

        client.post(ADDRESS.format("pt"), {**CHOSEN, "language": "pt-BR"})

        anna.refresh_from_db()
        assert (anna.language, anna.variety) == ("pt", "pt-BR")
        page = page_of(client, "pt")
        assert '<html lang="pt-BR">' in page and "Salvar" in page and "Guardar" not in page
        assert '<option value="pt-BR" selected>' in page and 'href="/pt/' in page
        assert '<html lang="es">' in page_of(client, "es") and "Guardar" in page_of(client, "es")

    def test_a_language_ends_the_variety_and_an_unknown_one_is_refused(
        self, small_forum: Forum, anna: Account
    ) -> None:
        client = people.signed_in(anna)
        client.post(ADDRESS.format("es"), {**CHOSEN, "language": "es-419"})
        refused = client.post(ADDRESS.format("es"), {**CHOSEN, "language": "es-ZZ"})
        anna.refresh_from_db()
        assert refused.status_code == 422 and anna.variety == "es-419"

        client.post(ADDRESS.format("es"), {**CHOSEN, "language": "es"})

        anna.refresh_from_db()
        assert (anna.language, anna.variety) == ("es", "")

    def test_a_message_is_written_in_the_variety_and_leads_to_the_address_of_the_language(
        self, small_forum: Forum, anna: Account
    ) -> None:
        anna.language, anna.variety = "es", "es-419"
        letter = Letter(
            key="n:1",
            forum_slug=small_forum.slug,
            to=to_account(anna),
            subject=Sentence(ADD),
            lines=(Sentence("{n}", {"n": 12345.5}),),
            event="N06",
        )

        made = rendered(letter, small_forum, presidencies(small_forum, NOW), NOW)

        assert made.subject == "Ingresar los datos"
        assert "12,345.5" in made.body and "/es/mail/preferences/" in made.body


class TestMessageByMessage:
    """A variety says what it has; everything else is asked of the language."""

    @pytest.mark.parametrize(
        ("language", "code", "there", "here"),
        [
            ("es", "es-419", "Introducir los datos", "Ingresar los datos"),
            ("pt", "pt-BR", "Introduzir os dados", "Inserir os dados"),
        ],
    )
    def test_what_a_variety_lacks_falls_back(
        self, language: str, code: str, there: str, here: str
    ) -> None:
        with translation.override(language):
            plain, same = translation.gettext(ADD), translation.gettext(SIGN)
            with varieties.reading(code):
                assert (translation.gettext(ADD), translation.gettext(SIGN)) == (here, same)
                assert translation.gettext("Nobody ever said this") == "Nobody ever said this"
            assert plain == there

    def test_numbers_are_written_as_in_the_variety(self) -> None:
        with varieties.reading("es-419"):
            assert formats.number(12345.5, "es") == "12,345.5"
            assert formats.number(12345.5, "pt") == "12\u202f345,5"
        assert formats.number(12345.5, "es") == "12.345,5"

    def test_a_variety_of_another_language_changes_nothing(self) -> None:
        with translation.override("es"), varieties.reading("pt-BR"):
            assert (translation.gettext(ADD), varieties.tag()) == ("Introducir los datos", "es")

    def test_a_part_kept_for_one_reader_is_not_shown_to_the_other(self) -> None:
        def shown() -> str:
            made = cache.part(
                "web/parts/lang.html", ("test",), lambda: {"label": translation.gettext(ADD)}
            )
            return str(made)

        with translation.override("es"):
            assert "Introducir" in shown()
            with varieties.reading("es-419"):
                assert "Ingresar" in shown()


class TestPapers:
    """What is stored or printed is in the language itself, whoever makes it."""

    def test_titles_in_every_language_are_those_of_the_languages(self) -> None:
        with translation.override("pt"), varieties.reading("pt-BR"):
            assert localize.in_all(ADD)["pt"] == "Introduzir os dados"

    def test_a_paper_is_written_in_the_language_and_the_page_around_it_is_not(self) -> None:
        with translation.override("pt"), varieties.reading("pt-BR"):
            with varieties.override("pt"):
                assert translation.gettext(ADD) == "Introduzir os dados"
                assert formats.number(12345.5, "pt") == "12\u202f345,5"
            assert translation.gettext(ADD) == "Inserir os dados"


@pytest.mark.parametrize(
    ("country", "code"),
    [("BO", "es-419"), ("MX", "es-419"), ("ES", "es"), ("BR", "pt-BR"), ("PT", "pt"), ("LT", "en")],
)
def test_the_demo_reads_as_its_countries_do(country: str, code: str) -> None:
    assert varieties.of_place(country) == code
