"""What stands against opening or withdrawing a silence, beside what the core asks."""

from collections.abc import Mapping
from datetime import datetime

from cochair.features.acts.models import JointAct
from cochair.features.decisions import mandates, submission
from cochair.features.decisions.models import Message, SilenceProcedure
from cochair.features.documents.models import Document, Revision
from cochair.features.meetings import machine
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Forum
from cochair.features.publications.actions import standing
from cochair.features.register import holds
from cochair.features.register.holds import Verb
from cochair.features.room import queries as room
from cochair.features.room import subjects
from cochair.features.silence import letter, queries
from cochair.features.texts import queries as texts
from cochair.procedure import consensus
from cochair.procedure import silence as core
from cochair.procedure.consensus.stages import ADOPTED, ON_THE_TABLE
from cochair.procedure.entitlement import Unit
from cochair.procedure.facts import LanguageVersion
from cochair.procedure.obstacle import Weight
from cochair.procedure.reason import has_words
from cochair.procedure.refusal import Refusal, _

PRACTICE = "practice"
UNDECIDED = frozenset({core.Stage.RUNNING, core.Stage.SUSPENDED, core.Stage.CLOSING})
TAKEN = frozenset({*UNDECIDED, core.Stage.PASSED})
IN_EFFECT = _(
    "The adopted text was published on {at}: its adoption stands, and the submission is kept. "
    "Only a corrigendum or a new document can answer it."
)


def to_opening(forum: Forum, body: Mapping[str, object], at: datetime) -> tuple[Refusal, ...]:
    """Every reason why these terms do not open a silence at an instant; none when they do."""
    revision = queries.revision(forum, str(body["document"]), int(str(body["revision"])))
    answers = (
        _withdrawn(revision.document),
        submission.not_read_by_all(revision.document, _deciding(body), at),
        _under_silence(forum, revision, at) or being_decided(revision.document, at),
        _in_the_room(revision.document, at),
        *submission.unfit(revision.document, at),
        *_not_clean(forum, revision.document, at),
        mandates.missing(revision.document, at),
        _consent(forum, body.get("mandate"), at),
        *core.unfit_terms(
            queries.bound_terms(forum, body, at, to_open=True), released(revision), at
        ),
    )
    return tuple(one for one in answers if one is not None)


def to_withdrawal(silence: core.Silence, at: datetime) -> Refusal | None:
    """Why a silence is not withdrawn at an instant, if so."""
    if core.stage(silence, at) in {core.Stage.RUNNING, core.Stage.SUSPENDED}:
        return None
    return Refusal(PRACTICE, _("Only a silence procedure that is still running may be withdrawn."))


def being_decided(document: Document, at: datetime) -> Refusal | None:
    """Why nothing else is done with a document that is under silence, in whichever revision."""
    for row in queries.unended(document.forum).filter(revision__document=document):
        if core.stage(queries.silence(row, at), at) in UNDECIDED:
            message = _(
                "The document is under silence procedure {number}. Both "
                "co-presidencies must withdraw the procedure first."
            )
            return Refusal("two-keys", message, {"number": row.number})
    return None


def to_entering(
    silence: core.Silence, arrived_at: datetime, evidence: str, stamp: datetime
) -> tuple[Refusal, ...]:
    """Why what came by mail or on paper is not entered as told; none when it is."""
    opened = core.opened_at(silence)
    answers = []
    if opened is None or not opened <= arrived_at <= stamp:
        message = _("The time of receipt, {at}, must be between the opening and now.")
        answers.append(Refusal(PRACTICE, message, {"at": arrived_at}))
    if not evidence.strip():
        answers.append(Refusal(PRACTICE, _("State how the time of arrival can be proved.")))
    return tuple(answers)


def to_reporting(
    silence: core.Silence, start: datetime, end: datetime | None, evidence: str, at: datetime
) -> tuple[Refusal, ...]:
    """Why people do not report an outage as they tell it; none when they do.

    Nobody makes an outage shorter that was reported already.
    """
    opened = core.opened_at(silence) or at
    answers = []
    if end is None or not opened <= start < end <= at:
        message = _(
            "A reported outage must have begun after the silence procedure opened and must be over."
        )
        answers.append(Refusal(PRACTICE, message))
    if any(_is_longer(one, start, end) for one in silence.outages):
        message = _("A longer outage with this beginning was reported already.")
        answers.append(Refusal(PRACTICE, message))
    if not evidence.strip():
        answers.append(Refusal(PRACTICE, _("State how the outage can be proved.")))
    return tuple(answers)


def _is_longer(known: core.Outage, start: datetime, end: datetime | None) -> bool:
    """Whether a report would make an outage shorter: only both end a suspension, by a new end."""
    return known.start == start and end is not None and (known.end is None or end < known.end)


def says_why(reason: str) -> Refusal | None:
    """A reason has words."""
    return None if has_words(reason) else Refusal(PRACTICE, _("Give a reason."))


def to_contest(message: Message, voice: str, why: str) -> Refusal | None:
    """Why a delegation does not contest a message, if so."""
    if message.voice != voice or message.channel == "page":
        return Refusal(
            PRACTICE, _("A delegation may contest only what another office entered in its name.")
        )
    return _answered(message) if has_words(why) else says_why(why)


def to_confirm(message: Message, voice: str) -> Refusal | None:
    """Why a delegation does not confirm a message, if so."""
    if message.voice != voice or message.channel == "page":
        return Refusal(
            PRACTICE, _("A delegation may confirm only what another office entered in its name.")
        )
    return _answered(message)


def _answered(message: Message) -> Refusal | None:
    """The delegation says once whether it sent what was entered in its name."""
    if message.contested_at is not None:
        return Refusal(
            PRACTICE, _("This was already contested, on {at}."), {"at": message.contested_at}
        )
    if message.confirmed_at is not None:
        return Refusal(
            PRACTICE, _("This was already confirmed, on {at}."), {"at": message.confirmed_at}
        )
    return None


