"""Bring a good practice, an area to improve or a new area before a meeting; enter an assessment.

Source: II.2.functions.a and b (domain.md C.2: GoodPractice, ImprovementArea, NewAreaProposal).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from cochair.features.commitments.journal import tell
from cochair.features.commitments.models import Contribution, ThreatAssessment
from cochair.features.follow_up import owners
from cochair.features.follow_up import refusals as following
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.registers import queries
from cochair.features.threats import queries as threats
from cochair.features.threats import refusals as findings
from cochair.procedure.reason import has_words, in_a_sentence
from cochair.procedure.refusal import Refusal, _, require


@dataclass(frozen=True, slots=True)
class Brought:
    """What is typed: a kind, words in one language; a new area has a dimension and cites findings.

    `findings` are the numbers of the findings of threat assessments that it cites.
    """

    kind: str
    title: str
    words: str
    language: str
    dimension: str = ""
    findings: Collection[int] = ()
    not_relevant_reason: str = ""


@transaction.atomic
def bring(meeting: Meeting, brought: Brought, *, by: ActingOffice, at: datetime) -> Contribution:
    """Bring something before a meeting that is not over.

    The same brought twice by the same office is kept once.  Raises Refused for a proposal of a new
    area that neither cites a finding of an assessment nor says why none is relevant.  Source: II.2.functions.b.
    """
    forum = Forum.objects.select_for_update().get(pk=meeting.forum_id)
    meeting = Meeting.objects.get(pk=meeting.pk)
    numbers = set(brought.findings)
    found = list(threats.findings(forum).filter(number__in=numbers))
    proposer = owners.speaks_for(by)
    require(
        _speaks(proposer),
        _open(meeting),
        _choice(brought.kind, queries.KINDS, _("Choose a register.")),
        following.said(brought.title),
        following.said(brought.words) or in_a_sentence(brought.words),
        following.printed(brought.not_relevant_reason),
        _both_conclude(brought.kind, by),
        *_new_area(brought, is_known=len(found) == len(numbers)),
    )
    same = queries.contributions(forum).filter(
        meeting=meeting,
        kind=brought.kind,
        proposer=proposer,
        title=brought.title.strip(),
        words=brought.words.strip(),
    )
    held = same.first()
    if held is not None:
        return held
    last = Contribution.objects.filter(forum=forum).aggregate(n=Max("number"))["n"] or 0
    is_new_area = brought.kind == queries.NEW_AREA
    made = Contribution.objects.create(
        forum=forum,
        meeting=meeting,
        number=last + 1,
        kind=brought.kind,
        title=brought.title.strip(),
        words=brought.words.strip(),
        language=brought.language,
        proposer=proposer,
        dimension=brought.dimension if is_new_area else "",
        not_relevant_reason=brought.not_relevant_reason.strip() if is_new_area else "",
        at=at,
        by_id=by.office,
    )
    if is_new_area:
        made.threats.set([one.assessment for one in found])
        made.findings.set(found)
    facts: dict[str, object] = {"kind": made.kind, "meeting": meeting.slug, "proposer": proposer}
    _tell(made, "contribution.brought", by=by, at=at, facts=facts)
    return made


@transaction.atomic
def withdraw(row: Contribution, *, by: ActingOffice, at: datetime) -> Contribution:
    """Take back what one brought, while its meeting is not over; the row stays."""
    rows = Contribution.objects.select_for_update(of=("self",)).select_related("meeting", "forum")
    row = rows.get(pk=row.pk)
    require(
        Refusal("practice", _("This contribution has already been withdrawn."))
        if row.withdrawn_at
        else None,
        _open(row.meeting),
    )
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    _tell(row, "contribution.withdrawn", by=by, at=at, facts={})
    return row


@transaction.atomic
def enter_assessment(
    forum: Forum, *, series: str, edition: str, url: str, by: ActingOffice, at: datetime
) -> ThreatAssessment:
    """Enter an edition of an assessment of threats; the same entered twice is kept once."""
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    series, edition = series.strip(), edition.strip()
    require(following.said(series), following.said(edition))
    made, is_new = ThreatAssessment.objects.get_or_create(
        forum=forum,
        series=series,
        edition=edition,
        defaults={"url": url, "at": at, "by_id": by.office},
    )
    if is_new:
        about = ("threat-assessment", str(made.pk))
        tell(forum, "threat_assessment.entered", about, by=by, at=at, facts={})
    return made


def may_withdraw(row: Contribution, hat: ActingOffice) -> bool:
    """Whether an office takes something back: whoever brought it, or who keeps the registers for
    the same Party.  What was brought by one Party is not the other's to take."""
    party = row.by.party
    keeps = party is not None and party.code == hat.party and hat.may(Power.RECORD_FACTS)
    return keeps or owners.speaks_for(hat) == row.proposer


def _speaks(code: str) -> Refusal | None:
    if code:
        return None
    return Refusal(
        "practice",
        _("Only heads of delegation and presidencies in office may submit a contribution here."),
    )


def _open(meeting: Meeting) -> Refusal | None:
    if meeting.closed_at is None and meeting.cancelled_at is None:
        return None
    return Refusal("practice", _("The meeting has ended."))


def _choice(code: str, known: Collection[str], what: str) -> Refusal | None:
    return None if code in known else Refusal("practice", what)


def _both_conclude(kind: str, by: ActingOffice) -> Refusal | None:
    """That there is no new area is concluded by the two co-presidencies; it counts once each said so."""
    if kind != queries.NO_NEW_AREA or by.may(Power.SIGN):
        return None
    said = _("Only the co-presidencies conclude that there is no new area, each for its Party.")
    return Refusal("two-keys", said)


def _new_area(brought: Brought, *, is_known: bool) -> Iterable[Refusal | None]:
    """`is_known` says whether every finding that it cites is there."""
    if brought.kind != queries.NEW_AREA:
        return
    yield _choice(
        brought.dimension,
        queries.DIMENSIONS,
        _("Choose whether it is strategic, operational or technical."),
    )
    if not is_known:
        yield Refusal("practice", _("There is no such finding of a threat assessment."))
    if brought.findings:
        return
    if not has_words(brought.not_relevant_reason):
        message = _("Cite a finding of a threat assessment, or state why none is relevant.")
        yield Refusal("practice", message)
    else:
        yield findings.says_why(brought.not_relevant_reason)


def _tell(
    row: Contribution, verb: str, *, by: ActingOffice, at: datetime, facts: dict[str, object]
) -> None:
    tell(row.forum, verb, ("contribution", str(row.number)), by=by, at=at, facts=facts)
