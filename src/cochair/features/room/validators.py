"""What stands against putting a text or declaring on it, beside what the core asks."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from cochair.features.agendas import queries as agendas
from cochair.features.agendas.items import Item
from cochair.features.decisions import submission
from cochair.features.decisions.models import Objection, RoomDecision
from cochair.features.documents.models import Document
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.states import State, state_of
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.register import refusals
from cochair.features.room import issue, queries, subjects
from cochair.features.room.terms import FINAL, KINDS, forms
from cochair.features.sessions import closure, opening_checks
from cochair.features.silence import validators as silences
from cochair.features.texts import queries as texts
from cochair.procedure import consensus as core
from cochair.procedure.consensus.stages import ADOPTED, ON_THE_TABLE
from cochair.procedure.obstacle import stopping
from cochair.procedure.refusal import Refusal, Sentence, _

PRACTICE = "practice"


def to_putting(meeting: Meeting, said: Mapping[str, object], at: datetime) -> tuple[Refusal, ...]:
    """Every reason why these terms do not put a text at an instant; none when they do."""
    text = subjects.bound(meeting.forum, said, at)
    begun = queries.bound(said)
    answers = (
        not_sitting(meeting, at),
        *absent_chairs(meeting, at),
        _unknown_kind(str(said["kind"])),
        _unknown_form(meeting.forum, said, at),
        _unknown_item(meeting, str(said["item"])),
        _withdrawn(text.document),
        submission.not_read_by_all(text.document, _deciding(meeting, at), at),
        refusals.printed(*(why for _code, why in _set_aside(said))),
        _on_the_table(meeting.forum, text),
        silences.being_decided(text.document, at),
        *submission.unfit(text.document, at),
        _nobody(said, begun.clauses.consensus),
        *stopping(text.before(begun.parties, begun.clauses, at), begun.waivers),
    )
    return tuple(dict.fromkeys(one for one in answers if one is not None))


def not_sitting(meeting: Meeting, at: datetime) -> Refusal | None:
    """Outside a meeting, and while it pauses, nobody is there to object: nothing is put, and no
    consensus declared."""
    if state_of(meeting, at) is State.OPEN:
        return None
    return Refusal(
        PRACTICE,
        _(
            "This is possible only while the meeting is open, because "
            "delegations must be present to object."
        ),
    )


def absent_chairs(meeting: Meeting, at: datetime) -> tuple[Refusal, ...]:
    """A co-chair who is not there submits nothing and declares no consensus: what the room says is
    said by who is in it."""
    return opening_checks.chairs(meeting, at)


def over(meeting: Meeting, at: datetime) -> Refusal | None:
    """After the closing nobody is asked any more, and nothing can be adopted: nobody objects."""
    if meeting.closed_at is None or at < meeting.closed_at:
        return None
    message = _("The meeting closed on {closed}; this arrived on {at}.")
    return Refusal(PRACTICE, message, {"closed": meeting.closed_at, "at": at})


def to_closing(meeting: Meeting, at: datetime) -> Iterator[closure.Asked]:
    """What stands against closing a meeting: a text that it was asked to adopt, and did not yet.

    Consensus is declared in the room alone, so the co-chairs end it first: they declare what the
    room came to, or take the text off the table.
    """
    for row in queries.of_meeting(meeting):
        decision = queries.decision(row)
        if core.stage(decision) in ON_THE_TABLE:
            message = _(
                "Decision {number} has not ended: declare its outcome, or withdraw the text."
            )
            yield closure.Asked(
                (decision.clauses.consensus,),
                Sentence(message, {"number": row.number}),
                ("decisions:in-room", (meeting.forum.slug, meeting.slug, row.number)),
                stands_against=True,
            )


def to_declaring(
    row: RoomDecision, claim: core.Claim, at: datetime, on_the_way: tuple[datetime, ...] = ()
) -> tuple[Refusal, ...]:
    """Every reason why this may not be declared at an instant; none when it may."""
    return declaring(row, queries.decision(row, at), claim, at, on_the_way)


def declaring(
    row: RoomDecision,
    decision: core.Decision,
    claim: core.Claim,
    at: datetime,
    on_the_way: tuple[datetime, ...] = (),
) -> tuple[Refusal, ...]:
    """The same of a decision that was read already."""
    against = core.may_declare(decision, claim, on_the_way=on_the_way)
    if claim is not core.Claim.CONSENSUS:
        return against
    beside = (
        not_sitting(row.meeting, at),
        *absent_chairs(row.meeting, at),
        _withdrawn(row.document),
        _changed(row),
    )
    return (*against, *(one for one in beside if one is not None))


def against(one: core.Objection, clause: str) -> Refusal:
    """What an objection that stands says against a declaration of consensus."""
    facts = {"member": one.voice.id, "at": one.at, "words": one.words}
    if one.words:
        return Refusal(clause, _("{member} objected on {at}: {words}"), facts)
    return Refusal(clause, _("{member} objected on {at}. It need not give a reason."), facts)


def _unknown_kind(kind: str) -> Refusal | None:
    return None if kind in KINDS else Refusal(PRACTICE, _("Enter what is decided."))


def _unknown_form(forum: Forum, said: Mapping[str, object], at: datetime) -> Refusal | None:
    known = forms(parties.book(forum, at))
    if said["kind"] != FINAL or not known or said["form"] in known:
        return None
    return Refusal(
        PRACTICE, _("Choose the type of final document: {kind}."), {"kind": tuple(known)}
    )


def _unknown_item(meeting: Meeting, item: str) -> Refusal | None:
    if not item or any(one.key == item for one in items(meeting)):
        return None
    return Refusal(PRACTICE, _("There is no such item on the agenda."))


def items(meeting: Meeting) -> tuple[Item, ...]:
    """The items of the latest agenda that both published."""
    known = [one for one in agendas.versions(meeting) if one.is_published]
    return tuple(known[-1].items) if known else ()


def _withdrawn(document: Document) -> Refusal | None:
    if document.withdrawn_at is None:
        return None
    return Refusal(PRACTICE, _("The document has been withdrawn and can no longer be adopted."))


def _changed(row: RoomDecision) -> Refusal | None:
    """What is negotiated while a decision pauses makes a text to be submitted anew: nobody adopts
    words that the text does not say any more.  One query, of a text under negotiation alone."""
    if row.text is None:
        return None
    written = row.text.paragraphs.filter(removed_at=None)
    if issue.text_says_the_same(row, dict(written.values_list("stable_id", "words"))):
        return None
    return Refusal(
        str(row.terms["clauses"]["consensus"]),
        _("The text was changed since it was submitted: withdraw it and submit the present text."),
    )


def _set_aside(said: Mapping[str, object]) -> list[list[str]]:
    found = said["set_aside"]
    assert isinstance(found, list)
    return found


def _deciding(meeting: Meeting, at: datetime) -> tuple[str, ...]:
    """The Parties whose delegations have a say in a meeting."""
    return parties.book(meeting.forum, at).configurations[meeting.configuration].parties


def _on_the_table(forum: Forum, text: subjects.Put) -> Refusal | None:
    """Here or in another meeting; what was adopted is not adopted again anywhere."""
    for row in queries.decisions(forum).filter(document=text.document):
        stage = core.stage(queries.decision(row))
        adopted = stage in ADOPTED and row.terms["digest"] == text.digest
        if stage in ON_THE_TABLE or adopted:
            message = _(
                "This text has already been submitted for adoption, or was "
                "adopted: number {number}."
            )
            return Refusal(PRACTICE, message, {"number": row.number})
    return None


def _nobody(said: Mapping[str, object], clause: str) -> Refusal | None:
    if said["voices"]:
        return None
    return Refusal(
        clause,
        _(
            "No delegation that takes part in the decision has been accredited and "
            "checked in. Submit the text later."
        ),
    )


def no_reservation(row: RoomDecision, reservation: str) -> Refusal | None:
    """Against a statement in the place of a reservation, where the text has none."""
    if not reservation or row.text is not None:
        return None
    return Refusal(row.terms["clauses"]["consensus"], _("This reservation no longer stands."))


def stands(row: RoomDecision, reservation: str) -> bool:
    """Whether a reservation on the text still holds something back."""
    if row.text is None:
        return False
    standing = texts.negotiated(row.text).standing_reservations
    return any(one.id == reservation for one in standing)


def stood(one: Objection, at: datetime) -> bool:
    """Whether it was not over at an instant; a click before its end says nothing new after it."""
    ends = [end for end in (one.withdrawn_at, one.converted_at) if end is not None]
    return all(at < end for end in ends)
