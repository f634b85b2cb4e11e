"""Browsers from which people signed in, so that they are told of one that is new to them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_erased")]

    operations = [
        migrations.CreateModel(
            name="Device",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("is_first", models.BooleanField(default=False)),
                ("first_seen_at", models.DateTimeField()),
                ("last_seen_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="devices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["first_seen_at", "pk"],
                "indexes": [
                    models.Index(fields=["first_seen_at"], name="device_by_first_seen")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("account", "digest"), name="device_once")
                ],
            },
        ),
    ]
