"""What is done to a request to attend as an observer.

The applicant asks; each Party answers for itself, on its own date; the invitation is a joint act
that both sign afterwards (`kinds`).  Nothing is removed: a request keeps all its answers.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from cochair.features.acts import actions as acts
from cochair.features.acts.models import JointAct
from cochair.features.invitations import titles
from cochair.features.meetings import admission
from cochair.features.meetings.models import Invitation, Meeting, ObserverAnswer, ObserverRequest
from cochair.features.observers import admission as inviting
from cochair.features.observers import queries, refusals
from cochair.features.observers.states import Answer, Step
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Organisation
from cochair.features.parties.offices import ActingOffice
from cochair.journal.actions import record
from cochair.procedure.refusal import Refusal, _, require

TITLE = _("Observer {organisation}: {meeting}")
LONGEST_REASON, LONGEST_NOTE = 2000, 500


@transaction.atomic
def request_attendance(
    meeting: Meeting,
    *,
    organisation: str,
    reason: str,
    sessions: Collection[int] = (),
    documents: str = "public",
    by: ActingOffice,
    at: datetime,
) -> ObserverRequest:
    """Ask to attend a meeting as an observer, for one's own organisation or one that wrote.

    `sessions` are the numbers of those wished for.  Raises Refused, with the clause on observers,
    where the procedures know none; after the opening; for a second request.  One that comes
    after the practice date is taken and shown as late.
    """
    meeting = _locked(meeting)
    book = parties.book(meeting.forum, at)
    applicant = queries.organisation(meeting.forum, organisation)
    require(
        refusals.admits_observers(book, meeting),
        refusals.before_opening(meeting, at),
        refusals.applies(by, applicant),
    )
    assert applicant is not None
    require(
        refusals.first_request(
            queries.open_of(meeting, applicant), queries.is_invited_otherwise(meeting, applicant)
        ),
        refusals.with_reason(reason),
        refusals.known_documents(documents),
        refusals.among(sessions, _numbers(meeting)),
    )
    row = ObserverRequest.objects.create(
        meeting=meeting,
        organisation=applicant,
        reason=reason.strip()[:LONGEST_REASON],
        sessions=sorted(set(sessions)),
        documents=documents,
        submitted_at=at,
        submitted_by_id=by.office,
    )
    _record(row, "observer.applied", by=by, at=at)
    return row


@transaction.atomic
def answer_request(
    row: ObserverRequest, *, answer: Answer, note: str = "", by: ActingOffice, at: datetime
) -> ObserverAnswer:
    """Say for one's own Party that it agrees, declines, or takes its answer back, as of now.

    No reason is asked for and no second key.  An agreement that is taken back ends an
    invitation at once, and voids one that waits for its keys.  Raises Refused outside one's
    term, after the opening, for a request that is withdrawn, and for the same answer twice.
    """
    row = _locked_request(row)
    standing = queries.standing_of(row, at)
    clause = queries.clause_id(parties.book(row.meeting.forum, at), row.meeting.configuration)
    require(
        refusals.answers_for_its_party(by, standing, clause),
        refusals.before_opening(row.meeting, at),
        refusals.open_to(standing, refusals.STEPS[answer]),
        refusals.another_answer(standing, by.party, answer),
    )
    made = ObserverAnswer.objects.create(
        request=row,
        party=parties.roster(row.meeting.forum).party(by.party),
        answer=answer.value,
        at=at,
        account_id=by.account,
        office_id=by.office,
        note=note.strip()[:LONGEST_NOTE],
    )
    ended = _end_invitation(row, at) if answer is not Answer.AGREED else {}
    _record(row, "observer.answered", by=by, at=at, facts={"answer": answer.value, **ended})
    acts.void_what_changed(row.meeting.forum, by=by, at=at)
    return made


def propose_invitation(
    row: ObserverRequest,
    *,
    sessions: Collection[int],
    documents: str,
    by: ActingOffice,
    at: datetime,
) -> JointAct:
    """Propose to invite an observer, or to grant one who is invited something else.

    `sessions` and `documents` are all that it will see.  Raises Refused, with the clause on
    observers, until every Party has agreed; after the opening; for sessions that admit none.
    """
    meeting = row.meeting
    book = parties.book(meeting.forum, at)
    standing = queries.standing_of(row, at)
    scope = {"sessions": sorted(set(sessions)), "documents": documents}
    require(
        refusals.agreed_by_all(standing, queries.clause_id(book, meeting.configuration))
        or refusals.open_to(standing, Step.INVITE),
        refusals.before_opening(meeting, at),
        refusals.known_documents(documents),
        refusals.among(sessions, _numbers(meeting)),
        refusals.another_scope(row, standing, scope),
    )
    clause = queries.clause_of(book, meeting.configuration)
    return acts.propose(
        meeting.forum,
        kind=queries.INVITATION,
        subject=("meeting", meeting.slug),
        title=titles.title(TITLE, meeting, book, organisation=row.organisation.name),
        body={"request": row.pk, "organisation": row.organisation.code, **scope},
        by=by,
        at=at,
        clause=clause.id if clause else "",
    )


@transaction.atomic
def register_outside_invitation(
    row: ObserverRequest, *, invited_at: datetime, by: ActingOffice, at: datetime
) -> ObserverRequest:
    """Record that an observer was invited elsewhere, such as by a letter, at an earlier instant.

    It grants nothing here.  Nobody is stopped from recording what happened: the clause on
    observers says whether every Party had agreed by then.  Raises Refused for an instant in the
    future or before the request, and when an invitation stands already.
    """
    row = _locked_request(row)
    standing = queries.standing_of(row, at)
    require(
        refusals.not_cancelled(row.meeting, at),
        refusals.open_to(standing, Step.REGISTER),
        refusals.when_invited(row, invited_at, at),
    )
    row.invited_at, row.invited_outside = invited_at, True
    row.save(update_fields=["invited_at", "invited_outside"])
    book = parties.book(row.meeting.forum, at)
    inviting.send(row, queries.clause_id(book, row.meeting.configuration), invited_at)
    _record(
        row,
        "observer.invited_outside",
        by=by,
        at=at,
        facts={"invited_at": invited_at.isoformat()},
    )
    acts.void_what_changed(row.meeting.forum, by=by, at=at)
    return row


@transaction.atomic
def withdraw_request(row: ObserverRequest, *, by: ActingOffice, at: datetime) -> ObserverRequest:
    """Take a request back, as its applicant, or end it as either presidency.

    Raises Refused for anybody else, after the opening, and when it is withdrawn already.
    """
    row = _locked_request(row)
    require(
        refusals.takes_back(by, row),
        refusals.before_opening(row.meeting, at),
        refusals.open_to(queries.standing_of(row, at), Step.WITHDRAW),
    )
    row.withdrawn_at, row.withdrawn_by_id = at, by.office
    row.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _record(row, "observer.withdrawn", by=by, at=at, facts=_end_invitation(row, at))
    acts.void_what_changed(row.meeting.forum, by=by, at=at)
    return row


@transaction.atomic
def register_organisation(
    forum: Forum, *, code: str, name: Mapping[str, str], by: ActingOffice, at: datetime
) -> Organisation:
    """Enter an organisation that the forum's files do not name, so that it can apply.

    `code` is a short name in letters, figures and hyphens.  Raises Refused when a language of the
    name is missing, or when the code is in use.
    """
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    languages = titles.languages()
    require(
        refusals.in_every_language(name, languages),
        refusals.not_known_yet(queries.organisation(forum, code)),
        _code_free(forum, code),
    )
    made = Organisation.objects.create(
        forum=forum,
        code=code,
        name={language: name[language].strip() for language in languages},
        side="neither",
        kind="applicant",
        confidence="recorded",
    )
    record(
        forum.slug,
        verb="organisation.registered",
        about=("organisation", code),
        by=by.account,
        office=by.title,
        on_behalf_of=by.party,
        at=at,
    )
    return made


def _code_free(forum: Forum, code: str) -> Refusal | None:
    """A code names one thing: no Party or member has it."""
    if code not in parties.roster(forum).names():
        return None
    return Refusal("practice", _("This short name is already in use: choose another."))


def _numbers(meeting: Meeting) -> tuple[int, ...]:
    return tuple(one.number for one in queries.grantable(meeting))


def _end_invitation(row: ObserverRequest, at: datetime) -> dict[str, object]:
    """Whoever was invited is no longer, and whoever was let in already is not any more.

    The rows stay with their end; returns what the entry says of it.
    """
    Invitation.objects.filter(
        meeting=row.meeting,
        organisation=row.organisation,
        basis=queries.AS_OBSERVER,
        withdrawn_at=None,
    ).update(withdrawn_at=at)
    badges = admission.check_out_excluded(row.meeting, (None, row.organisation_id), at)
    return {"turned_away": badges} if badges else {}


def _locked(meeting: Meeting) -> Meeting:
    return (
        Meeting.objects.select_for_update(of=("self",)).select_related("forum").get(pk=meeting.pk)
    )


def _locked_request(row: ObserverRequest) -> ObserverRequest:
    """The request as it stands: its forum locked first, as by every act, then its meeting."""
    Forum.objects.select_for_update().get(pk=row.meeting.forum_id)
    meeting = _locked(row.meeting)
    found = queries.request(meeting, row.pk)
    assert found is not None
    found.meeting = meeting
    return found


def _record(
    row: ObserverRequest,
    verb: str,
    *,
    by: ActingOffice,
    at: datetime,
    facts: Mapping[str, object] | None = None,
) -> None:
    record(
        row.meeting.forum.slug,
        verb=verb,
        about=("meeting", row.meeting.slug),
        by=by.account,
        office=by.title,
        on_behalf_of=by.party,
        at=at,
        facts={"request": row.pk, "organisation": row.organisation.code, **(facts or {})},
    )
