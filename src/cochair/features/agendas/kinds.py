"""The joint acts on an agenda: publish a version, adopt it, leave a function out."""

from collections.abc import Mapping
from datetime import datetime

from cochair.features.acts import visibility
from cochair.features.acts.kinds import Kind, Line, Reader, register
from cochair.features.acts.models import JointAct
from cochair.features.agendas import carry_over, notices, papers, queries, refusals
from cochair.features.agendas.items import Item
from cochair.features.agendas.labels import FIELD_WORDS, TYPE_WORDS
from cochair.features.agendas.queries import ADOPT, DEFER, OMIT, PROVISIONAL, PUBLISH
from cochair.features.agendas.titles import as_it_is
from cochair.features.meetings import ends
from cochair.features.meetings.cycle_plan import meeting_of
from cochair.features.meetings.models import Agenda, Meeting, Omission, OpenPoint
from cochair.features.parties import queries as parties
from cochair.procedure.refusal import Refusal, Sentence, _


def register_all() -> None:
    """Make the kinds of this part known; called once, when the app is ready."""
    notices.register_all()
    visibility.register("agendas", visibility.of_drafts(PUBLISH, ADOPT))
    register(
        Kind(
            code=PUBLISH,
            name=_("Publication of an agenda"),
            effect=lambda act: Sentence(
                _(
                    "This version stands in all languages. If it is provisional, it is the final agenda by which the clauses judge, until a later one."
                )
            ),
            take_effect=_publish,
            entry="agenda.published",
            over=ends.at_opening,
            until=ends.start,
            bound=queries.bound,
            guard=_publication_guard,
            describe=_items,
        )
    )
    register(
        Kind(
            code=ADOPT,
            name=_("Adoption of the agenda"),
            effect=lambda act: Sentence(
                _("The meeting has adopted this agenda; it stays as it is.")
            ),
            take_effect=_publish,
            entry="agenda.adopted",
            over=ends.at_closing,
            urgent=True,
            bound=queries.bound,
            guard=_publication_guard,
            describe=_items,
        )
    )
    register(
        Kind(
            code=OMIT,
            name=_("Function left off an agenda"),
            effect=lambda act: Sentence(
                _("Both leave this function out; its clause is departed from, with the reason.")
            ),
            take_effect=_omit,
            entry="omission.agreed",
            over=ends.at_closing,
            until=ends.start,
            bound=_left_out,
            guard=_omission_guard,
            describe=_function,
            same=lambda act: act.body["tag"],
        )
    )
    register(
        Kind(
            code=DEFER,
            name=_("Point put off"),
            effect=lambda act: Sentence(
                _("The point is not on the agenda of this meeting; everybody reads why.")
            ),
            take_effect=_put_off,
            entry="point.deferred",
            over=ends.at_closing,
            until=ends.start,
            bound=_point_as_it_is,
            guard=_deferral_guard,
            describe=_point,
            same=lambda act: act.body["point"],
        )
    )


def _publication_guard(act: JointAct, at: datetime) -> tuple[Refusal | None, ...]:
    meeting = _meeting(act)
    known = queries.versions(meeting)
    version = queries.of_reference(known, f"{act.body['stage']}-{act.body['revision']}")
    return (
        *refusals.publication(meeting, version, known, at),
        *(
            refusals.languages(version.items, parties.book(act.forum, at).languages)
            if version
            else ()
        ),
    )


def _publish(act: JointAct, at: datetime) -> None:
    """The version is published; a provisional one prepares a meeting that has been convened."""
    meeting = meeting_of(act)
    version = queries.version(meeting, act.body["stage"], act.body["revision"])
    assert version is not None
    row: Agenda = version.row
    row.published_at, row.act = at, act
    row.save(update_fields=["published_at", "act"])
    if row.stage == PROVISIONAL and meeting.prepared_at is None and meeting.convened_at is not None:
        meeting.prepared_at = at
        meeting.save(update_fields=["prepared_at"])
    # A point whose item did not come this far is open again.
    for point in OpenPoint.objects.filter(meeting=meeting).exclude(item_key=""):
        if point.item_key not in {item.key for item in version.items}:
            point.item_key, point.placed_at = "", None
            point.save(update_fields=["item_key", "placed_at"])


