from django.apps import AppConfig


class Meetings(AppConfig):
    name = "cochair.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the joint acts of this app known, who sees them, and what it tells of dates."""
        from cochair.acts import walls
        from cochair.kernel import kind
        from cochair.meetings import attendance
        from cochair.meetings.agendas.kind import AGENDA, ITEM_REQUEST, OPEN_POINT
        from cochair.meetings.conduct.kind import CONDUCT
        from cochair.meetings.feeds import due_notices, notices, plan_notices
        from cochair.meetings.feeds.kind import FEED
        from cochair.meetings.inviting.kind import INVITATION, NOTICE
        from cochair.meetings.kind import MEETING
        from cochair.meetings.kinds import register_all
        from cochair.meetings.links import letters
        from cochair.meetings.links.kind import CONTACT
        from cochair.meetings.observing.kind import REQUEST
        from cochair.meetings.people.kind import DELEGATION
        from cochair.meetings.planner.kind import BLOCKED_DAYS, HOST_EVENT, RELATED_EVENT
        from cochair.meetings.preparing import queries as preparing
        from cochair.meetings.preparing.kind import PREPARATION
        from cochair.meetings.sessions import queries as sessions
        from cochair.meetings.sessions.kind import SESSION
        from cochair.parties import visibility

        register_all()
        walls.register("meetings", attendance.closed_acts, of=attendance.SUBJECT)
        visibility.register_part("preparation", preparing.closed, "preparation")
        visibility.register_part("session", sessions.closed, "number")
        visibility.register_drafts("agenda.begun", "agenda.revised")
        letters.register_all()
        notices.register_all()
        due_notices.register_all()
        plan_notices.register_all()
        kind.register(MEETING, SESSION, HOST_EVENT, BLOCKED_DAYS, RELATED_EVENT)
        kind.register(AGENDA, OPEN_POINT, PREPARATION, ITEM_REQUEST, CONDUCT)
        kind.register(NOTICE, INVITATION, CONTACT, DELEGATION, REQUEST, FEED)
