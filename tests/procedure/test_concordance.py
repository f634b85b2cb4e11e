"""A "12" that is "21" in Spanish is shown; a thousand written another way is not."""

import pytest

from cochair.procedure.text import Discrepancy, Name, concordance, edit
from procedure.deciding import HOUR, START
from procedure.drafts import draft
from procedure.languages import VOCABULARIES

SIMILAR = [
    ("They act on 12 areas.", "Actúan en 12 áreas.", "Agem em 12 áreas."),
    ("1,000 officers", "1.000 agentes", "1 000 agentes"),
    ("1,250,000 euros", "1.250.000 euros", "1 250 000 euros"),
    ("1,234.56 euros", "1.234,56 euros", "1 234,56 euros"),
    ("a rate of 1.5%", "una tasa del 1,5 %", "uma taxa de 1,5 %"),
    ("0.125 of it", "0,125 de ello", "0,125 disso"),
    ("on 8 October 2026", "el 8 de octubre de 2026", "em 8 de outubro de 2026"),
    ("on October 8, 2026", "el 8 de octubre de 2026", "a 8 de outubro de 2026"),
    ("on 2026-10-08", "el 08/10/2026", "em 8.10.2026"),
    ("on 10/25/2026", "el 25 de octubre de 2026", "em 25/10/2026"),
    ("on 8 Oct 2026", "el 8 oct. 2026", "em 8 out. 2026"),
    ("8-9 October 2026", "8 y 9 de octubre de 2026", "8 e 9 de outubro de 2026"),
    ("from 1 May", "desde el 1.º de mayo", "a partir de 1 de maio"),
    ("The Parties may meet.", "Las Partes podrán reunirse.", "As Partes podem reunir-se."),
    ("May the Parties meet?", "¿Podrán reunirse las Partes?", "Podem as Partes reunir-se?"),
    ("They met in May.", "Se reunieron en mayo.", "Reuniram-se em maio."),
    ("They will meet in October.", "Se reunirán en octubre.", "Reúnem-se em outubro."),
    ("at 17:00", "a las 17.00", "às 17h00"),
    ("at 5 pm", "a las 17 h", "às 17:00"),
    ("at 9.30 a.m.", "a las 9:30", "às 9h30"),
    ("at 12 p.m.", "a las 12.00", "às 12h"),
    ("twelve areas", "12 áreas", "doze áreas"),
    ("18 months", "dieciocho meses", "dezoito meses"),
    ("within a fortnight", "en quince días", "em duas semanas"),
    ("twenty-one members", "21 miembros", "vinte e um membros"),
    ("the 21st century", "el siglo XXI", "o século XXI"),
    ("chapter IX", "capítulo 9", "capítulo IX"),
    ("Regulation 2024/1689", "Reglamento 2024/1689", "Regulamento 2024/1689"),
    ("document AB-MIN/2026/7", "documento AB-MIN/2026/7", "documento AB-MIN/2026/7"),
    ("see paragraphs 3, 4 and 5.", "véanse los apartados 3, 4 y 5.", "ver os pontos 3, 4 e 5."),
    ("between 2024 and 2026.", "entre 2024 y 2026.", "entre 2024 e 2026."),
    ("a one-off grant", "una subvención única", "uma subvenção única"),
    ("24/7 contact", "contacto 24/7", "contacto 24/7"),
    ("a 3-month plan of the G-7", "un plan de 3 meses del G7", "um plano de 3 meses do G-7"),
]


def say(said, **more):
    text = draft([("p-1", "operative", said)])
    return concordance(text, VOCABULARIES, **more)


@pytest.mark.parametrize("said", SIMILAR, ids=lambda said: said[0])
def test_what_is_only_written_in_another_way_is_no_difference(said):
    assert say(said) == ()


DIFFERENT = [
    ("12 areas", "21 áreas", "number", ("12",), ("21",)),
    ("1,000 officers", "1.100 agentes", "number", ("1,000",), ("1.100",)),
    ("1,000 officers", "10.000 agentes", "number", ("1,000",), ("10.000",)),
    ("1.5%", "15 %", "number", ("1.5",), ("15",)),
    ("12 of 27", "12", "number", ("27",), ()),
    ("twelve areas", "21 áreas", "number", (), ("21",)),
    ("8 October 2026", "9 de octubre de 2026", "number", ("8",), ("9",)),
    ("8 October 2026", "8 de octubre de 2027", "number", ("2026",), ("2027",)),
    ("8 October 2026", "8 de noviembre de 2026", "month", ("October",), ("noviembre",)),
    ("1 May", "1 de marzo", "month", ("May",), ("marzo",)),
    ("at 17:00", "a las 18.00", "number", ("17:00",), ("18.00",)),
    ("at 5 pm", "a las 5 h", "number", ("5 pm",), ("5 h",)),
    ("AB/2026/7", "AB/2026/8", "symbol", ("AB/2026/7",), ("AB/2026/8",)),
    ("2024/1689", "2024/1698", "number", ("1689",), ("1698",)),
    ("12 and 12", "12", "number", ("12",), ()),
]


@pytest.mark.parametrize(("english", "spanish", "kind", "here", "there"), DIFFERENT)
def test_other_figures_are_shown_with_both_sides(english, spanish, kind, here, there):
    found = say((english, spanish, english.replace("May", "maio").replace("October", "outubro")))

    assert found == (Discrepancy("p-1", kind, "en", here, "es", there),)


CAPITAL = Name({"en": ("Athens",), "es": ("Atenas",), "pt": ("Atenas",)})
CHURCH = Name({"en": ("Lake Talks", "LT"), "es": ("Diálogo de los Lagos", "DL")})


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        (("in Athens", "en Atenas", "em Atenas"), []),
        (("in Athens", "en ATENAS", "em atenas"), []),
        (("in Athens", "en Roma", "em Atenas"), ["es"]),
        (("there", "en Atenas", "ali"), ["es"]),
        (("LT met", "El DL se reunió", "Reuniu-se"), []),
        (("LT met", "El LT se reunió", "Reuniu-se"), ["es"]),
        (("LTD met", "Se reunió", "Reuniu-se"), []),
    ],
)
def test_a_name_is_called_as_the_language_calls_it(said, missing):
    found = say(said, names=(CAPITAL, CHURCH))

    assert [(one.kind, one.other) for one in found] == [("name", other) for other in missing]


def test_a_language_that_lags_behind_is_not_compared():
    text = draft([("p-1", "operative", ("12 areas", "12 áreas", "12 áreas"))])
    changed = edit(text, "p-1", "en", "21 areas", read=1, by="desk", at=START + HOUR)

    assert concordance(changed, VOCABULARIES) == ()


def test_without_a_vocabulary_digits_are_still_compared():
    text = draft([("p-1", "operative", ("12 areas in May 2026", "21 áreas en 2026", "12 em 2026"))])

    assert [one.there for one in concordance(text, {})] == [("21",)]


HOSTILE = [
    "a-" * 20_000,
    "a1-" * 20_000,
    "1 000" * 10_000,
    "1 000 " * 10_000,
    "may " * 20_000,
    "12 " * 20_000,
    "8.5.2026 " * 5_000,
    "1." * 20_000,
    "1:" * 20_000,
    "XI" * 20_000,
    "9" * 40_000,
    " ".join(map(str, range(12_000))),
]


@pytest.mark.parametrize("said", HOSTILE, ids=lambda said: said[:8])
def test_a_long_paragraph_is_compared_in_little_time(said):
    """A clumsy pattern, or a comparison of all with all, would take minutes here."""
    assert say((said, said, said)) == ()
