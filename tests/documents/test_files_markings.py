"""Markings wherever they stand: what is LIMITE waits, what is classified is refused (T14, T15)."""

import itertools
import time

import pytest

from cochair.features.files import markings
from cochair.features.files.examination import Examination, examine
from cochair.formats.inside.media import DOCUMENTS
from cochair.formats.inside.passages import Place
from cochair.formats.inside.problems import Code
from documents.corpora import marked, office
from documents.corpora.marked import Marked

UNION = (
    "TRÈS SECRET UE/EU TOP SECRET",
    "SECRET UE/EU SECRET",
    "CONFIDENTIEL UE/EU CONFIDENTIAL",
    "RESTREINT UE/EU RESTRICTED",
)


def looked_at(one: Marked) -> Examination:
    return examine(one.octets, one.name, DOCUMENTS)


def in_a_line(line: str, place: Place = Place.BODY, *, middle: bool = True) -> markings.Marked:
    """What one line carries, in the middle of a quiet text or alone."""
    lines: dict[Place, list[str]] = {one: [] for one in Place}
    lines[place] = [*office.PROSE[:20], line, *office.PROSE[20:]] if middle else [line]
    return markings.found_in(lines)


def test_two_hundred_marked_files_are_held_in_every_language_and_place() -> None:
    """T14: 24 languages; header, footer, line, property, name; as people write it."""
    corpus = [
        *marked.in_every_language("LIMITE"),
        *marked.in_every_place("LIMITE"),
        *marked.every_word(refusing=False),
    ]

    free = [one.what for one in corpus if not (found := looked_at(one)).held or found.codes]

    assert len(corpus) >= 200
    assert not free


def test_three_hundred_classified_files_are_refused() -> None:
    """T15: the four levels of the Union in both languages, and those of the States."""
    corpus = [
        *marked.every_word(refusing=True),
        *itertools.chain.from_iterable(
            map(marked.in_every_place, (*UNION, "RESERVADO", "SECRETO"))
        ),
    ]

    taken = [one.what for one in corpus if Code.CLASSIFIED not in looked_at(one).codes]

    assert len(corpus) >= 300
    assert not taken


@pytest.mark.parametrize("how", marked.DISTORTED)
@pytest.mark.parametrize("words", [*UNION, "SECRETO", "СТРОГО СЕКРЕТНО", "ΑΠΟΡΡΗΤΟ"])
def test_a_marking_is_known_however_it_is_written(how: str, words: str) -> None:
    line = marked.DISTORTED[how](words)

    assert in_a_line(line).classified
    assert in_a_line(line, Place.MARGIN).classified


@pytest.mark.parametrize("line", [*marked.ORDINARY, *marked.SENTENCES.values()])
def test_words_of_secrecy_in_a_sentence_are_no_marking(line: str) -> None:
    assert in_a_line(line) == in_a_line(line, middle=False) == markings.Marked()


def test_what_is_never_written_otherwise_is_a_marking_in_a_sentence_too() -> None:
    line = "Papers up to RESTREINT UE/EU RESTRICTED were on the table, and this is one of them."

    assert in_a_line(line).classified == "RESTREINT UE/EU RESTRICTED"
    assert not in_a_line(line.lower()).classified


@pytest.mark.parametrize(
    ("name", "holds", "refuses"),
    [
        ("ST 9927 2024 LIMITE EN", True, False),
        ("st09927.en24 limite", True, False),
        ("data-limite-de-envio", False, False),
        ("SECRET note", False, True),
        ("secret garden", False, False),
        ("restreint-ue_eu-restricted", False, True),
        ("Declaration of the Parties", False, False),
    ],
)
def test_the_name_of_a_file_can_carry_a_marking(name: str, holds: bool, refuses: bool) -> None:
    found = in_a_line(name, Place.NAME, middle=False)

    assert (bool(found.held), bool(found.classified)) == (holds, refuses)


def test_a_page_that_is_a_picture_is_told_so_that_a_person_looks() -> None:
    """T14: image-only."""
    found = looked_at(Marked("", marked.pictures_of_pages(), "scan.pdf"))

    assert found.findings == ("image_pages", "no_text")
    assert looked_at(Marked("", office.docx([]), "a.docx")).findings == ("no_text",)


def test_every_row_of_the_table_names_its_source() -> None:
    import yaml

    said = yaml.safe_load(markings.TABLE.read_text(encoding="utf-8"))

    assert {row["source"] for row in (*said["hold"], *said["refuse"])} == set(said["sources"])


def test_a_long_text_is_looked_through_in_a_moment() -> None:
    lines: dict[Place, list[str]] = {one: [] for one in Place}
    lines[Place.BODY] = [*marked.SENTENCES.values(), *marked.ORDINARY[:19]] * 500

    begun = time.process_time()
    markings.found_in(lines)

    assert time.process_time() - begun < 10


@pytest.mark.parametrize(
    "hostile",
    ["A " * 25_000, "A:" * 25_000, "SECRET " * 7_000, "\u0301" * 50_000, "S" * 50_000, "a\u200b" * 25_000, "—" * 50_000],
    ids=lambda text: ascii(text[:4]),
)  # fmt: skip
def test_no_line_takes_long(hostile: str) -> None:
    """T38: 50,000 signs for every pattern; one that goes back over the line takes minutes."""
    begun = time.process_time()
    for place in Place:
        in_a_line(hostile, place)

    assert time.process_time() - begun < 10
