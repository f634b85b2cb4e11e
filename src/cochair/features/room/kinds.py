"""The joint acts on decisions in the room: to put a text, to suspend, and to declare.

There is no fourth.  None of them is effective over an objection with the claim of consensus.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Max

from cochair.features.acts.kinds import FINGERPRINT, Ended, Kind, Line, Reader, ended, register
from cochair.features.acts.models import JointAct
from cochair.features.acts.shapes import Shape
from cochair.features.decisions import speakers, submission
from cochair.features.decisions.models import RoomDecision, Suspension
from cochair.features.documents import bound_texts
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document
from cochair.features.meetings import ends
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.room import locks, objections, queries, subjects, validators
from cochair.features.room.labels import KINDS
from cochair.features.room.terms import forms
from cochair.formats.paragraphs import Text
from cochair.procedure import consensus as core
from cochair.procedure.consensus import Claim, stages
from cochair.procedure.consensus.stages import SUSPEND
from cochair.procedure.refusal import Refusal, Sentence, _, require

EFFECTS = {
    Claim.CONSENSUS: _("The text is adopted, unless an objection arrived before this instant."),
    Claim.NOT_AGREED: _(
        "The decision ends without agreement, and the objections are printed with the text."
    ),
    Claim.SUMMARY: _(
        "The text is issued as a summary by the co-chairs: no agreement, with every "
        "objection printed."
    ),
    Claim.REPLACED: _("The text is withdrawn so that a revised text can be submitted."),
}


def register_all() -> None:
    """Make the kinds known; called once, when the app is ready."""
    register(
        Kind(
            code=queries.PUT,
            name=_("Text submitted for adoption"),
            effect=lambda act: Sentence(
                _(
                    "The text is fixed by its fingerprint. Delegations that take part in "
                    "the decision may object."
                )
            ),
            take_effect=_put,
            entry="room.put",
            over=_adopted_or_gone,
            urgent=True,
            bound=_text,
            guard=_may_put,
            describe=_terms,
            shape=Shape.TEXT,
            texts=_words_put,
            before=_words_before,
            same=lambda act: act.body["document"],
        )
    )
    register(
        Kind(
            code=queries.SUSPEND,
            name=_("Suspension of a decision"),
            effect=lambda act: Sentence(_("The decision is suspended until no objection stands.")),
            take_effect=_suspend,
            entry="room.suspended",
            over=_decided,
            urgent=True,
            bound=_objections,
            guard=_may_suspend,
            describe=_which,
            shape=Shape.TEXT,
            texts=lambda act: bound_texts.of_words(_row(act).paragraphs),
        )
    )
    register(
        Kind(
            code=queries.DECLARE,
            name=_("Declaration of the co-chairs"),
            effect=lambda act: Sentence(EFFECTS[Claim(act.body["claim"])]),
            take_effect=_declare,
            entry="room.declared",
            over=_decided,
            urgent=True,
            bound=_objections,
            guard=_may_declare,
            describe=_which,
            shape=Shape.TEXT,
            texts=lambda act: bound_texts.of_words(_row(act).paragraphs),
        )
    )


def _words_put(act: JointAct) -> Mapping[str, Text]:
    """The words that both submit: as they were submitted, once they were."""
    row = RoomDecision.objects.filter(act=act).first()
    if row is not None:
        return bound_texts.of_words(row.paragraphs)
    return bound_texts.of_words(subjects.bound(act.forum, act.body, act.proposed_at).paragraphs)


def _words_before(act: JointAct) -> Mapping[str, Text]:
    """The words that delegations have, of a text that went on since."""
    row = RoomDecision.objects.filter(act=act).select_related("revision", "document").first()
    put = subjects.bound(act.forum, act.body, act.proposed_at) if row is None else row
    if put.revision is not None:
        return bound_texts.before(put.revision)
    return bound_texts.of_last(documents.circulated_revision(put.document))


def _text(act: JointAct) -> Mapping[str, object]:
    """The words as they are now in every language."""
    return subjects.digest_now(act.forum, act.body)


def _objections(act: JointAct) -> Mapping[str, object]:
    """What the core would have bound now: an objection, or what became of one, makes it another."""
    now = queries.binding(act.forum, act.body["meeting"], act.body["number"])
    if act.kind == queries.SUSPEND:
        return {"now": core.suspension_digest(now)}
    return {"now": core.declaration_digest(now, Claim(act.body["claim"]))}


def _terms(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    """The document with each language's digest, what is decided, who has a say, what is set aside."""
    said = act.body
    document = Document.objects.get(forum=act.forum, slug=said["document"])
    lines: list[Line] = [
        (_("Document"), documents.name_of(document, said["revision"]) or document.slug),
        (_("Title"), document.title),
        (_("Decision to be taken"), KINDS[said["kind"]]),
        *_form(act),
        (_("Delegations that take part in the decision"), str(len(said["voices"]))),
    ]
    lines += [(_("Requirement waived, and why"), why) for _code, why in said["set_aside"]]
    lines += [(FINGERPRINT, f"{code.upper()} {one}") for code, one in said["languages"].items()]
    return tuple(lines)


