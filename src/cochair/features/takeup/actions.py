"""Prepare what both attest of the time before, line by line; send it for signature; set it aside."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from cochair.features.acts import actions as acts
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.takeup import lines, owed, queries, refusals, world
from cochair.features.takeup.lines import Answer, Offer, Said
from cochair.features.takeup.models import Line, TakeUp
from cochair.features.takeup.owed import OWED, Owed
from cochair.features.takeup.world import WORLD, World
from cochair.journal.actions import record
from cochair.procedure.refusal import Refusal, Sentence, _, require
from cochair.web.errors import StaleVersion

HELD = frozenset({Answer.CONFIRMED.value, Answer.CORRECTED.value})


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person says of one line, and what the line said when it was shown (`lines` in ISO 8601)."""

    answer: Answer
    said: Said | Owed | World
    source: str = ""
    seen: str = ""


@transaction.atomic
def prepare(
    forum: Forum, typed: Mapping[str, Typed], *, by: ActingOffice | None, at: datetime
) -> TakeUp:
    """Write down what is said of some lines, by their names; the list is begun with the first of them.

    `by` is None for a file that an administrator loads: it says nothing in anybody's name.  Both
    secretariats write in one list, until both co-presidencies have signed it.  What waited
    for signatures and says something else now is void.  Raises Refused with everything that stands
    against the lines, StaleVersion where somebody else changed one of them meanwhile.
    """
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    offered = {one.name: one for one in lines.offers(forum, at)}
    take_up = queries.current(forum)
    standing = queries.lines(take_up)
    changed = {
        name: one for name, one in typed.items() if _differs(one, standing.get(name), offered)
    }
    found: list[Refusal | None] = []
    held = held_with(forum, standing.values(), changed, offered)
    for name, one in changed.items():
        found += against(forum, name, one, offered.get(name), held, at)
    found += owed.noted_already(forum, _owed_with(standing.values(), changed))
    require(*found)
    for name, one in changed.items():
        _still_as_shown(one, standing.get(name))
    take_up = take_up or _begun(forum, by=by, at=at)
    if not changed:
        return take_up
    party = parties.roster(forum).party(by.party) if by and by.party else None
    for name, one in changed.items():
        offer = offered.get(name)
        said = _said(one, offer)
        Line.objects.update_or_create(
            take_up=take_up,
            name=name,
            defaults={
                "answer": one.answer.value,
                "body": said.body(),
                "source": one.source.strip(),
                "changed_at": at,
                "changed_by_id": by.account if by else None,
                "party": party,
                "office_id": by.office if by else None,
            },
        )
    facts = {"lines": sorted(changed)}
    _record(take_up, "takeup.prepared", by=by, at=at, facts=facts)
    acts.void_what_changed(forum, by=by, at=at)
    return take_up


@transaction.atomic
def set_aside(take_up: TakeUp, *, by: ActingOffice, at: datetime) -> TakeUp:
    """End a list that is not wanted; what it said stays on record, and nothing of it is attested.

    Raises Refused once both have signed it, and when it was set aside already.
    """
    forum = Forum.objects.select_for_update().get(pk=take_up.forum_id)
    take_up = TakeUp.objects.get(pk=take_up.pk)
    require(is_open(take_up))
    take_up.forum = forum
    take_up.set_aside_at = at
    take_up.save(update_fields=["set_aside_at"])
    _record(take_up, "takeup.set_aside", by=by, at=at, facts={})
    acts.void_what_changed(forum, by=by, at=at)
    return take_up


@transaction.atomic
def decline_need(forum: Forum, *, by: ActingOffice, at: datetime) -> TakeUp:
    """Say that there is nothing to take up: a list is begun and set aside at once."""
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    return set_aside(queries.current(forum) or _begun(forum, by=by, at=at), by=by, at=at)


def is_open(take_up: TakeUp) -> Refusal | None:
    """A refusal once a list was attested or set aside."""
    if take_up.attested_at is not None:
        said = _("Both co-presidencies have signed this. Add to it with a further list.")
        return Refusal("two-keys", said)
    if take_up.set_aside_at is not None:
        return Refusal("practice", _("This list was set aside."))
    return None


def held_with(
    forum: Forum,
    standing: Iterable[Line],
    changed: Mapping[str, Typed],
    offered: Mapping[str, Offer],
) -> Mapping[str, bool]:
    """The meetings that were held, as they are known, and as the lines of a list say with some changes;
    each with whether it adopted a text."""
    said = {
        row.name: row.body
        for row in standing
        if row.answer in HELD and row.name not in changed and is_meeting(row.name)
    }
    for name, one in changed.items():
        told = _said(one, offered.get(name))
        if one.answer.value in HELD and isinstance(told, Said):
            said[name] = told.body()
    gone = {row.name for row in standing if row.answer == Answer.NOT_HELD.value} - set(changed)
    gone |= {name for name, one in changed.items() if one.answer is Answer.NOT_HELD}
    known = owed.held_meetings(forum, said)
    return {name: known[name] for name in known if name not in gone}