def to_recognising(row: SilenceProcedure, message: Message | None, at: datetime) -> Refusal | None:
    """Why both do not recognise the arrival of a message, if so."""
    silence = queries.silence(row, at)
    expires_at = core.course(silence, at).expires_at
    if message and message.contested_at is not None:
        said = _("The delegation contested it on {at}: it cannot be recognised in its name.")
        return Refusal(PRACTICE, said, {"at": message.contested_at})
    if message and queries.may_be_recognised(message, expires_at):
        return to_recalling(row, expires_at, at)
    return Refusal(
        PRACTICE,
        _(
            "Only what arrived before the end, and was entered or dealt with after it, "
            "may be recognised."
        ),
    )


def to_recalling(row: SilenceProcedure, expires_at: datetime, at: datetime) -> Refusal | None:
    """Why both no longer take back that a text was adopted: it has taken effect since (INV-1)."""
    published = row.revision.publications.filter(at__gte=expires_at).order_by("at").first()
    if published is not None:
        return Refusal("two-keys", IN_EFFECT, {"at": published.at})
    return next(iter(holds.refusals(row.revision.document, Verb.RECALL, at)), None)


def to_letter(row: SilenceProcedure, signed: JointAct | None, at: datetime) -> Refusal | None:
    """Why both write no letter on how a silence ended, if so; `signed` is the one that stands."""
    if core.outcome(queries.silence(row, at), at) is None:
        return Refusal(
            PRACTICE,
            _(
                "An outcome letter may be drafted only for a silence procedure "
                "that ended in adoption or was broken."
            ),
        )
    if signed is not None and signed.body["facts"] == letter.facts(row):
        return Refusal(
            PRACTICE,
            _(
                "There is already an outcome letter for this silence procedure, "
                "and nothing has arrived since."
            ),
        )
    return None


def another_letter(told: str, now: str) -> Refusal | None:
    """A letter that does not tell what is kept by now is signed by nobody."""
    if told == now:
        return None
    return Refusal(
        PRACTICE,
        _("More submissions have arrived since the outcome letter was drafted. Draft it again."),
    )


def nothing_circulated(revision: Revision | None) -> Refusal | None:
    """A text that nobody has is not put under silence."""
    if revision is not None:
        return None
    return Refusal(
        PRACTICE,
        _(
            "Circulate the document first. A silence procedure may "
            "not be opened on a text that has not been circulated."
        ),
    )


def released(revision: Revision) -> tuple[LanguageVersion, ...]:
    """The languages of a revision as the core counts them."""
    return tuple(
        LanguageVersion(code, row.released_at, row.courtesy, row.stale_at)
        for code, row in standing(revision).items()
        if row.released_at is not None
    )


def _withdrawn(document: Document) -> Refusal | None:
    if document.withdrawn_at is None:
        return None
    return Refusal(PRACTICE, _("The document has been withdrawn and can no longer be adopted."))


def _deciding(body: Mapping[str, object]) -> frozenset[str]:
    """The Parties whose delegations have a say; none where the presidencies decide, which read all."""
    said, voices = body["unit"], body["voices"]
    assert isinstance(voices, list)
    return frozenset(party for party, _code in voices if said == Unit.MEMBER_DELEGATION)


def never_sat(forum: Forum, slug: str, at: datetime) -> Refusal | None:
    """A meeting that has not sat by an instant has consented to nothing; what one of before Cochair
    consented to is not known here."""
    rows = Meeting.objects.filter(forum=forum, slug=slug, cancelled_at=None)
    sat = rows.filter(opened_at__lte=at).first()
    if sat is not None:
        return machine.before_refusal(sat, at)
    return Refusal(PRACTICE, _("This meeting has not been held, so it has not agreed to anything."))


def _consent(forum: Forum, said: object, at: datetime) -> Refusal | None:
    return never_sat(forum, said[0], at) if isinstance(said, list) and said else None


def _in_the_room(document: Document, at: datetime) -> Refusal | None:
    """What a meeting has on its table is decided there, or taken off it first; what a meeting
    adopted in these words is decided by no silence."""
    for row in room.decisions(document.forum).filter(document=document):
        stage = consensus.stage(room.decision(row))
        if stage in ON_THE_TABLE:
            message = _(
                "The document is submitted for adoption at the meeting: number "
                "{number}. Both co-chairs must withdraw it first."
            )
            return Refusal("two-keys", message, {"number": row.number})
        now = subjects.of_document(document, at).digest
        if stage in ADOPTED and row.terms["digest"] == now:
            message = _("A meeting has already adopted this text: number {number}.")
            return Refusal(PRACTICE, message, {"number": row.number})
    return None


def _not_clean(forum: Forum, document: Document, at: datetime) -> tuple[Refusal, ...]:
    """What is in brackets is agreed by nobody, and so by nobody's silence.  Source: CB-14."""
    text = texts.on_document(forum, document.slug)
    found = texts.outstanding(text, at) if text is not None else ()
    return tuple(one.says for one in found if one.weight is Weight.STOPS)


def _under_silence(forum: Forum, revision: Revision, at: datetime) -> Refusal | None:
    last = queries.on_document(forum, revision.document.slug)
    if last is None or last.revision_id != revision.pk:
        return None
    ended = last.closed_at is not None and queries.text_changed(last)
    if ended or core.stage(queries.silence(last, at), at) not in TAKEN:
        return None
    message = _(
        "A silence procedure on this text is already open, or the text was "
        "adopted by one: number {number}."
    )
    return Refusal(PRACTICE, message, {"number": last.number})
