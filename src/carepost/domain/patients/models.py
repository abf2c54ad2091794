"""Patients as the practice knows them."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from django.db import models

from carepost.domain.patients.facts import folded
from carepost.domain.tenancy.rows import PracticeQuerySet, PracticeRow
from carepost.ground.kernel import NhsNumber, Refused


class FirstWords(models.Func):
    """The first two words of a folded text: whatever a patient's name is looked up by begins with them."""

    template = "(split_part(%(expressions)s, ' ', 1) || ' ' || split_part(%(expressions)s, ' ', 2))"


class PatientQuerySet(PracticeQuerySet["Patient"]):
    def registered(self) -> Self:
        return self.filter(status=Patient.Status.REGISTERED)

    def with_nhs_numbers(self, numbers: list[str]) -> Self:
        return self.filter(nhs_number__in=numbers)

    def search(self, words: str, born: date | None = None) -> Self:
        """By NHS number, or by the start of names in any order, narrowed by a date of birth."""
        found = self._by_words(words)
        return (found.filter(date_of_birth=born) if born else found).order_by(
            "folded_name", "date_of_birth", "id"
        )

    def _by_words(self, words: str) -> Self:
        try:
            return self.filter(nhs_number=NhsNumber(words))
        except Refused:
            found = self
            for word in folded(words).split():
                found = found.filter(
                    models.Q(folded_name__startswith=word) | models.Q(folded_name__contains=f" {word}")
                )
            return found


class Patient(PracticeRow):
    class Status(models.TextChoices):
        REGISTERED = "registered", "Registered here"
        LEFT = "left", "No longer registered here"
        DECEASED = "deceased", "Deceased"
        RESTRICTED = "restricted", "Restricted record"

    class Sex(models.TextChoices):
        FEMALE = "female", "Female"
        MALE = "male", "Male"
        UNKNOWN = "unknown", "Not known"

    nhs_number = models.CharField(max_length=10)
    family_name = models.CharField(max_length=100)
    given_name = models.CharField(max_length=100)
    folded_name = models.CharField(max_length=210, help_text="family then given, folded; sorts and searches")
    first_words = models.GeneratedField(
        expression=FirstWords("folded_name"), output_field=models.CharField(max_length=210), db_persist=True
    )
    date_of_birth = models.DateField()
    sex = models.CharField(max_length=10, choices=Sex.choices, default=Sex.UNKNOWN)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.REGISTERED)
    source = models.CharField(max_length=100, blank=True, help_text="Where the practice's list came from.")
    confirmed_at = models.DateTimeField(help_text="When the list last named this patient.")
    id: UUID

    objects: ClassVar[PatientQuerySet] = PatientQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["practice", "nhs_number"], name="nhs_numbers_differ")
        ]
        indexes: ClassVar = [
            models.Index(fields=["practice", "folded_name"], name="patient_by_name"),
            models.Index(fields=["practice", "first_words"], name="patient_by_first_words"),
            models.Index(fields=["practice", "date_of_birth"], name="patient_by_birth"),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def display_name(self) -> str:
        """SMITH, Jane."""
        return f"{self.family_name.upper()}, {self.given_name}"

    @property
    def is_open_for_letters(self) -> bool:
        return self.status == self.Status.REGISTERED
