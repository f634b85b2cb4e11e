"""The choices that the procedures leave open: which values they take, and who changes them."""

import html
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.urls import reverse

import signing
from cochair.features.acts.models import JointAct
from cochair.features.compliance import actions, queries
from cochair.features.compliance.models import OptionChange
from cochair.features.compliance.options import allowed, parsed
from cochair.features.parties.folder import Folder
from cochair.features.parties.models import Forum
from cochair.procedure.book import Book, Option
from cochair.procedure.checks import SHAPES
from cochair.procedure.reading import read
from cochair.procedure.refusal import Refused
from matrix import Scene
from people import SHIPPED
from signing import both_sign, league, option
from world import NOW, small_folder

LATER = NOW + timedelta(hours=3)


def _books() -> Iterator[Book]:
    for folder in (Folder.read(SHIPPED), small_folder()):
        yield read(folder.texts["procedure.yaml"], "procedure.yaml", checks=SHAPES)


OPTIONS = [
    pytest.param(option, id=f"{book.forum} {option.key}")
    for book in _books()
    for option in book.options.values()
]


def good(option: Option) -> list[object]:
    """Values that an option may take: each of a list, the edges of a range, parts of a set."""
    rule = option.allowed
    if isinstance(rule, dict) and rule["type"] == "integer":
        return sorted({rule["min"], rule["max"], option.value})  # type: ignore[type-var]
    if isinstance(rule, dict):
        whole = list(rule["of"])
        return [whole, *([one] for one in whole), list(reversed(whole))]
    assert isinstance(rule, list | tuple)
    return list(rule)


def bad(option: Option) -> list[object]:
    """Values that it may not take: beyond an edge, of another type, something unheard of."""
    rule = option.allowed
    other: list[object] = [None, "unheard-of", "", 1.5, {"a": 1}, [["a"]]]
    if isinstance(rule, dict) and rule["type"] == "integer":
        return [*other, rule["min"] - 1, rule["max"] + 1, True, str(rule["min"]), [rule["min"]]]
    if isinstance(rule, dict):
        first = next(iter(rule["of"]))
        return [*other, [], [first, "unheard-of"], [first, first], first, [1]]
    assert isinstance(rule, list | tuple)
    return [*other, 0, 1, [rule[0]]]


@pytest.mark.parametrize("option", OPTIONS)
def test_an_option_takes_each_of_its_values_and_the_one_it_has(option: Option) -> None:
    shipped = list(option.value) if isinstance(option.value, tuple) else option.value

    assert [value for value in [*good(option), shipped] if allowed(option, value)] == []


@pytest.mark.parametrize("option", OPTIONS)
def test_an_option_takes_nothing_else(option: Option) -> None:
    assert [value for value in bad(option) if allowed(option, value) is None] == []


@pytest.mark.parametrize("option", OPTIONS)
def test_what_a_form_sends_for_a_value_is_that_value(option: Option) -> None:
    for value in good(option):
        sent = list(map(str, value)) if isinstance(value, list) else [_sent(value)]

        assert parsed(option, sent) == value


def _sent(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("option", OPTIONS)
@pytest.mark.parametrize(
    "sent", [[], [""], ["²"], ["--5"], ["9" * 5000], ["1.5"], ["None"], ["\0"]]
)
def test_whatever_else_a_form_sends_is_no_value(option: Option, sent: list[str]) -> None:
    assert allowed(option, parsed(option, sent)) is not None


def test_an_option_changes_with_the_second_key_and_not_before(small_forum: Forum) -> None:
    act = option(small_forum, "prep.min", 2)
    signing.turn(act, league(small_forum))
    assert queries.option_values(small_forum, NOW)["prep.min"] == 1

    signing.turn(act, signing.concert(small_forum, LATER), LATER)

    values = [queries.option_values(small_forum, at)["prep.min"] for at in (NOW, LATER)]
    assert values == [1, 2]
    assert OptionChange.objects.get().act == act


def test_an_option_can_be_changed_back(small_forum: Forum) -> None:
    for value, at in ((2, NOW), (1, LATER)):
        both_sign(small_forum, option(small_forum, "prep.min", value, at), at)

    assert queries.option_values(small_forum, LATER)["prep.min"] == 1


@pytest.mark.parametrize(
    ("key", "value"),
    [("prep.min", 1), ("venue.fixed", ["norhaven"]), ("cadence.slot_reading", True)],
)
def test_the_value_that_an_option_has_is_no_change(
    small_forum: Forum, key: str, value: object
) -> None:
    with pytest.raises(Refused) as refused:
        option(small_forum, key, value)

    assert "The option already has this value." in str(refused.value)


def test_the_value_that_both_set_is_no_change_either(small_forum: Forum) -> None:
    both = ["southport", "norhaven"]
    both_sign(small_forum, option(small_forum, "venue.fixed", both))

    with pytest.raises(Refused):
        option(small_forum, "venue.fixed", both, LATER)


@pytest.mark.parametrize(("key", "value"), [("prep.min", 5), ("prep.min", "2"), ("weather", 1)])
def test_a_value_outside_the_set_and_an_option_that_does_not_exist_are_refused(
    small_forum: Forum, key: str, value: object
) -> None:
    with pytest.raises(Refused):
        actions.propose_option(small_forum, key=key, value=value, by=league(small_forum), at=NOW)

    assert not JointAct.objects.exists()


def change(scene: Scene, hat: str, key: str, **typed: object) -> tuple[int, str]:
    """What somebody is answered who proposes another value on the page of options."""
    answer = scene.client(hat).post(
        reverse("compliance:option", args=[scene.forum.slug, "1.0", key]), typed
    )
    return answer.status_code, html.unescape(answer.content.decode())


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("prep.min", "2"),
        ("cadence.slot_reading", "false"),
        ("venue.fixed", ["norhaven", "southport"]),
        ("record.mode", "two"),
    ],
)
def test_on_the_page_every_shape_of_option_can_be_changed(
    at_work: Scene, key: str, value: object
) -> None:
    assert change(at_work, "secretariat", key, value=value)[0] == 302


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"value": "9" * 5000}, "is not an allowed value of this option."),
        ({"value": "²"}, "is not an allowed value of this option."),
        ({}, "is not an allowed value of this option."),
        ({"value": "1"}, "The option already has this value."),
        ({"value": "2", "reason": "x" * 4001}, "at most 4000 characters"),
    ],
)
def test_on_the_page_what_is_no_value_is_refused_with_its_reason(
    at_work: Scene, typed: dict[str, str], said: str
) -> None:
    status, shown = change(at_work, "secretariat", "prep.min", **typed)

    assert status == 422
    assert said in shown
    assert not JointAct.objects.filter(kind="option").exists()


def test_who_reads_changes_no_option_and_an_unknown_one_is_no_page(at_work: Scene) -> None:
    assert change(at_work, "delegation", "prep.min", value="2")[0] == 403
    assert change(at_work, "secretariat", "weather", value="2")[0] == 404
