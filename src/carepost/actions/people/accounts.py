"""A new account, once it is sure whose it is."""

from __future__ import annotations

from allauth.account.models import EmailAddress as ProvedAddress
from django.db import IntegrityError

from carepost.domain.identity.models import Person
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Conflict


def make_account(person: Person) -> Person:
    """Kept, its address as proved. Conflict where somebody with that address was quicker."""
    try:
        with acting_for(None):
            person.save()
    except IntegrityError as twice:
        raise Conflict("This address has an account by now. Sign in with it.") from twice
    ProvedAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person
