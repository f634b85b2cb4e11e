from django.apps import AppConfig


class Mail(AppConfig):
    name = "cochair.features.mail"
    label = "mail"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make known what is told of accounts and offices, and let the worker give each Party its
        witness of the ledger."""
        from cochair.features.mail import credentials, devices, offices, witnesses, worker
        from cochair.features.mail.kind import MESSAGE, PREFERENCE
        from cochair.kernel import kind

        kind.register(MESSAGE, PREFERENCE)
        offices.register_all()
        devices.register_all()
        credentials.register_all()
        worker.also("witness", witnesses.give, every=witnesses.GIVEN)
        worker.also("witness-compared", witnesses.compare, every=witnesses.COMPARED)
