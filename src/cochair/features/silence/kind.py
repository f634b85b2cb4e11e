"""Silence procedure, and what a Party says within itself of a text before one: everything that the
rest of the house knows of these kinds."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db.models import F, Max, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse

from cochair.features.acts.models import JointAct
from cochair.features.cycles.models import Cycle
from cochair.features.decisions.models import (
    Clearance,
    Extension,
    Message,
    Outage,
    RoomDecision,
    SilenceProcedure,
)
from cochair.features.decisions.shared_turns import of_both
from cochair.features.documents import cycles
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document
from cochair.features.documents.shared_turns import of_registrar
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power, Role
from cochair.features.silence import (
    archived,
    letter,
    outcome_letter,
    queries,
    validators,
    withdrawal_blocks,
)
from cochair.kernel.kind import Archive, Handover, Kind, No, Person, Texts, Turn, Turns
from cochair.kernel.rows import Rows
from cochair.kernel.search import Card
from cochair.procedure import silence as core
from cochair.procedure.calendar import civil_day, end_of_day, next_working_day
from cochair.procedure.entitlement import Unit
from cochair.procedure.refusal import _
from cochair.procedure.symbol import CORRIGENDUM

# Whose turn it is on a silence procedure: while it runs nobody owes an answer.
RECOGNISE = _("Recognise what arrived in time: {symbol}")
NEW_END = _("Set a new end: silence procedure on {symbol}")
SIGN_LETTER = _("Sign the outcome letter: {symbol}, silence procedure until {day}")
RENEW_LETTER = _("Renew the outcome letter: {symbol}, silence procedure until {day}")
CONFIRM = _("Confirm or contest what was entered in your name: {symbol}")
REVISE = _("Revise the text and open a new round: {symbol}")
OPEN_ANEW = _("Open a new round: {symbol}")
# So many working days after the end its letter is usually signed, and the text revised.
WORKING_DAYS, A_DAY = 5, timedelta(days=1)
PRACTICE = "practice"
ENDED = (core.Stage.BROKEN, core.Stage.PASSED)


def unended(forum: Forum) -> Iterable[SilenceProcedure]:
    """The silences of a forum on papers of cycles that go on; those that both withdrew ask nobody."""
    closed = Cycle.objects.filter(forum=forum, closed_at__isnull=False)
    over = reduce(or_, (cycles.of_cycle(one, forum.zone) for one in closed), Q(pk__in=()))
    papers = Document.objects.filter(over, forum=forum).exclude(suffix=CORRIGENDUM)
    rows = queries.procedures(forum).filter(withdrawal=None)
    return rows.exclude(revision__document__in=papers.values("pk")).order_by("number")


def turns(row: SilenceProcedure, at: datetime) -> Iterable[Turn]:
    """A delegation confirms or contests what was entered in its name.  Both set a new end once an outage is over, and once a silence has ended recognise what arrived
    in time, and sign the letter on how it ended; what was not adopted is revised and put again.

    A joint act that waits for a signature is a turn of its own.
    """
    return (*_entered(row), *_of_both(row, at))


def _entered(row: SilenceProcedure) -> Iterable[Turn]:
    """A delegation says whether it sent what its secretariat entered in its name."""
    for one in row.messages.all():
        if one.arrived_at is None or one.contested_at is not None or one.confirmed_at is not None:
            continue
        by_member = row.terms["unit"] == Unit.MEMBER_DELEGATION
        role = Role.DELEGATION_HEAD if by_member else Role.CO_PRESIDENCY
        until, where = _after(row, one.received_at), (*_address(row), f"#message-{one.pk}")
        yield Turn(role.value, one.voice, CONFIRM, _facts(row), until, PRACTICE, where)


def _of_both(row: SilenceProcedure, at: datetime) -> Iterable[Turn]:
    silence = queries.silence(row, at)
    stage = core.stage(silence, at)
    if stage in ENDED:
        late = _to_recognise(row, at) if stage is core.Stage.PASSED else _anew(row, at)
        return (*late, *_letter(row, at))
    if stage is not core.Stage.SUSPENDED or core.unfinished_outage(silence, at) is not None:
        return ()
    if any(act.kind == queries.RESUME for act in _waiting(row)):
        return ()
    return of_both(row.forum, NEW_END, _facts(row), _address(row))


def _to_recognise(row: SilenceProcedure, at: datetime) -> Iterable[Turn]:
    """What was entered too late, and is told to have arrived before the end of what has passed."""
    asked = {act.body["message"] for act in _waiting(row) if act.kind == queries.ARRIVED}
    late = (
        one
        for one in row.messages.all()
        if one.pk not in asked and validators.to_recognising(row, one, at) is None
    )
    if next(late, None) is None:
        return ()
    return of_both(row.forum, RECOGNISE, _facts(row), _address(row))


def _anew(row: SilenceProcedure, at: datetime) -> Iterable[Turn]:
    """Whoever registered the text revises it, then both open the next round; nobody where another
    procedure followed, where it is a time for comments alone, or while a revision is being written."""
    document = row.revision.document
    if document.withdrawn_at or document.final_at or document.superseded_by_id:
        return ()
    later = SilenceProcedure.objects.filter(revision__document=document, number__gt=row.number)
    if (
        later.exists()
        or withdrawal_blocks.is_for_comments(document)
        or document.revisions.filter(circulated_at=None).exists()
        or RoomDecision.objects.filter(document=document).exists()
    ):
        return ()
    if not queries.is_revised(row):
        until, where = _usual(row, at), (*_address(row), "#anew")
        found = of_registrar(document, REVISE, where)
        return [replace(one, facts=_facts(row), until=until, firm=PRACTICE) for one in found]
    if any(act.kind == queries.OPEN for act in queries.waiting(row.forum, document.slug)):
        return ()
    where = ("documents:document", document.slug, "#silence")
    return of_both(row.forum, OPEN_ANEW, _facts(row), where)


def _usual(row: SilenceProcedure, at: datetime) -> datetime:
    """The end of the fifth working day after a silence ended."""
    return _after(row, core.course(queries.silence(row, at), at).expires_at)


def _after(row: SilenceProcedure, since: datetime) -> datetime:
    """The end of the fifth working day after an instant (aware UTC), in the zone of the forum."""
    day = civil_day(since, row.forum.zone)
    for _day in range(WORKING_DAYS):
        day = next_working_day(day + A_DAY, parties.book(row.forum, since).holidays)
    return end_of_day(day, row.forum.zone)


def _letter(row: SilenceProcedure, at: datetime) -> Iterable[Turn]:
    """The letter on how it ended, or another one where something came since it was signed."""
    told = letter.facts(row)
    signed = outcome_letter.standing(row)
    if signed is not None and signed.body["facts"] == told:
        return ()
    said = (act.body["facts"] for act in _waiting(row) if act.kind == queries.LETTER)
    if told in said:
        return ()
    # One text may have had several silence procedures: the day on which each ended tells them apart.
    facts = {**_facts(row), "day": civil_day(queries.end(row), row.forum.zone)}
    if signed is not None:
        return of_both(row.forum, RENEW_LETTER, facts, _address(row))
    until = _usual(row, at)
    return of_both(row.forum, SIGN_LETTER, facts, _address(row), until=until, firm=PRACTICE)


def _waiting(row: SilenceProcedure) -> list[JointAct]:
    """The joint acts on this silence that wait for a signature."""
    found = queries.waiting(row.forum, row.revision.document.slug)
    return [act for act in found if act.body.get("procedure") == row.number]


def _facts(row: SilenceProcedure) -> Mapping[str, object]:
    document = row.revision.document
    return {"symbol": documents.called(document)}


def _address(row: SilenceProcedure) -> tuple[str, ...]:
    return ("decisions:decision", str(row.number))


# Silence procedures as they are searched: by the title and the number of their document.
class Silences(Rows):
    """The silence procedures of a forum; the day by which they are narrowed is that of their end."""

    kind = "silence"
    model = SilenceProcedure
    day = "ends"
    meeting = "revision__document__meeting__slug"
    made_by = "silence.opened"

    def rows(self, forum: Forum) -> QuerySet[SilenceProcedure]:
        """All silence procedures of a forum with their documents."""
        ends = Coalesce(Max("extensions__expires_at"), F("expires_at"))
        rows = SilenceProcedure.objects.filter(forum=forum).annotate(ends=ends)
        return rows.select_related("forum", "revision__document__meeting")

    def readable(
        self, forum: Forum, hat: ActingOffice, at: datetime, rows: QuerySet[SilenceProcedure]
    ) -> Iterable[int]:
        """Those on documents that an office may read, if it reads what the Parties share."""
        if not hat.may(Power.READ_SHARED):
            return ()
        return queries.visible(forum, hat, at).order_by().values_list("pk", flat=True)

    def title(self, row: SilenceProcedure) -> Mapping[str, str]:
        """The title of its document."""
        return dict(row.revision.document.title)

    def more(self, row: SilenceProcedure) -> str:
        """The symbol of its document."""
        return documents.name_of(row.revision.document, row.revision.number)

    def shown(self, forum: Forum, row: SilenceProcedure) -> Card:
        """A silence procedure with the symbol of its document and its end."""
        document = row.revision.document
        return Card(
            title=document.title,
            symbol=documents.name_of(document, row.revision.number),
            meeting=document.meeting.slug if document.meeting else "",
            day=row.ends,  # type: ignore[attr-defined]
            address=reverse("decisions:decision", args=[forum.slug, row.number]),
        )


SILENCE = Kind(
    code="silence",
    label=_("silence procedure"),
    models=(SilenceProcedure, Extension, Outage, Message),
    find=queries.of_subject,
    ends_with=queries.ends_with,
    closed=queries.closed,
    verbs={
        "silence.opened": _("A silence procedure was opened."),
        "silence.extended": _("A silence procedure was extended."),
        "silence.withdrawn": _("A silence procedure was withdrawn."),
        "silence.broken": _("A delegation broke the silence on a text."),
        "silence.suspended": _("A silence procedure was suspended because the platform " "could not be reached."),
        "silence.outage_reported": _("An outage of the platform was reported."),
        "silence.resumed": _("A suspended silence procedure resumed."),
        "silence.confirmed": _("A delegation confirmed an entry made in its name."),
        "silence.contested": _("A delegation contested an entry made in its name."),
        "silence.recognised": _("A submission entered late was recognised as received in " "time."),
        "silence.letter_signed": _("Both co-presidencies signed the outcome letter of a " "silence procedure."),
        "silence.commented": _("A delegation sent a comment after the end of a silence " "procedure."),
        "silence.stated": _("A delegation made a statement on a text under a silence " "procedure."),
        "silence.passed": _("A text was adopted by silence procedure."),
    },
    archive=(
        Archive(
            "silences",
            _("Decisions by silence procedure"),
            columns=((_("Number"), "number"), (_("Document"), "document"),
                     (_("Opened"), "opened_at"), (_("Until"), "expires_at")),
            rows=archived.rows,
        ),
    ),
    personal=(
        Person("silences", _("Submissions in silence procedures"), Message, ("by__account",),
               ("procedure__number", "form", "words", "received_at")),
        Person("outages", _("Outages reported in a silence procedure"), Outage, ("by__account",),
               ("procedure__number", "start", "end", "evidence", "noted_at")),
    ),
    texts=(
        Texts(SilenceProcedure, name_nobody="terms"),
        Texts(Message, evidence="words signature evidence contested_why"),
        Texts(Outage, evidence="evidence"),
    ),
    handover=(Handover("handover.silences", archived.handed_over),),
    search=Silences(),
    retention=No("What was decided stays, with who wrote."),
    turns=Turns(unended, turns, frozenset({CONFIRM})),
)  # fmt: skip

CLEARANCE = Kind(
    code="revision-clearance",
    label=_("clearance of a document within a Party"),
    models=(Clearance,),
    find=No("Its entries name the document that was cleared."),
    ends_with=No("Its entries name the document, which ends with a cycle."),
    closed=No("Its entries stand in the space of the Party alone."),
    verbs={"revision.cleared": _("A Party recorded internally whether a revision has its " "clearance.")},
    archive=No("In no archive yet: of clearances those of negotiated texts are kept."),
    personal=(
        Person("revision_clearances", _("Clearances of documents"), Clearance, ("by__account",),
               ("revision__document__slug", "party__code", "at")),
    ),
    texts=No("It has no text: a code alone."),
    handover=No("Not in the file yet: clearances were never listed there."),
    search=No("Not found yet: the search knows documents only."),
    retention=No("It says what a Party decided, and names an office."),
    turns=No("A clearance is given when both submit a text; no row of it waits."),
)  # fmt: skip
