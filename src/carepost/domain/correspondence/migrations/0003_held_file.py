"""Files of messages still being written, fenced like every row of a practice."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

import carepost.ground.kernel.ids
from carepost.domain.tenancy.fence import fence


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0002_fence"), ("organisations", "0002_fence")]

    operations = [
        migrations.CreateModel(
            name="HeldFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=carepost.ground.kernel.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("send_key", models.UUIDField(help_text="The key of the form it was put into.")),
                ("name", models.CharField(max_length=255)),
                ("content_type", models.CharField(max_length=255)),
                ("size", models.PositiveBigIntegerField(help_text="octets")),
                ("object_id", models.UUIDField(help_text="In the vault.")),
                ("at", models.DateTimeField()),
                (
                    "member",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="organisations.membership",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.practice",
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["practice", "send_key", "id"], name="held_for_form")]},
        ),
        fence("correspondence_heldfile", member_id="organisations_membership"),
    ]
