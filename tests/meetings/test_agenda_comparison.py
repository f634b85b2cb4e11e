"""Two versions of an agenda compared: pure, and the same whichever is the older."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cochair.features.agendas.comparison import compare, same
from cochair.features.agendas.items import Item, Items, inserted, moved, without
from cochair.formats.wording import words

KEYS = [f"i{number}" for number in range(12)]
WORDS = st.text(alphabet="ab é\u202e<&", max_size=12)
ITEMS = st.lists(
    st.builds(
        Item,
        key=st.sampled_from(KEYS),
        title=st.dictionaries(st.sampled_from(["en", "es", "pt"]), WORDS, max_size=3),
        minutes=st.none() | st.integers(1, 90),
        tags=st.lists(st.sampled_from(["review", "other"]), unique=True).map(tuple),
    ),
    unique_by=lambda item: item.key,
    max_size=12,
).map(tuple)


def agenda(*keys: str) -> Items:
    return tuple(Item(key, title={"en": f"About {key}"}) for key in keys)


def keys(lines, name: str) -> set[str]:
    return {line.item.key for line in lines if getattr(line, name)}


@given(ITEMS)
def test_a_version_does_not_differ_from_itself(items: Items) -> None:
    lines = compare(items, items, "en")

    assert same(lines)
    assert [line.item for line in lines] == list(items)


@given(ITEMS, ITEMS)
def test_every_item_of_either_version_is_told_once(older: Items, newer: Items) -> None:
    lines = compare(older, newer, "en")

    told = [line.item.key for line in lines]
    assert len(told) == len(set(told))
    assert set(told) == {item.key for item in (*older, *newer)}
    assert [line.item for line in lines if not line.is_removed] == list(newer)
    assert keys(lines, "is_removed") == {item.key for item in older} - {i.key for i in newer}


@given(ITEMS, ITEMS)
def test_compared_the_other_way_round_the_same_things_happened(older: Items, newer: Items) -> None:
    there, back = compare(older, newer, "es"), compare(newer, older, "es")

    assert keys(there, "is_added") == keys(back, "is_removed")
    assert keys(there, "is_moved") == keys(back, "is_moved")
    assert keys(there, "is_changed") == keys(back, "is_changed")
    assert same(there) == same(back)


@given(WORDS, WORDS)
def test_the_words_of_both_titles_are_all_there(older: str, newer: str) -> None:
    runs = words(older, newer)

    assert "".join(run.text for run in runs if not run.is_new) == older
    assert "".join(run.text for run in runs if not run.is_gone) == newer


@given(st.integers(0, 5), st.integers(-6, 6))
def test_when_one_item_is_moved_one_is_said_to_have_moved(at: int, steps: int) -> None:
    before = agenda(*KEYS[:6])
    after = moved(before, KEYS[at], steps)

    lines = compare(before, after, "en")

    assert len(keys(lines, "is_moved")) == (0 if after == before else 1)


def test_an_item_put_in_moves_no_other() -> None:
    before = agenda("a", "b", "c")

    lines = compare(before, inserted(before, Item("x"), 1), "en")

    assert keys(lines, "is_added") == {"x"}
    assert keys(lines, "is_moved") == set()


def test_what_was_taken_off_stands_where_it_stood() -> None:
    before = agenda("a", "b", "c")

    lines = compare(before, without(before, "b"), "en")

    assert [(line.item.key, line.before, line.after) for line in lines] == [
        ("a", 1, 1),
        ("b", 2, None),
        ("c", 3, 2),
    ]


def test_a_title_is_compared_in_the_language_of_the_reader_and_the_others_are_named() -> None:
    old = Item("a", title={"en": "Port security", "es": "Puertos", "pt": "Portos"}, minutes=15)
    new = replace(old, title={"en": "Security of ports", "es": "Puertos"}, minutes=25)

    (english,) = compare((old,), (new,), "en")
    (spanish,) = compare((old,), (new,), "es")

    assert english.is_reworded
    assert english.languages == ("pt",)
    assert not spanish.is_reworded
    assert spanish.languages == ("en", "pt")
    assert [(one.name, one.before, one.after) for one in spanish.fields] == [("minutes", 15, 25)]


def test_a_title_that_is_missing_is_never_filled_from_another_language() -> None:
    old, new = Item("a", title={"en": "Ports"}), Item("a", title={"en": "Ports", "pt": "Portos"})

    (line,) = compare((old,), (new,), "pt")

    assert [(run.is_new, run.text) for run in line.title] == [(True, "Portos")]


def test_a_title_of_ten_thousand_words_is_compared_as_a_whole() -> None:
    runs = words("a " * 10_000, "b " * 10_000)

    assert [run.part for run in runs] == ["gone", "new"]


def test_a_word_stays_where_only_the_sign_after_it_went() -> None:
    """Not “en Bruselas; Bruselas y se cierra”: the place is told once."""
    older = "Se abre a las 10:00 en Bruselas; se ruega puntualidad."
    newer = "Se abre a las 10:00 en Bruselas y se cierra a las 16:30; se ruega puntualidad."

    assert [(run.text, run.is_new) for run in words(older, newer)] == [
        ("Se abre a las 10:00 en Bruselas", False),
        (" y se cierra a las 16:30", True),
        ("; se ruega puntualidad.", False),
    ]