def noted_already(forum: Forum, said: Iterable[Line]) -> Iterator[Refusal]:
    """What stands against the points and commitments of a list that are noted once more."""
    return owed.noted_already(forum, _owed_with(said, {}))


def _owed_with(standing: Iterable[Line], changed: Mapping[str, Typed]) -> Mapping[str, Owed]:
    """The points and commitments of a list with some changes, by their lines."""
    rows = [row for row in standing if row.name.startswith(OWED) and row.name not in changed]
    found = {row.name: typed_of(row) for row in rows} | dict(changed)
    return {
        name: one.said
        for name, one in found.items()
        if one.answer is not Answer.OPEN and isinstance(one.said, Owed)
    }


def against(
    forum: Forum,
    name: str,
    one: Typed,
    offer: Offer | None,
    held: Mapping[str, bool],
    at: datetime,
) -> Iterator[Refusal | None]:
    """What stands against one line."""
    said = _said(one, offer)
    if isinstance(said, World):
        if one.answer is not Answer.OPEN:
            yield from world.against(forum, name, said, one.source, at)
        return
    if isinstance(said, Owed):
        if one.answer is not Answer.OPEN:
            yield from owed.against(forum, said, one.source, held, at)
        return
    if offer is None and not name.startswith(lines.EXTRA):
        yield Refusal("practice", _("There is no such meeting to be taken up."))
        return
    titles = offer.names if offer else _title(forum, said, at)
    yield from refusals.to_line(forum, one.answer, said, one.source, offer, titles, at)
    if offer is None and one.answer is Answer.CORRECTED and not said.other:
        yield refusals.known_already(lines.known_on(forum, name, said, at), titles)


def _title(forum: Forum, said: Said, at: datetime) -> Mapping[str, str]:
    found = parties.book(forum, at).configurations.get(said.configuration)
    return found.title if found else {"en": "?"}


def _differs(one: Typed, line: Line | None, offered: Mapping[str, Offer]) -> bool:
    if line is None:
        return one.answer is not Answer.OPEN
    said = _said(one, offered.get(line.name))
    if one.answer is Answer.OPEN:
        return line.answer != Answer.OPEN.value
    return (line.answer, line.body, line.source) != (
        one.answer.value,
        said.body(),
        one.source.strip(),
    )


def _said(one: Typed, offer: Offer | None) -> Said | Owed | World:
    return offer.told if one.answer is Answer.CONFIRMED and offer is not None else one.said


def typed_of(row: Line) -> Typed:
    """What a stored line says."""
    said: Said | Owed | World
    if row.name.startswith(OWED):
        said = owed.owed_of(row.body)
    elif row.name.startswith(WORLD):
        said = world.world_of(row.body)
    else:
        said = lines.said_of(row.body)
    return Typed(Answer(row.answer), said, row.source)


def is_meeting(name: str) -> bool:
    """Whether a line is about a meeting: not about what one left to be done, nor about the world."""
    return not name.startswith((OWED, WORLD))


def _still_as_shown(one: Typed, line: Line | None) -> None:
    stands = line.changed_at.isoformat() if line is not None else ""
    if one.seen != stands:
        said = Sentence(_("Somebody else changed this line meanwhile. Look at it again."))
        theirs = f"{line.answer}: {line.source}" if line is not None else ""
        raise StaleVersion(said, theirs=theirs, mine=f"{one.answer.value}: {one.source}")


def _begun(forum: Forum, *, by: ActingOffice | None, at: datetime) -> TakeUp:
    last = TakeUp.objects.filter(forum=forum).aggregate(n=Max("number"))["n"] or 0
    take_up = TakeUp.objects.create(forum=forum, number=last + 1, begun_at=at)
    _record(take_up, "takeup.begun", by=by, at=at, facts={})
    return take_up


def _record(
    take_up: TakeUp,
    verb: str,
    *,
    by: ActingOffice | None,
    at: datetime,
    facts: Mapping[str, object],
) -> None:
    record(
        take_up.forum.slug,
        verb=verb,
        about=(queries.SUBJECT, str(take_up.number)),
        by=by.account if by else None,
        office=by.title if by else "",
        on_behalf_of=by.party if by else "",
        at=at,
        facts=facts,
    )
