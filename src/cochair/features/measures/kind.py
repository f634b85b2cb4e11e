"""Action and indicator: everything that the rest of the house knows of these kinds."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from cochair.features.action_points.queries import kind_of
from cochair.features.action_points.turns import OF_OWNER
from cochair.features.commitments.models import Action, Indicator, IndicatorValue, Milestone, Trend
from cochair.features.cycles import queries as cycles
from cochair.features.cycles.models import Cycle
from cochair.features.follow_up import queries as following
from cochair.features.measures import codes, queries
from cochair.features.parties import queries as parties
from cochair.features.parties.turns import of_secretariat, signed, signed_by
from cochair.features.planner import facts as known
from cochair.kernel.kind import Archive, Kind, No, Person, Texts, Turn, Turns, by_number
from cochair.procedure.calendar import civil_day, end_of_day
from cochair.procedure.dues import due_at
from cochair.procedure.evaluate import arguments_of
from cochair.procedure.refusal import _
from cochair.procedure.targets import Targets
from cochair.procedure.view import View

# Whose turn it is on an action for some commitments and its milestones, and on an indicator.
AHEAD = timedelta(days=14)
ENDORSE = _("Endorse action {n}")
BEGAN = _("Mark as started: action {n}")
ENDED = _("Record the outcome: action {n}")
REACHED = _("Report the milestone: {title}")
VALUE = _("Record a value: indicator {n}")
ATTEST = _("Confirm the trend: indicator {n}")
PRESENT = "indicator_present"


def turns(row: Action, at: datetime) -> Iterable[Turn]:
    """Both endorse it; then its lead says that it began, which milestones are reached (from two
    weeks before they are due), and how it ended; nobody acts on one that is over."""
    if row.ended_at is not None:
        return
    number, today = str(row.number), civil_day(at, row.forum.zone)
    page = ("commitments:action", number)
    if row.state == codes.PROPOSED:
        if not queries.is_proposed(row.forum, queries.SUBJECT, row.number):
            until = end_of_day(row.start, row.forum.zone)
            for party in parties.roster(row.forum).party_codes:
                yield from signed(party, ENDORSE, {"n": number}, page, until, "fixed")
        return
    if row.state == codes.ENDORSED and row.start <= today:
        yield from _of_lead(row, BEGAN, {"n": number}, page, row.start)
    if row.state == codes.IN_PROGRESS and row.end is not None and row.end < today:
        yield from _of_lead(row, ENDED, {"n": number}, page, row.end)
    for one in row.milestones.all():
        if one.done_on is None and one.due <= civil_day(at + AHEAD, row.forum.zone):
            where = (*page, "#milestones")
            yield from _of_lead(row, REACHED, {"title": one.title}, where, one.due)


def of_indicator(row: Indicator, at: datetime) -> Iterable[Turn]:
    """In each cycle the secretariats enter a value, and both attest what the figures show, anew once
    there are later ones; nobody does of a commitment that is in force no longer."""
    cycle = cycles.running(row.forum, civil_day(at, row.forum.zone))
    ended = row.commitment is not None and row.commitment.state != following.IN_FORCE
    if cycle is None or ended:
        return
    codes = parties.roster(row.forum).party_codes
    facts, where = {"n": str(row.number)}, ("commitments:indicators", f"#i-{row.number}")
    values = [one.at for one in row.values.all() if cycle.start <= one.day <= cycle.end]
    if not values:
        until, firm = _as_asked(row, cycle, at)
        for party in codes:
            yield of_secretariat(party, VALUE, facts, where, until, firm)
        return
    attested = max((one.at for one in row.trends.all()), default=None)
    if attested is not None and attested >= max(values):
        return
    if not queries.is_proposed(row.forum, queries.MEASURE, row.number):
        yield from signed_by(codes, ATTEST, facts, *_as_asked(row, cycle, at), where)


def _as_asked(row: Indicator, cycle: Cycle, at: datetime) -> tuple[datetime | None, str]:
    """Until when a clause asks for an indicator of this type in a cycle; no day without a clause."""
    forum = row.forum
    books = {book.version: book for book in parties.books(forum)}
    view = View(parties.book(forum, at), known.facts_at(forum, at), at, books)
    dues = (
        due_at(view, case, clause.check, arguments_of(clause, case))
        for case in Targets(view).cycles
        if case.cycle is not None and case.cycle.number == cycle.number
        for clause in case.book.clauses_for(PRESENT, type=row.type)
    )
    until = min((due for due in dues if due is not None), default=None)
    return (until, "rule") if until is not None else (None, "")


def _of_lead(
    row: Action, says: str, facts: Mapping[str, object], where: tuple[str, ...], due: date
) -> Iterable[Turn]:
    """The offices that speak for whoever leads an action, by the end of a civil day."""
    until = end_of_day(due, row.forum.zone)
    for role in OF_OWNER[kind_of(row.lead, parties.roster(row.forum))]:
        yield Turn(role.value, row.lead, says, facts, until, "fixed", where)


BY = ("by__account",)
ACTION = Kind(
    code=queries.SUBJECT,
    label=_("action"),
    models=(Action, Milestone),
    find=by_number(queries.action),
    ends_with=No("It goes on through all cycles until it ends."),
    closed=No("Of the forum, open to every reader."),
    verbs={
        "action.entered": _("An action for one or more commitments was added."),
        "action.endorsed": _("Both Parties endorsed an action."),
        "action.moved": _("An action was started, completed or discontinued."),
        "milestone.added": _("A milestone of an action was added."),
        "milestone.reached": _("A milestone of an action was reached."),
    },
    archive=(
        Archive(
            "actions",
            _("Actions"),
            columns=((_("Number"), "number"), (_("Title"), "title"), (_("Led by"), "lead"),
                     (_("Status"), "state")),
            rows=queries.actions_archived,
        ),
    ),
    personal=(
        Person("actions", _("Actions added"), Action, BY,
               ("forum__slug", "number", "title", "at")),
    ),
    texts=(
        Texts(Action, evidence="title partners funding"),
        Texts(Milestone, evidence="title evidence"),
    ),
    handover=No("Not in the handover file so far."),
    search=No("Not found yet: the search knows documents only."),
    retention=No("What both endorsed stays as evidence."),
    turns=Turns(queries.running, turns),
)  # fmt: skip

INDICATOR = Kind(
    code=queries.MEASURE,
    label=_("indicator"),
    models=(Indicator, IndicatorValue, Trend),
    find=by_number(queries.indicator),
    ends_with=No("It is measured through all cycles."),
    closed=No("Of the forum, open to every reader."),
    verbs={
        "indicator.entered": _("An indicator was added."),
        "indicator.valued": _("An indicator value was recorded."),
        "indicator.attested": _("Both Parties confirmed what an indicator shows."),
    },
    archive=(
        Archive(
            "indicators",
            _("Indicators"),
            columns=((_("Number"), "number"), (_("Title"), "title"),
                     (_("Baseline"), "baseline")),
            rows=queries.indicators_archived,
        ),
    ),
    personal=(
        Person("indicators", _("Indicators added"), Indicator, BY,
               ("forum__slug", "number", "title", "baseline_source", "at")),
        Person("indicator_values", _("Indicator values recorded"), IndicatorValue, BY,
               ("indicator__number", "value", "source", "at")),
    ),
    texts=(
        Texts(Indicator, evidence="title unit baseline_source"),
        Texts(IndicatorValue, evidence="source"),
    ),
    handover=No("Not in the handover file so far."),
    search=No("Not found yet: the search knows documents only."),
    retention=No("What both attested stays as evidence."),
    turns=Turns(queries.indicators, of_indicator),
)  # fmt: skip
