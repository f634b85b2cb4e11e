"""Which version of the procedures and which options hold for a target; the order of results."""

from dataclasses import replace

from cochair.procedure.book import Option
from cochair.procedure.evaluate import evaluate
from cochair.procedure.facts import (
    Assessment,
    Document,
    JudgedParticipation,
    LanguageVersion,
    OptionChange,
)
from cochair.procedure.result import Ground, Outcome
from procedure.small_world import (
    BOARD,
    COUNCIL,
    FORUM,
    NORLAND,
    SUDRIA,
    agenda,
    at,
    book,
    chairs,
    clause,
    cycle,
    day,
    facts,
    held,
    item,
    meeting,
    midnight,
    outcome,
    result,
    results,
)

RECORD = clause(
    "record_approved",
    "meeting",
    "meeting.closed + record.approval_days",
    basis="practice",
    by=[NORLAND, SUDRIA],
)
CHAIRED = clause("co_chaired_by_presidencies")
FORMAT = clause("format_is", formats=["in_person"])

MET, NOT_MET = Outcome.MET, Outcome.NOT_MET


def test_a_closed_meeting_keeps_the_options_that_it_opened_with():
    change = OptionChange(at("2031-03-20"), "record.approval_days", 15)
    known = facts(held(), options=(change,))
    assert result(RECORD, known).due == midnight("2031-04-21")
    earlier = facts(held(), options=(replace(change, at=at("2031-01-20")),))
    assert result(RECORD, earlier).due == midnight("2031-03-20")
    kept = facts(held(options={"record.approval_days": 20}), options=(change,))
    assert result(RECORD, kept).due == midnight("2031-03-25")


def test_a_closed_meeting_keeps_the_procedures_that_it_opened_under():
    strict = clause("format_is", id="H.1", formats=["virtual"])
    old, new = book(FORMAT), book(strict, version="2.0", effective_from=day("2031-06-01"))
    books = {"1.0": old, "2.0": new}
    stamped = facts(held(procedure_version="1.0"))
    plain = facts(held())
    for known in (stamped, plain):
        (found,) = evaluate(new, known, at("2031-12-01"), books=books)
        assert (found.outcome, found.procedure_version) == (MET, "1.0")
    later = facts(held("council-2", "2031-06-20"))
    (found,) = evaluate(new, later, at("2031-12-01"), books=books)
    assert (found.outcome, found.procedure_version) == (NOT_MET, "2.0")


def test_a_clause_that_only_an_older_version_has_is_judged_where_that_version_holds():
    old = book(FORMAT, clause("co_chaired_by_presidencies", id="H.2"))
    new = book(FORMAT, version="2.0", effective_from=day("2031-06-01"))
    found = evaluate(
        new,
        facts(held(chairs=chairs())),
        at("2031-12-01"),
        books={"1.0": old, "2.0": new},
    )
    assert [(one.rule, one.outcome) for one in found] == [("H.1", MET), ("H.2", MET)]


def test_results_come_in_the_order_of_clauses_and_then_of_time():
    known = facts(held("b", "2030-03-05", cycle=1), held("a", "2031-03-05"))
    both = book(FORMAT, clause("record_approved", id="H.0", by=[NORLAND]))
    found = evaluate(both, known, at("2031-12-01"))
    assert [(one.rule, one.target.id) for one in found] == [
        ("H.1", "b"),
        ("H.1", "a"),
        ("H.0", "b"),
        ("H.0", "a"),
    ]


def test_the_options_in_force_say_how_strongly_interval_and_venue_speak():
    cadence = clause("cadence", "slot", "previous.start + 12 months", months=12, tolerance_days=60)
    assert results(cadence, facts(held()), "2031-12-01")[0].severity == "expected"
    chosen = {"severity.map.cadence": "preferred"}
    assert results(cadence, facts(held()), "2031-12-01", options=chosen)[0].severity == "preferred"
    words = {"en": "x"}
    other = Option("severity.map.cadence", "preferred", None, words, None, affects=("H.9",))
    found = evaluate(
        replace(book(cadence), options={other.key: other}), facts(held()), at("2031-12-01")
    )
    assert found[0].severity == "expected"


def test_an_attested_fact_says_that_people_attest_it():
    asked = clause(
        "participation_adequate",
        "meeting",
        "meeting.closed",
        min_share="2/3",
        min_level_share="1/2",
    )
    judged = held(participation=JudgedParticipation("judged", at("2031-03-06"), True))
    assert result(asked, facts(judged)).ground is Ground.ATTESTED


def test_documents_and_procedures_belong_to_the_configurations_of_the_clause():
    asked = clause(
        "languages_available", "document", "document.language_due", among=(BOARD,), languages=["en"]
    )
    paper = Document(
        "paper", at("2031-02-01"), "agenda", "x", "pre", "council-2",
        versions=(LanguageVersion("en", at("2031-02-01")),),
    )  # fmt: skip
    assert [one.target.kind for one in results(asked, facts(held(), documents=(paper,)), "2031-12-01")] == ["cycle"]  # fmt: skip
    council = replace(asked, configurations=(COUNCIL,))
    assert outcome(council, facts(held(), documents=(paper,)), on="paper") is MET


def test_an_assessment_is_met_at_once_and_carries_the_cycle_in_its_target():
    asked = clause("effectiveness_assessed", "cycle", "cycle.end", by=[NORLAND, SUDRIA])
    signed = Assessment("assessment", at("2031-11-01"), frozenset({NORLAND, SUDRIA}))
    known = facts(cycles=(cycle(1), cycle(2, assessment=signed)))
    found = result(asked, known, "2031-11-02", on=f"{FORUM}-cycle-2")
    assert (found.outcome, found.target.cycle) == (MET, 2)
    assert outcome(asked, known, "2031-11-02", on=f"{FORUM}-cycle-1") is NOT_MET


def test_the_agenda_settles_what_is_placed_on_it():
    asked = clause(
        "functions_placed",
        "meeting",
        "first_of(agenda.final_published, meeting.opened)",
        functions=["talk", "decide"],
    )
    full = agenda(item(1, "talk"), item(2, "decide"))
    assert outcome(asked, facts(meeting(agenda=full)), "2031-02-20") is MET
    assert outcome(asked, facts(meeting(agenda=agenda(item(1, "talk")))), "2031-02-20") is NOT_MET
