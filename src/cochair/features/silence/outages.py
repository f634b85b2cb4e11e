"""Outages: the platform notices by its own pulse that nobody could reach it, or people enter it.

While pages are served their own pulse is kept (`decisions.heartbeat`).  Where it stops for longer than
`QUIET`, nobody knows whether delegations could write: nothing is closed before it is back, and what
lasted too long in the last day suspends.  Source: security.md section 7, rules 11 and 12; decision 23.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from cochair.features.decisions.models import Outage, Pulse, SilenceProcedure
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.silence import journal, locks, queries, validators
from cochair.journal import doubts
from cochair.procedure import silence as core
from cochair.procedure.refusal import require
from cochair.procedure.silence.regime import LAST

QUIET = timedelta(minutes=3)
# The row of a server that ended is deleted so long afterwards.
FORGOTTEN = timedelta(days=1)
OPEN_TO_IT = frozenset({core.Stage.RUNNING, core.Stage.SUSPENDED, core.Stage.CLOSING})


def beat(at: datetime, server: str = "", clear_until: datetime | None = None) -> None:
    """The pages of a server answered at an instant; the time since any server's did was an outage.

    What reached this server before `clear_until` has been answered (all instants aware UTC).
    """
    with transaction.atomic():
        rows = {one.server: one for one in Pulse.objects.select_for_update()}
        before = max((one.at for one in rows.values()), default=at)
        pulse = rows.get(server) or Pulse(server=server)
        pulse.at, pulse.clear_until = max(at, before), clear_until
        pulse.save()
        Pulse.objects.filter(at__lt=at - FORGOTTEN).delete()
        if at - before > QUIET:
            for forum in parties.forums():
                _report_all(forum, before, at, at)


def gone(server: str) -> None:
    """A server has ended, and answered everything before."""
    Pulse.objects.filter(server=server).update(clear_until=None)


def look(forum: Forum, at: datetime) -> None:
    """Note an outage that lasts, and say of each silence once that it is suspended."""
    last = pulse()
    if last is not None and at - last > QUIET:
        _report_all(forum, last, None, at)
    for row in queries.unended(forum).filter(outages__told_at=None, outages__isnull=False):
        with transaction.atomic():
            locks.exclusive(row)
            _tell(queries.fresh(row), at)


@transaction.atomic
def report(
    row: SilenceProcedure,
    *,
    start: datetime,
    end: datetime | None,
    at: datetime,
    by: ActingOffice | None = None,
    evidence: str = "",
) -> Outage:
    """Keep an outage from `start` to `end` (UTC); a report of the same start replaces the older.

    Over 15 minutes in the last day it suspends the silence.  Raises Refused once the silence has
    ended, and from people for what is not over, lies outside the silence or is not proved.
    """
    locks.exclusive(row)
    row = queries.fresh(row)
    silence = queries.silence(row, at)
    require(*(validators.to_reporting(silence, start, end, evidence, at) if by else ()))
    core.report_outage(silence, core.Outage(start, end), at)
    said = {
        "end": end,
        "evidence": evidence.strip(),
        "noted_at": at,
        "by_id": by.office if by else None,
    }
    made, _new = Outage.objects.update_or_create(procedure=row, start=start, defaults=said)
    if by:
        journal.note(row, "silence.outage_reported", at=at, by=by, facts={"outage": made.pk})
    _tell(queries.fresh(row), at)
    return made


def _report_all(forum: Forum, start: datetime, end: datetime | None, at: datetime) -> None:
    """The same for every silence whose last day it touches; what is in doubt is suspended already."""
    if doubts.standing(forum.slug).exists():
        return
    for row in queries.unended(forum):
        silence = queries.silence(row, at)
        expires_at = core.course(silence, at).expires_at
        opened = core.opened_at(silence) or at
        touches = start < expires_at and max(opened, expires_at - LAST) < (end or at)
        known = any((one.start, one.end) == (start, end) for one in row.outages.all())
        if touches and not known and core.stage(silence, at) in OPEN_TO_IT:
            report(row, start=start, end=end, at=at)


def _tell(row: SilenceProcedure, at: datetime) -> None:
    """Write once that an outage suspends a silence."""
    untold = [one for one in row.outages.all() if one.told_at is None]
    silence = queries.silence(row, at)
    since = core.course(silence, at).suspended_at
    if not untold or since is None or core.stage(silence, at) is not core.Stage.SUSPENDED:
        return
    resumed = [one.act.effective_at for one in row.extensions.all() if one.resumes]
    last = max((one for one in resumed if one), default=row.act.proposed_at)
    if not any(one.told_at and one.told_at >= last for one in row.outages.all()):
        journal.note(row, "silence.suspended", at=at, facts={"since": since.isoformat()})
    Outage.objects.filter(pk__in=[one.pk for one in untold]).update(told_at=at)


def answered(since: datetime) -> bool:
    """Whether the pages answered at an instant or after it, where anybody keeps that: from before
    it nobody knows whether a delegation could write until then."""
    last = pulse()
    return last is None or last >= since


def pulse() -> datetime | None:
    """When the pages last answered; None where nobody keeps that."""
    last: datetime | None = Pulse.objects.aggregate(last=Max("at"))["last"]
    return last


def not_clear(at: datetime, quiet: timedelta) -> tuple[datetime, ...]:
    """From when on the running servers may have something under way, as they told it themselves.

    A server that has told nothing for longer than `quiet` has ended.
    """
    rows = Pulse.objects.filter(clear_until__isnull=False, at__gte=at - quiet)
    return tuple(one.clear_until for one in rows if one.clear_until is not None)
