"""Every slip in the blocks of a procedure file before its rules is noticed at its line."""

import pytest

from procedure.lakes import Slip, notice

SLIPS = {
    "another schema": Slip(
        "schema: forum-procedure/1", "schema: forum-procedure/2", "schema", "not known here"
    ),
    "a block that is missing": Slip("gaps:\n", "gasp:\n", "gasp", "There is no entry"),
    "a block that is a list": Slip(
        "source: {document: A letter between two valleys, year: 1999}",
        "source: [letter]",
        "source",
        "Expected here: names, each followed by a colon and its value.",
    ),
    "a list that is a text": Slip(
        "hard_rules: [I.2.1]", "hard_rules: I.2.1", "forum.hard_rules", "A list is expected here."
    ),
    "an id of another form": Slip(
        "id: lakes-alps", "id: Lakes & Alps", "forum.id", "does not have the form"
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
        "There is no entry “fr” here",
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
        "The text is empty",
    ),
    "a number where words belong": Slip(
        "{en: Lakes and Alps, es: Lagos y Alpes}",
        "{en: Lakes and Alps, es: 12}",
        "forum.title.es",
        "The value must be a text. Put it in quotation marks.",
    ),
    "a list where words belong": Slip(
        "{en: Lakes and Alps, es: Lagos y Alpes}",
        "{en: Lakes and Alps, es: [Lagos]}",
        "forum.title.es",
        "must be a text",
    ),
    "a version number that YAML takes for a decimal": Slip(
        "number: '1.0'",
        "number: 1.0",
        "version.number",
        "The value must be a text. Put it in quotation marks.",
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
        "The value must be a date, written YYYY-MM-DD.",
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
        "There is no time zone “Europe/Atlantis”",
    ),
    "a zone that is only a folder of zones": Slip(
        "legal_zone: Europe/Zurich",
        "legal_zone: Europe",
        "time.legal_zone",
        "There is no time zone",
    ),
    "a day off that is no day": Slip(
        "['2026-08-01']",
        "[1 August]",
        "time.holidays.LAKES[0]",
        "The value must be a date, written YYYY-MM-DD.",
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
        "crime_areas: 2", "crime_areas: 3", "counts.crime_areas", "3 given here, but 2 found"
    ),
    "a chair that rotates between the Parties": Slip(
        "model: fixed", "model: rotating", "parties[0].presidency.model", "is not supported"
    ),
    "a presidency of an unknown model": Slip(
        "model: fixed", "model: by_lot", "parties[0].presidency.model", "“by_lot” is not known"
    ),
    "a third Party": Slip(
        "parties:\n",
        "parties:\n  - {code: PLAINS, name: {en: Plains, es: Llanos}, short: {en: Plains, es: Llanos},"
        " presidency: {model: fixed, title: {en: Chair, es: Presidencia}, seat_zone: Europe/Rome}}\n",
        "parties",
        "A forum of 3 Parties is not supported",
    ),
    "a group on no side": Slip(
        "side: both", "side: neither", "groups[1].side", "possible values: LAKES, ALPS, both"
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
        "allowed: true, needs",
        "allowed: perhaps, needs",
        "configurations[0].observers.allowed",
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
        "cycle.on_slip must be a whole number between 1 and 120",
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
        "country: CH", "country: Switzerland", "places[0].country", "does not have the form"
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
        "The usual period is shorter than the minimum period.",
    ),
    "a practice date that hangs on nothing": Slip(
        "anchor: meeting.start",
        "anchor: full moon",
        "timetable[0].anchor",
        "it is not a known event",
    ),
    "a practice date that hangs on what has no fixed day": Slip(
        "anchor: meeting.start",
        "anchor: notice.issued",
        "timetable[0].anchor",
        "cannot depend on “notice.issued”",
    ),
    "a practice date with two offsets": Slip(
        "anchor: meeting.start",
        "anchor: meeting.start + 2 days",
        "timetable[0].anchor",
        "cannot depend",
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
    "a practice date that is owed by nobody there is": Slip(
        "phase: pre_meeting",
        "phase: pre_meeting\n    owner: shepherds",
        "timetable[0].owner",
        "“shepherds” is not known",
        "shepherds",
    ),
    "a practice date that is shown by no fact": Slip(
        "phase: pre_meeting",
        "phase: pre_meeting\n    shown_by: rumour",
        "timetable[0].shown_by",
        "“rumour” is not known",
        "rumour",
    ),
    "an option that stands twice": Slip(
        "key: record.approval_days", "key: cycle.on_slip", "options[3].key", "twice"
    ),
    "an option whose default is none of its values": Slip(
        "value: fixed",
        "value: loose",
        "options[1].value",
        "The default value is not one of the values that this option allows.",
    ),
    "an option whose default lies outside": Slip(
        "value: 45",
        "value: 145",
        "options[3].value",
        "The default value is not one of the values that this option allows.",
    ),
    "an option whose default lists what is not allowed": Slip(
        "value: [record]",
        "value: [record, wages]",
        "options[2].value",
        "The default value is not one of the values that this option allows.",
    ),
    "an option whose default is an empty list": Slip(
        "value: [record]",
        "value: []",
        "options[2].value",
        "The default value is not one of the values that this option allows.",
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
        "{type: integer, min: 15, max: 90}",
        "days",
        "options[3].allowed",
        "Expected here: names, each followed by a colon and its value.",
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
        "There is no entry “moves” here",
    ),
    "an option that belongs to no passage": Slip(
        "ambiguity: AMB-01", "ambiguity: AMB-99", "options[0].ambiguity", "“AMB-99” is not known"
    ),
    "an option that affects no clause": Slip(
        "affects: [II.1.meetings.b]", "affects: [weather]", "options[0].affects[0]", "“weather”"
    ),
    "an option that nothing reads": Slip(
        "key: coherence.som",
        "key: colour.of_the_sky",
        "options[4].key",
        "is not used anywhere, so it has no effect",
    ),
    "an option without a key": Slip(
        "  - key: coherence.som\n    value: true",
        "  - value: true",
        "options[4]",
        "“key” is missing",
    ),
    "an option with a number for a key": Slip(
        "key: coherence.som",
        "key: 7",
        "options[4].key",
        "The value must be a text. Put it in quotation marks.",
    ),
    "readings that differ in number": Slip(
        "es: [natural, de treinta días]",
        "es: [natural]",
        "ambiguities[0].readings",
        "The lists do not have the same length in every language.",
        "readings:",
    ),
    "a passage settled by an option that is none": Slip(
        "options: [cadence.months]",
        "options: [cadence.moons]",
        "ambiguities[0].options[0]",
        "“cadence.moons” is not known",
    ),
}


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_in_what_the_forum_says_of_itself_is_noticed(slip: Slip) -> None:
    notice(slip)
