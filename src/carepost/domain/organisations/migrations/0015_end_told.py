"""Which last day somebody was told of beforehand (A13)."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("organisations", "0014_single_sign_on")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="membership",
            name="end_told_for",
            field=models.DateField(
                help_text="The last day that they and their sponsor were told of beforehand.", null=True
            ),
        ),
    ]
