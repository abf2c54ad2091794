"""Codes that prove a new address or telephone of somebody who has an account."""

from __future__ import annotations

from django.db import migrations, models

KINDS = [
    ("mail", "E-mail address"),
    ("telephone", "Telephone"),
    ("step", "Second step by text message"),
    ("new_mail", "New e-mail address, of somebody who has an account"),
    ("new_phone", "New telephone, of somebody who has an account"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0010_text_step"),
    ]

    operations = [
        migrations.AlterField(
            model_name="owncode",
            name="of",
            field=models.CharField(
                choices=KINDS,
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="proof",
            name="of",
            field=models.CharField(
                choices=KINDS,
                max_length=10,
            ),
        ),
    ]
