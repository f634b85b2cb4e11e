"""The joint act by which a commitment ends (domain.md C.4: by both, never by a status)."""

from collections.abc import Mapping
from datetime import datetime

from cochair.features.acts.kinds import Ended, Kind, Line, Reader, ended, register
from cochair.features.acts.models import JointAct
from cochair.features.commitments.models import Commitment
from cochair.features.follow_up import queries, refusals
from cochair.features.follow_up.statuses import STATES
from cochair.procedure.refusal import Refusal, Sentence, _


def register_all() -> None:
    """Make the kind known; called once, when the app is ready."""
    register(
        Kind(
            code=queries.SETTLE,
            name=_("End of a commitment"),
            effect=lambda act: Sentence(_("The commitment is no longer in force.")),
            take_effect=_settle,
            entry="commitment.settled",
            over=_over,
            bound=_as_it_is,
            guard=_guard,
            describe=_lines,
            same=lambda act: act.body["commitment"],
        )
    )


def _as_it_is(act: JointAct) -> Mapping[str, object]:
    """Every word of the commitment, and of what comes in its place."""
    rows = {
        name: queries.commitment(act.forum, act.body[name])
        for name in ("commitment", "replaced_by")
        if act.body[name]
    }
    return {
        name: {"text": dict(row.text), "areas": list(row.areas), "state": row.state}
        for name, row in rows.items()
        if row is not None
    }


ENDED = ended("commitment.ended", _("The commitment is no longer in force."))


def _over(act: JointAct, at: datetime) -> Ended | None:
    row = queries.commitment(act.forum, act.body["commitment"])
    return None if row is not None and row.state == queries.IN_FORCE else ENDED


def _guard(act: JointAct, at: datetime) -> tuple[Refusal | None, ...]:
    return refusals.settlement(act.forum, act.body)


def _lines(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    row = queries.commitment(act.forum, act.body["commitment"])
    lines: list[Line] = [(_("Commitment"), act.body["commitment"])]
    if row is not None:
        lines.append((_("Text"), row.text))
    lines.append((_("Status"), Sentence(STATES.get(act.body["state"], act.body["state"]))))
    if act.body["replaced_by"]:
        lines.append((_("Replaced by"), act.body["replaced_by"]))
    return tuple(lines)


def _settle(act: JointAct, at: datetime) -> None:
    rows = Commitment.objects.select_for_update(of=("self",))
    row = rows.get(instrument__forum=act.forum, slug=act.body["commitment"])
    row.state, row.settled_at = act.body["state"], at
    if act.body["replaced_by"]:
        row.replaced_by = queries.commitment(act.forum, act.body["replaced_by"])
    row.save(update_fields=["state", "settled_at", "replaced_by"])
