"""What is worked out once between two edges of terms is what each instant would give of its own."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cochair.procedure import presidencies
from cochair.procedure.presidencies import Presidencies
from cochair.procedure.presidency import (
    BEGINNING_OF_TIME,
    END_OF_TIME,
    Term,
    TermStatus,
    Unknown,
    holder,
)
from cochair.procedure.refusal import Refused

FIRST = datetime(2025, 1, 1, tzinfo=UTC)
DAYS = st.integers(0, 40).map(lambda number: FIRST + timedelta(days=number))
UNKNOWN = st.tuples(st.none() | DAYS, st.none() | DAYS).map(
    lambda both: Unknown(*(sorted(both) if None not in both else both))
)


@st.composite
def terms(draw):
    """Terms of one Party of any sort, also such as nobody would record; none is over before it begins."""
    found = []
    for number in range(draw(st.integers(0, 6))):
        member = draw(st.sampled_from(["A", "B", "C", None]))
        start, end = draw(st.none() | DAYS | UNKNOWN), draw(st.none() | DAYS | UNKNOWN)
        if isinstance(start, datetime) and isinstance(end, datetime) and end <= start:
            end = None
        status = "vacant"
        if member is not None:
            status = draw(st.sampled_from(["designated", "in_office", "ended", "disputed"]))
        at = draw(st.none() | DAYS)
        try:
            found.append(Term(f"t{number}", "EU", member, start, end, TermStatus(status), at=at))
        except Refused:
            continue
    return tuple(found)


@given(terms(), st.lists(DAYS, max_size=8), st.integers(-1, 1))
def test_every_instant_has_the_holder_that_it_has_of_its_own(found, days, seconds):
    known = Presidencies(found)

    for one in (*days, *days, BEGINNING_OF_TIME, END_OF_TIME):
        at = one if one in (BEGINNING_OF_TIME, END_OF_TIME) else one + timedelta(seconds=seconds)
        assert known.holder("EU", at) == holder(found, "EU", at)


def test_the_holder_is_worked_out_once_between_two_edges(monkeypatch):
    asked = []
    monkeypatch.setattr(
        presidencies, "holder", lambda *given: asked.append(given) or holder(*given)
    )
    changes = [FIRST + timedelta(days=100 * number) for number in range(6)]
    found = tuple(
        Term(f"{party}-{number}", party, member, changes[number], changes[number + 1])
        for party, members in (("EU", "ABCDE"), ("CLASI", "VWXYZ"))
        for number, member in enumerate(members)
    )
    known = Presidencies(found)

    for number in range(-10, 600):
        at = FIRST + timedelta(days=number)
        for party in ("EU", "CLASI"):
            assert known.holder(party, at) == holder(found, party, at)

    assert len(asked) == 2 * 7
