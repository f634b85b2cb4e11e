"""Report on a commitment, assess it for one Party, name its owners, propose that it has ended.

A status is what an owner says; no action and no query works one out (domain.md CB-50).
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from cochair.features.acts import actions as acts
from cochair.features.acts.models import JointAct
from cochair.features.commitments.journal import tell
from cochair.features.commitments.models import (
    Commitment,
    PartyAssessment,
    ProgressReport,
    ReportDraft,
)
from cochair.features.follow_up import drafts, owners, refusals, titles
from cochair.features.follow_up.queries import SETTLE
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.journal.actions import record
from cochair.procedure.calendar import civil_day
from cochair.procedure.reason import in_a_sentence
from cochair.procedure.refusal import Refusal, _, require
from cochair.web.errors import StaleVersion
from cochair.web.localize import in_all


@transaction.atomic
def report(
    row: Commitment,
    *,
    status: str,
    words: str,
    evidence: str,
    language: str,
    by: ActingOffice,
    at: datetime,
) -> ProgressReport:
    """Say where a commitment stands, for the owner for which an office speaks.

    The same said twice in a row on one civil day by the same owner is kept once; said again on a
    later day it is a new report, because it tells where things stand now.  Raises Refused without words or
    a line of evidence, for a commitment that is in force no longer, and from whoever owns it not.
    """
    row, words, evidence = _locked(row), words.strip(), evidence.strip()
    _require_sayable(row, owners.may_report(row, by), status, words, evidence)
    author = owners.speaks_for(by)
    last = row.reports.filter(author=author).order_by("-at", "-pk").first()
    same = last and (last.status, last.words, last.evidence) == (status, words, evidence)
    if last and same and _same_day(row, last.at, at):
        return last
    made = ProgressReport.objects.create(
        commitment=row,
        author=author,
        status=status,
        words=words,
        evidence=evidence,
        language=language,
        at=at,
        by_id=by.office,
    )
    facts = {"report": made.pk, "author": author, "status": status}
    _tell(row, "commitment.reported", by=by, at=at, facts=facts)
    return made


@transaction.atomic
def prepare(
    row: Commitment,
    *,
    status: str,
    words: str,
    evidence: str,
    language: str,
    by: ActingOffice,
    at: datetime,
) -> ReportDraft:
    """Prepare a report for the head of one's delegation, who alone enters it (domain.md C.6).

    The same saved twice is kept once.  The journal of the Party says that something was prepared,
    and not on what.  Raises Refused for what a report may not say, and from whoever is no member
    of a delegation that owns the commitment.
    """
    row, words, evidence = _locked(row), words.strip(), evidence.strip()
    _require_sayable(row, owners.may_prepare(row, by), status, words, evidence)
    author, forum = owners.prepares_for(by), row.instrument.forum
    held = drafts.standing(forum, author).get(row.slug)
    if held and (held.status, held.words, held.evidence) == (status, words, evidence):
        return held
    made = ReportDraft.objects.create(
        commitment=row,
        author=author,
        status=status,
        words=words,
        evidence=evidence,
        language=language,
        at=at,
        by_id=by.office,
    )
    record(
        forum.slug,
        verb="commitment.report_prepared",
        about=("report-draft", str(made.pk)),
        by=by.account,
        office=by.title,
        on_behalf_of=by.party,
        at=at,
        facts={},
        space=f"party:{by.party}",
    )
    return made


@transaction.atomic
def assess(
    row: Commitment, *, words: str, language: str, by: ActingOffice, at: datetime
) -> PartyAssessment:
    """Say what one Party thinks of a commitment; it stands beside what the other thinks.

    Sent twice on one civil day it is kept once.
    """
    row, words = _locked(row), words.strip()
    require(refusals.in_force(row), refusals.said(words))
    forum = row.instrument.forum
    last = row.assessments.filter(party__code=by.party).order_by("-at", "-pk").first()
    if last and last.words == words and _same_day(row, last.at, at):
        return last
    made = PartyAssessment.objects.create(
        commitment=row,
        party=parties.roster(forum).party(by.party),
        words=words,
        language=language,
        at=at,
        by_id=by.office,
    )
    _tell(row, "commitment.assessed", by=by, at=at, facts={"assessment": made.pk})
    return made


@transaction.atomic
def name_owners(
    row: Commitment, codes: Iterable[str], *, seen: str, by: ActingOffice, at: datetime
) -> Commitment:
    """Name who reports on a commitment; `seen` are the codes that were shown, joined by blanks.

    Raises StaleVersion when others were named meanwhile, Refused for a code that nobody has.
    """
    row = _locked(row)
    forum, wanted = row.instrument.forum, sorted(set(codes))
    standing = titles.joined(row.owners)
    if standing != seen:
        said = Refusal("practice", _("The owners were changed while you were reading this page."))
        raise StaleVersion(said, theirs=standing, mine=titles.joined(wanted))
    require(refusals.in_force(row), refusals.known_codes(wanted, owners.known(forum)))
    if wanted == row.owners:
        return row
    row.owners = wanted
    row.save(update_fields=["owners"])
    _tell(row, "commitment.owners_named", by=by, at=at, facts={"owners": wanted})
    return row


@transaction.atomic
def propose_settlement(
    row: Commitment, *, state: str, replaced_by: str, reason: str, by: ActingOffice, at: datetime
) -> JointAct:
    """Propose that both find a commitment completed, replaced by another, or closed.

    Source: domain.md C.4 (Commitment), C.6 (both sign).
    """
    forum = Forum.objects.select_for_update().get(pk=row.instrument.forum_id)
    body: dict[str, object] = {"commitment": row.slug, "state": state, "replaced_by": replaced_by}
    require(*refusals.settlement(forum, body), refusals.said(reason), refusals.says_why(reason))
    return acts.propose(
        forum,
        kind=SETTLE,
        subject=("commitment", row.slug),
        title=in_all(titles.SETTLEMENT, number=row.slug),
        body=body,
        reason=reason.strip(),
        by=by,
        at=at,
    )


def _require_sayable(
    row: Commitment, may: Refusal | None, status: str, words: str, evidence: str
) -> None:
    """Raises Refused for what no report may say; `may` is why whoever asks says nothing of it."""
    require(
        refusals.in_force(row),
        may,
        refusals.known_status(status),
        refusals.said(words) or in_a_sentence(words),
        refusals.evidenced(evidence),
    )


def _same_day(row: Commitment, one: datetime, other: datetime) -> bool:
    zone = row.instrument.forum.zone
    return civil_day(one, zone) == civil_day(other, zone)


def _locked(row: Commitment) -> Commitment:
    rows = Commitment.objects.select_for_update(of=("self",)).select_related("instrument__forum")
    return rows.get(pk=row.pk)


def _tell(
    row: Commitment, verb: str, *, by: ActingOffice, at: datetime, facts: dict[str, object]
) -> None:
    tell(row.instrument.forum, verb, ("commitment", row.slug), by=by, at=at, facts=facts)
