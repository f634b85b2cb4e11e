"""What is told before the notice and the agendas are due: how far they have come, and to whom.

N05 seven and two days before the day of the notice, N11 five days before those of the provisional
and the final agenda: to whoever owes them, and to the secretariat of the side that hosts, which
prepares them.  A day that moves is told anew.  Source: domain.md C.5 (N05, N11); B.17.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from cochair.features.acts import queries as acts
from cochair.features.acts.models import JointAct
from cochair.features.agendas.queries import PUBLISH
from cochair.features.calendars import owners, queries
from cochair.features.invitations.queries import NOTICE
from cochair.features.mail import notifications
from cochair.features.mail.letters import Letter, Page, to_account
from cochair.features.meetings import deadlines
from cochair.features.meetings.deadlines import Dated
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.queries import Holder
from cochair.procedure.book import Book
from cochair.procedure.calendar import civil_day, days_between
from cochair.procedure.facts import Meeting
from cochair.procedure.refusal import Sentence, _
from cochair.procedure.timetable import ShownBy


@dataclass(frozen=True, slots=True)
class Paper:
    """What is due: by which kind of joint act it goes out, how many days before one is reminded
    of it, the event of the letter, and the page on which it is prepared."""

    kind: str
    days: tuple[int, ...]
    event: str
    page: str


AGENDA = Paper(PUBLISH, (5,), "N11", "meetings:agenda")
PAPERS: Mapping[str, Paper] = {
    ShownBy.NOTICE: Paper(NOTICE, (2, 7), "N05", "meetings:notice"),
    ShownBy.PROVISIONAL_AGENDA: AGENDA,
    ShownBy.FINAL_AGENDA: AGENDA,
}


def register_all() -> None:
    """Make this reminder known; called once, when the app is ready."""
    notifications.every("papers-due", of_papers)


def of_papers(forum: Forum, at: datetime) -> Iterable[Letter]:
    """A notice or an agenda that is due soon and not known to be out, and who has signed it."""
    book, roster = parties.book(forum, at), parties.roster(forum)
    today, holders = civil_day(at, forum.zone), parties.holders(forum, at)
    for meeting in deadlines.still_with_dates(queries.meetings_at(forum, at), at):
        around = owners.Around(book, roster, meeting)
        for dated in deadlines.kept_here(book, queries.NOTHING, meeting, at):
            paper = PAPERS.get(dated.entry.shown_by)
            if paper is None or dated.done or meeting.opened_at:
                continue
            left = days_between(today, dated.day)
            step = next((days for days in paper.days if 0 <= left <= days), None)
            if step is None:
                continue
            act = _open_act(forum, paper, meeting)
            for holder in holders:
                if owners.owes(dated.entry, holder.hat, around) or owners.serves(
                    holder.hat, around
                ):
                    yield _letter(forum, holder, book, meeting, dated, paper, step, act)


def _open_act(forum: Forum, paper: Paper, meeting: Meeting) -> JointAct | None:
    """The act by which it is to go out, while it waits for keys."""
    return acts.open_acts(forum).filter(kind=paper.kind, subject_id=meeting.id).first()


def _letter(
    forum: Forum,
    holder: Holder,
    book: Book,
    meeting: Meeting,
    dated: Dated,
    paper: Paper,
    step: int,
    act: JointAct | None,
) -> Letter:
    entry = dated.entry
    page = Page(paper.page, (forum.slug, meeting.id))
    if act is not None:
        page = Page("acts:act", (forum.slug, act.number))
    return Letter(
        key=f"paper-due:{meeting.id}:{entry.id}:{dated.day}:{step}",
        forum_slug=forum.slug,
        to=to_account(holder.account, office=holder.hat.title, party=holder.hat.party),
        subject=Sentence(
            _("Due on {day}: {event} ({meeting})"),
            {"day": dated.day, "event": entry.event, "meeting": queries.name_of(meeting, book)},
        ),
        lines=(
            Sentence(
                _("{event}. Due by the end of {day}. This date is a practice."),
                {"event": entry.event, "day": dated.day},
            ),
            _how_far(act, book),
        ),
        path=page,
        event=paper.event,
        about=("meeting", meeting.id),
    )


def _how_far(act: JointAct | None, book: Book) -> Sentence:
    """Who has signed and who has not; or that nothing waits for a key."""
    if act is None:
        return Sentence(_("Nothing has been sent for signature yet."))
    signed = {key.party.code for key in act.keys.all()}
    codes = [party.code for party in book.parties]
    return Sentence(
        _("Sent for signature. Signed by: {signed}. Not signed yet by: {left}."),
        {
            "signed": tuple(code for code in codes if code in signed),
            "left": tuple(code for code in codes if code not in signed),
        },
    )
