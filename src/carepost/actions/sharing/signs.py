"""A sign is raised once and then counted; the person and the administrators are told once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F

from carepost.actions.notices.tell import tell
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations.administrators import administrators_of
from carepost.domain.organisations.models import Membership, SharingSign
from carepost.ground.kernel import Actor, EmailAddress, clock

QUIET = timedelta(days=30)
"""What has been explained is only counted for so long."""
NOTICER = "sharing"
SUBJECT = "Is your Carepost account used by somebody else?"
TO_THE_PERSON = """Something about your account looks as if somebody else used it, too: {what}.

If that was you, you need do nothing. If a colleague works with your account, please stop: what they do stands in your
name. Everybody can have an account of their own, and a practice administrator at {practice} can help with it today.
If you do not know who it was, change your password and tell a practice administrator now.
"""
SUBJECT_FOR_ADMINISTRATORS = "Carepost: a log-in at your practice may be shared"
TO_ADMINISTRATORS = """There is a sign that a log-in at {practice} is used by more than one person.

What we saw, and what you can do, is in Carepost under This practice, Signs of sharing. It is a sign and no proof: ask
before you decide.
"""
WHAT = {
    SharingSign.Kind.TWO_PLACES: "it was at work in two places at the same time, again and again",
    SharingSign.Kind.TELEPHONE: "another account has the same telephone",
    SharingSign.Kind.SWITCHBOARD: "its telephone is the practice's own",
    SharingSign.Kind.CLINICAL_USERS: "two users of the clinical system stand behind it",
}


def raise_sign(
    member: Membership,
    kind: SharingSign.Kind,
    evidence: dict[str, Any],  # Any: what JSON can hold
) -> bool:
    """True if it is new. Needs the transaction of the practice."""
    now = clock.now()
    if _count(member, kind, evidence, now):
        return False
    sign = _kept(member, kind, evidence, now)
    if sign is None:
        _count(member, kind, evidence, now)
        return False
    record(
        actor=Actor.system(NOTICER, member.practice_id),
        event=Event.SHARING_NOTICED,
        about={"membership": member.id, "sign": sign.id},
        detail={"kind": kind.value},
    )
    _tell(member, kind)
    return True


def _kept(
    member: Membership,
    kind: SharingSign.Kind,
    evidence: dict[str, Any],  # Any: what JSON can hold
    now: datetime,
) -> SharingSign | None:
    """None where the other sitting was quicker: that one is recorded and told, and this one only counted onto it."""
    sign = SharingSign(
        practice_id=member.practice_id,
        membership=member,
        kind=kind,
        evidence=evidence,
        first_at=now,
        last_at=now,
    )
    SharingSign.objects.bulk_create([sign], ignore_conflicts=True)
    return SharingSign.objects.of(member.practice_id).filter(id=sign.id).first()


def _count(
    member: Membership,
    kind: SharingSign.Kind,
    evidence: dict[str, Any],  # Any: what JSON can hold
    now: datetime,
) -> int:
    """Onto the one that is open, being dealt with, or explained not long ago."""
    rows = SharingSign.objects.of(member.practice_id).filter(membership=member.id, kind=kind)
    standing = rows.exclude(state=SharingSign.State.EXPLAINED, decided_at__lt=now - QUIET)
    newest = standing.order_by("-first_at").values_list("id", flat=True)[:1]
    return rows.filter(id__in=list(newest)).update(times=F("times") + 1, last_at=now, evidence=evidence)


def _tell(member: Membership, kind: SharingSign.Kind) -> None:
    practice = member.practice.name
    words = TO_THE_PERSON.format(what=WHAT[kind], practice=practice)
    tell(to=EmailAddress.parse(member.person.email), subject=SUBJECT, text=words)
    for one in administrators_of(member.practice_id):
        if one.id != member.id:
            to_them = TO_ADMINISTRATORS.format(practice=practice)
            tell(to=EmailAddress.parse(one.person.email), subject=SUBJECT_FOR_ADMINISTRATORS, text=to_them)
