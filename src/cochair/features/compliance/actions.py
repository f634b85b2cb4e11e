"""Departures, options, statements and publications: all joint acts of both Parties."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from cochair.features.acts import actions as acts
from cochair.features.acts import reasons as reasoning
from cochair.features.acts.models import JointAct
from cochair.features.compliance import queries, statement, visibility
from cochair.features.compliance.models import Statement
from cochair.features.compliance.names import names_of
from cochair.features.compliance.options import allowed
from cochair.features.compliance.titles import act_title
from cochair.features.cycles.models import Cycle
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.register.refusals import printed
from cochair.procedure.book import Book
from cochair.procedure.clause import Clause, Severity
from cochair.procedure.consent import digest_of
from cochair.procedure.reason import is_reason
from cochair.procedure.refusal import Refusal, _, require
from cochair.procedure.result import Outcome, Result

REASON_AT_LEAST = 20


def propose_departure(
    forum: Forum,
    *,
    rule: str,
    target: tuple[str, str],
    reason: str,
    by: ActingOffice,
    at: datetime,
    reasons: Mapping[str, str] | None = None,
) -> JointAct:
    """Propose to depart from a clause for one target, with the reason both will sign.

    `reasons` give the same reason by language, for the papers that will quote it.

    Raises Refused for the hard rule, for what only informs, for a permission that nobody
    overstepped, for a target on which the clause is not judged, and for a reason, in whichever
    language, of fewer than twenty characters or that cannot be printed.
    """
    judged = queries.result_on(forum, rule, target[1], at)
    in_force = parties.book(forum, at).version
    # Where a meeting opened under another version, its clause is that of this one.
    found = queries.clause_in(forum, rule, judged.procedure_version if judged else "", in_force)
    require(
        _departable(found[1] if found else None, rule) or _overstepped(found, judged),
        _judged_on(forum, rule, target, by, at),
        *reasoning.each(lambda words: _reason(words, rule), reason, reasons),
        printed(reason, *(reasons or {}).values()),
    )
    return acts.propose(
        forum,
        kind="departure",
        subject=("departure", f"{rule}:{target[1]}"),
        title=act_title("departure", rule=rule, target=names_of(forum).get(target[1], target[1])),
        body={
            "rule": rule,
            "target_kind": target[0],
            "target_id": target[1],
            "version": found[0] if found else in_force,
            **reasoning.kept(reasons),
        },
        by=by,
        at=at,
        clause=rule,
        reason=reason.strip(),
    )


def propose_option(
    forum: Forum, *, key: str, value: object, by: ActingOffice, at: datetime, reason: str = ""
) -> JointAct:
    """Propose another value of an option of the procedures.

    Raises Refused for an unknown option, a value outside its set, or the value it has now.
    """
    book = parties.book(forum, at)
    require(_known_option(book, key))
    current = queries.option_values(forum, at)[key]
    require(allowed(book.options[key], value), _another_value(current, value))
    return acts.propose(
        forum,
        kind="option",
        subject=("option", key),
        title=act_title("option", key=key),
        body={"key": key, "value": value, "instead_of": current},
        by=by,
        at=at,
        reason=reason.strip(),
    )


@transaction.atomic
def propose_statement(forum: Forum, *, cycle: Cycle, by: ActingOffice, at: datetime) -> JointAct:
    """Propose the compliance statement of a cycle, frozen as it is computed at this instant.

    Raises Refused while the cycle still runs.
    """
    # Nobody signs another one while this one is counted.
    forum = Forum.objects.select_for_update().get(pk=forum.pk)
    require(_cycle_ended(forum, cycle, at))
    stated = statement.stated(forum, cycle.number, at)
    number = Statement.objects.filter(cycle=cycle).count() + 1
    return acts.propose(
        forum,
        kind="statement",
        subject=("cycle", f"{forum.slug}-cycle-{cycle.number}"),
        title=act_title("statement", cycle=cycle.number),
        body={
            "cycle": cycle.number,
            "number": number,
            "computed_at": at.isoformat(),
            "results": stated["results"],
            "departures": stated["departures"],
            "results_digest": digest_of(stated),
        },
        by=by,
        at=at,
    )


def propose_publication(
    forum: Forum, *, cycle: int, body: Mapping[str, object], by: ActingOffice, at: datetime
) -> JointAct:
    """Propose to show the public one outcome per clause of a cycle, without reasons or evidence."""
    require(_something_to_publish(body))
    return acts.propose(
        forum,
        kind="publication",
        subject=("cycle", f"{forum.slug}-cycle-{cycle}"),
        title=act_title("publication", cycle=cycle),
        body={"kind": "results", "cycle": cycle, **body},
        by=by,
        at=at,
    )


def _departable(clause: Clause | None, rule: str) -> Refusal | None:
    if clause is None:
        return Refusal("practice", _("There is no clause {rule}."), {"rule": rule or "–"})
    if clause.is_hard:
        return Refusal(
            rule,
            _("No exception to this clause is possible: without consensus there is no agreement."),
        )
    if clause.severity is Severity.INFORMATIVE:
        return Refusal(rule, ASKS_NOTHING)
    return None


ASKS_NOTHING = _("This clause sets no requirement, so no exception to it can be agreed.")


def _overstepped(found: tuple[str, Clause] | None, judged: Result | None) -> Refusal | None:
    """From a permission one departs only where it was used without what it asks for."""
    if found is None or found[1].severity is not Severity.PERMISSION or judged is None:
        return None
    if judged.outcome in {Outcome.NOT_APPLICABLE, Outcome.MET}:
        return Refusal(judged.rule, ASKS_NOTHING)
    return None


def _judged_on(
    forum: Forum, rule: str, target: tuple[str, str], by: ActingOffice, at: datetime
) -> Refusal | None:
    for result in visibility.results(forum, by, at):
        if result.rule == rule and (result.target.kind, result.target.id) == target:
            return None
    return Refusal(
        rule, _("This clause is not assessed for {target}."), {"target": target[1] or "–"}
    )


def _reason(reason: str, rule: str) -> Refusal | None:
    if is_reason(reason, REASON_AT_LEAST):
        return None
    return Refusal(
        rule,
        _("Give the reason in at least {number} characters; both co-presidencies sign it."),
        {"number": REASON_AT_LEAST},
    )


def _known_option(book: Book, key: str) -> Refusal | None:
    if key in book.options:
        return None
    return Refusal("practice", _("There is no option called “{key}”."), {"key": key or "–"})


def _another_value(current: object, value: object) -> Refusal | None:
    # The procedure file gives lists as tuples, a form and the database as lists.
    if (tuple(current) if isinstance(current, list) else current) != (
        tuple(value) if isinstance(value, list) else value
    ):
        return None
    return Refusal("practice", _("The option already has this value."))


def _cycle_ended(forum: Forum, cycle: Cycle, at: datetime) -> Refusal | None:
    if queries.today(forum, at) > cycle.end:
        return None
    return Refusal(
        "cycle",
        _("The statement of a cycle may be signed once the cycle has ended, after {day}."),
        {"day": cycle.end},
    )


def _something_to_publish(body: Mapping[str, object]) -> Refusal | None:
    if body.get("outcomes"):
        return None
    return Refusal("practice", _("There is nothing to publish for this cycle yet."))
