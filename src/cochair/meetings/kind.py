"""Meeting: everything that the rest of the house knows of this kind."""

from cochair.kernel.kind import Archive, Handover, Kind, No, Person, Texts, Turns
from cochair.meetings import acting, archived, attendance, handed_over, queries, turns
from cochair.meetings.finding import Meetings
from cochair.meetings.models import CoChair, JointNote, Meeting, MeetingHost, Schedule
from cochair.procedure.refusal import _

MEETING = Kind(
    code=attendance.SUBJECT,
    label=_("meeting"),
    models=(Meeting, Schedule, CoChair, JointNote, MeetingHost),
    find=queries.of_subject,
    ends_with=queries.ends_with,
    closed=attendance.closed,
    verbs={
        "meeting.scheduled": _("The day of a meeting was fixed."),
        "meeting.opened": _("A meeting was opened."),
        "meeting.suspended": _("A meeting was suspended."),
        "meeting.resumed": _("A meeting was resumed."),
        "meeting.closed": _("A meeting was closed."),
        "meeting.cancelled": _("A meeting was cancelled."),
        "meeting.format_agreed": _("The form of a meeting was agreed."),
        "meeting.circumstances_declared": _("Extraordinary circumstances were declared."),
        "meeting.not_appropriate_noted": _("Both noted that preparation was not appropriate."),
        "meeting.postponed": _("A meeting was postponed without a new day."),
        "meeting.converted": _("A meeting was turned into a virtual contact."),
        "meeting.created": _("A new meeting was fixed."),
        "meeting.participation_judged": _("Both judged the participation in a meeting."),
        "contact.created": _("A virtual contact was fixed."),
        "extraordinary.created": _("An extraordinary meeting was fixed."),
        "chair.appointed": _("A co-chair was named."),
        "chair.checked_in": _("A co-chair was checked in."),
        "chair.check_in_undone": _("The check-in of a co-chair, made by mistake, was undone."),
        "host.named": _("The event that hosts a meeting was named."),
        "host.given_up": _("A meeting is no longer held at an event of others."),
    },
    archive=(
        Archive(
            "meetings",
            _("Meetings"),
            columns=((_("Meeting"), "id"), (_("Opened"), "opened_at"), (_("Closed"), "closed_at"),
                     (_("Cancelled"), "cancelled_at")),
            rows=archived.rows,
        ),
    ),
    personal=(
        Person("chairs", _("Meetings chaired"), CoChair, ("account",),
               ("meeting__slug", "party__code", "deputy", "at", "ended_at", "checked_in_at")),
    ),
    texts=(
        Texts(Meeting, evidence="suspensions outcomes participation",
              name_nobody="source note options topics confidence_detail"),
        Texts(Schedule, evidence="reason"),
        Texts(JointNote, evidence="text"),
    ),
    handover=(
        Handover("handover.meetings", handed_over.to_come),
        Handover("handover.deadlines", handed_over.dates),
    ),
    search=Meetings(),
    retention=No("That a meeting took place, and who chaired it, stays for good."),
    turns=Turns(acting.not_over, turns.turns),
)  # fmt: skip
