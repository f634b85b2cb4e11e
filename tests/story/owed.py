"""What was done in the story and was a duty had been listed before, for whoever did it.

Every entry that a person makes is one of a verb; a verb is the last step of some duties, whose lines
are named here, or is done by choice, with the reason why nobody owes it.  Source: docs/decisions/0059.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from cochair.exports.archives import kind as archives
from cochair.features.action_points import turns as points
from cochair.features.acts import kind as acts
from cochair.features.acts import queries
from cochair.features.acts.models import JointAct
from cochair.features.agendas import kind as agendas
from cochair.features.assessments import kind as assessments
from cochair.features.commitments import turns as coherence
from cochair.features.commitments.models import StocktakingReport
from cochair.features.compliance import cure_turns as cures
from cochair.features.compliance import cycle_turns as cycles
from cochair.features.contact_links import kind as contacts
from cochair.features.cycles import kind as plans
from cochair.features.delegations import kind as delegations
from cochair.features.delegations.queries import first_day
from cochair.features.expectations import kind as expectations
from cochair.features.extraction import turns as extraction
from cochair.features.follow_up import turns as following
from cochair.features.handovers import kind as handovers
from cochair.features.invitations import before_notice
from cochair.features.invitations import kind as invitations
from cochair.features.measures import kind as measures
from cochair.features.meeting_records import turns as records
from cochair.features.meetings import kind as meetings
from cochair.features.meetings.models import Agenda, Meeting
from cochair.features.meetings.states import State, state_of
from cochair.features.observers import kind as observers
from cochair.features.parties import queries as parties
from cochair.features.parties import turns as presidencies
from cochair.features.parties.models import Forum, Office
from cochair.features.preparations import turns as preparations
from cochair.features.programmes import kind as programmes
from cochair.features.records.models import ActionPoint
from cochair.features.register import kind as register
from cochair.features.review import kind as review
from cochair.features.room import kind as room
from cochair.features.sessions import kind as sessions
from cochair.features.silence import kind as silence
from cochair.features.stocktaking import kind as stocktaking
from cochair.features.texts import turns as texts
from cochair.features.texts.models import NegotiatedText
from cochair.journal.models import Entry
from cochair.site.desk import turns
from cochair.web.clock import clock
from cochair.web.request_cache import while_reading

_BOTH_BY_CHOICE = "Both may agree on it, and nobody must."
_IN_THE_ROOM = "It is dealt with in the room, while the meeting sits."
_MAY = "Whoever does it may, and need not."
_BEFORE = "A step on the way to a duty, which is listed until its last step."
_CLOCK = "It happens by the clock."
FIRST = frozenset({acts.SIGN, acts.SIGN_TOO})

type Lines = frozenset[str] | str


def _of(*lines: str) -> frozenset[str]:
    return frozenset(lines)


SEND = frozenset(agendas.SEND.values())
# What is agreed by a joint act, by its kind: the lines under which it is asked for before the act is
# there, or why nobody owes it.
OF_ACTS: Mapping[str, Lines] = {
    "action.endorse": _of(measures.ENDORSE),
    "action_point.settle": _BOTH_BY_CHOICE,
    "assessment.sign": _of(assessments.SIGN, assessments.WRITE),
    "commitment.settle": _BOTH_BY_CHOICE,
    "commitments.extract": _of(extraction.TAKE),
    "cycle.close": _of(cycles.CLOSE),
    "cycle.plan": _of(plans.PLAN),
    "departure": _BOTH_BY_CHOICE,
    "document.publish": "Both may publish what is not yet final, or is only now marked public.",
    "expectation.agree": _of(expectations.SIGN),
    "indicator.attest": _of(measures.ATTEST),
    "meeting.agenda": SEND | _of(agendas.BEGIN, agendas.SEND_REVISED),
    "meeting.close": _of(meetings.CLOSE, meetings.GO, meetings.GO_TO_ITEM),
    "meeting.conversion": _BOTH_BY_CHOICE,
    "meeting.excuse": _of(invitations.DECIDE),
    "meeting.format": _BOTH_BY_CHOICE,
    "meeting.notice": _of(before_notice.PREPARE, invitations.ISSUE_ANEW),
    "meeting.observer_invitation": _of(observers.INVITE),
    "meeting.open": _of(meetings.OPEN, meetings.OPEN_WITHOUT),
    "meeting.publish": _BOTH_BY_CHOICE,
    "meeting.relevance_list": _of(before_notice.CHOOSE),
    "meeting.resume": _of(meetings.RESUME),
    "meeting.schedule": _of(meetings.FIX, plans.PLAN),
    "meeting.suspend": _IN_THE_ROOM,
    "overlap.decide": _BOTH_BY_CHOICE,
    "procedures.review": _of(review.NOTE),
    "programme.endorse": _of(programmes.ENDORSE),
    "programme.submit": _of(programmes.SUBMIT, programmes.SUBMIT_AGAIN),
    "publication": _of(cycles.MAKE_PUBLIC),
    "record.approve": _of(records.APPROVE),
    "room.declare": _of(room.DECLARE, room.TAKE_UP),
    "room.issue": _of(room.ISSUE),
    "room.put": _of(texts.SUBMIT, meetings.GO, meetings.GO_TO_ITEM),
    "room.suspend": _IN_THE_ROOM,
    "silence.extend": _BOTH_BY_CHOICE,
    "silence.open": _BOTH_BY_CHOICE,
    "statement": _of(cycles.SIGN, cycles.SIGN_AGAIN),
    "stocktaking.close": _of(stocktaking.CLOSE),
}
# What is done alone, by the verb of its entry.
VERBS: Mapping[str, Lines] = {
    "action.entered": _MAY,
    "action.moved": "Entered for whoever leads it, who is asked.",
    "action_point.carried": _of(points.CARRY),
    "action_point.done": _of(points.REPORT),
    "action_point.noted": _MAY,
    "agenda.begun": _of(agendas.BEGIN, agendas.SEND_REVISED) | SEND,
    "agenda.revised": _of(agendas.BEGIN, agendas.SEND_REVISED, agendas.TRANSLATE) | SEND,
    "answer.made": _MAY,
    "archive.made": _of(archives.DOWNLOAD),
    "assessment.begun": _of(assessments.WRITE),
    "assessment.result_written": _of(assessments.WRITE),
    "assessment.written": _of(assessments.WRITE),
    "chair.appointed": _of(meetings.NAME),
    "chair.checked_in": _MAY,
    "coherence.noted": _of(coherence.WRITE),
    "commitment.assessed": _of(following.ASSESS),
    "commitment.compared": _MAY,
    "commitment.reported": _of(following.REPORT),
    "contact.added": _of(contacts.ADD),
    "contribution.brought": _MAY,
    "delegation.accepted": _of(delegations.ACCEPT),
    "delegation.replacement_declared": "Entered for a delegation that asked for it.",
    "delegation.request_recorded": "Entered for a delegation that asked for it.",
    "delegation.submitted": "Entered for a delegation that asked for it.",
    "document.circulated": _of(register.CIRCULATE),
    "document.finished": _MAY,
    "document.registered": _MAY,
    "document.revised": _MAY,
    "document.widened": _MAY,
    "exchange.counted": _MAY,
    "expectation.written": _of(expectations.WRITE),
    "finding.answered": _MAY,
    "finding.corrected": _MAY,
    "finding.entered": _MAY,
    "finding.withdrawn": _MAY,
    "handover.accepted": _of(handovers.ACCEPT),
    "handover.acknowledged": _of(handovers.ACKNOWLEDGE),
    "handover.pack_made": _of(handovers.MAKE, handovers.MAKE_AGAIN),
    "handover.pack_opened": _of(handovers.ACCEPT),
    "indicator.entered": _MAY,
    "indicator.valued": _of(measures.VALUE),
    "initiative.event_added": _MAY,
    "invitation.answered": "Entered for whoever is invited.",
    "invitation.sent": _of(invitations.INVITE_ALSO),
    "item.concluded": _IN_THE_ROOM,
    "item.opened": _IN_THE_ROOM,
    "language.released": _of(register.RELEASE, register.CONFIRM),
    "language.text_added": _of(
        register.WRITE, register.CONFIRM, cures.ADD, records.ADD, records.COMPLETE
    ),
    "notice.confirmed": _of(invitations.CONFIRM),
    "observer.answered": _of(observers.ANSWER, observers.ANSWER_EARLY),
    "observer.applied": _MAY,
    "observer.invited_outside": _MAY,
    "participant.checked_in": _of(delegations.CHECK_IN),
    "participant.nominated": "Entered for a delegation that asked for it.",
    "point.placed": _of(agendas.PLACE_POINTS),
    "point.registered": "Carrying a point over registers it at the next meeting.",
    "preparation.follow_up_noted": _MAY,
    "preparation.recorded": _of(preparations.PLAN, preparations.RECORD),
    "presidency.acknowledged": _MAY,
    "presidency.designated": "It ends a term of which no end was known: nobody could be asked.",
    "presidency.settled": _of(
        presidencies.SETTLE, presidencies.SETTLE_NEXT, presidencies.SETTLE_FROM
    ),
    "procedures.adopted": "The clock enters it; by hand it is entered by whoever is faster.",
    "procedures.drafted": _MAY,
    "procedures.proposed": _MAY,
    "procedures.redrafted": _MAY,
    "programme.revised": _of(programmes.DRAFT, programmes.TRANSLATE, programmes.SUBMIT),
    "record.answered": _of(records.ANSWER),
    "record.comments_opened": _of(records.ASK),
    "record.drafted": _of(records.DRAFT),
    "record.issued": _of(records.ISSUE, records.REVISE),
    "record.language_added": _of(records.ADD),
    "record.written": _of(records.DRAFT, records.COMPLETE, records.ANSWER, records.ADD),
    "revision.cleared": "A Party clears a paper that is put under silence when it likes.",
    "room.declaration_refused": _IN_THE_ROOM,
    "room.objected": _IN_THE_ROOM,
    "room.objection_converted": _of(room.TAKE_BACK),
    "session.changed": _MAY,
    "session.planned": _of(sessions.PLAN),
    "silence.broken": _MAY,
    "silence.commented": _MAY,
    "silence.confirmed": _of(silence.CONFIRM),
    "silence.contested": _of(silence.CONFIRM),
    "stocktaking.comment_answered": _of(stocktaking.ANSWER),
    "stocktaking.commented": _MAY,
    "stocktaking.comments_asked": _of(stocktaking.ASK),
    "stocktaking.foreword_written": _MAY,
    "stocktaking.opened": _of(stocktaking.OPEN),
    "stocktaking.reported": _of(stocktaking.REPORT),
    "support.asked": _MAY,
    "support.outcome_recorded": "Recorded before the day by which it was needed, after which it is asked for.",
    "text.accepted": _of(texts.SETTLE),
    "text.agreed": _MAY,
    "text.begun": _of(texts.FIRST_DRAFT),
    "text.cleared": _of(texts.CLEAR, texts.CLEAR_AGAIN),
    "text.edited": _MAY,
    "text.issued": _MAY,
    "text.noted": _MAY,
    "text.proposed": _MAY,
    "text.reservation_lifted": _of(texts.LIFT, texts.LIFT_ON_ALL, texts.CONFIRM),
    "text.reserved": _MAY,
    "text.round_closed": _MAY,
    "text.round_opened": _MAY,
    "text.translated": _of(texts.TRANSLATE),
    "threat_assessment.entered": _MAY,
}
# What follows by itself from the last signature of an act.
EFFECTS = frozenset(
    {
        "action.endorsed", "action_point.settled", "agenda.published", "assessment.signed",
        "commitment.settled", "commitments.taken", "cycle.closed", "cycle.planned",
        "departure.accepted", "document.published", "expectation.agreed", "indicator.attested",
        "invitation.excused",
        "meeting.closed", "meeting.converted", "meeting.format_agreed", "meeting.opened",
        "meeting.published", "meeting.resumed", "meeting.scheduled", "meeting.suspended",
        "notice.issued", "observer.invited", "overlap.decided", "procedures.reviewed", "programme.endorsed",
        "programme.submitted", "publication.made", "record.approved", "relevance.approved",
        "room.declared", "room.issued", "room.put", "room.suspended", "silence.opened",
        "statement.signed", "stocktaking.closed",
    }
)  # fmt: skip


def _point_is_due_later(entry: Entry) -> bool:
    slug, _colon, number = entry.about_id.rpartition(":")
    point = ActionPoint.objects.get(meeting__slug=slug, number=int(number))
    return point.due > entry.at.date() + points.AHEAD


def _meeting_is_later(entry: Entry) -> bool:
    document = NegotiatedText.objects.get(document__key=entry.about_id).document
    first = first_day(document.meeting) if document.meeting else None
    return first is None or first > entry.at.date() + texts.CLEARS_BEFORE


def _is_not_confirmed(entry: Entry) -> bool:
    meeting = Meeting.objects.prefetch_related("schedules").get(slug=entry.about_id)
    return state_of(meeting, entry.at) is State.PLANNED


def _all_was_published(entry: Entry) -> bool:
    """Both may change an agenda that is out, and nobody must."""
    rows = Agenda.objects.filter(meeting__slug=entry.about_id, made_at__lt=entry.at)
    last = rows.order_by("pk").last()
    return last is not None and last.published_at is not None and last.published_at < entry.at


def _goes_to_another_kind(entry: Entry) -> bool:
    slug, _colon, _number = entry.about_id.rpartition(":")
    meetings = Meeting.objects.filter(slug__in=(slug, entry.facts["to"]))
    return len({one.configuration for one in meetings}) > 1


def _no_stocktaking_is_open(entry: Entry) -> bool:
    """A Party may say at any time what it thinks of a commitment; it owes that to an open report."""
    rows = StocktakingReport.objects.filter(forum__slug=entry.forum, opened_at__lt=entry.at)
    return not rows.filter(Q(final_at=None) | Q(final_at__gt=entry.at)).exists()


def _is_no_final_document(entry: Entry) -> bool:
    document = NegotiatedText.objects.get(document__key=entry.about_id).document
    meeting, book = document.meeting, parties.book(document.forum, entry.at)
    check = texts.FINAL_CHECK
    return meeting is None or not book.clauses_for(check, meeting.configuration)


def _stock_is_not_taken(entry: Entry) -> bool:
    rows = StocktakingReport.objects.filter(cycle__number=int(entry.about_id))
    return not rows.filter(final_at__isnull=False).exists()


# What may be done before anybody is asked for it, or otherwise than asked, and then is no duty.
EARLY: Mapping[str, Callable[[Entry], bool]] = {
    "agenda.begun": _is_not_confirmed,
    "agenda.revised": _all_was_published,
    "commitment.assessed": _no_stocktaking_is_open,
    "action_point.carried": _goes_to_another_kind,
    "assessment.begun": _stock_is_not_taken,
    "action_point.done": _point_is_due_later,
    "text.begun": _is_no_final_document,
    "text.cleared": _meeting_is_later,
}
# What is owed once of a thing: later both may do it anew.
ONCE = frozenset({"publication"})
# What may become a duty by something of another kind.
FOLLOWS = {"handover": "presidency"}


@dataclass
class Owed:
    """Asks of each event whether what was done in it was listed just before; counts what it asked."""

    forum: Forum
    counts: Counter[str] = field(default_factory=Counter)
    _seq: int = 0
    _lines: Mapping[int, frozenset[str]] = field(default_factory=dict)
    _open: frozenset[str] = frozenset()

    def before(self, at: datetime) -> None:
        """Look at the turns of everybody at the instant of an event (aware UTC) that is to come."""
        with clock.at(at), while_reading():
            every = turns.every(self.forum, at)
            offices = Office.objects.filter(forum=self.forum).select_related("account")
            accounts = {one.account_id: one.account for one in offices}
            self._lines = {
                pk: frozenset(
                    one.turn.says
                    for hat in parties.hats(self.forum, account, at)
                    for one in every
                    if turns.is_of(one.turn, hat)
                )
                for pk, account in accounts.items()
            }
        self._open = frozenset(str(act.number) for act in queries.open_acts(self.forum))
        self._seq = max((one.seq for one in self._entries(-1)), default=-1)

    def after(self, at: datetime) -> list[str]:
        """What was done in the event and had not been listed for whoever did it."""
        return [f"{at:%Y-%m-%d}: {one}" for one in self._after()]

    def _after(self) -> Iterator[str]:
        known = {str(act.number): act for act in JointAct.objects.filter(forum=self.forum)}
        touched: set[tuple[str, str]] = set()
        for entry in self._entries(self._seq):
            act = known.get(entry.about_id) if entry.about_kind == "act" else None
            if act is None:
                thing, lines = (entry.about_kind, entry.about_id), VERBS.get(entry.verb)
                if entry.verb in EFFECTS or entry.account is None:
                    continue
            else:
                thing, lines = (act.subject_kind, act.subject_id), OF_ACTS.get(act.kind)
                before = JointAct.objects.filter(forum=self.forum, kind=act.kind)
                before = before.filter(subject_id=act.subject_id, effective_at__lt=act.proposed_at)
                if act.kind in ONCE and before.exists():
                    lines = _BOTH_BY_CHOICE
                elif entry.verb == "act.key_turned" and entry.about_id in self._open:
                    lines = FIRST
                elif entry.verb not in {"act.proposed", "act.key_turned"}:
                    continue
            if lines is None:
                yield f"Nobody says whether {entry.verb} on {thing} is owed."
                continue
            # What an event did before may have made it a duty that nobody could see.
            is_first = thing not in touched and (FOLLOWS.get(thing[0]), "") not in touched
            if act is None:
                touched |= {thing, (thing[0], "")}
            if isinstance(lines, str) or not is_first:
                self.counts["by choice" if isinstance(lines, str) else "within an event"] += 1
                continue
            self.counts["asked"] += 1
            if entry.verb in EARLY and EARLY[entry.verb](entry):
                self.counts["before it was asked for"] += 1
                continue
            asked = self._lines.get(entry.account or 0, frozenset())
            if entry.verb == "act.proposed":
                # Whoever may prepare it for the presidency that owes it does not owe it as well.
                asked = frozenset().union(*self._lines.values())
            if not lines & asked:
                wanted = " or ".join(sorted(lines))
                yield f"{entry.office} did {entry.verb} on {thing}, and was not asked: {wanted}"

    def _entries(self, after: int) -> Iterable[Entry]:
        rows = Entry.objects.filter(forum=self.forum.slug, seq__gt=after)
        return rows.order_by("seq")
