"""The joint acts on silence procedures: to open, extend, resume and withdraw one, and to recognise what
arrived in time."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from cochair.features.acts.declared import Declared
from cochair.features.acts.kinds import FINGERPRINT, Ended, Line, Reader, ended
from cochair.features.acts.models import JointAct
from cochair.features.acts.shapes import Shape
from cochair.features.decisions import speakers, submission
from cochair.features.decisions.models import Extension, Message, SilenceProcedure
from cochair.features.documents import bound_texts
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document, Revision
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.titles import meeting_titles
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.register import mutation, refusals
from cochair.features.silence import locks, queries, validators
from cochair.features.silence import terms as opening
from cochair.formats.paragraphs import Text
from cochair.procedure import silence as core
from cochair.procedure.refusal import Refusal, _, require

ENDED = ended("silence.ended", _("The silence procedure has ended."))
PASSED = ended("silence.end_passed", _("The end that the act sets has passed."))
IN_EFFECT = ended("silence.in_effect", _("The text has taken effect since: its adoption stands."))
CONTESTED = ended(
    "silence.contested", _("The delegation states that it did not send the submission.")
)
RECOGNISED = ended("silence.recognised", _("Both Parties have already recognised the arrival."))
ENDS = frozenset({core.Stage.BROKEN, core.Stage.PASSED, core.Stage.WITHDRAWN})

type Terms = Mapping[str, Any]
"""What both bind when they open a silence (`Open.body`)."""


class Open(Declared[Revision, Terms]):
    """Put a circulated revision under silence until an instant (domain.md CB-16, CB-17, CB-19)."""

    code, entry = queries.OPEN, "silence.opened"
    name = _("Opening of a silence procedure")
    title = _("Open a silence procedure on {symbol}: {title}")
    does = _(
        "The silence procedure begins. The text is adopted unless a delegation objects before {at}."
    )
    same_by = "revision"
    shape = Shape.TEXT

    def row(self, act: JointAct) -> Revision:
        return queries.revision(act.forum, act.body["document"], act.body["revision"])

    def forum(self, row: Revision) -> Forum:
        return row.document.forum

    def subject(self, row: Revision) -> tuple[str, str]:
        return "document", row.document.slug

    def words(self, row: Revision) -> Mapping[str, object]:
        return documents.words_of(row.document, row.number)

    def wanted(self, act: JointAct) -> Terms:
        terms: Terms = act.body
        return terms

    def refuse(self, row: Revision, wanted: Terms, at: datetime) -> Iterable[Refusal]:
        return validators.to_opening(self.forum(row), wanted, at)

    def body(self, row: Revision, wanted: Terms, at: datetime) -> Terms:
        return wanted

    def effect(self, row: Revision, wanted: Terms, act: JointAct, at: datetime) -> None:
        terms = queries.bound_terms(act.forum, wanted, at, to_open=True)
        given = speakers.consent(act, terms.regime.parties)
        core.open_silence(core.Silence(terms), given, validators.released(row))
        last = SilenceProcedure.objects.filter(forum=act.forum).aggregate(n=Max("number"))["n"] or 0
        SilenceProcedure.objects.create(
            forum=act.forum,
            number=last + 1,
            revision=row,
            act=act,
            terms=wanted,
            expires_at=terms.expires_at,
            zone=wanted["zone"],
        )

    def facts(self, act: JointAct) -> Mapping[str, object]:
        return {"at": _until(act)}

    def over(self, act: JointAct, at: datetime) -> Ended | None:
        """One that would end in the past, or on a text that is adopted, final or gone, is opened by
        nobody."""
        passed = PASSED if _until(act) <= at else None
        return submission.over(act.forum, act.body["document"], at) or passed

    def bound(self, act: JointAct) -> Mapping[str, object]:
        """Every language as it stands, and the rules of the forum that the terms repeat."""
        revision, regime = self.row(act), queries.regime(act.forum, act.proposed_at)
        newest = revision.document.revisions.filter(circulated_at__isnull=False).order_by("number")
        last = newest.last()
        return {
            "digests": documents.binds(revision),
            "withdrawn": revision.document.withdrawn_at is not None,
            "newest": last.number if last else None,
            "rules": [regime.min_hours, regime.extension_max],
        }

    def lines(self, act: JointAct, reader: Reader) -> tuple[Line, ...]:
        """The document, the expiry, how many have a say, and each language's digest."""
        revision, body = self.row(act), act.body
        lines: list[Line] = [
            (_("Document"), documents.name_of(revision.document, revision.number)),
            (_("Title"), revision.document.title),
            (_("Until"), _until(act)),
            (_("Delegations that take part in the decision"), str(len(body["voices"]))),
        ]
        if consented := body.get("mandate") or ():
            meeting = Meeting.objects.get(forum=act.forum, slug=consented[0])
            book = parties.book(act.forum, act.proposed_at)
            title = meeting_titles(meeting, book)
            lines.append((_("Meeting that agreed to the method"), title))
        lines += [(FINGERPRINT, f"{code.upper()} {one}") for code, one in body["languages"].items()]
        return tuple(lines)

    def texts(self, act: JointAct) -> Mapping[str, Text]:
        return bound_texts.of_revision(self.row(act), act)

    def before(self, act: JointAct) -> Mapping[str, Text]:
        return bound_texts.before(self.row(act))

    def until(self, act: JointAct, at: datetime) -> datetime:
        return _until(act)


