"""The interface speaks every language: nothing untranslated, nothing behind the sources."""

import importlib.util
import re
from pathlib import Path

from house import tree

SPEC = importlib.util.spec_from_file_location("messages", tree.PROJECT / "tools" / "messages.py")
assert SPEC is not None and SPEC.loader is not None
messages = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(messages)

varieties = importlib.import_module("varieties")
glued = importlib.import_module("glued")
# Where Django's `override` makes something for the reader, in the variety that the reader chose.
FOR_A_READER = {
    "src/cochair/features/mail/digests.py",
    "src/cochair/features/mail/html_body.py",
    "src/cochair/features/mail/mime.py",
    "src/cochair/features/mail/personal_links.py",
    "src/cochair/features/mail/rendering.py",
    "src/cochair/features/meetings/hours.py",
    "src/cochair/site/desk/turn_texts.py",
    "src/cochair/web/deadlines.py",
    "src/cochair/web/formats.py",
    "src/cochair/web/localize.py",
    "src/cochair/web/varieties.py",
}
OVERRIDES = re.compile(
    r"from django\.utils\.translation import [^\n]*\boverride\b|translation\.override"
)

# A count before what it counts, in a message without a plural form: it would say “1 commitments”.
# A limit, and a number that is always several, are said so.
COUNTS = re.compile(
    r"(?<!up to )(?<!most )(?<!least )(?<!between 1 and )(?<!each of the )(?<!invites all )(?<!has )"
    r"(?:\{(?:count|days|n|number)\}|%\((?:count|days|n|number)\)s) "
    r"(?:(?:areas|commitments|items|members|people|sources|texts)\b|days (?:after \{|before))"
)

TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}", re.DOTALL)
TRANSLATED = re.compile(
    r"\{%\s*blocktrans(?:late)?\b.*?\{%\s*endblocktrans(?:late)?\s*%\}|\{%\s*comment.*?endcomment\s*%\}",
    re.DOTALL,
)
MARKUP = re.compile(r"<[^>]*>|&\w+;|&#\d+;")
SPOKEN = re.compile(r"\b(?:aria-label|title|alt|placeholder)=\"([^\"{}]*[a-z]{3}[^\"{}]*)\"")
WORDS = re.compile(r"[^\W\d_]{3,}")
# Names, which are the same in every language.
NAMES = {"Cochair"}


def unmarked(templates: tree.Files) -> list[str]:
    """Words of a template that a reader of another language would see in English."""
    faults = []
    for path, text in templates.items():
        bare = TAG.sub(" ", TRANSLATED.sub(" ", text))
        said = [*SPOKEN.findall(bare), MARKUP.sub(" ", bare)]
        words = [word for each in said for word in WORDS.findall(each) if word not in NAMES]
        if words:
            faults.append(f"{path} speaks English only: {' '.join(words[:8])}")
    return faults


def test_every_catalogue_is_whole_and_abreast_of_the_sources() -> None:
    tree.none(messages.check(messages.SOURCES))


def test_no_template_has_words_that_are_not_marked() -> None:
    html = {path: text for path, text in tree.templates().items() if path.endswith(".html")}

    tree.none(unmarked(html))


def test_words_that_are_not_marked_are_noticed() -> None:
    assert unmarked({"a.html": "<p>Turn your key</p>"})
    assert unmarked({"a.html": '<a aria-label="Close this">{{ x }}</a>'})

    marked = '<p class="key">{% trans "Turn" %} {% blocktranslate %}now{% endblocktranslate %}</p>'
    assert not unmarked({"a.html": marked})


