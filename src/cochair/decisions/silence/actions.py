"""Open, extend and withdraw a silence with both keys; take in what delegations write; close it."""

from datetime import datetime

from django.db import transaction

from cochair.acts import actions as acts
from cochair.acts.models import JointAct
from cochair.decisions.models import Message, SilenceProcedure
from cochair.decisions.silence import locks, obstacles, opening, queries, receipts, titles
from cochair.documents.models import Document
from cochair.documents.register import refusals
from cochair.journal.actions import record
from cochair.parties.models import Forum
from cochair.parties.offices import Hat
from cochair.procedure import silence as core
from cochair.procedure.consent import digest_of
from cochair.procedure.entitlement import voice_of
from cochair.procedure.outcome import Statement, StatementKind
from cochair.procedure.refusal import require

VERBS = {True: "silence.broken", False: "silence.commented"}


@transaction.atomic
def propose_opening(document: Document, *, expires_at: datetime, by: Hat, at: datetime) -> JointAct:
    """Propose that both put the circulated revision of a document under silence until an instant.

    `expires_at` is aware UTC.  Raises Refused for a kind that option `silence.allowed_for` does
    not name, a language that is missing or stale, too short a time, a day on which a side does
    not work, and a text under silence already.  Source: domain.md CB-16, CB-17, CB-19.
    """
    forum = Forum.objects.select_for_update().get(pk=document.forum_id)
    revision = opening.put(document)
    body = opening.body(forum, revision, expires_at, at)
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
    said = {"procedure": row.number, "expires_at": expires_at.isoformat(), "binds": binds}
    return _propose(row, queries.EXTEND, titles.EXTENSION, said, by=by, at=at)


@transaction.atomic
def propose_withdrawal(row: SilenceProcedure, *, reason: str, by: Hat, at: datetime) -> JointAct:
    """Propose to take a silence back before it expires, by both keys."""
    locks.shared(row)
    silence = queries.silence(queries.fresh(row), at)
    require(obstacles.to_withdrawal(silence, at), refusals.printed(reason))
    said: dict[str, object] = {"procedure": row.number, "binds": core.withdrawal_digest(silence)}
    return _propose(row, queries.WITHDRAW, titles.WITHDRAWAL, said, by=by, at=at, reason=reason)


@transaction.atomic
def receive(
    row: SilenceProcedure, *, form: str, words: str, language: str, by: Hat, received_at: datetime
) -> tuple[Message, bool]:
    """Take in an objection, an amendment or a statement by its stamp, and whether it counts.

    `received_at` is the instant at which the request reached the server.  Before the expiry an
    objection or an amendment breaks the silence, whenever it is dealt with; at the expiry or
    after, it is a late comment.  The same sent twice is kept once.  Raises Refused without words
    and from whoever has no say.  Source: domain.md CB-20, CB-22; security.md section 7, rule 5.
    """
    locks.shared(row)
    row = queries.fresh(row)
    silence, speaker = queries.silence(row, received_at), queries.speaker(by)
    voice = voice_of(silence.terms.entitled.unit, speaker)
    words, sent = words.strip(), digest_of({"form": form, "words": words.strip()})
    for one in row.messages.all():
        if (one.voice, one.sent) == (voice.id, sent):
            return one, _counts(silence, one, received_at)
    require(refusals.printed(words))
    terms = queries.terms_of_office(row.forum)
    if form == queries.STATEMENT:
        said = Statement("new", voice.id, StatementKind.EXPLANATION, {language: words}, received_at)
        core.file_statement(silence, said, speaker=speaker, terms=terms)
        verb, counts = "silence.stated", received_at < core.course(silence, received_at).expires_at
    else:
        taken = core.receive(
            silence,
            id="new",
            form=core.Form(form),
            speaker=speaker,
            words=words,
            terms=terms,
            received_at=received_at,
        )
        verb, counts = VERBS[taken.counts], taken.counts
    receipt = receipts.digest(
        receipts.parts(
            forum=row.forum.slug,
            binds=row.terms["binds"],
            form=form,
            party=voice.party,
            voice=voice.id,
            words=words,
            received_at=received_at,
        )
    )
    made, is_new = Message.objects.get_or_create(
        procedure=row,
        voice=voice.id,
        sent=sent,
        defaults={
            "form": form,
            "party": voice.party,
            "words": words,
            "language": language,
            "received_at": received_at,
            "by_id": by.office,
            "receipt": receipt,
        },
    )
    if is_new:
        facts = {"message": made.pk, "voice": voice.id, "receipt": receipt}
        _tell(row, verb, at=received_at, by=by, facts=facts)
    return made, counts


@transaction.atomic
def close(row: SilenceProcedure, *, at: datetime) -> SilenceProcedure:
    """Close a silence that has run out and whose grace is over; done twice, it is done once.

    Alone, so that whatever reached the server before is finished first.  What is still running,
    or was broken, is left as it is.  Source: security.md section 7, rules 6, 11 and 12.
    """
    locks.exclusive(row)
    row = queries.fresh(row)
    silence = queries.silence(row, at)
    stands = core.stage(silence, at)
    if row.settled_at is not None or at < core.course(silence, at).expires_at:
        return row
    if stands in {core.Stage.BROKEN, core.Stage.WITHDRAWN}:
        row.settled_at = at
        row.save(update_fields=["settled_at"])
    elif not core.may_close(silence, at):
        closed = core.close(silence, at)
        row.closed_at = row.settled_at = at
        row.save(update_fields=["closed_at", "settled_at"])
        outcome = core.outcome(closed, at)
        _tell(row, "silence.passed", at=at, facts={"outcome": outcome.value if outcome else ""})
    return row


def _counts(silence: core.Silence, row: Message, at: datetime) -> bool:
    found = {one.id for one in core.timely(silence, at)}
    found |= {one.id for one in core.statements_in_time(silence, at)}
    return str(row.pk) in found


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


def _tell(
    row: SilenceProcedure,
    verb: str,
    *,
    at: datetime,
    facts: dict[str, object],
    by: Hat | None = None,
) -> None:
    record(
        row.forum.slug,
        verb=verb,
        about=("silence", str(row.number)),
        by=by.account if by else None,
        office=by.title if by else "",
        on_behalf_of=by.party if by else "",
        at=at,
        facts=facts,
    )
