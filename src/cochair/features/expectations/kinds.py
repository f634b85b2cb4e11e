"""The joint act by which both agree to what is expected of commitments: bound to every word of it."""

from collections.abc import Mapping
from datetime import datetime

from cochair.features.acts.kinds import Ended, Kind, Line, Reader, ended, register
from cochair.features.acts.models import JointAct
from cochair.features.acts.shapes import Shape
from cochair.features.commitments.models import Expectation
from cochair.features.expectations import queries, refusals
from cochair.features.follow_up.kinds import ENDED
from cochair.features.follow_up.queries import IN_FORCE
from cochair.features.measures.codes import LEVELS
from cochair.procedure.refusal import Refusal, Sentence, _
from cochair.web import formats
from cochair.web.localize import language_now

AGREED = ended(
    "expectation.agreed",
    _("Both Parties have already agreed to expected results that this act contains."),
)


def register_all() -> None:
    """Make the kind known; called once, when the app is ready."""
    register(
        Kind(
            code=queries.AGREE,
            name=_("Expected results of commitments"),
            effect=lambda act: Sentence(
                _(
                    "Both Parties agree to what is expected of commitments ({number}), and how it "
                    "is measured. The joint assessment sets the results beside it."
                ),
                {"number": len(act.body["expectations"])},
            ),
            take_effect=_agree,
            entry="expectation.agreed",
            over=_over,
            bound=_bound,
            guard=_guard,
            describe=_lines,
            shape=Shape.LIST,
            same=lambda act: act.body["expectations"],
        )
    )


def _rows(act: JointAct) -> list[Expectation]:
    return list(queries.expectations(act.forum).filter(number__in=act.body["expectations"]))


def _bound(act: JointAct) -> Mapping[str, object]:
    return {str(one.number): queries.content(one) for one in _rows(act)}


def _over(act: JointAct, at: datetime) -> Ended | None:
    """What both agreed to, and what is expected of a commitment that ended, is signed by nobody."""
    rows = _rows(act)
    if any(one.agreed_at is not None for one in rows):
        return AGREED
    return ENDED if any(one.commitment.state != IN_FORCE for one in rows) else None


def _guard(act: JointAct, at: datetime) -> tuple[Refusal | None, ...]:
    return (refusals.to_agree(_rows(act)),)


def _lines(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    lines: list[Line] = []
    for one in _rows(act):
        lines += [
            (one.commitment.slug, one.commitment.text),
            (_("Expected result"), one.expected),
            (_("How it is measured"), one.measured),
            (_("Expected by"), one.until),
            (_("Level"), tuple(Sentence(LEVELS.get(code, code)) for code in one.levels)),
        ]
        if one.target:
            lines.append((_("Target"), formats.figure(one.target, language_now())))
    return tuple(lines)


def _agree(act: JointAct, at: datetime) -> None:
    numbers = act.body["expectations"]
    rows = Expectation.objects.select_for_update(of=("self",))
    for row in rows.filter(forum=act.forum, number__in=numbers):
        row.agreed_at, row.act = at, act
        row.save(update_fields=["agreed_at", "act"])
