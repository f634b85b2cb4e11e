"""The guides for officials: three languages abreast, their pictures there, their words those of
the screens.

What stands in bold in a guide is, letter for letter, a word of the interface in its language: a
message of the catalogue in English, its translation in the others.
"""

import re
from collections.abc import Mapping, Set
from datetime import timedelta
from pathlib import Path

from babel.messages.pofile import read_po

from cochair.front.arrival import WHOLE_WITHIN
from cochair.procedure.silence.regime import LONGEST_OUTAGE
from house import tree

LANGUAGES = ("en", "es", "pt")
GUIDES = ("secretariat", "presidency", "delegation", "observer", "public")
FOLDER, PICTURES = "docs/guides", "docs/images/guides"
LARGEST, ALL_TOGETHER = 100_000, 4_000_000
HEADING = re.compile(r"^#+(?= )", re.MULTILINE)
PICTURE = re.compile(r"!\[([^\]]*)\]\(\.\./\.\./images/guides/(\w+)/([\w-]+)\.png\)")
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
type Guides = Mapping[tuple[str, str], str]


def guides(root: Path) -> Guides:
    """The guides that are there, by language and name."""
    return {
        (language, name): file.read_text(encoding="utf-8")
        for language in LANGUAGES
        for name in GUIDES
        if (file := root / FOLDER / language / f"{name}.md").is_file()
    }


def apart(told: Guides) -> list[str]:
    """Guides that are missing in a language, or differ in their headings or pictures."""
    faults = [
        f"{language}/{name} is not there."
        for language in LANGUAGES
        for name in GUIDES
        if (language, name) not in told
    ]
    for (language, name), text in told.items():
        first = told.get((LANGUAGES[0], name), "")
        if HEADING.findall(text) != HEADING.findall(first):
            faults.append(f"{language}/{name} has other headings than {LANGUAGES[0]}.")
        if _pictures(text) != _pictures(first):
            faults.append(f"{language}/{name} shows other pictures than {LANGUAGES[0]}.")
    return faults


def _pictures(text: str) -> list[str]:
    return [name for _said, _language, name in PICTURE.findall(text)]


def misplaced(told: Guides, there: Mapping[str, int]) -> list[str]:
    """Pictures that a guide names and nobody took, that no guide names, of another language,
    without words for who cannot see them, or larger than a slow line carries."""
    faults, named = [], set()
    for (language, name), text in told.items():
        for said, of, picture in PICTURE.findall(text):
            path = f"{of}/{picture}.png"
            named.add(path)
            if of != language or path not in there:
                faults.append(f"{language}/{name} shows {path}.")
            if not said.strip():
                faults.append(f"{language}/{name} does not say what {path} shows.")
    faults += [f"{path} stands in no guide." for path in sorted(there.keys() - named)]
    faults += [f"{path} has {size} bytes." for path, size in there.items() if size > LARGEST]
    if sum(there.values()) > ALL_TOGETHER:
        faults.append(f"All pictures have {sum(there.values())} bytes.")
    return faults


def unspoken(told: Guides, words: Mapping[str, Set[str]]) -> list[str]:
    """What a guide quotes in bold and no screen of its language says."""
    return [
        f"{language}/{name} quotes “{said}”, which no screen says."
        for (language, name), text in told.items()
        for quoted in BOLD.findall(text)
        if (said := " ".join(quoted.split())) not in words[language]
    ]


def spoken() -> Mapping[str, Set[str]]:
    """Every message of the interface by language, its white space made one blank each."""
    said: dict[str, set[str]] = {language: set() for language in LANGUAGES}
    for language in LANGUAGES:
        file = tree.PROJECT / tree.SOURCES / "locale" / language / "LC_MESSAGES" / "django.po"
        with file.open("rb") as lines:
            for message in read_po(lines, locale=language):
                said[LANGUAGES[0]] |= _flat(message.id)
                if language != LANGUAGES[0]:
                    said[language] |= _flat(message.string)
    return said


def _flat(message: object) -> set[str]:
    forms = message if isinstance(message, (list, tuple)) else (message,)
    return {" ".join(str(one).split()) for one in forms if one}


def test_every_guide_is_there_in_three_languages_with_the_same_headings_and_pictures() -> None:
    tree.none(apart(guides(tree.PROJECT)))


def test_every_picture_of_a_guide_is_there_and_none_is_unused() -> None:
    taken = (tree.PROJECT / PICTURES).rglob("*.*")
    there = {f"{file.parent.name}/{file.name}": file.stat().st_size for file in taken}

    tree.none(misplaced(guides(tree.PROJECT), there))


def test_what_stands_in_bold_in_a_guide_stands_on_a_screen_of_its_language() -> None:
    tree.none(unspoken(guides(tree.PROJECT), spoken()))


# What a delegation is promised of an objection: the two terms, by their number and unit.
TERMS = {
    "en": ("15 seconds", "15 minutes", "Show a receipt"),
    "es": ("15 segundos", "15 minutos", "Presentar un acuse de recibo"),
    "pt": ("15 segundos", "15 minutos", "Apresentar um comprovativo"),
}


def untold(told: Guides) -> list[str]:
    """What a delegation is not told in its language: when an objection counts, what follows from
    an outage, and where it shows a receipt after a restore."""
    return [
        f"{language}/delegation does not say “{term}”."
        for language, terms in TERMS.items()
        for term in terms
        if term not in " ".join(told[language, "delegation"].split())
    ]


def test_a_delegation_reads_in_its_language_when_an_objection_counts_and_what_an_outage_does() -> (
    None
):
    assert WHOLE_WITHIN == 15 and timedelta(minutes=15) == LONGEST_OUTAGE
    tree.none(untold(guides(tree.PROJECT)))


def test_a_guide_that_drifts_is_noticed() -> None:
    shown = "# A\n![What is seen](../../images/guides/en/desk.png)\nPress **Turn\nthe key**."
    en, pt = {("en", "observer"): shown}, {("pt", "observer"): "# A\n## B\n"}

    assert "pt/observer has other headings than en." in apart(en | pt)
    assert "pt/observer shows other pictures than en." in apart(en | pt)
    assert "es/observer is not there." in apart(en | pt)
    assert misplaced(en, {"en/desk.png": 1}) == []
    assert misplaced(en, {}) == ["en/observer shows en/desk.png."]
    assert misplaced(en, {"en/desk.png": 1, "pt/desk.png": LARGEST + 1}) == [
        "pt/desk.png stands in no guide.",
        "pt/desk.png has 100001 bytes.",
    ]
    assert unspoken(en, {"en": {"Turn the key"}}) == []
    assert unspoken(en, {"en": {"Sign"}})
    said = {(one, "delegation"): "\n".join(terms) for one, terms in TERMS.items()}
    lost = {("pt", "delegation"): "15 segundos. Apresentar\num comprovativo"}
    assert untold(said) == []
    assert untold(said | lost) == ["pt/delegation does not say “15 minutos”."]
