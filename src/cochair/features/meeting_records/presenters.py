"""The record of a meeting as its pages show it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as __

from cochair.features.acts.models import JointAct
from cochair.features.decisions.models import SilenceProcedure
from cochair.features.documents import queries as documents
from cochair.features.documents.models import Document, Original, Revision
from cochair.features.meeting_records import queries, speakers
from cochair.features.meeting_records.queries import Said
from cochair.features.meetings import machine
from cochair.features.meetings.models import Meeting
from cochair.features.parties.models import Party
from cochair.features.parties.offices import ActingOffice, Power
from cochair.features.records.models import MeetingRecord, RecordDraft, RecordParagraph
from cochair.features.signatures import queries as signing
from cochair.procedure import record as core
from cochair.procedure.record import State
from cochair.procedure.refusal import Refusal, Sentence, _
from cochair.web.localize import language_now


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as it went out, with what was said of it."""

    key: str
    kind: str
    text: str
    notes: tuple[str, ...]

    @property
    def is_head(self) -> bool:
        """Whether it is a heading or the title."""
        return self.kind in {"title", "heading"}


@dataclass(frozen=True, slots=True)
class Edition:
    """A language of what went out: whether it is there, before both for signature, or sealed."""

    language: str
    is_there: bool
    original: Original | None

    @property
    def signed(self) -> int:
        """How many have signed."""
        return len(self.original.signatures.all()) if self.original else 0


@dataclass(frozen=True, slots=True)
class Page:
    """Where the record of a meeting stands, for one reader."""

    meeting: Meeting
    record: MeetingRecord | None
    document: Document | None
    revision: Revision | None
    state: State
    next: Sentence
    symbol: str = ""
    lines: tuple[Line, ...] = ()
    language: str = ""
    said: tuple[Said, ...] = ()
    editions: tuple[Edition, ...] = ()
    act: JointAct | None = None
    rounds: tuple[core.Round, ...] = ()
    silence: SilenceProcedure | None = None
    own: RecordDraft | None = None
    offered: list[RecordDraft] = field(default_factory=list)
    open_choices: int = 0
    lacking: Mapping[str, list[str]] = field(default_factory=dict)
    writes: bool = False
    comments: bool = False
    may: Mapping[str, bool] = field(default_factory=dict)
    why_not: tuple[Refusal, ...] = ()
    is_before: bool = False

    @property
    def word(self) -> str:
        """Where it stands, in words."""
        return __(STATES[self.state])

    @property
    def tone(self) -> str:
        """The tone of where it stands."""
        return TONES[self.state]

    @property
    def own_step(self) -> tuple[str, str] | None:
        """Where on its page the reader does what follows, and the button there; None for others."""
        if not self.writes or self.silence is not None:
            return None
        may = self.may
        steps = (
            (may.get("answer") and self.unanswered, "#comments", __("Answer the comments")),
            (
                (may.get("begin") or self.offered) and not self.has_begun,
                "#drafts",
                __("Draft the record"),
            ),
            (may.get("ask") and self.is_sent, "#ask", __("Open the round of comments")),
            (may.get("issue") and not self.open_choices, "#issue", __("Circulate the draft")),
            (may.get("ask"), "#ask", __("Open the round of comments")),
            (may.get("approve"), "#approve", __("Send the approval for signature")),
        )
        return next(((where, label) for is_due, where, label in steps if is_due), None)

    @property
    def is_sent(self) -> bool:
        """Whether the draft was circulated, and no round of comments followed yet."""
        return self.state is State.DRAFT and self.revision is not None

    @property
    def steps(self) -> list[tuple[str, str]]:
        """Every state with the present one, as `web/parts/steps.html` takes them."""
        order = list(State)
        here = order.index(self.state)
        return [
            (__(STATES[one]), "done" if number < here else ("now" if number == here else ""))
            for number, one in enumerate(order)
        ]

    @property
    def running(self) -> core.Round | None:
        """The time for comments that runs, or is the last."""
        return self.rounds[-1] if self.rounds else None

    @property
    def unanswered(self) -> bool:
        """Whether a comment waits for its answer."""
        return any(one.is_open for one in self.said)

    @property
    def has_begun(self) -> bool:
        """Whether there is a common draft."""
        return self.record is not None


