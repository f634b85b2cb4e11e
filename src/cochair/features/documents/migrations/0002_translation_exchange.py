"""Keep who agreed to a term, of which document a pair of the memory is, machine translations,
corrections of one language, and where words depart from the glossary."""

import django.db.models.deletion
from django.db import migrations, models


def of_documents(apps, _schema):
    Unit = apps.get_model("documents", "Unit")
    for unit in Unit.objects.exclude(expression=None).select_related("expression__revision"):
        unit.document_id = unit.expression.revision.document_id
        unit.save(update_fields=["document"])


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0001_first'),
        ('parties', '0001_first'),
    ]

    operations = [
        migrations.CreateModel(
            name='Confirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='MachineTranslation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=8)),
                ('provider', models.CharField(max_length=32)),
                ('key', models.CharField(max_length=64, unique=True)),
                ('reference', models.CharField(blank=True, max_length=64)),
                ('state', models.CharField(max_length=16)),
                ('failure', models.CharField(blank=True, max_length=24)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('due_at', models.DateTimeField()),
                ('leased_until', models.DateTimeField(blank=True, null=True)),
                ('asked_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='unit',
            name='unit_once',
        ),
        migrations.AddField(
            model_name='expression',
            name='breaches',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='expression',
            name='corrigendum',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='documents.document'),
        ),
        migrations.AddField(
            model_name='expression',
            name='glossary',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='term',
            name='replaces',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='successors', to='documents.term'),
        ),
        migrations.AddField(
            model_name='term',
            name='version',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='unit',
            name='document',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document'),
        ),
        migrations.RunPython(of_documents, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.UniqueConstraint(fields=('forum', 'party', 'source_language', 'target_language', 'key', 'document'), name='unit_once', nulls_distinct=False),
        ),
        migrations.AddField(
            model_name='confirmation',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office'),
        ),
        migrations.AddField(
            model_name='confirmation',
            name='party',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.party'),
        ),
        migrations.AddField(
            model_name='confirmation',
            name='term',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='confirmations', to='documents.term'),
        ),
        migrations.AddField(
            model_name='machinetranslation',
            name='asked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.office'),
        ),
        migrations.AddField(
            model_name='machinetranslation',
            name='edition',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.expression'),
        ),
        migrations.AddField(
            model_name='machinetranslation',
            name='revision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='machine_translations', to='documents.revision'),
        ),
        migrations.AddField(
            model_name='machinetranslation',
            name='source',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.expression'),
        ),
        migrations.AddConstraint(
            model_name='confirmation',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('term', 'party'), name='confirmation_once'),
        ),
        migrations.AddIndex(
            model_name='machinetranslation',
            index=models.Index(condition=models.Q(('settled_at', None)), fields=['due_at'], name='machine_by_due'),
        ),
        migrations.AddConstraint(
            model_name='machinetranslation',
            constraint=models.UniqueConstraint(condition=models.Q(('settled_at', None)), fields=('revision', 'language'), name='machine_open_once'),
        ),
    ]
