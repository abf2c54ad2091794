"""People: one account each, tied to their own e-mail address."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.crypto import salted_hmac

from carepost.ground.kernel import new_id

SESSION = "carepost.domain.identity.session"


class PersonManager(BaseUserManager["Person"]):
    def create_user(
        self, email: str, given_name: str, family_name: str, password: str | None = None
    ) -> Person:
        person = self.model(email=email.lower(), given_name=given_name, family_name=family_name)
        person.set_password(password)
        person.full_clean(exclude=["password"])
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser, PermissionsMixin):
    """Global on purpose: one person may work at several practices (see organisations.Membership)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    title = models.CharField(max_length=20, blank=True)
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    known_as = models.CharField(max_length=100, blank=True, help_text="Where it is not the given name.")
    is_active = models.BooleanField(default=True)
    sessions_ended = models.PositiveIntegerField(
        default=0,
        help_text="How often all sessions were ended at once; each session carries the count it began with.",
    )

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["given_name", "family_name"]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        return full_name(self.title, self.given_name, self.family_name)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What each request's session is held against: after another password, or once all were ended, none fits."""
        begun_with = f"{self.password}:{self.sessions_ended}"
        return salted_hmac(SESSION, begun_with, secret=secret, algorithm="sha256").hexdigest()

    @property
    def initials(self) -> str:
        return (self.given_name[:1] + self.family_name[:1]).upper()


def full_name(title: str, given_name: str, family_name: str) -> str:
    """As it stands under a letter."""
    return " ".join(part for part in (title, given_name, family_name) if part)
