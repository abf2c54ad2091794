"""What an operator's figures are made of: numbers and times, and nothing of what or of whom."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Standing(models.Model):
    """How much waits at a custodian, counted now and then, so that an operator's figures need look at no practice.

    Numbers and times only. A `_since` is when the longest waiting of them began to wait.
    """

    custodian = models.UUIDField(primary_key=True)
    counted_at = models.DateTimeField()
    to_read = models.PositiveIntegerField(default=0)
    to_read_since = models.DateTimeField(null=True)
    to_match = models.PositiveIntegerField(default=0)
    to_match_since = models.DateTimeField(null=True)
    unreadable = models.PositiveIntegerField(default=0)
    unreadable_since = models.DateTimeField(null=True)
    waiting = models.PositiveIntegerField(default=0, help_text="Conversations that need someone.")
    waiting_since = models.DateTimeField(null=True)
    urgent = models.PositiveIntegerField(default=0)
    urgent_since = models.DateTimeField(null=True)
    to_send = models.PositiveIntegerField(default=0)
    to_send_since = models.DateTimeField(null=True)
    uncertain = models.PositiveIntegerField(default=0)
    uncertain_since = models.DateTimeField(null=True)
    refused = models.PositiveIntegerField(default=0)
    refused_since = models.DateTimeField(null=True)
    silent = models.PositiveIntegerField(default=0, help_text="Mailboxes that cannot be read now.")
    silent_since = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True, help_text="Of the mailbox not looked into for longest.")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["counted_at"], name="counted_longest_ago")]

    def __str__(self) -> str:
        return f"as of {self.counted_at}"


class Pulse(models.Model):
    """A process that works in the background, and when it was last seen to. Rows of the dead are cleared away."""

    process = models.CharField(max_length=20)
    place = models.CharField(max_length=120, help_text="Machine and process id.")
    started_at = models.DateTimeField()
    at = models.DateTimeField()
    figures = models.JSONField(default=dict, help_text="Numbers it counts itself, by name.")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["process", "place"], name="one_pulse")]

    def __str__(self) -> str:
        return f"{self.process} at {self.at}"
