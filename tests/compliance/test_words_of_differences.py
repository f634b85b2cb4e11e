"""What differs between two versions is told in words: no part or property goes by its code."""

from dataclasses import fields

from django.utils.translation import override

from cochair.features.parties import queries as parties
from cochair.features.review import presenters
from cochair.procedure.book import Book
from cochair.procedure.differences import OF_EACH_VERSION, differences


def test_every_part_of_the_procedures_has_a_name():
    parts = {spec.name for spec in fields(Book)} - OF_EACH_VERSION

    assert parts <= set(presenters.PARTS)


def test_every_property_that_differs_between_two_forums_has_a_name(small_forum, real_forum):
    books = [parties.books(forum)[-1] for forum in (small_forum, real_forum)]
    for older, newer in (books, books[::-1]):
        for one in differences(older, newer):
            assert {each.name for each in one.changed} <= set(presenters.PROPERTIES), one.key


def test_codes_are_told_by_what_the_procedures_call_them_and_names_stay(small_forum, real_forum):
    small, real = (parties.books(forum)[-1] for forum in (small_forum, real_forum))
    with override("es"):
        found = presenters.differences_shown(small, real, "es")
    told = {(one.part, one.key): {line.what: line.after for line in one.lines} for one in found}
    clause = told["clauses", "I.1.3"]

    assert clause["Tipos de reunión"].startswith("Reunión ministerial, ")
    assert (clause["Clase"], clause["Aplicada a"]) == ("obligación", "ciclo")
    assert clause["Cómo se evalúa"] == "a partir de los hechos registrados y por personas"
    assert clause["Identificador"] == "I.1.3"
    assert told["timetable", "T01"]["Fase"] == "antes de la reunión"
