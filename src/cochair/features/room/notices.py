"""N20, what is told live of a decision in the room; N21, that a final document was adopted.

A letter says what happened and where to read it; it carries no word of the text and none of an
objection.  Source: domain.md C.5.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from cochair.features.decisions import speakers
from cochair.features.decisions.models import RoomDecision
from cochair.features.documents import queries as documents
from cochair.features.mail import notifications
from cochair.features.mail.letters import Letter, Page, Words, to_account
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Power, Role
from cochair.features.parties.queries import Holder
from cochair.features.room import presenters, queries
from cochair.journal.models import Entry
from cochair.procedure import consensus as core
from cochair.procedure.entitlement import SPEAKS_FOR, Entitlement, voice_of
from cochair.procedure.outcome import Outcome
from cochair.procedure.refusal import Sentence, _

LIVE, FINAL = "N20", "N21"
FINAL_DOCUMENT = "final_document"
IN_CHARGE = frozenset({Role.CO_PRESIDENCY, Role.SECRETARIAT})
ENDS = {
    Outcome.ADOPTED_BY_CONSENSUS: _("Both co-chairs declared consensus. The text is adopted."),
    Outcome.ADOPTED_WITH_STATEMENTS: _(
        "Both co-chairs declared consensus. The text is adopted, with statements."
    ),
    Outcome.CO_CHAIRS_SUMMARY: _(
        "Both co-chairs issue this text as their own summary. The text is not agreed."
    ),
    Outcome.NOT_AGREED: _("Both co-chairs declared that there is no agreement."),
}
REPLACED = _("Both co-chairs withdrew the text. A revised text may follow.")
NOT_DECLARED = _("An objection arrived before the declaration of consensus. Nothing was declared.")


def register_all() -> None:
    """Make these tellers known; called once, when the app is ready."""
    notifications.register("room.put", of_a_text_put)
    notifications.register("room.objected", of_an_objection)
    notifications.register("room.objection_withdrawn", of_a_withdrawal)
    notifications.register("room.objection_converted", of_a_conversion)
    notifications.register("room.declared", of_a_declaration)
    notifications.register("room.declared", of_a_final_document)


def of_a_text_put(entry: Entry, at: datetime) -> Iterable[Letter]:
    """Both put a text: its digest, and that whoever has a say may object."""
    row = queries.decisions(_forum(entry)).filter(act__number=int(entry.about_id)).first()
    if row is not None:
        said = Sentence(
            _(
                "Both co-chairs submitted the text for adoption. You may "
                "object until they declare consensus."
            )
        )
        digest = Sentence(_("Fingerprint of the text: {digest}"), {"digest": row.terms["digest"]})
        yield from _live(row, entry.at, "put", _("Submitted for adoption: {symbol}"), said, digest)


def of_an_objection(entry: Entry, at: datetime) -> Iterable[Letter]:
    """A delegation objects: who, and when that reached the server."""
    row = _about(entry)
    if row is not None:
        facts = {"member": entry.facts["voice"], "at": entry.at}
        said = Sentence(
            _(
                "{member} objected; the objection was received on {at}. "
                "Consensus cannot be declared."
            ),
            facts,
        )
        key = f"objected:{entry.facts['objection']}"
        yield from _live(row, entry.at, key, _("Objection: {symbol}"), said)


def of_a_withdrawal(entry: Entry, at: datetime) -> Iterable[Letter]:
    """A delegation took its objection back."""
    row = _about(entry)
    if row is not None:
        said = Sentence(_("{member} withdrew its objection."), {"member": entry.facts["voice"]})
        key = f"withdrawn:{entry.facts['objection']}"
        yield from _live(row, entry.at, key, _("Objection withdrawn: {symbol}"), said)


def of_a_conversion(entry: Entry, at: datetime) -> Iterable[Letter]:
    """A delegation turned its objection into a statement."""
    row = _about(entry)
    if row is not None:
        said = Sentence(
            _("{member} replaced its objection with a statement."), {"member": entry.facts["voice"]}
        )
        key = f"converted:{entry.facts['objection']}"
        yield from _live(
            row, entry.at, key, _("Objection replaced with a statement: {symbol}"), said
        )


def of_a_declaration(entry: Entry, at: datetime) -> Iterable[Letter]:
    """Both declared: what came of it, as the rows say it and not as the act claims it."""
    row = _declared(entry)
    if row is not None:
        one = presenters.listed(row)
        said = Sentence(_ended(one))
        yield from _live(
            row, entry.at, f"declared:{entry.about_id}", _("Outcome declared: {symbol}"), said
        )


def of_a_final_document(entry: Entry, at: datetime) -> Iterable[Letter]:
    """A final document was adopted: to everybody who reads the decision."""
    row = _declared(entry)
    if row is None or row.kind != FINAL_DOCUMENT:
        return
    ended = core.outcome(queries.decision(row))
    if ended is None or not ended.is_agreement:
        return
    said = Sentence(
        _(
            "The document can be read in every language. It becomes public "
            "when both co-presidencies publish it."
        )
    )
    subject = Sentence(_("Final document adopted: {symbol}"), _named(row))
    for one in parties.holders(row.meeting.forum, entry.at):
        if _reads(row, one, entry.at):
            yield _letter(row, one, FINAL, "final", subject, (Sentence(ENDS[ended]), said))


def _ended(one: presenters.Shown) -> str:
    ended = core.outcome(one.decision)
    if ended is not None:
        return ENDS[ended]
    return REPLACED if one.declared_at else NOT_DECLARED


def _live(
    row: RoomDecision, at: datetime, key: str, subject: str, *lines: Words
) -> Iterator[Letter]:
    for one in _entitled(row, at):
        yield _letter(row, one, LIVE, key, Sentence(subject, _named(row)), lines)


def _letter(
    row: RoomDecision, one: Holder, event: str, key: str, subject: Words, lines: tuple[Words, ...]
) -> Letter:
    forum = row.meeting.forum
    zone = parties.roster(forum).member(one.hat.member).zone if one.hat.member else ""
    return Letter(
        key=f"room:{row.meeting.slug}:{row.number}:{event}:{key}",
        forum_slug=forum.slug,
        to=to_account(one.account, office=one.hat.title, party=one.hat.party, zone=zone),
        subject=subject,
        lines=lines,
        path=Page("decisions:in-room", (forum.slug, row.meeting.slug, row.number)),
        event=event,
        about=("decision", f"{row.meeting.slug}/{row.number}"),
        venue_zone=forum.zone,
        urgent=event == LIVE,
        informs=event == FINAL,
        held_by_digest=False,
    )


def _entitled(row: RoomDecision, at: datetime) -> Iterator[Holder]:
    """Who has a say, and the co-presidencies in office with their secretariats."""
    entitled = queries.entitled(row, at)
    for one in parties.holders(row.meeting.forum, at):
        hat = one.hat
        in_charge = hat.role in IN_CHARGE and (hat.role is not Role.CO_PRESIDENCY or hat.in_term)
        if (in_charge or _has_say(one, entitled)) and _reads(row, one, at):
            yield one


def _reads(row: RoomDecision, one: Holder, at: datetime) -> bool:
    """Whether an office finds the page that a message leads to; it is told of nothing else."""
    if not one.hat.may(Power.READ_SHARED):
        return False
    return queries.visible(row.meeting.forum, one.hat, at).filter(pk=row.pk).exists()


def _has_say(one: Holder, entitled: Entitlement) -> bool:
    speaker = speakers.speaker(one.hat)
    speaks = speaker.capacity is SPEAKS_FOR[entitled.unit]
    return speaks and voice_of(entitled.unit, speaker) in entitled.voices


def _about(entry: Entry) -> RoomDecision | None:
    slug, number = entry.about_id.rsplit("/", 1)
    rows = queries.decisions(_forum(entry)).filter(meeting__slug=slug, number=int(number))
    return rows.first()


def _declared(entry: Entry) -> RoomDecision | None:
    rows = queries.decisions(_forum(entry))
    return rows.filter(declaration__number=int(entry.about_id)).first()


def _forum(entry: Entry) -> Forum:
    return Forum.objects.get(slug=entry.forum)


def _named(row: RoomDecision) -> dict[str, object]:
    symbol = documents.name_of(row.document, row.terms["revision"])
    return {"symbol": symbol or row.document.title}
