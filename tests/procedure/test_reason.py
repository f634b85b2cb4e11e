"""A reason has words: signs that only fill a field say nothing (corrections.md section 1)."""

import ast
import re

import pytest

from cochair.procedure.reason import has_words, in_a_sentence, is_reason
from house import tree

REASON = re.compile(r"(^|_)(reason|why)$")


@pytest.mark.parametrize(
    "text",
    [
        "The hall is not free then.",
        "No hay quórum en la sala.",
        "Ο πρόεδρος είναι ασθενής.",
        "主席生病了所以会议必须推迟到下个月再开会议",
        "  Sala ocupada de 8 a 14. \n",
    ],
)
def test_words_in_any_script_are_a_reason(text: str) -> None:
    assert is_reason(text, 20)


@pytest.mark.parametrize(
    "text",
    [
        "." * 20,
        " " * 30,
        "x" * 20,
        "xyxyxyxyxyxyxyxyxyxyxy",
        "1234567890 1234567890",
        "-- n/a " * 4,
        "Too short.",
    ],
)
def test_signs_that_fill_the_field_are_none(text: str) -> None:
    assert not is_reason(text, 20)


@pytest.mark.parametrize(
    "text",
    [
        "Information exchange",
        "Cooperación policial",
        "word word word word word",
        "done, done, done and done",
    ],
)
def test_two_words_and_one_word_again_and_again_are_no_sentence(text: str) -> None:
    assert in_a_sentence(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Both offices met each week.",
        "Os serviços reuniram-se cinco vezes.",
        "اجتمع المكتبان كل أسبوع في العام",
        "主席生病了所以会议必须推迟到下个月再开会议",
    ],
)
def test_a_sentence_in_any_script_is_one(text: str) -> None:
    assert in_a_sentence(text) is None


def test_where_no_length_is_asked_a_word_is_enough_and_dots_are_not() -> None:
    assert has_words("No.") and has_words("不要")
    assert not has_words("...") and not has_words("  ") and not has_words("aaa")


def only_filled(python: tree.Files) -> list[str]:
    """Where a refusal asks of a reason only that something was typed."""
    faults = []
    for path, text in python.items():
        for function in tree.nodes(text):
            if isinstance(function, ast.FunctionDef) and "Refusal(" in ast.unparse(function):
                faults += [
                    f"{path}:{one.lineno} takes anything typed for a reason: ask whether it has words."
                    for node in ast.walk(function)
                    for one in _asked(node)
                    if REASON.search(_named(one))
                ]
    return faults


def _asked(node: ast.AST) -> list[ast.expr]:
    """What a condition asks whether it is there."""
    if isinstance(node, ast.If | ast.IfExp):
        return [node.test]
    if isinstance(node, ast.BoolOp):
        return node.values
    return [node.operand] if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not) else []


def _named(one: ast.expr) -> str:
    """The name of what is asked, whether it is stripped of blanks before."""
    if isinstance(one, ast.Call) and getattr(one.func, "attr", "") == "strip":
        one = one.func.value  # type: ignore[attr-defined]
    return getattr(one, "attr", getattr(one, "id", ""))


def test_every_refusal_that_asks_for_a_reason_asks_for_words() -> None:
    tree.none(only_filled(tree.python()))


@pytest.mark.parametrize(
    "asked", ["reason.strip()", "not brought.not_relevant_reason.strip()", "taken or why"]
)
def test_a_refusal_that_takes_anything_typed_for_a_reason_is_noticed(asked: str) -> None:
    program = "def says_why(reason):\n    if {}:\n        return Refusal('practice', said)\n"

    assert only_filled({"a.py": program.format(asked)})
    assert not only_filled({"a.py": program.format("not has_words(reason)")})
