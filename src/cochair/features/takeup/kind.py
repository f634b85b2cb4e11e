"""Take-up: everything that the rest of the house needs to know of what was before Cochair."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from cochair.features.acts import queries as acting
from cochair.features.cycles import kind as cycle_kind
from cochair.features.cycles import queries as cycles
from cochair.features.cycles.models import Cycle
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.responsibility import NO_DAY, Until, end_of_semester
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.turns import of_secretariat, signed_by
from cochair.features.takeup import acts, lines, queries
from cochair.features.takeup.models import Line, TakeUp
from cochair.features.takeup.world import WORLD
from cochair.kernel.archive import Reader, instant
from cochair.kernel.kind import Archive, Kind, No, Person, Row, Texts, Turn, Turns
from cochair.procedure.calendar import civil_day, end_of_day
from cochair.procedure.refusal import _
from cochair.web.request_cache import once

BEGIN = _("Take up the forum: what was before Cochair")
STATE = _("State whether it took place: {meeting}, cycle {n}")
REST = _("Plan the rest of cycle {n}: places and dates")
# The first cycle has none before it, on whose page it could be planned.
FOLLOWS = 2
GO_ON = _("Take up the forum: finish the list and send it for signature")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A forum that may be taken up, with the list that is open, if one is."""

    forum: Forum
    take_up: TakeUp | None


def wanted(forum: Forum) -> tuple[Wanted, ...]:
    """The forum itself: before its list is begun there is nothing else that could be asked."""
    return (Wanted(forum, queries.current(forum)),)


def turns(one: Wanted, at: datetime) -> Iterator[Turn]:
    """Either secretariat prepares what both attest, until it is sent for signature, at an instant (UTC)."""
    if one.take_up is not None and queries.waits(one.take_up):
        return
    yield from _passed(one, at)
    yield from _rest(one, at)
    if one.take_up is None and not queries.is_needed(one.forum, at):
        return
    says = BEGIN if one.take_up is None else GO_ON
    undated = _without_day(one.forum, at)
    also = frozenset(row.slug for row in undated)
    for party in parties.roster(one.forum).party_codes:
        turn = of_secretariat(party, says, {}, ("takeup:take-up",), *_first_end(undated, at))
        yield replace(turn, also=also)


def asked_at_once(forum: Forum, at: datetime) -> frozenset[str]:
    """The meetings, by slug, of which a take-up asks, or the plan of the rest of a cycle, at an instant
    (UTC); those of which the open list says already what became of them too.  Read once for a page."""
    return once(
        ("meetings asked at once", forum.pk, at),
        lambda: queries.told(forum) | {row.slug for row in _without_day(forum, at)},
    )


def _without_day(forum: Forum, at: datetime) -> list[Meeting]:
    """Meetings of cycles that run, of which nobody fixed a day here: while a take-up is needed or open
    what sources tell of, and once both attested it what the plan of the rest of their cycle is to fix."""
    rows = Meeting.objects.filter(forum=forum, **lines.UNDECIDED).select_related("forum", "cycle")
    if queries.current(forum) or queries.is_needed(forum, at):
        running = cycles.runs_on(civil_day(at, forum.zone)).filter(forum=forum)
        return list(rows.filter(imported=True, cycle__in=running))
    return list(rows.filter(cycle__in=[cycle for cycle, _ends in _to_plan(forum, at)]))


def _first_end(meetings: Iterable[Meeting], at: datetime) -> Until:
    """The first end of a semester that comes soon for one of some meetings."""
    found = [end for end in (end_of_semester(row, at) for row in meetings) if end[0] is not None]
    return min(found, default=NO_DAY)


def _passed(one: Wanted, at: datetime) -> Iterator[Turn]:
    """A place in a cycle whose semester passed without a meeting: somebody says what became of it.

    It has no day by which it is to be answered: before the last day of the place it could not be.
    """
    said = queries.lines(one.take_up)
    for place in lines.passed(one.forum, at):
        if place.name in said:
            continue
        facts = {"meeting": place.names, "n": str(place.told.cycle)}
        for party in parties.roster(one.forum).party_codes:
            where = ("takeup:take-up", f"#{place.name}")
            yield of_secretariat(party, STATE, facts, where)


def _rest(one: Wanted, at: datetime) -> Iterator[Turn]:
    """Once a forum is taken up in the middle of a cycle, both plan what is left of that cycle."""
    forum = one.forum
    undated = _without_day(forum, at)
    for cycle, ends in _to_plan(forum, at):
        # The plan of a cycle is made on the page of the one before it.
        where = ("meetings:plan", str(cycle.number - 1))
        codes = parties.roster(forum).party_codes
        until = end_of_day(ends, forum.zone)
        those = [row for row in undated if row.cycle_id == cycle.pk]
        first, _firm = _first_end(those, at)
        until, also = min(until, first or until), frozenset(row.slug for row in those)
        for turn in signed_by(codes, REST, {"n": str(cycle.number)}, until, "rule", where):
            yield replace(turn, also=also)


