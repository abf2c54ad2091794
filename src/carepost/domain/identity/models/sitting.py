"""One person at one browser, from signing in to signing out (A6)."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import models

from carepost.domain.identity.models.person import Person
from carepost.ground.kernel import new_id


class Sitting(models.Model):
    """What the session cookie stands for.

    It is a row of its own and not words in the session: a session is written whole, so that of two requests at the
    same time the later would undo the earlier's lock. A row that has ended never comes back.
    """

    class Ended(models.TextChoices):
        SIGNED_OUT = "signed_out", "Signed out"
        SWITCHED = "switched", "Somebody else took over at this computer"
        REVOKED = "revoked", "Ended from elsewhere"
        TOO_LONG = "too_long", "Twelve hours were over"
        PROVIDER = "provider", "Ended by single sign-on"
        GUESSED = "guessed", "Too many wrong tries to unlock"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sittings")
    person_id: UUID
    browser = models.CharField(max_length=60, help_text="As “Chrome on Windows”; the address is not kept.")
    computer = models.CharField(max_length=100, blank=True, help_text="What the enrolled computer is called.")
    device_id = models.UUIDField(null=True, help_text="The enrolled computer, where it is one.")
    began_at = models.DateTimeField()
    touched_at = models.DateTimeField(help_text="The last thing a person did, give or take half a minute.")
    proved_at = models.DateTimeField(help_text="When they last showed who they are.")
    idle_minutes = models.PositiveIntegerField(default=15)
    text_enough = models.BooleanField(
        default=False,
        help_text="A code by text message was enough of a second step for them when it began.",
    )
    locked_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)
    misses = models.PositiveIntegerField(default=0, help_text="Wrong tries to unlock since it was locked.")
    acted_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(
        null=True, help_text="The first thing a person did in the last minute in which they did any."
    )
    network = models.CharField(
        max_length=16, blank=True, help_text="A keyed hash of where it came from, to tell two networks apart."
    )
    together = models.JSONField(
        default=list, help_text="Minutes in which another sitting of theirs was at work, too."
    )
    ended_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=10, choices=Ended.choices, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person"], name="sitting_now", condition=models.Q(ended_at=None))
        ]

    def __str__(self) -> str:
        return str(self.id)
