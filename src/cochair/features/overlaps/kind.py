"""A decision on an overlap: everything that the rest of the house knows of this kind."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from cochair.features.commitments.models import OverlapDecision
from cochair.features.overlaps import queries
from cochair.features.overlaps.codes import DECISIONS
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power
from cochair.kernel.kind import Archive, Kind, No, Texts
from cochair.kernel.rows import Rows
from cochair.kernel.search import Card
from cochair.procedure.refusal import _
from cochair.web.localize import in_all, translated


# Decisions as they are searched: by the initiative, the decision and its reason, for every reader.
class Decisions(Rows):
    """The decisions of a forum on overlaps; the day by which they are narrowed is the signature."""

    kind = "overlap-decision"
    model = OverlapDecision
    day = "at"
    made_by = "overlap.decided"

    def rows(self, forum: Forum) -> QuerySet[OverlapDecision]:
        """All decisions of a forum."""
        rows = OverlapDecision.objects.filter(commitment__instrument__forum=forum)
        return rows.select_related("commitment", "initiative")

    def readable(
        self, forum: Forum, hat: ActingOffice, at: datetime, rows: QuerySet[OverlapDecision]
    ) -> Iterable[int]:
        """Those that stand, for a reader of what the Parties share: the page shows no others."""
        if not hat.may(Power.READ_SHARED):
            return ()
        return [one.decision.pk for one in queries.overlaps(forum) if one.decision is not None]

    def title(self, row: OverlapDecision) -> Mapping[str, str]:
        """The initiative, and what both decided, in every language."""
        decided = in_all(DECISIONS[row.decision])
        name = row.initiative.name
        return {code: f"{translated(name, code)}: {words}" for code, words in decided.items()}

    def more(self, row: OverlapDecision) -> str:
        """The number of its commitment."""
        return str(row.commitment.slug)

    def shown(self, forum: Forum, row: OverlapDecision) -> Card:
        """A decision with its commitment."""
        pair = (row.commitment.slug, row.initiative.code)
        return Card(
            title=self.title(row),
            symbol=row.commitment.slug,
            day=row.at,
            address=reverse("commitments:overlap", args=[forum.slug, *pair]),
        )


OVERLAP_DECISION = Kind(
    code=Decisions.kind,
    label=_("decision on an overlap"),
    models=(OverlapDecision,),
    find=No("Entries name its commitment."),
    ends_with=No("Entries name its commitment, which goes on through all cycles."),
    closed=No("Entries name its commitment, and are read with it."),
    verbs={
        "overlap.decided": _("Both Parties decided what becomes of an overlap with an initiative."),
    },
    archive=(
        Archive(
            "overlaps",
            _("Decisions on overlaps with initiatives"),
            columns=((_("Commitment"), "commitment"), (_("Initiative"), "initiative"),
                     (_("Decision"), "decision")),
            rows=queries.archived,
        ),
    ),
    personal=No("It refers to no person; its act names who signed."),
    texts=(Texts(OverlapDecision, evidence="words"),),
    handover=No("Nothing of it is left to be done."),
    search=Decisions(fields=("words",)),
    retention=No("What both signed stays as evidence."),
    turns=No("The page shows what is not decided; nobody must decide by a day."),
)  # fmt: skip
