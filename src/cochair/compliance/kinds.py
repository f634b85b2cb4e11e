"""What the last key does for a departure, an option, a statement and a publication."""

from datetime import datetime

from cochair.acts.kinds import Kind, register
from cochair.acts.models import JointAct
from cochair.compliance.models import Departure, OptionChange, Publication, Statement
from cochair.cycles.models import Cycle
from cochair.procedure.refusal import Sentence, _


def register_all() -> None:
    """Make the kinds of this app known; called once, when the app is ready."""
    register(
        Kind(
            code="departure",
            name=_("Departure from a clause"),
            clause="two-keys",
            effect=lambda act: Sentence(
                _("Clause {rule} is departed from for {target}, with this reason; both sides see it."),
                {"rule": act.body["rule"], "target": act.body["target_id"]},
            ),
            take_effect=_depart,
            entry="departure.accepted",
        )
    )
    register(
        Kind(
            code="option",
            name=_("Option of the procedures"),
            clause="two-keys",
            effect=lambda act: Sentence(
                _("From now on {key} is {value}; meetings that have opened keep what was in force."),
                {"key": act.body["key"], "value": _plain(act.body["value"])},
            ),
            take_effect=_set_option,
            entry="option.changed",
        )
    )
    register(
        Kind(
            code="statement",
            name=_("Compliance statement"),
            clause="two-keys",
            effect=lambda act: Sentence(
                _("The statement of cycle {cycle} is frozen as it stands; what changes later is an addendum."),
                {"cycle": act.body["cycle"]},
            ),
            take_effect=_state,
            entry="statement.signed",
        )
    )
    register(
        Kind(
            code="publication",
            name=_("Publication"),
            clause="two-keys",
            effect=lambda act: Sentence(
                _("Anyone can read one result per clause of cycle {cycle}, without reasons or evidence."),
                {"cycle": act.body["cycle"]},
            ),
            take_effect=_publish,
            entry="publication.made",
        )
    )


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _depart(act: JointAct, at: datetime) -> None:
    Departure.objects.create(
        forum=act.forum,
        rule=act.body["rule"],
        target_kind=act.body["target_kind"],
        target_id=act.body["target_id"],
        reason=act.reason,
        at=at,
        act=act,
    )


def _set_option(act: JointAct, at: datetime) -> None:
    OptionChange.objects.create(
        forum=act.forum, key=act.body["key"], value=act.body["value"], at=at, act=act
    )


def _state(act: JointAct, at: datetime) -> None:
    Statement.objects.create(
        cycle=Cycle.objects.get(forum=act.forum, number=act.body["cycle"]),
        number=act.body["number"],
        results=act.body["results"],
        computed_at=datetime.fromisoformat(act.body["computed_at"]),
        digest=act.body["results_digest"],
        at=at,
        act=act,
    )


def _publish(act: JointAct, at: datetime) -> None:
    Publication.objects.create(
        forum=act.forum,
        kind=act.body["kind"],
        subject_id=act.subject_id,
        body=act.body,
        at=at,
        act=act,
    )
