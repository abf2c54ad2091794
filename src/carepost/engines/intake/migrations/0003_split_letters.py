"""Letters about several patients: which part was placed with whom, fenced like every row of a practice."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

import carepost.ground.kernel.ids
from carepost.domain.tenancy.fence import fence


class Migration(migrations.Migration):
    dependencies = [
        ("correspondence", "0004_part_of_a_letter"),
        ("intake", "0002_fence"),
        ("organisations", "0002_fence"),
    ]

    operations = [
        migrations.AlterField(
            model_name="arrival",
            name="state",
            field=models.CharField(
                choices=[
                    ("stored", "Being read"),
                    ("matched", "In a conversation"),
                    ("needs_matching", "Needs matching"),
                    ("unreadable", "Could not be read"),
                    ("loopback", "Our own copy"),
                    ("repeated", "The same letter again"),
                    ("settled", "Settled"),
                    ("split", "Split between patients"),
                ],
                default="stored",
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="Placement",
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
                (
                    "number",
                    models.PositiveIntegerField(
                        help_text="Of the letter's placements; correspondence.Message.part."
                    ),
                ),
                (
                    "cut",
                    models.CharField(
                        help_text="How the letter was cut, and into what; pieces count by it.", max_length=80
                    ),
                ),
                ("by", models.CharField(max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "arrival",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placements",
                        to="intake.arrival",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="correspondence.message",
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
        ),
        migrations.CreateModel(
            name="PlacedPiece",
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
                (
                    "kind",
                    models.CharField(
                        choices=[("text", "A piece of its text"), ("file", "An attachment")], max_length=4
                    ),
                ),
                (
                    "index",
                    models.PositiveIntegerField(
                        help_text="Among the pieces, from 0; of a file, its part of the mail."
                    ),
                ),
                (
                    "arrival",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="intake.arrival",
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
                (
                    "placement",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pieces",
                        to="intake.placement",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.UniqueConstraint(
                fields=("practice", "arrival", "number"), name="placements_numbered"
            ),
        ),
        migrations.AddIndex(
            model_name="placedpiece",
            index=models.Index(fields=["practice", "placement"], name="pieces_of_placement"),
        ),
        migrations.AddConstraint(
            model_name="placedpiece",
            constraint=models.UniqueConstraint(
                fields=("practice", "arrival", "kind", "index"), name="piece_placed_once"
            ),
        ),
        fence(
            "intake_placement",
            arrival_id="intake_arrival",
            message_id="correspondence_message",
        ),
        fence("intake_placedpiece", placement_id="intake_placement", arrival_id="intake_arrival"),
    ]
