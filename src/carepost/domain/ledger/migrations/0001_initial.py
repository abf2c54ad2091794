"""The tables of the ledger; who may write what is in 0002."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "practice_id", "size", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("practice_id", models.UUIDField()),
                ("size", models.BigIntegerField()),
                ("root", models.BinaryField(max_length=32)),
                ("note", models.TextField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Detail",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "practice_id",
                        "entry_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("practice_id", models.UUIDField()),
                ("entry_id", models.UUIDField()),
                ("sealed", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Head",
            fields=[
                ("practice_id", models.UUIDField(primary_key=True, serialize=False)),
                ("origin", models.CharField(max_length=100)),
                ("size", models.BigIntegerField()),
                ("frontier", models.BinaryField()),
                ("signed_size", models.BigIntegerField()),
                ("signed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Unplaced",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "practice_id",
                        "entry_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("practice_id", models.UUIDField()),
                ("entry_id", models.UUIDField()),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("practice_id", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("event", models.CharField(max_length=60)),
                ("line", models.TextField()),
                ("actor_kind", models.CharField(max_length=10)),
                ("actor_id", models.CharField(max_length=80)),
                ("conversation_id", models.CharField(blank=True, max_length=80)),
                ("message_id", models.CharField(blank=True, max_length=80)),
                ("patient_id", models.CharField(blank=True, max_length=80)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["practice_id", "actor_id", "id"], name="entry_by_actor"),
                    models.Index(
                        condition=models.Q(("conversation_id", ""), _negated=True),
                        fields=["practice_id", "conversation_id", "id"],
                        name="entry_by_conversation",
                    ),
                    models.Index(
                        condition=models.Q(("patient_id", ""), _negated=True),
                        fields=["practice_id", "patient_id", "id"],
                        name="entry_by_patient",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Place",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "practice_id", "idx", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("practice_id", models.UUIDField()),
                ("idx", models.BigIntegerField()),
                ("entry_id", models.UUIDField()),
                ("leaf", models.BinaryField(max_length=32)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("practice_id", "entry_id"), name="one_place_for_each_entry"
                    )
                ],
            },
        ),
    ]
