from django.apps import AppConfig


class Desk(AppConfig):
    name = "cochair.site.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make known what the verbs of the journal say, as a copy of a person's data tells them too,
        and let the weekly messages and the personal calendar have the turns of their reader."""
        from cochair.features.calendars import personal_calendar
        from cochair.features.mail import digests, notifications
        from cochair.site.desk import turn_events, turn_texts, verbs
        from cochair.web import code_labels

        code_labels.register_labels(verbs.known())
        digests.begins_with(turn_texts.opening)
        notifications.every("own-tasks", turn_texts.of_weeks)
        personal_calendar.also(turn_events.of_account)
