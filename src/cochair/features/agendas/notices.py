"""What is told of an agenda: that items close soon, and that a provisional agenda is out.

N10 seven days before the practice date for items, N11 a provisional agenda with what changed since
the one before.  A letter says what happened and where to read it.  Source: domain.md C.5.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from cochair.features.acts.models import JointAct
from cochair.features.agendas import comparison, queries, titles
from cochair.features.agendas.queries import PROVISIONAL, Version
from cochair.features.contact_links.letters import to_contact
from cochair.features.invitations import queries as inviting
from cochair.features.mail import notifications
from cochair.features.mail.letters import Letter, Page, Recipient, to_account
from cochair.features.meetings import responsibility
from cochair.features.meetings.models import ContactPoint, Invitation, Meeting
from cochair.features.meetings.titles import meeting_title
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum, Office
from cochair.features.parties.offices import Role
from cochair.journal.models import Entry
from cochair.procedure.calendar import civil_day, days_between
from cochair.procedure.refusal import Sentence, _

CLOSING, PUBLISHED = "N10", "N11"
DAYS_BEFORE = 7
AS_OBSERVER = "observer"
WITH_AN_ACCOUNT = _("To read it here, you need an account, which a co-presidency can open.")


def register_all() -> None:
    """Make these tellers known; called once, when the app is ready."""
    notifications.register("agenda.published", of_a_publication)
    notifications.every("items-close", of_closing)


def of_a_publication(entry: Entry, at: datetime) -> Iterable[Letter]:
    """A provisional agenda is out: everybody invited reads what changed since the one before."""
    act = JointAct.objects.select_related("forum").get(
        forum__slug=entry.forum, number=int(entry.about_id)
    )
    if act.body["stage"] != PROVISIONAL:
        return
    meeting = Meeting.objects.select_related("forum").get(forum=act.forum, slug=act.subject_id)
    known = queries.versions(meeting)
    out = queries.of_reference(known, f"{PROVISIONAL}-{act.body['revision']}")
    assert out is not None
    title = _title(meeting, at)
    lines = (
        Sentence(
            _("Provisional agenda published, revision {number}: {meeting}."),
            {"meeting": title, "number": out.number},
        ),
        *_changes(_before(known, out), out),
    )
    for reader in _invited(meeting, at):
        # A personal link opens no agenda (decision 13).
        signs_in = reader.account is not None
        yield Letter(
            key=f"agenda:{meeting.slug}:{out.reference}",
            forum_slug=meeting.forum.slug,
            to=reader,
            subject=Sentence(_("Agenda: {meeting}"), {"meeting": title}),
            lines=lines if signs_in else (*lines, Sentence(WITH_AN_ACCOUNT)),
            path=Page("meetings:agenda", (meeting.forum.slug, meeting.slug)) if signs_in else "",
            event=PUBLISHED,
            about=("meeting", meeting.slug),
        )


def of_closing(forum: Forum, at: datetime) -> Iterable[Letter]:
    """Seven days before items close, to those who may ask for one."""
    book, today = parties.book(forum, at), civil_day(at, forum.zone)
    rows = Meeting.objects.filter(forum=forum, opened_at=None, cancelled_at=None)
    rows = rows.exclude(responsibility.NOT_OURS)
    for meeting in rows.select_related("forum").prefetch_related("schedules"):
        close = queries.items_close(book, meeting)
        if close is None or not 0 <= days_between(today, close[1]) <= DAYS_BEFORE:
            continue
        title = _title(meeting, at)
        for reader in _askers(meeting, at):
            yield Letter(
                key=f"items-close:{meeting.slug}:{close[1]}",
                forum_slug=forum.slug,
                to=reader,
                subject=Sentence(
                    _("Request agenda items by {day}: {meeting}"),
                    {"day": close[1], "meeting": title},
                ),
                lines=(
                    Sentence(
                        _(
                            "Requests for agenda items may be sent until the end of {day}: "
                            "{meeting}."
                        ),
                        {"meeting": title, "day": close[1]},
                    ),
                    Sentence(
                        _(
                            "This date is a practice. Later requests are accepted and "
                            "marked as late."
                        )
                    ),
                ),
                path=Page("meetings:agenda-request", (forum.slug, meeting.slug)),
                event=CLOSING,
                about=("meeting", meeting.slug),
            )


def _before(known: Iterable[Version], out: Version) -> Version | None:
    """What was published last before a version, of whatever stage."""
    published = queries.published(known)
    return next((one for one in reversed(published) if one.token < out.token), None)


def _changes(older: Version | None, newer: Version) -> tuple[Sentence, ...]:
    """How many items are new, gone, moved or changed; no title travels in a letter."""
    if older is None:
        return (Sentence(_("This is the first published version.")),)
    lines = comparison.compare(older.items, newer.items, "")
    counts = {
        "added": sum(line.is_added for line in lines),
        "removed": sum(line.is_removed for line in lines),
        "moved": sum(line.is_moved for line in lines),
        "changed": sum(line.is_changed for line in lines),
    }
    return (
        Sentence(
            _(
                "Changes since the previous version: {added} new, {removed} removed, "
                "{moved} moved, {changed} changed."
            ),
            counts,
        ),
    )


def _invited(meeting: Meeting, at: datetime) -> Iterator[Recipient]:
    """Offices and contact points of everybody whose invitation stands, each address once; not
    observers, who read no agenda here."""
    rows = Invitation.objects.filter(meeting=meeting, withdrawn_at=None).exclude(basis=AS_OBSERVER)
    sent = rows.filter(sent_at__isnull=False)
    invited = {(row.member_id, row.organisation_id) for row in sent}
    offices = inviting.speakers(meeting.forum, at)
    yield from _readers(offices, inviting.contacts(meeting.forum), invited)


def _askers(meeting: Meeting, at: datetime) -> Iterator[Recipient]:
    """The heads of delegation of the Parties that meet, and the institutions that are invited."""
    book = parties.book(meeting.forum, at)
    meets = book.configurations[meeting.configuration].parties
    rows = Invitation.objects.filter(meeting=meeting, withdrawn_at=None).exclude(basis=AS_OBSERVER)
    organisations = set(rows.exclude(organisation=None).values_list("organisation_id", flat=True))
    for office in inviting.speakers(meeting.forum, at):
        party = office.party.code if office.party else ""
        heads = office.role == Role.DELEGATION_HEAD and party in meets
        if heads or (office.role == Role.INSTITUTION and office.organisation_id in organisations):
            yield to_account(office.account, office=_words(office), party=party)


def _readers(
    offices: Iterable[Office],
    contacts: Iterable[ContactPoint],
    invited: set[tuple[int | None, int | None]],
) -> Iterator[Recipient]:
    known: set[str] = set()
    for office in offices:
        address = office.account.email.lower()
        if office.role == Role.OBSERVER or address in known:
            continue
        if (office.member_id, office.organisation_id) in invited:
            known.add(address)
            party = office.party.code if office.party else ""
            yield to_account(office.account, office=_words(office), party=party)
    for contact in contacts:
        if (contact.member_id, contact.organisation_id) not in invited:
            continue
        if contact.email.lower() not in known:
            known.add(contact.email.lower())
            yield to_contact(contact)


def _title(meeting: Meeting, at: datetime) -> Mapping[str, str]:
    book = parties.book(meeting.forum, at)
    return {code: meeting_title(meeting, book, code) for code in titles.languages()}


def _words(office: Office) -> str:
    codes = (
        office.role,
        office.party.code if office.party else "",
        office.member.code if office.member else "",
        office.organisation.code if office.organisation else "",
    )
    return " ".join(filter(None, codes))
