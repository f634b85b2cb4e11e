"""Joint acts on one and the same thing, of which only one can take effect: each names the others.

A kind says by `settles` what its acts settle; two open acts that settle the same are rivals, and the
one that takes effect makes the others void.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as __

from cochair.features.acts import queries, visibility
from cochair.features.acts.kinds import FINGERPRINT, Line, Reader, Settled, kind_of, settling
from cochair.features.acts.models import JointAct
from cochair.features.acts.presenters import SUPERSEDED, Rival, Shown
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.journal.table_cache import TableCache
from cochair.procedure.consent import ConsentState
from cochair.procedure.refusal import _


@dataclass(frozen=True, slots=True)
class _Known:
    """By number of an act: the open ones that settle the same, and the one that made it void."""

    open: Mapping[int, tuple[int, ...]]
    superseded: Mapping[int, int]


def of(act: JointAct, hat: ActingOffice, at: datetime) -> tuple[Rival, ...]:
    """The other open acts that settle the same, as far as a reader sees them at an instant (UTC)."""
    numbers = _known(act.forum).open.get(act.number, ())
    if not numbers:
        return ()
    rows = queries.open_acts(act.forum).filter(number__in=numbers).order_by("number")
    reader = Reader(hat, at)
    return tuple(
        Rival(one, _differs(act, one, reader)) for one in visibility.seen(rows, act.forum, hat, at)
    )


def has(act: JointAct) -> bool:
    """Whether another open act settles the same."""
    return act.number in _known(act.forum).open


def superseded_by(act: JointAct) -> int | None:
    """The number of the act that took effect in place of one that became void by that; else None."""
    return _known(act.forum).superseded.get(act.number)


def told(row: Shown, hat: ActingOffice, at: datetime) -> Shown:
    """An act for a page with the others that settle the same, or the one that took effect instead."""
    instead = superseded_by(row.act) if row.act.state == ConsentState.VOID else None
    if instead is not None:
        said = __(SUPERSEDED).format(number=instead)
        return replace(row, state_word=said, superseded_by=instead)
    return replace(row, rivals=of(row.act, hat, at)) if row.is_open else row


def _known(forum: Forum) -> _Known:
    return _KNOWN.get(forum.slug, forum.pk, lambda: _read(forum.pk))


_KNOWN: TableCache[_Known] = TableCache(16, is_part=True)


def _read(forum: int) -> _Known:
    states = (*queries.OPEN, ConsentState.VOID.value, ConsentState.EFFECTIVE.value)
    rows = JointAct.objects.filter(forum=forum, kind__in=settling(), state__in=states)
    acts = list(rows.select_related("forum").order_by("number"))
    waiting: dict[int, set[int]] = {}
    over: dict[int, int] = {}
    for group in _alike(acts):
        open_ones = {act.number for act in group if act.state in queries.OPEN}
        for number in open_ones if len(open_ones) > 1 else ():
            waiting.setdefault(number, set()).update(open_ones - {number})
        effective = {act.effective_at: act.number for act in group if act.effective_at}
        for act in group:
            if act.state == ConsentState.VOID and act.closed_at in effective:
                over[act.number] = effective[act.closed_at]
    return _Known({number: tuple(sorted(others)) for number, others in waiting.items()}, over)


def _alike(acts: Sequence[JointAct]) -> Iterable[Sequence[JointAct]]:
    """The acts that settle the same, group by group; an act that settles several things is in several."""
    of_kind: dict[str, list[JointAct]] = {}
    for act in acts:
        of_kind.setdefault(act.kind, []).append(act)
    also: dict[int, tuple[Settled, ...]] = {}
    for those in of_kind.values():
        also |= kind_of(those[0]).settles_also(those)
    groups: dict[Settled, list[JointAct]] = {}
    for act in acts:
        settled = kind_of(act).settles
        assert settled is not None
        own = (act.kind, act.subject_kind, act.subject_id, settled(act))
        for key in (own, *also.get(act.pk, ())):
            groups.setdefault(key, []).append(act)
    return groups.values()


def _differs(own: JointAct, other: JointAct, reader: Reader) -> tuple[Line, ...]:
    """What another act says otherwise, line by line; of a list only what one of the two leaves out."""
    here, there = (_lines(act, reader) for act in (own, other))
    known = dict(_keyed(here))
    found: list[Line] = []
    for label, said in there:
        before = known.pop(_key(label), None)
        if before == said:
            continue
        if isinstance(said, tuple) and isinstance(before, tuple):
            only = tuple(one for one in said if one not in before)
            left = tuple(one for one in before if one not in said)
            found += [(_("Only in that act"), only)] if only else []
            found += [(_("Not in that act"), left)] if left else []
        else:
            found.append((label, said))
    labels = {_key(label): label for label, _said in here}
    found += [(labels[key], _("not named in that act")) for key in known]
    return tuple(found)


def _lines(act: JointAct, reader: Reader) -> Sequence[Line]:
    return [line for line in kind_of(act).describe(act, reader) if line[0] != FINGERPRINT]


def _keyed(lines: Iterable[Line]) -> Iterable[tuple[str, object]]:
    return ((_key(label), said) for label, said in lines)


def _key(label: object) -> str:
    return str(sorted(label.items())) if isinstance(label, Mapping) else str(label)
