"""Where, in which form, and under whose chair a meeting is held."""

from dataclasses import replace

import pytest

from cochair.procedure.book import PartyEntry
from cochair.procedure.clause import Severity
from cochair.procedure.facts import Departure, JointFact
from cochair.procedure.presidency import Term, TermStatus, Unknown
from cochair.procedure.result import Ground, Outcome
from procedure.small_world import (
    NORLAND,
    SUDRIA,
    ZONE,
    at,
    book,
    chairs,
    clause,
    facts,
    held,
    history,
    keys,
    meeting,
    notice,
    outcome,
    result,
    schedule,
)

MET, NOT_MET, NOT_YET_DUE = Outcome.MET, Outcome.NOT_MET, Outcome.NOT_YET_DUE
NOT_APPLICABLE, UNKNOWN, DEPARTED = Outcome.NOT_APPLICABLE, Outcome.UNKNOWN, Outcome.DEPARTED

FORMAT = clause("format_is", formats=["in_person"])
AGREED = clause(
    "format_agreed", "meeting", "first_of(notice.issued, meeting.opened)", by=[NORLAND, SUDRIA]
)
VIRTUAL = clause("virtual_requires_declaration", severity=Severity.PERMISSION, by=[NORLAND, SUDRIA])
NOTICE = clause("notice_issued_by_presidencies")
CHAIRED = clause("co_chaired_by_presidencies")


def venue(when="any_day"):
    return clause(
        "venue_allowed",
        "meeting",
        "first_of(notice.issued, meeting.opened)",
        places=["host:NORLAND", "host:SUDRIA"],
        fixed=["hub"],
        presidency_at=when,
    )


def declared(on="2031-03-01"):
    return JointFact("declaration", at(on))


def says(found):
    return " ".join(str(one) for one in found.says)


def in_two_days(place, country):
    first, last = "2031-04-30 09:00", "2031-05-01 17:00"
    return held(
        schedules=(schedule(first, last, place=place, country=country),),
        opened_at=at(first),
        closed_at=at(last),
    )


def test_a_venue_is_fixed_or_lies_with_a_presidency():
    assert outcome(venue(), facts(held())) is MET
    assert outcome(venue(), facts(held(place="north", country="NA"))) is MET
    assert outcome(venue(), facts(held(place="south", country=None))) is MET
    found = result(venue(), facts(held(place="far", country="XX")))
    assert (found.outcome, found.ground) == (NOT_MET, Ground.CONTRARY_EVIDENCE)


def test_a_country_without_a_known_place_is_compared_by_its_code():
    assert outcome(venue(), facts(held(place=None, country="SA"))) is MET
    assert outcome(venue(), facts(held(place=None, country="NH"))) is NOT_MET


def test_without_a_venue_nothing_is_said_and_a_virtual_meeting_has_none():
    known = facts(held(place=None, country=None))
    assert result(venue(), known).ground is Ground.NO_EVIDENCE
    assert outcome(venue(), facts(history(place=None, country=None))) is UNKNOWN
    assert outcome(venue(), facts(held(format="virtual"))) is NOT_APPLICABLE
    assert outcome(venue(), facts(held(schedules=()))) is NOT_MET


@pytest.mark.parametrize(("when", "wanted"), [("start", NOT_MET), ("any_day", MET)])
def test_an_office_that_passes_on_during_the_meeting_counts_by_option(when, wanted):
    known = facts(in_two_days("far", "SB"))
    assert outcome(venue(when), known) is wanted


def test_by_option_the_presidency_counts_when_the_place_was_settled():
    settled = (
        schedule(place="hub", at=at("2030-05-01")),
        schedule(place="south", country="SA", at=at("2030-06-01")),
        schedule("2031-06-05 09:00", "2031-06-05 17:00", place="south", country="SA"),
    )
    one = held(schedules=settled, opened_at=at("2031-06-05 09:00"))
    assert outcome(venue("decided_at"), facts(one)) is MET
    assert outcome(venue("start"), facts(one)) is NOT_MET
    unsaid = held(schedules=(replace(settled[1], at=None),))
    assert outcome(venue("decided_at"), facts(unsaid)) is NOT_MET


