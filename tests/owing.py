"""Who acts next on the things of a kind, for tests, as short lines."""

from datetime import datetime

from cochair.features.parties.models import Forum
from cochair.kernel import kind as kinds
from cochair.kernel.kind import Turn, Turns


def owed(code: str, forum: Forum, at: datetime) -> list[Turn]:
    """Every turn on the open things of a kind at an instant."""
    kind = kinds.of(code)
    assert kind is not None and isinstance(kind.turns, Turns)
    return [turn for row in kind.turns.open(forum) for turn in kind.turns.of(row, at)]


def said(turns: list[Turn]) -> list[tuple[str, str, str]]:
    """Office, of whom, and the line of each; what is only prepared in brackets."""
    return [(f"({one.role})" if one.prepares else one.role, one.of, one.says) for one in turns]
