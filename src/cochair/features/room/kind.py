"""Decision in the room: everything that the rest of the house knows of this kind."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse

from cochair.features.decisions.models import Objection, RoomDecision, RoomStatement, Suspension
from cochair.features.decisions.shared_turns import of_both
from cochair.features.documents import queries as documents
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice, Power, Role
from cochair.features.room import archived, issue, queries
from cochair.kernel.kind import Archive, Handover, Kind, No, Person, Texts, Turn, Turns
from cochair.kernel.rows import Rows
from cochair.kernel.search import Card
from cochair.procedure import consensus as core
from cochair.procedure.consensus.stages import ON_THE_TABLE, Stage
from cochair.procedure.entitlement import Unit
from cochair.procedure.refusal import _

# Whose turn it is on a decision in the room.
DECLARE = _("Declare consensus: {symbol}")
TAKE_BACK = _("Withdraw or replace your objection: {symbol}")
TAKE_UP = _("Take up again: {symbol}")
END = _("End the decision: {symbol}")
ISSUE = _("Issue the adopted text: {symbol}")


def unended(forum: Forum) -> Iterable[RoomDecision]:
    """What is on the table of a cycle that goes on, and what was adopted with statements."""
    stated = Q(claim=core.Claim.CONSENSUS.value, statements__isnull=False)
    rows = queries.decisions(forum).filter(Q(declaration=None) | stated, meeting__shut_at=None)
    return rows.distinct().order_by("meeting", "number")


def turns(row: RoomDecision, at: datetime) -> Iterable[Turn]:
    """Both declare, whoever objected takes it back, also while it is suspended, and both issue what was
    adopted with statements.

    A joint act that waits for a signature is a turn of its own.
    """
    decision = queries.decision(row, at)
    stage = core.stage(decision)
    if stage not in ON_THE_TABLE:
        return _afterwards(row, at)
    if any(
        act.body.get("number") == row.number and queries.is_current(act, row)
        for act in queries.waiting(row.meeting)
    ):
        return ()
    forum, facts, address = row.meeting.forum, _facts(row), _address(row)
    closed = row.meeting.closed_at
    if closed is not None and closed <= at:
        return of_both(forum, END, facts, address, until=closed, firm="fixed", prepared=False)
    if stage is Stage.OBJECTED:
        return _objectors(row, decision)
    if stage is Stage.PUT:
        return of_both(forum, DECLARE, facts, address, prepared=False)
    taken_up = of_both(forum, TAKE_UP, facts, address, prepared=False)
    return (*taken_up, *_objectors(row, decision))


def _objectors(row: RoomDecision, decision: core.Decision) -> Iterable[Turn]:
    """Of each that objected and stands by it: the head of a delegation, or a co-presidency."""
    by_member = decision.unit is Unit.MEMBER_DELEGATION
    role = Role.DELEGATION_HEAD if by_member else Role.CO_PRESIDENCY
    for one in core.standing(decision):
        voice = one.voice.id
        yield Turn(role.value, voice, TAKE_BACK, _facts(row), None, "", _address(row))


def _afterwards(row: RoomDecision, at: datetime) -> Iterable[Turn]:
    """Once statements are no longer taken, both issue a text that was adopted with some."""
    found = issue.standing_of(row, at)
    if found is None or found.issued or found.waiting or found.too_early:
        return ()
    return of_both(row.meeting.forum, ISSUE, _facts(row), (*_address(row), "#issue"))


def _facts(row: RoomDecision) -> Mapping[str, object]:
    return {"symbol": documents.called(row.document)}


def _address(row: RoomDecision) -> tuple[str, ...]:
    return ("decisions:in-room", row.meeting.slug, str(row.number))


# Decisions in the room as they are searched: by the title and the number of their document.
class Decisions(Rows):
    """The decisions in the room of a forum; they are narrowed by the day on which they were put."""

    kind = "decision"
    model = RoomDecision
    day = "act__effective_at"
    meeting = "meeting__slug"
    made_by = "room.put"

    def rows(self, forum: Forum) -> QuerySet[RoomDecision]:
        """All decisions of a forum with their documents and meetings."""
        rows = RoomDecision.objects.filter(meeting__forum=forum)
        return rows.select_related("meeting__forum", "document", "act")

    def readable(
        self, forum: Forum, hat: ActingOffice, at: datetime, rows: QuerySet[RoomDecision]
    ) -> Iterable[int]:
        """Those on documents that an office may read, of meetings in which it takes part, if it reads
        what the Parties share."""
        if not hat.may(Power.READ_SHARED):
            return ()
        return queries.visible(forum, hat, at).order_by().values_list("pk", flat=True)

    def title(self, row: RoomDecision) -> Mapping[str, str]:
        """The title of its document."""
        return dict(row.document.title)

    def more(self, row: RoomDecision) -> str:
        """The symbol of its document."""
        return documents.name_of(row.document, row.terms["revision"])

    def shown(self, forum: Forum, row: RoomDecision) -> Card:
        """A decision with the symbol of its document and its meeting."""
        return Card(
            title=row.document.title,
            symbol=self.more(row),
            meeting=row.meeting.slug,
            day=row.act.effective_at,
            address=reverse("decisions:in-room", args=[forum.slug, row.meeting.slug, row.number]),
        )


DECISION = Kind(
    code="decision",
    label=_("decision in a meeting"),
    models=(RoomDecision, Suspension, Objection, RoomStatement),
    find=queries.of_subject,
    ends_with=queries.ends_with,
    closed=queries.closed,
    verbs={
        "room.put": _("A text was submitted for adoption at a meeting."),
        "room.objected": _("A delegation objected to a text."),
        "room.objection_withdrawn": _("A delegation withdrew its objection."),
        "room.objection_converted": _("A delegation replaced its objection with a " "statement."),
        "room.suspended": _("A decision was suspended because of an objection."),
        "room.stated": _("A delegation made a statement on a text."),
        "room.declared": _("Both co-chairs declared the outcome of a meeting."),
        "room.issued": _("An adopted text was issued with its footnotes."),
        "room.declaration_refused": _("A declaration of consensus was refused because an " "objection stands."),
    },
    archive=(
        Archive(
            "decisions",
            _("Decisions"),
            columns=((_("Meeting"), "meeting"), (_("Document"), "document"), (_("Submitted"), "put_at"),
                     (_("Declared"), "declared_at"), (_("Outcome"), "claim")),
            rows=archived.rows,
        ),
    ),
    personal=(
        Person("objections", _("Objections to texts submitted for adoption"), Objection, ("by__account",),
               ("decision__meeting__slug", "decision__number", "words", "paragraphs",
                "received_at", "withdrawn_at", "converted_at")),
        Person("statements", _("Statements on texts submitted for adoption"), RoomStatement,
               ("by__account",),
               ("decision__meeting__slug", "decision__number", "kind", "words", "received_at")),
    ),
    texts=(
        Texts(RoomDecision, evidence="paragraphs", name_nobody="terms"),
        Texts(Objection, evidence="words signature", name_nobody="paragraphs"),
        Texts(RoomStatement, evidence="words", name_nobody="paragraphs"),
    ),
    handover=(Handover("handover.submitted", archived.handed_over),),
    search=Decisions(),
    retention=No("What was decided stays, with who objected to it."),
    turns=Turns(unended, turns, frozenset({TAKE_BACK})),
)  # fmt: skip
