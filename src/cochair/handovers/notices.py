"""What is told of a handover ahead: to both holders and their secretariat, with the way to the pack.

The steps are thirty days before, one day before, and the instant itself.  The last step that has
passed is told, under a key of its own: a worker that was off catches up once.
Source: domain.md C.5 (N29), B.11.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from cochair.handovers import queries
from cochair.mail import tellers
from cochair.mail.letters import Letter, Page, to_account
from cochair.parties import queries as parties
from cochair.parties.models import Forum
from cochair.parties.offices import Role
from cochair.procedure.calendar import civil_day, days_between
from cochair.procedure.presidency import Term, incoming
from cochair.procedure.refusal import Sentence, _

HANDOVER = "N29"
DAYS_BEFORE = (30, 1, 0)
# How long after the instant a worker that was off still tells of it.
LATE_DAYS = 7
JUST_BEFORE = timedelta(microseconds=1)
CONCERNED = frozenset({Role.CO_PRESIDENCY, Role.INCOMING, Role.SECRETARIAT})


def register_all() -> None:
    """Make this teller known; called once, when the app is ready."""
    tellers.every("handover-ahead", of_handovers)


def of_handovers(forum: Forum, at: datetime) -> Iterable[Letter]:
    """A presidency that ends within thirty days, or ended within seven, at a UTC instant."""
    today, roster = civil_day(at, forum.zone), parties.roster(forum)
    for term in roster.terms:
        if not isinstance(term.end, datetime) or term.holder is None:
            continue
        left = days_between(today, civil_day(term.end, forum.zone))
        passed = [days for days in DAYS_BEFORE if left <= days]
        if passed and left >= -LATE_DAYS:
            yield from _of_one(forum, term, term.end, passed[-1], at)


def _of_one(forum: Forum, term: Term, end: datetime, step: int, at: datetime) -> Iterable[Letter]:
    """The same letter to everybody who is concerned by the end of one term."""
    after = incoming(parties.roster(forum).terms, term.party, end - JUST_BEFORE)
    members = {term.holder, *(one.holder for one in after[:1] if one.holder)}
    facts = {"member": term.holder, "at": end}
    said = Sentence(
        _("The rights of {member} end, and those of the next begin, at {at}.")
        if at < end
        else _("The rights of {member} ended, and those of the next began, at {at}."),
        facts,
    )
    page = _page(forum, term)
    for holder in parties.holders(forum, at):
        hat = holder.hat
        concerned = hat.role is Role.SECRETARIAT or hat.member in members
        if hat.party != term.party or hat.role not in CONCERNED or not concerned:
            continue
        yield Letter(
            key=f"handover-ahead:{term.id}:{end:%Y-%m-%d}:{step}",
            forum_slug=forum.slug,
            to=to_account(holder.account, office=hat.title, party=hat.party),
            subject=Sentence(
                _("The presidency of {party} changes hands on {day}"),
                {"party": term.party, "day": civil_day(end, forum.zone)},
            ),
            lines=(said, Sentence(_("What is handed over, and the word of both holders:"))),
            event=HANDOVER,
            path=page,
            space=f"party:{term.party}",
            about=("term", term.id),
        )


def _page(forum: Forum, term: Term) -> Page:
    """The newest pack of a term, or the page on which one is made."""
    made = (one for one in queries.packs(forum, term.party) if one.term.slug == term.id)
    newest = next(made, None)
    if newest is None:
        return Page("handovers:handover", (forum.slug,))
    return Page("handovers:pack", (forum.slug, newest.number))
