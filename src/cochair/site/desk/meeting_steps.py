"""What is to be done next about one meeting, and by whom: the turns that belong to it, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Q
from django.urls import reverse

from cochair.features.acts import queries as acts
from cochair.features.acts import visibility as walls
from cochair.features.acts.models import JointAct
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document
from cochair.features.meetings import responsibility
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.titles import meeting_titles
from cochair.features.parties import queries as parties
from cochair.features.parties.offices import ActingOffice, Power
from cochair.journal.table_cache import TableCache
from cochair.kernel.kind import Turn
from cochair.site.desk import turn_buttons, turns
from cochair.site.desk.phases import OF_PAGE, Phase
from cochair.site.desk.turns import Asked
from cochair.web.localize import translated

# Where one acts whose own address only takes what is sent: the part of the meeting's page.
PART_OF_THE_PAGE = {
    "desk:meeting": (Phase.HOLD, "#joint"),
    "meetings:schedule": (Phase.PLAN, "#day"),
    "meetings:contacts": (Phase.INVITE, "#who"),
    "meetings:agenda": (Phase.PREPARE, "#agenda"),
    "meetings:agenda-draft": (Phase.PREPARE, "#agenda"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to be done: in words, by whom, until when (aware UTC), where.

    `is_own` says that the reader's office does or prepares it; `firm` where the instant comes
    from: a stored one, a clause, or a usual date; `button` says the act.
    """

    says: str
    href: str
    owners: tuple[str, ...]
    until: datetime | None
    firm: str
    is_own: bool
    prepares: bool
    phase: Phase | None
    late: bool
    button: str

    @property
    def is_usual(self) -> bool:
        """Whether its day is a usual one that nothing asks for."""
        return self.is_soon or self.firm == responsibility.PRACTICE

    @property
    def is_soon(self) -> bool:
        """Whether its usual date had passed before anybody could keep it."""
        return self.firm == responsibility.SOON


type Named = tuple[frozenset[str], frozenset[str]]
"""The papers of a meeting, by slug, and the acts about it or them, by number."""

_NAMED: TableCache[Named] = TableCache(64)


def steps_of(row: Meeting, hat: ActingOffice, at: datetime) -> tuple[Step, ...]:
    """What is to be done about a meeting at an instant (aware UTC): own steps first, by their end.

    Whoever prepares the meeting reads what others have to do; all others only what they do.
    """
    known = _belonging(row, at)
    own = [one for one in known if turns.is_of(one.turn, hat)]
    others = [one for one in known if not turns.is_of(one.turn, hat)]
    seen = [*own, *_told(row, others, hat, at)] if hat.may(Power.RECORD_FACTS) else own
    return tuple(sorted(_steps(row, seen, hat, at), key=_order))


def _belonging(row: Meeting, at: datetime) -> tuple[Asked, ...]:
    """Every turn whose address or facts name the meeting, one of its papers, or an act about it."""
    titles = meeting_titles(row, parties.book(row.forum, at))
    papers, numbers = _NAMED.get(row.forum.slug, row.pk, lambda: _named(row))
    return tuple(
        one for one in turns.every(row.forum, at) if _names(one.turn, row, titles, papers, numbers)
    )


def _named(row: Meeting) -> Named:
    documents_of_it = Document.objects.filter(forum=row.forum, meeting=row)
    papers = frozenset(documents_of_it.values_list("slug", flat=True))
    about = Q(subject_kind="meeting", subject_id=row.slug) | Q(
        subject_kind="document", subject_id__in=papers
    )
    rows = JointAct.objects.filter(about, forum=row.forum)
    return papers, frozenset(str(number) for number in rows.values_list("number", flat=True))


def _names(
    turn: Turn,
    row: Meeting,
    titles: Mapping[str, str],
    papers: frozenset[str],
    numbers: frozenset[str],
) -> bool:
    page, *arguments = turn.address
    if row.slug in turn.also:
        return True
    if page == turns.ACT:
        return bool(numbers & set(arguments))
    if row.slug in arguments or papers & set(arguments):
        return True
    return any(fact == titles for fact in turn.facts.values())


def _told(row: Meeting, known: Iterable[Asked], hat: ActingOffice, at: datetime) -> Iterable[Asked]:
    """Those of others' turns of which an office may know: what is not a Party's own business, on
    documents that it may read, and acts that it may see."""
    asked = [one for one in known if one.turn.of == hat.party or not turns.is_private(one)]
    named = {argument for one in asked for argument in one.turn.address[1:]}
    papers = Document.objects.filter(forum=row.forum, slug__in=named)
    slugs = set(papers.values_list("slug", flat=True))
    closed = documents.closed(row.forum, hat, at, slugs) if slugs else frozenset()
    signed = [int(one.turn.address[1]) for one in asked if one.turn.address[0] == turns.ACT]
    rows = acts.open_acts(row.forum).filter(number__in=signed)
    read = {str(act.number) for act in walls.seen(rows, row.forum, hat, at)} if signed else set()
    for one in asked:
        page, *arguments = one.turn.address
        if not closed & set(arguments) and (page != turns.ACT or arguments[0] in read):
            yield one


def _steps(row: Meeting, known: Iterable[Asked], hat: ActingOffice, at: datetime) -> Iterable[Step]:
    name = str(translated(meeting_titles(row, parties.book(row.forum, at))))
    found: dict[str, Step] = {}
    for turn in (one.turn for one in known):
        says, own = _without(turns.words(turn), name), turns.is_of(turn, hat)
        step = Step(
            says,
            _href(row, turn),
            turns.owners(row.forum, (turn,)),
            turn.until,
            turn.firm,
            own,
            own and turn.prepares,
            OF_PAGE.get(turn.address[0]),
            turn.until is not None and turn.until <= at,
            turn_buttons.button(turn),
        )
        before = found.get(says)
        if before is not None:
            # What many have to do alike is one line; it leads to the reader's own page.
            step = replace(
                step if own and not before.is_own else before,
                owners=tuple(dict.fromkeys((*before.owners, *step.owners))),
                is_own=before.is_own or own,
                prepares=before.prepares or step.prepares,
            )
        found[says] = step
    return found.values()


def _without(says: str, name: str) -> str:
    """A line without the name of the meeting, which is the title of the page."""
    for written in (f": {name}", f", {name}", f" ({name})"):
        says = says.removesuffix(written)
    return says.replace(f": {name}, ", ": ")


def _order(step: Step) -> tuple[bool, bool, float]:
    end = step.until.timestamp() if step.until is not None else float("inf")
    return not step.is_own, step.until is None, end


def _href(row: Meeting, turn: Turn) -> str:
    """Where one acts; a page that only takes what is sent leads to its part of this page."""
    if turn.address[0] not in PART_OF_THE_PAGE or turn.address[-1].startswith("#"):
        return turns.address(row.forum, turn)
    phase, part = PART_OF_THE_PAGE[turn.address[0]]
    here = reverse("desk:meeting", args=[row.forum.slug, row.slug])
    return f"{here}?phase={phase.value}{part}"
