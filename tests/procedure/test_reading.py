"""A procedure file is read whole, or refused with every fault at its line."""

from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from cochair.procedure.book import Book
from cochair.procedure.clause import CheckShape, Severity
from cochair.procedure.reading import READ_BY_SOFTWARE, Fault, Faults, read

FORUMS = Path(__file__).parent / "forums"
LAKES = (FORUMS / "lakes.yaml").read_text("utf-8")
SECOND = (FORUMS / "second.yaml").read_text("utf-8")
LETTER = "Dear valley, we are\n  neighbours, and always were."

EVERYTHING = {
    "text": "text",
    "integer": "integer",
    "number": "number",
    "share": "share",
    "boolean": "boolean",
    "date": "date",
    "party": "party",
    "parties": "party[]",
    "group": "group",
    "place": "place",
    "venues": "venue[]",
    "configuration": "configuration",
    "semester": "semester",
    "function": "function",
    "taxonomy": "taxonomy",
    "language": "language",
    "prior_to": "invitation|opening",
    "anything": "anything",
    "word": "fixed",
    "left_out": "text?",
}
MEETING = frozenset({"meeting"})
CHECKS = {
    "informative": CheckShape({}, frozenset({"forum"})),
    "consensus": CheckShape({}, MEETING, reads=frozenset({"coherence.*"})),
    "everything": CheckShape(EVERYTHING, MEETING),
    "cadence": CheckShape(
        {"months": "integer", "tolerance_days": "integer", "of": "text?"},
        frozenset({"meeting", "slot", "instrument"}),
    ),
    "co_chaired_by_presidencies": CheckShape({}, MEETING),
    "decisions_by_consensus": CheckShape({}, MEETING),
}


def lakes(*, source_text: str | None = None) -> Book:
    return read(LAKES, "lakes.yaml", checks=CHECKS, source_text=source_text)


def faults_of(text: str) -> tuple[Fault, ...]:
    """What is wrong with a text, when something is."""
    with pytest.raises(Faults) as found:
        read(text, "lakes.yaml", checks=CHECKS, shipped_languages=("en", "es"))
    return found.value.faults


def line_of(text: str, words: str) -> int:
    """The first line, counted from 1, that holds these words."""
    assert words in text, words
    return text.count("\n", 0, text.index(words)) + 1


class Slip(NamedTuple):
    """Words of the file, what somebody wrote instead, where it is noticed, and how."""

    said: str
    instead: str
    path: str
    message: str
    line_of: str = ""
    clause: str | None = None