class OnSilence[Wanted](Declared[SilenceProcedure, Wanted]):
    """What the acts on a silence procedure share: a silence that has ended is neither moved nor
    withdrawn, and how it went until now is bound."""

    same_by = "procedure"
    shape = Shape.TEXT

    def row(self, act: JointAct) -> SilenceProcedure:
        return queries.procedures(act.forum).get(number=act.body["procedure"])

    def subject(self, row: SilenceProcedure) -> tuple[str, str]:
        return "document", row.revision.document.slug

    def words(self, row: SilenceProcedure) -> Mapping[str, object]:
        return documents.words_of(row.revision.document, row.revision.number)

    def locked(self, row: SilenceProcedure) -> SilenceProcedure:
        locks.shared(row)
        return queries.fresh(row)

    def alone(self, act: JointAct) -> SilenceProcedure:
        rows = SilenceProcedure.objects.filter(forum=act.forum)
        locks.exclusive(rows.only("pk").get(number=act.body["procedure"]))
        return self.row(act)

    def facts(self, act: JointAct) -> Mapping[str, object]:
        return {"at": _until(act)} if "expires_at" in act.body else {}

    def over(self, act: JointAct, at: datetime) -> Ended | None:
        if core.stage(queries.silence(self.row(act), at), at) in ENDS:
            return ENDED
        return PASSED if "expires_at" in act.body and _until(act) <= at else None

    def bound(self, act: JointAct) -> Mapping[str, object]:
        return queries.course_of(act.forum, act.body["procedure"])

    def lines(self, act: JointAct, reader: Reader) -> tuple[Line, ...]:
        number = (_("Silence procedure"), str(act.body["procedure"]))
        return (number, (_("Until"), _until(act))) if "expires_at" in act.body else (number,)

    def texts(self, act: JointAct) -> Mapping[str, Text]:
        return bound_texts.of_revision(self.row(act).revision, act)

    def until(self, act: JointAct, at: datetime) -> datetime | None:
        """The end in force: an extension or a withdrawal is signed before it."""
        return core.course(queries.silence(self.row(act), at), at).expires_at


class Extend(OnSilence[datetime]):
    """Set a later expiry, once and before the old one (domain.md CB-21)."""

    code, entry = queries.EXTEND, "silence.extended"
    name = _("Extension of a silence procedure")
    title = _("Extend the silence procedure on {symbol}: {title}")
    does = _("The silence procedure ends on {at}; it cannot be extended again.")
    proposed = _("The extension has been sent to both co-presidencies for signature.")
    urgent = True
    resumes = False

    def wanted(self, act: JointAct) -> datetime:
        return _until(act)

    def refuse(self, row: SilenceProcedure, wanted: datetime, at: datetime) -> Iterable[Refusal]:
        return core.may_extend(queries.silence(row, at), wanted, at)

    def body(self, row: SilenceProcedure, wanted: datetime, at: datetime) -> Mapping[str, object]:
        return {
            "procedure": row.number,
            "expires_at": wanted.isoformat(),
            "told": opening.told(wanted, row.zone),
            "binds": core.move_digest(queries.silence(row, at), wanted, resumes=self.resumes),
        }

    def effect(self, row: SilenceProcedure, wanted: datetime, act: JointAct, at: datetime) -> None:
        silence = queries.silence(row, at)
        move = core.resume if self.resumes else core.extend
        move(silence, wanted, speakers.consent(act, silence.terms.regime.parties))
        Extension.objects.create(procedure=row, act=act, expires_at=wanted, resumes=self.resumes)


class Resume(Extend):
    """Set the expiry after a suspension (security.md section 7, rule 11)."""

    code, entry = queries.RESUME, "silence.resumed"
    name = _("End of the suspension of a silence procedure")
    title = _("End the suspension of the silence procedure on {symbol}: {title}")
    does = _("The silence procedure resumes and ends on {at}.")
    proposed = _("The new end has been sent to both co-presidencies for signature.")
    urgent = False
    resumes = True

    def refuse(self, row: SilenceProcedure, wanted: datetime, at: datetime) -> Iterable[Refusal]:
        return core.may_resume(queries.silence(row, at), wanted, at)

    def until(self, act: JointAct, at: datetime) -> datetime:
        return _until(act)


