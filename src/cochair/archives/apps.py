from django.apps import AppConfig


class Archives(AppConfig):
    name = "cochair.archives"
    label = "archives"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the kinds of things known that an archive holds, in their order, what the
        house needs to know of archives and answers, and when it is forgotten who asked."""
        from cochair.archives.answers import reducing
        from cochair.archives.kept import agreed, followed, people
        from cochair.archives.kind import ANSWER, ARCHIVE
        from cochair.kernel import kind

        kind.register(ARCHIVE, ANSWER)
        reducing.register_all()
        for part in (people, agreed, followed):
            part.register_all()
