"""One envelope per recipient, its attempts, and our own copies seen coming back."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from carepost.domain.correspondence.models import Message
from carepost.domain.organisations.models import ServiceMailbox
from carepost.domain.tenancy.rows import PracticeQuerySet, PracticeRow


class Envelope(PracticeRow):
    """One message to one recipient: its own frozen bytes, token, verdict, state and receipt (C6, C11)."""

    class State(models.TextChoices):
        QUEUED = "queued", "Waiting to leave"
        CLAIMED = "claimed", "Leaving now"
        DOT_PENDING = "dot_pending", "Checking whether it left"
        ACCEPTED = "accepted", "Handed over"
        REFUSED = "refused", "Refused"
        UNCERTAIN = "uncertain", "May have been sent"
        ABANDONED = "abandoned", "Not sent again, by decision"

    class Kind(models.TextChoices):
        TO = "to", "To"
        CC = "cc", "Cc"

    message = models.ForeignKey(
        Message, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="envelopes"
    )
    message_id: UUID
    mailbox = models.ForeignKey(
        ServiceMailbox, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    mailbox_id: UUID
    kind = models.CharField(max_length=2, choices=Kind.choices, default=Kind.TO)
    name = models.CharField(max_length=200, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    recipient = models.CharField(max_length=254)
    verdict = models.CharField(max_length=20)
    verdict_words = models.TextField()
    verdict_list = models.CharField(
        max_length=300, blank=True, help_text="The list, its version and date, as judged."
    )
    acknowledged_at = models.DateTimeField(null=True)
    handle = models.BinaryField(max_length=12, help_text="96 random bits inside the reply token.")
    token = models.CharField(max_length=48)
    mime_message_id = models.CharField(max_length=300)
    object_id = models.UUIDField(help_text="The exact bytes, in the vault.")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text="octets")
    state = models.CharField(max_length=20, choices=State.choices, default=State.QUEUED)
    state_at = models.DateTimeField()
    not_before = models.DateTimeField(help_text="When it may be tried (again).")
    first_try_at = models.DateTimeField(null=True)
    attempt_count = models.PositiveIntegerField(default=0)
    claim = models.UUIDField(null=True)
    words = models.TextField(
        blank=True, help_text="What the next hop said last, or what we know, for people."
    )

    objects: ClassVar[PracticeQuerySet[Envelope]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "handle"], name="handles_differ"),
            models.UniqueConstraint(
                fields=["practice", "message", "recipient"], name="one_envelope_per_recipient"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["practice", "mailbox", "not_before"],
                name="due_envelopes",
                condition=Q(state="queued"),
            ),
            models.Index(
                fields=["practice", "state_at"],
                name="unsettled_envelopes",
                condition=Q(state__in=["claimed", "dot_pending"]),
            ),
            models.Index(fields=["practice", "mime_message_id"], name="envelope_by_message_id"),
        ]


class Attempt(PracticeRow):
    """One try at one envelope. Written when it starts, at the final dot, and when it ends."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        TEMPORARY = "temporary", "Not now"
        PERMANENT = "permanent", "Refused"
        UNCERTAIN = "uncertain", "Line lost after the final dot"

    envelope = models.ForeignKey(
        Envelope, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="attempts"
    )
    envelope_id: UUID
    number = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    dot_at = models.DateTimeField(null=True, help_text="Committed before the final dot leaves.")
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    code = models.PositiveIntegerField(null=True)
    reply = models.TextField(blank=True)
    host = models.CharField(max_length=255, blank=True)
    tls_version = models.CharField(max_length=20, blank=True)
    cipher = models.CharField(max_length=80, blank=True)
    certificate_sha256 = models.CharField(max_length=64, blank=True)
    loopback = models.BooleanField(
        default=False, help_text="Whether our own copy was part of the transaction."
    )

    objects: ClassVar[PracticeQuerySet[Attempt]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "envelope", "number"], name="attempts_are_numbered"),
        ]


class LoopbackCopy(PracticeRow):
    """Our own copy of an envelope came back: the next hop took the transaction it was part of."""

    envelope = models.ForeignKey(
        Envelope,
        on_delete=models.PROTECT,
        db_constraint=False,
        db_index=False,
        related_name="loopback_copies",
    )
    arrival_id = models.UUIDField()
    seen_at = models.DateTimeField()

    objects: ClassVar[PracticeQuerySet[LoopbackCopy]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "envelope", "arrival_id"], name="copies_seen_once"),
        ]
