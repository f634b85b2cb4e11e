"""Records of meetings as the core's facts: who approved each, and when it was sealed (I.2.7)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from cochair.features.acts.models import JointAct
from cochair.features.documents.models import Original
from cochair.features.meeting_records import queries
from cochair.features.parties.models import Forum
from cochair.features.records.models import MeetingRecord, RecordDraft
from cochair.procedure import facts


@dataclass(frozen=True, slots=True)
class Known:
    """The joint record, and those that a Party keeps alone, by the slug of their meeting."""

    joint: Mapping[str, facts.Record]
    own: Mapping[str, tuple[facts.Record, ...]]


def known(forum: Forum) -> Known:
    """Everything of a forum, in a fixed number of queries.

    A draft that no Party keeps as its record is no fact; the joint one is one from when it went out.
    """
    rows = list(queries.records(forum).exclude(document=None))
    sealed = _sealed(rows)
    joint = {}
    for row in rows:
        out = next((r for r in row.document.revisions.all() if r.circulated_at), None)  # type: ignore[union-attr]
        if out is None or out.circulated_at is None:
            continue
        joint[row.meeting.slug] = facts.Record(
            id=row.document.slug,  # type: ignore[union-attr]
            at=out.circulated_at,
            approvals=_keys(row.approval) if row.approval else (),
            sealed_at=sealed.get(row.pk),
        )
    own: defaultdict[str, list[facts.Record]] = defaultdict(list)
    kept = RecordDraft.objects.filter(meeting__forum=forum, kept_at__isnull=False)
    for one in kept.select_related("party", "meeting"):
        if one.party is not None and one.kept_at is not None:
            own[one.meeting.slug].append(_own(one, one.party.code))
    return Known(joint, {slug: tuple(found) for slug, found in own.items()})


def with_records(meetings: Iterable[facts.Meeting], found: Known) -> tuple[facts.Meeting, ...]:
    """The meetings with their records."""
    return tuple(
        replace(
            one, record=found.joint.get(one.id, one.record), own_records=found.own.get(one.id, ())
        )
        if one.id in found.joint or one.id in found.own
        else one
        for one in meetings
    )


def _own(row: RecordDraft, party: str) -> facts.Record:
    assert row.kept_at is not None
    return facts.Record(
        id=f"record-{row.pk}",
        at=row.kept_at,
        approvals=(facts.KeyTurn(party, row.kept_member, row.kept_at),),
        kept_by=party,
    )


def _keys(act: JointAct) -> tuple[facts.KeyTurn, ...]:
    return tuple(facts.KeyTurn(key.party.code, key.member.code, key.at) for key in act.keys.all())


def _sealed(rows: Iterable[MeetingRecord]) -> Mapping[int, datetime]:
    """When the last language of each approved record was sealed; one query for all."""
    found: defaultdict[int, dict[str, datetime | None]] = defaultdict(dict)
    originals = Original.objects.filter(
        expression__revision__in=[row.approved_id for row in rows if row.approved_id],
        dropped_at=None,
    ).values_list("expression__revision", "expression__language", "sealed_at")
    for revision, language, at in originals:
        found[revision][language] = at
    sealed = {}
    for row in rows:
        if row.approval is None or row.approved_id is None:
            continue
        wanted = [found[row.approved_id].get(code) for code in row.approval.body["editions"]]
        done = [at for at in wanted if at is not None]
        if done and len(done) == len(wanted):
            sealed[row.pk] = max(done)
    return sealed
