"""Moments of the told cycle (domain C.10) under the procedures that ship."""

from dataclasses import replace

import pytest

from cochair.procedure.calendar import semesters_from
from cochair.procedure.evaluate import evaluate
from cochair.procedure.facts import (
    Chair,
    Cycle,
    Decision,
    Delegation,
    Invitation,
    JointFact,
    KeyTurn,
    Meeting,
    Notice,
    RelevanceList,
    Schedule,
)
from cochair.procedure.presidency import Term
from cochair.procedure.result import Outcome
from procedure.known_history import book, facts
from procedure.small_world import at, day

MET, NOT_MET, DEPARTED = Outcome.MET, Outcome.NOT_MET, Outcome.DEPARTED
NOT_APPLICABLE, NOT_YET_DUE = Outcome.NOT_APPLICABLE, Outcome.NOT_YET_DUE
BRUSSELS = "Europe/Brussels"
CLASI_HANDOVER = at("2027-03-04 14:00")


def third_cycle():
    start = day("2026-07-01")
    return Cycle(
        3,
        "eu-clasi-cycle-3",
        at("2026-03-02"),
        start,
        day("2027-12-31"),
        tuple((one.start, one.end) for one in semesters_from(start, 3)),
    )


def world(*meetings):
    """Everything that was announced is held, and the Dominican Republic follows Bolivia."""
    was = tuple(
        replace(
            one,
            opened_at=one.schedules[0].starts,
            closed_at=one.schedules[0].ends,
            schedules=(replace(one.schedules[0], precision="day"),),
        )
        if one.id in ("eu-clasi-som-2", "eu-clasi-im-2")
        else one
        for one in facts().meetings
        if one.id != "eu-clasi-min-4"
    )
    terms = tuple(
        replace(one, end=CLASI_HANDOVER) if one.id == "clasi-bo" else one
        for one in facts().terms
        if one.id != "clasi-do"
    )
    dominican = Term("do", "CLASI", "DO", CLASI_HANDOVER, None)
    return replace(
        facts(),
        meetings=(*was, *meetings),
        cycles=(*facts().cycles[:2], third_cycle()),
        terms=(*terms, dominican),
    )


def meeting(name, code, first, last, **fields):
    form = {key: fields.pop(key) for key in ("place", "country", "format") if key in fields}
    given = {"place": "brussels", "country": "BE", "format": "in_person"} | form
    planned = Schedule(at("2026-06-01"), at(first), at(last), BRUSSELS, **given)
    return Meeting(name, at("2026-06-01"), code, 3, (planned,), **fields)


def chairs(eu, clasi):
    since = at("2026-06-01")
    return (
        Chair("chair-eu", since, "EU", eu, checked_in=True),
        Chair("chair-clasi", since, "CLASI", clasi, checked_in=True),
    )


def outcomes(now, *meetings, target):
    found = evaluate(book(), world(*meetings), at(now))
    return {one.rule: one.outcome for one in found if one.target.id == target}


def ministerial(**fields):
    """US-06: 8 October 2026; all of the EU and 14 of 16 of CLASI are there."""
    members = {
        party: sorted(one.member for one in facts().memberships if one.party == party)
        for party in ("EU", "CLASI")
    }

    def delegations(party, ministers, others):
        for place, member in enumerate(members[party][: ministers + others]):
            minister = place < ministers
            yield Delegation(
                f"d-{member}",
                at("2026-09-20"),
                party,
                member,
                "minister" if minister else "vice_minister",
                not minister,
                at("2026-10-08 07:50"),
            )

    recipients = dict.fromkeys(members["EU"] + members["CLASI"], at("2026-08-07"))
    issued = (KeyTurn("EU", "IE", at("2026-08-05")), KeyTurn("CLASI", "BO", at("2026-08-07")))
    agreed = Decision(
        "declaration",
        at("2026-10-08 14:10"),
        "final_document",
        "adopted_with_statements",
        "joint_declaration",
        frozenset({"EU", "CLASI"}),
    )
    given = {
        "opened_at": at("2026-10-08 08:00"),
        "closed_at": at("2026-10-08 14:25"),
        "chairs": chairs("IE", "BO"),
        "notices": (Notice("notice", at("2026-08-07"), issued, recipients),),
        "delegations": (*delegations("EU", 20, 7), *delegations("CLASI", 9, 5)),
        "decisions": (agreed,),
    }
    return meeting(
        "min-4", "ministerial", "2026-10-08 08:00", "2026-10-08 14:30", **(given | fields)
    )


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        ("I.2.2", MET),
        ("I.2.3", MET),
        ("I.2.5", MET),
        ("I.2.cycle.1", MET),
        ("II.1.composition.a.1", MET),
        ("II.1.composition.a.2", MET),
        ("II.1.functions.c", MET),
        ("II.1.meetings.a.1", MET),
        ("II.1.meetings.a.2", MET),
        ("II.1.meetings.a.3", MET),
        ("II.1.meetings.b.1", MET),
        ("II.1.meetings.c", NOT_APPLICABLE),
        ("II.1.composition.c", NOT_APPLICABLE),
        ("I.2.7", NOT_YET_DUE),
    ],
)
def test_the_ministerial_day(rule, wanted):
    assert outcomes("2026-10-09", ministerial(), target="min-4")[rule] is wanted