def page(
    meeting: Meeting,
    record: MeetingRecord | None,
    hat: ActingOffice,
    parties: tuple[Party, ...],
    languages: tuple[str, ...],
    at: datetime,
    *,
    reads: bool,
) -> Page:
    """The page of a record; what went out only for whoever `reads` it.  A fixed number of queries."""
    writes = hat.may(Power.RECORD_FACTS)
    own = queries.own_draft(meeting, hat.party) if writes else None
    offered = queries.offered(meeting) if writes else []
    if record is None:
        before = machine.is_before(meeting, at)
        told = machine.BEFORE if before else TO_DRAFT if meeting.closed_at else NOBODY_YET
        return Page(
            meeting, None, None, None, State.DRAFT, Sentence(told), own=own, offered=offered,
            writes=writes, may={"begin": meeting.closed_at is not None and not before},
            is_before=before,
        )  # fmt: skip
    hushed, waits = queries.silences_on(record), queries.waiting(record)
    course = queries.course_of(record, hushed, waits, queries.sealed_at(record), at)
    stands = core.state(course, at)
    rows = queries.paragraphs(record.draft) if writes else []
    open_ = sum(row.is_open for row in rows)
    out = queries.last_out(record) if reads or writes else None
    known = queries.said(record, hushed) if out else ()
    language, lines = _lines(out)
    steps = {"issue": core.ISSUE, "ask": core.COMMENT, "approve": core.APPROVE}
    why = {name: core.may(step, course, at) for name, step in steps.items()}
    return Page(
        meeting=meeting,
        record=record,
        document=record.document if out else None,
        revision=out,
        state=stands,
        next=_next(course, stands, open_, parties, at),
        symbol=documents.name_of(record.document, out.number) if out and record.document else "",
        lines=lines,
        language=language,
        said=known,
        editions=_editions(record, out, languages),
        act=(waits or record.approval) if out else None,
        rounds=course.rounds,
        silence=_running(hushed, course, at),
        own=own,
        offered=offered,
        open_choices=open_,
        lacking=queries.lacking(rows, languages),
        writes=writes,
        comments=(
            stands is State.UNDER_COMMENT
            and out is not None
            and speakers.was_there(meeting, hat) is None
        ),
        may={name: not found for name, found in why.items()}
        | {"sign": stands is State.APPROVED, "answer": record.approval is None},
        why_not=why["approve"] if writes and stands is State.UNDER_COMMENT else (),
    )


def _running(
    hushed: list[SilenceProcedure], course: core.Course, at: datetime
) -> SilenceProcedure | None:
    """The silence that runs on the record, where the time for comments is one."""
    last = course.rounds[-1] if course.rounds else None
    runs = last is not None and last.by_silence and last.is_running(at)
    return hushed[-1] if hushed and runs else None


def _lines(out: Revision | None) -> tuple[str, tuple[Line, ...]]:
    """The text in the reader's language, or the one in which it was written."""
    if out is None:
        return "", ()
    rows = out.expressions.filter(replaced_at=None, released_at__isnull=False)
    found = {row.language: row for row in rows}
    row = found.get(language_now()) or found.get(out.source)
    if row is None:
        return "", ()
    lines = []
    for one in row.text:
        runs = one.get("runs", ())
        lines.append(
            Line(
                str(one["id"]),
                str(one["kind"]),
                "".join(run["text"] for run in runs),
                tuple(run["note"] for run in runs if run.get("note")),
            )
        )
    return row.language, tuple(lines)


