"""The meetings of cycles that were closed before are only read since then (domain.md C.4)."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def of_closed_cycles(apps, schema_editor):
    Meeting = apps.get_model("meetings", "Meeting")
    Cycle = apps.get_model("cycles", "Cycle")
    closed = Cycle.objects.filter(pk=OuterRef("cycle"), closed_at__isnull=False)
    rows = Meeting.objects.filter(cycle__closed_at__isnull=False, shut_at=None)
    rows.update(shut_at=Subquery(closed.values("closed_at")[:1]))


class Migration(migrations.Migration):
    dependencies = [("meetings", "0028_read_only"), ("cycles", "0001_first")]

    operations = [migrations.RunPython(of_closed_cycles, migrations.RunPython.noop)]
