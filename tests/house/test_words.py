"""The interface speaks every language: nothing untranslated, nothing behind the sources."""

import importlib.util
import re
from pathlib import Path

from house import tree

SPEC = importlib.util.spec_from_file_location("messages", tree.PROJECT / "tools" / "messages.py")
assert SPEC is not None and SPEC.loader is not None
messages = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(messages)

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
