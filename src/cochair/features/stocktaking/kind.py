"""Stock-taking report: everything that the rest of the house knows of this kind."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from cochair.features.commitments.models import LineComment, StocktakingReport
from cochair.features.cycles.models import Cycle
from cochair.features.invitations.queries import begins
from cochair.features.meetings.responsibility import not_over
from cochair.features.meetings.titles import meeting_titles
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.turns import of_secretariat, signed
from cochair.features.stocktaking import queries
from cochair.features.stocktaking.states import SUBJECT, State, state_of
from cochair.kernel.kind import Archive, Handover, Kind, No, Person, Texts, Turn, Turns, by_number
from cochair.procedure.calendar import civil_day
from cochair.procedure.refusal import _

# Whose turn it is on the stock-taking report of a cycle.
OPEN = _("Open the stock-taking: cycle {n}")
ASK = _("Open the round of comments: stock-taking of cycle {n}")
ANSWER = _("Answer comments ({n})")
CLOSE = _("Close the stock-taking: cycle {n}")
REPORT = _("Report the outcome to {m}")


# How long before the last meeting of its cycle the report is asked for.
AHEAD = timedelta(days=60)


def open_rows(forum: Forum) -> tuple[Cycle | StocktakingReport, ...]:
    """The cycles that have no report, and the reports whose outcome was not reported yet."""
    return (*queries.unreported(forum), *queries.unfinished(forum))


def turns(row: Cycle | StocktakingReport, at: datetime) -> Iterable[Turn]:
    """Whose turn it is on a report, or on a cycle that has none yet, at an instant (aware UTC)."""
    return _to_open(row, at) if isinstance(row, Cycle) else _of_report(row, at)


def _to_open(cycle: Cycle, at: datetime) -> Iterable[Turn]:
    """The secretariats open it from 60 days before the meeting that closes their cycle."""
    forum = cycle.forum
    if not cycle.start <= civil_day(at, forum.zone) <= cycle.end:
        return
    last = queries.closing_configuration(forum, at)
    meetings = (one for one in not_over(forum) if one.cycle_id == cycle.pk)
    starts = [begins(one) for one in meetings if one.configuration == last]
    known = [one for one in starts if one is not None and one - at <= AHEAD]
    where = ("commitments:stocktakings",)
    for party in parties.roster(forum).party_codes if known else ():
        yield of_secretariat(party, OPEN, {"n": str(cycle.number)}, where, min(known), "practice")


def _of_report(row: StocktakingReport, at: datetime) -> Iterable[Turn]:
    """The secretariats ask for comments and answer them, both close it, and its outcome goes to the
    meeting that opens the next cycle; nobody acts while comments are asked for, or in a closed
    cycle."""
    if row.cycle.closed_at is not None:
        return
    number = str(row.cycle.number)
    state = state_of(row)
    on_page = ("commitments:stocktaking", number, "#next")
    if state is State.FINAL:
        yield from _to_report(row, at, on_page)
    elif state is State.DRAFT:
        yield from _each(row, ASK, {"n": number}, on_page)
    elif row.comments_until is not None and at >= row.comments_until:
        left = sum(one.answered_at is None for one in queries.comments(row))
        if left:
            said = ("commitments:stocktaking_comments", number, "#said")
            yield from _each(row, ANSWER, {"n": str(left)}, said)
        elif not queries.waiting(row):
            for party in parties.roster(row.forum).party_codes:
                yield from signed(party, CLOSE, {"n": number}, on_page[:-1])


def _to_report(row: StocktakingReport, at: datetime, where: tuple[str, ...]) -> Iterable[Turn]:
    """To the next meeting of the configuration that opens a cycle, until it opens."""
    if row.reported_to_id is not None:
        return
    opening = queries.opening_configuration(row.forum, at)
    meetings = queries.following_meetings(row)
    found = next((one for one in meetings if one.configuration == opening), None)
    if found is not None:
        book, until = parties.book(row.forum, at), begins(found)
        facts = {"m": meeting_titles(found, book)}
        yield from _each(row, REPORT, facts, where, until)


def _each(
    row: StocktakingReport,
    says: str,
    facts: Mapping[str, object],
    where: tuple[str, ...],
    until: datetime | None = None,
) -> Iterable[Turn]:
    for party in parties.roster(row.forum).party_codes:
        yield of_secretariat(party, says, facts, where, until, "rule" if until else "")


STOCKTAKING = Kind(
    code=SUBJECT,
    label=_("stock-taking report"),
    models=(StocktakingReport, LineComment),
    find=by_number(queries.report),
    ends_with=queries.ends_with,
    closed=No("Of the forum, open to every reader."),
    verbs={
        "stocktaking.opened": _("The stock-taking report of a cycle was opened."),
        "stocktaking.foreword_written": _("The foreword of a stock-taking report was written."),
        "stocktaking.comments_asked": _("The round of comments on a stock-taking report " "was opened."),
        "stocktaking.commented": _("A comment on a stock-taking report was sent."),
        "stocktaking.comment_answered": _("A comment on a stock-taking report was answered."),
        "stocktaking.closed": _("Both Parties closed a stock-taking report."),
        "stocktaking.reported": _("The outcome of a stock-taking was reported to the " "following meeting."),
    },
    archive=(
        Archive(
            "stocktaking",
            _("Stock-taking"),
            columns=((_("Cycle"), "cycle"), (_("Final since"), "final_at")),
            rows=queries.archived,
        ),
    ),
    personal=(
        Person("stocktaking_comments", _("Comments on stock-taking reports"), LineComment,
               ("by__account",), ("report__cycle__number", "commitment__slug", "words", "at")),
        Person("stocktaking_answers", _("Answers to comments on stock-taking reports"), LineComment,
               ("answered_by__account",), ("report__cycle__number", "answer", "answered_at")),
        Person("stocktaking_opened", _("Stock-taking reports opened"), StocktakingReport,
               ("opened_by__account",), ("cycle__number", "opened_at")),
    ),
    texts=(
        Texts(StocktakingReport, evidence="foreword content"),
        Texts(LineComment, evidence="words answer"),
    ),
    handover=(Handover("handover.stocktaking", queries.handed_over),),
    search=No("Not found yet: the search knows documents only."),
    retention=No("What both closed stays as evidence."),
    turns=Turns(open_rows, turns),
)  # fmt: skip