def test_a_summary_of_the_co_chairs_is_no_agreement_and_no_final_document():
    summary = replace(ministerial().decisions[0], outcome="co_chairs_summary")
    found = outcomes("2026-10-09", ministerial(decisions=(summary,)), target="min-4")
    assert found["I.2.5"] is NOT_APPLICABLE
    assert found["II.1.functions.c"] is NOT_MET


def contact(**fields):
    """US-10: planned in Vilnius, held as a virtual contact."""
    given = {
        "kind": "contact",
        "counts_as_meeting": True,
        "place": "vilnius",
        "country": "LT",
        "format": "virtual",
        "opened_at": at("2027-05-19 13:00"),
        "closed_at": at("2027-05-20 16:00"),
        "chairs": chairs("LT", "DO"),
        "declaration": JointFact("declared", at("2027-05-12")),
    }
    return meeting("som-3", "som", "2027-05-19 13:00", "2027-05-20 16:00", **(given | fields))


def test_senior_officials_meet_virtually_under_extraordinary_circumstances():
    found = outcomes("2027-05-21", contact(), target="som-3")
    assert found["II.2.meetings.c"] is MET
    assert found["II.2.meetings.a.1"] is DEPARTED
    assert found["II.2.meetings.a.2"] is MET
    assert found["II.2.meetings.a.3"] is NOT_APPLICABLE
    assert found["II.2.meetings.b.1"] is MET
    assert found["I.2.cycle.2"] is MET


def test_a_contact_that_does_not_count_leaves_its_slot_empty():
    empty = contact(counts_as_meeting=False)
    slot = "eu-clasi-cycle-3-som"
    assert outcomes("2027-06-30", empty, target=slot)["I.2.cycle.2"] is NOT_YET_DUE
    assert outcomes("2027-07-01", empty, target=slot)["I.2.cycle.2"] is NOT_MET


def institutional():
    """US-11: hybrid in Athens; Eurojust is excused by both."""
    issued = (KeyTurn("EU", "GR", at("2027-09-10")), KeyTurn("CLASI", "DO", at("2027-09-10")))

    def invited(to, group=None, **fields):
        return Invitation(
            f"to-{to}",
            at("2027-09-10"),
            to,
            group,
            **({"arrived_at": at("2027-11-09 08:30")} | fields),
        )

    return meeting(
        "im-3",
        "im",
        "2027-11-09 09:00",
        "2027-11-09 16:00",
        place="athens",
        country="GR",
        format="hybrid",
        opened_at=at("2027-11-09 09:00"),
        closed_at=at("2027-11-09 16:00"),
        chairs=chairs("GR", "DO"),
        notices=(Notice("notice", at("2027-09-10"), issued),),
        format_decision=JointFact("format", at("2027-09-08"), value="hybrid"),
        relevance=(
            RelevanceList("eu", at("2027-09-01"), "EU_AGENCIES", frozenset({"a", "b"})),
            RelevanceList("la", at("2027-09-01"), "LA_AGENCIES", frozenset({"c"})),
        ),
        invitations=(
            invited("COM"),
            invited("GSC"),
            invited("EEAS"),
            invited("a"),
            invited("b", arrived_at=None, excused_at=at("2027-11-08")),
            invited("c"),
            invited("IT"),
        ),
    )


def test_the_institutional_meeting_is_composed_as_it_should_be():
    found = outcomes("2027-11-10", institutional(), target="im-3")
    for place in (1, 2, 3, 4, 5, 7, 8):
        assert found[f"II.3.composition.a.{place}"] is MET
    assert found["II.3.composition.a.6"] is DEPARTED
    assert found["II.3.composition.a.9"] is NOT_APPLICABLE  # nobody is designated to follow
    for place in (1, 2, 3):
        assert found[f"II.3.meetings.a.{place}"] is MET
    assert found["II.3.meetings.b.1"] is MET
    assert found["I.2.cycle.3"] is MET
