"""What is told of a version of the procedures that was adopted: which one, and from which day.

That it was proposed is told with its paper (N12), and how it was decided with the decision (N20,
N23); domain.md C.5 has no number for what followed from it.
"""

from collections.abc import Iterable
from datetime import date, datetime

from cochair.features.mail import notifications
from cochair.features.mail.letters import Letter, Page, to_account
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Power, Role
from cochair.features.review import adoption, queries
from cochair.journal.models import Entry
from cochair.procedure.refusal import Sentence, _

EVENT = "version"


def register_all() -> None:
    """Make these tellers known; called once, when the app is ready."""
    notifications.register("procedures.adopted", of_an_adoption)
    notifications.every("versions-not-entered", of_what_is_refused)


def of_what_is_refused(forum: Forum, at: datetime) -> Iterable[Letter]:
    """A decision adopted a version that cannot be entered: whoever can propose another is told why."""
    for row, why in adoption.refused(forum, at):
        facts = {"version": row.number}
        for holder in parties.holders(forum, at):
            if not holder.hat.may(Power.PROPOSE):
                continue
            yield Letter(
                key=f"version-refused:{row.place}",
                forum_slug=forum.slug,
                to=to_account(holder.account, office=holder.hat.title, party=holder.hat.party),
                subject=Sentence(
                    _("Version {version} of the working procedures cannot be entered"), facts
                ),
                lines=(
                    Sentence(
                        _(
                            "A decision adopted the version, but it cannot be entered "
                            "for this reason:"
                        )
                    ),
                    Sentence(why.message, why.facts),
                ),
                path=Page("compliance:proposal", (forum.slug, row.place)),
                event=EVENT,
                about=("procedures", queries.name_of(row)),
            )


def of_an_adoption(entry: Entry, at: datetime) -> Iterable[Letter]:
    """A version was entered as a decision adopted it: to everybody who reads what is shared."""
    forum, first = parties.forum(entry.forum), entry.facts.get("from")
    if forum is None or not isinstance(first, str):
        return
    facts = {"version": str(entry.facts["version"]), "day": date.fromisoformat(first)}
    for holder in parties.holders(forum, entry.at):
        if holder.hat.role is Role.AUDITOR or not holder.hat.may(Power.READ_SHARED):
            continue
        yield Letter(
            key=f"version-adopted:{facts['version']}",
            forum_slug=entry.forum,
            to=to_account(holder.account, office=holder.hat.title, party=holder.hat.party),
            subject=Sentence(_("Version {version} of the working procedures adopted"), facts),
            lines=(
                Sentence(_("The new version takes effect on {day}."), facts),
                Sentence(
                    _(
                        "Meetings that open before that date remain under the version in "
                        "force when they opened."
                    )
                ),
            ),
            event=EVENT,
            path=Page("compliance:versions", (entry.forum,)),
            informs=True,
            about=("procedures", entry.about_id),
        )
