"""Who hosts and who chairs a public meeting, from what everybody may read: its place and the terms."""

from dataclasses import dataclass
from datetime import datetime

from cochair.features.delegations import queries as delegations
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Party
from cochair.procedure.presidency import holder
from cochair.site.public.queries import PublicMeeting


@dataclass(frozen=True)
class Named:
    """A Party or a State by its name, with the tone of its Party; `is_open` says of a State that presides
    that nobody knows yet when its term ends."""

    name: str
    party: str
    is_open: bool = False


@dataclass(frozen=True)
class Chairing:
    """The Party that hosts a meeting, where it is known, and the States that preside on its day."""

    host: Named | None
    chairs: tuple[Named, ...]


def of(forum: Forum, one: PublicMeeting, at: datetime, language: str) -> Chairing:
    """The host and the co-chairs of a meeting as known at an instant (UTC), the Parties in the order of
    this meeting."""
    roster = parties.roster(forum)
    at_home = {member.party_id for member in roster.members if member.code == one.country}
    ordered = delegations.parties_in_turn(one.row, language)
    hosts = [party for party in ordered if party.pk in at_home]
    chairs = [_chair(roster, party, one, at, language) for party in ordered]
    return Chairing(
        host=Named(hosts[0].short[language], hosts[0].tone) if hosts else None,
        chairs=tuple(chair for chair in chairs if chair is not None),
    )


def _chair(
    roster: parties.Roster, party: Party, one: PublicMeeting, at: datetime, language: str
) -> Named | None:
    """Who holds the presidency of a Party when the meeting begins; None while nobody can say."""
    if one.begins is None:
        return None
    held = holder(roster.terms, party.code, one.begins)
    if held.holder is None:
        return None
    is_open = one.begins > at and held.term is not None and held.term.end is None
    return Named(roster.member(held.holder).name[language], party.tone, is_open)
