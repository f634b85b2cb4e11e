"""The joint act by which both sign an assessment: bound to every heading in every language."""

from collections.abc import Mapping
from datetime import datetime

from cochair.features.acts.kinds import Ended, Kind, Line, Reader, ended, register
from cochair.features.acts.models import JointAct
from cochair.features.acts.shapes import Shape
from cochair.features.assessments import paragraphs, queries, refusals
from cochair.features.assessments.criteria import ASSESSED, KIND, SIGN, TITLE
from cochair.features.commitments import registration
from cochair.features.commitments.models import EffectivenessAssessment
from cochair.features.parties import queries as parties
from cochair.features.stocktaking.report_text import languages
from cochair.formats.paragraphs import digest_of_text
from cochair.procedure.refusal import Refusal, Sentence, _
from cochair.web.localize import in_all


def register_all() -> None:
    """Make the kind known; called once, when the app is ready."""
    register(
        Kind(
            code=SIGN,
            name=_("Joint assessment of a cycle"),
            effect=lambda act: Sentence(
                _(
                    "The assessment becomes the joint assessment of both Parties and is "
                    "registered in every language."
                )
            ),
            take_effect=_sign,
            entry="assessment.signed",
            over=_is_signed,
            bound=_bound,
            guard=_may_sign,
            describe=_lines,
            shape=Shape.TEXT,
            texts=lambda act: paragraphs.texts(_row(act)),
            same=lambda act: act.body["cycle"],
        )
    )


def _row(act: JointAct) -> EffectivenessAssessment:
    row = queries.assessment(act.forum, act.body["cycle"])
    assert row is not None
    return row


def _bound(act: JointAct) -> Mapping[str, object]:
    """Every language in words, with the figures that are attached, as they are now."""
    texts = paragraphs.texts(_row(act))
    return {"languages": {code: digest_of_text(text) for code, text in texts.items()}}


SIGNED = ended("assessment.signed", _("Both Parties have already signed the assessment."))


def _is_signed(act: JointAct, at: datetime) -> Ended | None:
    return SIGNED if _row(act).signed_at is not None else None


def _may_sign(act: JointAct, at: datetime) -> tuple[Refusal | None, ...]:
    row, book = _row(act), parties.book(act.forum, at)
    return refusals.to_sign(row, languages(book), book.clause_for(ASSESSED))


def _lines(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    return ((_("Cycle"), str(act.body["cycle"])),)


def _sign(act: JointAct, at: datetime) -> None:
    row = _row(act)
    row.signed_at, row.act = at, act
    row.document = registration.entered(
        act,
        row.cycle,
        kind=KIND,
        titles=in_all(TITLE, number=row.cycle.number),
        texts=paragraphs.texts(row),
        at=at,
    )
    row.save(update_fields=["signed_at", "act", "document"])
