"""A code that was sent to somebody, until it is brought."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import models

from carepost.domain.identity.models.person import Person


class SentCode(models.Model):
    """What all such codes have. Good once, for some minutes, for a few tries."""

    class Of(models.TextChoices):
        MAIL = "mail", "E-mail address"
        TELEPHONE = "telephone", "Telephone"
        STEP = "step", "Second step by text message"
        NEW_MAIL = "new_mail", "New e-mail address, of somebody who has an account"
        NEW_TELEPHONE = "new_phone", "New telephone, of somebody who has an account"

    of = models.CharField(max_length=10, choices=Of.choices)
    code_hash = models.CharField(max_length=64, help_text="HMAC-SHA-256 under the installation's key, hex.")
    good_until = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    proved_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    @property
    def whose(self) -> UUID:
        """The id of what it belongs to: the same digits hash to something else for anybody else."""
        raise NotImplementedError


class OwnCode(SentCode):
    """A code for somebody who has an account: it shows that an address or telephone is still theirs.

    What it shows holds for the sitting in which it was typed, and for no other browser.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="own_codes")
    person_id: UUID
    notice_id = models.UUIDField(
        null=True, help_text="What it went by; none where an operator handed it over."
    )
    proved_in = models.UUIDField(null=True, help_text="The sitting in which it was typed.")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "of"], name="one_own_code_of_each")
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def whose(self) -> UUID:
        return self.person_id
