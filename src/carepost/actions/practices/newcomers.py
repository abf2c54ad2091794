"""Somebody who is given a place at the console: their account, and the teams they were named for."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError

from carepost.actions.policies.people import check_named
from carepost.domain.identity.models import Person
from carepost.domain.organisations.models import Team
from carepost.ground.kernel import EmailAddress, Refused


def person_at(address: EmailAddress, given_name: str, family_name: str, password: str) -> tuple[Person, bool]:
    """Whoever has an account with this address, or a new account; and whether it is new."""
    if known := Person.objects.filter(email=str(address).lower()).first():
        return known, False
    check_named(given_name, family_name)
    try:
        return Person.objects.create_user(str(address), given_name, family_name, password), True
    except ValidationError as trouble:
        raise Refused(" ".join(trouble.messages)) from trouble


def teams_called(practice_id: UUID, names: Iterable[str]) -> list[Team]:
    """Those of these names; Refused where there is none of a name, for work would never reach its people."""
    known = {
        team.name: team for team in Team.objects.of(practice_id).filter(archived_at=None).order_by("name")
    }
    wanted = list(dict.fromkeys(names))
    for name in wanted:
        if name not in known:
            raise Refused(f"There is no team called {name} here. There are: {', '.join(known)}.")
    return [known[name] for name in wanted]
