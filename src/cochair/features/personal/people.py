"""People without an account, as the secretariat of their Party finds them: reads only."""

from django.db.models import Q, QuerySet

from cochair.features.meetings.models import ContactPoint, Meeting, Participant
from cochair.features.parties import queries as parties
from cochair.features.parties.models import Forum
from cochair.features.parties.offices import ActingOffice
from cochair.features.personal import queries


def of_meeting(meeting: Meeting, hat: ActingOffice) -> tuple[Participant, ...]:
    """The people of a meeting whose data the hat's own Party answers for, by their badges; those
    who were taken out of a delegation are among them."""
    rows = _people().filter(_own(meeting.forum, hat), delegation__meeting=meeting)
    return tuple(rows.filter(queries.named()).order_by("badge"))


def of_badge(meeting: Meeting, badge: int) -> Participant | None:
    """Somebody by the number of the badge, in a delegation or taken out of it; or None."""
    return _people().filter(delegation__meeting=meeting, badge=badge).first()


def is_own(row: Participant, hat: ActingOffice) -> bool:
    """Whether the hat's own Party answers for somebody's data."""
    forum = row.delegation.meeting.forum
    return Participant.objects.filter(_own(forum, hat), pk=row.pk).exists()


def contacts(forum: Forum, hat: ActingOffice) -> tuple[ContactPoint, ...]:
    """The contact points of the hat's own Party of which anything is kept."""
    rows = _contacts(forum).filter(~Q(name="") | ~Q(email=""))
    return tuple(row for row in rows.order_by("pk") if is_own_contact(row, hat))


def contact(forum: Forum, number: int) -> ContactPoint | None:
    """One contact point, in use or ended; or None."""
    return _contacts(forum).filter(pk=number).first()


def is_own_contact(row: ContactPoint, hat: ActingOffice) -> bool:
    """Whether it reaches a member of the hat's Party, or an organisation it appoints for."""
    return queries.party_of(row) in {"", hat.party}


def _own(forum: Forum, hat: ActingOffice) -> Q:
    organisations = parties.own_organisations(forum, hat.party)
    return Q(delegation__member__party__code=hat.party) | Q(
        delegation__organisation__in=[row.pk for row in organisations]
    )


def _people() -> QuerySet[Participant]:
    return Participant.objects.select_related(
        "delegation__meeting__forum", "delegation__member__party", "delegation__organisation"
    )


def _contacts(forum: Forum) -> QuerySet[ContactPoint]:
    rows = ContactPoint.objects.filter(forum=forum)
    return rows.select_related("forum", "member__party", "organisation")
