from django.apps import AppConfig


class Accounts(AppConfig):
    name = "cochair.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cochair.accounts import sign_in_signals
        from cochair.accounts.kind import ACCOUNT
        from cochair.kernel import kind

        sign_in_signals.listen()
        kind.register(ACCOUNT)
