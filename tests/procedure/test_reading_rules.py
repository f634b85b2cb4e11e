"""Every slip in the rules of a procedure file, and in their number, is noticed at its line."""

import pytest

from procedure.lakes import LAKES, Slip, faults_of, line_of, notice

SLIPS = {
    "a number of rules that is wrong": Slip(
        "atomic_rules: 4", "atomic_rules: 5", "counts.atomic_rules", "5 given here, but 4"
    ),
    "a number of rules that is not stated": Slip(
        "  atomic_rules: 4\n", "", "counts", "“atomic_rules” is missing", "counts:"
    ),
    "a number of items that is wrong": Slip(
        "{council: {meetings: 2}}",
        "{council: {meetings: 3}}",
        "counts.lettered_items.council.meetings",
        "3 given here, but 2 found",
    ),
    "items counted for no configuration": Slip(
        "{council: {meetings: 2}}",
        "{shepherds: {meetings: 2}}",
        "counts.lettered_items.shepherds",
        "There is no entry",
    ),
    "a hard rule that is none": Slip(
        "hard_rules: [I.2.1]", "hard_rules: [I.2.1, I.9]", "forum.hard_rules", "no rule I.9"
    ),
    "a rule called hard that is not": Slip(
        "hard_rules: [I.2.1]",
        "hard_rules: [I.2.1, I.1]",
        "forum.hard_rules",
        "The rule I.1 does not have severity hard",
    ),
    "a hard rule that the forum does not name": Slip(
        "hard_rules: [I.2.1]", "hard_rules: []", "forum.hard_rules", "The rule I.2.1 has severity hard but is not listed here"
    ),
    "two rules with one id": Slip(
        "- id: II.1.meetings.b", "- id: II.1.meetings.a", "rules[3].id", "twice",
        "- id: II.1.meetings.a\n    at: {note_lines: [9]", "II.1.meetings.a",
    ),
    "a rule of no class": Slip(
        "class: should", "class: must", "rules[3].class", "“must”", clause="II.1.meetings.b"
    ),
    "a rule more severe than its class": Slip(
        "severity: expected",
        "severity: required",
        "rules[3].severity",
        "class “should” must have one of these severities: expected, preferred",
        clause="II.1.meetings.b",
    ),
    "a rule for no configuration": Slip(
        "severity: required\n    applies_to: [council]",
        "severity: required\n    applies_to: [shepherds]",
        "rules[2].applies_to[0]",
        "“shepherds” is not known",
        "applies_to: [shepherds]",
        clause="II.1.meetings.a",
    ),
    "a rule with a number for a passage": Slip(
        "ambiguities: [AMB-01]",
        "ambiguities: [7]",
        "rules[3].ambiguities[0]",
        "The value must be a text. Put it in quotation marks.",
        clause="II.1.meetings.b",
    ),
    "a rule that binds a Party twice": Slip(
        "parties_responsible: [LAKES]\n",
        "parties_responsible: [LAKES, LAKES]\n",
        "rules[2].parties_responsible[1]",
        "“LAKES” appears twice here",
        clause="II.1.meetings.a",
    ),
    "a rule with a passage that is none": Slip(
        "ambiguities: [AMB-01]", "ambiguities: [AMB-02]", "rules[3].ambiguities[0]", "“AMB-02”",
        clause="II.1.meetings.b",
    ),
    "a line that is no number": Slip(
        "note_lines: [9]", "note_lines: [nine]", "rules[3].at.note_lines[0]", "a whole number",
        clause="II.1.meetings.b",
    ),
    "a line before the first": Slip(
        "note_lines: [9]", "note_lines: [0]", "rules[3].at.note_lines[0]", "between 1 and",
        clause="II.1.meetings.b",
    ),
    "a context that no people judge": Slip(
        "    judged_by_people: {en: Nobody can check it., es: Nadie puede comprobarlo.}\n",
        "", "rules[0]", "No program can decide this alone: state in judged_by_people what people assess.", "- id: I.1\n", "I.1",
    ),
    "a mixed check that no people judge": Slip(
        "    judged_by_people: {en: Whether they matter., es: Si importan.}\n",
        "", "rules[2]", "No program can decide this alone: state in judged_by_people what people assess.", "- id: II.1.meetings.a", "II.1.meetings.a",
    ),
    "a context with a due": Slip(
        "due: null, due_basis: null", "due: cycle.end, due_basis: rule", "rules[0].check.due",
        "cannot have a due date", clause="I.1",
    ),
    "a predicate that is not known": Slip(
        "fn: cadence", "fn: cadenza", "rules[3].check.fn", "“cadenza” is not known here",
        clause="II.1.meetings.b",
    ),
    "a predicate at a scope it does not know": Slip(
        "scope: slot", "scope: galaxy", "rules[3].check.scope", "“galaxy” is not known here",
        clause="II.1.meetings.b",
    ),
    "an argument by an option that is none": Slip(
        "args: {months: {option: cadence.months}",
        "args: {months: {option: cadence.moons}",
        "rules[3].check.args.months.option", "“cadence.moons” is not known",
        clause="II.1.meetings.b",
    ),
    "an argument by an option and something else": Slip(
        "args: {months: {option: cadence.months}",
        "args: {months: {option: cadence.months, or: 12}",
        "rules[3].check.args.months.or", "There is no entry “or” here",
        clause="II.1.meetings.b",
    ),
    "an argument by an option of another type": Slip(
        "args: {months: {option: cadence.months}",
        "args: {months: {option: cycle.on_slip}",
        "rules[3].check.args.months", "“fixed” is not of type integer",
        clause="II.1.meetings.b",
    ),
    "an argument that the check has not": Slip(
        "tolerance_days: 92}\n      basis", "tolerance_days: 92, moons: 3}\n      basis",
        "rules[3].check.args.moons", "no argument “moons”; its arguments are: months, tolerance_days, of",
        clause="II.1.meetings.b",
    ),
    "an argument of a check that has none": Slip(
        "args: {}", "args: {moons: }", "rules[0].check.args", "no argument “moons”; its arguments are: –",
        clause="I.1",
    ),
    "an argument that is missing": Slip(
        "args: {months: {option: cadence.months}, tolerance_days: 92}",
        "args: {tolerance_days: 92}",
        "rules[3].check.args", "“months” is missing", clause="II.1.meetings.b",
    ),
    "a tolerance that the check does not state": Slip(
        "due: meeting.closed + record.approval_days",
        "due: meeting.closed + record.approval_days + tolerance",
        "rules[2].check.due", "no argument tolerance_days", clause="II.1.meetings.a",
    ),
    "a due that cannot be read": Slip(
        "due: meeting.closed + record.approval_days", "due: some day", "rules[2].check.due",
        "it is not a known event", clause="II.1.meetings.a",
    ),
    "a due on a configuration that is none": Slip(
        "due: meeting.closed + record.approval_days",
        "due: shepherds.closed + record.approval_days",
        "rules[2].check.due", "“shepherds” is not known", clause="II.1.meetings.a",
    ),
    "a due in a semester that the cycle has not": Slip(
        "semester[2].end", "semester[3].end", "rules[1].check.due", "no semester 3", clause="I.2.1"
    ),
    "a due by an option that is none": Slip(
        "due: previous.start + cadence.months", "due: previous.start + cadence.wrong.months",
        "rules[3].check.due", "“cadence.wrong.months” is not known", clause="II.1.meetings.b",
    ),
    "a due by an option that cannot be counted": Slip(
        "value: 12\n    allowed: {type: integer, min: 1, max: 60}",
        "value: twelve\n    allowed: [twelve]",
        "rules[3].check.due", "cadence.months is not a whole number and cannot be counted", "due: previous.start",
        "II.1.meetings.b",
    ),
    "a duty that is never due": Slip(
        "      due: previous.start + cadence.months + tolerance\n", "", "rules[3].check",
        "“due” is missing", "check:\n      fn: cadence", "II.1.meetings.b",
    ),
    "a due that is neither rule nor practice": Slip(
        "      due_basis: rule\n", "", "rules[3].check", "only a “due” may have one",
        "check:\n      fn: cadence", "II.1.meetings.b",
    ),
    "a rule without a check": Slip(
        "    check: {fn: informative, scope: forum, due: null, due_basis: null, args: {},"
        " basis: automatic}\n",
        "", "rules[0]", "“check” is missing", "- id: I.1\n", "I.1",
    ),
    "a rule without its place in the source": Slip(
        "    at: {note_lines: [3], part: I, section: 1, heading: background, item: ''}\n",
        "", "rules[0]", "“at” is missing", "- id: I.1\n", "I.1",
    ),
    "a rule without an id": Slip(
        "  - id: II.1.meetings.b\n    at:", "  - at:", "rules[3]", "“id” is missing",
        "- at: {note_lines: [9]",
    ),
    "a rule that is a word": Slip(
        "rules:\n", "rules:\n  - obey\n", "rules[0]", "Expected here: names, each followed by a colon and its value.", "- obey"
    ),
}  # fmt: skip

