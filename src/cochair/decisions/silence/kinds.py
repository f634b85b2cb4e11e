"""The joint acts on silences: to open, extend, resume and withdraw one, and what arrived in time."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db.models import Max

from cochair.acts.kinds import FINGERPRINT, Ended, Kind, Line, Reader, ended, register
from cochair.acts.models import JointAct
from cochair.decisions import voices
from cochair.decisions.models import Extension, Outage, SilenceProcedure
from cochair.decisions.silence import locks, obstacles, queries
from cochair.documents import ends, html
from cochair.documents import queries as documents
from cochair.meetings.models import Meeting
from cochair.meetings.titles import meeting_title
from cochair.parties import queries as parties
from cochair.procedure import silence as core
from cochair.procedure.refusal import Refusal, Sentence, _, require


def register_all() -> None:
    """Make the kinds known; called once, when the app is ready."""
    register(
        Kind(
            code=queries.OPEN,
            name=_("Opening of a silence"),
            effect=lambda act: Sentence(
                _(
                    "The silence begins. The text is adopted unless a delegation objects before {at}."
                ),
                {"at": _until(act)},
            ),
            take_effect=_open,
            entry="silence.opened",
            over=_opening_over,
            until=lambda act, at: _until(act),
            bound=_text,
            guard=_may_open,
            describe=_terms,
            texts=lambda act: html.of_revision(
                queries.revision(act.forum, act.body["document"], act.body["revision"]), act
            ),
            same=lambda act: act.body["revision"],
        )
    )
    register(
        Kind(
            code=queries.EXTEND,
            name=_("Extension of a silence"),
            effect=lambda act: Sentence(
                _("The silence runs until {at}; it is not extended again."), {"at": _until(act)}
            ),
            take_effect=_extend,
            entry="silence.extended",
            over=_ended,
            texts=lambda act: html.of_revision(_procedure(act).revision, act),
            bound=_course,
            until=_expiry,
            urgent=True,
            guard=_may_extend,
            describe=lambda act, reader: (
                (_("Silence procedure"), str(act.body["procedure"])),
                (_("Until"), _until(act)),
            ),
            same=lambda act: act.body["procedure"],
        )
    )
    register(
        Kind(
            code=queries.RESUME,
            name=_("End of the suspension of a silence"),
            effect=lambda act: Sentence(
                _("The silence runs again, until {at}."), {"at": _until(act)}
            ),
            take_effect=_resume,
            entry="silence.resumed",
            over=_ended,
            texts=lambda act: html.of_revision(_procedure(act).revision, act),
            bound=_course,
            until=lambda act, at: _until(act),
            guard=_may_resume,
            describe=lambda act, reader: (
                (_("Silence procedure"), str(act.body["procedure"])),
                (_("Until"), _until(act)),
            ),
            same=lambda act: act.body["procedure"],
        )
    )
    register(
        Kind(
            code=queries.ARRIVED,
            name=_("Recognition of what arrived in time"),
            effect=lambda act: Sentence(
                _("What was entered late counts from when it arrived: the text is not adopted.")
            ),
            take_effect=_recognise,
            entry="silence.recognised",
            over=_recognised,
            texts=lambda act: html.of_revision(_procedure(act).revision, act),
            guard=_may_recognise,
            describe=lambda act, reader: (
                (_("Silence procedure"), str(act.body["procedure"])),
                (FINGERPRINT, str(act.body["receipt"])),
            ),
            same=lambda act: act.body["receipt"],
        )
    )
    register(
        Kind(
            code=queries.WITHDRAW,
            name=_("Withdrawal of a silence"),
            effect=lambda act: Sentence(_("The silence ends, and nothing is adopted.")),
            take_effect=_withdraw,
            entry="silence.withdrawn",
            over=_ended,
            texts=lambda act: html.of_revision(_procedure(act).revision, act),
            bound=_course,
            until=_expiry,
            urgent=True,
            guard=_may_withdraw,
            describe=lambda act, reader: ((_("Silence procedure"), str(act.body["procedure"])),),
            same=lambda act: act.body["procedure"],
        )
    )


def _until(act: JointAct) -> datetime:
    return datetime.fromisoformat(act.body["expires_at"])


def _expiry(act: JointAct, at: datetime) -> datetime | None:
    """The end in force (UTC): an extension or a withdrawal is signed before it."""
    return core.course(queries.silence(_procedure(act), at), at).expires_at


ENDED = ended("silence.ended", _("The silence procedure has ended."))
PASSED = ended("silence.end_passed", _("The end that the act sets has passed."))
RECOGNISED = ended("silence.recognised", _("Both Parties have recognised the arrival already."))
ENDS = frozenset({core.Stage.BROKEN, core.Stage.PASSED, core.Stage.WITHDRAWN})


def _opening_over(act: JointAct, at: datetime) -> Ended | None:
    """A silence procedure that would end in the past, or on a withdrawn text, is opened by nobody."""
    return ends.of_document(act.forum, act.body["document"]) or (
        PASSED if _until(act) <= at else None
    )


def _ended(act: JointAct, at: datetime) -> Ended | None:
    """A silence procedure that has ended is neither moved nor withdrawn; no end lies in the past."""
    if core.stage(queries.silence(_procedure(act), at), at) in ENDS:
        return ENDED
    return PASSED if "expires_at" in act.body and _until(act) <= at else None


def _recognised(act: JointAct, at: datetime) -> Ended | None:
    row = _procedure(act)
    if row.withdrawal is not None:
        return ENDED
    message = queries.message(row, act.body["message"])
    is_recognised = message is not None and message.counted_at == queries.arrived(message)
    return RECOGNISED if is_recognised else None


def _course(act: JointAct) -> Mapping[str, object]:
    """How a silence procedure went until now: every move of its end, every outage, its own end."""
    rows = SilenceProcedure.objects.filter(forum=act.forum, number=act.body["procedure"])
    row = rows.only("settled_at").get()
    moves = Extension.objects.filter(procedure=row).order_by("pk")
    outages = Outage.objects.filter(procedure=row).order_by("start", "pk")
    return {
        "moves": [one.isoformat() for one in moves.values_list("expires_at", flat=True)],
        "outages": [
            [start.isoformat(), end.isoformat() if end else ""]
            for start, end in outages.values_list("start", "end")
        ],
        "settled": row.settled_at is not None,
    }


def _text(act: JointAct) -> Mapping[str, object]:
    """Every language as it stands, and the rules of the forum that the terms repeat."""
    revision = queries.revision(act.forum, act.body["document"], act.body["revision"])
    regime = queries.regime(act.forum, act.proposed_at)
    newest = revision.document.revisions.filter(circulated_at__isnull=False).order_by("number")
    last = newest.last()
    return {
        "digests": documents.binds(revision),
        "withdrawn": revision.document.withdrawn_at is not None,
        "newest": last.number if last else None,
        "rules": [regime.min_hours, regime.extension_max],
    }


def _terms(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    """The document with each language's digest, the expiry, and how many have a say."""
    revision = queries.revision(act.forum, act.body["document"], act.body["revision"])
    lines: list[Line] = [
        (_("Document"), documents.name_of(revision.document, revision.number)),
        (_("Title"), revision.document.title),
        (_("Until"), _until(act)),
        (_("Delegations with a say"), str(len(act.body["voices"]))),
    ]
    consented = act.body.get("mandate") or ()
    if consented:
        meeting = Meeting.objects.get(forum=act.forum, slug=consented[0])
        book = parties.book(act.forum, act.proposed_at)
        title = {code: meeting_title(meeting, book, code) for code, _name in settings.LANGUAGES}
        lines.append((_("Meeting that consented to the method"), title))
    lines += [(FINGERPRINT, f"{code.upper()} {one}") for code, one in act.body["languages"].items()]
    return tuple(lines)