def test_where_the_holder_is_not_known_neither_is_the_venue():
    open_edge = Unknown(at("2031-01-01"), at("2031-12-31"))
    unsure = (
        Term("one", SUDRIA, "SA", at("2029-01-01"), open_edge, TermStatus.DESIGNATED),
        Term("two", SUDRIA, "SB", open_edge, None, TermStatus.DESIGNATED),
    )
    told = facts(history(place="far", country="SB"), terms=unsure)
    assert outcome(venue(), told) is UNKNOWN
    elsewhere = facts(history(place="far", country="SC"), terms=unsure)
    none_of_norland = facts(history(place="far", country="SC"))
    assert outcome(venue(), elsewhere) is UNKNOWN  # nothing is known of Norland's presidency
    assert outcome(venue(), none_of_norland) is NOT_MET


def test_a_meeting_without_a_day_may_lie_with_any_holder_of_its_bounds():
    def bounded(country, **fields):
        one = schedule("2031-04-01", "2031-06-01", place="far", country=country, precision="month")
        return facts(meeting(schedules=(replace(one, **fields),), notice=notice()))

    assert result(venue(), bounded("SB")).ground is Ground.NO_EVIDENCE
    assert result(venue(), bounded("XX")).ground is Ground.CONTRARY_EVIDENCE
    assert result(venue(), bounded("XX", starts=None, ends=None)).ground is Ground.NO_EVIDENCE
    assert result(venue(), bounded("SA", ends=None)).ground is Ground.NO_EVIDENCE


def test_the_format_is_one_of_those_asked_for():
    assert outcome(FORMAT, facts(held())) is MET
    found = result(FORMAT, facts(held(format="hybrid")))
    assert (found.outcome, found.ground) == (NOT_MET, Ground.CONTRARY_EVIDENCE)
    any_of = clause("format_is", formats=["in_person", "hybrid", "virtual"])
    assert outcome(any_of, facts(held(format="hybrid"))) is MET
    undated = facts(meeting(schedules=(schedule(precision="month"),)))
    assert outcome(FORMAT, undated, "2031-06-01") is NOT_YET_DUE
    assert outcome(FORMAT, undated) is NOT_MET  # nobody has met in any form
    assert outcome(FORMAT, facts(held(schedules=()))) is NOT_MET


def test_a_format_that_is_asked_at_the_notice_counts_once_the_meeting_is_opened():
    asked = clause(
        "format_is", "meeting", "first_of(notice.issued, meeting.opened)", formats=["hybrid"]
    )
    sent = notice("2031-01-05")
    planned = facts(meeting(schedules=(schedule(format="hybrid"),), notice=sent))
    found = result(asked, planned, "2031-02-01")
    assert (found.outcome, found.at_risk) == (NOT_YET_DUE, False)
    assert "This counts once the meeting is opened." in says(found)
    assert outcome(asked, facts(held(format="hybrid", notice=sent))) is MET
    assert outcome(asked, planned, "2031-06-01") is NOT_MET  # nobody has met in any form
    other = facts(meeting(schedules=(schedule(format="virtual"),), notice=sent))
    assert outcome(asked, other, "2031-02-01") is NOT_MET


@pytest.mark.parametrize(
    ("hybrid", "alone", "with_departure"),
    [
        ("departure", NOT_MET, DEPARTED),
        ("allowed", MET, MET),
        ("forbidden", NOT_MET, NOT_MET),
    ],
)
def test_hybrid_is_read_as_the_option_says(hybrid, alone, with_departure):
    options = {"format.council.hybrid": hybrid}
    one = held(format="hybrid")
    assert outcome(FORMAT, facts(one), options=options) is alone
    signed = Departure("d", at("2031-03-10"), "H.1", "council-2", "A reason that is long enough.")
    assert outcome(FORMAT, facts(one, departures=(signed,)), options=options) is with_departure


def test_extraordinary_circumstances_declared_by_both_depart_from_in_person():
    known = facts(held(format="virtual", declaration=declared()))
    found = result(FORMAT, known)
    assert (found.outcome, found.departure) == (DEPARTED, "declaration")
    late = facts(held(format="virtual", declaration=declared("2031-03-06")))
    assert outcome(FORMAT, late) is NOT_MET
    lenient = {"extraordinary.must_precede": False}
    assert outcome(FORMAT, late, options=lenient) is DEPARTED
    assert outcome(FORMAT, facts(held(format="hybrid", declaration=declared()))) is NOT_MET


