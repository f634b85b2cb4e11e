"""What is told of a doubt about the ledger or the clock: what was noticed, and that nothing is done until
both co-presidencies have confirmed.

Each doubt is told once, at once, while the forum is only read.  Source: decision 54.
"""

from collections.abc import Iterator
from datetime import datetime

from cochair.features.mail import notifications
from cochair.features.mail.letters import INSTALLATION, Letter, Page, to_account
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Role
from cochair.journal import doubts
from cochair.procedure.refusal import Sentence, _

EVENT = "doubt"
SUBJECT = _("Suspended until both co-presidencies confirm: the ledger or the clock is in doubt")
SUSPENDED = _("Until then every silence procedure is suspended, and nothing is adopted.")


def register_all() -> None:
    """Make this reminder known; called once, when the app is ready."""
    notifications.every("ledger-doubts", of_doubts, in_doubt=True)


def of_doubts(forum: Forum, at: datetime) -> Iterator[Letter]:
    """A letter on each doubt that stands, to those who sign, prepare or may have objected."""
    for found in doubts.standing(forum.slug):
        for one in parties.holders(forum, at):
            if _is_told(one.hat):
                yield Letter(
                    key=f"{EVENT}:{found.pk}",
                    forum_slug=forum.slug,
                    to=to_account(one.account, office=one.hat.title, party=one.hat.party),
                    subject=Sentence(SUBJECT),
                    lines=(doubts.says(found), Sentence(doubts.ONLY_READ), Sentence(SUSPENDED)),
                    path=Page("desk:doubts", (forum.slug,)),
                    event=EVENT,
                    about=("ledger", forum.slug),
                    urgent=True,
                    held_by_digest=False,
                    sender=INSTALLATION,
                )


def _is_told(hat: ActingOffice) -> bool:
    if hat.role is Role.CO_PRESIDENCY:
        return hat.in_term
    return hat.role in {Role.SECRETARIAT, Role.DELEGATION_HEAD}