def _form(act: JointAct) -> tuple[Line, ...]:
    """Which kind of final document it is, in every language."""
    form = act.body["form"]
    known = forms(parties.book(act.forum, act.proposed_at))
    return ((_("Type of final document"), known.get(form) or form),) if form else ()


def _which(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    """The decision, its words, and the objections that stand or stood."""
    row = _row(act)
    lines: list[Line] = [
        (_("Decision"), str(row.number)),
        (_("Title"), row.document.title),
        (FINGERPRINT, row.terms["digest"]),
    ]
    lines += [(_("Objection that stands"), one.voice) for one in _standing(row, reader.at)]
    return tuple(lines)


def _standing(row: RoomDecision, at: datetime) -> tuple[core.Objection, ...]:
    return core.standing(queries.decision(row, at))


DECIDED = ended("decision.over", _("The decision has ended."))


def _adopted_or_gone(act: JointAct, at: datetime) -> Ended | None:
    """Nothing is submitted to a meeting that has closed, nor a text that is adopted, final or gone."""
    closed = ends.of_closing(_meeting(act), at)
    return closed or submission.over(act.forum, act.body["document"], at)


def _decided(act: JointAct, at: datetime) -> Ended | None:
    """A decision ends once; after the meeting it is neither suspended nor declared a consensus."""
    row = _row(act)
    if core.stage(queries.decision(row)) not in stages.ON_THE_TABLE:
        return DECIDED
    needs_a_sitting = act.kind == queries.SUSPEND or act.body["claim"] == Claim.CONSENSUS
    return ends.of_closing(row.meeting, at) if needs_a_sitting else None


def _may_put(act: JointAct, at: datetime) -> tuple[Refusal, ...]:
    return validators.to_putting(_meeting(act), act.body, at)


def _put(act: JointAct, at: datetime) -> None:
    said, meeting = act.body, _meeting(act)
    text = subjects.bound(act.forum, said, at)
    begun = queries.bound(said)
    core.put(
        begun,
        speakers.consent(act, begun.parties),
        obstacles=text.obstacles,
        clearances=text.clearances,
        current_digest=text.digest,
    )
    last = RoomDecision.objects.filter(meeting=meeting).aggregate(n=Max("number"))["n"] or 0
    RoomDecision.objects.create(
        meeting=meeting,
        number=last + 1,
        item=said["item"],
        document=text.document,
        revision=text.revision,
        text=text.text,
        paragraphs=[dict(one) for one in text.paragraphs],
        kind=said["kind"],
        act=act,
        terms=said,
    )


def _may_suspend(act: JointAct, at: datetime) -> tuple[Refusal | None, ...]:
    row = _row(act)
    now = queries.decision(row, at)
    stands = SUSPEND.refusal_from(core.stage(now), now.clauses.consensus)
    return (stands, *validators.absent_chairs(row.meeting, at))


def _suspend(act: JointAct, at: datetime) -> None:
    row = _alone(act)
    now = queries.decision(row, at)
    core.suspend(now, speakers.consent(act, now.parties))
    Suspension.objects.create(decision=row, act=act)


def _may_declare(act: JointAct, at: datetime) -> tuple[Refusal, ...]:
    row, claim = _row(act), Claim(act.body["claim"])
    return validators.to_declaring(row, claim, at, objections.on_the_way(row, at))


def _declare(act: JointAct, at: datetime) -> None:
    """Alone, so that whatever reached the server before is finished first."""
    row, claim = _alone(act), Claim(act.body["claim"])
    on_the_way = objections.on_the_way(row, at)
    require(*validators.to_declaring(row, claim, at, on_the_way))
    now = queries.decision(row, at)
    core.declare(now, claim, speakers.consent(act, now.parties), on_the_way=on_the_way)
    row.declaration, row.claim = act, claim.value
    row.save(update_fields=["declaration", "claim"])


def _meeting(act: JointAct) -> Meeting:
    return Meeting.objects.select_related("forum").get(forum=act.forum, slug=act.body["meeting"])


def _row(act: JointAct) -> RoomDecision:
    rows = queries.decisions(act.forum).filter(meeting__slug=act.body["meeting"])
    return rows.get(number=act.body["number"])


def _alone(act: JointAct) -> RoomDecision:
    said = act.body
    rows = RoomDecision.objects.filter(meeting__forum=act.forum, meeting__slug=said["meeting"])
    locks.exclusive(rows.only("pk").get(number=said["number"]))
    return _row(act)
