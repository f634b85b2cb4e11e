"""The words of the interface: collect them from the sources, compile them, check them.

    tools/messages.py collect    sources -> src/cochair/locale/*/LC_MESSAGES/django.po
    tools/messages.py compile    .po -> .mo
    tools/messages.py check      nothing missing, fuzzy, stale, glued or with other places

What regional varieties say otherwise is kept beside the languages: see tools/varieties.py.

No gettext tools are needed: templates are read by Django, Python and catalogues by Babel.  The
catalogues are sorted, without line numbers, dates or paths, so that two people merge them easily.
"""

import io
import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cochair.settings")

sys.path.insert(0, str(Path(__file__).resolve().parent))

import glued
import varieties
from django.conf import settings
from django.utils.translation.template import templatize

SOURCES = Path(__file__).resolve().parent.parent / "src" / "cochair"
TEMPLATES = {".html", ".txt"}
# Text of libraries that speak a language only in a regional form: theirs fills the gaps of ours.
LIBRARIES = ("allauth",)
KEYWORDS = {
    name: spec
    for spec, names in {
        None: ("_", "__", "gettext", "gettext_lazy", "gettext_noop", "lazy", "mark"),
        (1, 2): ("ngettext", "ngettext_lazy"),
        ((1, "c"), 2): ("pgettext", "pgettext_lazy"),
        ((1, "c"), 2, 3): ("npgettext", "npgettext_lazy"),
    }.items()
    for name in names
}
PLACE = re.compile(r"%\((\w+)\)[a-z]|\{(\w*)[^{}]*\}|%[sd]")
NOISE = re.compile(
    r'^"(?:Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date'
    r"|Last-Translator|Language-Team|Generated-By):.*\n",
    re.MULTILINE,
)


def main(words: list[str]) -> int:
    """Run one of the three; 0 when all is well."""
    verbs = {"collect": collect, "compile": compile_all, "check": check}
    if len(words) != 1 or words[0] not in verbs:
        print(__doc__)
        return 2
    problems = verbs[words[0]](SOURCES)
    for problem in problems:
        print(problem)
    return 1 if problems else 0


def collect(sources: Path) -> list[str]:
    """Bring every catalogue up to date with the sources, keeping what is translated."""
    found = messages_of(sources)
    for language in languages():
        file = po_file(sources, language)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(as_text(merged(read(file, language), found, language)), encoding="utf-8")
    for code, language in varieties.codes():
        file = varieties.po_file(sources, code)
        if file.exists():
            file.write_text(as_text(read(file, language)), encoding="utf-8")
    return []


def compile_all(sources: Path) -> list[str]:
    """Make the .mo files that the program reads."""
    for language in languages():
        file = po_file(sources, language)
        catalog = read(file, language)
        for library in LIBRARIES:
            fill(catalog, regional(library, language))
        with file.with_suffix(".mo").open("wb") as out:
            write_mo(out, catalog)
    for code, language in varieties.codes():
        file = varieties.po_file(sources, code)
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.with_suffix(".mo").open("wb") as out:
            write_mo(out, varieties.made(sources, code, language))
    return []


def check(sources: Path) -> list[str]:
    """Everything that is wrong with the catalogues, one line each."""
    found = messages_of(sources)
    problems: list[str] = []
    for language in languages():
        file = po_file(sources, language)
        name = f"{language}/{file.name}"
        catalog = read(file, language)
        if not file.exists():
            problems.append(f"{name} does not exist: run tools/messages.py collect.")
        elif file.read_text(encoding="utf-8") != as_text(merged(catalog, found, language)):
            problems.append(f"{name} is behind the sources: run tools/messages.py collect.")
        for message in catalog:
            if message.id:
                problems += [f"{name}: {fault}" for fault in faults(message, language)]
    return [*problems, *_halves(sources), *varieties.faults(sources)]


def _halves(sources: Path) -> Iterator[str]:
    """Messages of templates that a value beside them finishes."""
    for file in sorted(sources.rglob("*.html")):
        for half in glued.fragments(file.read_text(encoding="utf-8")):
            yield f"{file.relative_to(sources)} makes a sentence of a message and a value: {half}"


def faults(message: Message, language: str) -> Iterator[str]:
    """What is wrong with one message of a catalogue."""
    ids = message.id if isinstance(message.id, (list, tuple)) else (message.id,)
    strings = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    label = repr(ids[0])
    if message.fuzzy:
        yield f"{label} is fuzzy."
    said = [one for one in strings if one]
    if len(said) < len(strings):
        if language != settings.LANGUAGE_CODE:
            yield f"{label} is not translated."
        return
    # A plural form may leave the number out; anything else needs every place, and no other.
    may, must = set().union(*map(places, ids)), set(places(ids[0])).intersection(*map(places, ids))
    for string in said:
        there = places(string)
        if not there <= may or (len(ids) == 1 and not there >= must):
            yield f"{label} has other places than {string!r}."
        if glue := glued.name(string, language):
            yield f"{label} sets a word before a name, which no language but English does: {glue}"
        if string.startswith("\n") != ids[0].startswith("\n"):
            yield f"{label} begins with a new line in one of the two only."


