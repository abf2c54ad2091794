"""Telling whoever could stop it that two members make a colleague administrator. Nobody is named in a mail."""

from __future__ import annotations

from carepost.actions.notices.mailing import mail
from carepost.actions.people import words
from carepost.domain.identity.models import PlatformPlace
from carepost.domain.organisations.models import Membership, Practice
from carepost.ground.kernel import Role


def alarm(practice: Practice) -> None:
    """To every administrator who has not left, at work or not, and to everybody of the platform."""
    ours = Membership.objects.of(practice.id).filter(role=Role.ADMINISTRATOR)
    addresses = {one.person.email for one in ours.exclude(state="left").select_related("person")}
    theirs = PlatformPlace.objects.filter(ended_at=None).select_related("person")
    said = words.way_back(practice.name)
    for address in sorted(addresses | {one.person.email for one in theirs}):
        mail(address, said)
