"""What is told about the notice and the invitations: who is written to, and what.

N06 the notice, N07 a presidency that changes in between; what
changes after the notice is told in `change_notices`.  Source: domain.md C.5.  Nothing is changed here.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from cochair.features.invitations import change_notices, letters, queries, refusals
from cochair.features.invitations.answers import is_asked_anew
from cochair.features.invitations.letters import Occasion, act_of, office_words, title_of
from cochair.features.mail import notifications
from cochair.features.mail.letters import Letter, Page, Sender, to_account
from cochair.features.meetings.models import Invitation, Notice
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import Power, Role
from cochair.journal.models import Entry
from cochair.procedure.refusal import Sentence, _

ISSUED, HANDOVER = "N06", "N07"
IN_CHARGE = frozenset({Role.CO_PRESIDENCY, Role.SECRETARIAT})
ANSWERED = {
    "declined": _("{invitee} does not take part."),
    "excused": _("{invitee} asks to be excused; both co-presidencies decide."),
}
EXCUSED = _("{meeting}: both co-presidencies excused your absence.")
NOT_EXCUSED = _("{meeting}: your request to be excused was declined.")


def register_all() -> None:
    """Make these tellers known; called once, when the app is ready."""
    change_notices.register_all()
    notifications.register("notice.issued", of_a_notice)
    notifications.register("invitation.sent", of_an_invitation)
    notifications.register("invitation.answered", of_an_answer)
    notifications.register("invitation.excused", of_an_excuse)
    notifications.register("act.declined", of_an_excuse)
    notifications.every("notice-to-confirm", of_a_handover)


def of_a_notice(entry: Entry, at: datetime) -> Iterable[Letter]:
    """The notice is out: everybody to whom it goes gets it, with its calendar part.

    Also those who have an invitation by an earlier notice, whose place this one takes.
    """
    told = letters.occasion(letters.subject_of(entry), entry)
    if told is None:
        return
    act = act_of(entry)
    earlier = Notice.objects.filter(meeting=told.meeting, issued_at__lte=entry.at)
    before = earlier.exclude(act=act).last()
    recipients, signers = frozenset(act.body["recipients"]), letters.signers_of(act)
    for row in told.standing:
        if queries.key_of(row) in recipients:
            yield from _invite(told, row, signers, before)


def of_an_invitation(entry: Entry, at: datetime) -> Iterable[Letter]:
    """One who was forgotten is invited after the notice."""
    told = letters.occasion(letters.meeting_of(entry, entry.about_id), entry)
    number = int(str(entry.facts["invitation"]))
    for row in told.standing if told else ():
        if told is not None and row.pk == number:
            signers = letters.signers_of(row.notice.act) if row.notice is not None else None
            yield from _invite(told, row, signers)


def of_an_answer(entry: Entry, at: datetime) -> Iterable[Letter]:
    """Somebody does not come, or asks to be excused: both co-presidencies and secretariats are told.

    Who comes is read on the page of the invitations.
    """
    said = ANSWERED.get(str(entry.facts["answer"]))
    meeting = letters.meeting_of(entry, entry.about_id)
    number = int(str(entry.facts["invitation"]))
    rows = Invitation.objects.select_related("member", "organisation")
    row = rows.filter(pk=number, meeting=meeting).first()
    invitee = (row.member or row.organisation) if row is not None else None
    if said is None or meeting is None or row is None or invitee is None:
        return
    for one in parties.holders(meeting.forum, entry.at):
        hat = one.hat
        if hat.role not in IN_CHARGE or not hat.may(Power.RECORD_FACTS):
            continue
        yield Letter(
            key=f"invitation-answered:{row.pk}:{entry.seq}",
            forum_slug=meeting.forum.slug,
            to=to_account(one.account, office=hat.title, party=hat.party),
            subject=Sentence(
                _("Answer to the invitation: {meeting}"), {"meeting": title_of(meeting)}
            ),
            lines=(Sentence(said, {"invitee": invitee.name}),),
            informs=entry.facts["answer"] != refusals.EXCUSED,
            path=Page("meetings:invitation", (meeting.forum.slug, meeting.slug, row.pk)),
            event=ISSUED,
            about=("meeting", meeting.slug),
        )


def of_an_excuse(entry: Entry, at: datetime) -> Iterable[Letter]:
    """Both excused an absence, or one side declined to: whoever is invited is told.

    That it was declined is told only to an invitee that asked to be excused.  Who declined, and
    why, stays between the two.
    """
    if entry.facts.get("kind") != queries.EXCUSE:
        return
    told = letters.occasion(letters.subject_of(entry), entry)
    number = int(str(letters.act_of(entry).body["invitation"]))
    row = next((one for one in told.standing if one.pk == number), None) if told else None
    granted = entry.verb == "invitation.excused"
    if told is None or row is None or not (granted or row.answer == refusals.EXCUSED):
        return
    said = EXCUSED if granted else NOT_EXCUSED
    yield from letters.to_invitee(
        told,
        row,
        event=ISSUED,
        subject=Sentence(_("Absence from the meeting: {meeting}"), {"meeting": told.title}),
        lines=(Sentence(said, {"meeting": told.title}),),
    )


def of_a_handover(forum: Forum, at: datetime) -> Iterable[Letter]:
    """A presidency changes between notice and meeting: the one who comes is told, and who goes.

    Once when it is known who comes, and once when that term begins.
    """
    for meeting in queries.convened(forum):
        found = queries.notice(meeting)
        if found is None:
            continue
        for one in queries.pending(meeting, found, at):
            if one.member is None:
                continue
            signers = {w.member.code for w in found.act.keys.all() if w.party.code == one.party}
            when = "now" if one.is_due else "ahead"
            for office, account in queries.presidencies(forum, at):
                if office.party is None or office.party.code != one.party:
                    continue
                if office.member is None or office.member.code not in {one.member, *signers}:
                    continue
                yield Letter(
                    key=f"notice-to-confirm:{meeting.slug}:{found.pk}:{one.member}:{when}",
                    forum_slug=forum.slug,
                    to=to_account(account, office=office_words(office), party=one.party),
                    subject=Sentence(
                        _("Notice of meeting to be confirmed: {meeting}"),
                        {"meeting": title_of(meeting)},
                    ),
                    lines=(one.said,),
                    path=Page("meetings:notice", (forum.slug, meeting.slug)),
                    event=HANDOVER,
                    about=("meeting", meeting.slug),
                )


def _invite(
    told: Occasion, row: Invitation, signers: Sender | None, before: Notice | None = None
) -> Iterator[Letter]:
    """The letter of N06, from those who signed the notice: what, when, where, and the page on which
    one answers.

    `before` is the notice whose place this one takes, where that went to the same invitee.
    """
    if told.dated is None:
        return
    lines = [
        Sentence(
            _("You are invited to the following meeting: {meeting}."), {"meeting": told.title}
        ),
        Sentence(_("Date and place: {schedule}"), {"schedule": told.words(told.dated)}),
    ]
    if before is not None and row.sent_at <= before.issued_at:
        lines.append(
            Sentence(_("This notice replaces the notice of {at}."), {"at": before.issued_at})
        )
    if is_asked_anew(row, told.schedules):
        lines.append(Sentence(_("Your answer was given for another date. Please answer again.")))
    yield from letters.to_invitee(
        told,
        row,
        event=ISSUED,
        subject=Sentence(_("Invitation: {meeting}"), {"meeting": told.title}),
        lines=tuple(lines),
        calendar=letters.request(told, row),
        page=Sentence(_("To read the notice, answer and name your delegation, open this page:")),
        sender=signers,
    )
