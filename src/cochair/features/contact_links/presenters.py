"""What somebody who came by a link is shown of it: for whom they act, until when, and where."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from cochair.features.contact_links import queries
from cochair.features.contact_links.access import Bearer
from cochair.features.meetings.models import ContactLink


@dataclass(frozen=True, slots=True)
class Pass:
    """A link in words: whom it is of, when it ends (UTC), and the addresses that it opens."""

    names: Mapping[str, str]
    until: datetime
    zone: str
    invitation: str
    delegation: str

    @property
    def first(self) -> str:
        """Where one begins: with the notice, or without one with the delegation."""
        return self.invitation or self.delegation


def of_link(link: ContactLink) -> Pass:
    """What a link opens."""
    forum, slug = link.meeting.forum.slug, link.meeting.slug
    contact, invitation = link.contact, queries.invitation(link)
    whom = contact.member or contact.organisation
    assert whom is not None
    end = queries.until(link.meeting)
    return Pass(
        names=whom.name,
        until=min(end, link.expires_at) if end else link.expires_at,
        zone=contact.zone,
        invitation=reverse("meetings:invitation", args=[forum, slug, invitation.pk])
        if invitation
        else "",
        delegation=reverse("meetings:delegation", args=[forum, slug, whom.code.lower()])
        if queries.has_delegation(link)
        else "",
    )


def of_bearer(bearer: Bearer | None) -> Pass | None:
    """The same for whoever came by one; None for everybody else."""
    return of_link(bearer.link) if bearer is not None else None