class Withdraw(OnSilence[None]):
    """Take a silence back before it expires."""

    code, entry = queries.WITHDRAW, "silence.withdrawn"
    name = _("Withdrawal of a silence procedure")
    title = _("Withdraw the silence procedure on {symbol}: {title}")
    does = _("The silence procedure ends, and nothing is adopted.")
    proposed = _("The withdrawal has been sent to both co-presidencies for signature.")
    urgent = True

    def refuse(self, row: SilenceProcedure, wanted: None, at: datetime) -> Iterable[Refusal | None]:
        return (validators.to_withdrawal(queries.silence(row, at), at),)

    def refuse_reason(self, reason: str) -> Iterable[Refusal | None]:
        return validators.says_why(reason), refusals.printed(reason)

    def body(self, row: SilenceProcedure, wanted: None, at: datetime) -> Mapping[str, object]:
        binds = core.withdrawal_digest(queries.silence(row, at))
        return {"procedure": row.number, "binds": binds}

    def effect(self, row: SilenceProcedure, wanted: None, act: JointAct, at: datetime) -> None:
        silence = queries.silence(row, at)
        core.withdraw(silence, speakers.consent(act, silence.terms.regime.parties))
        row.withdrawal, row.settled_at = act, at
        row.save(update_fields=["withdrawal", "settled_at"])


STATEMENT_COUNTS = _(
    "The statement entered late counts from the time it arrived. Whether the text is adopted "
    "does not change."
)


class Recognise(OnSilence[int]):
    """Let what was entered late, and is told to have arrived before the expiry, count from its arrival
    (decision 23); wanted is the message, by its number."""

    code, entry = queries.ARRIVED, "silence.recognised"
    name = _("Recognition of a submission as received in time")
    title = _("Recognise as received in time: silence procedure on {symbol}: {title}")
    does = _(
        "The submission entered late counts from the time it arrived: the text is not adopted."
    )
    proposed = _("Sent for signature. Both co-presidencies must sign.")
    same_by = "receipt"

    def wanted(self, act: JointAct) -> int:
        return int(act.body["message"])

    def refuse(self, row: SilenceProcedure, wanted: int, at: datetime) -> Iterable[Refusal | None]:
        return (validators.to_recognising(row, queries.message(row, wanted), at),)

    def body(self, row: SilenceProcedure, wanted: int, at: datetime) -> Mapping[str, object]:
        receipt = self._message(row, wanted).receipt
        return {"procedure": row.number, "message": wanted, "receipt": receipt}

    def does_of(self, act: JointAct) -> str:
        found = self._message(self.row(act), self.wanted(act))
        return STATEMENT_COUNTS if found.form == queries.STATEMENT else self.does

    def effect(self, row: SilenceProcedure, wanted: int, act: JointAct, at: datetime) -> None:
        require(*self.refuse(row, wanted, at))
        found = self._message(row, wanted)
        found.recognised_at = at
        found.save(update_fields=["recognised_at"])
        document = Document.objects.get(pk=row.revision.document_id)
        if mutation.reopened(document, at):
            mutation.changed(document)

    def over(self, act: JointAct, at: datetime) -> Ended | None:
        row = self.row(act)
        if row.withdrawal is not None:
            return ENDED
        message = self._message(row, self.wanted(act))
        if message.recognised_at is not None:
            return RECOGNISED
        if message.contested_at is not None:
            return CONTESTED
        expires_at = core.course(queries.silence(row, at), at).expires_at
        return IN_EFFECT if validators.to_recalling(row, expires_at, at) is not None else None

    def bound(self, act: JointAct) -> Mapping[str, object]:
        return {}

    def lines(self, act: JointAct, reader: Reader) -> tuple[Line, ...]:
        receipt = (FINGERPRINT, str(act.body["receipt"]))
        return (*super().lines(act, reader), receipt)

    def until(self, act: JointAct, at: datetime) -> None:
        return None

    def _message(self, row: SilenceProcedure, pk: int) -> Message:
        found = queries.message(row, pk)
        assert found is not None
        return found


OPEN, EXTEND, RESUME, WITHDRAW, RECOGNISE = Open(), Extend(), Resume(), Withdraw(), Recognise()


@transaction.atomic
def propose_opening(
    document: Document,
    *,
    expires_at: datetime,
    meeting: Meeting | None = None,
    by: ActingOffice,
    at: datetime,
) -> JointAct:
    """Propose that both put the circulated revision of a document under silence until an instant.

    `expires_at` is aware UTC; `meeting` one at which nobody objected to the method.  Raises Refused
    for a kind that option `silence.allowed_for` does not name, a language that is missing or stale,
    too short a time, a day on which a side does not work, and a text under silence already.
    """
    forum = Forum.objects.select_for_update().get(pk=document.forum_id)
    revision = opening.put(document)
    require(validators.never_sat(forum, meeting.slug, at) if meeting else None)
    terms = opening.body(forum, revision, expires_at, at, meeting)
    return OPEN.propose(revision, terms, by=by, at=at)


def _until(act: JointAct) -> datetime:
    return datetime.fromisoformat(act.body["expires_at"])
