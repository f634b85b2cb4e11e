"""How a contact point is written to: with a personal link in the place of an address."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as __

from cochair.features.contact_links import actions
from cochair.features.mail import personal_links
from cochair.features.mail.letters import Recipient
from cochair.features.mail.models import Message
from cochair.features.mail.rendering import address
from cochair.features.meetings.models import ContactLink, ContactPoint, Meeting
from cochair.procedure.refusal import Refused
from cochair.web import formats

CONTACT = "contact"


def register_all() -> None:
    """Make this way in known; called once, when the app is ready."""
    personal_links.register(CONTACT, way_in)


def to_contact(contact: ContactPoint, meeting: Meeting | None = None) -> Recipient:
    """A contact point as the reader of a letter; a link to a meeting goes into the letter."""
    return Recipient(
        None,
        contact.email,
        contact.language,
        contact.zone,
        contact.name,
        party=contact.member.party.code if contact.member else "",
        way_in=f"{CONTACT}:{contact.pk}:{meeting.slug}" if meeting else "",
    )


def way_in(message: Message, told: str, at: datetime) -> tuple[str, ...]:
    """The link of a letter that goes out now, with what its reader must know of it; where there is
    none any more, that there is none, and why."""
    number, _colon, slug = told.partition(":")
    contact = _contact(message, int(number))
    meeting = Meeting.objects.filter(forum=message.forum_id, slug=slug).select_related("forum")
    found = meeting.prefetch_related("schedules").first()
    # A letter that was sent on to another address takes no link along.
    if contact is not None and message.email.lower() != contact.email.lower():
        return (
            __(
                "A personal link is sent to the registered address of a contact point only, and is "
                "not forwarded with this message. Ask the secretariat to register this address."
            ),
        )
    made = _made(contact, found, at)
    if made is None:
        return (
            __(
                "This message has no personal link, because the meeting has ended, was cancelled or "
                "has no date, or because the invitation or this address is no longer valid. The "
                "secretariat answers questions."
            ),
        )
    link, secret = made
    until = formats.due(link.expires_at, message.zone, message.language)
    return (
        address(reverse("meetings:link", args=[link.meeting.forum.slug, secret])),
        __(
            "This link is yours alone and needs no account. It works until {until}, or until it is revoked. Whoever has it can name your delegation: do not pass it on."
        ).format(until=until),
    )


def _made(
    contact: ContactPoint | None, meeting: Meeting | None, at: datetime
) -> tuple[ContactLink, str] | None:
    """A link and its secret; None where it would open nothing."""
    if contact is None or meeting is None:
        return None
    try:
        return actions.make_link(contact, meeting, at=at)
    except Refused:
        return None


def _contact(message: Message, number: int) -> ContactPoint | None:
    rows = ContactPoint.objects.filter(forum=message.forum_id, pk=number)
    return rows.select_related("forum", "member__party", "organisation").first()
