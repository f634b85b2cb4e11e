"""The joint acts on an agenda: publish a version, adopt it, leave a function out."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from cochair.features.acts import visibility
from cochair.features.acts.kinds import Kind, Line, Reader, register
from cochair.features.acts.models import JointAct
from cochair.features.acts.shapes import Row, Shape
from cochair.features.agendas import (
    as_text,
    carry_over,
    comparison,
    notices,
    papers,
    queries,
    refusals,
)
from cochair.features.agendas.items import Item, Items
from cochair.features.agendas.labels import FIELD_WORDS, TYPE_WORDS
from cochair.features.agendas.queries import (
    ADOPT,
    ADOPTED,
    AS_DOCUMENTS,
    DEFER,
    OMIT,
    PROVISIONAL,
    PUBLISH,
    Version,
)
from cochair.features.agendas.titles import agenda_title, as_it_is
from cochair.features.meetings import ends
from cochair.features.meetings.cycle_plan import meeting_of
from cochair.features.meetings.models import Agenda, Meeting, Omission, OpenPoint
from cochair.features.parties import queries as parties
from cochair.procedure.refusal import Refusal, Sentence, _
from cochair.web.localize import in_all


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
                    "This version is fixed in all languages. If it is provisional, the "
                    "clauses are assessed against it as the final agenda until there is "
                    "a later version."
                )
            ),
            take_effect=_publish,
            entry="agenda.published",
            over=ends.at_opening,
            until=ends.start,
            bound=queries.bound,
            guard=_publication_guard,
            describe=_version,
            shape=Shape.AGENDA,
            rows=_items,
        )
    )
    register(
        Kind(
            code=ADOPT,
            name=_("Adoption of the agenda"),
            effect=lambda act: Sentence(
                _("The meeting has adopted this agenda, which can no longer be changed.")
            ),
            take_effect=_publish,
            entry="agenda.adopted",
            over=ends.at_closing,
            urgent=True,
            bound=queries.bound,
            guard=_publication_guard,
            describe=_version,
            shape=Shape.AGENDA,
            rows=_items,
        )
    )
    register(
        Kind(
            code=OMIT,
            name=_("Function left off the agenda"),
            effect=lambda act: Sentence(
                _(
                    "Both co-presidencies leave out this function. This is an agreed "
                    "exception to its clause, with the reason."
                )
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
            name=_("Deferred point"),
            effect=lambda act: Sentence(
                _("The point is not on the agenda of this meeting. Everyone can read the reason.")
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
    _issue(act, version, at)
    # A point whose item did not come this far is open again.
    for point in OpenPoint.objects.filter(meeting=meeting).exclude(item_key=""):
        if point.item_key not in {item.key for item in version.items}:
            point.item_key, point.placed_at = "", None
            point.save(update_fields=["item_key", "placed_at"])


def _issue(act: JointAct, version: Version, at: datetime) -> None:
    """The version as a document of the register, where that was proposed or one is there already."""
    row: Agenda = version.row
    slug = queries.document_of(row.meeting)
    if row.stage not in AS_DOCUMENTS or not (slug or act.body.get("as_document")):
        return
    key = act.keys.order_by("pk").last()
    assert key is not None
    book, register = parties.book(act.forum, at), papers.known()
    named = papers.named(version.items)
    read = register.read_by_all(row.meeting, named, at) if named else frozenset()
    numbers = {one: register.name_of(one) for one in read}
    row.document = register.issue(
        papers.Issue(
            meeting=row.meeting,
            title=agenda_title(book, row.meeting),
            texts={code: as_text.text(version, book, code, numbers) for code in book.languages},
            slug=slug,
            is_final=row.stage == ADOPTED,
        ),
        by=parties.hat_of(act.forum, key.office, at),
        at=at,
    )
    row.save(update_fields=["document"])


def _version(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    """Which version it is, and how long its items take."""
    found = queries.version(_meeting(act), act.body["stage"], act.body["revision"])
    if found is None:
        return ()
    minutes = sum(item.minutes or 0 for item in found.items)
    return (
        (_("Items"), len(found.items)),
        *(((_("Minutes in all"), minutes),) if minutes else ()),
        *_document(act),
    )


def _document(act: JointAct) -> tuple[Line, ...]:
    """Which document of the register the version becomes, where it becomes one."""
    if act.body["stage"] not in AS_DOCUMENTS:
        return ()
    slug = queries.document_of(_meeting(act))
    if slug:
        return ((_("Next revision of the document"), as_it_is(papers.known().name_of(slug))),)
    if act.body.get("as_document"):
        return ((_("Document of the register"), in_all(_("takes the next number"))),)
    return ()


def _items(act: JointAct, reader: Reader) -> tuple[Row, ...]:
    """The items in their order, but for the papers that their reader may not read; those that the
    agenda published before says otherwise are marked."""
    known = queries.versions(_meeting(act))
    found = queries.of_reference(known, f"{act.body['stage']}-{act.body['revision']}")
    if found is None:
        return ()
    (version,) = papers.seen_by((found,), act.forum, reader.hat, reader.at)
    older = [one for one in queries.published(known) if one.row.pk < found.row.pk]
    changed = _changed(older[-1].items, found.items) if older else frozenset()
    book = parties.book(act.forum)
    labels = {one.tag: one.label for row in book.configurations.values() for one in row.functions}
    return tuple(
        Row(
            number=number,
            title=item.title,
            purpose=TYPE_WORDS[item.type],
            papers=(*papers.names(item.papers), *item.documents),
            minutes=item.minutes,
            more=tuple(_besides(item, labels)),
            is_changed=item.key in changed,
        )
        for number, item in enumerate(version.items, start=1)
    )


def _changed(older: Items, newer: Items) -> frozenset[str]:
    """The keys of the items that came, moved, or say something else."""
    return frozenset(
        line.item.key for line in comparison.compare(older, newer, "en") if not line.is_same
    )


def _besides(item: Item, labels: Mapping[str, Mapping[str, str]]) -> Iterator[Line]:
    """What an item says besides, each with its label."""
    if item.tags:
        yield FIELD_WORDS["tags"], tuple(labels.get(tag, tag) for tag in item.tags)
    for name, said in (
        ("cross_reason", item.cross_reason),
        ("no_document_reason", item.no_document_reason),
        ("commitments", ", ".join(item.commitments)),
    ):
        if said:
            yield FIELD_WORDS[name], as_it_is(said)


def _omission_guard(act: JointAct, at: datetime) -> tuple[Refusal | None, ...]:
    book = parties.book(act.forum, at)
    return refusals.omission(_meeting(act), book, act.body["tag"], (act.reason,), at)


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
    lines: list[Line] = [(_("Open point"), row.text)]
    if row.origin is not None:
        lines.append((_("Left open by"), row.origin.slug))
    if row.owner:
        lines.append((_("Responsible"), row.owner))
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
