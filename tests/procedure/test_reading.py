"""A procedure file is read whole, or refused with every fault at its line."""

import time
import tracemalloc
from dataclasses import replace
from datetime import date
from hashlib import sha256
from importlib.util import find_spec

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from cochair.procedure.clause import Severity
from cochair.procedure.reading import READ_BY_SOFTWARE, Fault, Faults, read
from cochair.procedure.reading.tree import plain, tree
from procedure.lakes import CHECKS, LAKES, LETTER, SECOND, faults_of, lakes, line_of


def test_a_sound_file_becomes_a_book() -> None:
    book = lakes(source_text=LETTER)

    assert (book.forum, book.version, book.effective_from) == (
        "lakes-alps",
        "1.0",
        date(2024, 5, 30),
    )
    assert book.adopted == {
        "configuration": "council",
        "date": date(2024, 5, 30),
        "method": "consensus",
    }
    assert book.title == {"en": "Lakes and Alps", "es": "Lagos y Alpes"}
    assert book.context == ({"en": "The lakes are deep.", "es": "Los lagos son profundos."},)
    assert book.source == {"document": "A letter between two valleys", "year": 1999}
    assert book.languages == ("en", "es")
    assert book.holidays == {date(2026, 8, 1)}
    assert [party.code for party in book.parties] == ["LAKES", "ALPS"]
    assert book.party("ALPS").seat_zone == "Europe/Vienna"
    assert book.groups["RANGERS"].catalogue == ("NORTH",)
    assert book.places["chur"].country == "CH"
    assert [code for code, _label in book.taxonomy] == ["a", "b"]
    assert book.gaps == (("G-01", {"en": "No quorum.", "es": "Sin quórum."}),)
    assert book.ranks["minister"]["es"] == "Ministro"
    assert book.digest == sha256(LAKES.encode()).hexdigest()


def test_a_configuration_knows_its_semester_its_months_and_its_order() -> None:
    council, wardens = lakes().configurations.values()

    assert (council.semester, council.order, council.months) == (1, 1, 12)
    assert council.parties == ("LAKES", "ALPS")
    assert council.venue == ("chur", "host:ALPS")
    assert [function.tag for function in council.functions] == ["views", "other"]
    assert council.observers
    assert (wardens.semester, wardens.order, wardens.months) == (2, 2, None)
    assert wardens.groups == ("RANGERS",)
    assert not wardens.observers


def test_a_clause_keeps_its_citation_its_words_and_its_check() -> None:
    book = lakes()
    clause = book.clause("II.1.meetings.b")

    assert clause.severity is Severity.EXPECTED
    assert (clause.citation.part, clause.citation.section, clause.citation.item) == ("II", "1", "b")
    assert clause.responsible == {"en": ("both",), "es": ("ambas",)}
    assert clause.check.due == "previous.start + cadence.months + tolerance"
    assert clause.check.args == {"months": {"option": "cadence.months"}, "tolerance_days": 92}
    assert clause.judged_by_people is None
    assert book.clause("I.2.1").is_hard
    assert book.clause("I.1").check.due is None


def test_an_option_keeps_its_values_as_plain_data() -> None:
    options = lakes().options

    assert options["silence.allowed_for"].value == ["record"]
    assert options["cadence.months"].allowed == {"type": "integer", "min": 1, "max": 60}
    assert options["cycle.on_slip"].value_labels["shift"]["es"] == "Se mueve"
    assert options["coherence.som"].allowed == [True, False]


def test_all_faults_are_named_at_once_in_the_order_of_the_lines() -> None:
    text = (
        LAKES.replace("legal_zone: Europe/Zurich", "legal_zone: Europe/Atlantis")
        .replace("fn: cadence", "fn: cadenza")
        .replace("atomic_rules: 4", "atomic_rules: 7")
        .replace("gaps:", "gasp:")
    )
    with pytest.raises(Faults) as found:
        read(text, "lakes.yaml", checks=CHECKS)

    lines = [fault.line for fault in found.value.faults]
    assert [fault.path for fault in found.value.faults] == [
        "counts.atomic_rules",
        "time.legal_zone",
        "gasp",
        "rules[3].check.fn",
    ]
    assert lines == sorted(lines)
    assert str(found.value).count("\n") == 3


def test_a_file_without_its_blocks_says_which_are_missing() -> None:
    missing = {str(fault.message) for fault in faults_of("hello: world\n")}

    for block in ("schema", "forum", "source", "version", "counts", "languages", "time"):
        assert f"“{block}” is missing." in missing
    for block in ("parties", "configurations", "decision", "options", "rules"):
        assert f"“{block}” is missing." in missing
    assert "At least one rule must be mandatory (“hard”)." in missing
    assert "“cycle” is missing." not in missing


