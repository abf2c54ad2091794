"""A user of a directory: an invitation, and a place once the person has come; suspended, restored, ended with it."""

from __future__ import annotations

from uuid import UUID

from carepost.actions.people.ending import keep_administrators, leave, restore, suspend
from carepost.actions.people.handing_over import check_handed_over
from carepost.actions.people.inviting import withdraw
from carepost.actions.people.judging import judge
from carepost.actions.provisioning.inviting import invite_listed
from carepost.actions.provisioning.told import (
    Document,
    Taken,
    Unfit,
    addresses_of,
    names_of,
    says_at_work,
)
from carepost.actions.provisioning.wanted import Wanted
from carepost.domain.directory.own_addresses import may_have_accounts
from carepost.domain.organisations.models import Invitation, Membership, Practice
from carepost.domain.provisioning.models import ScimResource
from carepost.engines.addresses import Outcome
from carepost.ground.kernel import Actor, Conflict, EmailAddress, Refused, Role

S = Membership.State
WAITING = Invitation.State.WAITING
SAID = "The organisation's own directory says that this person is not at work here."
"""Stands in rows, and tells the suspensions that a directory may undo from an administrator's: never to be reworded."""


def place_of(row: ScimResource) -> Membership | None:
    """The place this user stands for, also where it came of the invitation."""
    if row.membership_id is not None:
        return row.membership
    return row.invitation.membership if row.invitation is not None else None


def is_at_work(row: ScimResource) -> bool | None:
    """As it is here; None while there is no place, and the directory's own word counts."""
    place = place_of(row)
    return None if place is None else place.state not in (S.SUSPENDED, S.LEFT)


def follow_user(actor: Actor, row: ScimResource, document: Document) -> None:
    """Let place or invitation be as the document says; `row` is saved by the caller."""
    row.membership = place_of(row) or _found(row, document)
    if row.membership is None:
        _follow_by_invitation(actor, row, document)
    elif says_at_work(document) is False:
        _stop(actor, row, row.membership)
    elif says_at_work(document) is True:
        _let_work(actor, row, row.membership, document)


def forget_user(actor: Actor, row: ScimResource) -> None:
    """The directory removed them: their place ends, or, while they hold something, is suspended at once."""
    place = place_of(row)
    if place is None:
        _withdraw(actor, row)
    elif place.state != S.LEFT:
        row.membership = place
        _end_or_suspend(actor, row, place)


def _found(row: ScimResource, document: Document) -> Membership | None:
    """Somebody with this address who has a place here already; other practices are not looked at."""
    address = next(addresses_of(document), None)
    if address is None:
        return None
    here = Membership.objects.of(row.practice_id).exclude(state=S.LEFT).select_related("person")
    place = here.filter(person__email=str(address).lower()).first()
    if place is not None:
        others = ScimResource.objects.of(row.practice_id).filter(membership=place, gone_at=None)
        if others.exclude(id=row.id).exists():
            raise Taken("Another user of the directory stands for the person with this address.")
    return place


def _follow_by_invitation(actor: Actor, row: ScimResource, document: Document) -> None:
    """Invited once: where an administrator has withdrawn it since, the same word again invites nobody."""
    email = _invites(document)
    if row.invitation is not None and row.invitation.email != email:
        _withdraw(actor, row)
    if not email:
        return
    practice = Practice.objects.get(id=actor.practice_id)
    _check_own(email, " ".join(names_of(document)), practice)
    waiting = Invitation.objects.of(actor.practice_id).filter(email=email, state=WAITING)
    before = waiting.order_by("id").last()
    if before is None and email == _invites(row.document):
        return
    approved = before is not None and before.pre_approved  # by name, for whoever they have seen
    row.invitation = (
        before if approved else invite_listed(actor, practice, _whom(email, document, before), before)
    )


def _invites(document: Document) -> str:
    """The address to invite: the first at which somebody may have an account.

    Empty while the directory gives none, or no name, or says they are not at work.
    """
    if not all(names_of(document)) or says_at_work(document) is False:
        return ""
    own = (one for one in addresses_of(document) if may_have_accounts(one.domain))
    return str(next(own, "")).lower()


def _whom(email: str, document: Document, before: Invitation | None) -> Wanted:
    """What an administrator has said of the role, teams and days of an invitation stays."""
    given, family = names_of(document)
    return Wanted(
        email=email,
        given_name=given,
        family_name=family,
        known_as=str(document.get("nickName") or "")[:100],
        role=Role(before.role) if before else Role.MEMBER,
        job_title=str(document.get("title") or "")[:100],
        teams=before.teams if before else [],
        starts_on=before.starts_on if before else None,
        ends_on=before.ends_on if before else None,
        telephone=before.telephone if before else "",
        clinical_user=before.clinical_user if before else "",
    )


def _check_own(email: str, name: str, practice: Practice) -> None:
    found = judge(practice, EmailAddress.parse(email), name)
    if found.outcome is Outcome.GENERIC:
        raise Unfit(" ".join(("This looks like a shared address.", *found.reasons)))


def _withdraw(actor: Actor, row: ScimResource) -> None:
    if row.invitation_id is None:
        return
    invitation = Invitation.objects.one(row.practice_id, row.invitation_id)
    if invitation.state == WAITING:
        withdraw(actor=actor, invitation_id=invitation.id)


def _stop(actor: Actor, row: ScimResource, place: Membership) -> None:
    """From their next request on. Whoever is not at work yet has no place any more."""
    if place.state == S.ACTIVE:
        suspend(actor=actor, membership_id=place.id, reason=SAID)
    elif place.state in (S.AWAITING, S.INVITED):
        leave(actor=actor, membership_id=place.id, reason=SAID)
    _read_again(row, place.id)


def _let_work(actor: Actor, row: ScimResource, place: Membership, document: Document) -> None:
    """Only what the directory has stopped itself. Nobody is let in past approval: whose place it ended is invited."""
    if place.state == S.SUSPENDED:
        if place.state_reason != SAID:
            raise Conflict(
                "An administrator here has suspended this person, and only one of them can undo it."
            )
        restore(actor=actor, membership_id=place.id)
        _read_again(row, place.id)
    elif place.state == S.LEFT and place.state_reason == SAID:
        row.membership, row.invitation = None, None
        _follow_by_invitation(actor, row, document)


def _end_or_suspend(actor: Actor, row: ScimResource, place: Membership) -> None:
    keep_administrators(place)
    try:
        check_handed_over(place)
    except Refused:
        if place.state == S.ACTIVE:
            suspend(actor=actor, membership_id=place.id, reason=SAID)
    else:
        leave(actor=actor, membership_id=place.id, reason=SAID)


def _read_again(row: ScimResource, place_id: UUID) -> None:
    row.membership = Membership.objects.one(row.practice_id, place_id)
