"""Instrument, commitment and what is reported on it: everything that the rest of the house knows of
these kinds."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse

from cochair.features.commitments.models import (
    Commitment,
    Instrument,
    PartyAssessment,
    ProgressReport,
    Relation,
    ReportDraft,
)
from cochair.features.extraction import turns as extraction
from cochair.features.follow_up import drafts, queries, turns
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power
from cochair.kernel.kind import Archive, Kind, No, Person, Texts, Turns, by_number
from cochair.kernel.rows import Rows
from cochair.kernel.search import Card
from cochair.procedure.refusal import _


# Commitments as they are searched: by their words, for whoever reads what the Parties share.
class Commitments(Rows):
    """The commitments of a forum; the day by which they are narrowed is that of their instrument."""

    kind = "commitment"
    model = Commitment
    day = "instrument__day"
    is_loaded = True
    made_by = "commitments.taken"

    def rows(self, forum: Forum) -> QuerySet[Commitment]:
        """All commitments of a forum with their instruments."""
        return queries.commitments(forum)

    def readable(
        self, forum: Forum, hat: ActingOffice, at: datetime, rows: QuerySet[Commitment]
    ) -> Iterable[int]:
        """All of them, for a reader of what the Parties share."""
        return rows.values_list("pk", flat=True) if hat.may(Power.READ_SHARED) else ()

    def more(self, row: Commitment) -> str:
        """Its number in the instrument."""
        return row.slug

    def shown(self, forum: Forum, row: Commitment) -> Card:
        """A commitment with its number."""
        return Card(
            title=row.text,
            symbol=row.slug,
            day=row.instrument.day,
            address=reverse("commitments:commitment", args=[forum.slug, row.slug]),
        )

    def first(self, forum: Forum, day: date) -> date:
        """The instrument has a civil day."""
        return day


BY = ("by__account",)
SAID = ("commitment__slug", "status", "words", "evidence", "at")
INSTRUMENT = Kind(
    # What joint acts call the table by which commitments of any instruments come in.
    code="commitments",
    label=_("instrument"),
    models=(Instrument,),
    find=No("Entries name the act that took its commitments in."),
    ends_with=No("It is in force through all cycles."),
    closed=No("Of the forum, open to every reader."),
    verbs={"commitments.taken": _("Both Parties added commitments to the register.")},
    archive=No("Each of its commitments names it."),
    personal=No("It refers to no person."),
    texts=(Texts(Instrument, name_nobody="source note title url languages"),),
    handover=No("It is no task of a presidency."),
    search=No("Not found yet: the search knows documents only."),
    retention=No("What both adopted stays as evidence."),
    turns=Turns(extraction.decided, extraction.turns),
)  # fmt: skip

COMMITMENT = Kind(
    code="commitment",
    label=_("commitment"),
    models=(Commitment, Relation),
    find=queries.commitment,
    ends_with=No("It is in force through all cycles until it is settled."),
    closed=No("Of the forum, open to every reader."),
    verbs={
        "commitment.compared": _("A commitment was compared with other initiatives."),
        "commitment.owners_named": _("The owners of a commitment were named."),
        "commitment.attested": _("Both Parties attested a commitment of before Cochair."),
        "commitment.settled": _("Both Parties recorded that a commitment is no longer in " "force."),
    },
    archive=(
        Archive(
            "commitments",
            _("Commitments"),
            columns=((_("Code"), "id"), (_("In plain words"), "text"), (_("Status"), "state")),
            rows=queries.archived,
        ),
    ),
    personal=No("It refers to no person."),
    texts=(
        Texts(Commitment, evidence="text",
              name_nobody="source note areas levels paragraphs purposes owners"),
    ),
    handover=No("Not in the handover file so far."),
    search=Commitments(title="text"),
    retention=No("What both agreed stays as evidence."),
    turns=Turns(turns.in_force, turns.turns),
)  # fmt: skip

REPORT = Kind(
    code="progress-report",
    label=_("report on a commitment"),
    models=(ProgressReport, PartyAssessment),
    find=No("Entries name its commitment instead."),
    ends_with=No("It is said of what goes on through all cycles."),
    closed=No("Entries name its commitment instead."),
    verbs={
        "commitment.reported": _("An owner reported on a commitment."),
        "commitment.assessed": _("A Party assessed a commitment."),
    },
    archive=No("Its commitment lists it there."),
    personal=(
        Person("progress", _("Reports on commitments"), ProgressReport, BY, SAID),
        Person("assessed", _("Assessments of commitments for your Party"), PartyAssessment, BY,
               ("commitment__slug", "words", "at")),
    ),
    texts=(
        Texts(ProgressReport, evidence="words evidence"),
        Texts(PartyAssessment, evidence="words"),
    ),
    handover=No("It is written once, and asks for nothing."),
    search=No("Not found yet: the search knows documents only."),
    retention=No("What an owner said stays as evidence."),
    turns=No("Once entered it owes nobody anything; its commitment asks for the next."),
)  # fmt: skip

DRAFT = Kind(
    code="report-draft",
    label=_("prepared report on a commitment"),
    models=(ReportDraft,),
    find=by_number(drafts.draft),
    ends_with=No("It is said of what goes on through all cycles."),
    closed=drafts.closed,
    verbs={
        "commitment.report_prepared": _(
            "A report on a commitment was prepared for a head of delegation."
        ),
    },
    archive=No("Only its own delegation ever reads it."),
    personal=(
        Person("progress_drafts", _("Prepared reports on commitments"), ReportDraft, BY, SAID),
    ),
    texts=(Texts(ReportDraft, evidence="words evidence"),),
    handover=No("It is its delegation's own, not the presidency's."),
    search=No("Never to be found: only its delegation reads it."),
    retention=No("What was prepared stays with its author's acts."),
    turns=Turns(drafts.left, turns.of_draft),
)  # fmt: skip
