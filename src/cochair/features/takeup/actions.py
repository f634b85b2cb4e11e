"""Prepare what both attest of the time before, line by line; send it for signature; set it aside."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

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
from cochair.procedure.refusal import Refusal, Refused, Sentence, _, require
from cochair.web.errors import StaleVersion

HELD = frozenset({Answer.CONFIRMED.value, Answer.CORRECTED.value})


@dataclass(frozen=True, slots=True)
class Typed:
    """What a person says of one line, and what the line said when it was shown (`lines` in ISO 8601)."""

    answer: Answer
    said: Said | Owed | World
    source: str = ""
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """What stands in a line now, and what was sent for it by somebody who saw it before."""

    theirs: Line | None
    mine: Typed


class ChangedMeanwhile(StaleVersion):
    """Somebody else changed lines that were sent too: nothing was written.

    `clashes` are these lines; `sent` are the names of all in which something else is said than stands.
    """

    def __init__(self, clashes: Mapping[str, Clash], sent: Iterable[str]) -> None:
        self.clashes, self.sent = clashes, frozenset(sent)
        said = Sentence(_("Somebody else changed this line meanwhile. Look at it again."))
        theirs = [
            f"{name}: {row.answer}, {row.source}" if (row := one.theirs) else name
            for name, one in clashes.items()
        ]
        mine = [f"{name}: {one.mine.answer}, {one.mine.source}" for name, one in clashes.items()]
        super().__init__(said, theirs="\n".join(theirs), mine="\n".join(mine))


class LinesRefused(Refused):
    """Something stands against lines; `by_line` says what, by their names."""

    def __init__(self, by_line: Mapping[str, tuple[Refusal, ...]]) -> None:
        self.by_line = by_line
        super().__init__(*(one for each in by_line.values() for one in each))


@transaction.atomic
def prepare(
    forum: Forum, typed: Mapping[str, Typed], *, by: ActingOffice | None, at: datetime
) -> TakeUp:
    """Write down what is said of some lines, by their names; the list is begun with the first of them.

    `by` is None for a file that an administrator loads: it says nothing in anybody's name.  Both
    secretariats write in one list, until both co-presidencies have signed it.  What waited
    for signatures and says something else now is void.  Raises LinesRefused with everything that stands
    against the lines, ChangedMeanwhile where somebody else changed some of them; a line that is sent
    as it was shown is not changed by that.
    """
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    offered = {one.name: one for one in lines.offers(forum, at)}
    take_up = queries.current(forum)
    standing = queries.lines(take_up)
    changed = {
        name: one
        for name, one in typed.items()
        if _differs(one, standing.get(name), offered)
        and not _is_as_shown(one, standing.get(name), offered.get(name))
    }
    clashes = {
        name: Clash(standing.get(name), one)
        for name, one in changed.items()
        if _is_stale(one, standing.get(name))
    }
    if clashes:
        raise ChangedMeanwhile(clashes, changed)
    by_line = against_lines(forum, standing, changed, offered, at)
    if by_line:
        raise LinesRefused(by_line)
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


def against_lines(
    forum: Forum,
    standing: Mapping[str, Line],
    changed: Mapping[str, Typed],
    offered: Mapping[str, Offer],
    at: datetime,
) -> dict[str, tuple[Refusal, ...]]:
    """What stands against changed lines of a list at an instant (aware UTC), by their names."""
    held = held_with(forum, standing.values(), changed, offered)
    found: dict[str, list[Refusal]] = {}
    for name, one in changed.items():
        told = against(forum, name, one, offered.get(name), held, at)
        found[name] = [refusal for refusal in told if refusal is not None]
    for name, refusal in owed.noted_already(forum, _owed_with(standing.values(), changed)):
        found.setdefault(name, []).append(refusal)
    return {name: tuple(dict.fromkeys(one)) for name, one in found.items() if one}


def against_list(take_up: TakeUp, at: datetime) -> dict[str, tuple[Refusal, ...]]:
    """What stands at an instant (aware UTC) against the lines of a list that say something, by name."""
    rows = {row.name: row for row in queries.answered(take_up)}
    typed = {name: typed_of(row) for name, row in rows.items()}
    offered = {one.name: one for one in lines.offers(take_up.forum, at)}
    return against_lines(take_up.forum, rows, typed, offered, at)


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


def seen_of(line: Line | None) -> str:
    """What a page keeps of a line that it shows: when it was changed, and a fingerprint of what it says."""
    if line is None:
        return ""
    said = _print(line.answer, line.body, line.source)
    return f"{line.changed_at.isoformat()} {said}"


def _is_stale(one: Typed, line: Line | None) -> bool:
    """Whether a line was changed after it was shown."""
    stands = seen_of(line)
    return one.seen not in (stands, stands.partition(" ")[0])


def _is_as_shown(one: Typed, line: Line | None, offer: Offer | None) -> bool:
    """Whether nobody touched a line on the page on which it was shown, and somebody else did since."""
    if not _is_stale(one, line):
        return False
    if not one.seen:
        return one.answer is Answer.OPEN
    said = _said(one, offer)
    return one.seen.partition(" ")[2] == _print(one.answer.value, said.body(), one.source.strip())


def _print(answer: str, body: Mapping[str, object], source: str) -> str:
    says = [answer] if answer == Answer.OPEN.value else [answer, body, source]
    return sha256(json.dumps(says, sort_keys=True, default=str).encode()).hexdigest()[:16]


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
