"""A service mailbox as an operator names it: connected, or reached another way from now on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from carepost.actions.permissions import check_system
from carepost.actions.practices.found import Line, change_line, connect_mailbox
from carepost.domain.organisations.models import ServiceMailbox
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor, EmailAddress

NOWHERE = {"submission_host": "", "submission_port": 587}
KEPT = [one.name for one in fields(Line) if one.name not in {"address", "password"}]


def set_mailbox(
    *, actor: Actor, address: EmailAddress, told: Mapping[str, Any]
) -> tuple[ServiceMailbox, bool]:
    """A service mailbox connected, or reached another way from now on; and whether it is new.

    `told`: fields of a `Line`, the password among them; the rest stays as it is. Any: each field has
    its own type. Conflict for a mailbox of another practice.
    """
    check_system(actor)
    known = _known(actor, address)
    if known is None:
        line = Line(**{"address": address, "username": str(address), **NOWHERE, **told})
        return connect_mailbox(actor=actor, name=str(address), line=line), True
    before = {name: getattr(known, name) for name in KEPT}
    line = Line(**{"address": EmailAddress.parse(known.address), **before, **told})
    return change_line(actor=actor, mailbox_id=known.id, line=line), False


def _known(actor: Actor, address: EmailAddress) -> ServiceMailbox | None:
    with acting_for(actor.practice_id):
        mailboxes = ServiceMailbox.objects.of(actor.practice_id)
        return next(
            (one for one in mailboxes if EmailAddress.parse(one.address).identity == address.identity), None
        )
