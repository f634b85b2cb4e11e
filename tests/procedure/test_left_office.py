"""When a member last left a presidency: nobody is counted out while it may still be in office."""

from datetime import UTC, datetime, timedelta

from cochair.procedure.presidency import Term, TermStatus, Unknown, left_office

SECOND = timedelta(seconds=1)
MAY, JUNE, JULY = (datetime(2031, month, 1, tzinfo=UTC) for month in (5, 6, 7))


def term(member, start, end=None, **more):
    return Term(f"{member}-{start}", "P", member, start, end, **more)


def test_a_member_has_left_from_the_last_instant_of_its_term_on():
    terms = (term("A", MAY, JUNE), term("B", JUNE, JULY))

    assert left_office(terms, "P", "A", JUNE - SECOND) is None
    assert left_office(terms, "P", "A", JUNE) == JUNE
    assert left_office(terms, "P", "A", JULY + SECOND) == JUNE
    assert left_office(terms, "Q", "A", JULY) is None


def test_an_open_end_is_that_of_the_next_term():
    assert left_office((term("A", MAY),), "P", "A", JULY) is None
    assert left_office((term("A", MAY), term("B", JUNE)), "P", "A", JULY) == JUNE


def test_of_an_end_between_two_instants_the_later_counts():
    terms = (term("A", MAY, Unknown(JUNE, JULY)),)

    assert left_office(terms, "P", "A", JULY - SECOND) is None
    assert left_office(terms, "P", "A", JULY) == JULY
    assert left_office((term("A", MAY, Unknown(JUNE, None)),), "P", "A", JULY) is None


def test_a_term_ahead_dated_or_not_keeps_a_member_in_and_the_last_of_several_counts():
    past = term("A", MAY, JUNE)
    designated = term("A", None, status=TermStatus.DESIGNATED)

    assert left_office((past, term("A", JULY)), "P", "A", JUNE) is None
    assert left_office((past, designated), "P", "A", JULY) is None
    assert left_office((past, term("A", JUNE + SECOND, JULY)), "P", "A", JULY) == JULY


def test_who_never_held_the_office_never_left_it():
    assert left_office((term("A", MAY, JUNE),), "P", "B", JULY) is None
    assert left_office((), "P", "A", JULY) is None
