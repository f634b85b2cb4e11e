"""What is told of a handover ahead: to both holders and their secretariat, with the way to the pack.

The steps are thirty days before, one day before, and the instant itself; while the file is not
made, accepted and acknowledged also a week, a month and twelve weeks after it.  The last step that
has passed is told, under a key of its own: a worker that was off catches up once.
Source: domain.md C.5 (N29), B.11.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from cochair.features.handovers import queries
from cochair.features.handovers.models import Pack
from cochair.features.mail import notifications
from cochair.features.mail.letters import Letter, Page, to_account
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Role
from cochair.procedure.calendar import civil_day, days_between
from cochair.procedure.presidency import Term, incoming
from cochair.procedure.refusal import Sentence, _

HANDOVER = "N29"
DAYS_BEFORE = (30, 1, 0)
# While the handover is not complete; the last one before who left reads nothing any more.
DAYS_AFTER = (7, 30, 84)
# How long after a step a worker that was off still tells of it.
LATE_DAYS = 7
JUST_BEFORE = timedelta(microseconds=1)
CONCERNED = frozenset({Role.CO_PRESIDENCY, Role.INCOMING, Role.SECRETARIAT})


def register_all() -> None:
    """Make this teller known; called once, when the app is ready."""
    notifications.every("handover-ahead", of_handovers)


def of_handovers(forum: Forum, at: datetime) -> Iterable[Letter]:
    """A presidency that ends within thirty days, or ended within seven, at a UTC instant."""
    today, roster = civil_day(at, forum.zone), parties.roster(forum)
    for term in roster.terms:
        if not isinstance(term.end, datetime) or term.holder is None:
            continue
        left = days_between(today, civil_day(term.end, forum.zone))
        passed = [days for days in DAYS_BEFORE if left <= days]
        missing = _missing(forum, term) if left <= -DAYS_AFTER[0] else None
        if missing is not None:
            passed += [-days for days in DAYS_AFTER if left <= -days]
        if passed and left >= min(passed[-1], 0) - LATE_DAYS:
            yield from _of_one(forum, term, term.end, passed[-1], at, missing)


def _missing(forum: Forum, term: Term) -> str | None:
    """What is left to do of a handover once the rights have moved; None once it is complete."""
    newest = _newest(forum, term)
    if newest is None:
        return _("The handover file has not been made yet.")
    if newest.accepted_at is None:
        return _("The handover file has not been accepted yet.")
    return (
        _("The handover file has not been acknowledged yet.")
        if newest.acknowledged_at is None
        else None
    )


def _of_one(
    forum: Forum, term: Term, end: datetime, step: int, at: datetime, missing: str | None
) -> Iterable[Letter]:
    """The same letter to everybody who is concerned by the end of one term."""
    after = incoming(parties.roster(forum).terms, term.party, end - JUST_BEFORE)
    members = {term.holder, *(one.holder for one in after[:1] if one.holder)}
    facts = {"member": term.holder, "at": end}
    said = Sentence(
        _("The rights of {member} end, and those of the next presidency begin, on {at}.")
        if at < end
        else _("The rights of {member} ended, and those of the next presidency began, on {at}."),
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
                _("The presidency of {party} changes on {day}"),
                {"party": term.party, "day": civil_day(end, forum.zone)},
            ),
            lines=(
                said,
                *((Sentence(missing),) if missing else ()),
                Sentence(_("Handover file, with the confirmation of both presidencies:")),
            ),
            event=HANDOVER,
            path=page,
            space=f"party:{term.party}",
            about=("term", term.id),
        )


def _page(forum: Forum, term: Term) -> Page:
    """The newest pack of a term, or the page on which one is made."""
    newest = _newest(forum, term)
    if newest is None:
        return Page("handovers:handover", (forum.slug,))
    return Page("handovers:pack", (forum.slug, newest.number))


def _newest(forum: Forum, term: Term) -> Pack | None:
    return next((one for one in queries.packs(forum, term.party) if one.term.slug == term.id), None)