WRONG_ARGUMENTS = {
    "text: stocktaking": "text: 5",
    "integer: 3": "integer: 3.5",
    "number: 0.5": "number: true",
    "share: 2/3": "share: two thirds",
    "boolean: true": "boolean: yes",
    "date: '2023-09-28'": "date: yesterday",
    "        party: LAKES": "        party: MOON",
    "parties: [LAKES, ALPS]": "parties: [LAKES, MOON]",
    "        group: RANGERS": "        group: WOLVES",
    "place: chur": "place: Coira",
    "venues: [chur, 'host:ALPS']": "venues: [chur, 'host:MOON']",
    "        configuration: council": "        configuration: shepherds",
    "semester: 2\n        function": "semester: 3\n        function",
    "function: views": "function: dances",
    "taxonomy: crime_areas": "taxonomy: birds",
    "language: es": "language: qu",
    "prior_to: invitation": "prior_to: doomsday",
    "word: fixed": "word: loose",
}


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_in_a_rule_is_noticed(slip: Slip) -> None:
    notice(slip)


@pytest.mark.parametrize(("said", "instead"), WRONG_ARGUMENTS.items())
def test_an_argument_of_another_type_is_refused(said: str, instead: str) -> None:
    assert LAKES.count(said) == 1
    text = LAKES.replace(said, instead)

    (fault,) = faults_of(text)

    assert fault.clause == "II.1.meetings.a"
    assert fault.path.startswith("rules[2].check.args.")
    assert fault.line == line_of(text, instead.strip())
    assert "” is not of type " in str(fault)


def test_an_argument_that_should_be_a_list_is_refused() -> None:
    (fault,) = faults_of(
        LAKES.replace("parties: [LAKES, ALPS]\n        group", "parties: LAKES\n        group")
    )
    assert "must be a list" in str(fault)
