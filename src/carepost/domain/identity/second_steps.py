"""The second step of signing in, as far as we ask about it; allauth keeps it."""

from __future__ import annotations

from datetime import timedelta

from allauth.mfa.models import Authenticator

from carepost.domain.identity.models import Person
from carepost.ground.kernel import clock

JUST_NOW = timedelta(minutes=10)


def is_setting_up(person: Person) -> bool:
    """Signed in a moment ago, and without a second step before that."""
    since = clock.now() - JUST_NOW
    signed_in = person.last_login is not None and person.last_login > since
    return signed_in and not Authenticator.objects.filter(user=person, created_at__lt=since).exists()
