"""Documents in their languages, and records."""

from dataclasses import replace

from cochair.procedure.book import Option
from cochair.procedure.evaluate import evaluate
from cochair.procedure.facts import (
    Document,
    DocumentRevision,
    LanguageVersion,
    Record,
    known,
)
from cochair.procedure.result import Ground, Outcome
from procedure.small_world import (
    NORLAND,
    SUDRIA,
    at,
    book,
    clause,
    decision,
    facts,
    held,
    keys,
    meeting,
    midnight,
    outcome,
    result,
)

MET, NOT_MET, NOT_YET_DUE = Outcome.MET, Outcome.NOT_MET, Outcome.NOT_YET_DUE
NOT_APPLICABLE, UNKNOWN = Outcome.NOT_APPLICABLE, Outcome.UNKNOWN

LANGUAGES = clause(
    "languages_available", "document", "document.language_due", basis="practice",
    languages=["en", "nl"],
)  # fmt: skip
RECORD = clause("record_approved", "meeting", "meeting.closed + record.approval_days",
    basis="practice", by=[NORLAND, SUDRIA])  # fmt: skip


def says(found):
    return " ".join(str(one) for one in found.says)


def paper(*versions, **fields):
    given = {
        "at": at("2031-02-01"),
        "kind": "agenda",
        "originator": "BUREAU",
        "phase": "pre",
        "meeting": "council-2",
    }
    return Document("paper", versions=versions, **(given | fields))


def released(language, on, **fields):
    return LanguageVersion(language, at(on), **fields)


def of_paper(one, now="2031-12-01", what=result, **fields):
    return what(LANGUAGES, facts(held(), documents=(one,)), now, on="paper", **fields)


BOTH_LANGUAGES = (released("en", "2031-02-01"), released("nl", "2031-02-10"))


def test_a_document_is_there_in_every_language():
    found = of_paper(paper(*BOTH_LANGUAGES))
    assert (found.outcome, found.late_days) == (MET, None)
    # Ten days before 5 March is a Sunday, and people work on the Friday before.
    assert found.due == midnight("2031-02-21")
    english = paper(BOTH_LANGUAGES[0])
    assert of_paper(english, midnight("2031-02-21")).outcome is NOT_YET_DUE
    missing = of_paper(english, "2031-02-22")
    assert (missing.outcome, missing.ground) == (NOT_MET, Ground.NO_EVIDENCE)


def test_machine_output_is_a_courtesy_and_a_late_language_is_late():
    machine = paper(released("en", "2031-02-01"), released("nl", "2031-02-01", courtesy=True))
    assert of_paper(machine, "2031-02-22").outcome is NOT_MET
    reviewed = replace(machine, versions=(*machine.versions, released("nl", "2031-02-23")))
    found = of_paper(reviewed)
    assert (found.outcome, found.late_days) == (MET, 2)


def test_a_paper_circulated_after_its_due_has_two_days_that_never_roll():
    late = paper(released("en", "2031-02-28"), at=at("2031-02-28 10:00"))
    assert of_paper(late, "2031-03-02 10:00").outcome is NOT_YET_DUE
    assert of_paper(late, "2031-03-02 10:01").outcome is NOT_MET
    revised = paper(*BOTH_LANGUAGES, revised_at=at("2031-02-28 10:00"))
    assert of_paper(revised).due == at("2031-03-02 10:00")
    short = of_paper(revised, options={"languages.due.revision": 24})
    assert short.due == at("2031-03-01 10:00")


def test_only_the_last_revision_counts_and_a_past_day_knows_the_one_before():
    first = DocumentRevision(at("2031-02-01"), 0, BOTH_LANGUAGES)
    second = DocumentRevision(at("2031-02-28 10:00"), 1, (released("en", "2031-02-28 10:00"),))
    revised = paper(revisions=(first, second))
    assert of_paper(revised, "2031-03-02 10:00").outcome is NOT_YET_DUE
    assert of_paper(revised, "2031-03-02 10:01").outcome is NOT_MET
    past = known(facts(held(), documents=(revised,)), at("2031-02-20"))
    assert result(LANGUAGES, past, "2031-02-20", on="paper").outcome is MET


def test_a_language_that_went_stale_is_missing_until_it_is_released_again():
    behind = LanguageVersion("nl", at("2031-02-10"), stale_at=at("2031-02-28 09:00"))
    english = released("en", "2031-02-01")
    one = DocumentRevision(at("2031-02-01"), 0, (english, behind), (at("2031-02-28 09:00"),))
    stale = paper(revisions=(one,))
    assert of_paper(stale, "2031-02-28 08:00", what=before_the_change) is MET
    assert of_paper(stale, "2031-03-02 09:00").outcome is NOT_YET_DUE
    assert of_paper(stale, "2031-03-02 09:01").outcome is NOT_MET
    again = replace(one, versions=(english, behind, released("nl", "2031-03-01")))
    assert of_paper(paper(revisions=(again,))).outcome is MET


