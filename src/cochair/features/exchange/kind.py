"""A count of exchanges of information: everything that the rest of the house knows of this kind."""

from cochair.features.commitments.models import ExchangeCount
from cochair.features.exchange import queries
from cochair.kernel.kind import Archive, Kind, No, Person, Texts, by_number
from cochair.procedure.refusal import _

EXCHANGE_COUNT = Kind(
    code=queries.SUBJECT,
    label=_("count of exchanges of information"),
    models=(ExchangeCount,),
    find=by_number(queries.count),
    ends_with=No("Counts go on through all cycles."),
    closed=No("Of the forum, open to every reader."),
    verbs={
        "exchange.counted": _("Counts of exchanges of information were added or corrected."),
        "exchange.withdrawn": _("A count of exchanges of information was withdrawn."),
    },
    archive=(
        Archive(
            "exchange_counts",
            _("Counts of exchanges of information"),
            columns=((_("Period"), "period"), (_("Channel"), "channel"), (_("Party"), "party"),
                     (_("Count"), "count")),
            rows=queries.archived,
        ),
    ),
    personal=(
        Person("exchange_counts", _("Counts of exchanges of information added"), ExchangeCount,
               ("by__account",), ("forum__slug", "number", "channel", "count", "source", "at")),
    ),
    texts=(Texts(ExchangeCount, evidence="source ended_reason"),),
    handover=No("It is no task of a presidency."),
    search=No("It is a figure; its page has them all."),
    retention=No("It is a figure of a Party and names nobody."),
    turns=No("The indicator asks for its value; nobody must count by a day."),
)  # fmt: skip