def test_a_file_of_empty_blocks_is_refused_and_not_stumbled_over() -> None:
    blocks = ("forum", "source", "version", "counts", "languages", "time", "decision")
    text = "".join(f"{block}: {{}}\n" for block in blocks) + (
        "parties: [{}, x]\ngroups: [{}]\nplaces: [{}]\nconfigurations: [{functions: [x, {}]}]\n"
        "options: [{}, x]\nrules: [{}]\ncycle: x\ncrime_areas: []\nsilence_procedure: {}\n"
    )
    assert len(faults_of(text)) > 40


def test_every_problem_of_a_quotation_is_found_only_where_the_source_is_at_hand() -> None:
    lakes()
    with pytest.raises(
        Faults, match="The source does not contain this quotation word for word"
    ) as found:
        lakes(source_text="Dear valley, we are strangers.")
    assert found.value.faults[0].path == "rules[0].quote"


# Ten values told ten times over, ten times; and a list inside a list inside a list.
BOMB = "v0: &v0 [x]\n" + "".join(
    f"v{n}: &v{n} [{', '.join([f'*v{n - 1}'] * 10)}]\n" for n in range(1, 10)
)
DEEP = "v0: &v0 [[x]]\n" + "".join(f"v{n}: &v{n} [[*v{n - 1}]]\n" for n in range(1, 12))


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\nb: {c: 1\n", 3, "This is not YAML"),
        ("a: 1\nb: *x\n", 2, "Nothing is named &x before this line"),
        ("a: 1\nb: &x [1, *x]\n", 2, "Nothing is named &x before this line"),
        ("a: &x 1\n*x : 2\n", 2, "not a list or a mapping"),
        (BOMB, 6, "The file is too long for the procedures of a forum."),
        (DEEP, 8, "The lines are nested too deeply for the procedures of a forum."),
        ("a: 1\nb: !!python/object:os.system x\n", 2, "may not have a tag"),
        ("a: 1\n---\nb: 2\n", 2, "one document"),
        ("a: 1\n? [b, {c: d}]\n: 2\n", 2, "not a list or a mapping"),
        ("a: 1\nb: \x00\n", 2, "U+0000"),
        ("a: \ud800\n", 1, "U+D800"),
        ("- a\n", 1, "A file must consist of names, each followed by a colon and its value."),
        ("", 1, "A file must consist of names, each followed by a colon and its value."),
        ("just words", 1, "A file must consist of names, each followed by a colon and its value."),
        (
            "a:\n  " + "[" * 40 + "]" * 40,
            2,
            "The lines are nested too deeply for the procedures of a forum.",
        ),
        ("a: " + "x" * 4_000_001, 1, "The file is too long for the procedures of a forum."),
        ("a: [" + "x, " * 200_001 + "]", 1, "The file is too long for the procedures of a forum."),
        (f"a: 1\n? {'x' * 201}\n: 2\n", 2, "200 characters"),
    ],
)
def test_text_that_is_no_plain_data_is_refused_before_it_is_read(
    text: str, line: int, message: str
) -> None:
    found = [fault for fault in faults_of(text) if message in str(fault)]
    assert found
    assert found[-1].line == line


def test_what_is_named_once_may_be_told_again_and_its_faults_are_on_the_line_that_tells_it() -> (
    None
):
    once = LAKES.replace("es: Lagos y Alpes}", "es: &both Lagos y Alpes}", 1)
    again = once.replace("id: lakes-alps", "id: &id lakes-alps")

    assert read(once, "lakes.yaml", checks=CHECKS) == replace(
        lakes(), digest=sha256(once.encode()).hexdigest()
    )
    found, faults = tree("a: &x {b: [1, no]}\nc: [*x, *x]\n", "f")
    assert found is not None
    assert not faults
    assert plain(found) == {"a": {"b": [1, "no"]}, "c": [{"b": [1, "no"]}] * 2}
    assert isinstance(found.value, dict)
    told = found.value["c"].value
    assert isinstance(told, list)
    assert (told[1].line, told[1].path) == (2, "c[1]")

    found_here = faults_of(again.replace("hard_rules: [I.2.1]", "hard_rules: [*id]"))
    assert line_of(again, "hard_rules: [I.2.1]") in {fault.line for fault in found_here}


