"""Decisions as JSON: codes, UTC instants in ISO 8601, and sentences only where something is refused."""

from cochair.features.acts.models import JointAct
from cochair.features.decisions.models import Objection, RoomStatement, SilenceProcedure
from cochair.features.documents import queries as documents
from cochair.features.parties.offices import ActingOffice
from cochair.features.parties.request import Request
from cochair.features.room.panel import Choice, Panel
from cochair.features.room.presenters import Said, Shown
from cochair.features.silence import outcome_letter
from cochair.features.silence import queries as silence
from cochair.procedure import consensus
from cochair.procedure import silence as core
from cochair.site.api.responses import instant, refusals


def decision(request: Request, one: Shown, panel: Panel | None) -> dict[str, object]:
    """A decision in the room: what is put, who has a say, what stands, what may be declared."""
    row, ended = one.row, consensus.outcome(one.decision)
    return {
        "meeting": row.meeting.slug,
        "number": row.number,
        "document": row.document.slug,
        "revision": row.terms["revision"] or None,
        "kind": row.kind,
        "form": row.terms["form"] or None,
        "item": row.item or None,
        "stage": one.stage.value,
        "outcome": ended.value if ended else None,
        "put_at": instant(one.put_at),
        "declared_at": instant(one.declared_at),
        "digest": row.terms["digest"],
        "languages": row.terms["languages"],
        "behind": row.terms.get("behind", []),
        "set_aside": [
            {"subject": each.subject.value, "reason": each.reason} for each in one.decision.waivers
        ],
        "unit": one.entitled.unit.value,
        "entitled": sorted([voice.party, voice.id] for voice in one.entitled.voices),
        "objections": [objection(each.row) for each in one.objections],
        "statements": [_said(each) for each in one.statements],
        "claims": {each.code: _choice(request, each) for each in panel.claims} if panel else {},
        "suspension": _choice(request, panel.suspension) if panel else None,
    }


def objection(row: Objection) -> dict[str, object]:
    """An objection with its receipt, and what became of it."""
    return {
        "id": row.pk,
        "party": row.party,
        "voice": row.voice,
        "words": row.words,
        "language": row.language,
        "paragraphs": row.paragraphs,
        "received_at": instant(row.received_at),
        "receipt": row.receipt,
        "withdrawn_at": instant(row.withdrawn_at),
        "converted_at": instant(row.converted_at),
    }


def statement(row: RoomStatement) -> dict[str, object]:
    """A statement and how it is printed."""
    return {
        "id": row.pk,
        "party": row.party,
        "voice": row.voice,
        "kind": row.kind,
        "words": row.words,
        "paragraphs": row.paragraphs,
        "printed": row.printed,
        "instead_of": row.instead_of_id,
        "received_at": instant(row.received_at),
    }


def act(row: JointAct) -> dict[str, object]:
    """A joint act after a key: whether it is in effect, or waits for the other."""
    turned = sorted(key.party.code for key in row.keys.select_related("party"))
    return {
        "act": row.number,
        "state": row.state,
        "keys": turned,
        "effective_at": instant(row.effective_at),
    }


def silence_procedure(
    request: Request, row: SilenceProcedure, hat: ActingOffice
) -> dict[str, object]:
    """A silence: until when it runs, where it stands, how many wrote against it in time, and the
    letter on how it ended, as far as the reader may read that."""
    value = silence.silence(row, request.now)
    ended = core.outcome(value, request.now)
    against = core.timely(value, request.now)
    return {
        "number": row.number,
        "document": row.revision.document.slug,
        "revision": row.revision.number,
        "stage": core.stage(value, request.now).value,
        "outcome": ended.value if ended else None,
        "opened_at": instant(core.opened_at(value)),
        "expires_at": instant(core.course(value, request.now).expires_at),
        "closed_at": instant(row.closed_at),
        "languages": row.terms["languages"],
        "unit": row.terms["unit"],
        "entitled": sorted(row.terms["voices"]),
        "objections_in_time": len(against),
        "broken_at": instant(against[0].received_at) if against else None,
        "letter": _letter(row, hat, request),
    }


def _letter(row: SilenceProcedure, hat: ActingOffice, request: Request) -> dict[str, object] | None:
    """The letter that both signed, by its document, or None for whoever does not read it."""
    signed, document = outcome_letter.standing(row), row.letter
    if signed is None or document is None:
        return None
    if not documents.is_visible(document, hat, request.now):
        return None
    return {
        "document": document.slug,
        "act": signed.number,
        "signed_at": instant(signed.effective_at),
        "languages": signed.body["languages"],
    }


def _said(one: Said) -> dict[str, object]:
    return {**statement(one.row), "late": one.late}


def _choice(request: Request, one: Choice) -> dict[str, object]:
    return {
        "open": one.is_open,
        "seen": one.seen,
        "act": one.act.number if one.act else None,
        "refusals": refusals(request, one.refusals),
    }
