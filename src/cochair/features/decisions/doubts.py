"""What a doubt about the ledger does to decisions, and the joint act that ends it.

From the moment at which it is noticed every silence is suspended; nothing is adopted, and nothing
lapses.  When both have confirmed, the forum is worked in again, and both set the new end of each
silence, as after an outage.  Decisions 23 and 54.
"""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as __

from cochair.features.acts import actions as acts
from cochair.features.acts.kinds import Ended, Kind, Line, Reader, ended, register
from cochair.features.acts.models import JointAct
from cochair.features.decisions.models import Outage, Pulse
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.silence import locks, queries
from cochair.journal import doubts
from cochair.journal.models import Doubt
from cochair.procedure.refusal import Refusal, Sentence, _, require
from cochair.web import varieties

CONFIRMED = ended(doubts.CONFIRMED, _("Both Parties have already confirmed."))
NO_DOUBT = _("Nothing is in doubt: there is nothing to confirm.")


def register_all() -> None:
    """Make the joint act known, and be told of each doubt; called once, when the app is ready."""
    doubts.tell("silences", suspend)
    register(
        Kind(
            code=doubts.KIND,
            name=_("Confirmation after a restore or a wrong clock"),
            effect=lambda act: Sentence(
                _(
                    "Both Parties continue from the ledger as it is here. Every silence "
                    "procedure stays suspended until both Parties set its new end."
                )
            ),
            take_effect=_confirm,
            entry=doubts.CONFIRMED,
            over=_over,
            bound=lambda act: {"doubts": _names(act.forum)},
            describe=_lines,
            urgent=True,
        )
    )


def suspend(doubt: Doubt) -> None:
    """Suspend every silence of a forum that may still run, from the beginning of the doubt.

    An earlier doubt may have begun at the same instant, and be confirmed: it suspends again.
    """
    forum = Forum.objects.filter(slug=doubt.forum).first()
    if forum is None:
        return
    for row in queries.unended(forum):
        locks.exclusive(row)
        Outage.objects.update_or_create(
            procedure=row,
            start=doubt.start,
            defaults={
                "noted_at": doubt.noticed_at,
                "in_doubt": True,
                "end": None,
                "told_at": None,
            },
        )


def propose(forum: Forum, *, by: ActingOffice, at: datetime) -> JointAct:
    """Propose to go on from the ledger as it is here.  Raises Refused where nothing is in doubt."""
    require(None if doubts.standing(forum.slug).exists() else Refusal("practice", NO_DOUBT))
    title = {}
    for code, _name in settings.LANGUAGES:
        with varieties.override(code):
            title[code] = __("Confirmation after a restore or a wrong clock")
    return acts.propose(
        forum,
        kind=doubts.KIND,
        subject=("ledger", forum.slug),
        title=title,
        body={"doubts": _names(forum)},
        by=by,
        at=at,
        clause="two-keys",
    )


def _names(forum: Forum) -> list[list[object]]:
    """The doubts that stand, as an act binds them."""
    return [
        [one.pk, one.cause, one.start.isoformat(), one.end.isoformat(), one.size, one.root]
        for one in doubts.standing(forum.slug)
    ]


def _over(act: JointAct, at: datetime) -> Ended | None:
    return None if doubts.standing(act.forum.slug).exists() else CONFIRMED


def _confirm(act: JointAct, at: datetime) -> None:
    doubts.confirm(act.forum.slug, [one[0] for one in act.body["doubts"]], at)
    left = Outage.objects.filter(procedure__forum=act.forum, in_doubt=True, end=None)
    still = doubts.standing(act.forum.slug).values("start")
    left.exclude(start__in=still).update(end=at)
    # A pulse from a time that has not come would hide every outage until then.
    Pulse.objects.filter(at__gt=at).update(at=at)


def _lines(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    lines: list[Line] = []
    for _pk, cause, start, end, size, root in act.body["doubts"]:
        says = doubts.SAYS[doubts.Cause(cause)]
        facts = {"start": datetime.fromisoformat(start), "end": datetime.fromisoformat(end)}
        lines.append((_("What was noticed"), Sentence(says, facts)))
        if root:
            lines.append(
                (
                    _("Kept elsewhere"),
                    Sentence(_("{size} entries, root {root}"), {"size": size, "root": root}),
                )
            )
    return tuple(lines)
