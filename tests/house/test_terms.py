"""One term for one thing: a forbidden form is found wherever the product speaks, and only there."""

import importlib.util
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from house import tree

SPEC = importlib.util.spec_from_file_location("terms", tree.PROJECT / "tools" / "terms.py")
assert SPEC is not None and SPEC.loader is not None
terms = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(terms)

PO = "src/cochair/locale/{}/LC_MESSAGES/django.po"
MESSAGE = 'msgid "{}"\nmsgstr "{}"\n'
# In each kind of source: a forbidden form, the same word where it is right, and the term to use.
PLANTED = {
    "src/cochair/a.py": ('x = _("Turn your key")', 'x = _("Add a security key")', "signature"),
    "src/cochair/templates/a.html": (
        '{% trans "The LETTERS of your Party" %}',
        '{% trans "Draft the outcome letter" %} {% trans "Letter" %}',
        "message",
    ),
    PO.format("es"): (
        MESSAGE.format("Home", "Mesa de trabajo"),
        MESSAGE.format("Passkeys", "Llaves de acceso"),
        "inicio",
    ),
    PO.format("pt"): (
        MESSAGE.format("Both sign.", "Ambas rodam a chave."),
        MESSAGE.format("Outcome letter", "Carta de resultado"),
        "assinatura",
    ),
    "src/cochair/forums/harbour/procedure.yaml": (
        "rules:\n- id: a\n  asks: {en: An interval., es: Un encuentro.}",
        "departure: departure\nasks: {en: Arrivals and departures are recorded., pt: encuentro}",
        "reunión preparatoria",
    ),
    "src/cochair/story/harbour/texts/agendas.yaml": (
        "note: {en: Two slots are free.}",
        "note: {en: A letter lies on the desk., es: Una carta.}",
        "planned meeting",
    ),
    "docs/guides/es/presidency.md": (
        "# Guía\n\nDespués, *llévese* el diario\nde actuaciones.",
        "# Guía\n\nCada diario, y `diario de actuaciones`.",
        "actividad",
    ),
    "README.md": ("Two slots are free.", "A slotted [page](docs/slot.md).", "planned meeting"),
    "docs/how-to/run-the-room.md": (
        "Both co-chairs\nturn their keys.",
        "`cochair keys` names the `configuration` in `journal/`.",
        "signature",
    ),
    "docs/reference/settings.md": (
        "| a | the digest |",
        "| `--digest` | the [fingerprint](digest.md) |",
        "fingerprint",
    ),
    "docs/GLOSSARY.md": (
        "| office | still *hat* |",
        "| office | still `hat` |",
        "office",
    ),
    "docs/explanation/how.md": (
        "A text is put on the table.",
        "A table of texts.",
        "submit for adoption",
    ),
    "docs/tutorial.md": (
        "Choose *Journal*.",
        "```\njournal\n```\n\nThe Official Journal.",
        "activity",
    ),
}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the repository that says nothing yet."""
    (tmp_path / terms.TERMS).parent.mkdir(parents=True)
    shutil.copy(tree.PROJECT / terms.TERMS, tmp_path / terms.TERMS)
    return tmp_path


def plant(house: Path, name: str, text: str) -> None:
    (house / name).parent.mkdir(parents=True, exist_ok=True)
    (house / name).write_text(text, encoding="utf-8")


def test_nothing_that_the_product_says_uses_a_forbidden_form() -> None:
    tree.none(terms.check(tree.PROJECT))


@pytest.mark.parametrize("name", PLANTED)
def test_a_forbidden_form_is_found_and_the_same_word_where_it_is_right_is_not(
    house: Path, name: str
) -> None:
    forbidden, right, term = PLANTED[name]

    plant(house, name, forbidden)
    (found,) = terms.check(house)
    assert found.startswith(name) and found.endswith(f"the term is “{term}”.")

    plant(house, name, right)
    assert terms.check(house) == []


def test_a_forbidden_form_is_told_with_its_file_its_line_and_its_message(house: Path) -> None:
    plant(house, "README.md", "# A forum\n\nIt has\na desk.\n")

    assert terms.check(house) == [
        "README.md:3: “It has a desk.” says “desk”: the term is “home”.",
    ]


def test_every_concept_is_described_whole_and_once() -> None:
    basic = {**terms.NAMES, "basic": "http://www.tbxinfo.net/ns/basic"}
    root = ElementTree.parse(tree.PROJECT / terms.TERMS).getroot()
    assert (root.get("type"), root.get("style")) == ("TBX-Basic", "dct")

    forms: set[tuple[str, str]] = set()
    for concept in root.iterfind(".//conceptEntry", basic):
        name = concept.get("id")
        for part in ("min:subjectField", "basic:source", "langSec/basic:definition"):
            assert concept.findtext(part, "", basic).strip(), (name, part)
        sections = {one.get(terms.LANGUAGE): one for one in concept.iterfind("langSec", basic)}
        assert {"en", "es", "pt-PT"} <= sections.keys() <= {"en", "es", "pt-PT", "es-419", "pt-BR"}
        for code, section in sections.items():
            found = [
                (
                    one.findtext("term", "", basic),
                    one.findtext("min:administrativeStatus", "", basic),
                )
                for one in section.iterfind("termSec", basic)
            ]
            assert [status for _term, status in found].count(terms.PREFERRED) == 1, (name, code)
            for term, status in found:
                if status == terms.DEPRECATED:
                    assert (code, term) not in forms, f"{term} is forbidden twice."
                    forms.add((str(code), term))
                    assert (term, terms.PREFERRED) not in found


class TestOneForm:
    """A term that is counted has one form in each catalogue."""

    ROW = "- {term: handover, en: handover, but: file, es: [traspaso, relevo], pt: [transmiss]}\n"

    def counted(self, folder: Path, **said: str) -> Path:
        """A small product whose Spanish says some messages, with one term that is counted."""
        (folder / terms.COUNTED).parent.mkdir(parents=True)
        (folder / terms.COUNTED).write_text(self.ROW)
        file = folder / PO.format("es")
        file.parent.mkdir(parents=True)
        file.write_text("\n".join(MESSAGE.format(*pair) for pair in said.items()))
        return folder

    def test_a_second_form_is_noticed_with_the_term_and_the_message(self, tmp_path: Path) -> None:
        root = self.counted(tmp_path, Handover="Traspaso", handover="El relevo")

        assert terms.several(root) == [
            "handover (es): “relevo” occurs 1 times, the term is “traspaso”: El relevo"
        ]
        assert str(next(iter(terms.counts(root)))) == "handover (es): traspaso=1  relevo=1  other=0"

    def test_a_message_of_another_concept_does_not_count(self, tmp_path: Path) -> None:
        assert not terms.several(self.counted(tmp_path, handover_file="Relevo"))

    def test_every_counted_term_of_the_product_has_one_form(self) -> None:
        tree.none(terms.several(tree.PROJECT))
