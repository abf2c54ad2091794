"""Single sign-on: whom it means, linked and unlinked, and ended from there (A6). It never makes an account."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from uuid import UUID

from carepost.actions.notices.tell import tell as write
from carepost.domain.identity import sign_on, sittings
from carepost.domain.identity.models import Person, SignOnLink, Sitting
from carepost.domain.identity.second_steps import has_second_step
from carepost.domain.ledger.events import Event
from carepost.domain.tenancy.context import acting_for
from carepost.engines.single_sign_on.port import Identity, SignedOut
from carepost.ground.kernel import EmailAddress, Refused

from .telling import tell

LINKED = """\
{label} can now be used to sign in to your Carepost account.

If you did not do this, sign in with your password, go to "Your account", "Single sign-on", unlink it and tell a
practice administrator at your practice.
"""
TAKEN = (
    "This single sign-on belongs to another account, or your account is linked to another one of the same kind. "
    "Unlink that first. If it surprises you, tell a practice administrator."
)


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom an identity means. Without `link` it is a claim by address, which the account's own second step has to
    prove."""

    person: Person
    link: SignOnLink | None


def whom(*, identity: Identity, trusted_domains: Set[str]) -> Meant | None:
    """1. The person the subject is linked to; 2. else the one whose address it is, if the provider may vouch for it.

    An address may have been somebody else's before: so only for whoever has a second step of our own, which is asked
    for, and nobody who is linked to another subject already.
    """
    found = sign_on.link_of(identity.issuer, identity.subject)
    if found is not None:
        return Meant(found.person, found)
    domain = identity.email.rpartition("@")[2]
    if not identity.email_proved or domain not in trusted_domains:
        return None
    person = sign_on.person_at(identity.email)
    if person is None or identity.issuer in sign_on.links_of(person.id) or not has_second_step(person.id):
        return None
    return Meant(person, None)


def find_link(*, person_id: UUID, issuer: str, subject: str) -> SignOnLink | None:
    """None once it is unlinked."""
    found = sign_on.link_of(issuer, subject)
    return found if found is not None and found.person_id == person_id else None


def link(*, person: Person, label: str, issuer: str, subject: str) -> SignOnLink:
    """From now on this subject is this person; told to them by mail."""
    with acting_for(None, person.id):
        linked = sign_on.link(person.id, issuer, subject)
        if linked is None:
            raise Refused(TAKEN)
        write(
            to=EmailAddress.parse(person.email),
            subject="Single sign-on was linked to your account",
            text=LINKED.format(label=label),
        )
        tell(person.id, Event.SIGN_ON_LINKED)
    return linked


def unlink(*, person_id: UUID, issuer: str, here: UUID) -> None:
    """Nobody comes in by it any more; who did elsewhere is signed out. `here`: one's own sitting, which stays."""
    with acting_for(None, person_id):
        found = sign_on.links_of(person_id).get(issuer)
        if found is None:
            return
        for sitting in sign_on.sittings_of(issuer, found.subject, ""):
            if sitting.id != here:
                sittings.end(sitting.id, Sitting.Ended.REVOKED)
        found.delete()
        tell(person_id, Event.SIGN_ON_UNLINKED)


def came_by(*, link: SignOnLink, sitting: Sitting, session: str) -> None:
    """So that the provider can end it."""
    sign_on.came_by(link.id, sitting, session)


def end_by_provider(*, said: SignedOut) -> bool:
    """Whoever signed out there is signed out here, at once; False for what was said before."""
    with acting_for(None):
        if not sign_on.spend(said.issuer, said.token_id, said.until):
            return False
        for sitting in sign_on.sittings_of(said.issuer, said.subject, said.session):
            if sittings.end(sitting.id, Sitting.Ended.PROVIDER):
                tell(sitting.person_id, Event.SIGN_ON_ENDED)
    return True
