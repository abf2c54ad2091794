"""What an organisation's directory shows to act for a practice: made, shown once, ended."""

from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from carepost.actions.permissions import check_administrator
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.provisioning.models import ProvisioningToken
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, Refused, clock

DIRECTORY = "provisioning"
"""the name of whoever acts with a token"""
PREFIX = "carepost"
NOTED_EVERY = timedelta(minutes=1)


def make_token(*, actor: Actor, name: str) -> tuple[ProvisioningToken, str]:
    """The token, and its text, which is not kept and cannot be shown again."""
    check_administrator(actor)
    called = " ".join(name.split())
    if not called:
        raise Refused("Say what the directory is called, so that you know its token again.")
    secret = secrets.token_urlsafe(32)
    token = ProvisioningToken.objects.create(
        practice_id=actor.practice_id,
        name=called[:100],
        secret_hash=_hashed(secret),
        made_by_id=UUID(actor.id),
        made_at=clock.now(),
    )
    record(
        actor=actor,
        event=Event.PROVISIONING_TOKEN_MADE,
        about={"token": token.id},
        detail={"name": token.name},
    )
    return token, f"{PREFIX}.{actor.practice_id.hex}.{secret}"


def end_token(*, actor: Actor, token_id: UUID) -> ProvisioningToken:
    """From the next request on it opens nothing, and once more changes nothing. What the directory brought stays."""
    check_administrator(actor)
    token = ProvisioningToken.objects.one_for_update(actor.practice_id, token_id)
    if token.ended_at is not None:
        return token
    token.ended_at = clock.now()
    token.save(update_fields=["ended_at"])
    record(
        actor=actor,
        event=Event.PROVISIONING_TOKEN_ENDED,
        about={"token": token.id},
        detail={"name": token.name},
    )
    return token


def tokens_of(*, actor: Actor) -> list[ProvisioningToken]:
    """Those that open something, then the ended ones, the newest first."""
    check_administrator(actor)
    rows = ProvisioningToken.objects.of(actor.practice_id).select_related("made_by__person").order_by("-id")
    return sorted(rows, key=lambda token: token.ended_at is not None)


def shown(text: str) -> ProvisioningToken | None:
    """The token of this text while it is good; the practice it names sees that it was used."""
    prefix, _, rest = text.partition(".")
    practice, _, secret = rest.partition(".")
    try:
        practice_id = UUID(hex=practice)
    except ValueError:
        return None
    if prefix != PREFIX:
        return None
    with acting_for(practice_id):
        rows = ProvisioningToken.objects.of(practice_id).filter(secret_hash=_hashed(secret), ended_at=None)
        token, now = rows.first(), clock.now()
        if token and (token.last_used_at is None or token.last_used_at < now - NOTED_EVERY):
            rows.update(last_used_at=now)
    return token


def directory(practice_id: UUID) -> Actor:
    return Actor.system(DIRECTORY, practice_id)


def _hashed(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
