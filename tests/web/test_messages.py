"""The words of the interface are collected from the sources, and nothing is lost on the way."""

import gettext
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

TOOL = Path(__file__).resolve().parents[2] / "tools" / "messages.py"


@pytest.fixture(scope="module")
def messages():
    spec = spec_from_file_location("messages", TOOL)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def sources(tmp_path):
    """A small product: one template and one module."""
    templates = tmp_path / "desk" / "templates" / "desk"
    templates.mkdir(parents=True)
    (templates / "desk.html").write_text(
        '{% if a %}\n      {% trans "Desk" %}\n  {% include "x.html" with t=_("Nothing yet") %}\n'
        " {% blocktranslate count n=n %}{{ n }} key{% plural %}{{ n }} keys{% endblocktranslate %}"
        "{% endif %} don't"
    )
    (tmp_path / "desk" / "views.py").write_text(
        'from x import _, __, pgettext\nA = _("The day is {day}.")\nB = __("Both")\n'
        'C = pgettext("hour", "HH:mm")\nD = print("not a message")\n'
    )
    return tmp_path


def translate(messages, sources, language, **strings):
    """Do a translator's work: fill what has no plural with the same words, or with given ones."""
    file = messages.po_file(sources, language)
    catalog = messages.read(file, language)
    for message in catalog:
        if isinstance(message.id, tuple):
            message.string = message.id
        elif message.id:
            message.string = strings.get(message.id.split()[0], message.id)
    file.write_text(messages.as_text(messages.merged(catalog, catalog, language)))


def test_templates_and_modules_give_their_messages_and_nothing_else(messages, sources):
    found = {
        message.id if isinstance(message.id, str) else message.id[0]
        for message in messages.messages_of(sources)
        if message.id
    }

    assert found == {
        "Desk",
        "Nothing yet",
        "%(n)s key",
        "The day is {day}.",
        "Both",
        "HH:mm",
    }


def test_collecting_twice_changes_nothing_and_keeps_what_is_translated(messages, sources):
    messages.collect(sources)
    translate(messages, sources, "es", Desk="Mesa")
    before = messages.po_file(sources, "es").read_text()

    messages.collect(sources)

    assert messages.po_file(sources, "es").read_text() == before
    assert 'msgid "Desk"\nmsgstr "Mesa"' in before


def test_a_catalogue_names_no_machine_no_day_and_no_line(messages, sources):
    messages.collect(sources)

    text = messages.po_file(sources, "pt").read_text()

    assert str(sources) not in text
    assert "Date" not in text
    assert "#:" not in text


def test_complete_catalogues_pass(messages, sources):
    messages.collect(sources)
    for language in ("es", "pt"):
        translate(messages, sources, language)

    assert messages.check(sources) == []


def test_a_message_without_translation_is_named(messages, sources):
    messages.collect(sources)
    translate(messages, sources, "es")

    problems = messages.check(sources)

    assert len(problems) == 6
    assert "pt/django.po: 'Desk' is not translated." in problems


def test_a_message_that_is_new_in_the_sources_makes_the_catalogue_stale(messages, sources):
    messages.collect(sources)
    for language in ("es", "pt"):
        translate(messages, sources, language)

    (sources / "desk" / "new.py").write_text('X = _("A new word")\n')

    assert messages.check(sources) == [
        f"{language}/django.po is behind the sources: run tools/messages.py collect."
        for language in ("en", "es", "pt")
    ]


def test_a_translation_that_loses_a_place_is_named(messages, sources):
    messages.collect(sources)
    translate(messages, sources, "es", The="El día es {dia}.")
    translate(messages, sources, "pt")

    assert messages.check(sources) == [
        "es/django.po: 'The day is {day}.' has other places than 'El día es {dia}.'."
    ]


def test_a_fuzzy_message_is_named(messages, sources):
    messages.collect(sources)
    for language in ("es", "pt"):
        translate(messages, sources, language)
    file = messages.po_file(sources, "es")
    file.write_text(file.read_text().replace('msgid "Desk"', '#, fuzzy\nmsgid "Desk"'))

    assert messages.check(sources) == ["es/django.po: 'Desk' is fuzzy."]


def test_compiling_makes_what_the_program_reads_and_fills_the_gaps_of_libraries(messages, sources):
    messages.collect(sources)
    translate(messages, sources, "pt", Desk="Mesa")

    messages.compile_all(sources)

    with messages.po_file(sources, "pt").with_suffix(".mo").open("rb") as compiled:
        words = gettext.GNUTranslations(compiled)
    assert words.gettext("Desk") == "Mesa"
    # A text of the library that signs people in, which speaks Portuguese only regionally.
    assert words.gettext("Incorrect code.") not in {"", "Incorrect code."}
