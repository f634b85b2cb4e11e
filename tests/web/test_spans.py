"""Several days in one line: month and year are named once where they are the same."""

from datetime import UTC, date, datetime, time
from types import SimpleNamespace

import pytest
from django.utils.translation import override

from cochair.web import formats
from cochair.web.templatetags import facts

DAY, NEXT = date(2026, 2, 25), date(2026, 2, 26)
MARCH, YEAR = date(2026, 3, 2), date(2027, 1, 3)


@pytest.mark.parametrize(
    ("language", "of_a_month", "of_a_year", "of_two_years"),
    [
        (
            "en",
            "between 25 and 26 Feb 2026",
            "between 25 Feb and 2 Mar 2026",
            "between 25 Feb 2026 and 3 Jan 2027",
        ),
        (
            "es",
            "entre el 25 y el 26 feb 2026",
            "entre el 25 feb y el 2 mar 2026",
            "entre el 25 feb 2026 y el 3 ene 2027",
        ),
        (
            "pt",
            "entre 25 e 26 fev. 2026",
            "entre 25 fev. e 2 mar. 2026",
            "entre 25 fev. 2026 e 3 jan. 2027",
        ),
    ],
)
def test_a_day_between_two_days_names_their_month_and_year_once(
    language: str, of_a_month: str, of_a_year: str, of_two_years: str
) -> None:
    said = [formats.between(DAY, last, language) for last in (NEXT, MARCH, YEAR)]

    assert said == [of_a_month, of_a_year, of_two_years]


@pytest.mark.parametrize(
    ("language", "of_a_month", "of_a_year", "of_two_years"),
    [
        (
            "en",
            "25–26 Feb 2026",
            "25 Feb\u2009–\u20092 Mar 2026",
            "25 Feb 2026\u2009–\u20093 Jan 2027",
        ),
        (
            "es",
            "25–26 feb 2026",
            "25 feb\u2009–\u20092 mar 2026",
            "25 feb 2026\u2009–\u20093 ene 2027",
        ),
        (
            "pt",
            "25–26 fev. 2026",
            "25 fev.\u2009–\u20092 mar. 2026",
            "25 fev. 2026\u2009–\u20093 jan. 2027",
        ),
    ],
)
def test_several_days_in_a_table_are_written_as_a_single_one_is(
    language: str, of_a_month: str, of_a_year: str, of_two_years: str
) -> None:
    """As the style pages of docs/terms have it: without the *de* of a sentence."""
    said = [formats.days_of_span(DAY, last, language) for last in (NEXT, MARCH, YEAR)]

    assert said == [of_a_month, of_a_year, of_two_years]
    assert formats.days_of_span(DAY, DAY, language) == formats.medium_day(DAY, language)


def test_the_unknown_edge_of_a_term_and_of_a_membership_is_said_the_same_way() -> None:
    since, until = (datetime.combine(day, time(12), UTC) for day in (DAY, NEXT))
    member = SimpleNamespace(member_from=None, from_not_before=DAY, from_not_after=NEXT)

    with override("en"):
        said = [facts.edge(None, since, until, "UTC"), facts.since(member)]

    assert said == ["between 25 and 26 Feb 2026"] * 2
