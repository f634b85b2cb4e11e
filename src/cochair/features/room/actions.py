"""Put a text, object, withdraw, convert, suspend, state, declare: one function for each.

None of them passes over an objection, and there is no other that writes an outcome.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from cochair.features.acts import actions as acts
from cochair.features.acts.models import JointAct
from cochair.features.decisions import receipts as signing
from cochair.features.decisions import speakers
from cochair.features.decisions.models import Objection, RoomDecision, RoomStatement
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.register import refusals
from cochair.features.room import locks, queries, receipts, terms, titles, validators
from cochair.features.room import objections as gate
from cochair.features.room.statement_input import Said, unfit, unfit_paragraphs
from cochair.features.room.terms import Wish
from cochair.features.texts import actions as writing
from cochair.journal.actions import record
from cochair.procedure import consensus as core
from cochair.procedure.consensus import Claim
from cochair.procedure.consensus.stages import SUSPEND
from cochair.procedure.consent import digest_of
from cochair.procedure.entitlement import voice_of
from cochair.procedure.outcome import Statement
from cochair.procedure.refusal import Refusal, _, require
from cochair.web.errors import ObjectionsStand, StaleVersion


@transaction.atomic
def put(meeting: Meeting, wish: Wish, *, by: ActingOffice, at: datetime) -> JointAct:
    """Put a text before the room: the key of one co-chair, on exactly these terms.

    With the key of the other, on the same terms, the text is on the table.  Raises Refused for
    what stands before its adoption and is not set aside with a reason, for a text on the table
    already, outside the meeting, and for a key that may not be turned.  Source: domain.md C.4,
    CB-14, CB-15.
    """
    forum = Forum.objects.select_for_update().get(pk=meeting.forum_id)
    body = terms.body(meeting, wish, at)
    for one in queries.waiting(meeting):
        if one.kind == queries.PUT and terms.same(one.body, body):
            return acts.turn_key(one, seen=one.digest, by=by, at=at)
    require(*validators.to_putting(meeting, body, at))
    revision = int(str(body["revision"]))
    act = acts.propose(
        forum,
        kind=queries.PUT,
        subject=("document", wish.document.slug),
        title=titles.title(titles.PUTTING, wish.document, revision),
        body=body,
        by=by,
        at=at,
    )
    return acts.turn_key(act, seen=act.digest, by=by, at=at)


@transaction.atomic
def object_to(
    row: RoomDecision,
    *,
    words: str,
    paragraphs: tuple[str, ...],
    language: str,
    by: ActingOffice,
    received_at: datetime,
) -> Objection:
    """Take in an objection by its stamp; it needs no reason, and sent twice it is kept once.

    `received_at` is the instant at which the whole request was there: before a declaration it
    is never too late, however long it waited.  Raises Refused from whoever has no say, from who
    objects already, and after the declaration.  Source: domain.md C.4, INV-11; security.md
    section 9.
    """
    locks.shared(row)
    row = queries.fresh(row)
    now, speaker = queries.decision(row), speakers.speaker(by)
    voice, words = voice_of(now.unit, speaker), words.strip()
    sent = digest_of({"words": words, "paragraphs": list(paragraphs)})
    for one in row.objections.all():
        if (one.voice, one.sent) == (voice.id, sent) and validators.stood(one, received_at):
            return one
    require(
        validators.over(row.meeting, received_at),
        speakers.no_member(row.meeting.forum, speaker, received_at, now.clauses.consensus),
        refusals.printed(words),
        unfit_paragraphs(paragraphs),
    )
    core.object_to(
        now,
        id="new",
        speaker=speaker,
        entitled=queries.entitled(row, received_at),
        terms=speakers.terms_of_office(row.meeting.forum),
        at=received_at,
        words=words,
        paragraphs=paragraphs,
    )
    signed = signing.signed(
        receipts.parts(
            forum=row.meeting.forum.slug,
            binds=row.terms["binds"],
            party=voice.party,
            voice=voice.id,
            words=words,
            paragraphs=paragraphs,
            received_at=received_at,
        )
    )
    made, is_new = Objection.objects.get_or_create(
        decision=row,
        voice=voice.id,
        withdrawn_at=None,
        converted_at=None,
        defaults={
            "party": voice.party,
            "words": words,
            "language": language,
            "paragraphs": list(paragraphs),
            "received_at": received_at,
            "by_id": by.office,
            "sent": sent,
            "receipt": signed.digest,
            "signature": signed.signature,
            "key": signed.key,
        },
    )
    if is_new:
        facts = {"objection": made.pk, "voice": voice.id, "receipt": made.receipt}
        _tell(row, "room.objected", at=received_at, by=by, facts=facts)
    return made


@transaction.atomic
def withdraw(
    row: RoomDecision, objection: Objection, *, by: ActingOffice, at: datetime
) -> Objection:
    """Take an objection back; only the delegation that made it does.  Source: CB-13."""
    locks.exclusive(row)
    row, objection, now = _fresh(row, objection)
    speaker = speakers.speaker(by)
    if objection.withdrawn_at and voice_of(now.unit, speaker).id == objection.voice:
        return objection
    core.withdraw(
        now,
        str(objection.pk),
        speaker=speaker,
        entitled=queries.entitled(row, at),
        terms=speakers.terms_of_office(row.meeting.forum),
        at=at,
    )
    objection.withdrawn_at = at
    objection.save(update_fields=["withdrawn_at"])
    facts = {"objection": objection.pk, "voice": objection.voice}
    _tell(row, "room.objection_withdrawn", at=at, by=by, facts=facts)
    return objection


@transaction.atomic
def convert(
    row: RoomDecision, objection: Objection, said: Said, *, by: ActingOffice, at: datetime
) -> RoomStatement:
    """Turn an objection into a statement or dissociation; only the delegation that made it does.

    Source: CB-13, AMB-17.
    """
    locks.exclusive(row)
    row, objection, now = _fresh(row, objection)
    speaker = speakers.speaker(by)
    voice = voice_of(now.unit, speaker)
    # What stands beside the text in these very words stands there once.
    known = row.statements.filter(voice=voice.id, sent=said.sent).first()
    if known is not None and objection.converted_at and objection.voice == voice.id:
        return known
    require(*unfit(said, _ids(row)))
    core.convert(
        now,
        _statement(said, voice.id, at, str(objection.pk)),
        speaker=speaker,
        entitled=queries.entitled(row, at),
        terms=speakers.terms_of_office(row.meeting.forum),
    )
    objection.converted_at = at
    objection.save(update_fields=["converted_at"])
    made = known or _kept(row, said, voice.id, voice.party, by=by, at=at, instead_of=objection)
    facts = {"objection": objection.pk, "statement": made.pk, "voice": voice.id}
    _tell(row, "room.objection_converted", at=at, by=by, facts=facts)
    return made


@transaction.atomic
def file_statement(
    row: RoomDecision, said: Said, *, reservation: str = "", by: ActingOffice, at: datetime
) -> RoomStatement:
    """Say something beside a text; after the declaration it is late and changes no outcome.

    With `reservation`, the id of the delegation's own on the text, that one ends in the statement,
    or in the same one made before.  Taken until 48 hours after the closing of the meeting.  Source: domain.md C.4.
    """
    if reservation:
        # First, as every change of a text does: otherwise two would wait for each other.
        Forum.objects.select_for_update().get(pk=row.meeting.forum_id)
    locks.exclusive(row)
    row = queries.fresh(row)
    now, speaker = queries.decision(row), speakers.speaker(by)
    voice = voice_of(now.unit, speaker)
    known = row.statements.filter(voice=voice.id, sent=said.sent).first()
    if known is not None and not validators.stands(row, reservation):
        return known
    require(
        validators.no_reservation(row, reservation),
        speakers.no_member(row.meeting.forum, speaker, at, now.clauses.consensus),
    )
    require(*unfit(said, _ids(row)))
    statement = _statement(said, voice.id, at)
    core.file_statement(
        now,
        statement,
        speaker=speaker,
        entitled=queries.entitled(row, at),
        terms=speakers.terms_of_office(row.meeting.forum),
        closed_at=row.meeting.closed_at,
    )
    made = known or _kept(row, said, voice.id, voice.party, by=by, at=at)
    if known is None:
        late = core.is_late(now, statement)
        facts = {"statement": made.pk, "voice": voice.id, "kind": said.kind.value, "late": late}
        _tell(row, "room.stated", at=at, by=by, facts=facts)
    if reservation and row.text is not None:
        named = f"{row.meeting.slug}/{row.number}/{made.pk}"
        writing.convert(row.text, reservation, statement=named, by=by, at=at)
    return made


@transaction.atomic
def suspend(row: RoomDecision, *, seen: str, by: ActingOffice, at: datetime) -> JointAct:
    """Pause a decision over its objections: the key of one co-chair; with the other it pauses.

    `seen` is the digest of what was shown.  Raises Refused while no objection stands, and
    StaleVersion when the objections are not those that were shown.
    """
    row = queries.fresh(row)
    now = queries.decision(row, at)
    require(
        SUSPEND.refusal_from(core.stage(now), now.clauses.consensus),
        *validators.absent_chairs(row.meeting, at),
    )
    binds = core.suspension_digest(now)
    _as_shown(row, seen, binds)
    said = _names(row, binds)
    return _key(row, queries.SUSPEND, titles.SUSPENSION, said, by=by, at=at)


def declare(
    row: RoomDecision, *, claim: Claim, seen: str, by: ActingOffice, at: datetime
) -> JointAct:
    """Say what the room has come to: the key of one co-chair; with the other it is declared.

    `seen` is the digest of what was shown.  Raises Standing for consensus over an objection, and
    the attempt is written down; StaleVersion when the objections are not those that were shown;
    Refused for all else.  Source: CB-12, CB-15, INV-1; domain.md US-06, variant C.
    """
    gate.wait(row, at)
    try:
        return _declared(row, claim=claim, seen=seen, by=by, at=at)
    except ObjectionsStand as objections:
        _refused(row, claim=claim, standing=len(objections.objections), by=by, at=at)
        raise


@transaction.atomic
def _declared(
    row: RoomDecision, *, claim: Claim, seen: str, by: ActingOffice, at: datetime
) -> JointAct:
    row = queries.fresh(row)
    now = queries.decision(row, at)
    against = core.standing(now)
    if claim is Claim.CONSENSUS and core.declared_at(now) is None and against:
        raise ObjectionsStand(*(validators.against(one, now.clauses.consensus) for one in against))
    require(*validators.to_declaring(row, claim, at, gate.on_the_way(row, at)))
    binds = core.declaration_digest(now, claim)
    _as_shown(row, seen, binds)
    said = {**_names(row, binds), "claim": claim.value}
    return _key(row, queries.DECLARE, titles.DECLARATIONS[claim], said, by=by, at=at)


@transaction.atomic
def _refused(
    row: RoomDecision, *, claim: Claim, standing: int, by: ActingOffice, at: datetime
) -> None:
    facts = {"claim": claim.value, "standing": standing}
    _tell(row, "room.declaration_refused", at=at, by=by, facts=facts)


def _as_shown(row: RoomDecision, seen: str, binds: str) -> None:
    if seen == binds:
        return
    said = Refusal(
        row.terms["clauses"]["consensus"],
        _(
            "The situation has changed since the page was loaded: an objection was made or "
            "withdrawn."
        ),
    )
    raise StaleVersion(said, theirs=binds, mine=seen)


def _names(row: RoomDecision, binds: str) -> dict[str, object]:
    return {"meeting": row.meeting.slug, "number": row.number, "binds": binds}


def _key(
    row: RoomDecision,
    kind: str,
    title: str,
    body: Mapping[str, object],
    *,
    by: ActingOffice,
    at: datetime,
) -> JointAct:
    """The act that waits for a key on exactly this, or a new one; and the key of its side turned."""
    forum = row.meeting.forum
    mine = [one for one in queries.waiting(row.meeting) if one.body.get("number") == row.number]
    if not all(queries.is_current(one, row) for one in mine):
        acts.void_what_changed(forum, by=by, at=at)
    same = (one for one in mine if one.kind == kind and one.body == body)
    act = next(same, None) or acts.propose(
        forum,
        kind=kind,
        subject=("document", row.document.slug),
        title=titles.title(title, row.document, row.terms["revision"]),
        body=body,
        by=by,
        at=at,
    )
    return acts.turn_key(act, seen=act.digest, by=by, at=at)


def _fresh(
    row: RoomDecision, objection: Objection
) -> tuple[RoomDecision, Objection, core.Decision]:
    row = queries.fresh(row)
    found = queries.objection(row, objection.pk)
    assert found is not None
    return row, found, queries.decision(row)


def _ids(row: RoomDecision) -> tuple[str, ...]:
    return tuple(str(one["id"]) for one in row.paragraphs)


def _statement(said: Said, voice: str, at: datetime, instead_of: str = "") -> Statement:
    return Statement("new", voice, said.kind, said.words, at, said.paragraphs, instead_of)


def _kept(
    row: RoomDecision,
    said: Said,
    voice: str,
    party: str,
    *,
    by: ActingOffice,
    at: datetime,
    instead_of: Objection | None = None,
) -> RoomStatement:
    return RoomStatement.objects.create(
        decision=row,
        voice=voice,
        party=party,
        kind=said.kind.value,
        paragraphs=list(said.paragraphs),
        words=dict(said.words),
        printed=said.printed,
        instead_of=instead_of,
        received_at=at,
        by_id=by.office,
        sent=said.sent,
    )


def _tell(
    row: RoomDecision, verb: str, *, at: datetime, by: ActingOffice, facts: Mapping[str, object]
) -> None:
    record(
        row.meeting.forum.slug,
        verb=verb,
        about=("decision", f"{row.meeting.slug}/{row.number}"),
        by=by.account,
        office=by.title,
        on_behalf_of=by.party,
        at=at,
        clause=row.terms["clauses"]["consensus"],
        facts=facts,
    )
