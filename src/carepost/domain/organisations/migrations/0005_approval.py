"""What is asked of those who wait for approval."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

import carepost.ground.kernel.ids
from carepost.domain.tenancy.fence import fence


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0004_fence_joining"),
    ]

    operations = [
        migrations.CreateModel(
            name="Question",
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
                ("text", models.CharField(max_length=500)),
                ("asked_at", models.DateTimeField()),
                ("answer", models.CharField(blank=True, max_length=1000)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.membership",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
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
            options={
                "indexes": [models.Index(fields=["practice", "membership"], name="question_by_member")],
            },
        ),
        fence(
            "organisations_question",
            membership_id="organisations_membership",
            asked_by_id="organisations_membership",
        ),
    ]
