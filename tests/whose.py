"""Whose turn it is, for stories: what a kind answers of a row, as short words that compare."""

from datetime import datetime
from typing import Any

from cochair.features.parties.models import Forum
from cochair.kernel.kind import Kind, No, Turn, Turns
from world import NOW

PARTIES = ("LEAGUE", "CONCERT")


def turns(kind: Kind) -> Turns:
    """Who acts next on the things of a kind that says so."""
    assert not isinstance(kind.turns, No)
    return kind.turns


def acts(kind: Kind, row: Any, at: datetime) -> list[Turn]:
    """Who acts next on a row as it stands, if anybody has to."""
    given = turns(kind)
    fresh = (one for one in given.open(_forum(row)) if (type(one), one.pk) == (type(row), row.pk))
    return [turn for one in fresh for turn in given.of(one, at)]


def said(kind: Kind, row: Any, at: datetime) -> set[tuple[str, str, str, bool]]:
    """The line, the office, its Party and whether it prepares, of each turn."""
    return {(one.says, one.role, one.of, one.prepares) for one in acts(kind, row, at)}


def chairs(line: str, *prepare: str) -> set[tuple[str, str, str, bool]]:
    """Both co-presidencies, and the secretariats of some Parties that prepare it for them."""
    both = {(line, "co_presidency", party, False) for party in PARTIES}
    return both | {(line, "secretariat", party, True) for party in prepare}


def desks(line: str, *of: str) -> set[tuple[str, str, str, bool]]:
    """The secretariats of some Parties."""
    return {(line, "secretariat", party, False) for party in of}


def _forum(row: Any) -> Any:
    for path in (("forum",), ("meeting", "forum"), ("preparation", "meeting", "forum")):
        found = row
        for step in path:
            found = getattr(found, step, None)
        if found is not None:
            return found
    raise AssertionError(row)


def acting(kind: Kind, forum: Forum, at: datetime = NOW) -> dict[str, list[str]]:
    """Which offices act at an instant, by what is to be done."""
    found: dict[str, list[str]] = {}
    for row in turns(kind).open(forum):
        for turn in turns(kind).of(row, at):
            who = f"{turn.role} {turn.of}{' prepares' if turn.prepares else ''}"
            said = turn.says.replace("{n}", str(turn.facts.get("n", "")))
            found.setdefault(said, []).append(who)
            assert (turn.until is None) == (turn.firm == "")
    return found