def _to_plan(forum: Forum, at: datetime) -> Iterator[tuple[Cycle, date]]:
    """The cycles that run of which both plan what is left, and the last civil day of the first place that
    is left; none while the plan waits for signatures."""
    if not queries.attested(forum):
        return
    today = civil_day(at, forum.zone)
    for cycle in cycle_kind.open_cycles(forum):
        waits = any(
            (act.kind, act.subject_id) == (cycle_kind.KIND, str(cycle))
            for act in acting.sent(forum)
        )
        if waits or cycles.state_of(cycle, today) is not cycles.State.RUNNING:
            continue
        if (ends := _left(cycle, at)) is not None:
            yield cycle, ends


def _left(cycle: Cycle, at: datetime) -> date | None:
    """The last civil day of the first place of a cycle that nobody planned; None where there is none."""
    if cycle.number < FOLLOWS or cycles.plan_of(cycle.forum, cycle.number):
        return None
    return lines.unplanned(cycle.forum, cycle, at)


def comes_first(cycle: Cycle, at: datetime) -> bool:
    """Whether the rest of a cycle that runs is planned before the next one: its forum was taken up in
    the middle of it, or is to be."""
    forum = cycle.forum
    if _left(cycle, at) is None:
        return False
    return bool(queries.attested(forum) or queries.current(forum) or queries.is_needed(forum, at))


def rows(reader: Reader) -> Iterator[Row]:
    """What both attested of the meetings of the cycle: the day of the meeting, when it was attested, by
    which act, from which source.  Nothing of it happened here."""
    found = Meeting.objects.filter(
        forum=reader.forum, cycle=reader.cycle, attested_at__isnull=False
    )
    for row in found.select_related("attestation").order_by("slug"):
        yield {
            "meeting": row.slug,
            "before_cochair": not row.was_prepared_here,
            "first_day": instant(row.opened_at),
            "attested_at": instant(row.attested_at),
            "act": row.attestation.number if row.attestation else None,
            **row.attested,
        }


def facts(reader: Reader) -> Iterator[Row]:
    """What both attested of members, presidencies and procedures, list by list."""
    for take_up in queries.attested(reader.forum):
        for line in queries.answered(take_up):
            if line.name.startswith(WORLD):
                yield {
                    "fact": line.name,
                    "stands": line.body["stands"],
                    "source": line.source,
                    "attested_at": instant(take_up.attested_at),
                    "act": take_up.act.number if take_up.act else None,
                }


TAKE_UP = Kind(
    code=queries.SUBJECT,
    label=_("list of what was before Cochair"),
    models=(TakeUp, Line),
    find=queries.of_name,
    ends_with=No("It speaks of several cycles; what it says of a closed one is refused line by line."),
    closed=No("Every reader of what the Parties share reads it."),
    verbs={
        "takeup.begun": _("A list of what was before Cochair was begun."),
        "takeup.prepared": _("Lines of what was before Cochair were entered or changed."),
        "takeup.set_aside": _("A list of what was before Cochair was set aside."),
        "takeup.fact_attested": _("Both co-presidencies attested a fact as it stood before Cochair."),
        "takeup.attested": _("Both co-presidencies attested what was before Cochair."),
    },
    archive=(
        Archive(
            "before-cochair",
            _("Attested as of before Cochair"),
            columns=((_("Meeting"), "meeting"), (_("Took place"), "held"), (_("Source"), "source"),
                     (_("Attested"), "attested_at"), (_("Act"), "act")),
            rows=rows,
        ),
        Archive(
            "before-cochair-facts",
            _("Facts attested as of before Cochair"),
            columns=((_("What"), "fact"), (_("As it stood"), "stands"), (_("Source"), "source"),
                     (_("Attested"), "attested_at"), (_("Act"), "act")),
            rows=facts,
        ),
    ),
    personal=(
        Person("take_up_lines", _("Lines of what was before Cochair"), Line, ("changed_by", "office__account"),
               ("take_up__number", "name", "answer", "source", "changed_at")),
    ),
    texts=(Texts(Line, evidence="body source", name_nobody="name"),),
    handover=No("What it attests is handed over with the meetings."),
    search=No("The meetings that it attests are found by their names."),
    retention=No("What both attested stays for good."),
    turns=Turns(wanted, turns),
)  # fmt: skip


def register_acts() -> None:
    """Make the joint act known; called once, when the app is ready."""
    acts.ATTESTATION.register()
