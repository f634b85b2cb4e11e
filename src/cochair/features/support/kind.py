"""A request for support: everything that the rest of the house knows of this kind."""

from collections.abc import Iterable
from datetime import datetime

from cochair.features.commitments.models import SupportOutcome, SupportRequest
from cochair.features.parties.turns import of_secretariat
from cochair.features.support import queries
from cochair.kernel.kind import Archive, Kind, No, Person, Texts, Turn, Turns, by_number
from cochair.procedure.calendar import civil_day, end_of_day
from cochair.procedure.refusal import _

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
    search=No("Not found yet: its page has them all."),
    retention=No("What a Party asked for stays as evidence."),
    turns=Turns(queries.running, turns),
)  # fmt: skip
