"""Programme of a coming meeting: everything that the rest of the house knows of this kind."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from cochair.features.decisions.models import ProgrammeRevision
from cochair.features.decisions.shared_turns import of_both
from cochair.features.meetings import deadlines, responsibility
from cochair.features.meetings import facts as meetings
from cochair.features.meetings.models import Meeting
from cochair.features.meetings.titles import meeting_titles
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.programmes import queries, refusals
from cochair.kernel.kind import Kind, No, Person, Texts, Turn, Turns
from cochair.procedure import facts
from cochair.procedure.refusal import _
from cochair.procedure.timetable import ShownBy

# Whose turn it is on the programme that a meeting prepares, until the coming meeting opens.
DRAFT = _("Draft the programme: {meeting}")
TRANSLATE = _("Translate entries ({number}): programme of {meeting}")
SUBMIT = _("Submit the programme to {meeting}")
SUBMIT_AGAIN = _("Submit revision {number}")
ENDORSE = _("Endorse the programme: {meeting}")


def unended(forum: Forum) -> Iterable[Meeting]:
    """The meetings of a forum that prepare a programme, in cycles that go on.

    A programme is called by its meeting, also before there is a row of it.
    """
    book = parties.book(forum)
    asked = [one for one in book.configurations if queries.clauses(book, one, queries.ENDORSED)]
    rows = Meeting.objects.filter(forum=forum, configuration__in=asked, shut_at=None)
    rows = rows.filter(cancelled_at=None).exclude(responsibility.NOT_OURS)
    return rows.select_related("forum", "cycle").order_by("slug")


def turns(meeting: Meeting, at: datetime) -> Iterable[Turn]:
    """Both submit what was drafted in every language, and their presidencies endorse it.

    Where delegations have a say, the room decides on the document; a joint act that waits for a
    signature is a turn of its own.
    """
    forum = meeting.forum
    book = parties.book(forum, at)
    if refusals.asked(meeting, book) or refusals.still_open(meeting, book, at):
        return ()
    if queries.open_acts(meeting):
        return ()
    known = queries.revisions(meeting)
    last, submitted = queries.latest(known), queries.submitted(known)
    says = {"meeting": meeting_titles(meeting, book)}
    page = ("decisions:programme", meeting.slug)
    if last is None or not last.entries:
        return _to_draft(meeting, says, page, at)
    if not last.is_submitted:
        missing = [one for one in last.entries if one.missing(book.languages)]
        if missing:
            number = str(len(missing))
            entry = ("decisions:programme-entry", meeting.slug, missing[0].key)
            return of_both(forum, TRANSLATE, {**says, "number": number}, entry, signed=False)
        if submitted is not None:
            number = str(last.row.number)
            return of_both(forum, SUBMIT_AGAIN, {"number": number}, page, signed=False)
        opens = _start(_told(meeting))
        firm = "fixed" if opens is not None else ""
        return of_both(forum, SUBMIT, says, page, until=opens, firm=firm)
    opened = meeting.opened_at is not None and meeting.opened_at <= at
    if last.endorsed_at is None and opened and queries.endorsed_by_keys(book, meeting):
        return of_both(forum, ENDORSE, says, page, prepared=False)
    return ()


def _to_draft(
    meeting: Meeting, says: Mapping[str, object], page: tuple[str, ...], at: datetime
) -> Iterable[Turn]:
    """It is drafted once the meeting has a day, until the usual date of its provisional agenda."""
    told = _told(meeting)
    if told is None or _start(told) is None:
        return ()
    nothing = facts.Facts(forum=meeting.forum.slug, zone=meeting.forum.zone)
    dates = deadlines.of_meeting(parties.book(meeting.forum, at), nothing, told)
    wanted = ShownBy.PROVISIONAL_AGENDA
    dated = next((one for one in dates if one.entry.shown_by == wanted), None)
    until, firm = (dated.asked_by, dated.firm) if dated is not None else (None, "")
    return of_both(meeting.forum, DRAFT, says, page, until=until, firm=firm)


def _told(meeting: Meeting) -> facts.Meeting | None:
    return next((one for one in meetings.meetings(meeting.forum) if one.id == meeting.slug), None)


def _start(told: facts.Meeting | None) -> datetime | None:
    """The planned start (UTC) of a meeting that has a day; None without one."""
    schedule = told.schedule if told is not None else None
    return schedule.starts if schedule is not None and schedule.precision == "day" else None


PROGRAMME = Kind(
    code="programme",
    label=_("programme of a meeting"),
    models=(ProgrammeRevision,),
    find=No("Its entries name the meeting that prepares it."),
    ends_with=queries.ends_with,
    closed=No("Its entries name the meeting; those on drafts are for who prepares."),
    verbs={
        "programme.revised": _("The programme of a coming meeting was revised."),
        "programme.submitted": _("A programme was submitted to a meeting."),
        "programme.endorsed": _("A meeting endorsed a programme."),
    },
    archive=No("In no archive yet: programmes were never kept there."),
    personal=(
        Person("programmes", _("Programmes of meetings prepared"), ProgrammeRevision,
               ("by__account",), ("meeting__slug", "number", "at")),
    ),
    texts=(Texts(ProgrammeRevision, evidence="entries"),),
    handover=No("Not in the file yet: programmes were never listed there."),
    search=No("Not found yet: the search knows documents only."),
    retention=No("What a meeting endorsed stays, and what led to it."),
    turns=Turns(unended, turns),
)  # fmt: skip
