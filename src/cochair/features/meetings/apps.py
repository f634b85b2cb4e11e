from django.apps import AppConfig


class Meetings(AppConfig):
    name = "cochair.features.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the joint acts of this app known, who sees them, and what it tells of dates."""
        from cochair.features.acts import visibility as walls
        from cochair.features.agendas.kind import AGENDA, ITEM_REQUEST, OPEN_POINT
        from cochair.features.calendars import due_notices, notices, plan_notices
        from cochair.features.calendars.kind import FEED
        from cochair.features.conduct.kind import CONDUCT
        from cochair.features.contact_links import letters
        from cochair.features.contact_links.kind import CONTACT, asked_for
        from cochair.features.delegations.kind import DELEGATION
        from cochair.features.invitations.kind import INVITATION, NOTICE
        from cochair.features.mail import kind as messages
        from cochair.features.meetings import attendance
        from cochair.features.meetings.kind import MEETING
        from cochair.features.meetings.kinds import register_all
        from cochair.features.observers.kind import REQUEST
        from cochair.features.parties import visibility
        from cochair.features.planner.kind import BLOCKED_DAYS, HOST_EVENT, RELATED_EVENT
        from cochair.features.preparations import queries as preparing
        from cochair.features.preparations.kind import PREPARATION
        from cochair.features.sessions import queries as sessions
        from cochair.features.sessions.kind import SESSION
        from cochair.kernel import kind

        register_all()
        walls.register("meetings", attendance.closed_acts, of=attendance.SUBJECT)
        visibility.register_part("preparation", preparing.closed, "preparation")
        visibility.register_part("session", sessions.closed, "number")
        visibility.register_drafts("agenda.begun", "agenda.revised")
        letters.register_all()
        messages.register(asked_for)
        notices.register_all()
        due_notices.register_all()
        plan_notices.register_all()
        kind.register(MEETING, SESSION, HOST_EVENT, BLOCKED_DAYS, RELATED_EVENT)
        kind.register(AGENDA, OPEN_POINT, PREPARATION, ITEM_REQUEST, CONDUCT)
        kind.register(NOTICE, INVITATION, CONTACT, DELEGATION, REQUEST, FEED)
