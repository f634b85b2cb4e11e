from django.apps import AppConfig


class Archives(AppConfig):
    name = "cochair.exports.archives"
    label = "archives"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the kinds of things known that an archive holds, in their order, what the
        house needs to know of archives and answers, and when it is forgotten who asked."""
        from cochair.exports.archives.answers import retention
        from cochair.exports.archives.kept import compliance, delegations, joint_acts
        from cochair.exports.archives.kind import ANSWER, ARCHIVE
        from cochair.kernel import kind

        kind.register(ARCHIVE, ANSWER)
        retention.register_all()
        for part in (delegations, joint_acts, compliance):
            part.register_all()