def _editions(
    record: MeetingRecord, out: Revision | None, languages: tuple[str, ...]
) -> tuple[Edition, ...]:
    if out is None:
        return ()
    rows = out.expressions.filter(replaced_at=None, released_at__isnull=False, courtesy=False)
    there = set(rows.values_list("language", flat=True))
    originals = signing.of_revision(out) if record.approval else {}
    return tuple(Edition(code, code in there, originals.get(code)) for code in languages)


def _next(
    course: core.Course, stands: State, open_: int, parties: tuple[Party, ...], at: datetime
) -> Sentence:
    """Who must do what now."""
    if stands is State.DRAFT:
        if open_:
            return Sentence(TO_CHOOSE)
        return Sentence(TO_SEND if course.revision is None else TO_ASK)
    if stands is State.UNDER_COMMENT:
        last = course.rounds[-1]
        if last.is_running(at):
            return Sentence(TO_COMMENT, {"at": last.until})
        return Sentence(TO_ANSWER if course.unanswered else TO_REVISE)
    if stands is State.APPROVED_BY_ONE:
        missing = [one.code for one in parties if one.code not in course.keys]
        return Sentence(TO_APPROVE_TOO, {"party": missing})
    told = {
        State.REVISED: TO_APPROVE,
        State.APPROVED: TO_SIGN,
        State.SEALED: NOTHING,
    }
    return Sentence(told[stands])


@dataclass(frozen=True, slots=True)
class Shown:
    """A paragraph of a draft, with the languages that it lacks."""

    row: RecordParagraph
    words: str
    missing: tuple[str, ...]

    @property
    def is_head(self) -> bool:
        """Whether it is a heading or the title."""
        return self.row.kind in {"title", "heading"}

    @property
    def is_blank(self) -> bool:
        """Whether nobody has written in it."""
        return queries.is_blank(self.row)


def shown(row: RecordParagraph, languages: tuple[str, ...]) -> Shown:
    """A paragraph in the reader's language, or in one that there is."""
    said: Mapping[str, str] = row.words
    text = said.get(language_now()) or next(iter(said.values()), "")
    missing = () if queries.is_blank(row) else tuple(c for c in languages if not said.get(c))
    return Shown(row, text, missing)


def variants(
    row: RecordParagraph, names: Mapping[str, object]
) -> list[tuple[object, list[tuple[str, str]]]]:
    """What each Party had in a paragraph, by language, under its name."""
    return [(names.get(code, code), sorted(said.items())) for code, said in row.variants.items()]


# The states of a record in words, who does the next step, and how far it is.
STATES: Mapping[State, str] = {
    State.DRAFT: _("Draft"),
    State.UNDER_COMMENT: _("Open for comments"),
    State.REVISED: _("Ready for approval"),
    State.APPROVED_BY_ONE: _("Approved by one Party"),
    State.APPROVED: _("Approved by both Parties"),
    State.SEALED: _("Signed and sealed"),
}
TONES: Mapping[State, str] = {
    State.DRAFT: "plain",
    State.UNDER_COMMENT: "warn",
    State.REVISED: "plain",
    State.APPROVED_BY_ONE: "warn",
    State.APPROVED: "good",
    State.SEALED: "good",
}
NOBODY_YET = _("The record is drafted after the meeting is closed.")
TO_DRAFT = _("The secretariats make the draft.")
TO_CHOOSE = _("The secretariats choose between the two drafts where they differ.")
TO_SEND = _("A secretariat circulates the draft.")
TO_ASK = _(
    "A secretariat opens the round of comments, or both co-presidencies open a silence procedure."
)
TO_COMMENT = _("Those who attended the meeting may comment until {at}.")
TO_ANSWER = _("The secretariats answer each comment.")
TO_REVISE = _("A secretariat circulates a revision.")
TO_APPROVE = _("Both co-presidencies approve the record.")
TO_APPROVE_TOO = _("{party} approves the record.")
TO_SIGN = _("Both co-presidencies sign the record.")
NOTHING = _("No further steps: the record is sealed.")
