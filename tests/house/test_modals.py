"""A clause keeps its force in each language: should stays should, and may stays may."""

import importlib.util
from pathlib import Path

import pytest
import yaml

from house import tree

SPEC = importlib.util.spec_from_file_location("modals", tree.PROJECT / "tools" / "modals.py")
assert SPEC is not None and SPEC.loader is not None
modals = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(modals)

TABLE = yaml.safe_load(
    """
verbs:
  - {modality: will, force: a duty, exclusive: true, en: [will], es: [-rá, -rán]}
  - {modality: should, force: expected, exclusive: true, en: [should], es: [debería]}
never: {en: [must], es: [debe]}
qualifiers:
  - {clauses: [B.2], force: only where it matters, en: [where relevant], es: [cuando proceda]}
"""
)


def faults(code: str, modality: str, english: str, spanish: str) -> list[str]:
    """What the table has against one clause, beside another of each modality."""
    clauses = [
        {"id": "A.1", "modality": "will", "text": {"en": "They will.", "es": "Irán."}},
        {"id": "A.2", "modality": "should", "text": {"en": "It should.", "es": "Debería."}},
        {
            "id": "B.2",
            "modality": "will",
            "text": {"en": "Where relevant they will.", "es": "Irán, cuando proceda."},
        },
        {"id": code, "modality": modality, "text": {"en": english, "es": spanish}},
    ]
    return list(modals.faults(TABLE, {"rules": clauses}))


def test_every_clause_has_the_verb_of_its_force_in_each_language() -> None:
    tree.none(modals.check(tree.PROJECT))


def test_a_clause_with_its_verb_in_both_languages_passes() -> None:
    assert not faults("C.1", "will", "The two will meet.", "Las dos se reunirán.")


@pytest.mark.parametrize(
    ("english", "spanish", "fault"),
    [
        ("The two meet.", "Las dos deberían, es decir, debería.", "C.1 (en) has lost the force"),
        ("The two should meet.", "Las dos se reúnen.", "C.1 (es) has lost the force"),
        ("They should and will.", "Debería.", "C.1 (en) says the force of “will” too"),
        ("They should.", "Debería y hará.", "C.1 (es) says the force of “will” too"),
    ],
)
def test_a_verb_that_is_lost_or_stronger_is_noticed(english: str, spanish: str, fault: str) -> None:
    found = faults("C.1", "should", english, spanish)

    assert len(found) == 1 and found[0].startswith(fault)


def test_a_qualifier_that_is_lost_and_a_force_without_verbs_are_noticed() -> None:
    lost = faults("B.2", "will", "They will.", "Irán.")
    unknown = faults("C.1", "may", "They may.", "Podrán.")

    assert [fault for fault in lost if "B.2 (es) has lost the force of only where" in fault]
    assert unknown == ["C.1: the table has no verbs for “may”."]


def test_a_word_that_no_source_of_the_forum_says_is_noticed() -> None:
    found = faults("C.1", "should", "They should and must.", "Debería.")

    assert found == ["C.1 (en) says “must”, which its source does not."]


def test_a_forum_that_ships_without_a_table_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / modals.FORUMS / "lakes"
    folder.mkdir(parents=True)
    (folder / modals.PROCEDURE).write_text("rules: []\n", encoding="utf-8")

    assert modals.check(tmp_path) == ["lakes: it has no modal_verbs.yaml."]
