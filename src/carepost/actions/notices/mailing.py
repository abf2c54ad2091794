"""A mail to a person in words that stand ready, and addresses of ours in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings

from carepost.actions.notices.tell import A_DAY, tell
from carepost.ground.kernel import EmailAddress


@dataclass(frozen=True, slots=True)
class Said:
    subject: str
    text: str


def mail(to: str, said: Said, *, good_for: timedelta = A_DAY) -> UUID:
    """Part of the transaction of what it tells of; the id of the notice. `good_for`: as `tell` has it."""
    return tell(to=EmailAddress.parse(to), subject=said.subject, text=said.text, good_for=good_for)


def at(path: str) -> str:
    """An address of ours, for a mail."""
    return f"{settings.INSTANCE.public_url.rstrip('/')}{path}"
