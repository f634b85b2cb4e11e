"""Two versions of the procedures side by side: nothing differs if, and only if, they are the same."""

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cochair.procedure.book import Book, Option
from cochair.procedure.checks import SHAPES
from cochair.procedure.differences import ORDER, Changed, Difference, Fate, differences
from cochair.procedure.reading import read
from world import small_folder

BOOK = read(small_folder().texts["procedure.yaml"], "procedure.yaml", checks=SHAPES)

type Edit = Callable[[Book], Book]


def clauses(book: Book, changed: tuple[object, ...]) -> Book:
    """The book with other clauses."""
    return replace(book, clauses=changed)  # type: ignore[arg-type]


def without_clause(place: int) -> Edit:
    return lambda book: clauses(
        book, tuple(one for at, one in enumerate(book.clauses) if at != place)
    )


def reworded(place: int, language: str, words: str) -> Edit:
    def edit(book: Book) -> Book:
        found = list(book.clauses)
        if place < len(found):
            found[place] = replace(found[place], text={**found[place].text, language: words})
        return clauses(book, tuple(found))

    return edit


def due_otherwise(place: int, due: str) -> Edit:
    def edit(book: Book) -> Book:
        found = list(book.clauses)
        if place < len(found):
            found[place] = replace(found[place], check=replace(found[place].check, due=due))
        return clauses(book, tuple(found))

    return edit


def turned(book: Book) -> Book:
    return clauses(book, tuple(reversed(book.clauses)))


def option(key: str, value: object) -> Edit:
    def edit(book: Book) -> Book:
        if key not in book.options:
            return book
        return replace(book, options={**book.options, key: replace(book.options[key], value=value)})

    return edit


def without_option(key: str) -> Edit:
    return lambda book: replace(
        book, options={name: one for name, one in book.options.items() if name != key}
    )


def another_part(name: str, value: object) -> Edit:
    return lambda book: replace(book, **{name: value})


places = st.integers(0, len(BOOK.clauses) - 1)
keys = st.sampled_from(sorted(BOOK.options))
EDITS = st.one_of(
    st.builds(without_clause, places),
    st.builds(reworded, places, st.sampled_from(BOOK.languages), st.sampled_from(["", "Other."])),
    st.builds(due_otherwise, places, st.sampled_from(["cycle.end", "meeting.opened"])),
    st.just(turned),
    st.builds(option, keys, st.sampled_from([1, 2, "ask", ("a", "b")])),
    st.builds(without_option, keys),
    st.sampled_from(
        [
            another_part("ranks", {}),
            another_part("taxonomy", tuple(reversed(BOOK.taxonomy))),
            another_part("places", {}),
            another_part("zone", "Europe/Riga"),
            another_part("timetable", BOOK.timetable[:-1]),
            another_part("context", ({"en": "Told."},)),
            another_part("silence", None),
        ]
    ),
)
BOOKS = st.lists(EDITS, max_size=4).map(lambda edits: _edited(BOOK, edits))


def _edited(book: Book, edits: list[Edit]) -> Book:
    for edit in edits:
        book = edit(book)
    return book


def mirrored(found: Difference) -> Difference:
    """The same difference, told from the other side."""
    fates = {Fate.ADDED: Fate.REMOVED, Fate.REMOVED: Fate.ADDED, Fate.CHANGED: Fate.CHANGED}
    changed = tuple(Changed(one.name, one.after, one.before) for one in found.changed)
    return replace(found, fate=fates[found.fate], changed=changed)


def as_a_set(found: tuple[Difference, ...]) -> dict[tuple[str, str, str], object]:
    """Differences whose order, and that of their properties, does not matter."""
    return {
        (one.part, one.key, one.fate.value): {c.name: (c.before, c.after) for c in one.changed}
        for one in found
    }


@given(BOOKS, BOOKS)
def test_nothing_differs_exactly_where_two_versions_are_the_same(older: Book, newer: Book) -> None:
    assert (differences(older, newer) == ()) == (older == newer)


@given(BOOKS, BOOKS)
def test_what_differs_is_the_same_from_either_side(older: Book, newer: Book) -> None:
    there = tuple(map(mirrored, differences(older, newer)))
    assert as_a_set(there) == as_a_set(differences(newer, older))


@given(BOOKS, BOOKS)
def test_no_entry_is_named_twice(older: Book, newer: Book) -> None:
    found = [(one.part, one.key) for one in differences(older, newer)]
    assert len(found) == len(set(found))


def test_the_number_and_the_days_of_a_version_are_no_difference() -> None:
    other = replace(BOOK, version="1.1", effective_from=BOOK.effective_from.replace(year=2040))
    assert differences(BOOK, replace(other, digest="x", adopted={})) == ()


def test_a_clause_is_told_by_the_properties_that_read_otherwise() -> None:
    newer = due_otherwise(2, "cycle.end")(reworded(2, "en", "Other.")(BOOK))
    (found,) = differences(BOOK, newer)

    assert (found.part, found.key, found.fate) == ("clauses", BOOK.clauses[2].id, Fate.CHANGED)
    assert [one.name for one in found.changed] == ["text", "check.due"]


def test_an_option_that_comes_shows_everything_that_it_says() -> None:
    new = Option("x.y", 1, [1, 2], {"en": "How many?"}, None)
    newer = replace(BOOK, options={**BOOK.options, "x.y": new})
    (found,) = differences(BOOK, newer)

    assert (found.part, found.key, found.fate) == ("options", "x.y", Fate.ADDED)
    assert Changed("value", None, 1) in found.changed
    (gone,) = differences(newer, BOOK)
    assert gone.fate is Fate.REMOVED


def test_clauses_in_another_order_are_another_version() -> None:
    (found,) = differences(BOOK, turned(BOOK))
    assert [one.name for one in found.changed] == [ORDER]
