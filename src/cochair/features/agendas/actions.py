"""What is done to the agenda of a meeting.  Requests and open points have files of their own.

Nothing here writes a version over: see `revising`.  Publication and omission are acts of both
Parties, proposed here and taking effect in `kinds`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction

from cochair.features.acts import actions as acts
from cochair.features.acts import reasons as reasoning
from cochair.features.acts.models import JointAct
from cochair.features.agendas import items as agenda_items
from cochair.features.agendas import papers, queries, refusals, titles
from cochair.features.agendas.items import BY_CONSENT, FROM_PROGRAMME, Item, Items
from cochair.features.agendas.queries import (
    ADOPT,
    ADOPTED,
    AS_DOCUMENTS,
    OMIT,
    PROGRAMME,
    PROVISIONAL,
    PUBLISH,
    Version,
)
from cochair.features.agendas.revision import locked, new_key, revise, told, write
from cochair.features.meetings import machine
from cochair.features.meetings.models import Discussion, Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Office
from cochair.features.parties.offices import ActingOffice
from cochair.procedure.refusal import Refusal, _, require

REVISED = "agenda.revised"


@dataclass(frozen=True, slots=True)
class Typed:
    """What is typed of an item: all of it but its key, its proposer, its origin and its links."""

    title: dict[str, str]
    type: str
    tags: tuple[str, ...] = ()
    cross_reason: str = ""
    minutes: int | None = None
    documents: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    no_document_reason: str = ""
    commitments: tuple[str, ...] = field(default=())


@transaction.atomic
def begin_stage(
    meeting: Meeting,
    *,
    stage: str,
    programme_of: str = "",
    items: Items = (),
    by: ActingOffice,
    at: datetime,
) -> Version:
    """Begin a stage with the items that the version before it has; the first one with `items`.

    The adopted agenda begins as the provisional one that both published last.  `programme_of` is
    the slug of the meeting whose programme a first version is taken from.  Raises Refused for a
    stage that is behind, a state of the meeting that does not go with it, and an adoption without
    a published agenda.  A stage that has begun already is given as it is.
    """
    meeting = locked(meeting)
    known = queries.versions(meeting)
    last = queries.latest(known)
    require(
        refusals.not_adopted(known),
        refusals.next_stage(stage, last),
        refusals.open_to(meeting, stage, at),
        _known_meeting(meeting, programme_of),
    )
    if last is not None and last.stage == stage:
        return last
    base = last
    if stage == ADOPTED:
        final = queries.published(known, PROVISIONAL)
        require(_some_final(final))
        base = final[-1]
    items = agenda_items.discussed(base.items if base else items, queries.discussions(meeting))
    made = write(
        meeting, stage=stage, items=items, based_on=base, by=by, at=at, programme_of=programme_of
    )
    told(meeting, "agenda.begun", by=by, at=at, facts={"stage": stage, "of": programme_of})
    acts.void_what_changed(meeting.forum, by=by, at=at)
    return made


@transaction.atomic
def insert_item(
    meeting: Meeting, *, typed: Typed, place: int | None, seen: int, by: ActingOffice, at: datetime
) -> Version:
    """Add an item at a place counted from 1, or at the end.

    Raises Refused also for a paper that both Parties may never read; the rest as in
    `revising.revise`.
    """
    meeting = locked(meeting)
    require(*papers.against(typed.papers, (), meeting.forum, by, at))

    def change(base: Version) -> Items:
        origin = FROM_PROGRAMME if base.stage == PROGRAMME else ""
        item = _item(Item(new_key(meeting, base), origin=origin), typed)
        return agenda_items.inserted(base.items, item, place)

    return revise(meeting, seen=seen, change=change, by=by, at=at, verb=REVISED)


@transaction.atomic
def change_item(
    meeting: Meeting, key: str, *, typed: Typed, seen: int, by: ActingOffice, at: datetime
) -> Version:
    """Say an item differently.  Raises Refused also for one that the version does not have, and
    for taking back the debate that a delegation asked for; the rest as in `revising.revise`."""
    meeting = locked(meeting)
    require(
        _stays_discussed(meeting, key, typed),
        *papers.against(typed.papers, queries.papers_of(meeting, key), meeting.forum, by, at),
    )

    def change(base: Version) -> Items:
        item = agenda_items.found(base.items, key)
        require(refusals.known_item(item))
        assert item is not None
        return agenda_items.changed(base.items, _item(item, typed))

    return revise(meeting, seen=seen, change=change, by=by, at=at, verb=REVISED)


@transaction.atomic
def move_item(
    meeting: Meeting, key: str, *, steps: int, seen: int, by: ActingOffice, at: datetime
) -> Version:
    """Move an item so many places down, or up when negative.  Errors as in `change_item`."""
    meeting = locked(meeting)

    def change(base: Version) -> Items:
        require(refusals.known_item(agenda_items.found(base.items, key)))
        return agenda_items.moved(base.items, key, steps)

    return revise(meeting, seen=seen, change=change, by=by, at=at, verb=REVISED)


@transaction.atomic
def drop_item(
    meeting: Meeting, key: str, *, reason: str, seen: int, by: ActingOffice, at: datetime
) -> Version:
    """Take an item off; one that was asked for with a reason, which whoever asked reads.

    Errors as in `change_item`.
    """
    meeting = locked(meeting)
    request = next(
        (r for r in queries.requests(meeting) if r.item_key == key and r.state == queries.PLACED),
        None,
    )
    if request is not None:
        require(
            refusals.some_reason(
                reason, _("Give a reason. Whoever asked for this item can read it.")
            )
        )

    def change(base: Version) -> Items:
        require(refusals.known_item(agenda_items.found(base.items, key)))
        return agenda_items.without(base.items, key)

    made = revise(meeting, seen=seen, change=change, by=by, at=at, verb=REVISED)
    if request is not None:
        request.state, request.reason = queries.DECLINED, reason.strip()
        request.item_key, request.answered_at = "", at
        request.save(update_fields=["state", "reason", "item_key", "answered_at"])
        told(meeting, "item.declined", by=by, at=at, facts={"request": request.number})
    return made


@transaction.atomic
def move_to_discussion(meeting: Meeting, key: str, *, by: ActingOffice, at: datetime) -> Discussion:
    """Have an item discussed that was to be adopted without debate; nobody has to agree (CB-2).

    The item is one of the agenda that both published; it holds in every version, until the agenda is adopted, and a draft goes on with
    it in a revision of its own.  Raises Refused for one that speaks for no delegation, for another
    kind of item, and after the adoption.  Asked twice by one delegation it is asked once.
    """
    meeting = locked(meeting)
    known = queries.versions(meeting)
    last, standing = queries.latest(known), queries.standing(known)
    item = agenda_items.found(standing.items, key) if standing else None
    done = Discussion.objects.filter(meeting=meeting, item_key=key, member=by.member).first()
    require(_speaks(meeting, by, at))
    if done is not None:
        return done
    require(
        refusals.not_adopted(known),
        _not_over(meeting, at),
        _without_debate(item),
    )
    made = Discussion.objects.create(
        meeting=meeting,
        item_key=key,
        member=by.member,
        office=Office.objects.get(pk=by.office),
        at=at,
    )
    told(meeting, "item.discussion_asked", by=by, at=at, facts={"item": key, "member": by.member})
    if last is not None and not last.is_published:
        items_now = agenda_items.discussed(last.items, [key])
        if items_now != last.items:
            write(meeting, stage=last.stage, items=items_now, based_on=last, by=by, at=at)
    acts.void_what_changed(meeting.forum, by=by, at=at)
    return made


def propose_publication(
    meeting: Meeting, *, seen: int, by: ActingOffice, at: datetime, as_document: bool = False
) -> JointAct:
    """Propose that both publish the latest version, or adopt it where it is that stage.

    With `as_document` it becomes a document of the register with the last signature; where one of
    the meeting is a document already, the next one is its next revision in any case.
    Raises Refused for an item without a title in some language, a version without items, one
    that is published already or no longer the latest, and a state that does not go with it.
    """
    book = parties.book(meeting.forum, at)
    known = queries.versions(meeting)
    version = next((one for one in known if one.token == seen), None)
    require(
        *refusals.publication(meeting, version, known, at),
        *(refusals.languages(version.items, book.languages) if version else ()),
    )
    assert version is not None
    return acts.propose(
        meeting.forum,
        kind=ADOPT if version.stage == ADOPTED else PUBLISH,
        subject=("meeting", meeting.slug),
        title=titles.version_title(book, meeting, version.stage, version.number),
        body={
            "stage": version.stage,
            "revision": version.number,
            **({"as_document": True} if as_document and version.stage in AS_DOCUMENTS else {}),
        },
        by=by,
        at=at,
    )


def propose_omission(
    meeting: Meeting,
    *,
    tag: str,
    reason: str,
    by: ActingOffice,
    at: datetime,
    reasons: Mapping[str, str] | None = None,
) -> JointAct:
    """Propose that both leave a function off the agenda, with a reason: a departure from it.

    `reasons` give the same reason by language, for the papers that quote it.  Raises Refused for a function that the meeting does not have or that was left out already,
    without a reason, and once the meeting is over.
    """
    book = parties.book(meeting.forum, at)
    require(*refusals.omission(meeting, book, tag, (reason, *(reasons or {}).values()), at))
    return acts.propose(
        meeting.forum,
        kind=OMIT,
        subject=("meeting", meeting.slug),
        title=titles.omission_title(book, meeting, tag),
        body={"tag": tag, **reasoning.kept(reasons)},
        by=by,
        at=at,
        clause=book.clause_for("functions_placed", meeting.configuration),
        reason=reason.strip(),
    )


def _item(item: Item, typed: Typed) -> Item:
    return replace(
        item,
        title={code: words for code, words in typed.title.items() if words},
        type=typed.type,
        tags=tuple(dict.fromkeys(typed.tags)),
        cross_reason=typed.cross_reason,
        minutes=typed.minutes,
        documents=typed.documents,
        papers=tuple(dict.fromkeys(typed.papers)),
        no_document_reason=typed.no_document_reason,
        commitments=typed.commitments,
    )


def _known_meeting(meeting: Meeting, slug: str) -> Refusal | None:
    if not slug or slug in {one.slug for one in queries.other_meetings(meeting)}:
        return None
    return Refusal("meeting", _("There is no other meeting called “{meeting}”."), {"meeting": slug})


def _some_final(final: tuple[Version, ...]) -> Refusal | None:
    if final:
        return None
    return Refusal(
        "practice", _("There is no published provisional agenda for the meeting to adopt.")
    )


def _stays_discussed(meeting: Meeting, key: str, typed: Typed) -> Refusal | None:
    if typed.type != BY_CONSENT or key not in queries.discussions(meeting):
        return None
    return Refusal(
        "practice",
        _("A delegation asked to discuss this item: it may not be adopted without debate."),
    )


def _speaks(meeting: Meeting, by: ActingOffice, at: datetime) -> Refusal | None:
    if queries.may_ask_discussion(meeting, by, parties.book(meeting.forum, at)):
        return None
    return Refusal("practice", _("Only a head of delegation may move an item to discussion."))


def _without_debate(item: Item | None) -> Refusal | None:
    if item is not None and item.type == BY_CONSENT:
        return None
    return Refusal("practice", _("This item is not for adoption without debate."))


def _not_over(meeting: Meeting, at: datetime) -> Refusal | None:
    return machine.refusal("agenda.change", meeting, at)