def before_the_change(clause, everything, now, **more):
    """The outcome as it was known at that moment."""
    return result(clause, known(everything, at(now)), now, **more).outcome


def test_only_documents_for_which_the_presidencies_answer_are_asked():
    scope = {"languages.scope.originators": ["BUREAU"], "languages.scope.kinds": ["agenda"]}
    assert of_paper(paper(), what=outcome, options=scope) is NOT_MET
    for other in (
        paper(kind="non_paper"),
        paper(originator="MEMBER"),
        paper(meeting=None),
    ):
        assert of_paper(other, what=outcome, options=scope) is NOT_APPLICABLE
    # Who answers for a document is said by its originator: no kind escapes that nobody left out.
    assert of_paper(paper(kind="speech"), what=outcome, options=scope) is NOT_MET
    imported = paper(imported=True)
    assert of_paper(imported, what=outcome) is UNKNOWN


def test_each_phase_has_its_due():
    decided = held(decisions=(decision(),))

    def due(one, meeting_=decided, **options):
        known = facts(meeting_, documents=(one,))
        return result(LANGUAGES, known, on="paper", options=options).due

    assert due(paper(phase="in", at=at("2031-03-05 10:00"))) == at("2031-03-05 15:00")
    assert due(paper(phase="in", at=at("2031-03-05 10:00")), held()) == at("2031-03-05 17:00")
    # Thirty days after 5 March is a Friday.
    assert due(paper(phase="post")) == midnight("2031-04-04")
    record = paper(kind="record", phase="post", approved_at=at("2031-04-01"))
    assert due(record) == midnight("2031-04-11")
    assert due(replace(record, approved_at=None)) is None
    assert due(paper(), meeting(schedules=())) is None
    assert due(paper(phase="post"), meeting(schedules=())) is None
    assert due(paper(meeting="elsewhere")) is None
    assert due(paper(), held(), **{"languages.due.pre": "soon"}) == midnight("2031-02-21")


def test_a_record_is_approved_by_each_party_or_sealed():
    both = Record("record", at("2031-03-20"), keys("2031-04-01"))
    assert outcome(RECORD, facts(held(record=both))) is MET
    half = replace(both, approvals=both.approvals[:1])
    found = result(RECORD, facts(held(record=half)))
    assert (found.outcome, SUDRIA in says(found)) == (NOT_MET, True)
    sealed = replace(half, sealed_at=at("2031-04-02"))
    assert outcome(RECORD, facts(held(record=sealed))) is MET
    assert outcome(RECORD, facts(held())) is NOT_MET


def test_by_option_each_party_keeps_a_record_of_its_own():
    two = {"record.mode": "two"}
    north, _south = keys("2031-04-01")
    own = (
        Record("north", at("2031-03-20"), (north,), kept_by=NORLAND),
        Record("south", at("2031-03-20"), (), at("2031-04-02"), kept_by=SUDRIA),
    )
    assert outcome(RECORD, facts(held(own_records=own)), options=two) is MET
    lacking = result(RECORD, facts(held(own_records=own[:1])), options=two)
    assert (lacking.outcome, says(lacking)) == (NOT_MET, f"No record is kept by {SUDRIA}.")
    kept = facts(held(own_records=(own[0], replace(own[1], sealed_at=None))))
    waiting = result(RECORD, kept, options=two)
    assert waiting.outcome is NOT_MET
    assert "No record is kept" not in says(waiting) and "Records not approved" in says(waiting)
    assert outcome(RECORD, facts(held(own_records=own))) is NOT_MET


def test_what_both_left_out_of_the_kinds_is_excepted_and_no_other_kind_is():
    """A paper of both in one language is asked about, whatever kind it is called."""
    words = {"en": "Which kinds?"}
    known = Option(
        "languages.scope.kinds",
        ["agenda"],
        {"type": "list", "of": ["agenda", "notice"]},
        words,
        None,
    )
    everything = facts(
        held(), documents=(paper(kind="note"), replace(paper(), id="notice", kind="notice"))
    )
    asked = book(LANGUAGES)
    asked = replace(asked, options={**asked.options, known.key: known})

    found = evaluate(asked, everything, at("2031-12-01"))

    outcomes = {one.target.id: one.outcome for one in found if one.rule == LANGUAGES.id}
    assert outcomes["paper"] is NOT_MET and outcomes["notice"] is NOT_APPLICABLE
