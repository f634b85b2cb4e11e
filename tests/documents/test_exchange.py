"""Texts out to translators and in again, paragraph by paragraph, and nothing silently lost (T32)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cochair.formats import tmx, units, xliff
from cochair.formats.paragraphs import TABLE, Paragraph, Run, Text, plain
from cochair.formats.tmx import Concept, Pair
from cochair.formats.units import Unit

TEXT: Text = (
    plain("p-1", "We look after harbours."),
    Paragraph(
        "p-2", "item", (Run("Both "), Run("agree", "bi"), Run(" on it.", "", "A note.")), 1, "1."
    ),
    Paragraph("p-3", TABLE, cells=(((Run("A"),), (Run("B", "b"),)),)),
)
WRITERS = [xliff.write_two, xliff.write_one]
ABOUT = {"original": "XY/2031/1", "source": "en", "target": "es"}


@pytest.mark.parametrize("write", WRITERS)
def test_a_text_goes_out_with_its_looks_and_comes_back_the_same(write) -> None:
    out = units.units(TEXT)
    known = {unit.name: unit.runs for unit in out}

    back = xliff.read(write(out, known=known, **ABOUT))

    assert (back.source, back.target, back.original) == ("en", "es", "XY/2031/1")
    assert units.translated(TEXT, back.told) == TEXT
    assert back.sources["p-1"] == "We look after harbours."
    assert units.missing(TEXT, back.told) == ()


@pytest.mark.parametrize("write", WRITERS)
def test_what_was_not_translated_is_missing_and_nothing_of_the_source_stays(write) -> None:
    back = xliff.read(write(units.units(TEXT), **ABOUT))

    made = units.translated(TEXT, back.told)

    assert units.missing(TEXT, back.told) == ("p-1", "p-2", "p-2.n1", "p-3.c1.1", "p-3.c1.2")
    assert not any(one.full_text.replace("1.", "").strip() for one in made)


def test_segments_that_a_tool_split_and_marks_that_we_do_not_know_keep_every_word() -> None:
    file = f"""<xliff xmlns="{xliff.TWO}" version="2.0" srcLang="en" trgLang="es">
    <file id="f"><unit id="p-1"><segment><source>We look.</source><target>Mira<mrk id="m1"
    type="comment">mos</mrk>.</target></segment><ignorable><source> </source></ignorable>
    <segment><source>Both.</source><target>Ambas<unknown>!</unknown></target></segment></unit>
    </file></xliff>"""

    back = xliff.read(file.encode())

    assert "".join(run.text for run in back.told["p-1"]) == "Miramos. Ambas!"


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        b"<xliff",
        b"<html/>",
        b'<!DOCTYPE x [<!ENTITY e "y">]><xliff>&e;</xliff>',
        '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x><xliff/>'.encode("utf-16"),
        b"PK\x03\x04",
        b"<a>" * 5000,
    ],
)
def test_what_is_no_xliff_is_refused_with_a_code(octets: bytes) -> None:
    with pytest.raises(xliff.NotXliff):
        xliff.read(octets)


@given(st.text(max_size=200), st.text(max_size=60))
def test_whatever_stands_in_a_paragraph_comes_back(said: str, note: str) -> None:
    clean = xliff.UNPRINTED.sub("", said).replace("\r", "")
    unit = Unit("p-1", (Run(clean, "b"),))
    for write in WRITERS:
        back = xliff.read(write([unit], known={"p-1": unit.runs}, **ABOUT))
        assert "".join(run.text for run in back.told["p-1"]) == clean


@given(st.binary(max_size=400))
def test_noise_is_refused_and_nothing_else(octets: bytes) -> None:
    for read in (
        xliff.read,
        lambda one: tmx.read_tmx(one, ["en"]),
        lambda one: tmx.read_tbx(one, ["en"]),
    ):
        try:
            read(octets)
        except xliff.NotXliff:
            continue


def test_a_memory_and_a_glossary_go_out_and_come_back() -> None:
    pairs = [Pair("en", "es", "Harbour & <port>", "Puerto"), Pair("en", "pt", "Ship", "Navio")]
    assert tmx.read_tmx(tmx.write_tmx(pairs, source="en"), ["en", "es", "pt"]) == pairs
    terms = [
        Concept({"en": ["harbour"], "es": ["puerto", "fondeadero"]}, {"es": ["dársena"]}),
        Concept({"en": ["ship"], "pt": ["navio"]}, definition={"en": "It floats."}, source="Law"),
    ]
    assert tmx.read_tbx(tmx.write_tbx(terms), ["en", "es", "pt"]) == terms
