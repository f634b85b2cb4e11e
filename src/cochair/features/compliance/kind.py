"""Agreed exception, option, statement, publication of results and official text: everything that the
rest of the house needs to know of these kinds."""

from collections.abc import Iterable, Iterator

from cochair.features.compliance import cure_turns, cycle_turns, queries, statement, visibility
from cochair.features.compliance.models import (
    Departure,
    OptionChange,
    Publication,
    SourcePassage,
    SourceText,
    Statement,
)
from cochair.features.cycles.models import Cycle
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.kernel.archive import Reader
from cochair.kernel.handover import Reader as Taker
from cochair.kernel.handover import Row as Handed
from cochair.kernel.handover import handed
from cochair.kernel.kind import Archive, Handover, Kind, No, Row, Texts, Turns
from cochair.procedure.calendar import civil_day
from cochair.procedure.refusal import _
from cochair.web import spoken
from cochair.web.numbers import whole


# How agreed exceptions, options and the official text are found by the names that the journal
# calls them by, and what archives and handover files say of exceptions and statements.
def statements(reader: Reader) -> Iterator[Row]:
    """The compliance statements that both signed, the addenda after the first."""
    hidden = visibility.closed(reader.forum, reader.hat, reader.at)
    for one in queries.statements(reader.cycle):
        yield statement.seen(statement.as_json(reader.forum, one), hidden)


def departures(reader: Taker) -> Iterable[Handed]:
    """The exceptions that both agreed, each with its clause and its reason."""
    forum = reader.forum
    book = parties.book(forum, reader.at)
    acts = statement.acts_of(forum)
    for one in queries.facts_at(forum, reader.at).departures:
        found = queries.clause_in(forum, one.rule, book.version)
        if found is not None:
            version, clause = found
            yield handed(
                clause.text,
                day=civil_day(one.at, forum.zone),
                note={
                    code: spoken.as_written(acts[one.id].reason_in(code), code)
                    for code in book.languages
                },
                where=("compliance:clause", forum.slug, version, one.rule),
                about=(one.target, visibility.judged_on(visibility.MEETING, one.target)),
            )


def departure_of(forum: Forum, name: str) -> Departure:
    """The exception that the journal calls by its clause and its target; one that is only proposed
    is not kept yet."""
    rule, _colon, target = name.partition(":")
    return Departure(forum=forum, rule=rule, target_id=target)


def cycle_of_departure(departure: Departure) -> Cycle | None:
    """The cycle of what is departed from a clause for: a cycle, a slot of one, or a meeting."""
    target = departure.target_id
    for row in Cycle.objects.filter(forum=departure.forum).select_related("forum"):
        if target == str(row) or target.startswith(f"{row}-"):
            return row
    meeting = Meeting.objects.filter(forum=departure.forum, slug=target).first()
    return meeting.cycle if meeting is not None else None


def option_of(forum: Forum, key: str) -> OptionChange | None:
    """An option as both set it last, or None."""
    return OptionChange.objects.filter(forum=forum, key=key).last()


def source_of(forum: Forum, number: str) -> SourceText | None:
    """The official text of a forum that has a number, or None."""
    rows = SourceText.objects.filter(procedures__forum=forum)
    return rows.filter(pk=whole(number) or 0).first()


OPEN_TO_ALL = No("Every reader of what the Parties share reads it.")
NOBODY = No("Who signed it is kept with its joint act.")
NOT_FOUND = No("Not found yet: the search knows documents only.")
STAYS = No("What both agreed stays: it names no person.")
DONE = No("Both have signed it already: nobody owes anything on it.")

DEPARTURE = Kind(
    code="departure",
    label=_("agreed exception"),
    models=(Departure,),
    find=departure_of,
    ends_with=cycle_of_departure,
    closed=No("It is known by its joint act, which entries are about."),
    verbs={"departure.accepted": _("An agreed exception to a clause was accepted.")},
    archive=No("Not kept in an archive yet: statements and joint acts tell it."),
    personal=NOBODY,
    texts=(Texts(Departure, evidence="reason", name_nobody="target_id"),),
    handover=(Handover("handover.departures", departures),),
    search=NOT_FOUND,
    retention=STAYS,
    turns=Turns(cure_turns.forums, cure_turns.turns),
)  # fmt: skip

OPTION = Kind(
    code="option",
    label=_("option of the procedures"),
    models=(OptionChange,),
    find=option_of,
    ends_with=No("An option is of the forum, through all cycles."),
    closed=OPEN_TO_ALL,
    verbs={"option.changed": _("An option of the procedures was changed.")},
    archive=No("Not kept in an archive yet: the joint act that changed it is."),
    personal=NOBODY,
    texts=(Texts(OptionChange, name_nobody="value"),),
    handover=No("It is handed over as a joint act of the term."),
    search=NOT_FOUND,
    retention=STAYS,
    turns=DONE,
)  # fmt: skip

STATEMENT = Kind(
    code="compliance-statement",
    label=_("compliance statement"),
    models=(Statement,),
    find=No("The journal names the cycle of which it is."),
    ends_with=No("Addenda stay possible when a cycle is closed."),
    closed=No("Its rows are left out one by one for whoever may not read them."),
    verbs={"statement.signed": _("A compliance statement was signed.")},
    archive=(
        Archive(
            "statements",
            _("Compliance statements"),
            columns=((_("Number"), "number"), (_("Signed on"), "signed_at"), (_("Fingerprint"), "digest")),
            rows=statements,
        ),
    ),
    personal=NOBODY,
    texts=(Texts(Statement, evidence="results departures"),),
    handover=No("It is handed over as a joint act of the term."),
    search=NOT_FOUND,
    retention=STAYS,
    turns=Turns(cycle_turns.unclosed, cycle_turns.turns),
)  # fmt: skip

PUBLICATION = Kind(
    code="results-publication",
    label=_("publication of results"),
    models=(Publication,),
    find=No("The journal names the cycle whose results are public."),
    ends_with=No("Results may be published when a cycle is closed."),
    closed=OPEN_TO_ALL,
    verbs={"publication.made": _("The results of a cycle were published.")},
    archive=No("Not kept in an archive yet: the joint act that agreed it is."),
    personal=NOBODY,
    texts=(Texts(Publication, evidence="body", name_nobody="subject_id"),),
    handover=No("It is handed over as a joint act of the term."),
    search=NOT_FOUND,
    retention=STAYS,
    turns=Turns(cycle_turns.unpublished, cycle_turns.publishing),
)  # fmt: skip

SOURCE = Kind(
    code="source",
    label=_("official text"),
    models=(SourceText, SourcePassage),
    find=source_of,
    ends_with=No("It stands beside the clauses, through all cycles."),
    closed=OPEN_TO_ALL,
    verbs={"source.attached": _("The official text was attached.")},
    archive=No("The words of others are not ours to hand on."),
    personal=No("It is attached on the command line, by nobody."),
    texts=(
        Texts(SourceText, name_nobody="name"),
        Texts(SourcePassage, name_nobody="words"),
    ),
    handover=No("The next presidency finds it beside the clauses."),
    search=NOT_FOUND,
    retention=STAYS,
    turns=No("Who holds the text may attach it, and owes nothing."),
)  # fmt: skip

KINDS = (DEPARTURE, OPTION, STATEMENT, PUBLICATION, SOURCE)
