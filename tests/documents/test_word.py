"""Word out and Word in without loss: kinds, numbers, looks, tables, footnotes (peers.md, rank 20)."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from cochair.documents.files import inspection
from cochair.documents.files.media import Media
from cochair.documents.paragraphs import (
    HEADING,
    ITEM,
    PLAIN,
    TABLE,
    TITLE,
    Paragraph,
    Run,
    Text,
    count_words,
    from_json,
)
from cochair.documents.word import numbering
from cochair.documents.word.heads import Heads
from cochair.documents.word.reading import read_docx
from cochair.documents.word.writing import write_docx

AT = datetime(2031, 2, 3, 9, tzinfo=UTC)


def out(text: Text) -> bytes:
    return write_docx(
        text,
        language="es",
        title="Declaración",
        heads=Heads(left=("Forum",), symbol="XY/2031/1", title="Declaración"),
        footer="ES",
        at=AT,
    )


def nameless(text: Text) -> Text:
    return tuple(replace(one, id="") for one in text)


def declaration() -> Text:
    """A declaration of about twenty pages with everything that such a text holds."""
    found = [Paragraph("", TITLE, (Run("Joint declaration"),))]
    for part in range(1, 9):
        found.append(Paragraph("", HEADING, (Run(f"Part {part}: harbours & ships"),), 1))
        for number in range(1, 13):
            words = (
                f"We agree on point {number} of part {part}, with due care for what is <said>. " * 6
            )
            runs = (
                Run(words),
                Run("In bold", "b"),
                Run(" and in "),
                Run("all", "biu"),
                Run(" looks.", "", f"Note {part}.{number}\nof two lines."),
            )
            found.append(Paragraph("", ITEM, runs, 1, f"{number}."))
            for letter in "abc":
                found.append(
                    Paragraph("", ITEM, (Run(f"Sub-point {letter} – «ñ», “ç”."),), 2, f"({letter})")
                )
        found.append(Paragraph("", PLAIN, (Run("Plain\twords\nof two lines."),)))
        found.append(Paragraph("", ITEM, (Run("A dash."),), 1, "–"))
        cells = (((Run("Area", "b"),), (Run("Who"),)), ((Run("Ports\nand airports"),), ()))
        found.append(Paragraph("", TABLE, cells=cells))
    return tuple(found)


def test_a_declaration_of_twenty_pages_survives_the_round_trip_paragraph_by_paragraph() -> None:
    text = declaration()
    assert count_words(text) > 8000

    back = read_docx(out(text)).text

    assert len(back) == len(text)
    for before, after in zip(text, back, strict=True):
        assert after == before


def test_our_own_files_are_safe_to_open_and_read_in_the_child() -> None:
    octets = out(declaration()[:20])

    found = inspection.inspect(octets, "declaration.docx")
    said = inspection.read(octets, Media.DOCX)

    assert (found.media, found.is_held) == (Media.DOCX, False)
    assert from_json(said["text"]) == declaration()[:20]  # type: ignore[arg-type]


def test_the_same_text_gives_the_same_file() -> None:
    assert out(declaration()) == out(declaration())


words = (
    st.text(
        st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co", "Zl", "Zp"]),
        min_size=1,
        max_size=30,
    )
    .map(str.strip)
    .filter(bool)
)
numbers = st.sampled_from(
    ["", "1.", "2.", "3)", "(a)", "(b)", "b)", "i.", "ii.", "–", "•", "1.2.", "IV.", "C."]
)


@given(st.lists(st.tuples(words, numbers, st.integers(1, 3)), min_size=1, max_size=12))
def test_whatever_numbers_and_words_a_text_has_they_come_back(
    told: list[tuple[str, str, int]],
) -> None:
    text = tuple(
        Paragraph("", ITEM if number else PLAIN, (Run(said),), level if number else 0, number)
        for said, number, level in told
    )

    assert read_docx(out(text)).text == text


def test_numbers_are_said_and_read_in_every_format() -> None:
    for format in (
        numbering.DECIMAL,
        numbering.LOWER,
        numbering.UPPER,
        numbering.ROMAN,
        numbering.UPPER_ROMAN,
    ):
        for value in (1, 2, 4, 9, 14, 26):
            number = f"{numbering.said(format, value)}."
            before = numbering.Written("", format, value - 1, ".")
            assert numbering.written(number, following=before) == numbering.Written(
                "", format, value, "."
            )
    assert numbering.said(numbering.LOWER, 27) == "aa"
    assert numbering.written("1.2.") is None
