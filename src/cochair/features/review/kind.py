"""Proposed version of the procedures, and the review of a meeting: everything that the rest of the house
needs to know of this kind."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings

from cochair.features.acts import queries as acts
from cochair.features.compliance.models import ProcedureReview, ProposedVersion
from cochair.features.compliance.names import names_of
from cochair.features.meetings import responsibility
from cochair.features.meetings.ends import DAY
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.turns import signed_by
from cochair.features.review import adoption, outcomes, queries
from cochair.kernel.kind import Kind, No, Person, Texts, Turn, Turns
from cochair.procedure.calendar import start_of_day
from cochair.procedure.refusal import _
from cochair.web.localize import say

# Whose turn it is on the review of the procedures, and on a version that was adopted.
NOTE = _("Record the review of the procedures: {m}")
ENTER = _("Enter the version: {n} (refused: {why})")


def undecided(forum: Forum) -> tuple[Meeting | ProposedVersion, ...]:
    """The meetings that have opened and whose record is not approved, of which some review the
    procedures, and the versions that are proposed."""
    opened = Meeting.objects.filter(
        forum=forum,
        opened_at__isnull=False,
        completed_at=None,
        cancelled_at=None,
        cycle__closed_at=None,
    ).exclude(responsibility.NOT_OURS)
    proposed = queries.proposals(forum).filter(
        proposed_at__isnull=False, adopted=None, withdrawn_at=None
    )
    return (*opened.select_related("forum", "cycle"), *proposed)


def turns(one: Meeting | ProposedVersion, at: datetime) -> Iterable[Turn]:
    """Both note the review from the opening of the meeting, before it ends and at the latest until its
    record is approved; a version that a decision adopted and that cannot be
    entered is its Party's.  At an instant (UTC).  What else is proposed the meeting decides."""
    return _noting(one, at) if isinstance(one, Meeting) else _entering(one, at)


def _noting(meeting: Meeting, at: datetime) -> Iterable[Turn]:
    if queries.reviewer_of(meeting, at) is None or not outcomes.is_open(meeting, at):
        return
    waiting = acts.Sent(queries.REVIEW, "meeting", meeting.slug) in acts.sent(meeting.forum)
    if waiting or queries.review_of(meeting) is not None:
        return
    facts = {"m": names_of(meeting.forum).get(meeting.slug, meeting.slug)}
    codes = parties.roster(meeting.forum).party_codes
    where = ("compliance:review", meeting.slug, "#note")
    last = meeting.schedules.last()
    until = last.ends if last is not None and last.precision == DAY else None
    yield from signed_by(codes, NOTE, facts, until, "fixed" if until else "", where)


def _entering(row: ProposedVersion, at: datetime) -> Iterable[Turn]:
    why = adoption.refusal(row, at)
    if why is None:
        return
    zone = row.forum.zone
    said = {code: say(why, zone=zone, language=code) for code, _name in settings.LANGUAGES}
    until = start_of_day(row.effective_from, zone)
    where = ("compliance:proposal", str(row.place), "#decide")
    yield from signed_by((row.party.code,), ENTER, {"n": row.number, "why": said}, until, "fixed", where)  # fmt: skip


PROCEDURES = Kind(
    code="procedures",
    label=_("version of the procedures"),
    models=(ProposedVersion, ProcedureReview),
    find=queries.of_name,
    ends_with=No("The procedures are in force through all cycles."),
    closed=queries.closed,
    verbs={
        "procedures.drafted": _("A draft of the procedures was started."),
        "procedures.redrafted": _("A draft of the procedures was changed."),
        "procedures.dropped": _("A draft of the procedures was abandoned."),
        "procedures.proposed": _("A version of the procedures was proposed to a meeting."),
        "procedures.withdrawn": _("A proposed version of the procedures was withdrawn."),
        "procedures.reviewed": _("Both co-presidencies recorded the outcome of the " "review of the procedures."),
        "procedures.adopted": _("A version of the procedures was adopted."),
    },
    archive=No("Its paper is among the documents, and its clauses once it is adopted."),
    personal=(
        Person("proposed_versions", _("Versions of the procedures proposed"), ProposedVersion,
               ("made_by__account",),
               ("forum__slug", "number", "made_at", "changed_at", "withdrawn_at")),
    ),
    texts=(Texts(ProposedVersion, evidence="text", name_nobody="languages decision"),),
    handover=No("Not handed over yet: its paper is, while it is under decision."),
    search=No("Not found yet: the search knows its paper only."),
    retention=No("What was proposed to a meeting stays with its papers."),
    turns=Turns(undecided, turns),
)  # fmt: skip
