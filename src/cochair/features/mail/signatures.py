"""How a message begins and ends: the greeting, and the presidencies that write it.

A letter of one Party is written by the presidency of that Party in office, one of all Parties by
all of them, in the alphabetical order of the reader's language.  To those who act for such a
presidency the installation writes, because nobody writes to themselves; so it does of accounts.
What is written automatically says so, and a notice names those who signed it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext, ngettext

from cochair.features.mail.letters import INSTALLATION, Letter, Sender
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.formats import plain_text
from cochair.procedure.presidency import holder
from cochair.web import localize

LONGEST_NAME = 100
PARTY = "party:"
# Who acts for a presidency, or keeps the installation.
ACT = frozenset(
    {Role.CO_PRESIDENCY, Role.INCOMING, Role.SECRETARIAT, Role.ADMINISTRATOR, Role.AUDITOR}
)


@dataclass(frozen=True, slots=True)
class Presidencies:
    """The Parties of a forum and who presides each at one instant (a member's code, or none)."""

    roster: parties.Roster
    in_office: Mapping[str, str]

    def lines(self, sender: Sender, language: str) -> Iterator[str]:
        """A line for each Party that writes: its name, and that of its presidency if it is known."""
        names = self.roster.names()
        known = {**self.in_office, **sender.members}
        for party in self.roster.in_order(language):
            if party.code in sender.parties:
                codes = (party.code, known.get(party.code, ""))
                words = [localize.translated(names[code], language) for code in codes if code]
                yield plain_text.one_line(": ".join(map(str, words)))


def presidencies(forum: Forum, at: datetime) -> Presidencies:
    """Who presides the Parties of a forum at an instant (aware UTC); read once for many letters."""
    roster = parties.roster(forum)
    found = {code: holder(roster.terms, code, at).holder or "" for code in roster.party_codes}
    return Presidencies(roster, found)


def greeting(name: str) -> str:
    """The first line of a message to somebody (`name` may be empty), in the language that is active."""
    called = plain_text.one_line(name, LONGEST_NAME)
    return gettext("Dear {name},").format(name=called) if called else gettext("Dear colleague,")


def sender_of(letter: Letter, codes: tuple[str, ...]) -> Sender:
    """Who writes a letter, of the Parties with these codes."""
    own = letter.space.removeprefix(PARTY) if letter.space.startswith(PARTY) else ""
    writing = letter.sender or Sender((own,) if own in codes else codes)
    role = letter.to.office.partition(" ")[0]
    acts = role in ACT and (not letter.to.party or letter.to.party in writing.parties)
    return INSTALLATION if acts and not writing.signed else writing


def signature(sender: Sender, written_by: Presidencies, language: str) -> str:
    """The block that names who writes, in the language that is active."""
    lines = list(written_by.lines(sender, language))
    if not lines:
        return by_itself()
    number = len(lines)
    if sender.signed:
        title = ngettext("Signed by the co-presidency", "Signed by the co-presidencies", number)
    else:
        title = ngettext(
            "On behalf of the co-presidency", "On behalf of the co-presidencies", number
        )
    return "\n".join((title, *lines))


def by_itself() -> str:
    """What stands in the place of a signature where this installation writes, in the language that
    is active."""
    return gettext("Sent automatically by this installation of Cochair.")
