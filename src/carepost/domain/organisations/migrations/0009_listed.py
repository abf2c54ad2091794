"""What a list of people says beside what an invitation already held."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisations", "0008_introduction")]

    operations = [
        migrations.AddField(
            "invitation",
            "known_as",
            models.CharField(blank=True, default="", max_length=100),
            preserve_default=False,
        ),
        migrations.AddField(
            "invitation",
            "telephone",
            models.CharField(
                blank=True,
                default="",
                help_text="As a list gave it; nothing until the person has proved it.",
                max_length=16,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "invitation",
            "clinical_user",
            models.CharField(
                blank=True,
                default="",
                help_text="Where to look them up in the clinical system, as a list gave it.",
                max_length=100,
            ),
            preserve_default=False,
        ),
    ]
