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
    TITLE,
    Paragraph,
    Run,
    Text,
    count_words,
    from_json,
)
from cochair.documents.word import numbering
from cochair.documents.word.heads import Heads
from cochair.documents.word.odt import read_odt
from cochair.documents.word.reading import read_docx
from cochair.documents.word.writing import write_docx
from documents.corpora import office
from documents.declaration import declaration as whole

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
    """A declaration of about twenty pages as it is read from a file, before it has ids."""
    return nameless(whole())


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


LOOKS = """
<style:style style:name="Titre" style:family="paragraph" style:parent-style-name="Title"/>
<style:style style:name="Strong" style:family="text"><style:text-properties
 fo:font-weight="bold"/></style:style>
<style:style style:name="T1" style:family="text" style:parent-style-name="Strong">
<style:text-properties style:text-underline-style="solid"/></style:style>
<style:style style:name="T2" style:family="text"><style:text-properties
 fo:font-weight="normal" fo:font-style="italic"/></style:style>
<style:style style:name="round" style:family="text" style:parent-style-name="round"/>
"""


def test_a_title_and_the_looks_of_words_come_in_from_opendocument() -> None:
    inside = (
        '<text:p text:style-name="Titre">Joint declaration</text:p>'
        '<text:p>We <text:span text:style-name="T1">agree <text:span text:style-name="T2">to all'
        '</text:span></text:span> <text:span text:style-name="round">of it</text:span>.</text:p>'
        '<text:h text:outline-level="²">Ports</text:h>'
    )
    spaces = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    parts = office.odt_parts((), inside=inside, styles=LOOKS)
    root = "<office:document-styles"
    parts["styles.xml"] = str(parts["styles.xml"]).replace(root, f"{root} {spaces}", 1)

    text = read_odt(office.packed(parts)).text

    assert [(one.kind, one.text) for one in text] == [
        (TITLE, "Joint declaration"),
        (PLAIN, "We agree to all of it."),
        (HEADING, "Ports"),
    ]
    assert [(run.text, run.style) for run in text[1].runs] == [
        ("We ", ""),
        ("agree ", "bu"),
        ("to all", "iu"),
        (" of it.", ""),
    ]
