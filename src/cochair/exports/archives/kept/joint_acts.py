"""What was agreed: joint acts with their signatures."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q

from cochair.exports.archives.parts import Part, Reader, Row, instant, member, register
from cochair.features.acts import queries as acts
from cochair.features.acts import visibility
from cochair.features.meetings.models import Meeting
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
                (_("Fingerprint"), member("digest")),
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
    for act in visibility.seen(found.order_by("number"), reader.forum, reader.hat, reader.at):
        yield {
            "number": act.number,
            "kind": act.kind,
            "subject": {"kind": act.subject_kind, "id": act.subject_id},
            "title": act.title,
            "reason": act.reason,
            "reasons": act.body.get("reasons", {}),
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