def _may_open(act: JointAct, at: datetime) -> tuple[Refusal, ...]:
    return obstacles.to_opening(act.forum, act.body, at)


def _open(act: JointAct, at: datetime) -> None:
    revision = queries.revision(act.forum, act.body["document"], act.body["revision"])
    terms = queries.bound_terms(act.forum, act.body, at, to_open=True)
    given = voices.consent(act, terms.regime.parties)
    core.open_silence(core.Silence(terms), given, obstacles.released(revision))
    last = SilenceProcedure.objects.filter(forum=act.forum).aggregate(n=Max("number"))["n"] or 0
    SilenceProcedure.objects.create(
        forum=act.forum,
        number=last + 1,
        revision=revision,
        act=act,
        terms=act.body,
        expires_at=terms.expires_at,
        zone=act.body["zone"],
    )


def _may_extend(act: JointAct, at: datetime) -> tuple[Refusal, ...]:
    return core.may_extend(queries.silence(_procedure(act), at), _until(act), at)


def _extend(act: JointAct, at: datetime) -> None:
    row = _alone(act)
    silence = queries.silence(row, at)
    core.extend(silence, _until(act), voices.consent(act, silence.terms.regime.parties))
    Extension.objects.create(procedure=row, act=act, expires_at=_until(act))


def _may_resume(act: JointAct, at: datetime) -> tuple[Refusal, ...]:
    return core.may_resume(queries.silence(_procedure(act), at), _until(act), at)


def _resume(act: JointAct, at: datetime) -> None:
    row = _alone(act)
    silence = queries.silence(row, at)
    core.resume(silence, _until(act), voices.consent(act, silence.terms.regime.parties))
    Extension.objects.create(procedure=row, act=act, expires_at=_until(act), resumes=True)


def _may_recognise(act: JointAct, at: datetime) -> tuple[Refusal | None, ...]:
    row = _procedure(act)
    return (obstacles.to_recognising(row, queries.message(row, act.body["message"]), at),)


def _recognise(act: JointAct, at: datetime) -> None:
    row = _alone(act)
    found = queries.message(row, act.body["message"])
    require(obstacles.to_recognising(row, found, at))
    assert found is not None
    found.counted_at = queries.arrived(found)
    found.save(update_fields=["counted_at"])


def _may_withdraw(act: JointAct, at: datetime) -> tuple[Refusal | None, ...]:
    return (obstacles.to_withdrawal(queries.silence(_procedure(act), at), at),)


def _withdraw(act: JointAct, at: datetime) -> None:
    row = _alone(act)
    silence = queries.silence(row, at)
    core.withdraw(silence, voices.consent(act, silence.terms.regime.parties))
    row.withdrawal, row.settled_at = act, at
    row.save(update_fields=["withdrawal", "settled_at"])


def _procedure(act: JointAct) -> SilenceProcedure:
    return queries.procedures(act.forum).get(number=act.body["procedure"])


def _alone(act: JointAct) -> SilenceProcedure:
    rows = SilenceProcedure.objects.filter(forum=act.forum)
    locks.exclusive(rows.only("pk").get(number=act.body["procedure"]))
    return _procedure(act)
