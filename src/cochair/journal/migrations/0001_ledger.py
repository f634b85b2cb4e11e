"""Keep who did what, and the tree that makes it hold still (domain.md C.11, INV-9)."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Ledger",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("forum", models.SlugField(unique=True)),
                ("size", models.PositiveBigIntegerField(default=0)),
                ("peaks", models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("forum", models.SlugField(db_index=False)),
                ("size", models.PositiveBigIntegerField()),
                ("root", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["forum", "size"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("forum", "size"), name="one_checkpoint_per_size"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("forum", models.SlugField(db_index=False)),
                ("seq", models.PositiveBigIntegerField()),
                ("at", models.DateTimeField()),
                ("verb", models.CharField(max_length=64)),
                ("about_kind", models.CharField(max_length=64)),
                ("about_id", models.CharField(max_length=200)),
                ("account", models.BigIntegerField(blank=True, null=True)),
                ("office", models.CharField(blank=True, max_length=200)),
                ("on_behalf_of", models.CharField(blank=True, max_length=32)),
                ("clause", models.CharField(blank=True, max_length=64)),
                ("facts", models.JSONField(default=dict)),
                ("space", models.CharField(max_length=64)),
                ("salt", models.CharField(max_length=32)),
                ("leaf", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ["forum", "seq"],
                "indexes": [
                    models.Index(
                        fields=["forum", "about_kind", "about_id", "seq"], name="entry_about"
                    ),
                    models.Index(fields=["forum", "verb", "seq"], name="entry_verb"),
                    models.Index(fields=["forum", "at"], name="entry_at"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("forum", "seq"), name="one_entry_per_place")
                ],
            },
        ),
        migrations.CreateModel(
            name="Witness",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("party", models.CharField(max_length=32)),
                ("account", models.BigIntegerField()),
                ("office", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "checkpoint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="witnesses",
                        to="journal.checkpoint",
                    ),
                ),
            ],
            options={
                "ordering": ["checkpoint", "party"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("checkpoint", "party"), name="one_witness_per_party"
                    )
                ],
            },
        ),
    ]
