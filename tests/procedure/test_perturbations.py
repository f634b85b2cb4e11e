"""The played cycle with one breach at a time: exactly the rows change that should, and no other.

A line of the table is a breach, what it does to the facts, and the rows that it changes: by name of
the target (`M` ministers, `S` senior officials, `I` the institutional meeting), the clauses that are
then not met, or what else they are.  An empty expectation is a change that is no breach.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from cochair.procedure.facts import (
    Departure,
    JointFact,
    JudgedParticipation,
    LanguageVersion,
    Omission,
    Plan,
    ProcedureVersion,
)
from procedure.perturbing import (
    as_played,
    changed,
    cycle,
    each,
    expected,
    held,
    item,
    of,
    shifted,
    some,
    to,
    without,
)
from procedure.played_cycle import CLASI, EU, MINISTERS, keys, members, played
from procedure.small_world import at, day

OPENED = at("2026-10-08 08:00")


def notice(**values):
    return each("notices", **values)


def to_all_but(*left_out):
    everybody = {*members(EU), *members(CLASI)} - set(left_out)
    return notice(recipients=dict.fromkeys(everybody, at("2026-08-05")))


def heads(names, **values):
    return some("delegations", to(*names), **values)


def paper(*versions, **values):
    """The paper of the ministers in other languages than it was."""

    def made(known):
        documents = tuple(
            replace(
                one,
                revisions=(replace(one.revisions[0], **({"versions": versions} | values)),),
            )
            if one.meeting == MINISTERS
            else one
            for one in known.documents
        )
        return replace(known, documents=documents)

    return made


def released(code, on="2026-09-24", **values):
    return LanguageVersion(code, at(on), **values)


def commitment(**values):
    return lambda known: replace(
        known, commitments=(replace(known.commitments[0], **values), *known.commitments[1:])
    )


def indicator(**values):
    return lambda known: replace(known, indicators=(replace(known.indicators[0], **values),))


def action(level, **values):
    return lambda known: replace(
        known,
        actions=tuple(
            replace(one, **values) if one.level == level else one for one in known.actions
        ),
    )


def report(**values):
    third = played().cycles[2]
    return cycle(3, reports=(replace(third.reports[0], **values),))


def plans(number, *more, without=()):
    kept = [one for one in played().cycles[number - 1].plans if one.configuration not in without]
    return cycle(number, plans=(*kept, *more))


def plan(on, code, start, place="rome", precision="day", **values):
    first = day(start)
    return Plan("other", at(on), code, "changed", precision, first, first, place, **values)


def version(method="consensus", adopted="2027-05-20", effective="2027-07-01"):
    later = ProcedureVersion("2.0", at(adopted), method, "som", day(adopted), day(effective))
    return lambda known: replace(known, versions=(*known.versions, later))


def signed(rule, target, change):
    """The same breach with an agreed exception of both."""
    accepted = Departure("exception", at("2026-09-01"), rule, target, "Agreed by both.")
    return lambda known: replace(change(known), departures=(accepted,))


def later(name, days, eu, clasi):
    """A meeting held so many days later, by whoever presides then."""

    def made(one):
        moved = shifted(replace(one, at=None), timedelta(days=days))
        notices = (replace(moved.notices[0], keys=keys("2026-11-05", eu, clasi)),)
        seats = tuple(
            replace(chair, member=eu if chair.party == EU else clasi) for chair in moved.chairs
        )
        return replace(moved, at=one.at, notices=notices, chairs=seats)

    return of(name, made)


NEVER = {"opened_at": None, "closed_at": None}
UNHELD = {
    **NEVER,
    "agendas": (),
    "decisions": (),
    "record": None,
    "programmes": (),
    "proposals": (),
}
VIRTUAL = {"format": "virtual", "place": None, "country": None}
DECLARED = JointFact("declared", at("2026-09-20"))
HALF = members(CLASI)[:11]
FOURTEEN = members(EU)[:14]
REASON = "Nothing to report between two reviews."

TABLE = [
    # Notice
    ("the ministers have no notice", of("M", notices=()),
     "M: I.2.3 II.1.composition.a.1 II.1.composition.a.2"),
    ("one presidency did not sign the notice", of("M", notice(keys=keys("2026-08-05", "IE", "BO")[:1])),
     "M: I.2.3"),
    ("a member signed that no longer presided", of("M", notice(keys=keys("2026-08-05", "IE", "CL"))),
     "M: I.2.3"),
    ("the notice went out after the opening",
     of("M", notice(at=at("2026-10-09"), keys=keys("2026-10-09", "IE", "BO"),
        recipients=dict.fromkeys([*members(EU), *members(CLASI)], at("2026-10-09")))),
     "M: I.2.3=late II.1.composition.a.1 II.1.composition.a.2"),
    ("a member of the Union was left out of the notice", of("M", to_all_but("FR")),
     "M: II.1.composition.a.1"),
    ("a member of CLASI was left out of the notice", of("M", to_all_but("PE")),
     "M: II.1.composition.a.2"),
    # Composition
    ("the Commission was not invited", of("M", without("invitations", to("COM"))),
     "M: II.1.composition.b.1"),
    ("an institution was invited after the opening",
     of("M", some("invitations", to("EEAS"), at=at("2026-10-08 09:00"))),
     "M: II.1.composition.b.3"),
    ("no list of agencies was approved", of("M", without("relevance", lambda one: one.id == "list-eu")),
     "M: II.1.composition.b.4"),
    ("an agency on the list was not invited", of("M", without("invitations", to("FRONTEX"))),
     "M: II.1.composition.b.4"),
    ("no agency is relevant, for a reason of both",
     of("M", some("relevance", lambda one: one.id == "list-la", entries=frozenset(), empty_reason="None.")),
     "M: II.1.composition.b.5=not_applicable"),
    ("an observer was invited before one Party agreed",
     of("M", each("observers", agreements={EU: at("2026-07-20"), CLASI: at("2026-08-20")})),
     "M: II.1.composition.c"),
    ("one Party took its agreement to an observer back",
     of("M", each("observers", withdrawn={EU: at("2026-09-01")})), "M: II.1.composition.c"),
    ("no observer was invited", of("M", observers=()), "M: II.1.composition.c=not_applicable"),
    # Level and participation
    ("a head is neither of the level nor declared", of("M", heads(["FR"], head_function="clerk")),
     "M: II.1.composition.a.1"),
    ("a declared replacement of the ranks that replace",
     of("M", heads(["FR"], head_function="vice_minister", replacement_declared=True)), ""),
    ("the function of a head is not known", of("M", heads(["FR"], head_function=None)),
     "M: II.1.composition.a.1"),
    ("eleven of sixteen members of CLASI stayed away", of("M", heads(HALF, checked_in_at=None)),
     "M: I.2.2"),
    ("the same, and both found the participation adequate",
     of("M", heads(HALF, checked_in_at=None),
        participation=JudgedParticipation("judged", at("2026-10-08 15:00"), adequate=True)),
     "M: I.2.2=late"),
    ("both found the participation not adequate",
     of("M", participation=JudgedParticipation("judged", at("2026-10-08 14:00"), adequate=False)),
     "M: I.2.2"),
    ("more than half of the members sent a replacement",
     of("M", heads(FOURTEEN, head_function="vice_minister", replacement_declared=True)), "M: I.2.2"),
    ("a co-chair is not there", of("M", some("chairs", to("IE"), checked_in=False)),
     "M: II.1.meetings.b.1"),
    ("another member chaired", of("M", some("chairs", to("IE"), member="FR")),
     "M: II.1.meetings.b.1"),
    ("a deputy chaired", of("M", some("chairs", to("IE"), deputy=True)), ""),
    ("who chaired is only taken from the rota", of("M", each("chairs", established=False)),
     "M: II.1.meetings.b.1=unknown"),
    # Day, place and form
    ("held where nobody presides", of("M", held({"place": "madrid", "country": "ES"})),
     "M: II.1.meetings.a.3"),
    ("held in the country of a presidency", of("M", held({"place": "dublin", "country": "IE"})), ""),
    ("held hybrid", of("M", held({"format": "hybrid"})), "M: II.1.meetings.a.1"),
    ("held hybrid, by an agreed exception",
     signed("II.1.meetings.a.1", MINISTERS, of("M", held({"format": "hybrid"}))),
     "M: II.1.meetings.a.1=departed"),
    ("held virtually, undeclared", of("M", held(VIRTUAL)),
     "M: II.1.meetings.a.1 II.1.meetings.a.3=not_applicable II.1.meetings.c"),
    ("held virtually, declared beforehand", of("M", held(VIRTUAL), declaration=DECLARED),
     "M: II.1.meetings.a.1=departed II.1.meetings.a.3=not_applicable II.1.meetings.c=met"),
    ("held virtually, declared afterwards",
     of("M", held(VIRTUAL), declaration=replace(DECLARED, at=at("2026-10-09"))),
     "M: II.1.meetings.a.1 II.1.meetings.a.3=not_applicable II.1.meetings.c"),
    ("held four months later, outside the semester", later("M", 120, "LT", "BO"),
     "M: I.2.cycle.1 II.1.meetings.a.2"),
    ("held a month later, inside the semester", later("M", 30, "IE", "BO"), ""),
    ("the day was moved and the plan of the cycle says so",
     plans(2, plan("2026-09-01", "ministerial", "2027-02-05", "brussels")), ""),
    ("the meeting was made virtual and the plan of the cycle says so",
     plans(2, plan("2026-09-01", "ministerial", "2026-10-08", None, virtual=True)), ""),
    # Preparing
    ("consensus was not prepared", of("M", each("preparations", topics=frozenset({"discussions", "working_agenda"}))),
     "M: II.1.meetings.b.4"),
    ("nothing was prepared together", of("M", preparations=()),
     "M: II.1.meetings.b.2 II.1.meetings.b.3 II.1.meetings.b.4"),
    ("prepared after the opening", of("M", each("preparations", at=at("2026-10-09"))),
     "M: II.1.meetings.b.2 II.1.meetings.b.3 II.1.meetings.b.4"),
    ("prepared by one Party alone", of("M", each("preparations", parties_present=frozenset({EU}))),
     "M: II.1.meetings.b.2 II.1.meetings.b.3 II.1.meetings.b.4"),
    ("both noted that preparing was not appropriate",
     of("M", joint_notes=(JointFact("note", at("2026-09-01"), value="not_appropriate"),)),
     "M: II.1.meetings.b.2=not_applicable II.1.meetings.b.3=not_applicable II.1.meetings.b.4=not_applicable"),
    # Agenda
    ("a function is not on the agenda", of("M", item(2, tags=frozenset({"procedural"}))),
     "M: II.1.functions.chapeau II.1.functions.b"),
    ("a function was left out by both, with a reason",
     of("M", item(2, tags=frozenset({"procedural"})),
        omissions=(Omission("omission", at("2026-09-20"), "review_progress", REASON),)),
     "M: II.1.functions.b=departed"),
    ("an item serves no function",
     of("M", lambda one: replace(one, agendas=(replace(one.agendas[0], items=(
         *one.agendas[0].items, replace(one.agendas[0].items[0], number=4, tags=frozenset({"nothing"})))),))),
     "M: I.2.1.a"),
    ("an item of another type of meeting has no reason",
     of("M", lambda one: replace(one, agendas=(replace(one.agendas[0], items=(
         *one.agendas[0].items, replace(one.agendas[0].items[0], number=4, tags=frozenset({"stocktaking"})))),))),
     "M: I.2.1.a"),
    ("the same, with a reason",
     of("M", lambda one: replace(one, agendas=(replace(one.agendas[0], items=(
         *one.agendas[0].items,
         replace(one.agendas[0].items[0], number=4, tags=frozenset({"stocktaking"}), cross_reason=REASON))),))),
     ""),
    ("an open point was forgotten", of("M", each("points", item=None, answered_at=None)), "M: I.2.1.a"),
    ("an open point was placed after the agenda", of("M", each("points", answered_at=at("2026-10-05"))),
     "M: I.2.1.a=late"),
    ("no final agenda was published", of("M", agendas=()),
     "M: I.2.1.a II.1.functions.chapeau II.1.functions.a II.1.functions.b"),
    ("an item was not concluded", of("M", item(1, concluded_at=None)), "M: II.1.functions.a"),
    ("no commitment was linked to the discussion", of("M", item(1, commitments=frozenset())),
     "M: II.1.functions.a"),
    ("the note on coherence is a year old", of("M", each("coherence_notes", day=day("2025-10-01"))),
     "M: I.2.1.b"),
    ("there is no note on coherence", of("M", coherence_notes=()), "M: I.2.1.b"),
    ("commitments were not compared",
     of("M", each("coherence_notes", unknown_relations=frozenset({"JD22-01"}))), "M: I.2.1.b"),
    # Deciding
    ("one co-chair did not declare consensus", of("M", each("decisions", declared_by=frozenset({EU}))),
     "M: I.2.5 II.1.functions.c"),
    ("adopted over an objection", of("M", each("decisions", standing_objections=1)),
     "M: I.2.5 II.1.functions.c"),
    ("no exception is possible from consensus",
     signed("I.2.5", MINISTERS, of("M", each("decisions", standing_objections=1))),
     "M: I.2.5 II.1.functions.c"),
    ("other words were adopted than submitted", of("M", each("decisions", same_text=False)),
     "M: I.2.5 II.1.functions.c"),
    ("words in brackets were adopted", of("M", each("decisions", clean=False)),
     "M: I.2.5 II.1.functions.c"),
    ("the final document is a press line", of("M", each("decisions", document_kind="press_line")),
     "M: II.1.functions.c"),
    ("the final document was agreed after the closing", of("M", each("decisions", at=at("2026-10-10"))),
     "M: II.1.functions.c"),
    ("a concluded decision was not recorded", of("M", item(3, has_decision=False)), "M: I.2.5"),
    ("the ministers ended with a summary of the co-chairs",
     of("M", each("decisions", outcome="co_chairs_summary")),
     "M: I.2.5=not_applicable II.1.functions.c"),
    ("a procedure was opened before a Party had cleared the text",
     lambda known: replace(known, procedures=tuple(
         replace(one, clearances={EU: OPENED, CLASI: at("2026-10-08 13:00")}) for one in known.procedures)),
     "procedure: I.2.4"),
    # Record and papers
    ("there is no record", of("M", record=None), "M: I.2.7"),
    ("one Party did not approve the record",
     of("M", lambda one: replace(one, record=replace(one.record, approvals=keys("2026-11-10", "IE", "BO")[:1]))),
     "M: I.2.7"),
    ("the record was approved two months late",
     of("M", lambda one: replace(one, record=replace(one.record, approvals=keys("2027-01-25", "IE", "BO")))),
     "M: I.2.7=late"),
    ("a paper lacks one language", paper(released("en"), released("es")), "paper: I.2.6"),
    ("one language is a courtesy translation only",
     paper(released("en"), released("es"), released("pt", courtesy=True)), "paper: I.2.6"),
    ("one language was behind the others",
     paper(released("en"), released("es"), released("pt", stale_at=at("2026-09-25"))), "paper: I.2.6"),
    ("one language was released late", paper(released("en"), released("es"), released("pt", "2026-10-05")),
     "paper: I.2.6=late"),
    # Taking stock
    ("a commitment has no status", commitment(statuses=()), "cycle: I.2.8.a"),
    ("a commitment without a status was settled before",
     commitment(statuses=(), settled_at=at("2027-07-01")), ""),
    ("a commitment without a status was settled after the cycle",
     commitment(statuses=(), settled_at=at("2028-01-10")), "cycle: I.2.8.a"),
    ("there is no assessment", cycle(3, assessment=None), "cycle: I.2.8.b"),
    ("one Party did not sign the assessment",
     lambda known: cycle(3, assessment=replace(known.cycles[2].assessment, signed_by=frozenset({EU})))(known),
     "cycle: I.2.8.b"),
    ("the assessment sets no result beside what was expected",
     lambda known: cycle(3, assessment=replace(known.cycles[2].assessment, results=0))(known),
     "cycle: I.2.8.b"),
    ("the report leaves one area out", report(areas=frozenset("abcdefghijkl")), "cycle: I.1.3"),
    ("there is no report", cycle(3, reports=()),
     "cycle: I.1.3 I.2.8.a II.3.functions.b.2=not_yet_due; I: II.3.functions.b.1"),
    ("the report is not yet before the next ministers", report(circulated_at=None, reported_to=None),
     "cycle: II.3.functions.b.2=not_yet_due"),
    ("the indicator has no value in the cycle", indicator(values=()), "cycle: I.1.4"),
    ("the indicator fell, and nobody attested a rise",
     indicator(values=(replace(played().indicators[0].values[0], value="90"),), trends=()),
     "cycle: I.1.4"),
    ("the higher figure was typed, and nobody attested a rise", indicator(trends=()), "cycle: I.1.4"),
    ("both attested a fall", indicator(trends=(JointFact("trend", at("2027-10-01"), value="fall"),)),
     "cycle: I.1.4"),
    ("both attested a fall in the next cycle, of the next",
     indicator(trends=(JointFact("a", at("2027-10-01"), value="increase"),
                       JointFact("b", at("2028-01-10"), value="fall"))), ""),
    ("no operational action", action("operational", state="planned"), "cycle: I.1.5"),
    ("nothing shows what came of the tactical action", action("tactical", shown_at=None), "cycle: I.1.5"),
    ("an action was carried out on one side only", action("tactical", region="EU"), "cycle: I.1.5"),
    ("an action was discontinued after the cycle",
     action("tactical", state="discontinued", started_at=at("2027-02-01"), ended_at=at("2028-01-10")), ""),
    # Senior officials
    ("a proposal cites no threat assessment", of("S", each("proposals", threats=frozenset())),
     "S: II.2.functions.b.2"),
    ("nothing new was proposed, and nobody said so", of("S", proposals=()),
     "S: II.2.functions.b.1 II.2.functions.b.2=not_applicable"),
    ("no good practice was exchanged", of("S", item(2, links=frozenset())), "S: II.2.functions.a.2"),
    ("no action or note was made on commitments", of("S", item(1, links=frozenset())),
     "S: II.2.functions.a.1"),
    ("the review of the procedures has no outcome", of("S", item(6, links=frozenset())),
     "S: II.2.functions.c.3"),
    ("senior officials met as a contact that does not count",
     of("S", held(VIRTUAL), kind="contact", counts_as_meeting=False,
        declaration=replace(DECLARED, at=at("2027-05-01"))),
     "S: I.2.cycle.2 II.2.meetings.a.1=departed II.2.meetings.a.2 II.2.meetings.a.3=not_applicable"
     " II.2.meetings.c=met; cycle: I.2.intro.a I.2.cycle.shape"),
    ("the procedures have a later version, adopted in time", version(), ""),
    ("a later version was adopted after it took effect", version(adopted="2027-07-03"),
     "forum: I.2.agree=late II.2.functions.c.2=late"),
    ("a later version was decreed", version("decree"), "forum: I.2.agree II.2.functions.c.2"),
    # The institutional meeting
    ("the form was agreed after the notice",
     of("I", format_decision=JointFact("format", at("2027-09-20"), value="hybrid")),
     "I: II.3.meetings.a.3"),
    ("who presides next was not invited", of("I", without("invitations", to("IT"))),
     "I: II.3.composition.a.8"),
    ("who presides next stayed away, excused by both",
     of("I", some("invitations", to("PE"), arrived_at=None, excused_at=at("2027-11-08"))),
     "I: II.3.composition.a.9=departed"),
    ("an institution stayed away", of("I", some("invitations", to("COM"), arrived_at=None)),
     "I: II.3.composition.a.3"),
    ("an institution stayed away, excused by both",
     of("I", some("invitations", to("COM"), arrived_at=None, excused_at=at("2027-11-08"))),
     "I: II.3.composition.a.3=departed"),
    ("a presidency did not chair", of("I", some("chairs", to("GR"), checked_in=False)),
     "I: II.3.composition.a.1 II.3.meetings.b.1"),
    ("the programme names no documents",
     of("I", each("programmes", parts=frozenset({"draft_agenda", "topics"}))), "I: II.3.functions.a.3"),
    ("the programme was endorsed two months after the closing",
     of("I", each("programmes", at=at("2028-01-10"))),
     "I: II.3.functions.a.1=late II.3.functions.a.2=late II.3.functions.a.3=late"),
    ("stock was not taken", of("I", item(2, concluded_at=None)), "I: II.3.functions.b.1"),
    ("the senior officials' meeting was not planned", plans(3, without=["som"]),
     "cycle: II.3.functions.c.2"),
    ("planned outside its semester", plans(3, plan("2027-11-09 14:00", "som", "2029-02-06"), without=["som"]),
     "cycle: II.3.functions.c.2"),
    ("planned by the month only",
     plans(3, plan("2027-11-09 14:00", "im", "2029-04-01", precision="month"), without=["im"]),
     "cycle: II.3.functions.c.3"),
    ("what was planned was moved out of its semester afterwards",
     plans(3, plan("2027-12-20", "ministerial", "2028-09-05")), ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "wanted"),
    [pytest.param(change, wanted, id=name) for name, change, wanted in TABLE],
)
def test_a_breach_changes_exactly_the_rows_that_it_should(change, wanted):
    assert changed(change) == expected(wanted)


LATER = at("2028-07-10")
# What is asked of a meeting before it opens stays as it was; what it is to do does not.
NEVER_OPENED = [
    (of("I", **UNHELD),
     "I: I.2.1.a I.2.2 I.2.5 I.2.7 I.2.cycle.3 II.3.composition.a.1 II.3.composition.a.2"
     " II.3.composition.a.3 II.3.composition.a.4 II.3.composition.a.5 II.3.composition.a.6"
     " II.3.composition.a.7 II.3.composition.a.8 II.3.composition.a.9 II.3.functions.a.1"
     " II.3.functions.a.2 II.3.functions.a.3 II.3.functions.b.1 II.3.functions.chapeau"
     " II.3.meetings.a.1 II.3.meetings.a.2 II.3.meetings.b.1; cycle: I.2.cycle.shape"
     " II.3.functions.c.1 II.3.functions.c.2 II.3.functions.c.3"),
    (of("I", **NEVER),
     "I: I.2.2 I.2.5 I.2.cycle.3 II.3.composition.a.1 II.3.composition.a.2"
     " II.3.composition.a.3 II.3.composition.a.4 II.3.composition.a.5 II.3.composition.a.6"
     " II.3.composition.a.7 II.3.composition.a.8 II.3.composition.a.9 II.3.functions.chapeau"
     " II.3.meetings.a.1 II.3.meetings.a.2 II.3.meetings.b.1; cycle: I.2.cycle.shape"
     " II.3.functions.c.1 II.3.functions.c.2 II.3.functions.c.3"),
    (of("S", **UNHELD),
     "S: I.2.1.a I.2.2 I.2.5 I.2.7 I.2.cycle.2 II.2.composition.a.1 II.2.composition.a.2"
     " II.2.functions.chapeau II.2.functions.a.1 II.2.functions.a.2 II.2.functions.a.3"
     " II.2.functions.b.1 II.2.functions.b.2 II.2.functions.c.1 II.2.functions.c.3"
     " II.2.meetings.a.1 II.2.meetings.a.2 II.2.meetings.b.1;"
     " cycle: I.2.intro.a I.2.cycle.shape"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "wanted"), NEVER_OPENED)
def test_a_meeting_that_never_opened_performed_no_function(change, wanted):
    assert changed(change, LATER) == expected(wanted)


def test_the_cycle_as_it_was_played_is_met_throughout():
    words = set(as_played().values())
    own = {word for (_rule, target), word in as_played().items() if target in {"min-4", "im-3"}}

    assert own == {"met", "not_applicable"}
    assert "late" not in words
    assert len(TABLE) == len({name for name, _change, _wanted in TABLE}) >= 60
