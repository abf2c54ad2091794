"""Mail as it came: stored once, byte-exact, before anything else is done with it."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from carepost.domain.correspondence.models import Conversation, Message
from carepost.domain.organisations.models import ServiceMailbox
from carepost.domain.patients.models import Patient
from carepost.domain.tenancy.rows import PracticeQuerySet, PracticeRow


class MailFolder(PracticeRow):
    """How far a folder of a mailbox has been read (RFC 3501 UID and UIDVALIDITY)."""

    mailbox = models.ForeignKey(
        ServiceMailbox, on_delete=models.CASCADE, db_constraint=False, db_index=False, related_name="folders"
    )
    name = models.CharField(max_length=500)
    uidvalidity = models.PositiveBigIntegerField()
    last_uid = models.PositiveBigIntegerField(default=0)
    missed = models.JSONField(default=list, help_text="UIDs below it that could not be stored yet.")

    objects: ClassVar[PracticeQuerySet[MailFolder]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "mailbox", "name"], name="folders_differ"),
        ]


class Arrival(PracticeRow):
    """One mail as it came. What is shown of it here is for the list; the bytes in the vault are the truth."""

    class State(models.TextChoices):
        STORED = "stored", "Being read"
        MATCHED = "matched", "In a conversation"
        NEEDS_MATCHING = "needs_matching", "Needs matching"
        UNREADABLE = "unreadable", "Could not be read"
        LOOPBACK = "loopback", "Our own copy"
        REPEATED = "repeated", "The same letter again"
        SETTLED = "settled", "Settled"
        SPLIT = "split", "Split between patients"

    class Certainty(models.TextChoices):
        CERTAIN = "certain", "Certain"
        SUGGESTED = "suggested", "Suggested"
        UNKNOWN = "unknown", "Unknown"

    class Outcome(models.TextChoices):
        BUSINESS = "business", "Practice business, no patient"
        FROM_PATIENT = "from_patient", "From a patient"
        NOT_OURS = "not_ours", "Not ours"
        JUNK = "junk", "Junk or phishing"

    mailbox = models.ForeignKey(
        ServiceMailbox, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    mailbox_id: UUID
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text="octets")
    object_id = models.UUIDField(help_text="The exact bytes, in the vault.")
    at = models.DateTimeField()
    mail_from = models.CharField(max_length=320, blank=True)
    rcpt_to = models.JSONField(default=list)
    junk = models.BooleanField(default=False)
    state = models.CharField(max_length=20, choices=State.choices, default=State.STORED)
    reads = models.PositiveIntegerField(
        default=0, help_text="How often reading was begun; twice without an end is unreadable."
    )
    losses = models.PositiveIntegerField(
        db_default=0,
        help_text="How often the database was lost while it was read; those do not count as begun.",
    )
    certainty = models.CharField(max_length=20, choices=Certainty.choices, blank=True)
    reasons = models.JSONField(default=list, help_text="Sentences for people: why it was or was not matched.")
    from_name = models.CharField(max_length=300, blank=True)
    from_address = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=998, blank=True)
    mime_message_id = models.CharField(max_length=998, blank=True)
    content_sha256 = models.CharField(
        max_length=64, blank=True, help_text="Of sender, Message-ID and body: the same letter again."
    )
    conversation = models.ForeignKey(
        Conversation,
        on_delete=models.PROTECT,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    conversation_id: UUID | None
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    settled_by = models.CharField(max_length=200, blank=True)
    settled_at = models.DateTimeField(null=True)

    objects: ClassVar[PracticeQuerySet[Arrival]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "sha256"], name="stored_once"),
            models.CheckConstraint(
                name="settled_by_and_at",
                condition=Q(settled_by="", settled_at=None) | ~Q(settled_by="") & Q(settled_at__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["practice", "at", "id"], name="to_read", condition=Q(state="stored")),
            models.Index(
                fields=["practice", "at", "id"],
                name="to_match",
                condition=Q(state__in=["needs_matching", "unreadable"]),
            ),
            models.Index(fields=["practice", "content_sha256"], name="same_letter"),
            models.Index(
                fields=["practice", "-settled_at", "-id"], name="set_aside", condition=Q(state="settled")
            ),
        ]


class Sighting(PracticeRow):
    """Where the server held a mail, so that fetching it twice changes nothing and every message is accounted for."""

    mailbox = models.ForeignKey(
        ServiceMailbox, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    arrival = models.ForeignKey(
        Arrival, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="sightings"
    )
    arrival_id: UUID
    source_key = models.CharField(max_length=600, help_text="imap:<folder>:<uidvalidity>:<uid>, or lmtp:<id>")
    seen_at = models.DateTimeField()

    objects: ClassVar[PracticeQuerySet[Sighting]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "mailbox", "source_key"], name="sighted_once"),
        ]


class Suggestion(PracticeRow):
    """What an arrival might belong to, and why. Never chosen for anybody (M2)."""

    arrival = models.ForeignKey(
        Arrival, on_delete=models.CASCADE, db_constraint=False, db_index=False, related_name="suggestions"
    )
    conversation = models.ForeignKey(
        Conversation,
        on_delete=models.PROTECT,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    conversation_id: UUID | None
    patient = models.ForeignKey(
        Patient, on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    patient_id: UUID | None
    reasons = models.JSONField(default=list)
    score = models.PositiveIntegerField(default=0)

    objects: ClassVar[PracticeQuerySet[Suggestion]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [models.Index(fields=["practice", "arrival"], name="suggestions_of_arrival")]


class Placement(PracticeRow):
    """A part of a letter about several patients, put with one of them; without a message, about nobody."""

    arrival = models.ForeignKey(
        Arrival, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="placements"
    )
    arrival_id: UUID
    number = models.PositiveIntegerField(help_text="Of the letter's placements; correspondence.Message.part.")
    message = models.ForeignKey(
        Message, on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    message_id: UUID | None
    cut = models.CharField(
        max_length=80, help_text="How the letter was cut, and into what; pieces count by it."
    )
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects: ClassVar[PracticeQuerySet[Placement]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "arrival", "number"], name="placements_numbered"),
        ]

    @property
    def patient(self) -> Patient | None:
        return self.message.conversation.patient if self.message else None


class PlacedPiece(PracticeRow):
    """One piece or file of a letter: whatever two people press at once, it is placed once."""

    class Kind(models.TextChoices):
        TEXT = "text", "A piece of its text"
        FILE = "file", "An attachment"

    placement = models.ForeignKey(
        Placement, on_delete=models.CASCADE, db_constraint=False, db_index=False, related_name="pieces"
    )
    arrival = models.ForeignKey(
        Arrival, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    kind = models.CharField(max_length=4, choices=Kind.choices)
    index = models.PositiveIntegerField(
        help_text="Among the pieces, from 0; of a file, its part of the mail."
    )

    objects: ClassVar[PracticeQuerySet[PlacedPiece]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["practice", "arrival", "kind", "index"], name="piece_placed_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["practice", "placement"], name="pieces_of_placement")]
