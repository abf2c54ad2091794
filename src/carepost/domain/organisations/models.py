"""Practices, their teams, who works there, and the mailbox they write from."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from carepost.domain.identity.models import Person
from carepost.domain.tenancy.rows import PracticeQuerySet, PracticeRow
from carepost.ground.kernel import Actor, Role, new_id

FIRST_TEAMS = ("Doctors", "Nurses", "Admin", "Reception", "Secretaries", "Prescribing")


class Practice(models.Model):
    """A custodian of rows: a practice, or a shared mail service, which is a tenant like any other."""

    class Kind(models.TextChoices):
        PRACTICE = "practice", "GP practice"
        MAIL_SERVICE = "mail_service", "Shared mail service"

    class AddressPolicy(models.TextChoices):
        STRICT = "strict", "Accredited domains only"
        FAMILIES = "families", "Accredited domains and the NHSmail families"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.PRACTICE)
    ods_code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=200)
    telephone = models.CharField(max_length=30, blank=True)
    short_id = models.PositiveIntegerField(
        unique=True, help_text="The custodian's number inside reply tokens."
    )
    address_policy = models.CharField(
        max_length=20, choices=AddressPolicy.choices, default=AddressPolicy.STRICT
    )

    def __str__(self) -> str:
        return self.name


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


class Membership(PracticeRow):
    """One person's place at one practice."""

    class State(models.TextChoices):
        AWAITING = "awaiting", "Awaiting approval"
        ACTIVE = "active", "Active"
        SUSPENDED = "suspended", "Suspended"
        LEFT = "left", "Left"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    person_id: UUID
    role = models.CharField(
        max_length=20, choices=[(role.value, role.value) for role in Role], default=Role.MEMBER
    )
    job_title = models.CharField(max_length=100, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.AWAITING)

    objects: ClassVar[PracticeQuerySet[Membership]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["practice", "person"], name="one_membership_per_person_and_practice"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person"], name="membership_by_person")]

    def __str__(self) -> str:
        return self.person.get_full_name()

    @property
    def name(self) -> str:
        return self.person.get_full_name()

    def as_actor(self) -> Actor:
        return Actor(
            practice_id=self.practice_id,
            kind="member",
            id=str(self.id),
            name=self.name,
            role=Role(self.role),
            person_id=self.person_id,
        )


class Team(PracticeRow):
    name = models.CharField(max_length=100)
    archived_at = models.DateTimeField(null=True)

    objects: ClassVar[PracticeQuerySet[Team]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "name"], name="team_names_differ")
        ]

    def __str__(self) -> str:
        return self.name


class TeamMembership(PracticeRow):
    team = models.ForeignKey(Team, on_delete=models.CASCADE, db_constraint=False, related_name="places")
    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, db_constraint=False, related_name="places"
    )

    objects: ClassVar[PracticeQuerySet[TeamMembership]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "team", "membership"], name="in_a_team_once"),
        ]
