"""What every page of a forum shows: the presidencies in office, the cycle, the hat."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as __

from cochair.features.parties import queries
from cochair.features.parties.models import Party
from cochair.features.parties.offices import OF_A_PRESIDENCY, Power, Role
from cochair.features.parties.request import Request
from cochair.journal import doubts
from cochair.journal import queries as journal
from cochair.procedure.presidency import HoldingKind, holder, incoming
from cochair.web.formats import day_of

# Whoever comes to meetings as a delegation, an institution or an observer.
COMES = frozenset({Role.DELEGATION_HEAD, Role.DELEGATION_MEMBER, Role.INSTITUTION, Role.OBSERVER})


# So many entries stand in the head in every language at 1280 pixels; the rest is behind "More".
FIT = 7


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
        "chairs": [_chair(request, roster, party, language) for party in roster.in_order(language)],
        "office": request.hat,
        "offices": request.hats,
        "nav": _nav(request),
        "my_term": _my_term(request),
        "may_sign": bool(request.hat and request.hat.may(Power.SIGN)),
    }


def _chair(
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
        state = f" {__('or')} ".join(states) or __("not known")
    return {
        "party": party.tone,
        "code": party.code,
        "title": party.presidency_title[language],
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


def _my_term(request: Request) -> str:
    """Where an office of a presidency finds its term; empty for every other."""
    hat = request.hat
    if hat is None or hat.role not in OF_A_PRESIDENCY or not hat.may(Power.READ_SHARED):
        return ""
    return reverse("desk:term", args=[hat.forum])


def _nav(request: Request) -> list[Mapping[str, object]]:
    """The menu: for office holders the work, for everybody else what is public."""
    assert request.forum is not None
    slug = request.forum.slug
    items = [
        ("overview", __("Overview"), "public:home"),
        ("calendar", __("Calendar"), "public:calendar"),
        ("register", __("Documents"), "public:register"),
        ("procedures", __("Procedures"), "compliance:procedures"),
    ]
    mine = [
        ("mine", __("My meetings"), "meetings:my_meetings"),
        # Guests have the public register as well: with one name for both, nobody knew which.
        ("documents", __("Papers granted"), "documents:documents"),
    ]
    comes = bool(request.hat and request.hat.role in COMES)
    if comes:
        items = mine + items
    if request.hat and request.hat.may(Power.READ_SHARED):
        items = [
            *(mine[:1] if comes else []),
            ("desk", __("Desk"), "desk:desk"),
            ("cycle", __("Cycle"), "desk:now"),
            ("meetings", __("Meetings"), "desk:meetings"),
            ("documents", __("Documents"), "documents:documents"),
            ("decisions", __("Decisions"), "decisions:decisions"),
            ("commitments", __("Commitments"), "commitments:commitments"),
            ("acts", __("Signatures"), "acts:folder"),
            ("procedures", __("Procedures"), "compliance:procedures"),
            ("members", __("Members"), "parties:members"),
            ("journal", __("Journal"), "desk:journal"),
        ]
    return [
        {"key": k, "name": n, "href": reverse(v, args=[slug]), "is_rest": len(items) > FIT <= at}
        for at, (k, n, v) in enumerate(items)
    ]
