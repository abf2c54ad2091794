"""Who may be written to: imported domain lists (the same for every practice) and a practice's contacts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from carepost.domain.tenancy.rows import PracticeQuerySet, PracticeRow
from carepost.ground.kernel import new_id


class DomainList(models.Model):
    """One imported version of one list; the newest of each kind is in force."""

    class Kind(models.TextChoices):
        ACCREDITED = "accredited", "DCB1596 accredited domains"
        CARE_PROVIDERS = "care_providers", "NHS care providers"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    source = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    published_on = models.DateField(help_text="The list's own date where known, else the day it was fetched.")
    imported_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.published_on}"


class ListedDomain(models.Model):
    domain_list = models.ForeignKey(DomainList, on_delete=models.CASCADE, related_name="rows")
    domain = models.CharField(max_length=253)
    organisation = models.CharField(max_length=300)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["domain_list", "domain"], name="listed_once")
        ]

    def __str__(self) -> str:
        return self.domain


class Contact(PracticeRow):
    """A person or service outside, as this practice knows it. `identity` is the address without tag or case."""

    name = models.CharField(max_length=200)
    organisation = models.CharField(max_length=200, blank=True)
    ods_code = models.CharField(max_length=10, blank=True)
    address = models.CharField(max_length=254)
    identity = models.CharField(max_length=254)
    telephone = models.CharField(max_length=30, blank=True)

    objects: ClassVar[PracticeQuerySet[Contact]] = PracticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "identity"], name="contacts_differ")
        ]

    def __str__(self) -> str:
        return str(self.id)
