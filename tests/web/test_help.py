"""Every page has a help: a part of the guide of whoever reads it, in the reader's language."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import resolve

from cochair.features.parties.offices import Role
from cochair.site.public.guides import pages, reading
from cochair.web.templatetags.terms import TERMS
from matrix import Scene, names

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def spaces() -> set[str]:
    return {name.rpartition(":")[0] for name in names()}


def test_every_page_has_a_topic_and_every_topic_a_page() -> None:
    without = {name for name in names() if not {name, name.rpartition(":")[0]} & set(pages.PAGES)}

    assert without == set()
    assert set(pages.PAGES) <= set(names()) | spaces()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("guide", reading.GUIDES)
def test_every_topic_is_a_heading_of_every_guide_in_every_language(
    guide: str, language: str
) -> None:
    for topic in pages.PAGES.values():
        sections = reading.section(guide, language, topic.heading(guide))

        assert any(part.body for part in sections), topic
        assert all(term in TERMS for term in topic.terms)


def test_a_topic_that_a_guide_does_not_have_is_noticed() -> None:
    with pytest.raises(KeyError, match="no heading"):
        reading.section("public", "en", "What nobody wrote")


def test_every_role_has_a_guide() -> None:
    assert set(pages.GUIDE_OF) == set(Role)


def test_a_guide_is_read_as_html_and_what_it_quotes_as_text() -> None:
    body = reading._block("1. Choose **Sign in** & wait\n   for <it>.\n2. [Go](x.md).")

    assert body == (
        "<ol><li>Choose <b>Sign in</b> &amp; wait for &lt;it&gt;.</li><li>Go.</li></ol>"
    )


@pytest.mark.parametrize(
    ("hat", "heading"),
    [
        ("anonymous", "Qué se encuentra aquí"),
        ("delegation", "Qué se ve primero"),
    ],
)
def test_the_help_of_a_page_speaks_to_whoever_reads_it(
    at_work: Scene, hat: str, heading: str
) -> None:
    page = at_work.client(hat).get("/es/league-concert/").content.decode()

    _before, _drawer, drawer = page.partition('class="drawer"')
    assert f"<h3>{heading}</h3>" in drawer
    assert 'popovertarget="help"' in page


def test_a_page_without_help_of_its_own_leads_to_the_guides(db: None) -> None:
    page = Client().get("/en/league-concert/register/x.json").content.decode()

    assert 'href="/en/guides/"' in page
    assert resolve("/en/guides/").view_name == "guides"
