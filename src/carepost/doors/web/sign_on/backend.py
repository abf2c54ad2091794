"""Who a session belongs to, asked with every request."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from carepost.domain.identity.models import Person
from carepost.domain.identity.people import person_of


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """allauth's, but for that look."""

    def get_user(self, user_id: Any) -> Person | None:  # Any: the key as the session holds it
        found = person_of(user_id)
        return found if found is not None and self.user_can_authenticate(found) else None
