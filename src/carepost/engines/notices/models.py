"""Notices: what is to be told to somebody about their account, and what became of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from carepost.ground.kernel import new_id


class Notice(models.Model):
    """One mail or text message. To whom and what is sealed, and wiped as soon as it is sent or given up.

    Of no practice: it is for a person, who may have no place yet.
    """

    class Channel(models.TextChoices):
        MAIL = "mail", "E-mail"
        SMS = "sms", "Text message"

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting to be sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Not sent"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    channel = models.CharField(max_length=4, choices=Channel.choices)
    sealed = models.BinaryField(help_text="Recipient and words, sealed with the installation's key.")
    state = models.CharField(max_length=6, choices=State.choices, default=State.QUEUED)
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    next_try_at = models.DateTimeField(help_text="While it is being sent: when it would be tried again.")
    good_until = models.DateTimeField(help_text="A code that has run out is not worth sending.")
    ended_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=200, blank=True, help_text="The last trouble, in our own words.")

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["channel", "next_try_at"],
                condition=models.Q(state="queued"),
                name="notices_to_send",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"