def places(text: str) -> set[str]:
    """The named places of a message, such as {day} or %(day)s."""
    return {match.group(0) for match in PLACE.finditer(text)}


def messages_of(sources: Path) -> Catalog:
    """Every message that the sources mark, without a translation."""
    catalog = Catalog()
    for file in marking(sources):
        add_file(catalog, file)
    return catalog


def marking(sources: Path) -> Iterator[Path]:
    """The files that may mark messages: Python, and templates."""
    for file in sorted(sources.rglob("*")):
        parts = file.relative_to(sources).parts
        if "migrations" in parts or "static" in parts or "locale" in parts:
            continue
        if file.suffix == ".py" or (file.suffix in TEMPLATES and "templates" in parts):
            yield file


def add_file(catalog: Catalog, file: Path) -> None:
    """Add the messages of one file to a catalogue."""
    if file.suffix == ".py":
        add(catalog, file.read_bytes())
    else:
        add(catalog, as_python(file.read_text(encoding="utf-8"), file.name))


def as_python(template: str, name: str) -> bytes:
    """A template as something that reads like Python: only its messages are left.

    Indentation means nothing in a template and everything to a tokenizer, so it goes.
    """
    code = templatize(template, origin=name)
    return "\n".join(line.strip() for line in code.splitlines()).encode()


def add(catalog: Catalog, code: bytes) -> None:
    """Add the messages of a piece of Python to a catalogue."""
    for _line, words, _comments, context in extract("python", io.BytesIO(code), KEYWORDS):
        if words and (words if isinstance(words, str) else words[0]):
            catalog.add(words, context=context)


def merged(known: Catalog, found: Catalog, language: str) -> Catalog:
    """What was found, with the translations that are known for exactly the same message."""
    catalog = Catalog(locale=language, fuzzy=False)
    for message in found:
        if not message.id:
            continue
        old = known.get(message.id, context=message.context)
        string = old.string if old is not None and same_shape(old, message) else None
        new = catalog.add(message.id, string, context=message.context)
        if old is not None and old.fuzzy:
            new.flags.add("fuzzy")
        # Django writes places as %(name)s; Babel would mark the others too, and wrongly.
        new.flags -= {"python-format", "python-brace-format"}
    return catalog


def same_shape(old: Message, new: Message) -> bool:
    """Whether both have a plural, or neither."""
    return isinstance(old.id, str) == isinstance(new.id, str)


def fill(catalog: Catalog, other: Catalog) -> None:
    """Add what another catalogue translates and this one does not know."""
    for message in other:
        ours = catalog.get(message.id, context=message.context) if message.id else message
        if (ours is None or not ours.string) and not message.fuzzy and message.string:
            plural = isinstance(message.string, (list, tuple))
            if plural and len(message.string) != catalog.num_plurals:
                continue
            catalog.add(message.id, message.string, context=message.context)


def regional(library: str, language: str) -> Catalog:
    """A library's catalogue in the regional form of a language that it lacks; else empty."""
    from importlib.util import find_spec

    spec = find_spec(library)
    if spec is None or not spec.submodule_search_locations:
        return Catalog()
    locale = Path(spec.submodule_search_locations[0]) / "locale"
    if (locale / language).exists():
        return Catalog()
    return read(locale / formats()[language] / "LC_MESSAGES" / "django.po", language)


def as_text(catalog: Catalog) -> str:
    """A catalogue as the text of a .po file, the same for the same words on every machine."""
    catalog.header_comment = (
        "# Collected by tools/messages.py; only the msgstr are written by hand."
    )
    out = io.BytesIO()
    write_po(out, catalog, width=96, no_location=True, sort_output=True, ignore_obsolete=True)
    return NOISE.sub("", out.getvalue().decode())


def read(file: Path, language: str) -> Catalog:
    """The catalogue in a file; an empty one when there is none."""
    if not file.exists():
        return Catalog(locale=language, fuzzy=False)
    with file.open("rb") as lines:
        return read_po(lines, locale=language, ignore_obsolete=True)


def po_file(sources: Path, language: str) -> Path:
    """Where the catalogue of a language is kept."""
    return sources / "locale" / language / "LC_MESSAGES" / "django.po"


def languages() -> list[str]:
    """The interface languages."""
    return [code for code, _name in settings.LANGUAGES]


def formats() -> Mapping[str, str]:
    """The locale whose formats each language uses."""
    found: Mapping[str, str] = settings.FORMATS
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
