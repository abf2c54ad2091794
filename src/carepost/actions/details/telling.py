"""Who is told by mail of a change: the person at the address they have, and administrators."""

from __future__ import annotations

from collections.abc import Iterable

from carepost.actions.details import words
from carepost.actions.notices.mailing import mail
from carepost.domain.organisations.administrators import administrators_of
from carepost.domain.organisations.models import DetailChange
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor


def tell_administrators(change: DetailChange) -> None:
    """Of the practice where it was asked; a change of an administrator's own is another's to decide."""
    for one in administrators_of(change.practice_id):
        if one.id != change.membership_id:
            mail(one.person.email, words.somebody_asks())


def tell_other_administrators(there: Iterable[Actor]) -> None:
    """Where else the person works: `there` are their places."""
    for place in there:
        with acting_for(place.practice_id):
            for one in administrators_of(place.practice_id):
                if one.person_id != place.person_id:
                    mail(one.person.email, words.changed_elsewhere())
