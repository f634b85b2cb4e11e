from django.apps import AppConfig


class Accounts(AppConfig):
    name = "cochair.features.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cochair.features.accounts import sign_in_signals
        from cochair.features.accounts.kind import ACCOUNT
        from cochair.kernel import kind

        sign_in_signals.listen()
        kind.register(ACCOUNT)
