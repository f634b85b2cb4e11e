"""The joint acts on actions and indicators: both endorse an action, both attest a trend."""

from collections.abc import Mapping
from datetime import datetime

from cochair.features.acts.kinds import Ended, Kind, Line, Never, Reader, ended, register
from cochair.features.acts.models import JointAct
from cochair.features.commitments.models import Action, Commitment, Indicator, Trend
from cochair.features.measures import codes, queries, refusals
from cochair.procedure.refusal import Refusal, Sentence, _
from cochair.web import formats
from cochair.web.localize import language_now, translated


def register_all() -> None:
    """Make the kinds known; called once, when the app is ready."""
    register(
        Kind(
            code=codes.ENDORSE,
            name=_("Endorsement of an action"),
            effect=lambda act: Sentence(
                _(
                    "Both Parties endorse the action. The leader of the action reports on "
                    "its commitments."
                )
            ),
            take_effect=_endorse,
            entry="action.endorsed",
            over=_over,
            bound=lambda act: queries.content(_action(act)),
            guard=lambda act, at: (refusals.still_proposed(_action(act)),),
            describe=_lines,
            same=lambda act: act.body["action"],
        )
    )
    register(
        Kind(
            code=codes.ATTEST,
            name=_("Trend of an indicator"),
            effect=lambda act: Sentence(_("Both Parties confirm what the figures show.")),
            take_effect=_attest,
            entry="indicator.attested",
            over=Never(
                "A trend is attested for as long as the figures stay; new ones void the act."
            ),
            bound=_figures,
            guard=_may_attest,
            describe=_trend,
            same=lambda act: act.body["indicator"],
        )
    )


def _action(act: JointAct) -> Action:
    return queries.actions(act.forum).get(number=act.body["action"])


PAST = ended("action.endorsed", _("The action is past its endorsement."))


def _over(act: JointAct, at: datetime) -> Ended | None:
    return PAST if _action(act).state != codes.PROPOSED else None


def _indicator(act: JointAct) -> Indicator:
    return queries.indicators(act.forum).get(number=act.body["indicator"])


def _lines(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    row = _action(act)
    numbers = ", ".join(sorted(one.slug for one in row.commitments.all()))
    lines: list[Line] = [
        (_("Action"), row.title),
        (_("Level"), Sentence(codes.LEVELS.get(row.level, row.level))),
        (_("Where"), _where(row)),
        (_("Led by"), row.lead),
        (_("First day"), row.start),
        (_("Commitments"), numbers),
    ]
    if row.partners:
        lines.append((_("Partners"), tuple(row.partners)))
    if row.end:
        lines.append((_("Last day"), row.end))
    if row.funding:
        lines.append((_("Funding"), row.funding))
    return tuple(lines)


def _where(row: Action) -> object:
    found = codes.regions(row.forum).get(row.region, row.region)
    return Sentence(found) if isinstance(found, str) else found


def _endorse(act: JointAct, at: datetime) -> None:
    row = Action.objects.select_for_update(of=("self",)).get(pk=_action(act).pk)
    row.state, row.act = codes.ENDORSED, act
    row.save(update_fields=["state", "act"])
    for one in Commitment.objects.select_for_update(of=("self",)).filter(actions=row):
        one.owners = sorted({*one.owners, row.lead})
        one.save(update_fields=["owners"])


def _figures(act: JointAct) -> Mapping[str, object]:
    row = _indicator(act)
    values = [[one.value, one.day.isoformat()] for one in row.values.all()]
    return {"baseline": [row.baseline, row.baseline_day.isoformat()], "values": values}


def _may_attest(act: JointAct, at: datetime) -> tuple[Refusal | None, ...]:
    return (refusals.has_value(_indicator(act)),)


def _trend(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    row = _indicator(act)
    last = list(row.values.all())[-1:]
    lines: list[Line] = [
        (_("Indicator"), row.title),
        (_("Baseline"), _with_unit(row.baseline, row)),
        *((_("Latest value"), _with_unit(one.value, row)) for one in last),
        (_("Trend of the figures"), Sentence(codes.TRENDS[act.body["value"]])),
    ]
    return tuple(lines)


def _with_unit(figure: str, row: Indicator) -> str:
    return (
        f"{formats.figure(figure, language_now())} {translated(row.unit, language_now())}".strip()
    )


def _attest(act: JointAct, at: datetime) -> None:
    Trend.objects.create(indicator=_indicator(act), act=act, value=act.body["value"], at=at)
