"""The conversation and what is in it. Keys between these rows are composite (see the migrations)."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from carepost.domain.correspondence.queries import ConversationQuerySet
from carepost.domain.organisations.models import Membership, Team
from carepost.domain.patients.models import Patient
from carepost.domain.tenancy.rows import PracticeQuerySet, PracticeRow


class Conversation(PracticeRow):
    """One practice, one matter, at most one patient."""

    class State(models.TextChoices):
        WAITING = "waiting", "Needs someone here"
        AWAITING_REPLY = "awaiting_reply", "Awaiting reply"
        DONE = "done", "Done"

    reference = models.CharField(max_length=20, help_text="CP-7K3M2-QX9RD: opaque, safe in a subject.")
    patient = models.ForeignKey(
        Patient, on_delete=models.PROTECT, null=True, db_constraint=False, related_name="conversations"
    )
    patient_id: UUID | None
    subject = models.CharField(max_length=500)
    correspondent = models.CharField(max_length=300, help_text="Who it is with, as the list shows it.")
    preview = models.CharField(max_length=200, blank=True, help_text="The first words of the newest message.")
    state = models.CharField(max_length=20, choices=State.choices)
    urgent = models.BooleanField(default=False)
    urgent_reason = models.CharField(max_length=300, blank=True)
    unresolved_failures = models.PositiveIntegerField(
        default=0, help_text="Envelopes refused or uncertain that nobody has settled."
    )
    waiting_since = models.DateTimeField(null=True)
    last_at = models.DateTimeField()
    attachments = models.PositiveIntegerField(default=0)
    assigned_team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+"
    )
    assigned_team_id: UUID | None
    assigned_to = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+"
    )
    assigned_to_id: UUID | None
    replies_to_team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+"
    )
    replies_to_team_id: UUID | None
    replies_to_member = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, db_constraint=False, related_name="+"
    )
    replies_to_member_id: UUID | None
    version = models.PositiveIntegerField(default=1, help_text="Counts changes; a stale page is told so.")

    objects: ClassVar[ConversationQuerySet] = ConversationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "reference"], name="references_differ"),
            models.CheckConstraint(
                name="assigned_to_one", condition=Q(assigned_team=None) | Q(assigned_to=None)
            ),
            models.CheckConstraint(
                name="replies_to_one", condition=Q(replies_to_team=None) | Q(replies_to_member=None)
            ),
            models.CheckConstraint(
                name="waiting_has_a_since",
                condition=Q(state="waiting", waiting_since__isnull=False)
                | ~Q(state="waiting") & Q(waiting_since=None),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["practice", "-urgent", "waiting_since", "id"],
                name="waiting_list",
                condition=Q(state="waiting"),
            ),
            models.Index(
                fields=["practice", "assigned_to", "-urgent", "waiting_since", "id"],
                name="my_list",
                condition=Q(state="waiting"),
            ),
            models.Index(
                fields=["practice", "assigned_team", "-urgent", "waiting_since", "id"],
                name="team_list",
                condition=Q(state="waiting"),
            ),
            models.Index(fields=["practice", "-last_at", "-id"], name="latest_first"),
            models.Index(fields=["practice", "state", "-last_at", "-id"], name="state_latest_first"),
            models.Index(
                fields=["practice", "waiting_since"],
                name="failed_list",
                condition=Q(unresolved_failures__gt=0),
            ),
            models.Index(fields=["practice", "patient"], name="of_patient"),
        ]

    def __str__(self) -> str:
        return self.reference

    def changed(self, **values: object) -> None:
        """Set these fields and count the change, so that a page drawn before it is told."""
        for name, value in values.items():
            setattr(self, name, value)
        self.version += 1
        self.save(update_fields=[*values, "version"])

    def noted(self, kind: Happening.Kind, by: str, at: datetime, to: str = "") -> None:
        Happening.objects.create(
            practice_id=self.practice_id, conversation=self, kind=kind, by=by, to=to[:300], at=at
        )


class Participant(PracticeRow):
    """A correspondent of a conversation. `identity` is the address without tag or case."""

    conversation = models.ForeignKey(
        Conversation,
        on_delete=models.CASCADE,
        db_constraint=False,
        db_index=False,
        related_name="participants",
    )
    identity = models.CharField(max_length=254)
    address = models.CharField(max_length=254)
    name = models.CharField(max_length=200, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    ods_code = models.CharField(max_length=10, blank=True)
    added_at = models.DateTimeField()

    objects: ClassVar[PracticeQuerySet[Participant]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "conversation", "identity"], name="takes_part_once"),
        ]


class Message(PracticeRow):
    """One letter, ours or theirs. Its exact bytes are in the vault: per envelope when ours, per arrival when theirs."""

    class Direction(models.TextChoices):
        OUT = "out", "Sent by the practice"
        IN = "in", "Received"

    conversation = models.ForeignKey(
        Conversation, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="messages"
    )
    conversation_id: UUID
    direction = models.CharField(max_length=3, choices=Direction.choices)
    author = models.ForeignKey(
        Membership, on_delete=models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    author_id: UUID | None
    from_name = models.CharField(max_length=300)
    from_address = models.CharField(max_length=320)
    to = models.JSONField(default=list, help_text="[[name, address], ...] as written.")
    cc = models.JSONField(default=list)
    subject = models.CharField(max_length=998)
    text = models.TextField()
    has_html = models.BooleanField(default=False)
    at = models.DateTimeField(help_text="When we sent or received it, by our clock.")
    send_key = models.UUIDField(null=True, help_text="One press of Send: the same key never sends twice.")
    arrival_id = models.UUIDField(null=True, help_text="intake.Arrival, when received.")
    part = models.PositiveIntegerField(
        null=True, help_text="Of a letter about several patients: intake.Placement. Null: the whole letter."
    )
    message_ids = models.JSONField(default=list, help_text="Message-IDs by which others may refer to it.")

    objects: ClassVar[PracticeQuerySet[Message]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "send_key"], name="sent_once"),
            models.UniqueConstraint(
                fields=["practice", "conversation", "arrival_id"],
                name="received_whole_once",
                condition=Q(part=None),
            ),
            models.UniqueConstraint(fields=["practice", "arrival_id", "part"], name="part_received_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["practice", "conversation", "at"], name="messages_in_order")
        ]


class Attachment(PracticeRow):
    """A file of a message. Ours has bytes of its own in the vault; theirs is cut from the arrival when asked for."""

    message = models.ForeignKey(
        Message, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="attachments"
    )
    message_id: UUID
    index = models.PositiveIntegerField(help_text="The part's place in the message.")
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField(help_text="octets")
    sha256 = models.CharField(max_length=64)
    object_id = models.UUIDField(null=True, help_text="In the vault, when ours.")

    objects: ClassVar[PracticeQuerySet[Attachment]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "message", "index"], name="attached_once"),
        ]


class HeldFile(PracticeRow):
    """A file of a message that is still being written, so that a form drawn again has lost nothing. Short-lived."""

    member = models.ForeignKey(
        Membership, on_delete=models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    send_key = models.UUIDField(help_text="The key of the form it was put into.")
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField(help_text="octets")
    object_id = models.UUIDField(help_text="In the vault.")
    at = models.DateTimeField()

    objects: ClassVar[PracticeQuerySet[HeldFile]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [models.Index(fields=["practice", "send_key", "id"], name="held_for_form")]


class Note(PracticeRow):
    """Internal: seen inside the practice only. Never in the same table as messages, so it can never be sent."""

    conversation = models.ForeignKey(
        Conversation, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="notes"
    )
    author = models.ForeignKey(
        Membership, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    text = models.TextField()
    at = models.DateTimeField()

    objects: ClassVar[PracticeQuerySet[Note]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [models.Index(fields=["practice", "conversation", "at"], name="notes_in_order")]


class Happening(PracticeRow):
    """A past state nobody edits: what was done with the conversation, by whom and when; one grey line each."""

    class Kind(models.TextChoices):
        ASSIGNED = "assigned", "Assigned"
        REPLIES_TO = "replies_to", "Replies go to"
        PASSED_ON = "passed_on", "Passed on, for whoever had it is away or gone"
        DONE = "done", "Marked done"
        REOPENED = "reopened", "Reopened"
        URGENT = "urgent", "Marked urgent"
        NOT_URGENT = "not_urgent", "No longer urgent"
        MATCHED = "matched", "Matched"
        UNMATCHED = "unmatched", "Match undone"
        FAILED = "failed", "Could not be sent"
        SETTLED = "settled", "Sending settled"

    conversation = models.ForeignKey(
        Conversation, on_delete=models.PROTECT, db_constraint=False, db_index=False, related_name="happenings"
    )
    kind = models.CharField(max_length=20, choices=Kind.choices)
    by = models.CharField(max_length=200)
    to = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    objects: ClassVar[PracticeQuerySet[Happening]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["practice", "conversation", "at"], name="happenings_in_order")
        ]
