"""Open, extend, resume and withdraw a silence with both keys; close it.  What delegations write is `receiving`."""

from datetime import datetime

from django.db import transaction

from cochair.acts import actions as acts
from cochair.acts.models import JointAct
from cochair.decisions.models import Message, SilenceProcedure
from cochair.decisions.silence import locks, noting, obstacles, opening, outages, queries, titles
from cochair.documents.models import Document
from cochair.documents.register import refusals
from cochair.meetings.models import Meeting
from cochair.parties.models import Forum
from cochair.parties.offices import Hat
from cochair.procedure import silence as core
from cochair.procedure.refusal import require
from cochair.web.arrivals import on_the_way


@transaction.atomic
def propose_opening(
    document: Document,
    *,
    expires_at: datetime,
    meeting: Meeting | None = None,
    by: Hat,
    at: datetime,
) -> JointAct:
    """Propose that both put the circulated revision of a document under silence until an instant.

    `expires_at` is aware UTC; `meeting` one at which nobody objected to the method.  Raises Refused for a kind that option `silence.allowed_for` does
    not name, a language that is missing or stale, too short a time, a day on which a side does
    not work, and a text under silence already.  Source: domain.md CB-16, CB-17, CB-19.
    """
    forum = Forum.objects.select_for_update().get(pk=document.forum_id)
    revision = opening.put(document)
    require(obstacles.never_sat(forum, meeting.slug, at) if meeting else None)
    body = opening.body(forum, revision, expires_at, at, meeting)
    require(*obstacles.to_opening(forum, body, at))
    return acts.propose(
        forum,
        kind=queries.OPEN,
        subject=("document", document.slug),
        title=titles.title(titles.OPENING, revision),
        body=body,
        by=by,
        at=at,
    )


@transaction.atomic
def propose_extension(
    row: SilenceProcedure, *, expires_at: datetime, by: Hat, at: datetime
) -> JointAct:
    """Propose a later expiry: once, before the old one, by both keys.  Source: domain.md CB-21."""
    locks.shared(row)
    silence = queries.silence(queries.fresh(row), at)
    require(*core.may_extend(silence, expires_at, at))
    binds = core.move_digest(silence, expires_at)
    said = _moved(row, expires_at, binds)
    return _propose(row, queries.EXTEND, titles.EXTENSION, said, by=by, at=at)


def _moved(row: SilenceProcedure, expires_at: datetime, binds: str) -> dict[str, object]:
    """What an act binds that gives a silence another end."""
    return {
        "procedure": row.number,
        "expires_at": expires_at.isoformat(),
        "told": opening.told(expires_at, row.zone),
        "binds": binds,
    }


@transaction.atomic
def propose_resumption(
    row: SilenceProcedure, *, expires_at: datetime, by: Hat, at: datetime
) -> JointAct:
    """Propose the expiry after a suspension, by both keys.  Source: security.md section 7, rule 11."""
    locks.shared(row)
    silence = queries.silence(queries.fresh(row), at)
    require(*core.may_resume(silence, expires_at, at))
    binds = core.move_digest(silence, expires_at, resumes=True)
    said = _moved(row, expires_at, binds)
    return _propose(row, queries.RESUME, titles.RESUMPTION, said, by=by, at=at)


@transaction.atomic
def propose_withdrawal(row: SilenceProcedure, *, reason: str, by: Hat, at: datetime) -> JointAct:
    """Propose to take a silence back before it expires, by both keys."""
    locks.shared(row)
    silence = queries.silence(queries.fresh(row), at)
    require(
        obstacles.to_withdrawal(silence, at), obstacles.says_why(reason), refusals.printed(reason)
    )
    said: dict[str, object] = {"procedure": row.number, "binds": core.withdrawal_digest(silence)}
    return _propose(row, queries.WITHDRAW, titles.WITHDRAWAL, said, by=by, at=at, reason=reason)


@transaction.atomic
def close(row: SilenceProcedure, *, at: datetime) -> SilenceProcedure:
    """Close a silence that has run out and whose grace is over; done twice, it is done once.

    Alone, so that whatever reached any server before is finished first: what arrived before the end
    and is not answered yet is waited for, and so is an outage without an end: the pages must have
    answered once since the end.  What is still running, or was broken, is left as it is.
    Source: security.md section 7, rules 6, 11 and 12.
    """
    # Asked first: what leaves the list meanwhile has written its rows, and those are read below.
    waiting = (*on_the_way(), *queries.not_clear(at, outages.QUIET))
    locks.exclusive(row)
    row = queries.fresh(row)
    silence = queries.silence(row, at)
    stands = core.stage(silence, at)
    expires_at = core.course(silence, at).expires_at
    if row.settled_at is not None or at < expires_at:
        return row
    if stands in {core.Stage.BROKEN, core.Stage.WITHDRAWN}:
        row.settled_at = at
        row.save(update_fields=["settled_at"])
    elif queries.answered(expires_at) and not core.may_close(silence, at, on_the_way=waiting):
        closed = core.close(silence, at, on_the_way=waiting)
        row.closed_at = row.settled_at = at
        row.save(update_fields=["closed_at", "settled_at"])
        outcome = core.outcome(closed, at)
        noting.note(
            row, "silence.passed", at=at, facts={"outcome": outcome.value if outcome else ""}
        )
    return row


@transaction.atomic
def propose_recognition(
    row: SilenceProcedure, message: Message, *, by: Hat, at: datetime
) -> JointAct:
    """Propose that what was entered late counts from its arrival, by both keys.

    Only what is told to have arrived before the expiry.  Source: decision 23.
    """
    locks.shared(row)
    row = queries.fresh(row)
    require(obstacles.to_recognising(row, queries.message(row, message.pk), at))
    said: dict[str, object] = {
        "procedure": row.number,
        "message": message.pk,
        "receipt": message.receipt,
    }
    return _propose(row, queries.ARRIVED, titles.ARRIVAL, said, by=by, at=at)


def _propose(
    row: SilenceProcedure,
    kind: str,
    title: str,
    body: dict[str, object],
    *,
    by: Hat,
    at: datetime,
    reason: str = "",
) -> JointAct:
    return acts.propose(
        row.forum,
        kind=kind,
        subject=("document", row.revision.document.slug),
        title=titles.title(title, row.revision),
        body=body,
        by=by,
        at=at,
        reason=reason.strip(),
    )
