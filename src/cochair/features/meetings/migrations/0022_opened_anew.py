"""A notice that is issued anew is opened anew: a receipt belongs to the notice that was read.

Those that are there belong to the notice by which their invitation was sent.
"""

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery


def of_their_notice(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Give each receipt the notice of its invitation."""
    sent = apps.get_model('meetings', 'Invitation').objects.filter(pk=OuterRef('invitation_id'))
    apps.get_model('meetings', 'Receipt').objects.update(
        notice_id=Subquery(sent.values('notice_id')[:1])
    )


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0021_contact_links'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='receipt',
            name='notice',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meetings.notice'),
        ),
        migrations.RunPython(of_their_notice, migrations.RunPython.noop),
        migrations.RemoveConstraint(
            model_name='receipt',
            name='opened_first_once',
        ),
        migrations.AddConstraint(
            model_name='receipt',
            constraint=models.UniqueConstraint(fields=('invitation', 'account', 'notice'), name='opened_once_by_a_notice'),
        ),
        migrations.AddConstraint(
            model_name='receipt',
            constraint=models.UniqueConstraint(condition=models.Q(('notice', None)), fields=('invitation', 'account'), name='opened_once_without_notice'),
        ),
    ]
