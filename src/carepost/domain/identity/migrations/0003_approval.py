"""All sessions of a person ended at once."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0002_people"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="sessions_ended",
            field=models.PositiveIntegerField(
                default=0,
                help_text="How often all sessions were ended at once; each session carries the count it began with.",
            ),
        ),
    ]
