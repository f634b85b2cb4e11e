"""A message tells when both recognised its arrival; what it counted by before is kept beside."""

from django.db import migrations, models


def of_their_acts(apps, schema_editor):
    Message = apps.get_model("decisions", "Message")
    JointAct = apps.get_model("acts", "JointAct")
    acts = JointAct.objects.filter(kind="silence.arrived", effective_at__isnull=False)
    for act in acts.order_by("effective_at", "number"):
        rows = Message.objects.select_related("procedure")
        row = rows.filter(
            pk=act.body["message"], procedure__forum=act.forum_id, recognised_at=None
        ).first()
        if row is None:
            continue
        silence = row.procedure
        ends = [silence.expires_at, *silence.extensions.values_list("expires_at", flat=True)]
        # What came before the end and was dealt with after the closing counted from the closing.
        in_time = row.received_at < max(ends)
        row.counted_at = silence.closed_at if in_time else None
        row.recognised_at = act.effective_at
        row.save(update_fields=["counted_at", "recognised_at"])


def as_before(apps, schema_editor):
    Message = apps.get_model("decisions", "Message")
    for row in Message.objects.exclude(recognised_at=None):
        row.counted_at = row.arrived_at or row.received_at
        row.save(update_fields=["counted_at"])


class Migration(migrations.Migration):
    dependencies = [
        ("acts", "0002_acts_that_lapse"),
        ("decisions", "0009_confirmed_messages"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="recognised_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunPython(of_their_acts, as_before),
    ]
