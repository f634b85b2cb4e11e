"""Whatever becomes of the facts, results that go on from earlier ones are those of a full evaluation."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from cochair.procedure import judgement
from cochair.procedure.evaluate import evaluate
from cochair.procedure.facts import OptionChange, known
from cochair.procedure.judgement import judge
from cochair.procedure.targets import Targets
from cochair.procedure.view import View
from procedure.known_history import book
from procedure.played_cycle import MINISTERS, OFFICIALS, played
from procedure.small_world import at

BEGIN = at("2026-10-01 12:00")
A_MOMENT = timedelta(microseconds=1)
BOOK = book()
BOOKS = {BOOK.version: BOOK}


def papers(told):
    """The played facts with more papers, of each meeting and of none."""
    first = told.documents[0]
    of = (MINISTERS, OFFICIALS, None)
    more = tuple(replace(first, id=f"more-{n}", meeting=of[n % 3]) for n in range(6))
    return replace(told, documents=(*told.documents, *more))


def each(told, name, number, change):
    rows = list(getattr(told, name))
    if not rows:
        return told
    rows[number % len(rows)] = change(rows[number % len(rows)])
    return replace(told, **{name: tuple(one for one in rows if one is not None)})


def day(number):
    return timedelta(days=number % 60 - 30)


CHANGES = {
    "nothing": lambda told, _n: told,
    "made again": lambda told, n: each(told, "meetings", n, replace),
    "meeting dated": lambda told, n: each(
        told, "meetings", n,
        lambda one: replace(one, schedules=tuple(
            replace(s, starts=s.starts and s.starts + day(n), ends=s.ends and s.ends + day(n))
            for s in one.schedules)),
    ),
    "meeting closed": lambda told, n: each(
        told, "meetings", n, lambda one: replace(one, closed_at=BEGIN + day(n))
    ),
    "meeting cancelled": lambda told, n: each(
        told, "meetings", n, lambda one: replace(one, cancelled_at=BEGIN)
    ),
    "meeting not held": lambda told, n: each(
        told, "meetings", n, lambda one: replace(one, not_held=True, attested_at=BEGIN - day(n % 30))
    ),
    "meeting of another cycle": lambda told, n: each(
        told, "meetings", n, lambda one: replace(one, cycle=(one.cycle or 2) % 3 + 1)
    ),
    "meeting of no cycle": lambda told, n: each(
        told, "meetings", n, lambda one: replace(one, cycle=None)
    ),
    "meeting opened": lambda told, n: each(
        told, "meetings", n, lambda one: replace(one, opened_at=BEGIN - day(n))
    ),
    "meeting added": lambda told, n: replace(told, meetings=(
        *told.meetings, replace(told.meetings[n % len(told.meetings)], id=f"meeting-{len(told.meetings)}"))),
    "paper added": lambda told, n: replace(told, documents=(
        *told.documents, replace(told.documents[n % len(told.documents)], id=f"added-{len(told.documents)}"))),
    "meeting gone": lambda told, n: each(told, "meetings", n, lambda _one: None),
    "paper moved": lambda told, n: each(
        told, "documents", n, lambda one: replace(one, meeting=(MINISTERS, OFFICIALS, None)[n % 3])
    ),
    "paper later": lambda told, n: each(
        told, "documents", n, lambda one: replace(one, at=one.at + day(n))
    ),
    "paper gone": lambda told, n: each(told, "documents", n, lambda _one: None),
    "paper without languages": lambda told, n: each(
        told, "documents", n,
        lambda one: replace(one, revisions=tuple(replace(r, versions=()) for r in one.revisions)),
    ),
    "option set": lambda told, n: replace(
        told, options=(*told.options, OptionChange(BEGIN, "languages.due.pre", -(n % 30)))
    ),
}  # fmt: skip
COURSES = st.lists(
    st.tuples(st.sampled_from(sorted(CHANGES)), st.integers(0, 400), st.integers(0, 24 * 90)),
    min_size=2,
    max_size=6,
)


def otherwise(course):
    """What came out otherwise than of a full evaluation, after each change of a course."""
    told, now, earlier = papers(played()), BEGIN, None
    for what, number, hours in [("nothing", 0, 0), *course]:
        told = CHANGES[what](told, number)
        # Within the hour most of the time, so that there is something to go on from.
        now += timedelta(minutes=hours) if hours % 3 else timedelta(hours=hours)
        earlier = judge(BOOK, told, now, books=BOOKS, earlier=earlier)
        if earlier.facts != known(told, now):
            yield what, "facts"
        for moment in (now, earlier.until - A_MOMENT):
            if earlier.results != evaluate(BOOK, told, moment, books=BOOKS):
                yield what, moment


@given(COURSES)
@settings(max_examples=25, deadline=None, derandomize=True)
def test_inv_8_results_that_go_on_are_those_of_all_facts(course):
    assert list(otherwise(course)) == []


def test_a_meeting_is_not_overlooked_by_the_results_of_its_papers(monkeypatch):
    """A planted fault: papers that keep their case whatever becomes of their meeting."""
    monkeypatch.setattr(
        judgement.TargetsAgain,
        "_document",
        lambda of, one: of.earlier.papers.get(("document", one.id)) or Targets._document(of, one),
    )

    assert list(otherwise([("meeting dated", number, 1) for number in range(12)]))


def test_a_meeting_is_not_overlooked_by_the_results_of_others(monkeypatch):
    """A planted fault: nothing is noted of what is asked about other meetings."""
    monkeypatch.setattr(judgement.Asking, "noted", lambda _of: ())

    assert list(otherwise([("meeting dated", number, 1) for number in range(12)]))


def test_a_case_that_stands_where_another_stood_is_not_overlooked(monkeypatch):
    """A planted fault: whatever stands in the groups, the cases are taken for those of before."""
    monkeypatch.setattr(judgement._Evaluation, "_in_their_places", lambda *_told: {})

    assert list(otherwise([("meeting dated", number, 1) for number in range(12)]))


def test_a_meeting_that_comes_to_count_is_not_overlooked(monkeypatch):
    """A planted fault: the meetings that count are always taken for the same."""
    monkeypatch.setattr(judgement.TargetsAgain, "count_the_same", True)

    assert list(otherwise([("meeting opened", number, 1) for number in range(12)]))


def test_predicates_that_look_at_all_meetings_see_none_that_is_not_noted():
    """Whatever one asks for of the meetings in bulk, the view that it is given notes it."""
    told = papers(played())
    whole = View(BOOK, known(told, BEGIN), BEGIN, BOOKS)
    asking = judgement.Asking(whole)
    for name in ("meetings", "counted", "by_id", "by_slot", "not_held"):
        found, inside = getattr(asking, name), getattr(whole, name)
        assert len(found) == len(inside) and list(found) == list(inside), name
        assert asking.noted(), name
    assert asking.facts.meetings == asking.facts.documents == ()


def test_what_did_not_change_is_not_judged_again(monkeypatch):
    told = papers(played())
    first = judge(BOOK, told, BEGIN, books=BOOKS)
    asked = []
    judged = judgement.Evaluation.result
    monkeypatch.setattr(
        judgement.Evaluation,
        "result",
        lambda of, clause, case: asked.append(case.target.id) or judged(of, clause, case),
    )
    place = [one.id for one in told.meetings].index(MINISTERS)

    again = each(told, "meetings", place, replace)
    same = judge(BOOK, again, BEGIN, books=BOOKS, earlier=first)
    assert asked == [] and same.results == first.results and same.until == first.until

    again = each(told, "meetings", place, lambda one: replace(one, options={"unknown": 1}))
    judge(BOOK, again, BEGIN, books=BOOKS, earlier=first)
    # Of all other things, only what looks at this meeting as well.
    beside = [name for name in asked if name != MINISTERS]
    assert MINISTERS in asked and len(beside) < len(first.results) // 5


def test_papers_of_meetings_that_did_not_change_are_not_judged_again():
    told = papers(played())
    first = judge(BOOK, told, BEGIN, books=BOOKS)
    again = each(told, "meetings", 0, lambda one: replace(one, at=one.at - A_MOMENT))

    after = judge(BOOK, again, BEGIN, books=BOOKS, earlier=first)

    changed = told.meetings[0].id
    before, now = by_name(first), by_name(after)
    cases = {name: one.case for name, one in before.items() if one.case.document}
    untouched = [
        name for name, one in cases.items() if not one.meeting or one.meeting.id != changed
    ]
    assert {bool(cases[name].meeting) for name in untouched} == {True, False}
    assert all(now[name].result is before[name].result for name in untouched)
    assert all(now[name].case is before[name].case for name in untouched)


def by_name(judged):
    """What was kept, by clause and the id of what it was judged on."""
    return {
        (clause, one.case.target.id): one
        for clause, said in judged.kept.items()
        for one in said.kept
    }


def test_a_clause_of_which_nothing_changed_is_taken_whole_and_the_others_case_by_case():
    told = papers(played())
    first = judge(BOOK, told, BEGIN, books=BOOKS)
    place = [one.id for one in told.meetings].index(MINISTERS)
    again = each(told, "meetings", place, lambda one: replace(one, options={"unknown": 1}))

    after = judge(BOOK, again, BEGIN, books=BOOKS, earlier=first)

    whole = {clause for clause, said in after.kept.items() if said is first.kept[clause]}
    touched = {
        clause
        for clause, said in first.kept.items()
        if any(one.case.meeting and one.case.meeting.id == MINISTERS for one in said.kept)
    }
    assert whole and touched and whole.isdisjoint(touched)
    assert after.results == evaluate(BOOK, again, BEGIN, books=BOOKS)


def test_a_document_with_the_id_of_a_meeting_takes_no_case_of_it():
    """Targets are told apart by their kind, also where two have the same id."""
    told = papers(played())
    alike = each(told, "documents", 0, lambda one: replace(one, id=MINISTERS, meeting=MINISTERS))
    first = judge(BOOK, alike, BEGIN, books=BOOKS)
    place = [one.id for one in told.meetings].index(MINISTERS)
    again = each(alike, "meetings", place, lambda one: replace(one, at=one.at - A_MOMENT))

    after = judge(BOOK, again, BEGIN, books=BOOKS, earlier=first)

    assert after.results == evaluate(BOOK, again, BEGIN, books=BOOKS)