def _items(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    """Each item in every language, each title in its own, and what the item says besides, but for
    the papers that its reader may not read."""
    found = queries.version(_meeting(act), act.body["stage"], act.body["revision"])
    if found is None:
        return ()
    (version,) = papers.seen_by((found,), act.forum, reader.hat, reader.at)
    book = parties.book(act.forum)
    labels = {one.tag: one.label for row in book.configurations.values() for one in row.functions}
    lines: list[Line] = []
    for number, item in enumerate(version.items, start=1):
        for code in book.languages:
            lines.append((f"{number} {code.upper()}", {code: item.title.get(code, "–")}))
        lines.append((f"{number}", _besides(item, labels)))
        for label, said in (
            (FIELD_WORDS["cross_reason"], item.cross_reason),
            (FIELD_WORDS["no_document_reason"], item.no_document_reason),
            (FIELD_WORDS["commitments"], ", ".join(item.commitments)),
        ):
            if said:
                lines.append((label, as_it_is(said)))
    return tuple(lines)


def _besides(item: Item, labels: Mapping[str, Mapping[str, str]]) -> Sentence:
    return Sentence(
        _("{type}; functions: {functions}; documents: {documents}; minutes: {minutes}"),
        {
            "type": Sentence(TYPE_WORDS[item.type]),
            "functions": tuple(labels.get(tag, tag) for tag in item.tags),
            "documents": tuple(
                as_it_is(one) for one in (*papers.names(item.papers), *item.documents)
            ),
            "minutes": item.minutes,
        },
    )


def _omission_guard(act: JointAct, at: datetime) -> tuple[Refusal | None, ...]:
    book = parties.book(act.forum, at)
    return refusals.omission(_meeting(act), book, act.body["tag"], act.reason, at)


def _left_out(act: JointAct) -> Mapping[str, object]:
    """An omission binds what both have left out before."""
    return {"before": sorted({one.tag for one in queries.omissions(_meeting(act))})}


def _omit(act: JointAct, at: datetime) -> None:
    Omission.objects.create(
        meeting=meeting_of(act), tag=act.body["tag"], reason=act.reason, at=at, act=act
    )


def _open_point(act: JointAct) -> OpenPoint:
    rows = OpenPoint.objects.select_related("meeting__forum", "origin")
    return rows.get(meeting__forum=act.forum, pk=act.body["point"])


def _point_as_it_is(act: JointAct) -> Mapping[str, object]:
    """The words of the point, whose it is, and whether it is on an item or settled meanwhile."""
    row = _open_point(act)
    return {
        "text": dict(row.text),
        "owner": row.owner,
        "item": row.item_key,
        "put_off": row.deferral_reason,
        "settled": row.settled_at is not None,
    }


def _deferral_guard(act: JointAct, at: datetime) -> tuple[Refusal | None, ...]:
    return carry_over.deferral_refusals(_meeting(act), _open_point(act), at)


def _put_off(act: JointAct, at: datetime) -> None:
    row = _open_point(act)
    row.item_key, row.placed_at = "", None
    row.deferral_reason, row.deferred_at = act.reason, at
    row.save(update_fields=["item_key", "placed_at", "deferral_reason", "deferred_at"])


def _point(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    """The point in every language, and which meeting left it open."""
    row = _open_point(act)
    lines: list[Line] = [(_("Point"), row.text)]
    if row.origin is not None:
        lines.append((_("Left open by"), row.origin.slug))
    if row.owner:
        lines.append((_("Who sees to it"), row.owner))
    return tuple(lines)


def _function(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    """The function that is left out, and the clause that names it."""
    book = parties.book(act.forum)
    rows = book.configurations[_meeting(act).configuration].functions
    found = next(one for one in rows if one.tag == act.body["tag"])
    return (
        (_("Function"), found.label),
        (_("Clauses"), as_it_is(", ".join(found.rules))),
    )


def _meeting(act: JointAct) -> Meeting:
    return Meeting.objects.get(forum=act.forum, slug=act.subject_id)
