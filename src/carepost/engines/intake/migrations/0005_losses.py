from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("intake", "0004_set_aside")]

    operations = [
        migrations.AddField(
            model_name="arrival",
            name="losses",
            field=models.PositiveIntegerField(
                db_default=0,
                help_text="How often the database was lost while it was read; those do not count as begun.",
            ),
        ),
    ]
