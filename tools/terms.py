"""The terms that must not be used, wherever the product speaks: found, with the term to use instead.

    tools/terms.py           every forbidden form in messages, forum files, stories, guides and documentation
    tools/terms.py counts    how often each form of a term occurs in the catalogues, the term first

The first fails too where a term of docs/terms/counted.yaml is told in another form than its own.
The forms and what may be said all the same stand in docs/terms/cochair.tbx and nowhere else: a form
is a term with the status `deprecatedTerm`; its note "Allowed in: ...; ..." lists the phrases in
which the same word is right.  English is read in the sources, by file; `tools/messages.py check`
sees to it that the catalogue says the same.  The other languages are read in their catalogues.
Of a page of Markdown, code is not read: names of modules, codes, settings and addresses stay.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast
from xml.etree import ElementTree

import yaml
from babel.messages.catalog import Catalog, Message

sys.path.insert(0, str(Path(__file__).resolve().parent))

import messages

ROOT = Path(__file__).resolve().parent.parent
TERMS, COUNTED = Path("docs/terms/cochair.tbx"), Path("docs/terms/counted.yaml")
SOURCES = Path("src/cochair")
# Files of data that say something in every language: the forums, and the texts of the stories.
FORUMS, STORIES = Path("src/cochair/forums"), Path("src/cochair/story")
# What people of a story write to one another, work at and ship is of the world, and no thing of the product.
OF_THE_WORLD = frozenset({"letter", "carta", "desk", "departure"})
GUIDES = Path("docs/guides")
# The documentation, which is in English: pages, and folders of pages.
ENGLISH_TEXTS = (
    "README.md",
    "CONTRIBUTING.md",
    "docs/ARCHITECTURE.md",
    "docs/GLOSSARY.md",
    "docs/tutorial.md",
    "docs/explanation",
    "docs/how-to",
    "docs/reference",
)
LANGUAGES = ("en", "es", "pt")
NAMES = {
    "": "urn:iso:std:iso:30042:ed-2",
    "min": "http://www.tbxinfo.net/ns/min",
}
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
PREFERRED, DEPRECATED = "preferredTerm-admn-sts", "deprecatedTerm-admn-sts"
ALLOWED, WHOLE = "Allowed in:", "="
# What nobody reads as words: places of values, tags, code, the targets of links.
UNSPOKEN = re.compile(
    r"%\(\w+\)[a-z]|\{[^{}]*\}|<[^>]*>|&\w+;|`[^`]*`|\]\([^)]*\)|https?://\S+", re.DOTALL
)
FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Form:
    """A form that must not be used in one language, the term instead, and where it is right."""

    words: str
    term: str
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Saying:
    """Words that a reader meets: in which file and line or message, and in which language."""

    place: str
    language: str
    text: str


class Rule:
    """The forms of one language, ready to be looked for."""

    def __init__(self, forms: Iterable[Form]) -> None:
        self.forms = [(one, _pattern([one.words])) for one in forms]
        allowed = {phrase for one, _ in self.forms for phrase in one.allowed}
        self.whole = {phrase.casefold() for phrase in allowed if phrase.startswith(WHOLE)}
        self.any = _pattern(one.words for one, _ in self.forms)
        self.allowed = _pattern(phrase for phrase in allowed if not phrase.startswith(WHOLE))

    def found(self, text: str) -> list[Form]:
        """The forms that stand in a text outside the phrases in which they are allowed."""
        words = " ".join(UNSPOKEN.sub(" # ", text).split())
        if f"{WHOLE}{words.casefold()}" in self.whole or not self.any.search(words):
            return []
        words = self.allowed.sub("#", words)
        return [form for form, pattern in self.forms if pattern.search(words)]


@dataclass(frozen=True, slots=True)
class Count:
    """How often each form of a term occurs in a language; the first is the term itself."""

    term: str
    language: str
    forms: tuple[tuple[str, int], ...]
    other: int
    examples: tuple[str, ...] = ()

    def __str__(self) -> str:
        told = "  ".join(f"{form}={number}" for form, number in self.forms)
        return f"{self.term} ({self.language}): {told}  other={self.other}"


def main(words: list[str]) -> int:
    """Tell every forbidden form, and what is told in several; 0 when there is none."""
    if words == ["counts"]:
        for one in counts(ROOT):
            print(one)
        return 0
    problems = [*check(ROOT), *several(ROOT)]
    for problem in problems:
        print(problem)
    return 1 if problems else 0


def check(root: Path) -> list[str]:
    """Every forbidden form in a copy of the repository, one line each."""
    rules = read(root / TERMS)
    return [
        f"{one.place}: “{_short(one.text)}” says “{form.words}”: the term is “{form.term}”."
        for one in sayings(root)
        for form in rules[one.language].found(one.text)
        if not (one.place.startswith(STORIES.as_posix()) and form.words in OF_THE_WORLD)
    ]


def several(root: Path) -> list[str]:
    """Every term that a catalogue tells in another form than its own, one line each."""
    return [
        f"{one.term} ({one.language}): “{form}” occurs {number} times, the term is"
        f" “{one.forms[0][0]}”: {one.examples[0]}"
        for one in counts(root)
        for form, number in one.forms[1:]
        if number
    ]


def counts(root: Path) -> Iterator[Count]:
    """The forms of each term that is counted, in each catalogue."""
    rows = yaml.safe_load((root / COUNTED).read_text(encoding="utf-8"))
    for language in LANGUAGES[1:]:
        file = messages.po_file(root / SOURCES, language)
        said = [one for one in messages.read(file, language) if one.id]
        yield from (_counted(row, language, said) for row in rows)


def _counted(row: Mapping[str, object], language: str, said: Sequence[Message]) -> Count:
    concept = re.compile(str(row["en"]), re.IGNORECASE)
    apart = re.compile(str(row.get("but", "(?!)")), re.IGNORECASE)
    forms = [re.compile(form, re.IGNORECASE) for form in cast("list[str]", row[language])]
    found, other, examples = [0] * len(forms), 0, []
    for message in said:
        source, text = next(_texts(message.id)), next(_texts(message.string), "")
        if not concept.search(source) or apart.search(source):
            continue
        # A message that says the term may say other things too.
        hits = [place for place, form in enumerate(forms) if form.search(text)][:1]
        for place in hits:
            found[place] += 1
            examples += [_short(text)] if place else []
        other += not hits
    pairs = tuple((form.pattern, number) for form, number in zip(forms, found, strict=True))
    return Count(str(row["term"]), language, pairs, other, tuple(examples))


def read(tbx: Path) -> Mapping[str, Rule]:
    """The rule of each language of the interface."""
    forms: dict[str, list[Form]] = {language: [] for language in LANGUAGES}
    body = ElementTree.parse(tbx).getroot()
    for section in body.iterfind(".//conceptEntry/langSec", NAMES):
        code = section.get(LANGUAGE, "")
        language = code.partition("-")[0]
        if code in {language, messages.formats()[language].replace("_", "-")}:
            forms[language] += _forms(section)
    return {language: Rule(some) for language, some in forms.items()}


def sayings(root: Path) -> Iterator[Saying]:
    """Everything that the product says, in all its languages."""
    yield from _of_sources(root)
    yield from _of_catalogues(root)
    for file in sorted(
        file for folder in (FORUMS, STORIES) for file in (root / folder).rglob("*.yaml")
    ):
        node = yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
        yield from _of_node(node, file.relative_to(root), "")
    for language in LANGUAGES:
        for file in sorted((root / GUIDES / language).glob("*.md")):
            yield from _of_page(file, root, language)
    for name in ENGLISH_TEXTS:
        for file in _pages(root / name):
            yield from _of_page(file, root, "en")


def _of_sources(root: Path) -> Iterator[Saying]:
    for file in messages.marking(root / SOURCES):
        catalog = Catalog()
        messages.add_file(catalog, file)
        for message in catalog:
            for text in _texts(message.id):
                yield Saying(file.relative_to(root).as_posix(), "en", text)


def _of_catalogues(root: Path) -> Iterator[Saying]:
    for language in LANGUAGES[1:]:
        file = messages.po_file(root / SOURCES, language)
        for message in messages.read(file, language):
            yield from _translated(message, file.relative_to(root), language)


def _translated(message: Message, file: Path, language: str) -> Iterator[Saying]:
    for text in _texts(message.string) if message.id else ():
        yield Saying(file.as_posix(), language, text)


def _of_node(node: yaml.Node | None, file: Path, language: str) -> Iterator[Saying]:
    """What a node of a file of data says under the code of a language."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _of_node(value, file, key.value if key.value in LANGUAGES else "")
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _of_node(value, file, language)
    elif isinstance(node, yaml.ScalarNode) and language:
        place = f"{file.as_posix()}:{node.start_mark.line + 1}"
        yield Saying(place, language, node.value)


