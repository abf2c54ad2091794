"""Somebody who wants to join and has not proved yet who they are: there is no account of theirs so far (A1)."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from carepost.domain.identity.models.sent_code import SentCode
from carepost.ground.kernel import new_id


class Joining(models.Model):
    """What was typed, sealed. The same for an address that has an account and for one that has none."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sealed = models.BinaryField(help_text="What was typed, sealed with the installation's key.")
    begun_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True, help_text="Not proved by then, it is forgotten.")

    def __str__(self) -> str:
        return str(self.id)


class Proof(SentCode):
    """A code sent to an address or a telephone. Good once, for ten minutes, for a few tries."""

    joining = models.ForeignKey(Joining, on_delete=models.CASCADE, related_name="proofs")
    joining_id: UUID
    sent = models.PositiveSmallIntegerField(default=1, help_text="How many codes were sent.")
    notice_id = models.UUIDField(help_text="The mail or text message it went by.")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["joining", "of"], name="one_proof_of_each")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def whose(self) -> UUID:
        return self.joining_id
