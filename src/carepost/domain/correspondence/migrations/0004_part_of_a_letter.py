"""A message may be a part of a letter about several patients."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("correspondence", "0003_held_file"),
        ("organisations", "0002_fence"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="message",
            name="received_once",
        ),
        migrations.AddField(
            model_name="message",
            name="part",
            field=models.PositiveIntegerField(
                help_text="Of a letter about several patients: intake.Placement. Null: the whole letter.",
                null=True,
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                condition=models.Q(("part", None)),
                fields=("practice", "conversation", "arrival_id"),
                name="received_whole_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                fields=("practice", "arrival_id", "part"), name="part_received_once"
            ),
        ),
    ]
