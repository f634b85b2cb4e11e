"""A declaration of twenty pages out and in again by other people's programs, paragraph by paragraph."""

import copy
import io
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime

import docx
import pytest
from docx.document import Document as Word
from translate.storage.xliff import Xliff1File
from translate.storage.xliff2 import Xliff2File

from cochair.formats import units, xliff
from cochair.formats.paragraphs import (
    HEADING,
    ITEM,
    PLAIN,
    TABLE,
    TITLE,
    Paragraph,
    Run,
    Text,
    as_json,
    from_json,
)
from cochair.formats.word.reader import read_docx
from cochair.formats.word.writer import write_docx
from documents.declaration import declaration

AT = datetime(2031, 2, 3, 9, tzinfo=UTC)
ABOUT = {"original": "xy-2031-1/0/1/ab", "source": "en", "target": "es"}


def through(text: Text) -> Text:
    """A text as it comes back from a file of ours, having been kept in between."""
    made = write_docx(from_json(as_json(text)), language="en", title="D", at=AT)
    return read_docx(made).text


def elsewhere() -> bytes:
    """The declaration as another program writes it, with that program's own styles and lists."""
    made = docx.Document()
    for one in declaration():
        if one.kind == TITLE:
            made.add_heading(one.text, 0)
        elif one.kind == HEADING:
            made.add_heading(one.text, one.level)
        elif one.kind == TABLE:
            _table(made, one)
        else:
            style = {0: "Normal", 1: "List Number", 2: "List Number 2"}[one.level]
            row = made.add_paragraph(style=style)
            for run in one.runs:
                put = row.add_run(run.text)
                put.bold, put.italic = "b" in run.style or None, "i" in run.style or None
    octets = io.BytesIO()
    made.save(octets)
    return octets.getvalue()


def _table(made: Word, one: Paragraph) -> None:
    table = made.add_table(len(one.cells), len(one.cells[0]))
    for line, cells in zip(table.rows, one.cells, strict=True):
        for cell, runs in zip(line.cells, cells, strict=True):
            cell.text = "".join(run.text for run in runs)


def test_a_declaration_from_another_program_goes_through_and_loses_no_paragraph() -> None:
    read = read_docx(elsewhere()).text

    assert [one.text for one in read] == [one.text for one in declaration()]
    assert [one.kind for one in read] == [one.kind for one in declaration()]
    assert through(read) == read


def test_another_program_finds_our_paragraphs_with_their_styles_lists_tables_and_notes() -> None:
    text = declaration()

    made = docx.Document(io.BytesIO(write_docx(text, language="en", title="D", at=AT)))

    found = list(made.iter_inner_content())
    assert len(found) == len(text)
    for row, one in zip(found, text, strict=True):
        if one.kind == TABLE:
            assert [[cell.text for cell in line.cells] for line in row.rows] == [
                ["".join(run.text for run in cell) for cell in cells] for cells in one.cells
            ]
            continue
        styles = {TITLE: "Title", HEADING: f"Heading {one.level}", ITEM: "Normal", PLAIN: "Normal"}
        assert (row.text, row.style.name) == (one.text, styles[one.kind])
        assert (row._p.pPr is not None and row._p.pPr.numPr is not None) == bool(one.number)
        notes = row._p.xpath(".//w:footnoteReference")
        assert len(notes) == len(one.notes)
    assert made.core_properties.language == "en" and made.core_properties.title == "D"


def translator(file: Xliff1File | Xliff2File, say: Callable[[str], str]) -> bytes:
    """What comes back from a translation tool in which every unit was translated."""
    for unit in file.units:
        words = copy.deepcopy(unit.rich_source)
        for one in words:
            one.apply_to_strings(say)
        unit.rich_target = words
    return bytes(file)


def said(text: Text, say: Callable[[str], str]) -> Text:
    """The same translation, made without a tool."""
    return tuple(
        replace(
            one, runs=_said(one.runs, say), cells=tuple(tuple(_said(c, say) for c in row) for row in one.cells)
        )
        for one in text
    )  # fmt: skip


def _said(runs: Iterable[Run], say: Callable[[str], str]) -> tuple[Run, ...]:
    return tuple(Run(say(run.text), run.style, say(run.note) if run.note else "") for run in runs)


@pytest.mark.parametrize(
    ("write", "tool"),
    [(xliff.write_one, Xliff1File), (xliff.write_two, Xliff2File)],
    ids=["1.2", "2.0"],
)
def test_a_declaration_comes_back_from_a_translation_tool_paragraph_by_paragraph(
    write: Callable[..., bytes], tool: type[Xliff1File]
) -> None:
    text = declaration()
    out = write(units.units(text), **ABOUT)

    came = xliff.read(translator(tool.parsestring(out), str.upper))

    assert (came.source, came.target, came.original) == ("en", "es", ABOUT["original"])
    back = units.translated(text, came.told)
    assert len(back) == len(text)
    for one, expected in zip(back, said(text, str.upper), strict=True):
        assert one == expected
    assert came.sources == {unit.name: unit.text for unit in units.units(text)}
    assert units.missing(text, came.told) == ()


def test_a_tool_that_drops_what_a_code_looks_like_keeps_its_number_and_so_its_look() -> None:
    text = declaration()[:3]
    out = xliff.write_one(units.units(text), **ABOUT)

    file = Xliff1File.parsestring(translator(Xliff1File.parsestring(out), str.upper))
    for code in file.document.getroot().iter("{*}target"):
        for one in code.iter("{*}g", "{*}x"):
            del one.attrib["ctype"]

    assert units.translated(text, xliff.read(bytes(file)).told) == said(text, str.upper)