def test_long_names_above_many_values_do_not_fill_the_memory() -> None:
    """Every value knows its path: fifteen names of a thousand signs above twenty thousand values."""
    nested = "".join(f"{' ' * depth}{'x' * 1000}:\n" for depth in range(14))
    text = nested + f"{' ' * 14}{'x' * 1000}: [" + "a, " * 20_000 + "]\n"
    tracemalloc.start()

    assert faults_of(text)

    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 40_000_000


def test_a_list_of_many_words_is_read_in_a_time_that_grows_with_it() -> None:
    many = ", ".join(f"w{number}" for number in range(120_000))
    began = time.process_time()

    book = read(
        LAKES.replace("statements: [reservation]", f"statements: [{many}]"),
        "lakes.yaml",
        checks=CHECKS,
    )

    assert len(book.decision["statements"]) == 120_000  # type: ignore[arg-type]
    assert time.process_time() - began < 12


def test_a_name_that_stands_twice_is_refused_and_the_first_one_counts() -> None:
    text = LAKES.replace("  series: LA\n", "  series: LA\n  series: XX\n")
    (fault,) = faults_of(text)
    assert (fault.line, fault.path) == (line_of(text, "series: XX"), "forum.series")
    assert f"first on line {fault.line - 1}" in str(fault)


def test_words_mean_what_they_say_and_not_what_old_yaml_makes_of_them() -> None:
    text = LAKES.replace("effective_from: '2024-05-30'", "effective_from: 2024-05-30").replace(
        "en: Early is better.", "en: no"
    )
    book = read(text, "lakes.yaml", checks=CHECKS)
    assert book.effective_from == date(2024, 5, 30)
    assert book.timetable[0].note["en"] == "no"


def test_a_second_forum_without_slots_places_or_timetable_is_read_by_the_same_engine() -> None:
    book = read(SECOND, "second.yaml", checks=CHECKS, shipped_languages=("en", "es", "pt"))

    assert book.pattern is not None
    assert (book.pattern.months, book.pattern.slots, book.pattern.first_start) == (60, (), None)
    assert book.configurations["hlm"].tolerance_days == 183
    assert book.configurations["tc"].semester is None
    assert [member.code for member in book.party("EU").members] == ["BE", "PT"]
    assert book.adopted == {}
    assert book.silence is None
    assert book.holidays == {date(2026, 12, 25)}
    assert book.clause("D.declaration.1").check.scope == "instrument"


def test_a_forum_without_a_cycle_has_no_pattern() -> None:
    book = read(
        SECOND.replace("cycle: {months: 60, unit: political_declaration, slots: []}\n", ""),
        "second.yaml",
        checks=CHECKS,
    )
    assert book.pattern is None


def test_members_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(Faults, match="3 given here, but 2 found"):
        read(SECOND.replace("members_count: 2", "members_count: 3"), "s", checks=CHECKS)


LINES = LAKES.splitlines(keepends=True)
ODD = some.sampled_from(
    (
        "null",
        "[]",
        "{}",
        "[x, 1]",
        "{x: 1}",
        "true",
        "7",
        "-0.5",
        "''",
        "{option: x}",
        "- x",
        "é: [",
    )
)


@settings(max_examples=300, deadline=None)
@given(some.integers(0, len(LINES) - 1), ODD, some.integers(0, 3))
def test_whatever_is_wrong_ends_in_a_book_or_in_faults_with_lines(
    at: int, odd: str, gone: int
) -> None:
    line = LINES[at]
    name, colon, _value = line.partition(": ")
    changed = [f"{name}{colon}{odd}\n"] if colon else [f"{line.rstrip()} {odd}\n"]
    text = "".join((*LINES[:at], *changed, *LINES[at + 1 + gone :]))
    try:
        read(text, "lakes.yaml", checks=CHECKS, source_text=LETTER)
    except Faults as found:
        assert found.faults
        assert all(1 <= fault.line <= len(LINES) + 1 and str(fault) for fault in found.faults)


def test_silence_may_list_what_it_is_for_by_itself() -> None:
    text = LAKES.replace("allowed_for: {option: silence.allowed_for}", "allowed_for: [record]")
    assert [fault.path for fault in faults_of(text)] == ["options[2].key"]


def test_a_fault_is_printed_with_what_is_known_of_it() -> None:
    assert str(Fault("f.yaml", 3, "Oh.")) == "f.yaml:3: Oh."
    assert str(Fault("f.yaml", 3, "Oh.", "a.b", "I.1")) == "f.yaml:3: a.b: Oh. (I.1)"


def test_every_option_read_by_software_names_a_module_that_is_there() -> None:
    for where in READ_BY_SOFTWARE.values():
        assert find_spec(f"cochair.{where}"), where
