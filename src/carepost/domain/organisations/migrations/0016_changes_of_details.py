"""A change of somebody's details: longer names, what a name is made of, and one that waits for each detail."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0015_end_told"),
    ]

    operations = [
        migrations.AddField(
            model_name="detailchange",
            name="parts",
            field=models.JSONField(default=dict, help_text="Of a name: what it is made of."),
        ),
        migrations.AlterField(
            model_name="detailchange",
            name="before",
            field=models.CharField(help_text="As it is written on a page; empty for none.", max_length=400),
        ),
        migrations.AlterField(
            model_name="detailchange",
            name="after",
            field=models.CharField(max_length=400),
        ),
        migrations.AddConstraint(
            model_name="detailchange",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "waiting")),
                fields=("practice", "membership", "detail"),
                name="one_waiting_change_of_a_detail",
            ),
        ),
    ]
