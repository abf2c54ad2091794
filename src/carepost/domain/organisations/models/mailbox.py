"""The mailbox a practice writes from."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from carepost.domain.tenancy.rows import PracticeQuerySet, PracticeRow


class ServiceMailbox(PracticeRow):
    """The mailbox a practice writes from; its password is sealed with the practice's key."""

    address = models.CharField(max_length=254, unique=True)
    name = models.CharField(max_length=200)
    plus_addresses = models.BooleanField(default=True)
    submission_host = models.CharField(max_length=255, blank=True)
    submission_port = models.PositiveIntegerField(default=587)
    username = models.CharField(max_length=254, blank=True)
    sealed_password = models.BinaryField(null=True)
    ca_file = models.CharField(max_length=500, blank=True)
    imap_host = models.CharField(max_length=255, blank=True)
    imap_port = models.PositiveIntegerField(default=993)
    heard_at = models.DateTimeField(
        null=True, help_text="When mail was last looked for, or came, without a fault."
    )
    fault = models.TextField(
        blank=True, help_text="What is wrong with the line now, in a sentence for people."
    )
    fault_since = models.DateTimeField(null=True)

    objects: ClassVar[PracticeQuerySet[ServiceMailbox]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.address
