"""A finding of a threat assessment: everything that the rest of the house knows of this kind."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from cochair.features.commitments.models import Answer, Finding
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.threats import queries
from cochair.kernel.kind import Archive, Kind, No, Person, Texts, by_number
from cochair.kernel.rows import Rows
from cochair.kernel.search import Card
from cochair.procedure.refusal import _


# Findings as they are searched: by their words, for whoever reads what the Parties share.
class Findings(Rows):
    """The findings of a forum; the day by which they are narrowed is that of their entry."""

    kind = queries.SUBJECT
    model = Finding
    day = "at"

    def rows(self, forum: Forum) -> QuerySet[Finding]:
        """All findings of a forum with their assessments."""
        return queries.findings(forum)

    def readable(
        self, forum: Forum, hat: ActingOffice, at: datetime, rows: QuerySet[Finding]
    ) -> Iterable[int]:
        """All of them, for a reader of what the Parties share."""
        return rows.values_list("pk", flat=True) if hat.may(Power.READ_SHARED) else ()

    def more(self, row: Finding) -> str:
        """The assessment that says so."""
        return str(row.assessment)

    def shown(self, forum: Forum, row: Finding) -> Card:
        """A finding with its assessment."""
        return Card(
            title=row.title,
            symbol=str(row.assessment),
            day=row.at,
            address=reverse("commitments:finding", args=[forum.slug, row.number]),
        )


FINDING = Kind(
    code=queries.SUBJECT,
    label=_("finding of a threat assessment"),
    models=(Finding, Answer),
    find=by_number(queries.finding),
    ends_with=No("It may be answered through all cycles."),
    closed=No("Of the forum, open to every reader."),
    verbs={
        "finding.entered": _("A finding of a threat assessment was added."),
        "finding.corrected": _("A finding of a threat assessment was corrected."),
        "finding.withdrawn": _("A finding of a threat assessment was withdrawn."),
        "finding.answered": _("The answers to a finding of a threat assessment were named."),
    },
    archive=(
        Archive(
            "findings",
            _("Findings of threat assessments"),
            columns=((_("Number"), "number"), (_("Finding"), "title"),
                     (_("Threat assessment"), "assessment")),
            rows=queries.archived,
        ),
    ),
    personal=(
        Person("findings", _("Findings of threat assessments added"), Finding, ("by__account",),
               ("forum__slug", "number", "title", "at")),
        Person("finding_answers", _("Answers to findings named"), Answer, ("by__account",),
               ("finding__number", "at", "ended_at")),
    ),
    texts=(Texts(Finding, evidence="title earlier withdrawn_reason", name_nobody="areas place"),),
    handover=No("It is no task of a presidency."),
    search=Findings(title="title"),
    retention=No("It is public and names nobody."),
    turns=No("The page of the chain shows each gap; nobody must close one by a day."),
)  # fmt: skip
