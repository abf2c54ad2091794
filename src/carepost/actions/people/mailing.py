"""People are told by mail what becomes of their place at a practice: in plain words, and nothing of any patient."""

from __future__ import annotations

from uuid import UUID

from carepost.actions.joining.words import Said, somebody_waits
from carepost.actions.notices.tell import tell
from carepost.domain.organisations.administrators import administrators_of
from carepost.domain.organisations.models import Membership
from carepost.ground.kernel import EmailAddress


def mail(member: Membership, said: Said) -> None:
    """To their own address; part of the transaction of what it tells of."""
    tell(to=EmailAddress.parse(member.person.email), subject=said.subject, text=said.text)


def mail_administrators(practice_id: UUID) -> None:
    """Somebody waits for them."""
    for one in administrators_of(practice_id):
        mail(one, somebody_waits())
