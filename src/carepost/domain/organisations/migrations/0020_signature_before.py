from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0019_kept_when_over"),
    ]

    operations = [
        migrations.AddField(
            model_name="transition",
            name="signature_before",
            field=models.TextField(blank=True, default="", help_text="What that team signed with before."),
            preserve_default=False,
        ),
    ]
