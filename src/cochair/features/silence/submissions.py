"""Take in what delegations write: objections, amendments and statements, whichever way they come.

Source: domain.md CB-20, CB-22; security.md section 7 (rules 4, 5 and 12); decision 23.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from cochair.features.decisions import receipts as signing
from cochair.features.decisions import speakers
from cochair.features.decisions.models import Message, SilenceProcedure
from cochair.features.parties.offices import ActingOffice
from cochair.features.register import refusals
from cochair.features.silence import journal, locks, queries, receipts, validators
from cochair.procedure import silence as core
from cochair.procedure.consent import digest_of
from cochair.procedure.entitlement import Capacity, Speaker, Voice, voice_of
from cochair.procedure.outcome import Statement, StatementKind
from cochair.procedure.refusal import require
from cochair.web.request_cache import while_reading

VERBS = {True: "silence.broken", False: "silence.commented"}


@dataclass(frozen=True, slots=True)
class Entered:
    """What came by mail or on paper: for which voice, when it is said to have arrived, and the proof.

    `channel` is `mail` or `paper`, `arrived_at` a UTC instant, `evidence` words.
    """

    voice: Voice
    channel: str
    arrived_at: datetime
    evidence: str


@dataclass(frozen=True, slots=True)
class Written:
    """One message before it is kept."""

    form: str
    words: str
    language: str
    sent: str
    voice: Voice
    speaker: Speaker


def receive(
    row: SilenceProcedure,
    *,
    form: str,
    words: str,
    language: str,
    by: ActingOffice,
    received_at: datetime,
) -> tuple[Message, bool]:
    """Take in an objection, an amendment or a statement by its stamp, and whether it counts.

    `received_at` is the instant at which the request reached the server.  Before the expiry an
    objection or an amendment breaks the silence that is not closed, whenever it is dealt with; at
    the expiry or after, it is a late comment.  The same sent twice is kept once.  Raises Refused without words
    and from whoever has no say.  Source: domain.md CB-20, CB-22; security.md section 7, rule 5.
    """
    said = {"form": form, "words": words, "language": language}
    return _receive(row, said, speakers.speaker(by), None, by, received_at)


def enter(
    row: SilenceProcedure,
    entered: Entered,
    *,
    form: str,
    words: str,
    language: str,
    by: ActingOffice,
    received_at: datetime,
) -> tuple[Message, bool]:
    """Enter what a delegation sent by mail or on paper; it goes the way of every other message.

    The server's stamp counts, and the arrival that is told is kept beside it.  In doubt nothing is
    adopted: what is said to have arrived before the expiry, and is entered before the silence is
    closed, counts.  Entered later it is a comment until both keys recognise its arrival.
    Raises Refused besides for an arrival that lies ahead or before the opening, and without proof.
    Source: Council of Europe Rec(2017)5; security.md section 7; decision 23.
    """
    speaker = Speaker(str(by.account), Capacity.DELEGATION, entered.voice.party, entered.voice.id)
    said = {"form": form, "words": words, "language": language}
    return _receive(row, said, speaker, entered, by, received_at)


@transaction.atomic
def contest(
    row: SilenceProcedure, message: Message, *, why: str, by: ActingOffice, at: datetime
) -> Message:
    """Say for one's delegation that a message entered in its name is not what it sent.

    Both co-presidencies are told.  In doubt nothing is adopted: what was broken stays broken, and
    they may open another procedure; a statement is not one of it any more, and what was entered
    late is not recognised.
    Raises Refused for what the delegation sent itself, for another's, twice, and without a reason.
    """
    message, voice = _own(row, message, by, at)
    require(validators.to_contest(message, voice, why), refusals.printed(why))
    message.contested_at, message.contested_why = at, why.strip()
    message.save(update_fields=["contested_at", "contested_why"])
    who = by if queries.is_named(row) else None
    journal.note(row, "silence.contested", at=at, by=who, facts={"message": message.pk})
    return message


@transaction.atomic
def confirm(row: SilenceProcedure, message: Message, *, by: ActingOffice, at: datetime) -> Message:
    """Say for one's delegation that it sent a message that was entered in its name.

    Nothing changes by it but that nobody waits for an answer.  Raises Refused for what the delegation
    sent itself, for another's, and where it has confirmed or contested it already.
    """
    message, voice = _own(row, message, by, at)
    require(validators.to_confirm(message, voice))
    message.confirmed_at = at
    message.save(update_fields=["confirmed_at"])
    who = by if queries.is_named(row) else None
    journal.note(row, "silence.confirmed", at=at, by=who, facts={"message": message.pk})
    return message


def _own(
    row: SilenceProcedure, message: Message, by: ActingOffice, at: datetime
) -> tuple[Message, str]:
    """A message under the lock, and the voice of whoever answers for it."""
    locks.shared(row)
    message = Message.objects.select_for_update().get(pk=message.pk)
    silence = queries.silence(queries.fresh(row), at)
    return message, voice_of(silence.terms.entitled.unit, speakers.speaker(by)).id


@transaction.atomic
@while_reading()
def _receive(
    row: SilenceProcedure,
    said: dict[str, str],
    speaker: Speaker,
    entered: Entered | None,
    by: ActingOffice,
    stamp: datetime,
) -> tuple[Message, bool]:
    locks.shared(row)
    row = queries.decided(row)
    silence = queries.silence(row, stamp)
    words = said["words"].strip()
    sent = digest_of({"form": said["form"], "words": words})
    voice = voice_of(silence.terms.entitled.unit, speaker)
    for one in row.messages.all():
        same = (one.voice, one.form, one.words) == (voice.id, said["form"], words)
        if same and _covers(silence, one, entered, stamp):
            return one, _counts(silence, one, max(queries.counted(one), stamp))
    came, clause = entered.arrived_at if entered else stamp, silence.terms.regime.clauses.consensus
    evidence = entered.evidence if entered else ""
    require(
        refusals.printed(words),
        speakers.no_member(row.forum, speaker, came, clause),
        *(validators.to_entering(silence, came, evidence, stamp) if entered else ()),
    )
    counted = _counted(row, silence, entered, stamp)
    written = Written(said["form"], words, said["language"], sent, voice, speaker)
    verb, counts = _taken(row, silence, written, counted or stamp)
    made, is_new = _kept(row, silence, written, entered, by, stamp, counted)
    if is_new:
        facts: dict[str, object] = {"message": made.pk, "receipt": made.receipt}
        if queries.is_named(row):
            facts["voice"] = voice.id
        if entered:
            facts |= {"channel": entered.channel, "arrived_at": signing.stamp(entered.arrived_at)}
        # Where objections are shown without a name, the journal does not tell it either.
        who = by if queries.is_named(row) or entered else None
        journal.note(row, verb, at=stamp, by=who, facts=facts)
    return made, counts


def _taken(
    row: SilenceProcedure, silence: core.Silence, written: Written, at: datetime
) -> tuple[str, bool]:
    """What the core says of it: the verb of the journal, and whether it counts."""
    terms = speakers.terms_of_office(row.forum)
    if written.form == queries.STATEMENT:
        words = {written.language: written.words}
        one = Statement("new", written.voice.id, StatementKind.EXPLANATION, words, at)
        core.file_statement(silence, one, speaker=written.speaker, terms=terms)
        return "silence.stated", at < core.course(silence, at).expires_at
    taken = core.receive(
        silence,
        id="new",
        form=core.Form(written.form),
        speaker=written.speaker,
        words=written.words,
        terms=terms,
        received_at=at,
    )
    return VERBS[taken.counts], taken.counts


def _kept(
    row: SilenceProcedure,
    silence: core.Silence,
    written: Written,
    entered: Entered | None,
    by: ActingOffice,
    stamp: datetime,
    counted: datetime | None,
) -> tuple[Message, bool]:
    """The row with its signed receipt; made by an earlier click meanwhile, that one."""
    came: dict[str, object] = {}
    if entered:
        came = {"channel": entered.channel, "arrived_at": entered.arrived_at}
    signed = signing.signed(
        receipts.parts(
            forum=row.forum.slug,
            binds=row.terms["binds"],
            form=written.form,
            party=written.voice.party,
            voice=written.voice.id,
            words=written.words,
            received_at=stamp,
            **came,  # type: ignore[arg-type]
        )
    )
    defaults = {
        "form": written.form,
        "party": written.voice.party,
        "words": written.words,
        "language": written.language,
        "received_at": stamp,
        "counted_at": counted,
        "evidence": entered.evidence.strip() if entered else "",
        "by_id": by.office,
        "receipt": signed.digest,
        "signature": signed.signature,
        "key": signed.key,
        **came,
    }
    named, sent = {"procedure": row, "voice": written.voice.id}, written.sent
    made, is_new = _made(row, sent, named, defaults)
    while not is_new and not _covers(silence, made, entered, counted or stamp):
        # The same words again, beside those that were too late or contested.
        sent = digest_of({"sent": sent, "in_time": True})
        made, is_new = _made(row, sent, named, defaults)
    return made, is_new


def _made(
    row: SilenceProcedure, sent: str, named: dict[str, object], said: dict[str, object]
) -> tuple[Message, bool]:
    """The message, and whether it is new: where none such was read with the silence, it is asked for
    only once it turns out that an earlier click has made it meanwhile."""
    if not any((one.voice, one.sent) == (named["voice"], sent) for one in row.messages.all()):
        with suppress(IntegrityError), transaction.atomic():
            return Message.objects.create(**named, sent=sent, **said), True
    return Message.objects.get(**named, sent=sent), False


def _covers(silence: core.Silence, kept: Message, entered: Entered | None, stamp: datetime) -> bool:
    """Whether the same message, stamped at an instant, says nothing beside the one that is kept.

    Of two clicks the later may be dealt with first: it covers the earlier one, unless the later
    came too late and the earlier did not.  What came late covers nothing that is told to have
    arrived in time, and what a delegation contests covers nothing that it sends itself.
    """
    counted = queries.counted(kept)
    now = core.course(silence, max(counted, stamp))
    if entered is None and kept.contested_at is not None:
        return False
    if entered and entered.arrived_at < now.expires_at <= min(counted, queries.arrived(kept)):
        return False
    if now.suspended_at is not None or counted <= stamp:
        return True
    return counted < now.expires_at or now.expires_at <= stamp


def _counted(
    row: SilenceProcedure, silence: core.Silence, entered: Entered | None, stamp: datetime
) -> datetime | None:
    """What counts instead of the stamp: the told arrival where it decides, before the expiry, of a
    silence that is not closed; and once it is closed, its closing, for what came before the expiry and
    is dealt with only now.  What has passed stays passed, until both recognise the arrival.
    """
    expires_at = core.course(silence, stamp).expires_at
    if row.closed_at is not None:
        return row.closed_at if stamp < expires_at else None
    if entered is None:
        return None
    return entered.arrived_at if entered.arrived_at < expires_at <= stamp else None


def _counts(silence: core.Silence, row: Message, at: datetime) -> bool:
    found = {one.id for one in core.timely(silence, at)}
    found |= {one.id for one in core.statements_in_time(silence, at)}
    return str(row.pk) in found
