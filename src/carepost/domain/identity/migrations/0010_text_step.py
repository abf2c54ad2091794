from __future__ import annotations

from django.db import migrations, models

KINDS = [
    ("mail", "E-mail address"),
    ("telephone", "Telephone"),
    ("step", "Second step by text message"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0009_own_code"),
    ]

    operations = [
        migrations.AddField(
            model_name="sitting",
            name="text_enough",
            field=models.BooleanField(
                default=False,
                help_text="A code by text message was enough of a second step for them when it began.",
            ),
        ),
        migrations.AlterField(
            model_name="owncode",
            name="of",
            field=models.CharField(choices=KINDS, max_length=10),
        ),
        migrations.AlterField(
            model_name="proof",
            name="of",
            field=models.CharField(choices=KINDS, max_length=10),
        ),
    ]
