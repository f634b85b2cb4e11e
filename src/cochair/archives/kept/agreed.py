"""What was agreed: joint acts with their keys, decisions in the room and by silence."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q

from cochair.acts import queries as acts
from cochair.acts import walls
from cochair.archives.parts import Part, Reader, Row, instant, member, register
from cochair.decisions.room import queries as room
from cochair.decisions.silence import queries as silences
from cochair.documents import cycles
from cochair.documents.models import Document
from cochair.meetings.models import Meeting
from cochair.procedure.calendar import start_of_day
from cochair.procedure.refusal import _

A_DAY = timedelta(days=1)


def register_all() -> None:
    """Make these parts known; called once, when the app is ready."""
    register(
        Part(
            "acts",
            _("Joint acts"),
            joint_acts,
            (
                (_("Number"), member("number")),
                (_("Title"), member("title")),
                (_("In effect since"), member("effective_at")),
                (_("Digest"), member("digest")),
            ),
        )
    )
    register(
        Part(
            "decisions",
            _("Decisions"),
            decisions,
            (
                (_("Meeting"), member("meeting")),
                (_("Document"), member("document")),
                (_("Put"), member("put_at")),
                (_("Declared"), member("declared_at")),
                (_("Outcome"), member("claim")),
            ),
        )
    )
    register(
        Part(
            "silences",
            _("Decisions by silence"),
            silence_procedures,
            (
                (_("Number"), member("number")),
                (_("Document"), member("document")),
                (_("Opened"), member("opened_at")),
                (_("Until"), member("expires_at")),
            ),
        )
    )


def joint_acts(reader: Reader) -> Iterator[Row]:
    """The joint acts on the cycle and its meetings, and all others proposed in its days.

    One on a paper that the reader may not read is none of them.
    """
    zone, cycle = reader.forum.zone, reader.cycle
    meetings = Meeting.objects.filter(cycle=cycle).values_list("slug", flat=True)
    found = acts.acts(reader.forum).filter(
        Q(subject_kind="meeting", subject_id__in=list(meetings))
        | Q(subject_kind="cycle", subject_id=str(cycle))
        | Q(
            proposed_at__gte=start_of_day(cycle.start, zone),
            proposed_at__lt=start_of_day(cycle.end + A_DAY, zone),
        )
    )
    for act in walls.seen(found.order_by("number"), reader.forum, reader.hat, reader.at):
        yield {
            "number": act.number,
            "kind": act.kind,
            "subject": {"kind": act.subject_kind, "id": act.subject_id},
            "title": act.title,
            "reason": act.reason,
            "clause": act.clause,
            "state": act.state,
            "digest": act.digest,
            "proposed_at": instant(act.proposed_at),
            "effective_at": instant(act.effective_at),
            "closed_at": instant(act.closed_at),
            "keys": [
                {"party": key.party.code, "member": key.member.code, "at": instant(key.at)}
                for key in sorted(act.keys.all(), key=lambda key: (key.at, key.pk))
            ],
        }


def decisions(reader: Reader) -> Iterator[Row]:
    """What was put to the meetings of the cycle, what was said against it, and what was declared."""
    found = room.visible(reader.forum, reader.hat, reader.at).filter(meeting__cycle=reader.cycle)
    for row in found.order_by("meeting__slug", "number"):
        declared = row.declaration
        yield {
            "meeting": row.meeting.slug,
            "number": row.number,
            "kind": row.kind,
            "document": row.document.slug,
            "act": row.act.number,
            "put_at": instant(row.act.effective_at),
            "declared_at": instant(declared.effective_at) if declared is not None else None,
            "claim": row.claim,
            "objections": [
                {
                    "voice": one.voice,
                    "party": one.party,
                    "words": one.words,
                    "language": one.language,
                    "paragraphs": one.paragraphs,
                    "received_at": instant(one.received_at),
                    "withdrawn_at": instant(one.withdrawn_at),
                    "receipt": one.receipt,
                }
                for one in row.objections.all()
            ],
            "statements": [
                {
                    "voice": one.voice,
                    "party": one.party,
                    "kind": one.kind,
                    "words": one.words,
                    "paragraphs": one.paragraphs,
                    "printed": one.printed,
                    "received_at": instant(one.received_at),
                }
                for one in row.statements.all()
            ],
        }


def silence_procedures(reader: Reader) -> Iterator[Row]:
    """The silences on papers of the cycle: until when, extended how, and what broke them.

    Who wrote is said where both decided that names are shown, and nowhere else.
    """
    found = silences.visible(reader.forum, reader.hat, reader.at).filter(
        revision__document__in=Document.objects.filter(
            cycles.of_cycle(reader.cycle, reader.forum.zone), forum=reader.forum
        ).values("pk")
    )
    for row in found.order_by("number"):
        named = silences.is_named(row)
        yield {
            "number": row.number,
            "document": row.revision.document.slug,
            "revision": row.revision.number,
            "act": row.act.number,
            "opened_at": instant(row.act.effective_at),
            "expires_at": instant(row.expires_at),
            "zone": row.zone,
            "extensions": [instant(one.expires_at) for one in row.extensions.all()],
            "closed_at": instant(row.closed_at),
            "withdrawn": row.withdrawal is not None and row.withdrawal.effective_at is not None,
            "messages": [
                {
                    "form": one.form,
                    "voice": one.voice if named else "",
                    "words": one.words if named else "",
                    "language": one.language,
                    "received_at": instant(one.received_at),
                    "receipt": one.receipt if named else "",
                }
                for one in row.messages.all()
            ],
        }
