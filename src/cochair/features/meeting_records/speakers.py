"""Who speaks for whom about the record of a meeting, and who was there to do so."""

from cochair.features.meetings.models import Delegation, Meeting
from cochair.features.parties.offices import ActingOffice, Role
from cochair.procedure.refusal import Refusal, _

PRACTICE = "practice"


def voice_of(hat: ActingOffice) -> str:
    """The member or the organisation for which a hat comments; empty where it speaks for none."""
    if hat.role is Role.DELEGATION_HEAD:
        return hat.member
    return hat.organisation if hat.role is Role.INSTITUTION else ""


def was_there(meeting: Meeting, hat: ActingOffice) -> Refusal | None:
    """A refusal for one who was not at the meeting, or speaks for nobody there."""
    voice = voice_of(hat)
    if not voice:
        return Refusal(
            PRACTICE, _("Only heads of delegation and institutions may comment on the record.")
        )
    if voice in _came(meeting):
        return None
    return Refusal(PRACTICE, _("Only those who attended the meeting may comment on its record."))


def _came(meeting: Meeting) -> set[str]:
    """The members and organisations of which somebody was there."""
    rows = Delegation.objects.filter(meeting=meeting, people__checked_in_at__isnull=False)
    found = rows.values_list("member__code", "organisation__code")
    return {code for pair in found for code in pair if code}
