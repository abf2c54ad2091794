"""Figures for an operator: how much waits, and which processes live. Nothing of what or of whom."""

from __future__ import annotations

from django.db import migrations, models

KINDS = (
    "to_read",
    "to_match",
    "unreadable",
    "waiting",
    "urgent",
    "to_send",
    "uncertain",
    "refused",
    "silent",
)
HELP = {
    "waiting": "Conversations that need someone.",
    "silent": "Mailboxes that cannot be read now.",
}


def _counts() -> list[tuple[str, models.Field]]:
    found: list[tuple[str, models.Field]] = []
    for kind in KINDS:
        found.append((kind, models.PositiveIntegerField(default=0, help_text=HELP.get(kind, ""))))
        found.append((f"{kind}_since", models.DateTimeField(null=True)))
    return found


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Standing",
            fields=[
                ("custodian", models.UUIDField(primary_key=True, serialize=False)),
                ("counted_at", models.DateTimeField()),
                *_counts(),
                (
                    "heard_at",
                    models.DateTimeField(null=True, help_text="Of the mailbox not looked into for longest."),
                ),
            ],
            options={"indexes": [models.Index(fields=["counted_at"], name="counted_longest_ago")]},
        ),
        migrations.CreateModel(
            name="Pulse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("process", models.CharField(max_length=20)),
                ("place", models.CharField(max_length=120, help_text="Machine and process id.")),
                ("started_at", models.DateTimeField()),
                ("at", models.DateTimeField()),
                ("figures", models.JSONField(default=dict, help_text="Numbers it counts itself, by name.")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["process", "place"], name="one_pulse")],
            },
        ),
    ]
