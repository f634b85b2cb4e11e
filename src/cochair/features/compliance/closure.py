"""Close a cycle: an act of both Parties, after which nothing is done on its meetings any more.

What stays possible is what tells of the cycle and does not change it: corrigenda, addenda to the
statement, publications, seals, and the reduction of personal data.  Source: domain.md C.4 (Cycle), US-12.
"""

from datetime import datetime

from cochair.features.acts import actions as acts
from cochair.features.acts.kinds import FINGERPRINT, Ended, Kind, Line, Reader, ended, register
from cochair.features.acts.models import JointAct
from cochair.features.acts.queries import open_acts
from cochair.features.compliance import queries, unfinished
from cochair.features.compliance.models import Statement
from cochair.features.compliance.titles import act_title
from cochair.features.corrigenda.queries import CORRECT
from cochair.features.cycles.ends import ABANDONED
from cochair.features.cycles.models import Cycle
from cochair.features.cycles.queries import cycle_of
from cochair.features.meetings.machine import CYCLE_CLOSED
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.publications.actions import KIND as PUBLISH
from cochair.journal import write_guards
from cochair.journal.table_cache import TableCache
from cochair.kernel import kind as kinds
from cochair.procedure.refusal import Refusal, Sentence, _, require

CLOSE = "cycle.close"
# Joint acts that tell of a closed cycle and change nothing in it.
STAY = frozenset({"statement", "publication", PUBLISH, CORRECT, CLOSE})
# What ends a proposal or a machine translation, and what the protection of personal data asks for.
NEVER_REFUSED = ("act.declined", "act.withdrawn", "act.voided", "machine.failed", "personal.")
# What is told of a paper and changes neither its words nor who may read it, also that both sign
# and seal what is final, which no procedures ask for before a cycle closes; the outcome of a cycle
# is reported to the meeting that follows, which is one of the next (II.3.functions.b.2).
ABOUT_PAPERS = frozenset(
    {
        "document.published",
        "document.alias_noted",
        "document.reference_noted",
        "document.signature_prepared",
        "document.signed",
        "document.sealed",
        "document.signature_dropped",
        "stocktaking.reported",
    }
)


def register_all() -> None:
    """Make the kind of act and the gate known; called once, when the app is ready."""
    register(
        Kind(
            code=CLOSE,
            name=_("Closing of a cycle"),
            effect=lambda act: Sentence(
                _(
                    "Cycle {cycle} is closed: from then on its meetings can only be "
                    "read. Corrigenda, addenda, signatures and publications remain "
                    "possible."
                ),
                {"cycle": act.body["cycle"]},
            ),
            take_effect=_close,
            entry="cycle.closed",
            over=_is_closed,
            bound=_statement_now,
            guard=_may_close,
            describe=_lines,
        )
    )
    write_guards.register("closed-cycle", in_closed_cycle)


def propose_closing(forum: Forum, *, cycle: Cycle, by: ActingOffice, at: datetime) -> JointAct:
    """Propose to close a cycle on the statement that both signed last.

    Raises Refused while the cycle runs (its last civil day in the forum's zone is not over),
    without a signed statement, while something in it has not ended, and for a closed cycle.
    """
    require(*refusals(forum, cycle, at, by))
    last = queries.statements(cycle)[-1]
    return acts.propose(
        forum,
        kind=CLOSE,
        subject=("cycle", str(cycle)),
        title=act_title(CLOSE, cycle=cycle.number),
        body={"cycle": cycle.number, "statement": last.number, "digest": last.digest},
        by=by,
        at=at,
        clause="practice",
    )


def refusals(
    forum: Forum, cycle: Cycle, at: datetime, hat: ActingOffice | None = None
) -> tuple[Refusal | None, ...]:
    """Everything that speaks against closing a cycle at an instant (aware UTC), as it is told to an
    office, or (None) to whoever reads what is shared."""
    return (
        _still_open(cycle),
        _not_abandoned(cycle),
        _over(forum, cycle, at),
        _stated(cycle),
        _nobody_sits(cycle),
        *unfinished.of_cycle(forum, cycle, at, hat),
    )


def in_closed_cycle(intended: write_guards.Intended) -> Refusal | None:
    """Why somebody may not do something now: it belongs to a cycle that both have closed."""
    if intended.verb.startswith(NEVER_REFUSED) or intended.verb in ABOUT_PAPERS:
        return None
    kind, name = intended.about
    if kind == "act":
        if intended.facts.get("kind") in STAY:
            return None
        kind, name = (str(intended.facts.get(one, "")) for one in ("subject_kind", "subject"))
    number = closed_cycle_of(intended.forum, kind, name)
    if number is None:
        return None
    return Refusal(
        "cycle",
        CYCLE_CLOSED,
        {"cycle": number},
    )