def test_a_message_without_translation_and_a_catalogue_behind_are_noticed(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text('x = _("Turn the key")\n')
    assert messages.collect(tmp_path) == []

    found = messages.check(tmp_path)

    assert [fault for fault in found if "'Turn the key' is not translated" in fault]

    (tmp_path / "b.py").write_text('x = _("Keep the copy")\n')
    assert [fault for fault in messages.check(tmp_path) if "behind the sources" in fault]


def of_variety(folder: Path, code: str, words: str, **strings: str) -> list[str]:
    """The faults of a variety of a small product: its words, and messages written by hand."""
    place = varieties.folder(folder, code)
    (place / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    (place / "words.txt").write_text(words)
    catalog = messages.read(place / "none.po", "es")
    for name, said in strings.items():
        catalog.add(name.replace("_", " "), said)
    varieties.po_file(folder, code).write_text(messages.as_text(catalog))
    found = messages.check(folder)
    return [fault for fault in found if fault.startswith(place.name)]


def test_a_variety_says_only_what_differs_and_each_other_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text('x = _("Add {n}")\ny = _("Close")\n')
    messages.collect(tmp_path)
    file = messages.po_file(tmp_path, "es")
    catalog = messages.read(file, "es")
    catalog["Add {n}"].string, catalog["Close"].string = "Añadir {n}", "Cerrar"
    file.write_text(messages.as_text(catalog))

    assert not of_variety(tmp_path, "es-419", "añadir = agregar\n", Close="Concluir")
    made = varieties.made(tmp_path, "es-419", "es")
    assert made["Add {n}"].string == "Agregar {n}" and made["Close"].string == "Concluir"

    same = of_variety(tmp_path, "es-419", "", Close="Cerrar")
    assert same == ["es_419/django.po: 'Close' says what is said without it."]
    gone = of_variety(tmp_path, "es-419", "", Open="Abrir")
    assert gone == ["es_419/django.po: 'Open' is no message of the language."]
    nowhere = of_variety(tmp_path, "es-419", "coger = tomar\n")
    assert nowhere == ["es_419/words.txt: “coger” is in no message of the language."]


def test_a_variety_keeps_the_places_of_a_message(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text('x = _("Add {n}")\n')
    messages.collect(tmp_path)
    file = messages.po_file(tmp_path, "es")
    file.write_text(
        file.read_text().replace('"Add {n}"\nmsgstr ""', '"Add {n}"\nmsgstr "Añadir {n}"')
    )
    place = varieties.po_file(tmp_path, "es-419")
    place.parent.mkdir(parents=True)
    catalog = messages.read(place, "es")
    catalog.add("Add {n}", "Agregar {name}")
    place.write_text(messages.as_text(catalog))

    faults = [fault for fault in messages.check(tmp_path) if fault.startswith("es_419")]

    assert faults == ["es_419/django.po: 'Add {n}' has other places than 'Agregar {name}'."]


def test_papers_are_written_in_the_languages_themselves() -> None:
    others = {path for path, text in tree.python().items() if OVERRIDES.search(text)}

    tree.none(sorted(f"{path}: use web.varieties.override" for path in others - FOR_A_READER))


def test_no_message_of_a_template_is_half_a_sentence() -> None:
    found = {
        f"{path}: {one}" for path, text in tree.templates().items() for one in glued.fragments(text)
    }

    tree.none(sorted(found))


def test_what_is_not_known_stands_in_quotation_marks_as_it_was_typed() -> None:
    """So `localize.say` does not look its name up; a number is no name."""
    unquoted = {
        str(one.id)
        for one in messages.messages_of(tree.PROJECT / "src")
        if one.id
        and re.search(r"here is no\b[^.“]*\b(?:called|paragraph|with the number) \{", str(one.id))
    }

    tree.none(sorted(unquoted))


def test_halves_of_sentences_are_noticed_and_labels_are_not() -> None:
    assert list(glued.fragments('<p>{% trans "Signed by" %} {{ name }}</p>'))
    assert list(glued.fragments('{% day x %} {% trans "is the last day" %}'))
    assert list(glued.fragments('{% trans "Note of" %} {% day x "long" %}'))
    assert list(glued.fragments('{% trans "Opened by" %} <span class="n">{{ opened }}</span>'))
    assert list(glued.fragments('{% trans "Run to the end of" %} <select name="day">'))

    assert not list(glued.fragments('<dt>{% trans "Signed by" %}</dt><dd>{{ name }}</dd>'))
    assert not list(glued.fragments('{% trans "Paragraph" %} {{ number }}'))


def test_a_name_after_a_preposition_is_noticed_and_one_after_a_colon_is_not() -> None:
    assert glued.name("Firma de {party}.", "es") == "de {party}"
    assert glued.name("Convite a %(organisation)s", "pt") == "a %(organisation)s"
    assert glued.name("Objeción contra {member}", "es") == "contra {member}"
    assert glued.name("Reunião num {country}", "pt") == "num {country}"

    assert not glued.name("Firma: {party}.", "es")
    assert not glued.name("La Parte {party} firma el {day}.", "es")
    assert not glued.name("Signature of {party}.", "en")


def test_a_count_before_a_plural_has_a_plural_form() -> None:
    found = [
        message.id
        for message in messages.messages_of(messages.SOURCES)
        if isinstance(message.id, str) and COUNTS.search(message.id)
    ]

    assert found == []


def test_a_count_that_would_say_one_with_a_plural_is_noticed_and_a_limit_is_not() -> None:
    assert COUNTS.search("{party}: {number} members came.")
    assert COUNTS.search("The note is dated {day}: {days} days before the meeting.")
    assert not COUNTS.search("An agenda may have at most {number} items.")
    assert not COUNTS.search("Commitments: {number}.")
