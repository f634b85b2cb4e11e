"""A count of exchanges of information: everything that the rest of the house knows of this kind."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.urls import reverse

from cochair.features.commitments.models import ExchangeCount
from cochair.features.exchange import queries
from cochair.features.exchange.codes import KINDS
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power
from cochair.journal.models import Entry
from cochair.kernel.kind import Archive, Kind, No, Person, Texts, by_number
from cochair.kernel.rows import Rows
from cochair.kernel.search import Card
from cochair.procedure.refusal import _
from cochair.web.localize import in_all, translated


# Counts as they are searched: by channel, kind, Party and period, for every reader.
class Counts(Rows):
    """The counts of a forum that stand; the day by which they are narrowed is the first of the period."""

    kind = queries.SUBJECT
    model = ExchangeCount
    day = "start"

    def rows(self, forum: Forum) -> QuerySet[ExchangeCount]:
        """All counts of a forum."""
        return queries.counts(forum)

    def readable(
        self, forum: Forum, hat: ActingOffice, at: datetime, rows: QuerySet[ExchangeCount]
    ) -> Iterable[int]:
        """Those that were neither corrected nor withdrawn, for a reader of what the Parties share."""
        standing = rows.filter(ended_at=None).values_list("pk", flat=True)
        return standing if hat.may(Power.READ_SHARED) else ()

    def touched(self, forum: Forum, entries: Iterable[Entry]) -> Collection[int]:
        """All counts that were entered together: the entry names the first and the last."""
        about = [one for one in entries if one.about_kind == self.kind]
        found = Q(pk__in=())
        for one in about:
            found |= Q(number__range=(one.about_id, one.facts.get("last", one.about_id)))
        return (
            list(queries.counts(forum).filter(found).values_list("pk", flat=True)) if about else ()
        )

    def title(self, row: ExchangeCount) -> Mapping[str, str]:
        """The channel, the kind, the Party and the period, in every language."""
        party = parties.roster(row.forum).names().get(row.party, {})
        kinds = in_all(KINDS[row.kind])
        label = queries.period(row).label
        return {
            code: ", ".join((row.channel, words, str(translated(party, code)), label))
            for code, words in kinds.items()
        }

    def shown(self, forum: Forum, row: ExchangeCount) -> Card:
        """A count by what it counts."""
        return Card(
            title=self.title(row),
            day=row.start,
            address=reverse("commitments:exchange_count", args=[forum.slug, row.number]),
        )

    def first(self, forum: Forum, day: date) -> date:
        """A period begins on a civil day."""
        return day


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
    search=Counts(),
    retention=No("It is a figure of a Party and names nobody."),
    turns=No("The indicator asks for its value; nobody must count by a day."),
)  # fmt: skip
