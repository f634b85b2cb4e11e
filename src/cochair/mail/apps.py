from django.apps import AppConfig


class Mail(AppConfig):
    name = "cochair.mail"
    label = "mail"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make known what is told of accounts and offices, and let the worker give each Party its
        witness of the ledger."""
        from cochair.kernel import kind
        from cochair.mail import devices, offices, witnesses, worker
        from cochair.mail.kind import MESSAGE, PREFERENCE

        kind.register(MESSAGE, PREFERENCE)
        offices.register_all()
        devices.register_all()
        worker.also("witness", witnesses.give, every=witnesses.GIVEN)
        worker.also("witness-compared", witnesses.compare, every=witnesses.COMPARED)