def test_both_agree_on_the_format_before_the_notice():
    agreed = JointFact("format", at("2030-12-01"))
    found = result(AGREED, facts(meeting(format_decision=agreed)), "2030-12-02")
    assert found.outcome is MET
    in_order = facts(held(format_decision=agreed, notice=notice()))
    assert outcome(AGREED, in_order) is MET
    after = replace(agreed, at=at("2030-12-24"))
    found = result(AGREED, facts(meeting(format_decision=after, notice=notice())), "2030-12-25")
    assert (found.outcome, found.ground) == (NOT_MET, Ground.CONTRARY_EVIDENCE)
    assert outcome(AGREED, facts(meeting()), "2030-12-25") is NOT_YET_DUE
    assert result(AGREED, facts(held())).ground is Ground.NO_EVIDENCE


def test_a_virtual_contact_follows_a_declaration():
    assert outcome(VIRTUAL, facts(held())) is NOT_APPLICABLE
    assert outcome(VIRTUAL, facts(held(schedules=()))) is NOT_APPLICABLE
    assert outcome(VIRTUAL, facts(history(format=None))) is UNKNOWN
    known = facts(held(format="virtual", declaration=declared()))
    assert outcome(VIRTUAL, known) is MET
    found = result(VIRTUAL, facts(held(format="virtual")))
    assert (found.outcome, found.ground) == (NOT_MET, Ground.CONTRARY_EVIDENCE)
    coming = meeting(schedules=(schedule(format="virtual"),))
    assert outcome(VIRTUAL, facts(coming), "2031-03-02") is NOT_YET_DUE
    ready = replace(coming, declaration=declared())
    assert outcome(VIRTUAL, facts(ready), "2031-03-02") is NOT_YET_DUE
    assert outcome(VIRTUAL, facts(ready), "2031-03-08") is NOT_MET


def test_a_declaration_after_the_contact_began_is_too_late_unless_by_option():
    held_at = held(format="virtual", declaration=declared())
    as_it_began = JointFact("declaration", held_at.opened_at)
    assert outcome(VIRTUAL, facts(replace(held_at, declaration=as_it_began))) is NOT_MET
    late = facts(held(format="virtual", declaration=declared("2031-03-06")))
    assert outcome(VIRTUAL, late) is NOT_MET
    found = result(VIRTUAL, late, options={"extraordinary.must_precede": False})
    assert (found.outcome, found.late_days) == (MET, 2)


def test_the_notice_bears_the_keys_of_the_presidencies_of_the_day():
    assert outcome(NOTICE, facts(meeting(notice=notice())), "2031-01-01") is MET
    assert outcome(NOTICE, facts(held())) is NOT_MET
    wrong = replace(notice(), keys=keys("2030-12-20", south="SB"))
    found = result(NOTICE, facts(held(notice=wrong)))
    assert (found.outcome, found.ground) == (NOT_MET, Ground.CONTRARY_EVIDENCE)
    assert "SA" in says(found)


def test_after_a_handover_the_new_presidency_confirms_the_notice():
    later = schedule("2031-05-20 09:00", "2031-05-20 17:00")
    waiting = meeting(schedules=(later,), notice=notice("2031-04-10"))
    assert outcome(NOTICE, facts(waiting), "2031-05-10") is NOT_YET_DUE
    confirmed = replace(waiting.notice, confirmed_by=keys("2031-05-05", south="SB"))
    found = result(NOTICE, facts(replace(waiting, notices=(confirmed,))), "2031-05-10")
    assert (found.outcome, found.late_days) == (MET, None)


def test_without_a_day_or_a_settled_holder_the_notice_decides_nothing():
    undated = meeting(schedules=(), notice=notice())
    assert outcome(NOTICE, facts(undated), "2031-06-01") is NOT_YET_DUE
    nobody = facts(held(notice=notice()), terms=())
    assert result(NOTICE, nobody).ground is Ground.NO_EVIDENCE
    assert result(CHAIRED, nobody).ground is Ground.NO_EVIDENCE


