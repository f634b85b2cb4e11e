"""Whether an office may read a thing, asked by everything that names the thing somewhere else.

Results, entries of the journal, messages, exports, archives and files of a handover name documents,
decisions and acts by a kind and a name.  Each kind says (`closed`) what the page of the thing itself
refuses; nothing else may tell of it, not its title, number or state.  A kind that says why it closes
nothing is open to every reader of the space in which it is named.
Source: domain.md C.8; architecture section 3, law 5.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Model, QuerySet

from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power
from cochair.kernel import kind as kinds_of_things
from cochair.kernel.kind import Closed, No

type Thing = tuple[str, str]
"""The kind of a thing, and the name under which the journal, an act or a result knows it."""

# By the first half of their verbs, the entries that are about a part of the thing that they name:
# which fact of the entry says which part.
_PARTS: dict[str, str] = {}
_OF_PARTS: dict[str, Closed] = {}
# The verbs of entries about drafts, which only those who prepare read.
_OF_DRAFTS: set[str] = set()


def register_part(kind: str, closed: Closed, fact: str) -> None:
    """Make known who reads the parts of a thing that fewer read than the thing; in `apps.ready()`.

    A part is called `<name of the thing>/<part>`.  Entries whose verbs begin with `<kind>.` name
    the thing, and the part in a fact.
    """
    if kind in _PARTS:
        raise ValueError(f"It is said twice who reads a {kind}.")
    _PARTS[kind], _OF_PARTS[kind] = fact, closed


def register_drafts(*verbs: str) -> None:
    """Make known the verbs of work on drafts, told to those who prepare alone; in `apps.ready()`."""
    _OF_DRAFTS.update(verbs)


def kinds() -> frozenset[str]:
    """The kinds that are not open to every reader of the space in which they are named."""
    return frozenset(_rules())


def _rules() -> Mapping[str, Closed]:
    """Who may not read the things of each kind that not everybody reads."""
    declared = {
        kind.code: kind.closed
        for kind in kinds_of_things.every()
        if not isinstance(kind.closed, No)
    }
    return {**declared, **_OF_PARTS}


def closed(
    forum: Forum, hat: ActingOffice | None, at: datetime, things: Iterable[Thing]
) -> frozenset[Thing]:
    """Of some things of a forum, those that a hat may not read at an instant (aware UTC).

    A rule that several kinds share is asked once for all of them.
    """
    rules = _rules()
    named: defaultdict[str, set[str]] = defaultdict(set)
    for kind, name in things:
        if kind in rules:
            named[kind].add(name)
    asked: defaultdict[Closed, set[str]] = defaultdict(set)
    for kind, names in sorted(named.items()):
        asked[rules[kind]] |= names
    hidden = {rule: rule(forum, hat, at, names) for rule, names in asked.items()}
    return frozenset(
        (kind, name)
        for kind, names in named.items()
        for name in names.intersection(hidden[rules[kind]])
    )


def readable[M: Model](
    rows: QuerySet[M], forum: Forum, hat: ActingOffice | None, at: datetime
) -> QuerySet[M]:
    """Of rows that are about things (`about_kind`, `about_id`), those whose thing a hat may read."""
    named = rows.filter(about_kind__in=_rules()).order_by()
    hidden: defaultdict[str, list[str]] = defaultdict(list)
    for kind, name in closed(
        forum, hat, at, named.values_list("about_kind", "about_id").distinct()
    ):
        hidden[kind].append(name)
    for kind, names in hidden.items():
        rows = rows.exclude(about_kind=kind, about_id__in=names)
    return rows


def entries[M: Model](
    rows: QuerySet[M], forum: Forum, hat: ActingOffice | None, at: datetime
) -> QuerySet[M]:
    """Of entries of the journal, those that a hat may read: by the thing that each names, by the
    part of it that it is about, and none about drafts unless the hat prepares."""
    rows = readable(rows, forum, hat, at)
    if hat is None or not hat.may(Power.RECORD_FACTS):
        rows = rows.exclude(verb__in=_OF_DRAFTS)
    named: defaultdict[Thing, list[int]] = defaultdict(list)
    for kind, fact in _PARTS.items():
        found = rows.filter(verb__startswith=f"{kind}.").order_by()
        for seq, name, part in found.values_list("seq", "about_id", f"facts__{fact}"):
            named[kind, f"{name}/{part}"].append(seq)
    hidden = closed(forum, hat, at, named)
    return rows.exclude(seq__in=[seq for thing in hidden for seq in named[thing]])
