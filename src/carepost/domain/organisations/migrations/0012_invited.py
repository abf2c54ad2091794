"""An invitation that approves says which profile was seen."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0011_team_signature"),
    ]

    operations = [
        migrations.AddField(
            model_name="invitation",
            name="profile",
            field=models.JSONField(
                default=dict,
                help_text="What the sponsor saw in the clinical system: system, user_name, role, seen_on.",
            ),
        ),
    ]
