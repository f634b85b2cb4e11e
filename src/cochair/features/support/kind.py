"""A request for support: everything that the rest of the house knows of this kind."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse

from cochair.features.commitments.models import SupportOutcome, SupportRequest
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.parties.turns import of_secretariat
from cochair.features.support import queries
from cochair.kernel.kind import Archive, Kind, No, Person, Texts, Turn, Turns, by_number
from cochair.kernel.rows import Rows
from cochair.kernel.search import Card, Passage
from cochair.procedure.calendar import civil_day, end_of_day
from cochair.procedure.refusal import _


# Requests as they are searched: by their words and what became of them, for every reader.
class Requests(Rows):
    """The requests of a forum; the day by which they are narrowed is that on which one asked."""

    kind = queries.SUBJECT
    model = SupportRequest
    day = "asked_on"

    def rows(self, forum: Forum) -> QuerySet[SupportRequest]:
        """All requests of a forum."""
        return queries.requests(forum)

    def readable(
        self, forum: Forum, hat: ActingOffice, at: datetime, rows: QuerySet[SupportRequest]
    ) -> Iterable[int]:
        """All of them, for a reader of what the Parties share."""
        return rows.values_list("pk", flat=True) if hat.may(Power.READ_SHARED) else ()

    def texts(self, row: SupportRequest) -> Iterator[Passage]:
        """What became of a request, each time in the language in which it was said."""
        for one in row.outcomes.all():
            yield Passage(one.language, one.words, paragraph=f"outcome-{one.pk}")

    def shown(self, forum: Forum, row: SupportRequest) -> Card:
        """A request, and what became of it at the end of its page."""
        return Card(
            title=row.title,
            day=row.asked_on,
            address=reverse("commitments:support_request", args=[forum.slug, row.number]),
            place="#came",
        )

    def first(self, forum: Forum, day: date) -> date:
        """It was asked on a civil day."""
        return day


# Whose turn it is on a request of which the day is over.
CAME = _("Record what came of it: request for support {n}")


def turns(row: SupportRequest, at: datetime) -> Iterable[Turn]:
    """The secretariat of the Party that asked says what came of it, once the day is over by which it
    was needed."""
    if row.needed_by >= civil_day(at, row.forum.zone):
        return
    until = end_of_day(row.needed_by, row.forum.zone)
    where = ("commitments:support_request", str(row.number), "#outcome")
    yield of_secretariat(row.party, CAME, {"n": str(row.number)}, where, until, "fixed")


BY = ("by__account",)
SUPPORT_REQUEST = Kind(
    code=queries.SUBJECT,
    label=_("request for support"),
    models=(SupportRequest, SupportOutcome),
    find=by_number(queries.request),
    ends_with=No("It goes on through all cycles until something came of it."),
    closed=No("Of the forum, open to every reader."),
    verbs={
        "support.asked": _("A request for support was recorded."),
        "support.outcome_recorded": _("What became of a request for support was recorded."),
    },
    archive=(
        Archive(
            "support_requests",
            _("Requests for support"),
            columns=((_("Number"), "number"), (_("Programme"), "programme"),
                     (_("Title"), "title"), (_("Status"), "state")),
            rows=queries.archived,
        ),
    ),
    personal=(
        Person("support_requests", _("Requests for support recorded"), SupportRequest, BY,
               ("forum__slug", "number", "title", "source", "at")),
        Person("support_outcomes", _("Outcomes of requests for support recorded"), SupportOutcome,
               BY, ("request__number", "state", "words", "at")),
    ),
    texts=(
        Texts(SupportRequest, evidence="title source"),
        Texts(SupportOutcome, evidence="words"),
    ),
    handover=No("Not in the handover file so far."),
    search=Requests(title="title"),
    retention=No("What a Party asked for stays as evidence."),
    turns=Turns(queries.running, turns),
)  # fmt: skip
