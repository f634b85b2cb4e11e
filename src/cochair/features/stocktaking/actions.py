"""Open a report, ask for comments, comment, answer, propose to close, report the outcome.

Closing takes both keys; everything else is written by the offices that keep the registers.
Source: I.2.8.a, II.3.functions.b.1, II.3.functions.b.2; domain.md C.2, C.6.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from cochair.features.acts import actions as acts
from cochair.features.acts.models import JointAct
from cochair.features.commitments import registration
from cochair.features.commitments.journal import tell
from cochair.features.commitments.models import Commitment, LineComment, StocktakingReport
from cochair.features.cycles.models import Cycle
from cochair.features.follow_up import refusals as saying
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.register import actions as documents
from cochair.features.stocktaking import authors, closure, queries, refusals
from cochair.features.stocktaking.states import CLOSE, SUBJECT
from cochair.procedure.refusal import Refusal, _, require
from cochair.web.errors import StaleVersion
from cochair.web.localize import in_all


@transaction.atomic
def begin(cycle: Cycle, *, by: ActingOffice, at: datetime) -> StocktakingReport:
    """Open the report of a cycle; opened twice, it is one."""
    forum = Forum.objects.select_for_update().get(pk=cycle.forum_id)
    found = queries.report(forum, cycle.number)
    if found is not None:
        return found
    require(refusals.has_begun(cycle, at))
    row = StocktakingReport.objects.create(
        forum=forum, cycle=cycle, opened_at=at, opened_by_id=by.office
    )
    _tell(row, "stocktaking.opened", by=by, at=at, facts={})
    return row


@transaction.atomic
def write_foreword(
    row: StocktakingReport, words: Mapping[str, str], *, seen: int, by: ActingOffice, at: datetime
) -> StocktakingReport:
    """Write what stands before the lines, in every language or in none.

    `seen` is the version that was shown; raises StaleVersion when it has changed.  Keys that were
    turned on the report without these words are void.
    """
    row = _locked(row)
    given = {code: said.strip() for code, said in words.items()}
    if row.version != seen:
        said = Refusal("practice", _("Someone changed the text while you were writing."))
        raise StaleVersion(
            said, theirs="\n".join(row.foreword.values()), mine="\n".join(given.values())
        )
    book = parties.book(row.forum, at)
    require(
        refusals.not_final(row),
        refusals.whole(given, tuple(given), book.clause_for("languages_available")),
        refusals.short(*given.values()),
    )
    row.foreword = given if any(given.values()) else {}
    row.version += 1
    row.save(update_fields=["foreword", "version"])
    _tell(row, "stocktaking.foreword_written", by=by, at=at, facts={})
    acts.void_what_changed(row.forum, by=by, at=at)
    return row


@transaction.atomic
def ask_for_comments(
    row: StocktakingReport, *, until: datetime, by: ActingOffice, at: datetime
) -> StocktakingReport:
    """Ask owners and delegations for comments until an instant; asked again, it ends later."""
    row = _locked(row)
    require(refusals.not_final(row), refusals.later(row, until, at))
    if row.comments_until == until:
        return row
    row.comments_from, row.comments_until = row.comments_from or at, until
    row.save(update_fields=["comments_from", "comments_until"])
    facts: dict[str, object] = {"until": until.isoformat()}
    _tell(row, "stocktaking.comments_asked", by=by, at=at, facts=facts)
    return row


@transaction.atomic
def comment(
    row: StocktakingReport,
    *,
    commitment: Commitment | None,
    words: str,
    language: str,
    by: ActingOffice,
    at: datetime,
) -> LineComment:
    """Say something of a line, or without one of the whole; said twice, it is one until its answer.

    Raises Refused outside the time for comments, and from an office that speaks for nobody.
    """
    row, words = _locked(row), words.strip()
    author = authors.author_of(by)
    require(authors.speaks(author), refusals.takes_comments(row, at), saying.said(words))
    said = {"commitment": commitment, "author": author, "words": words}
    same = row.comments.filter(**said, answered_at=None).first()
    if same is not None:
        return same
    made = LineComment.objects.create(report=row, language=language, at=at, by_id=by.office, **said)
    facts = {"comment": made.pk, "commitment": commitment.slug if commitment else ""}
    _tell(row, "stocktaking.commented", by=by, at=at, facts=facts)
    return made


@transaction.atomic
def answer(
    one: LineComment, *, words: str, language: str, by: ActingOffice, at: datetime
) -> LineComment:
    """Answer a comment, in words, before both close the report."""
    row = _locked(one.report)
    one, words = LineComment.objects.select_for_update().get(pk=one.pk), words.strip()
    require(refusals.not_final(row), refusals.unanswered(one), saying.said(words))
    one.answer, one.answer_language = words, language
    one.answered_at, one.answered_by_id = at, by.office
    one.save(update_fields=["answer", "answer_language", "answered_at", "answered_by"])
    _tell(row, "stocktaking.comment_answered", by=by, at=at, facts={"comment": one.pk})
    return one


@transaction.atomic
def propose_closing(row: StocktakingReport, *, by: ActingOffice, at: datetime) -> JointAct:
    """Propose that both close the report as it stands; no key is turned by that.

    What both sign is every line and every language: whatever changes one of them meanwhile makes
    the keys void.
    """
    row = _locked(row)
    acts.void_what_changed(row.forum, by=by, at=at)
    require(*refusals.may_close(row, at))
    return acts.propose(
        row.forum,
        kind=CLOSE,
        subject=(SUBJECT, str(row.cycle.number)),
        title=in_all(closure.TITLE, number=row.cycle.number),
        body=closure.body(row, at),
        by=by,
        at=at,
    )


@transaction.atomic
def report_to(
    row: StocktakingReport, meeting: Meeting, *, by: ActingOffice, at: datetime
) -> StocktakingReport:
    """Report the outcome to a following meeting: the final report is circulated for it.

    The clause asks for the meeting that opens a cycle, and is met once an agenda of that meeting
    names the report as well, before it opens. Other meetings get it beside.
    Source: II.3.functions.b.2; domain.md A.6 (AMB-31).
    """
    row = _locked(row)
    meeting = Meeting.objects.select_related("cycle").get(pk=meeting.pk, forum=row.forum)
    if row.reported_to_id == meeting.pk:
        return row
    clause = parties.book(row.forum, at).clause_for("outcome_reported")
    require(refusals.is_final(row), refusals.following(row, meeting, clause))
    assert row.document is not None
    circulation = documents.circulate(
        row.document,
        purpose="information",
        until=None,
        seen=registration.version_of(row.document),
        by=by,
        at=at,
    )
    if meeting.configuration == queries.opening_configuration(row.forum, at):
        row.reported_to, row.circulation = meeting, circulation
        row.save(update_fields=["reported_to", "circulation"])
    _tell(row, "stocktaking.reported", by=by, at=at, facts={"meeting": meeting.slug})
    return row


def _locked(row: StocktakingReport) -> StocktakingReport:
    """The report as it stands, its forum locked first as every joint act does."""
    forum = Forum.objects.select_for_update().get(pk=row.forum_id)
    rows = StocktakingReport.objects.select_for_update(of=("self",))
    found = rows.select_related("cycle", "document").get(pk=row.pk)
    found.forum = forum
    found.cycle.forum = forum
    return found


def _tell(
    row: StocktakingReport, verb: str, *, by: ActingOffice, at: datetime, facts: dict[str, object]
) -> None:
    tell(row.forum, verb, (SUBJECT, str(row.cycle.number)), by=by, at=at, facts=facts)
