"""The forums of an installation, each with the words and dates by which it is told from the others."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as __

from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power, Role
from cochair.features.parties.request import Request
from cochair.procedure.calendar import civil_day, days_between
from cochair.site.public import outcomes, queries
from cochair.site.public.outcomes import Outcome
from cochair.site.public.queries import PublicMeeting
from cochair.web import localize
from cochair.web.formats import days_away

# Offices that read nothing of what the Parties share, and have a home all the same.
GUESTS = frozenset({Role.INSTITUTION, Role.OBSERVER})


@dataclass(frozen=True)
class Entrance:
    """One forum: what it is called, where it is entered, what is next and what came last.

    `away` says how far the next meeting is, and `is_example` whether its clock may be set.
    """

    forum: Forum
    name: str
    href: str
    next: PublicMeeting | None
    away: str
    outcome: Outcome | None
    is_example: bool


def of(forums: Iterable[Forum], request: Request) -> list[Entrance]:
    """The entrances for whoever asks: to home for those who serve in a forum, else to what is public.

    No two have the same name: where two forums are called alike, each adds its own address.
    """
    found = list(forums)
    names = {forum.slug: str(localize.translated(forum.short_title)) for forum in found}
    often = Counter(names.values())
    return [
        _entrance(forum, name if often[name] == 1 else f"{name} ({forum.slug})", request)
        for forum in found
        for name in [names[forum.slug]]
    ]


def _entrance(forum: Forum, name: str, request: Request) -> Entrance:
    at, language = parties.instant(forum, request.now), localize.language_now()
    today = civil_day(at, forum.zone)
    coming = queries.next_meeting(queries.dated(forum, at))
    ahead = next(iter(queries.shown(forum, [coming] if coming else [], at, language)), None)
    texts = outcomes.of_forum(forum, language)
    return Entrance(
        forum=forum,
        name=name,
        href=reverse(home_of(forum, request), args=[forum.slug]),
        next=ahead,
        away=_away(days_between(today, ahead.start), language)
        if ahead and ahead.is_fixed and ahead.start
        else "",
        outcome=texts[0] if texts else None,
        is_example=forum.clock_may_be_set,
    )


def home_of(forum: Forum, request: Request) -> str:
    """Where a reader begins in a forum: home, or what is public."""
    held = offices(forum, request)
    has_home = any(one.may(Power.READ_SHARED) or one.role in GUESTS for one in held)
    return "desk:home" if has_home else "public:home"


def after_sign_in(request: Request, forum: Forum | None = None) -> Mapping[str, str]:
    """Where signing in on a page of entrances leads: home, not back to what is for everybody."""
    if request.user.is_authenticated:
        return {}
    start = reverse("landing")
    return {"path_to_return": f"{start}?forum={forum.slug}" if forum else start}


def offices(forum: Forum, request: Request) -> tuple[ActingOffice, ...]:
    """What a reader is in a forum now; nothing for whoever has not signed in."""
    if not request.user.is_authenticated:
        return ()
    return parties.hats(forum, request.user, parties.instant(forum, request.now))


def _away(days: int, language: str) -> str:
    return days_away(days, language) if days else __("today")
