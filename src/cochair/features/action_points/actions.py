"""Note a point of action, change it, carry it on, report it done; propose that it falls or waits.

Source: domain.md B.9 (CB-38, 5), C.2 (ActionPoint), C.7 (J6); clause I.2.1.a.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from cochair.features.action_points import queries, refusals
from cochair.features.action_points.states import CARRIED, DONE
from cochair.features.acts import actions as acts
from cochair.features.acts.models import JointAct
from cochair.features.agendas import carry_over
from cochair.features.agendas import queries as agendas
from cochair.features.meetings import machine, responsibility
from cochair.features.meetings.models import Meeting, OpenPoint
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.records.models import ActionPoint
from cochair.journal.actions import record
from cochair.procedure.refusal import Refusal, _, require
from cochair.web.errors import StaleVersion
from cochair.web.localize import in_all


@dataclass(frozen=True, slots=True)
class Noted:
    """What is typed: words by language and the language in which they were said first, who does
    it (a code), by which civil day of the forum, and under which item (a key, or empty)."""

    text: Mapping[str, str]
    language: str
    owner: str
    due: date
    item: str = ""


@transaction.atomic
def note(meeting: Meeting, noted: Noted, *, by: ActingOffice, at: datetime) -> ActionPoint:
    """Note a point of action while a meeting sits, and until its record is approved.

    The same noted twice is one, until it is done or dropped.  Raises Refused for words in no language, an owner or an item
    that nobody knows, a day that is over, and outside these states of the meeting.
    """
    forum, meeting = _locked(meeting)
    words = _words(noted.text)
    require(
        machine.refusal("point.note", meeting, at),
        *_of_noted(meeting, noted, words, at),
        refusals.due_later(noted.due, at, forum.zone),
    )
    for one in queries.rows_of(meeting):
        same = (one.text, one.owner, one.due, one.item_key)
        if one.settled_at is None and same == (words, noted.owner, noted.due, noted.item):
            return one
    last = ActionPoint.objects.filter(meeting=meeting).aggregate(n=Max("number"))["n"] or 0
    made = ActionPoint.objects.create(
        meeting=meeting,
        number=last + 1,
        item_key=noted.item,
        text=words,
        language=noted.language,
        owner=noted.owner,
        due=noted.due,
        at=at,
        by_id=by.office,
    )
    _tell(made, "action_point.noted", by=by, at=at, facts={"owner": made.owner, "due": made.due})
    return made


@transaction.atomic
def change(
    row: ActionPoint, noted: Noted, *, seen: int, by: ActingOffice, at: datetime
) -> ActionPoint:
    """Change the words, the translations, the owner, the day or the item of an open point.

    `seen` is the revision that was shown.  Raises StaleVersion when it was changed meanwhile.
    Keys that were turned on the point as it was are void.  Once both approved the record of the
    meeting only a translation is added: what it says there, both said (CB-41).
    """
    forum, _meeting = _locked(row.meeting)
    row = _again(row)
    words = _words(noted.text)
    standing = (row.text, row.language, row.owner, row.due, row.item_key)
    wanted = (words, noted.language, noted.owner, noted.due, noted.item)
    if standing == wanted:
        return row
    if row.revision != seen:
        said = Refusal(
            "practice", _("Someone changed this action point while you were reading this page.")
        )
        raise StaleVersion(said, theirs=one_line(row.text), mine=one_line(words))
    require(
        refusals.still_to_do(row),
        refusals.as_recorded(row, wanted),
        *_of_noted(row.meeting, noted, words, at),
        None if noted.due == row.due else refusals.due_later(noted.due, at, forum.zone),
    )
    row.text, row.language, row.owner, row.due, row.item_key = wanted
    row.revision += 1
    row.save(update_fields=["text", "language", "owner", "due", "item_key", "revision"])
    if row.carried_to is not None:
        row.carried_to.text, row.carried_to.owner = row.text, row.owner
        row.carried_to.save(update_fields=["text", "owner"])
    _tell(row, "action_point.changed", by=by, at=at, facts={"owner": row.owner, "due": row.due})
    acts.void_what_changed(forum, by=by, at=at)
    return row


@transaction.atomic
def report_done(row: ActionPoint, *, evidence: str, by: ActingOffice, at: datetime) -> ActionPoint:
    """Say that a point is done, for the owner for which an office speaks, with what shows it.

    Raises Refused without a line of evidence, for a point that is settled, and from others.
    """
    _locked(row.meeting)
    row, evidence = _again(row), evidence.strip()
    if row.state == DONE and row.evidence == evidence:
        return row
    require(
        refusals.may_report(row, by),
        refusals.still_to_do(row),
        refusals.evidenced(evidence, _clause(row, at)),
    )
    row.state, row.evidence, row.settled_at = DONE, evidence, at
    row.save(update_fields=["state", "evidence", "settled_at"])
    settle_carried(row, at)
    _tell(row, "action_point.done", by=by, at=at, facts={"owner": row.owner})
    acts.void_what_changed(row.meeting.forum, by=by, at=at)
    return row


@transaction.atomic
def carry(row: ActionPoint, target: Meeting | None, *, by: ActingOffice, at: datetime) -> OpenPoint:
    """Carry a point over to the next meeting, whose agenda places it on an item.

    A meeting to which it was carried before, and that has not opened, is asked for nothing any more.
    Raises Refused for a settled point, the same meeting, and once the next one has opened.
    Source: clause I.2.1.a.
    """
    _locked(row.meeting)
    row = _again(row)
    require(refusals.still_to_do(row), refusals.of_target(row, target))
    assert target is not None
    made = carry_over.register_open_point(
        target, text=row.text, origin=row.meeting.slug, owner=row.owner, by=by, at=at
    )
    pass_on(row, made, at)
    row.save(update_fields=["state", "carried_to", "carried_through"])
    _tell(row, "action_point.carried", by=by, at=at, facts={"to": target.slug, "point": made.pk})
    acts.void_what_changed(row.meeting.forum, by=by, at=at)
    return made


@transaction.atomic
def propose_settlement(
    row: ActionPoint, *, how: str, target: str, reason: str, by: ActingOffice, at: datetime
) -> JointAct:
    """Propose that both drop a point, or put it off: `target` is then the slug of the meeting on
    whose agenda it is not placed.  Raises Refused without a reason.  Source: clause I.2.1.a."""
    forum, _meeting = _locked(row.meeting)
    row = _again(row)
    body: dict[str, object] = {"point": queries.subject_of(row), "how": how, "to": target}
    require(*settlement_refusals(forum, body, at), refusals.reasoned(reason, _clause(row, at)))
    return acts.propose(
        forum,
        kind=queries.SETTLE,
        subject=(queries.SUBJECT, queries.subject_of(row)),
        title=in_all(SETTLEMENT, number=row.number),
        body=body,
        reason=reason.strip(),
        by=by,
        at=at,
    )


def settlement_refusals(
    forum: Forum, body: Mapping[str, object], at: datetime
) -> tuple[Refusal | None, ...]:
    """What stands against dropping a point or putting it off: asked at each key as well.

    It is put off at a meeting that has not opened: what one that is over dealt with stays.
    """
    row = queries.of_subject(forum, str(body["point"]))
    if row is None:
        return (Refusal("practice", _("There is no such action point.")),)
    found = (refusals.still_to_do(row), refusals.known_end(body["how"]))
    if body["how"] != "deferred":
        return found
    others = {one.slug: one for one in agendas.other_meetings(row.meeting)}
    known = others.get(str(body["to"]))
    if known is None or responsibility.is_history(known, at):
        return (*found, Refusal("practice", _("Select the next meeting.")))
    return (*found, machine.refusal("point.carry", known, at))


def settle_carried(row: ActionPoint, at: datetime) -> None:
    """Let the next meeting know that a point which was carried to it needs nothing any more."""
    if row.carried_to is not None and row.carried_to.settled_at is None:
        row.carried_to.settled_at = at
        row.carried_to.save(update_fields=["settled_at"])


def pass_on(row: ActionPoint, made: OpenPoint, at: datetime) -> None:
    """Let another meeting deal with a point; nothing is saved of the point itself.

    A meeting that was to deal with it and has not opened is asked for nothing any more; what one that
    has opened did with it stays as it was.
    """
    before, through = row.carried_to, list(row.carried_through)
    if before is not None and before.pk != made.pk and before.meeting.opened_at is None:
        settle_carried(row, at)
        through = [slug for slug in through if slug != before.meeting.slug]
    if made.settled_at is not None:
        # It was to deal with this point before, and is so again.
        made.settled_at = None
        made.save(update_fields=["settled_at"])
    slug = made.meeting.slug
    row.state, row.carried_to = CARRIED, made
    row.carried_through = [*(one for one in through if one != slug), slug]


def _of_noted(
    meeting: Meeting, noted: Noted, words: Mapping[str, str], at: datetime
) -> tuple[Refusal | None, ...]:
    standing = agendas.standing_of(meeting)
    items = {one.key for one in standing.items} if standing else set()
    return (
        *refusals.of_words(words, noted.language, parties.book(meeting.forum, at)),
        refusals.known_owner(noted.owner, parties.roster(meeting.forum).names()),
        refusals.known_item(noted.item, items),
    )


def _words(text: Mapping[str, str]) -> dict[str, str]:
    return {code: " ".join(said.split()) for code, said in text.items() if said.strip()}


def _clause(row: ActionPoint, at: datetime) -> str:
    """The clause by which no open point is left out of the next agenda."""
    book = parties.book(row.meeting.forum, at)
    return book.clause_for(carry_over.CARRIED, row.meeting.configuration)


def _locked(meeting: Meeting) -> tuple[Forum, Meeting]:
    """The forum and then the meeting, locked in the order of the house."""
    forum = Forum.objects.select_for_update().get(pk=meeting.forum_id)
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("forum")
    return forum, rows.get(pk=meeting.pk)


def _again(row: ActionPoint) -> ActionPoint:
    """A point as it stands now; its forum is locked."""
    found = ActionPoint.objects.select_related("meeting__forum", "carried_to__meeting")
    return found.get(pk=row.pk)


def _tell(
    row: ActionPoint, verb: str, *, by: ActingOffice, at: datetime, facts: Mapping[str, object]
) -> None:
    """Write down what was done with a point: codes, numbers and days, no words."""
    record(
        row.meeting.forum.slug,
        verb=verb,
        about=(queries.SUBJECT, queries.subject_of(row)),
        by=by.account,
        office=by.title,
        on_behalf_of=by.party,
        at=at,
        facts={
            name: said.isoformat() if isinstance(said, date) else said
            for name, said in facts.items()
        },
    )


# What acts on points of action are called, in every language.
SETTLEMENT = _("Action point {number}: cancelled or postponed")


def one_line(text: Mapping[str, str]) -> str:
    """Words of several languages in one line, each after its code."""
    return " · ".join(f"{code}: {said}" for code, said in sorted(text.items()))
