"""Rows of a meeting are ordered without reading the meeting."""


from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('meetings', '0031_attested'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='agendaitem',
            options={'ordering': ['agenda_id', 'number']},
        ),
        migrations.AlterModelOptions(
            name='cochair',
            options={'ordering': ['meeting_id', 'party']},
        ),
        migrations.AlterModelOptions(
            name='floorentry',
            options={'ordering': ['meeting_id', 'number']},
        ),
        migrations.AlterModelOptions(
            name='participant',
            options={'ordering': ['delegation_id', 'order', 'pk']},
        ),
        migrations.AlterModelOptions(
            name='schedule',
            options={'ordering': ['meeting_id', 'at', 'pk']},
        ),
        migrations.AlterModelOptions(
            name='speakerrequest',
            options={'ordering': ['meeting_id', 'number']},
        ),
    ]
