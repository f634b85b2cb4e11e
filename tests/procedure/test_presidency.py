"""Who holds a presidency, who comes next, and what a second designation changes."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cochair.procedure.calendar import parse_zoned
from cochair.procedure.presidency import (
    Gap,
    Holding,
    HoldingKind,
    Term,
    TermStatus,
    Unknown,
    gaps,
    holder,
    incoming,
    known_terms,
    may_sign,
    overlaps,
)
from cochair.procedure.refusal import Refused
from cochair.procedure.succession import disputed_succession, in_doubt

SECOND = timedelta(seconds=1)


def day(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def term(member, start, end=None, status="designated", party="CLASI", **more):
    instants = [day(edge) if isinstance(edge, str) else edge for edge in (start, end)]
    name = more.pop("id", f"{member or 'nobody'}-{start}")
    return Term(name, party, member, *instants, status=TermStatus(status), **more)


# One Party changes at midnight of its seat, by half-years
HALF_YEARS = tuple(
    Term(member, "EU", member, parse_zoned(f"{start} {seat}"), parse_zoned(f"{end} {seat}"))
    for seat in ["Europe/Brussels"]
    for member, start, end in [
        ("CY", "2026-01-01T00:00", "2026-07-01T00:00"),
        ("IE", "2026-07-01T00:00", "2027-01-01T00:00"),
        ("LT", "2027-01-01T00:00", "2027-07-01T00:00"),
    ]
)
# The other by handover: the day of one is known only between two dates
SPRING = Unknown(day("2025-04-01"), day("2025-05-01"))
HANDOVER = parse_zoned("2027-03-04T10:00 America/Santo_Domingo")
EC = term("EC", "2024-03-13", SPRING, "ended")
CL = term("CL", SPRING, "2026-02-26", "ended")
BO = term("BO", "2026-02-26", HANDOVER, "in_office")
DO = term("DO", HANDOVER, None, at=day("2026-09-30"))
HANDOVERS = (EC, CL, BO, DO)


def held(terms, party, at):
    found = holder(terms, party, at)
    return found.kind.value, found.holders


# In office


def test_the_rights_move_at_midnight_of_the_seat():
    midnight = parse_zoned("2027-01-01T00:00 Europe/Brussels")

    assert holder(HALF_YEARS, "EU", midnight - SECOND).holder == "IE"
    assert holder(HALF_YEARS, "EU", midnight).holder == "LT"


def test_inv_6_the_outgoing_presidency_signs_until_the_handover_and_the_incoming_from_it():
    assert day("2027-03-04T14:00") == HANDOVER
    before, after = day("2027-03-04T13:59:30"), day("2027-03-04T14:00:01")

    assert may_sign(HANDOVERS, "CLASI", "BO", before) is None
    assert str(may_sign(HANDOVERS, "CLASI", "DO", before)) == (
        "BO holds the presidency of CLASI on 2027-03-04 13:59:30+00:00, not DO. (term)"
    )
    assert may_sign(HANDOVERS, "CLASI", "DO", HANDOVER) is None
    assert str(may_sign(HANDOVERS, "CLASI", "BO", after, clause="1.b")) == (
        "DO holds the presidency of CLASI on 2027-03-04 14:00:01+00:00, not BO. (1.b)"
    )


def test_between_the_two_dates_of_an_unknown_handover_either_may_be_in_office():
    assert holder(HANDOVERS, "CLASI", day("2025-04-01") - SECOND).holder == "EC"
    assert held(HANDOVERS, "CLASI", day("2025-04-01")) == ("unknown", ("EC", "CL"))
    assert held(HANDOVERS, "CLASI", day("2025-04-30")) == ("unknown", ("EC", "CL"))
    assert holder(HANDOVERS, "CLASI", day("2025-05-01")).holder == "CL"
    assert str(may_sign(HANDOVERS, "CLASI", "CL", day("2025-04-15"))) == (
        "It is not established who holds the presidency of CLASI on 2025-04-15 "
        "00:00:00+00:00. (term)"
    )


def test_before_the_first_recorded_term_nobody_knows():
    unbounded = term("PA", Unknown(None, day("2023-09-28")), "2024-03-13", "ended")

    assert held((), "CLASI", HANDOVER) == ("unknown", ())
    assert held((EC,), "CLASI", day("2022-01-01")) == ("unknown", ())
    assert held((unbounded, EC), "CLASI", day("2022-01-01")) == ("unknown", ("PA",))
    assert held((unbounded, EC), "CLASI", day("2023-09-28")) == ("held", ("PA",))


def test_an_end_without_any_bound_stays_unknown():
    forgotten = term("AR", "2022-03-02", Unknown(day("2022-12-01"), None), "ended")

    assert held((forgotten,), "CLASI", day("2022-03-02")) == ("held", ("AR",))
    assert held((forgotten,), "CLASI", day("2030-01-01")) == ("unknown", ("AR",))


def test_an_office_without_a_term_is_vacant_and_so_is_one_recorded_as_vacant():
    alone = term("PA", "2023-01-01", "2024-01-01", "ended")
    nobody = term(None, "2024-01-01", None, "vacant")

    assert held((alone, EC), "CLASI", day("2024-02-01")) == ("vacant", ())
    assert holder((alone, nobody, EC), "CLASI", day("2024-02-01")) == Holding(
        "CLASI", HoldingKind.VACANT, (), term(None, "2024-01-01", day("2024-03-13"), "vacant")
    )
    assert holder((alone, nobody, EC), "CLASI", day("2024-03-13")).holder == "EC"
    assert str(may_sign((alone, EC), "CLASI", "PA", day("2024-01-01"))) == (
        "The presidency of CLASI is vacant on 2024-01-01 00:00:00+00:00. (term)"
    )


def test_an_open_term_ends_when_the_next_begins():
    open_ended = term("BO", "2026-02-26", None, "in_office")

    found = holder((open_ended, DO), "CLASI", HANDOVER - SECOND)

    assert (found.holder, found.term.end) == ("BO", HANDOVER)
    assert holder((open_ended, DO), "CLASI", HANDOVER).holder == "DO"
    assert holder((open_ended,), "CLASI", day("2040-01-01")).holder == "BO"


def test_a_term_cannot_be_over_before_it_begins():
    with pytest.raises(Refused) as caught:
        term("BO", "2026-02-26", "2026-02-26", id="bo")

    assert str(caught.value) == (
        "The term of office bo would end on 2026-02-26 00:00:00+00:00, before it begins "
        "on 2026-02-26 00:00:00+00:00. (term)"
    )


def test_what_was_not_known_yet_is_left_out_and_the_rest_stays_whole():
    assert known_terms(HANDOVERS, day("2026-09-29")) == (EC, CL, BO)
    assert known_terms(HANDOVERS, day("2026-09-30")) == HANDOVERS


# Coming next


def named(terms, party, at, count=1):
    return [(found.kind.value, found.holders) for found in incoming(terms, party, at, count)]


def test_the_incoming_holders_follow_the_one_in_office():
    assert named(HALF_YEARS, "EU", day("2026-02-25"), 1) == [("held", ("IE",))]
    assert named(HALF_YEARS, "EU", day("2026-02-25"), 3) == [("held", ("IE",)), ("held", ("LT",))]
    assert named(HALF_YEARS, "EU", day("2027-02-01")) == []
    assert named(HANDOVERS, "CLASI", day("2026-02-25T12:00")) == [("held", ("BO",))]


def test_the_next_of_a_day_before_any_term_is_the_first():
    assert named(HALF_YEARS, "EU", day("2025-01-01"), 2) == [
        ("unknown", ("CY",)),
        ("unknown", ("IE",)),
    ]


def test_while_the_holder_is_unknown_so_is_the_next():
    assert named(HANDOVERS, "CLASI", day("2025-04-15"), 2) == [
        ("unknown", ("CL", "BO")),
        ("unknown", ("BO", "DO")),
    ]


def test_a_vacancy_ahead_is_passed_over():
    nobody = term(None, HANDOVER, "2027-06-01", "vacant")
    later = term("DO", "2027-06-01")

    assert named((BO, nobody, later), "CLASI", day("2026-10-01")) == [("held", ("DO",))]
    assert named((BO, nobody, later), "CLASI", HANDOVER) == [("held", ("DO",))]


def test_a_designation_without_a_date_comes_next_unless_it_is_disputed():
    open_ended = term("BO", "2026-02-26", None, "in_office")
    sure = term("DO", None)

    assert named((open_ended, sure), "CLASI", day("2026-10-01")) == [("held", ("DO",))]
    assert named((EC, CL, open_ended, sure), "CLASI", day("2025-06-01"), 2) == [
        ("held", ("BO",)),
        ("held", ("DO",)),
    ]
    assert holder((open_ended, sure), "CLASI", day("2030-01-01")).holder == "BO"
    for unsure in (term("DO", None, certainty="disputed"), term("DO", None, status="disputed")):
        assert named((open_ended, unsure), "CLASI", day("2026-10-01")) == [("disputed", ("DO",))]


def test_a_record_without_date_that_is_no_designation_is_nobodys_claim():
    assert named((BO, term("AR", None, status="ended")), "CLASI", day("2026-10-01")) == []


def test_who_overlaps_with_the_incumbent_waits():
    early = term("DO", HANDOVER - timedelta(days=3), "2028-03-04")
    at = HANDOVER - timedelta(days=1)

    assert holder((BO, early), "CLASI", at).holder == "BO"
    assert named((BO, early), "CLASI", at) == [("held", ("DO",))]
    assert holder((BO, early), "CLASI", HANDOVER).holder == "DO"
    assert named((BO, early), "CLASI", HANDOVER) == []


# Disputes (US-09)

RIVAL = day("2027-02-15")


@pytest.mark.parametrize(
    "second",
    [
        term("ZZ", HANDOVER, at=RIVAL),
        term("ZZ", None, at=RIVAL),
        term("ZZ", HANDOVER, None, "disputed", at=RIVAL),
    ],
    ids=["for the same day", "without a date", "recorded as disputed"],
)
def test_a_second_designation_makes_the_next_term_disputed_and_leaves_the_incumbent_its_key(second):
    terms = (*HANDOVERS, second)
    at = day("2027-02-20")

    assert may_sign(terms, "CLASI", "BO", at) is None
    assert set(incoming(terms, "CLASI", at)[0].holders) == {"DO", "ZZ"}
    assert incoming(terms, "CLASI", at)[0].kind is HoldingKind.DISPUTED
    assert "(from 2027-03-04 14:00:00+00:00) is disputed (DO, ZZ)" in str(
        disputed_succession(terms, "CLASI", at, clause="1.c")
    )
    assert may_sign(terms, "CLASI", "BO", HANDOVER - SECOND) is None
    for member in ("BO", "DO", "ZZ"):
        refusal = may_sign(terms, "CLASI", member, HANDOVER)
        assert "is disputed" in str(refusal)
        assert str(refusal).endswith("CLASI must settle the dispute. (term)")


def test_a_member_that_one_source_alone_names_has_no_rival_and_disputes_nothing_I_2_3():
    alone = term("ZZ", None, None, "disputed", at=RIVAL)
    terms = (EC, CL, BO, alone)

    assert incoming(terms, "CLASI", day("2027-02-20"))[0].holders == ("ZZ",)
    assert disputed_succession(terms, "CLASI", day("2027-02-20")) is None
    assert "not confirmed (ZZ). CLASI must confirm it." in str(in_doubt("CLASI", ("ZZ",)))


def test_without_a_second_designation_the_next_term_is_not_disputed():
    assert disputed_succession(HANDOVERS, "CLASI", day("2027-02-20")) is None
    assert disputed_succession((BO,), "CLASI", day("2027-02-20")) is None


def test_naming_the_same_member_again_disputes_nothing():
    again = term("DO", None, at=RIVAL)

    assert named((*HANDOVERS, again), "CLASI", day("2027-02-20")) == [("held", ("DO",))]


def test_two_designations_without_a_date_dispute_the_next_term():
    open_ended = term("BO", "2026-02-26", None, "in_office")
    claims = (term("DO", None), term("ZZ", None, id="other"))

    assert named((open_ended, *claims), "CLASI", RIVAL) == [("disputed", ("DO", "ZZ"))]


def test_a_designation_made_after_the_next_has_begun_is_for_the_one_after():
    late = term("ZZ", None, at=HANDOVER + SECOND)
    after = term("PE", "2028-03-04")

    assert holder((*HANDOVERS, late, after), "CLASI", HANDOVER + 2 * SECOND).holder == "DO"
    assert named((*HANDOVERS, late, after), "CLASI", HANDOVER) == [("disputed", ("PE", "ZZ"))]


def test_a_rival_named_while_a_term_runs_does_not_touch_it():
    rival = term("ZZ", HANDOVER, "2028-01-01", at=HANDOVER + SECOND)

    assert holder((BO, DO, rival), "CLASI", day("2027-06-01")).holder == "DO"


def test_two_members_on_record_for_the_same_term_dispute_it():
    one = term("DO", HANDOVER, None, "in_office")
    other = term("ZZ", HANDOVER, None, "in_office")

    assert held((BO, one, other), "CLASI", HANDOVER) == ("disputed", ("DO", "ZZ"))


def test_a_dispute_does_not_end_an_open_term():
    open_ended = term("BO", "2026-02-26", None, "in_office")
    claim = term("DO", HANDOVER, None, "disputed")

    assert may_sign((open_ended, claim), "CLASI", "BO", HANDOVER + SECOND) is None


# The record as a whole


def test_terms_that_certainly_overlap_are_named():
    early = term("DO", day("2027-03-01"), "2028-03-04", id="do")
    elsewhere = term("LT", "2027-01-01", "2027-07-01", party="EU")

    found = overlaps((BO, early, elsewhere), clause="1.b")

    assert [str(refusal) for refusal in found] == [
        "For CLASI, the terms BO-2026-02-26 and do overlap from 2027-03-01 00:00:00+00:00. (1.b)"
    ]


def test_neither_unknown_edges_nor_open_ends_nor_disputes_overlap():
    claim = term("ZZ", day("2027-03-01"), None, "disputed")

    assert overlaps((*HANDOVERS, *HALF_YEARS, claim, term("PE", None))) == ()


def test_a_time_for_which_no_term_is_recorded_is_a_gap():
    alone = term("PA", "2023-01-01", "2024-01-01", "ended")
    nobody = term(None, "2024-01-01", None, "vacant")

    assert gaps((EC, alone), "CLASI") == (Gap("CLASI", day("2024-01-01"), day("2024-03-13")),)
    assert gaps((EC, nobody, alone), "CLASI") == ()
    assert gaps((*HANDOVERS, term("PE", None)), "CLASI") == ()
    assert gaps((), "CLASI") == ()


# Any chain of terms

START = day("2026-01-01")
chains = st.lists(st.integers(1, 400), min_size=1, max_size=8)
moments = st.integers(0, 3200 * 24)


def chain(lengths, last_open):
    edges = [START + timedelta(days=sum(lengths[:n])) for n in range(len(lengths) + 1)]
    return tuple(
        Term(f"t{n}", "P", f"m{n}", edges[n], None if last_open and n + 1 == len(lengths) else end)
        for n, end in enumerate(edges[1:])
    )


@given(chains, moments, st.booleans())
def test_inv_6_every_instant_of_contiguous_terms_has_exactly_one_holder(lengths, hour, last_open):
    terms = chain(lengths, last_open)
    at = START + timedelta(hours=hour)
    inside = last_open or at < START + timedelta(days=sum(lengths))

    signing = [one.holder for one in terms if may_sign(terms, "P", one.holder, at) is None]
    expected = [
        one.holder for one in terms if one.start <= at and (one.end is None or at < one.end)
    ]

    assert signing == expected
    assert len(signing) == inside
    assert holder(terms, "P", at).kind is (HoldingKind.HELD if inside else HoldingKind.VACANT)


@given(chains, st.randoms(use_true_random=False), moments)
def test_the_order_in_which_terms_are_listed_changes_nothing(lengths, shuffling, hour):
    terms = chain(lengths, False)
    listed = list(terms)
    shuffling.shuffle(listed)
    at = START + timedelta(hours=hour)

    assert holder(listed, "P", at) == holder(terms, "P", at)
    assert incoming(listed, "P", at, 3) == incoming(terms, "P", at, 3)
    assert overlaps(listed) == gaps(listed, "P") == ()


@given(chains, moments, st.integers(0, 9))
def test_the_incoming_holders_are_those_that_begin_later(lengths, hour, count):
    terms = chain(lengths, True)
    at = START + timedelta(hours=hour)

    later = [one.holder for one in terms if one.start > at]

    assert [found.holder for found in incoming(terms, "P", at, count)] == later[:count]
