"""How far a presidency is drawn: to the end that is known, and open from where it is not."""

from datetime import UTC, date, datetime

from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.procedure import facts
from cochair.procedure.presidency import Term, TermStatus, Unknown
from cochair.site.desk import board, labels, lanes

ON = board.Scale(((date(2031, 1, 1), date(2031, 6, 30)), (date(2031, 7, 1), date(2031, 12, 31))))
JULY, YEAR = datetime(2031, 7, 1, tzinfo=UTC), datetime(2032, 1, 1, tzinfo=UTC)
BEFORE = datetime(2030, 1, 1, tzinfo=UTC)


def term(end: datetime | Unknown | None, start: datetime = BEFORE, holder: str = "XS") -> Term:
    return Term(f"of-{holder}", "CONCERT", holder, start, end, TermStatus.IN_OFFICE)


def drawn(forum: Forum, *terms: Term, at: datetime = JULY) -> list[tuple[str, bool, float, float]]:
    """The bars: their words, whether open, and from where to where in percent."""
    shapes = lanes.presidencies(
        ON, parties.roster(forum), terms, "CONCERT", zone="UTC", language="en", at=at
    )
    return [
        (
            str(one["label"]),
            bool(one["open"]),
            round(float(str(one["x"]))),
            round(float(str(one["x"])) + float(str(one["w"]))),
        )
        for one in shapes
    ]


def test_a_term_is_drawn_to_its_known_end_and_is_open_where_that_is_not_known(
    small_forum: Forum,
) -> None:
    name = parties.roster(small_forum).member("XS").name["en"]

    assert drawn(small_forum, term(JULY)) == [(name, False, 0, 50)]
    assert drawn(small_forum, term(None)) == [
        (name, False, 0, 50),
        ("end not known", True, 50, 100),
    ]
    assert drawn(small_forum, term(Unknown(JULY, None)), at=BEFORE)[1] == (
        "end not known", True, 50, 100,
    )  # fmt: skip


def test_a_term_without_an_end_lasts_to_the_next_one_and_in_the_past_to_the_edge(
    small_forum: Forum,
) -> None:
    name = parties.roster(small_forum).member("XS").name["en"]
    after = term(YEAR, JULY, "XL")

    assert drawn(small_forum, term(None), after)[0] == (name, False, 0, 50)
    assert drawn(small_forum, term(None), at=YEAR) == [(name, False, 0, 100)]


def test_a_term_that_has_not_begun_says_beside_its_name_that_its_end_is_not_known(
    small_forum: Forum,
) -> None:
    name = parties.roster(small_forum).member("XS").name["en"]

    assert drawn(small_forum, term(None, JULY), at=BEFORE) == [
        (f"{name}, end not known", True, 50, 100)
    ]


def test_whoever_presides_all_the_time_in_which_a_meeting_may_be_is_named_before_its_day_is_fixed(
    small_forum: Forum,
) -> None:
    """Seen on the real forum: not established for a meeting of November, under a bar of one State."""
    roster = parties.roster(small_forum)
    terms = (term(JULY), term(YEAR, JULY, "XL"))
    known = facts.Facts("small", "UTC", terms=terms)

    def named(starts: datetime, ends: datetime) -> str:
        schedule = facts.Schedule(None, starts, ends, "UTC", "month")
        meeting = facts.Meeting("m", None, "council", 2, (schedule,))
        found = labels.chairs_of(known, roster, meeting, "en")
        return next(one.name for one in found if one.party == roster.party("CONCERT").tone)

    assert named(datetime(2031, 6, 1, tzinfo=UTC), JULY) == roster.member("XS").name["en"]
    assert named(JULY, YEAR) == roster.member("XL").name["en"]
    assert named(datetime(2031, 6, 30, tzinfo=UTC), YEAR) == "not established"
