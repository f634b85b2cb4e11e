"""Give each Party its witness of the ledger: by a message to an address of its own, and to a folder."""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from cochair.features.mail.actions import queue
from cochair.features.mail.letters import INSTALLATION, Letter, Page, Recipient
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.journal import actions as journal
from cochair.journal import watch, witnesses
from cochair.journal.doubts import Cause
from cochair.journal.models import Checkpoint, Place
from cochair.procedure.refusal import Refused, Sentence, _

logger = logging.getLogger(__name__)

EVENT = "witness"
GIVEN, COMPARED = timedelta(minutes=1), timedelta(hours=1)


@transaction.atomic
def name_place(
    forum: Forum, *, email: str, folder: str, language: str, by: ActingOffice, at: datetime
) -> Place:
    """Say where a Party wants its witnesses from now on; with neither, it gets none.

    `folder` is the name of a folder in the storage for witnesses.  The worker gives the first
    witness there within a minute.
    """
    row, _new = Place.objects.update_or_create(
        forum=forum.slug,
        party=by.party,
        defaults={
            "email": email,
            "folder": folder,
            "language": language,
            "size": 0,
            "given_at": None,
            "trouble": "",
        },
    )
    journal.record(
        forum.slug,
        verb="witness.place_named",
        about=("witness", by.party),
        by=by.account,
        office=by.title,
        on_behalf_of=by.party,
        at=at,
        facts={"by_mail": bool(email), "in_folder": bool(folder)},
        space=f"party:{by.party}",
    )
    return row


def give(forum: Forum, at: datetime) -> None:
    """The next witness for each Party for which it is due: a job of the worker, every minute."""
    for place in witnesses.places(forum.slug):
        if (place.email or place.folder) and witnesses.due(place, at):
            _give(forum, place, at)


def compare(forum: Forum, at: datetime) -> None:
    """Hold the ledger against the newest witness in each folder: a job of the worker, every hour."""
    witnesses.compare(forum.slug, at)


def _give(forum: Forum, place: Place, at: datetime) -> None:
    try:
        made = journal.checkpoint(forum.slug, at=at)
    except journal.LedgerBroken:
        logger.exception("The ledger of %s is not the one that was written", forum.slug)
        watch.noticed(forum.slug, Cause.REWRITTEN, at, size=0, root="")
        return
    except Refused:
        # It goes out with the next entry.
        return
    trouble = place.trouble
    if place.folder:
        try:
            witnesses.put(place, made)
            trouble = ""
        except Exception:
            # A storage may fail in any way; the message still goes, and the page tells.
            logger.exception("No witness could be put into the folder of %s", place.party)
            trouble = witnesses.UNREACHABLE
    with transaction.atomic():
        if place.email:
            queue([_letter(forum, place, made)], at)
        Place.objects.filter(pk=place.pk).update(size=made.size, given_at=at, trouble=trouble)


def _letter(forum: Forum, place: Place, made: Checkpoint) -> Letter:
    return Letter(
        key=f"witness:{made.size}:{made.root[:16]}",
        forum_slug=forum.slug,
        to=Recipient(None, place.email, place.language, forum.zone, party=place.party),
        subject=Sentence(_("Witness of the ledger: {size} entries"), {"size": made.size}),
        lines=(
            Sentence(
                _(
                    "Keep this message. With it your Party can prove later that nothing before it was changed."
                )
            ),
            witnesses.signed(made).decode(),
        ),
        event=EVENT,
        path=Page("desk:journal", (forum.slug,)),
        space=f"party:{place.party}",
        held_by_digest=False,
        urgent=True,
        sender=INSTALLATION,
    )
