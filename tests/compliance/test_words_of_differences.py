"""What differs between two versions is told in words: no part or property goes by its code."""

import re
from dataclasses import fields, replace

from django.utils.translation import gettext, override

from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.review import codes, presenters
from cochair.procedure.book import Book
from cochair.procedure.checks import SHAPES
from cochair.procedure.differences import OF_EACH_VERSION, differences
from cochair.procedure.due import FIXED_ANCHORS


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


CODE = re.compile(r"^[a-z]+(?:[_.>=][a-z0-9_.]+)+$|^[a-z]+:[A-Z]|first_of|\[")
IDS = frozenset({"id", "ambiguities", "citation.fingerprint"})


def test_a_clause_that_comes_or_goes_is_told_in_words_in_three_languages(
    small_forum: Forum, real_forum: Forum
) -> None:
    """What is checked, when it is due and with what: no code but the ids of clauses and options."""
    for forum in (small_forum, real_forum):
        book = parties.books(forum)[-1]
        without = replace(book, clauses=())
        for language in ("en", "es", "pt"):
            with override(language):
                names = {str(gettext(presenters.PROPERTIES[one])) for one in IDS}
                there = presenters.differences_shown(without, book, language)
                gone = presenters.differences_shown(book, without, language)
            said = [(line.what, line.after) for one in there for line in one.lines]
            said += [(line.what, line.before) for one in gone for line in one.lines]
            parts = {
                part.rpartition(": ")[2]
                for what, words in said
                if what not in names
                for part in re.split(r"[;,] ", words)
            }
            options = set(book.options)
            assert {one for one in parts if CODE.search(one)} <= options, language


def test_when_a_clause_is_due_is_a_phrase_and_what_cannot_be_read_stays() -> None:
    names = {"im": {"en": "Institutional meeting", "es": "Reunión institucional"}}
    with override("en"):
        assert codes.due_in_words("first_of(im.closed, cycle.end)", names) == (
            "whichever comes first: Institutional meeting: closing; end of the cycle"
        )
        assert codes.due_in_words("previous.start + 1 month + tolerance", {}) == (
            "first day of the previous meeting, and from then: 1 month, the days of tolerance"
        )
        assert codes.due_in_words("whenever", {}) == "whenever"
    with override("es"):
        assert codes.due_in_words("next.semester[2].start", {}) == (
            "comienzo del semestre 2 del ciclo siguiente"
        )
        assert codes.value_in_words("2023-09-28", {}) == "28 de septiembre de 2023"
        assert codes.value_in_words("nobody_knows", {}) is None


def test_every_check_and_every_instant_that_a_clause_may_name_has_words() -> None:
    assert set(codes.CHECKS) == set(SHAPES)
    assert set(codes.ANCHORS) >= FIXED_ANCHORS
