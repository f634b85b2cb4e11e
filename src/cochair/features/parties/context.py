"""What every page of a forum shows: the presidencies in office, the cycle, the hat."""

from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as __

from cochair.features.parties import navigation, queries
from cochair.features.parties.models import Party
from cochair.features.parties.offices import Power
from cochair.features.parties.request import Request
from cochair.journal import doubts
from cochair.journal import queries as journal
from cochair.procedure.presidency import HoldingKind, holder, incoming
from cochair.web.formats import day_of


def forum(request: Request) -> Mapping[str, object]:
    """The forum, its two chairs in their order, the offices of this person, the menu."""
    found = getattr(request, "forum", None)
    if found is None:
        return {"forum": None, "forums": None, "office": None, "offices": (), "doubts": ()}
    roster = queries.roster(found)
    language = get_language() or "en"
    return {
        "forum": found,
        "doubts": [doubts.says(one) for one in journal.in_doubt(found.slug)],
        "chairs": [chair(request, roster, party, language) for party in roster.in_order(language)],
        "office": request.hat,
        "offices": request.hats,
        "menu": navigation.menu(request),
        "may_sign": bool(request.hat and request.hat.may(Power.SIGN)),
    }


def chair(
    request: Request, roster: queries.Roster, party: Party, language: str
) -> Mapping[str, object]:
    """Who presides one Party now, in words; `until` says since or to when, and who is next."""
    holding = holder(roster.terms, party.code, request.now)
    names = roster.names()
    states = [names[code][language] for code in holding.holders if code]
    if holding.kind is HoldingKind.HELD:
        state = states[0]
    elif holding.kind is HoldingKind.VACANT:
        state = __("vacant")
    else:
        state = f" {__('or')} ".join(states) or __("not established")
    return {
        "party": party.tone,
        "code": party.code,
        "title": party.presidency_title[language],
        "short": party.short[language],
        "state": state,
        "until": _until(request, roster, party, holding, language),
    }


def _until(
    request: Request,
    roster: queries.Roster,
    party: Party,
    holding: object,
    language: str,
) -> str:
    term = getattr(holding, "term", None)
    if term is None:
        return ""
    names = roster.names()
    nexts = incoming(roster.terms, party.code, request.now)
    follower = nexts[0].holder if nexts else None
    end = next((row.end for row in roster.term_rows if row.slug == term.id), None)
    if end is None:
        start = next((row.start for row in roster.term_rows if row.slug == term.id), None)
        return (
            __("since {day}").format(day=day_of(start, party.seat_zone, language)) if start else ""
        )
    last = day_of(end, party.seat_zone, language, last=True)
    if follower:
        return __("to {day}, then {member}").format(day=last, member=names[follower][language])
    return __("to {day}").format(day=last)