def _pages(place: Path) -> list[Path]:
    """A page of Markdown, or those of a folder; none where nothing is there."""
    if place.is_dir():
        return sorted(place.glob("*.md"))
    return [place] if place.exists() else []


def _of_page(file: Path, root: Path, language: str) -> Iterator[Saying]:
    """The paragraphs of a Markdown file, without its code."""
    text = FENCE.sub(lambda code: "\n" * code[0].count("\n"), file.read_text(encoding="utf-8"))
    line = 1
    for paragraph in re.split(r"(\n\s*\n)", text):
        if paragraph.strip():
            yield Saying(f"{file.relative_to(root).as_posix()}:{line}", language, paragraph)
        line += paragraph.count("\n")


def _forms(section: ElementTree.Element) -> Iterator[Form]:
    by_status: dict[str, list[ElementTree.Element]] = {}
    for term in section.iterfind("termSec", NAMES):
        status = term.findtext("min:administrativeStatus", "", NAMES)
        by_status.setdefault(status, []).append(term)
    preferred = by_status[PREFERRED][0].findtext("term", "", NAMES)
    for term in by_status.get(DEPRECATED, ()):
        note = term.findtext("note", "", NAMES).removeprefix(ALLOWED)
        allowed = tuple(filter(None, (phrase.strip() for phrase in note.split(";"))))
        yield Form(term.findtext("term", "", NAMES), preferred, allowed)


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """Any of some phrases as whole words, each in the singular or the plural, the longest first."""
    some = sorted(phrases, key=len, reverse=True)
    each = (r"(?:e?s)? ".join(map(re.escape, one.split())) for one in some)
    # No phrase at all: a pattern that never matches.
    return re.compile(rf"(?<!\w)(?:{'|'.join(each) or '(?!)'})(?:e?s)?(?!\w)", re.IGNORECASE)


def _texts(said: object) -> Iterator[str]:
    for one in said if isinstance(said, (list, tuple)) else (said,):
        if isinstance(one, str) and one:
            yield one


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 90 else f"{words[:90]}…"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