def _still_open(cycle: Cycle) -> Refusal | None:
    if cycle.closed_at is None:
        return None
    return Refusal("cycle", _("Cycle {cycle} is already closed."), {"cycle": cycle.number})


def _not_abandoned(cycle: Cycle) -> Refusal | None:
    if cycle.abandoned_at is None:
        return None
    return Refusal("cycle", _("Cycle {cycle} was abandoned."), {"cycle": cycle.number})


def _over(forum: Forum, cycle: Cycle, at: datetime) -> Refusal | None:
    if queries.today(forum, at) > cycle.end:
        return None
    return Refusal(
        "cycle", _("A cycle may be closed only after its last day, {day}."), {"day": cycle.end}
    )


def _stated(cycle: Cycle) -> Refusal | None:
    if Statement.objects.filter(cycle=cycle).exists():
        return None
    return Refusal(
        "cycle",
        _("Both co-presidencies must sign the compliance statement before the cycle is closed."),
    )


def _nobody_sits(cycle: Cycle) -> Refusal | None:
    sitting = Meeting.objects.filter(
        cycle=cycle, opened_at__isnull=False, closed_at=None, cancelled_at=None
    ).first()
    if sitting is None:
        return None
    return Refusal(
        "cycle", _("A meeting of the cycle is still open: {meeting}."), {"meeting": sitting.slug}
    )


CLOSED = ended("cycle.closed", _("The cycle was closed."))


def _is_closed(act: JointAct, at: datetime) -> Ended | None:
    cycle = cycle_of(act)
    if cycle.abandoned_at is not None:
        return ABANDONED
    return CLOSED if cycle.closed_at is not None else None


def _may_close(act: JointAct, at: datetime) -> tuple[Refusal | None, ...]:
    return refusals(act.forum, cycle_of(act), at)


def _statement_now(act: JointAct) -> dict[str, object]:
    """Closing binds the statement signed last, so that an addendum meanwhile is not passed over."""
    last = Statement.objects.filter(cycle=cycle_of(act)).last()
    return {"statement": [last.number, last.digest] if last is not None else []}


def _lines(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    """The cycle by its days, and the statement on which it is closed."""
    cycle = cycle_of(act)
    return (
        (_("First day"), cycle.start),
        (_("Last day"), cycle.end),
        (_("Compliance statement"), act.body["statement"]),
        (FINGERPRINT, act.body["digest"]),
    )


def shut(cycle: Cycle, at: datetime) -> None:
    """Note that a cycle is closed, and that its meetings are only read from then on.

    What still waits for keys on any of it lapses: nobody could turn them any more.
    """
    Cycle.objects.filter(pk=cycle.pk, closed_at=None).update(closed_at=at)
    Meeting.objects.filter(cycle=cycle, shut_at=None).update(shut_at=at)
    for act in open_acts(cycle.forum).exclude(kind__in=STAY):
        name = (act.subject_kind, act.subject_id)
        if closed_cycle_of(cycle.forum.slug, *name) == cycle.number:
            acts.lapse(act, CLOSED, at=at)


def _close(act: JointAct, at: datetime) -> None:
    shut(cycle_of(act), at)


# To which closed cycle a thing belongs, by what the journal calls it.
#
# Each kind says it of its things (`ends_with`). Source: domain.md C.4 (Cycle).
def closed_cycle_of(forum: str, kind: str, name: str) -> int | None:
    """The number of the closed cycle to which a thing of a forum (a slug) belongs, or None; kept
    until something is written that says so."""
    return _CLOSED.get(forum, (kind, name), lambda: _closed_cycle_of(forum, kind, name))


_CLOSED: TableCache[int | None] = TableCache(512)


def _closed_cycle_of(forum: str, kind: str, name: str) -> int | None:
    declared = kinds.of(kind)
    found = parties.forum(forum)
    if declared is None or found is None:
        return None
    if isinstance(declared.find, kinds.No) or isinstance(declared.ends_with, kinds.No):
        return None
    row = declared.find(found, name)
    cycle = declared.ends_with(row) if row is not None else None
    return cycle.number if cycle is not None and cycle.closed_at is not None else None
