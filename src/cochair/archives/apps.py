from django.apps import AppConfig


class Archives(AppConfig):
    name = "cochair.archives"
    label = "archives"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the kinds of things known that an archive holds, in their order, who reads archives
        and answers, when it is forgotten who asked, and what a person's copy gives of it."""
        from cochair.archives import of_people, queries
        from cochair.archives.answers import reducing
        from cochair.archives.kept import (
            agreed,
            followed,
            frame,
            own,
            people,
            recorded,
        )
        from cochair.parties import visibility

        visibility.register("archive", queries.closed)
        visibility.register("answer", queries.closed)
        reducing.register_all()
        of_people.register_all()
        for part in (frame, people, agreed, recorded, followed, own):
            part.register_all()
