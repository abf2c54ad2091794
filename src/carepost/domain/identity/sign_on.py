"""Whom single sign-on means, which sittings began by it, and what it has said already."""

from __future__ import annotations

import hashlib
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError

from carepost.domain.identity.models import Person, SignOnLink, SignOnSitting, Sitting, SpentToken
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import clock


def link_of(issuer: str, subject: str) -> SignOnLink | None:
    return SignOnLink.objects.filter(issuer=issuer, subject=subject).select_related("person").first()


def links_of(person_id: UUID) -> dict[str, SignOnLink]:
    """By issuer."""
    return {link.issuer: link for link in SignOnLink.objects.filter(person_id=person_id)}


def person_at(email: str) -> Person | None:
    return Person.objects.filter(email=email.lower()).first()


def link(person_id: UUID, issuer: str, subject: str) -> SignOnLink | None:
    """None where the subject is somebody else's, or this person is linked to another of this issuer."""
    try:
        with acting_for(None, person_id):
            found, _ = SignOnLink.objects.get_or_create(
                issuer=issuer, subject=subject, person_id=person_id, defaults={"linked_at": clock.now()}
            )
    except IntegrityError:
        return None
    return found


def unlink_all(person_id: UUID) -> bool:
    """Whether there were any."""
    gone, _ = SignOnLink.objects.filter(person_id=person_id).delete()
    return gone > 0


def came_by(link_id: UUID, sitting: Sitting, session: str) -> None:
    SignOnLink.objects.filter(id=link_id).update(used_at=clock.now())
    SignOnSitting.objects.create(sitting=sitting, link_id=link_id, session=session)


def sittings_of(issuer: str, subject: str, session: str) -> list[Sitting]:
    """Those going on that are meant: of the session, where one is named, else all of the subject's."""
    found = Sitting.objects.filter(ended_at=None, sign_on__link__issuer=issuer)
    if subject:
        found = found.filter(sign_on__link__subject=subject)
    if session:
        found = found.filter(sign_on__session=session)
    return list(found)


def spend(issuer: str, token_id: str, until: datetime) -> bool:
    """False if it came before."""
    SpentToken.objects.filter(until__lt=clock.now()).delete()
    digest = hashlib.sha256(f"{issuer}\n{token_id}".encode()).hexdigest()
    try:
        with acting_for(None):
            SpentToken.objects.create(digest=digest, until=until)
    except IntegrityError:
        return False
    return True