SLIPS = {
    "another schema": Slip(
        "schema: forum-procedure/1", "schema: forum-procedure/2", "schema", "not known here"
    ),
    "a block that is missing": Slip("gaps:\n", "gasp:\n", "gasp", "Nothing here is called"),
    "a block that is a list": Slip(
        "source: {document: A letter between two valleys, year: 1999}",
        "source: [letter]",
        "source",
        "Here stand names",
    ),
    "a list that is a text": Slip(
        "hard_rules: [I.2.1]", "hard_rules: I.2.1", "forum.hard_rules", "Here stands a list"
    ),
    "an id of another form": Slip(
        "id: lakes-alps", "id: Lakes & Alps", "forum.id", "not of the form"
    ),
    "a text without one language": Slip(
        "{en: Lakes and Alps, es: Lagos y Alpes}",
        "{en: Lakes and Alps}",
        "forum.title",
        "“es” is missing",
    ),
    "a text in a language too many": Slip(
        "{en: Lakes and Alps, es: Lagos y Alpes}",
        "{en: Lakes and Alps, es: Lagos y Alpes, fr: Lacs et Alpes}",
        "forum.title.fr",
        "Nothing here is called “fr”",
    ),
    "a language without its words": Slip(
        "{en: Lakes and Alps, es: Lagos y Alpes}",
        "{en: Lakes and Alps, es: }",
        "forum.title.es",
        "A value is missing",
    ),
    "a blank text": Slip(
        "{en: Lakes and Alps, es: Lagos y Alpes}",
        "{en: Lakes and Alps, es: ' '}",
        "forum.title.es",
        "blank",
    ),
    "a number where words belong": Slip(
        "{en: Lakes and Alps, es: Lagos y Alpes}",
        "{en: Lakes and Alps, es: 12}",
        "forum.title.es",
        "put it in quotes",
    ),
    "a list where words belong": Slip(
        "{en: Lakes and Alps, es: Lagos y Alpes}",
        "{en: Lakes and Alps, es: [Lagos]}",
        "forum.title.es",
        "must be a text",
    ),
    "a version number that YAML takes for a decimal": Slip(
        "number: '1.0'", "number: 1.0", "version.number", "put it in quotes"
    ),
    "a version in force that nobody adopted": Slip(
        "  adopted_by: {configuration: council, date: '2024-05-30', method: consensus}\n",
        "",
        "version",
        "“adopted_by” is missing",
        "version:",
    ),
    "a day that no calendar has": Slip(
        "effective_from: '2024-05-30'",
        "effective_from: '2024-02-30'",
        "version.effective_from",
        "must be a day",
    ),
    "a day before the calendar": Slip(
        "effective_from: '2024-05-30'",
        "effective_from: '1024-05-30'",
        "version.effective_from",
        "between 1900-01-01 and 2200-12-31",
    ),
    "an interface in a language that does not ship": Slip(
        "interface: [en, es]", "interface: [en, es, qu]", "languages.interface[2]", "“qu” is not"
    ),
    "a zone that does not exist": Slip(
        "legal_zone: Europe/Zurich",
        "legal_zone: Europe/Atlantis",
        "time.legal_zone",
        "No time zone is called “Europe/Atlantis”",
    ),
    "a zone that is only a folder of zones": Slip(
        "legal_zone: Europe/Zurich", "legal_zone: Europe", "time.legal_zone", "No time zone"
    ),
    "a day off that is no day": Slip(
        "['2026-08-01']", "[1 August]", "time.holidays.LAKES[0]", "must be a day"
    ),
    "a roll that is none": Slip(
        "post_meeting: next_working_day",
        "post_meeting: tomorrow",
        "time.roll.post_meeting",
        "“tomorrow” is not known here",
    ),
    "an area of crime that stands twice": Slip(
        "{code: b, label: {en: Piracy",
        "{code: a, label: {en: Piracy",
        "crime_areas[1].code",
        "twice",
    ),
    "an area of crime that is not counted": Slip(
        "crime_areas: 2", "crime_areas: 3", "counts.crime_areas", "3 are stated here, 2 are found"
    ),
    "a presidency of an unknown model": Slip(
        "model: fixed", "model: by_lot", "parties[0].presidency.model", "“by_lot” is not known"
    ),
    "a group on no side": Slip(
        "side: both", "side: neither", "groups[1].side", "known are: LAKES, ALPS, both"
    ),
    "a slot in a semester that the cycle has not": Slip(
        "{semester: 2, configuration: wardens}",
        "{semester: 3, configuration: wardens}",
        "cycle.slots[1].semester",
        "between 1 and 2",
    ),
    "a slot for no configuration": Slip(
        "{semester: 2, configuration: wardens}",
        "{semester: 2, configuration: shepherds}",
        "cycle.slots[1].configuration",
        "“shepherds” is not known",
    ),
    "two slots for one configuration": Slip(
        "{semester: 2, configuration: wardens}",
        "{semester: 2, configuration: council}",
        "cycle.slots[1].configuration",
        "twice",
    ),
    "a cycle as long as a word": Slip(
        "months: 12\n  semesters", "months: long\n  semesters", "cycle.months", "a whole number"
    ),
    "a slip that no option settles": Slip(
        "on_slip: {option: cycle.on_slip}",
        "on_slip: {option: cycle.slips}",
        "cycle.on_slip.option",
        "“cycle.slips” is not known",
    ),
    "a configuration called like an event": Slip(
        "  - code: wardens", "  - code: meeting", "configurations[1].code", "begins the name"
    ),
    "two configurations with one slug": Slip(
        "slug: wardens", "slug: council", "configurations[1].slug", "twice"
    ),
    "a head of delegation of no rank": Slip(
        "accepted_functions: [minister]",
        "accepted_functions: [shepherd]",
        "configurations[0].accepted_functions[0]",
        "“shepherd” is not known",
    ),
    "an invited group that is none": Slip(
        "also_invited: [RANGERS]",
        "also_invited: [WOLVES]",
        "configurations[0].also_invited[0]",
        "“WOLVES” is not known",
    ),
    "observers that are allowed perhaps": Slip(
        "allowed: true, needs", "allowed: perhaps, needs", "configurations[0].observers.allowed",
        "true or false",
    ),
    "a venue that is no place": Slip(
        "venue: [chur,", "venue: [Coira,", "configurations[0].venue[0]", "“Coira” is not known"
    ),
    "a cadence by an option that is none": Slip(
        "cadence: {months: {option: cadence.months}",
        "cadence: {months: {option: cadence.moons}",
        "configurations[0].cadence.months.option",
        "“cadence.moons” is not known",
    ),
    "a cadence by an option that is no number": Slip(
        "cadence: {months: {option: cadence.months}",
        "cadence: {months: {option: cycle.on_slip}",
        "configurations[0].cadence.months",
        "cycle.on_slip is no whole number between 1 and 120",
    ),
    "a function without a clause": Slip(
        "rules: [II.1.meetings.a]}",
        "rules: []}",
        "configurations[0].functions[0]",
        "“views” has no clause",
    ),
    "a function with a clause that is none": Slip(
        "rules: [II.1.meetings.a]}",
        "rules: [II.1.meetings.z]}",
        "configurations[0].functions[0].rules[0]",
        "“II.1.meetings.z” is not known",
    ),
    "a place in no country": Slip(
        "country: CH", "country: Switzerland", "places[0].country", "not of the form"
    ),
    "a way to decide that is not known": Slip(
        "method: consensus\n  rule", "method: duel\n  rule", "decision.method", "“duel” is not"
    ),
    "a configuration in which nobody is entitled": Slip(
        "entitled: {council: member_delegation, wardens: presidency}",
        "entitled: {council: member_delegation}",
        "decision.entitled",
        "“wardens” is missing",
    ),
    "a silence shorter than the shortest": Slip(
        "default_hours: 120",
        "default_hours: 24",
        "silence_procedure.default_hours",
        "shorter than the shortest",
    ),
    "a practice date that hangs on nothing": Slip(
        "anchor: meeting.start", "anchor: full moon", "timetable[0].anchor", "no event"
    ),
    "a practice date that hangs on what has no fixed day": Slip(
        "anchor: meeting.start",
        "anchor: notice.issued",
        "timetable[0].anchor",
        "cannot hang on “notice.issued”",
    ),
    "a practice date with two offsets": Slip(
        "anchor: meeting.start",
        "anchor: meeting.start + 2 days",
        "timetable[0].anchor",
        "cannot hang",
    ),
    "a practice date on a configuration that is none": Slip(
        "anchor: wardens.start",
        "anchor: shepherds.start",
        "timetable[1].anchor",
        "“shepherds” is not known",
    ),
    "a practice date without an anchor": Slip(
        "    anchor: meeting.start\n", "", "timetable[0]", "“anchor” is missing", "- id: T01"
    ),
    "an option that stands twice": Slip(
        "key: record.approval_days", "key: cycle.on_slip", "options[3].key", "twice"
    ),
    "an option whose default is none of its values": Slip(
        "value: fixed", "value: loose", "options[1].value", "none of the values"
    ),
    "an option whose default lies outside": Slip(
        "value: 45", "value: 145", "options[3].value", "none of the values"
    ),
    "an option whose default lists what is not allowed": Slip(
        "value: [record]", "value: [record, wages]", "options[2].value", "none of the values"
    ),
    "an option whose default is an empty list": Slip(
        "value: [record]", "value: []", "options[2].value", "none of the values"
    ),
    "an option whose values are of no type": Slip(
        "{type: integer, min: 15, max: 90}", "{type: moon}", "options[3].allowed.type", "“moon”"
    ),
    "an option whose least value is missing": Slip(
        "{type: integer, min: 15, max: 90}",
        "{type: integer, max: 90}",
        "options[3].allowed",
        "“min” is missing",
    ),
    "an option whose values are a word": Slip(
        "{type: integer, min: 15, max: 90}", "days", "options[3].allowed", "Here stand names"
    ),
    "an option that may take anything": Slip(
        "    allowed: {type: integer, min: 15, max: 90}\n",
        "",
        "options[3]",
        "“allowed” is missing",
        "- key: record.approval_days",
    ),
    "a value of an option without its name": Slip(
        "shift: {en: It moves, es: Se mueve}",
        "moves: {en: It moves, es: Se mueve}",
        "options[1].value_labels.moves",
        "Nothing here is called “moves”",
    ),
    "an option that belongs to no passage": Slip(
        "ambiguity: AMB-01", "ambiguity: AMB-99", "options[0].ambiguity", "“AMB-99” is not known"
    ),
    "an option that affects no clause": Slip(
        "affects: [II.1.meetings.b]", "affects: [weather]", "options[0].affects[0]", "“weather”"
    ),
    "an option that nothing reads": Slip(
        "key: coherence.som", "key: colour.of_the_sky", "options[4].key", "Nothing reads"
    ),
    "an option without a key": Slip(
        "  - key: coherence.som\n    value: true",
        "  - value: true",
        "options[4]",
        "“key” is missing",
    ),
    "an option with a number for a key": Slip(
        "key: coherence.som", "key: 7", "options[4].key", "put it in quotes"
    ),
    "readings that differ in number": Slip(
        "es: [natural, de treinta días]",
        "es: [natural]",
        "ambiguities[0].readings",
        "not of the same length",
        "readings:",
    ),
    "a passage settled by an option that is none": Slip(
        "options: [cadence.months]",
        "options: [cadence.moons]",
        "ambiguities[0].options[0]",
        "“cadence.moons” is not known",
    ),
    "a number of rules that is wrong": Slip(
        "atomic_rules: 4", "atomic_rules: 5", "counts.atomic_rules", "5 are stated here, 4"
    ),
    "a number of rules that is not stated": Slip(
        "  atomic_rules: 4\n", "", "counts", "“atomic_rules” is missing", "counts:"
    ),
    "a number of items that is wrong": Slip(
        "{council: {meetings: 2}}",
        "{council: {meetings: 3}}",
        "counts.lettered_items.council.meetings",
        "3 are stated here, 2 are found",
    ),
    "items counted for no configuration": Slip(
        "{council: {meetings: 2}}",
        "{shepherds: {meetings: 2}}",
        "counts.lettered_items.shepherds",
        "Nothing here is called",
    ),
    "a hard rule that is none": Slip(
        "hard_rules: [I.2.1]", "hard_rules: [I.2.1, I.9]", "forum.hard_rules", "no rule I.9"
    ),
    "a rule called hard that is not": Slip(
        "hard_rules: [I.2.1]",
        "hard_rules: [I.2.1, I.1]",
        "forum.hard_rules",
        "I.1 is not of severity hard",
    ),
    "a hard rule that the forum does not name": Slip(
        "hard_rules: [I.2.1]", "hard_rules: []", "forum.hard_rules", "I.2.1 is hard and not named"
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
        "class should has one of these severities: expected, preferred",
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
        "put it in quotes",
        clause="II.1.meetings.b",
    ),
    "a rule that binds a Party twice": Slip(
        "parties_responsible: [LAKES]\n",
        "parties_responsible: [LAKES, LAKES]\n",
        "rules[2].parties_responsible[1]",
        "“LAKES” stands here twice",
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
        "", "rules[0]", "say in judged_by_people", "- id: I.1\n", "I.1",
    ),
    "a mixed check that no people judge": Slip(
        "    judged_by_people: {en: Whether they matter., es: Si importan.}\n",
        "", "rules[2]", "say in judged_by_people", "- id: II.1.meetings.a", "II.1.meetings.a",
    ),
    "a context with a due": Slip(
        "due: null, due_basis: null", "due: cycle.end, due_basis: rule", "rules[0].check.due",
        "never due", clause="I.1",
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
        "rules[3].check.args.months.or", "Nothing here is called “or”",
        clause="II.1.meetings.b",
    ),
    "an argument by an option of another type": Slip(
        "args: {months: {option: cadence.months}",
        "args: {months: {option: cycle.on_slip}",
        "rules[3].check.args.months", "“fixed” is no integer",
        clause="II.1.meetings.b",
    ),
    "an argument that the check has not": Slip(
        "tolerance_days: 92}\n      basis", "tolerance_days: 92, moons: 3}\n      basis",
        "rules[3].check.args.moons", "no argument “moons”; it has: months, tolerance_days, of",
        clause="II.1.meetings.b",
    ),
    "an argument of a check that has none": Slip(
        "args: {}", "args: {moons: }", "rules[0].check.args", "no argument “moons”; it has: –",
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
        "no event that a due can hang on", clause="II.1.meetings.a",
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
        "rules[3].check.due", "cadence.months is no whole number", "due: previous.start",
        "II.1.meetings.b",
    ),
    "a duty that is never due": Slip(
        "      due: previous.start + cadence.months + tolerance\n", "", "rules[3].check",
        "“due” is missing", "check:\n      fn: cadence", "II.1.meetings.b",
    ),
    "a due that is neither rule nor practice": Slip(
        "      due_basis: rule\n", "", "rules[3].check", "a due has one",
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
        "rules:\n", "rules:\n  - obey\n", "rules[0]", "Here stand names", "- obey"
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


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS.keys())
def test_every_slip_is_named_with_its_line_its_path_and_its_rule(slip: Slip) -> None:
    assert slip.said in LAKES
    text = LAKES.replace(slip.said, slip.instead, 1)
    line = line_of(text, slip.line_of) if slip.line_of else line_of(LAKES, slip.said)

    found = [fault for fault in faults_of(text) if fault.path == slip.path]

    assert [(fault.line, fault.clause) for fault in found][:1] == [(line, slip.clause)]
    assert any(slip.message in str(fault) for fault in found), found
    assert str(found[0]).startswith(f"lakes.yaml:{found[0].line}: {slip.path}: ")


@pytest.mark.parametrize(("said", "instead"), WRONG_ARGUMENTS.items())
def test_an_argument_of_another_type_is_refused(said: str, instead: str) -> None:
    assert LAKES.count(said) == 1
    text = LAKES.replace(said, instead)

    (fault,) = faults_of(text)

    assert fault.clause == "II.1.meetings.a"
    assert fault.path.startswith("rules[2].check.args.")
    assert fault.line == line_of(text, instead.strip())
    assert "” is no " in str(fault)


def test_an_argument_that_should_be_a_list_is_refused() -> None:
    (fault,) = faults_of(
        LAKES.replace("parties: [LAKES, ALPS]\n        group", "parties: LAKES\n        group")
    )
    assert "must be a list" in str(fault)


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
    assert "At least one rule must be hard." in missing
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
    with pytest.raises(Faults, match="does not say this word for word") as found:
        lakes(source_text="Dear valley, we are strangers.")
    assert found.value.faults[0].path == "rules[0].quote"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\nb: {c: 1\n", 3, "This is not YAML"),
        ("a: 1\nb: &big [1]\n", 2, "references with & and *"),
        ("a: &x 1\nb: *x\n", 2, "references with & and *"),
        ("a: 1\nb: !!python/object:os.system x\n", 2, "no tag"),
        ("a: 1\n---\nb: 2\n", 2, "one document"),
        ("a: 1\n? [b, {c: d}]\n: 2\n", 2, "not a list or a mapping"),
        ("a: 1\nb: \x00\n", 2, "U+0000"),
        ("a: \ud800\n", 1, "U+D800"),
        ("- a\n", 1, "consists of names"),
        ("", 1, "consists of names"),
        ("just words", 1, "consists of names"),
        ("a:\n  " + "[" * 40 + "]" * 40, 2, "nested more deeply"),
        ("a: " + "x" * 4_000_001, 1, "longer than any forum needs"),
    ],
)
def test_text_that_is_no_plain_data_is_refused_before_it_is_read(
    text: str, line: int, message: str
) -> None:
    found = [fault for fault in faults_of(text) if message in str(fault)]
    assert found
    assert found[-1].line == line


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
    with pytest.raises(Faults, match="3 are stated here, 2 are found"):
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


def test_every_option_read_by_software_says_where() -> None:
    assert all(where.count(".") == 1 for where in READ_BY_SOFTWARE.values())
