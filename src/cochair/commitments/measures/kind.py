"""Action and indicator: everything that the rest of the house knows of these kinds."""

from cochair.commitments.measures import queries, turns
from cochair.commitments.models import Action, Indicator, IndicatorValue, Milestone, Trend
from cochair.kernel.kind import Archive, Kind, No, Person, Texts, Turns, by_number
from cochair.procedure.refusal import _

BY = ("by__account",)
ACTION = Kind(
    code=queries.SUBJECT,
    label=_("action"),
    models=(Action, Milestone),
    find=by_number(queries.action),
    ends_with=No("It goes on through all cycles until it ends."),
    closed=No("Of the forum, open to every reader."),
    verbs={
        "action.entered": _("An action for some commitments was entered."),
        "action.endorsed": _("Both endorsed an action."),
        "action.moved": _("An action began, was completed or was discontinued."),
        "milestone.added": _("A milestone of an action was entered."),
        "milestone.reached": _("A milestone of an action was reached."),
    },
    archive=(
        Archive(
            "actions",
            _("Actions"),
            columns=((_("Number"), "number"), (_("Title"), "title"), (_("Lead"), "lead"),
                     (_("State"), "state")),
            rows=queries.actions_archived,
        ),
    ),
    personal=(
        Person("actions", _("Actions entered"), Action, BY,
               ("forum__slug", "number", "title", "at")),
    ),
    texts=(
        Texts(Action, evidence="title partners funding"),
        Texts(Milestone, evidence="title evidence"),
    ),
    handover=No("Not in the handover file so far."),
    search=No("Not found yet: the search knows documents only."),
    retention=No("What both endorsed stays as evidence."),
    turns=Turns(queries.running, turns.turns),
)  # fmt: skip

INDICATOR = Kind(
    code=queries.MEASURE,
    label=_("indicator"),
    models=(Indicator, IndicatorValue, Trend),
    find=by_number(queries.indicator),
    ends_with=No("It is measured through all cycles."),
    closed=No("Of the forum, open to every reader."),
    verbs={
        "indicator.entered": _("An indicator was entered."),
        "indicator.valued": _("A value of an indicator was entered."),
        "indicator.attested": _("Both attested what an indicator shows."),
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
        Person("indicators", _("Indicators entered"), Indicator, BY,
               ("forum__slug", "number", "title", "baseline_source", "at")),
        Person("indicator_values", _("Values of indicators entered"), IndicatorValue, BY,
               ("indicator__number", "value", "source", "at")),
    ),
    texts=(
        Texts(Indicator, evidence="title baseline_source"),
        Texts(IndicatorValue, evidence="source"),
    ),
    handover=No("Not in the handover file so far."),
    search=No("Not found yet: the search knows documents only."),
    retention=No("What both attested stays as evidence."),
    turns=Turns(queries.indicators, turns.of_indicator),
)  # fmt: skip
