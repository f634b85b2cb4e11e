"""A message as HTML: made from its text when it is sent; what people wrote stays text."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser

import pytest
from django.core import mail
from django.test import override_settings

from cochair.features.accounts.models import Account
from cochair.features.mail import actions, mime, personal_links, worker
from cochair.features.mail.html_body import STYLE
from cochair.features.mail.letters import Page
from cochair.features.mail.models import Message
from cochair.features.parties.models import Forum
from cochair.procedure.refusal import Sentence
from mail.posting import letter, meeting, outside
from world import NOW

pytestmark = pytest.mark.usefixtures("silent")
HOUSE = "https://cochair.example.org"
HOME = f"{HOUSE}/en/league-concert/home/"
FOREIGN = "https://evil.example/sign-in"
SCRIPT = "<script>go()</script><img src=x onerror=go()><a href='https://evil.example'>here</a>"


@pytest.fixture(autouse=True)
def _at_an_address() -> object:
    with override_settings(ADDRESS=HOUSE):
        yield


class Page_(HTMLParser):
    """The elements, links and words of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes |= {name for name, _value in attrs}
        self.links += [value or "" for name, value in attrs if name in {"href", "src", "action"}]

    def handle_data(self, data: str) -> None:
        self.words += data


def sent(row: Message) -> EmailMessage:
    """A message as its reader's program reads it, from its octets."""
    read = message_from_bytes(mime.mail(row, NOW).message().as_bytes(), policy=policy.default)
    assert isinstance(read, EmailMessage)
    return read


def page(row: Message) -> Page_:
    found = sent(row).get_body(("html",))
    assert found is not None
    return Page_(found.get_content())


def written(forum: Forum, to: object, **more: object) -> Message:
    actions.queue([letter(forum, to, **more)], NOW)  # type: ignore[arg-type]
    return Message.objects.latest("pk")


def test_it_says_what_the_text_says_and_loads_nothing(small_forum: Forum, anna: Account) -> None:
    home = Page("public:home", (small_forum.slug,))
    made = page(written(small_forum, anna, path=home))

    for said in ("Dear Anna,", "The meeting is convened.", "League-Concert", "Sent automatically"):
        assert said in made.words
    assert not set(made.elements) & {"img", "script", "link", "iframe", "form", "object", "svg"}
    assert "style" not in made.attributes and not re.search(r"url\(|@import|</", STYLE)
    assert set(made.links) == {f"{HOUSE}/en/league-concert/", f"{HOUSE}/en/mail/preferences/"}


@pytest.mark.parametrize("language", ["en", "es", "pt", "xx"])
def test_it_says_its_language_and_direction(small_forum: Forum, language: str) -> None:
    found = sent(written(small_forum, outside(language=language))).get_body(("html",))

    assert found is not None
    wanted = language if language != "xx" else "en"
    assert f'<html lang="{wanted}" dir="ltr">' in found.get_content()


def test_names_titles_and_reasons_are_text_whatever_they_hold(small_forum: Forum) -> None:
    said = Sentence("Reason: {reason}", {"reason": SCRIPT})
    row = written(small_forum, outside(name=SCRIPT), subject=SCRIPT, lines=(said, SCRIPT))

    made = page(row)

    assert made.words.count("<script>go()</script>") >= 4
    assert "script" not in made.elements and "img" not in made.elements
    assert "https://evil.example" not in made.links


@pytest.mark.parametrize("typed", [FOREIGN, HOME, f"Look:\n\n{HOME}\n\nthere", f"Look\n{HOME}"])
def test_no_address_that_a_person_wrote_becomes_a_link(small_forum: Forum, typed: str) -> None:
    lines = ({"en": typed}, Sentence("Reason: {reason}", {"reason": {"en": typed}}))
    row = written(small_forum, outside(), lines=lines)

    made = page(row)

    assert typed.splitlines()[0] in made.words
    assert made.links == []


@pytest.mark.parametrize(
    "host", ["https://cochair.example.org.evil.example/", "https://cochair.example.orgevil/"]
)
def test_an_address_that_only_begins_like_ours_is_none_of_ours(
    small_forum: Forum, host: str
) -> None:
    assert page(written(small_forum, outside(), lines=(host,))).links == []


def test_a_personal_link_is_a_button_and_lies_in_no_outbox(
    small_forum: Forum, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = f"{HOUSE}/en/league-concert/link/secret/"
    monkeypatch.setitem(personal_links._OPENERS, "x", lambda *_given: (secret, "Yours alone."))
    home = Page("public:home", (small_forum.slug,))
    row = written(small_forum, outside(way_in="x:1"), path=home)

    made = page(row)

    assert secret not in row.body and set(made.links) == {secret}
    assert "Yours alone." in made.words and "Open the page" in made.words


def test_the_calendar_comes_last_and_the_text_is_read_where_html_is_not(
    small_forum: Forum, anna: Account
) -> None:
    row = written(small_forum, anna, calendar=meeting(NOW, NOW))
    read = sent(row)

    parts = [part.get_content_type() for part in read.iter_parts()]
    (alternative, file) = read.iter_parts()
    kinds = [part.get_content_type() for part in alternative.iter_parts()]  # type: ignore[attr-defined]
    assert parts == ["multipart/alternative", "application/ics"]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    plain = read.get_body(("plain",))
    assert plain is not None and plain.get_content().strip() == row.body.strip()
    assert file.get_filename() == "invitation.ics"


def test_it_comes_from_the_forum_by_name_and_the_same_message_has_the_same_id(
    small_forum: Forum, anna: Account
) -> None:
    anna.language = "es"
    row = written(small_forum, anna)
    with override_settings(DEFAULT_FROM_EMAIL="Somebody <post@cochair.example.org>"):
        worker.tick(NOW)
        read = sent(row)

    assert str(read["From"]) == "Liga-Concierto <post@cochair.example.org>"
    assert mail.outbox[0].from_email == "Somebody <post@cochair.example.org>"
    assert read["Message-ID"] == row.message_id
    assert row.message_id == actions.message_id(small_forum.slug, row.key, row.recipient)


def test_a_paragraph_that_only_repeats_the_subject_is_said_once(small_forum: Forum) -> None:
    row = written(small_forum, outside(), subject="Your turn (2)", lines=("Your turn (2)", "Sign."))

    # In the title of the page and above its text.
    assert page(row).words.count("Your turn (2)") == 2 and "Your turn (2)\n\nSign." in row.body


def test_a_message_from_before_has_html_too(small_forum: Forum) -> None:
    row = written(small_forum, outside())
    row.body = "The meeting is convened.\n\n-- \nYou receive this message because.\nHow: x\n"

    assert "The meeting is convened." in page(row).words
