"""Agreed exception, option, statement, publication of results and official text: everything that the
rest of the house needs to know of these kinds."""

from cochair.compliance import archived, owed
from cochair.compliance.models import (
    Departure,
    OptionChange,
    Publication,
    SourcePassage,
    SourceText,
    Statement,
)
from cochair.kernel.kind import Archive, Handover, Kind, No, Texts, Turns
from cochair.procedure.refusal import _

OPEN_TO_ALL = No("Every reader of what the Parties share reads it.")
NOBODY = No("Who signed it is kept with its joint act.")
NOT_FOUND = No("Not found yet: the search knows documents only.")
STAYS = No("What both agreed stays: it names no person.")
DONE = No("Both have signed it already: nobody owes anything on it.")

DEPARTURE = Kind(
    code="departure",
    label=_("agreed exception"),
    models=(Departure,),
    find=archived.departure_of,
    ends_with=archived.cycle_of_departure,
    closed=No("It is known by its joint act, which entries are about."),
    verbs={"departure.accepted": _("A departure from a clause was accepted.")},
    archive=No("Not kept in an archive yet: statements and joint acts tell it."),
    personal=NOBODY,
    texts=(Texts(Departure, evidence="reason", name_nobody="target_id"),),
    handover=(Handover("handover.departures", archived.departures),),
    search=NOT_FOUND,
    retention=STAYS,
    turns=DONE,
)  # fmt: skip

OPTION = Kind(
    code="option",
    label=_("option of the procedures"),
    models=(OptionChange,),
    find=archived.option_of,
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
            columns=((_("Number"), "number"), (_("Signed"), "signed_at"), (_("Digest"), "digest")),
            rows=archived.statements,
        ),
    ),
    personal=NOBODY,
    texts=(Texts(Statement, evidence="results departures"),),
    handover=No("It is handed over as a joint act of the term."),
    search=NOT_FOUND,
    retention=STAYS,
    turns=Turns(owed.unclosed, owed.turns),
)  # fmt: skip

PUBLICATION = Kind(
    code="results-publication",
    label=_("publication of results"),
    models=(Publication,),
    find=No("The journal names the cycle whose results are public."),
    ends_with=No("Results may be published when a cycle is closed."),
    closed=OPEN_TO_ALL,
    verbs={"publication.made": _("Results were published.")},
    archive=No("Not kept in an archive yet: the joint act that agreed it is."),
    personal=NOBODY,
    texts=(Texts(Publication, evidence="body", name_nobody="subject_id"),),
    handover=No("It is handed over as a joint act of the term."),
    search=NOT_FOUND,
    retention=STAYS,
    turns=Turns(owed.unpublished, owed.publishing),
)  # fmt: skip

SOURCE = Kind(
    code="source",
    label=_("official text"),
    models=(SourceText, SourcePassage),
    find=archived.source_of,
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
