"""What the last key does for a departure, an option, a statement and a publication."""

from collections.abc import Mapping
from datetime import datetime

from cochair.features.acts import subjects
from cochair.features.acts.kinds import FINGERPRINT, Ended, Kind, Line, Never, Reader, register
from cochair.features.acts.models import JointAct
from cochair.features.acts.shapes import Shape
from cochair.features.compliance import queries, statement
from cochair.features.compliance.models import Departure, OptionChange, Publication, Statement
from cochair.features.compliance.names import names_of
from cochair.features.cycles.ends import ABANDONED
from cochair.features.cycles.models import Cycle
from cochair.features.cycles.queries import cycle_of
from cochair.features.documents import ends as documents
from cochair.features.documents.queries import key_of
from cochair.features.meetings import ends as meetings
from cochair.features.meetings.models import Meeting
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.procedure.refusal import Sentence, _
from cochair.web import code_labels


def _in_the_journal(forum: Forum, name: str) -> str:
    """A departure by its clause and its target, which is called as in entries about it."""
    rule, _colon, target = name.partition(":")
    return f"{rule}:{key_of(forum, target)}"


def register_all() -> None:
    """Make the kinds of this app known; called once, when the app is ready."""
    subjects.register("departure", _in_the_journal)
    register(
        Kind(
            code="departure",
            name=_("Agreed exception to a clause"),
            effect=lambda act: Sentence(
                _(
                    "Agreed exception to clause {rule} for {target}, with this reason; "
                    "both Parties can read it."
                ),
                {"rule": act.body["rule"], "target": act.body["target_id"]},
            ),
            take_effect=_depart,
            entry="departure.accepted",
            over=_target_over,
            bound=_present_departure,
            describe=_departure_lines,
            settles=lambda act: act.body.get("rule"),
        )
    )
    register(
        Kind(
            code="option",
            name=_("Option of the procedures"),
            effect=lambda act: Sentence(
                _(
                    "From now on, {key} is {value}. Meetings that have already opened "
                    "keep the option in force at that time."
                ),
                {"key": act.body["key"], "value": _plain(act.body["value"])},
            ),
            take_effect=_set_option,
            entry="option.changed",
            over=Never("An option can be set at any time; another change of it voids the act."),
            bound=_present_option,
            describe=_option_lines,
            settles=lambda act: act.body.get("key"),
        )
    )
    register(
        Kind(
            code="statement",
            name=_("Compliance statement"),
            effect=lambda act: Sentence(
                _(
                    "The statement of cycle {cycle} is frozen as it is. Later changes "
                    "are made in an addendum."
                ),
                {"cycle": act.body["cycle"]},
            ),
            take_effect=_state,
            entry="statement.signed",
            over=Never(
                "A statement tells of a cycle also once it is closed; the next one voids it."
            ),
            bound=_statements_before,
            describe=_statement_lines,
            shape=Shape.LIST,
            same=lambda act: act.body["results_digest"],
        )
    )
    register(
        Kind(
            code="publication",
            name=_("Publication"),
            effect=lambda act: Sentence(
                _(
                    "Anyone may read one result per clause of cycle {cycle}, without "
                    "reasons or evidence."
                ),
                {"cycle": act.body["cycle"]},
            ),
            take_effect=_publish,
            entry="publication.made",
            over=Never("Results can be published at any time, also once the cycle is closed."),
            describe=_publication_lines,
            shape=Shape.LIST,
            same=lambda act: act.body["outcomes"],
        )
    )


def _target_over(act: JointAct, at: datetime) -> Ended | None:
    """An exception is agreed also afterwards, but not for what was cancelled or withdrawn; the
    closing of a cycle lapses what waits for anything in it."""
    kind, name = act.body["target_kind"], act.body["target_id"]
    if kind in {"cycle", "slot"}:
        rows = Cycle.objects.filter(forum=act.forum, abandoned_at__isnull=False)
        of_it = (f"{name}-".startswith(f"{row}-") for row in rows.select_related("forum"))
        return ABANDONED if any(of_it) else None
    if kind == "meeting":
        gone = Meeting.objects.filter(forum=act.forum, slug=name, cancelled_at__isnull=False)
        return meetings.CANCELLED if gone.exists() else None
    return documents.of_document(act.forum, name) if kind == "document" else None


def _departure_lines(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    """The clause in our words, and what it is departed from for."""
    # Proposals of before this was written down are told by the version that was in force.
    then = act.body.get("version") or parties.book(act.forum, act.proposed_at).version
    found = queries.clause_in(act.forum, act.body["rule"], then)
    return (
        (_("Clause"), act.body["rule"]),
        *(((_("Text"), found[1].text),) if found else ()),
        (_("Applied to"), names_of(act.forum).get(act.body["target_id"], act.body["target_id"])),
    )


def _option_lines(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    """The option in words, the value it has and the one it would have."""
    option = parties.book(act.forum, act.proposed_at).options[act.body["key"]]
    return (
        (_("Option"), option.label),
        (_("Current value"), _plain(act.body["instead_of"])),
        (_("New value"), _plain(act.body["value"])),
    )


def _statement_lines(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    """Every clause by how it came out, how much is frozen, computed when, with which digest."""
    return (
        (_("Results"), len(act.body["results"])),
        (_("Agreed exceptions"), len(act.body.get("departures", ()))),
        *_by_outcome(act, statement.outcomes(act.body["results"])),
        (_("Calculated on"), datetime.fromisoformat(act.body["computed_at"])),
        (FINGERPRINT, act.body["results_digest"]),
    )


def _publication_lines(act: JointAct, reader: Reader) -> tuple[Line, ...]:
    """The clauses that the public would see, by how they came out."""
    outcomes = act.body["outcomes"]
    return ((_("Clauses"), len(outcomes)), *_by_outcome(act, outcomes))


def _by_outcome(act: JointAct, outcomes: Mapping[str, str]) -> tuple[Line, ...]:
    """Clauses by outcome with what each says, in the order in which outcomes are tallied."""
    found: dict[str, list[object]] = {}
    version = parties.book(act.forum, act.proposed_at).version
    for rule, outcome in outcomes.items():
        found.setdefault(outcome, []).append(_called(act.forum, rule, version))
    return tuple(
        (code_labels.MARKS[outcome].word, tuple(found[outcome]))
        for outcome in code_labels.TALLIED
        if outcome in found
    )


def _called(forum: Forum, rule: str, version: str) -> object:
    """A clause by its number and its words, by language; of one that no version has, its number."""
    found = queries.clause_in(forum, rule, version)
    if found is None:
        return rule
    return {code: f"{rule}: {words}" for code, words in found[1].text.items()}


def _present_departure(act: JointAct) -> dict[str, object]:
    """A departure binds the one in force, so that two reasons cannot both take effect unseen."""
    latest = Departure.objects.filter(
        forum=act.forum, rule=act.body["rule"], target_id=act.body["target_id"]
    ).last()
    return {"latest": str(latest.pk) if latest else ""}


def _present_option(act: JointAct) -> dict[str, object]:
    """An option binds its latest change, so that two proposals cannot both take effect."""
    latest = OptionChange.objects.filter(forum=act.forum, key=act.body["key"]).last()
    return {"latest": str(latest.pk) if latest else ""}


def _statements_before(act: JointAct) -> dict[str, object]:
    """A statement binds how many were signed before it."""
    return {"before": Statement.objects.filter(cycle=cycle_of(act)).count()}


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
        cycle=cycle_of(act),
        number=act.body["number"],
        results=act.body["results"],
        # One that was proposed before departures were part of a statement has none.
        departures=act.body.get("departures"),
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
