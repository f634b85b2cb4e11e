"""What was agreed: agendas, joint acts with their keys."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q

from cochair.acts import queries as acts
from cochair.acts import walls
from cochair.archives.parts import Part, Reader, Row, instant, member, register
from cochair.meetings.agendas import papers
from cochair.meetings.agendas import queries as agendas
from cochair.meetings.models import Meeting
from cochair.procedure.calendar import start_of_day
from cochair.procedure.refusal import _

A_DAY = timedelta(days=1)


def register_all() -> None:
    """Make these parts known; called once, when the app is ready."""
    register(
        Part(
            "agendas",
            _("Agendas"),
            agendas_of,
            (
                (_("Meeting"), member("meeting")),
                (_("Stage"), member("stage")),
                (_("Published"), member("published_at")),
                (_("Items"), lambda row: len(row["items"])),  # type: ignore[arg-type]
            ),
        )
    )
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


def agendas_of(reader: Reader) -> Iterator[Row]:
    """Every version that both published, as far as the reader sees its papers."""
    for meeting in Meeting.objects.filter(cycle=reader.cycle).order_by("slug"):
        known = agendas.published(agendas.versions(meeting))
        for one in papers.seen_by(known, reader.forum, reader.hat, reader.at):
            yield {
                "meeting": meeting.slug,
                "stage": one.stage,
                "revision": one.number,
                "published_at": instant(one.row.published_at),
                "items": [
                    {
                        "number": number,
                        "title": dict(item.title),
                        "type": item.type,
                        "tags": list(item.tags),
                        "papers": list(item.papers),
                        "documents": list(item.documents),
                    }
                    for number, item in enumerate(one.items, 1)
                ],
            }


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
