"""Authors as a reader sees them: a name and the tone of a Party, or nobody."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as __

from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice
from cochair.features.texts import authors
from cochair.features.texts.models import NegotiatedText
from cochair.procedure import text as core
from cochair.web.localize import language_now


@dataclass(frozen=True, slots=True)
class Who:
    """An author: the short form for brackets, the name, and the tone of its Party.

    All are empty for one who is not shown; the co-chairs have no tone.
    """

    short: str = ""
    name: str = ""
    tone: str = ""


type Names = Callable[[core.Author], Who]


@dataclass(frozen=True, slots=True)
class By:
    """Who did something, and when."""

    who: Who
    at: datetime


def names_for(row: NegotiatedText, hat: ActingOffice) -> Names:
    """How a reader sees authors, in the language of the page; each is worked out once."""
    shows = authors.shown_to(row, hat)
    roster, language = parties.roster(row.forum), language_now()
    tones = {one.code: one.tone for one in roster.parties}
    shorts = {one.code: str(one.short[language]) for one in roster.parties}
    members = {one.code: str(one.name[language]) for one in roster.members}
    known: dict[core.Author, Who] = {}

    def made(author: core.Author) -> Who:
        seen = shows(author)
        if seen is None:
            return Who(name=__("a delegation"))
        tone = tones.get(seen.party, "")
        match seen.kind:
            case core.AuthorKind.CHAIRS:
                return Who(__("Co-chairs"), __("The co-chairs"))
            case core.AuthorKind.DELEGATION:
                return Who(seen.member, members.get(seen.member, seen.member), tone)
            case core.AuthorKind.PARTY:
                name = shorts.get(seen.party, seen.party)
                own = author.kind is core.AuthorKind.PARTY
                said = name if own else __("a delegation of {party}").format(party=name)
                return Who(name, said, tone)

    def found(author: core.Author) -> Who:
        if author not in known:
            known[author] = made(author)
        return known[author]

    return found
