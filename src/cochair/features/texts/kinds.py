"""The joint acts on texts: how authors are shown, and the reopening of what was agreed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from cochair.features.acts import queries as acts
from cochair.features.acts.kinds import FINGERPRINT, Ended, Kind, Line, ended, register
from cochair.features.acts.models import JointAct
from cochair.features.acts.shapes import Shape
from cochair.features.documents import bound_texts
from cochair.features.documents import queries as documents
from cochair.features.parties import queries as parties
from cochair.features.texts import chairs, decision_state, models, mutation, queries
from cochair.features.texts.labels import ATTRIBUTIONS
from cochair.formats.paragraphs import Text
from cochair.procedure import text as core
from cochair.procedure.consent import Consent
from cochair.procedure.refusal import Refusal, Refused, Sentence, _


def register_all() -> None:
    """Make the kinds known; called once, when the app is ready."""
    register(
        Kind(
            code=chairs.ATTRIBUTION,
            name=_("Attribution of authors in a text"),
            effect=lambda act: Sentence(
                _("From then on, the text shows its authors as follows: {level}."),
                {"level": Sentence(ATTRIBUTIONS[core.Attribution(act.body["attribution"])])},
            ),
            take_effect=_attribute,
            entry="text.attribution_set",
            over=_decided,
            bound=lambda act: {"attribution": _text(act).attribution},
            guard=_another_level,
            describe=lambda act, reader: (
                _document(act),
                (_("Authors"), Sentence(ATTRIBUTIONS[core.Attribution(act.body["attribution"])])),
            ),
        )
    )
    register(
        Kind(
            code=chairs.REOPENING,
            name=_("Reopening of a paragraph"),
            effect=lambda act: Sentence(
                _("The paragraph is open again, and delegations may make proposals on it.")
            ),
            take_effect=_reopen,
            entry="text.reopened",
            over=_decided,
            bound=_words,
            guard=_may_reopen,
            describe=lambda act, reader: (
                _document(act),
                (_("Paragraph"), str(act.body["number"])),
                (FINGERPRINT, act.body["binds"]),
            ),
            shape=Shape.TEXT,
            texts=_paragraph_words,
            same=lambda act: act.body["paragraph"],
        )
    )


def _paragraph_words(act: JointAct) -> Mapping[str, Text]:
    """The words of the paragraph in every language, as they stand; what is gone has none."""
    try:
        found = queries.negotiated(_text(act)).paragraph(_paragraph(act))
    except Refused:
        return {}
    return bound_texts.of_words([{"id": found.id, "kind": found.kind, "words": dict(found.words)}])


def _text(act: JointAct) -> models.NegotiatedText:
    found = queries.on_document(act.forum, act.body["document"])
    assert found is not None
    return found


def _document(act: JointAct) -> Line:
    return (_("Document"), documents.name_of(_text(act).document) or act.body["document"])


def _attribute(act: JointAct, at: datetime) -> None:
    row = _text(act)
    row.attribution = act.body["attribution"]
    row.save(update_fields=["attribution"])


DECIDED = ended("text.decided", _("This text can no longer be negotiated."))


def _decided(act: JointAct, at: datetime) -> Ended | None:
    """A text that is withdrawn, final or adopted is not reopened, and its authors are settled."""
    row = _text(act)
    return DECIDED if decision_state.is_over(row, decision_state.on(row)) else None


def _another_level(act: JointAct, at: datetime) -> tuple[Refusal | None, ...]:
    row = _text(act)
    already = row.attribution == act.body["attribution"]
    return (
        *decision_state.over(row, at),
        Refusal("practice", _("Authors are already shown in this way.")) if already else None,
    )


def _words(act: JointAct) -> Mapping[str, object]:
    """The words of the paragraph as they stand; what is gone has none."""
    try:
        return {"binds": core.reopening_digest(queries.negotiated(_text(act)), _paragraph(act))}
    except Refused:
        return {"binds": ""}


def _may_reopen(act: JointAct, at: datetime) -> tuple[Refusal | None, ...]:
    row = _text(act)
    text = queries.negotiated(row)
    try:
        stands = core.paragraph_state(text, text.paragraph(_paragraph(act)))
    except Refused as refused:
        return (*decision_state.over(row, at), *refused.refusals)
    step = next(one for one in core.STEPS if core.ParagraphState.REOPENED in one.ends[:1])
    return (*decision_state.over(row, at), step.refusal_from(stands, text.clause))


def _reopen(act: JointAct, at: datetime) -> None:
    row, before = mutation.locked(_text(act))
    found = acts.consent(act, parties.roster(act.forum).party_codes)
    after = core.reopen(before, _paragraph(act), _to_what_it_binds(found, act))
    mutation.keep_marks(row, before, after)


def _to_what_it_binds(found: Consent, act: JointAct) -> Consent:
    """The consent to what the core asks: the body of the act, which the keys bind, names it."""
    binds = act.body["binds"]
    keys = (one for one in found.signatures if one.digest == found.digest)
    return replace(
        found, digest=binds, signatures=tuple(replace(one, digest=binds) for one in keys)
    )


def _paragraph(act: JointAct) -> str:
    return str(act.body["paragraph"])
