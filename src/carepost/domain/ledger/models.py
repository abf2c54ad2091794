"""The ledger's tables. They are only ever added to: see the migration for who may write what."""

from __future__ import annotations

from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q


class LedgerQuerySet(models.QuerySet["Entry"]):
    def of(self, practice_id: UUID) -> Self:
        return self.filter(practice_id=practice_id)

    def newest_first(self) -> Self:
        return self.order_by("-id")


class Entry(models.Model):
    """One thing that happened. `line` is what counts; the columns beside it are for looking it up.

    Subjects are text ids without foreign keys, so that the ledger never holds up what it is about,
    nor loses a row to it.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    practice_id = models.UUIDField()
    at = models.DateTimeField()
    event = models.CharField(max_length=60)  # an Event; without choices, for a new word is no migration
    line = models.TextField()
    actor_kind = models.CharField(max_length=10)
    actor_id = models.CharField(max_length=80)
    conversation_id = models.CharField(max_length=80, blank=True)
    message_id = models.CharField(max_length=80, blank=True)
    patient_id = models.CharField(max_length=80, blank=True)

    objects: ClassVar[LedgerQuerySet] = LedgerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["practice_id", "actor_id", "id"], name="entry_by_actor"),
            models.Index(
                fields=["practice_id", "conversation_id", "id"],
                name="entry_by_conversation",
                condition=~Q(conversation_id=""),
            ),
            models.Index(
                fields=["practice_id", "patient_id", "id"],
                name="entry_by_patient",
                condition=~Q(patient_id=""),
            ),
        ]


class Detail(models.Model):
    """The readable part of an entry, sealed with the practice's key; without it the line still verifies."""

    pk = models.CompositePrimaryKey("practice_id", "entry_id")
    practice_id = models.UUIDField()
    entry_id = models.UUIDField()
    sealed = models.BinaryField()


class Unplaced(models.Model):
    """An entry that waits for its place; written by a trigger together with the entry."""

    pk = models.CompositePrimaryKey("practice_id", "entry_id")
    practice_id = models.UUIDField()
    entry_id = models.UUIDField()


class Place(models.Model):
    """Where an entry stands in its practice's tree, counted from 0, and its leaf hash."""

    pk = models.CompositePrimaryKey("practice_id", "idx")
    practice_id = models.UUIDField()
    idx = models.BigIntegerField()
    entry_id = models.UUIDField()
    leaf = models.BinaryField(max_length=32)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice_id", "entry_id"], name="one_place_for_each_entry"),
        ]


class Head(models.Model):
    """How far a practice's tree has grown, and how far it is signed."""

    practice_id = models.UUIDField(primary_key=True)
    origin = models.CharField(max_length=100)
    size = models.BigIntegerField()
    frontier = models.BinaryField()
    signed_size = models.BigIntegerField()
    signed_at = models.DateTimeField(null=True)


class Checkpoint(models.Model):
    """A signed statement of size and root; the same note stands in the file outside the database."""

    pk = models.CompositePrimaryKey("practice_id", "size")
    practice_id = models.UUIDField()
    size = models.BigIntegerField()
    root = models.BinaryField(max_length=32)
    note = models.TextField()
    at = models.DateTimeField()
