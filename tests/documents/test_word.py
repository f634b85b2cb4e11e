"""Word out and Word in without loss: kinds, numbers, looks, tables, footnotes (peers.md, rank 20)."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from cochair.features.files import inspection
from cochair.formats.inside.media import Media
from cochair.formats.paragraphs import (
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
from cochair.formats.word import numbering
from cochair.formats.word.heads import Heads
from cochair.formats.word.odt import read_odt
from cochair.formats.word.reader import read_docx
from cochair.formats.word.writer import write_docx
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


LISTS = """
<text:list-style style:name="L1">
<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
<text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="("
 style:num-suffix=")"/>
<text:list-level-style-number text:level="3" style:num-format="1" style:num-suffix="."
 text:display-levels="3"/></text:list-style>
<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"
 text:bullet-char="–"/></text:list-style>
<text:list-style style:name="L3"><text:list-level-style-bullet text:level="1"
 text:bullet-char="\uf0b7"/></text:list-style>
<text:list-style style:name="L4"><text:list-level-style-number text:level="1"
 style:num-format="I" style:num-suffix="." text:start-value="4"/></text:list-style>
<text:outline-style style:name="Outline"><text:outline-level-style text:level="1"
 style:num-format="A" style:num-suffix="."/></text:outline-style>
"""


def from_odt(inside: str) -> list[tuple[str, str, int]]:
    """The numbers, words and levels of an ODT with those lists."""
    octets = office.packed(office.odt_parts((), inside=inside, styles=LISTS))
    return [(one.number, one.text, one.level) for one in read_odt(octets).text]


def item(*inside: str, more: str = "") -> str:
    paragraphs = [one if one.startswith("<") else f"<text:p>{one}</text:p>" for one in inside]
    return f"<text:list-item{more}>{''.join(paragraphs)}</text:list-item>"


def listed(style: str, *items: str, more: str = "") -> str:
    return f'<text:list text:style-name="{style}"{more}>{"".join(items)}</text:list>'


def test_numbers_of_lists_come_in_from_opendocument_as_they_are_printed() -> None:
    inner = f"<text:list>{item('Ports', '<text:list>' + item('Quays') + '</text:list>')}"
    told = from_odt(
        listed(
            "L1", item("One", "and more of it", f"{inner}{item('Roads')}</text:list>"), item("Two")
        )
        + "<text:p>Between.</text:p>"
        + listed("L1", item("Three"), more=' text:continue-numbering="true"')
        + listed("L1", item("Anew"), item("Seven", more=' text:start-value="7"'))
        + listed("L2", item("A dash"))
        + listed("L3", item("A sign of a symbol font"))
        + listed("L4", item("Four"))
        + listed("nowhere", item("Of no style"))
    )

    assert told == [
        ("1.", "One", 1),
        ("", "and more of it", 0),
        ("(a)", "Ports", 2),
        ("1.a.1.", "Quays", 3),
        ("(b)", "Roads", 2),
        ("2.", "Two", 1),
        ("", "Between.", 0),
        ("3.", "Three", 1),
        ("1.", "Anew", 1),
        ("7.", "Seven", 1),
        ("–", "A dash", 1),
        ("•", "A sign of a symbol font", 1),
        ("IV.", "Four", 1),
        ("•", "Of no style", 1),
    ]


def test_headings_have_the_number_of_the_outline_and_what_is_spelt_out_goes_first() -> None:
    told = from_odt(
        '<text:h text:outline-level="1">Ports</text:h>'
        '<text:h text:outline-level="1" text:is-list-header="true">Aside</text:h>'
        '<text:h text:outline-level="2">Without</text:h>'
        '<text:h text:outline-level="1"><text:number>Part II</text:number>Roads</text:h>'
        + listed("L1", item("<text:number>12 bis.</text:number>", "<text:p>An article</text:p>"))
    )

    assert told == [
        ("A.", "Ports", 1),
        ("", "Aside", 1),
        ("", "Without", 2),
        ("Part II", "Roads", 1),
        ("12 bis.", "An article", 1),
    ]


def test_a_list_that_counts_without_end_or_sense_is_read_all_the_same() -> None:
    deep = "<text:list>" * 40 + item("Deep") + "</text:list>" * 40

    told = from_odt(
        listed("L1", item("Big", more=f' text:start-value="{"9" * 5000}"'), item(deep))
        + listed("L1", item("Odd", more=' text:start-value="²"'))
        + "<text:list-item><text:p>Outside</text:p></text:list-item>"
    )

    assert told == [("1.", "Big", 1), ("•", "Deep", 41), ("1.", "Odd", 1)]
