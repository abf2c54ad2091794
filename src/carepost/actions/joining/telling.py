"""Administrators are told by mail that somebody waits for them."""

from __future__ import annotations

from uuid import UUID

from carepost.actions.joining.words import somebody_waits
from carepost.actions.notices.mailing import mail
from carepost.domain.organisations.administrators import administrators_of


def tell_administrators(practice_id: UUID) -> None:
    for one in administrators_of(practice_id):
        mail(one.person.email, somebody_waits())
