"""The public holidays of a State, from the library `holidays`; unknown stays unknown.

They are general knowledge, kept by volunteers and confirmed by no State.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from importlib.metadata import version

VERSION = version("holidays")


def of_members(codes: Iterable[str], years: Iterable[int]) -> Mapping[str, frozenset[date] | None]:
    """The public holidays of States (ISO 3166 codes) in some years; None where not known.

    A State is not known either when the library stops before one of the years.
    """
    wanted = tuple(sorted(set(years)))
    return {code: _together([_of(code, year) for year in wanted]) for code in codes}


def _together(found: list[frozenset[date] | None]) -> frozenset[date] | None:
    known = [days for days in found if days is not None]
    return frozenset().union(*known) if len(known) == len(found) else None


@lru_cache(maxsize=1)
def _known_states() -> frozenset[str]:
    import holidays

    return frozenset(holidays.list_supported_countries(include_aliases=False))


@lru_cache(maxsize=1024)
def _of(code: str, year: int) -> frozenset[date] | None:
    """The days of one year; no State is without any, so none at all means that none is known."""
    # Read where it is needed: only a planner asks, and the library weighs 12 MB.
    import holidays

    if code not in _known_states():
        return None
    return frozenset(holidays.country_holidays(code, years=year)) or None