def test_each_presidency_chairs_and_is_checked_in():
    assert outcome(CHAIRED, facts(held(chairs=chairs()))) is MET
    deputy = tuple(replace(one, deputy=True) for one in chairs())
    assert outcome(CHAIRED, facts(held(chairs=deputy))) is MET
    appointed = facts(held(chairs=chairs(checked_in=False)))
    assert result(CHAIRED, appointed).ground is Ground.NO_EVIDENCE
    alone = facts(held(chairs=chairs()[:1]))
    assert outcome(CHAIRED, alone) is NOT_MET
    assert outcome(CHAIRED, facts(history())) is UNKNOWN


def test_before_the_opening_the_appointments_show_where_things_stand():
    ready = facts(meeting(chairs=chairs(checked_in=False)))
    assert outcome(CHAIRED, ready, "2031-03-01") is NOT_YET_DUE
    assert "Appointed" in says(result(CHAIRED, ready, "2031-03-01"))
    wrong = facts(meeting(chairs=chairs("NC", checked_in=False)))
    found = result(CHAIRED, wrong, "2031-03-01")
    assert (found.outcome, found.ground) == (NOT_YET_DUE, Ground.CONTRARY_EVIDENCE)
    assert "No co-chair" in says(result(CHAIRED, facts(meeting()), "2031-03-01"))
    assert outcome(CHAIRED, facts(meeting(schedules=())), "2031-03-01") is NOT_YET_DUE


def test_a_meeting_opened_with_another_chair_is_not_met_for_good():
    found = result(CHAIRED, facts(held(chairs=chairs("NC"))))
    assert (found.outcome, found.ground) == (NOT_MET, Ground.CONTRARY_EVIDENCE)


def test_a_party_without_a_presidency_is_chaired_by_any_of_its_members():
    words = {"en": "x"}
    parties = (
        PartyEntry(NORLAND, words, words, "none", words, ZONE),
        book().parties[1],
    )
    known = facts(held(chairs=chairs("NC")))
    assert outcome(CHAIRED, known, parties=parties) is MET


def far_east(*rows, starts, ends, **fields):
    """A council in a country of Norland's presidency whose clocks are an hour ahead of the forum's."""
    planned = schedule(
        starts, ends, zone="Europe/Helsinki", place="north", country="NA", format="in_person"
    )
    return meeting(schedules=(planned,), **fields)


@pytest.mark.parametrize("when", ["start", "any_day"])
def test_a_presidency_that_ended_the_night_before_hosts_nothing(when):
    # The term of NA ends with 30 June; in Helsinki 1 July begins an hour before it does in Vienna.
    by_days = far_east(starts="2031-06-30 21:00", ends="2031-07-02 21:00")
    by_hour = far_east(starts="2031-07-01 07:00", ends="2031-07-01 15:00")
    last_day = far_east(starts="2031-06-29 21:00", ends="2031-06-30 21:00")

    assert outcome(venue(when), facts(by_days), "2031-06-01") is NOT_YET_DUE
    assert "is not a fixed venue, and its country does not hold the presidency of" in says(
        result(venue(when), facts(by_days), "2031-06-01")
    )
    assert "is not a fixed venue, and its country does not hold the presidency of" in says(
        result(venue(when), facts(by_hour), "2031-06-01")
    )
    assert "north is in NA" in says(result(venue(when), facts(last_day), "2031-06-01"))


def test_who_issues_and_chairs_is_told_by_the_same_opening():
    by_days = far_east(
        starts="2031-06-30 21:00",
        ends="2031-07-02 21:00",
        notice=notice("2031-05-02"),
        chairs=chairs("NB", "SB", checked_in=False),
    )
    issued = replace(by_days, notices=(replace(notice(), keys=keys("2031-05-02", "NB", "SB")),))

    assert "NB, which holds" in says(result(NOTICE, facts(by_days), "2031-06-01"))
    assert "issued the notice" in says(result(NOTICE, facts(issued), "2031-06-01"))
    assert "Appointed as co-chairs: NB, SB" in says(result(CHAIRED, facts(by_days), "2031-06-01"))
