"""The service mailboxes and how their lines are doing."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from carepost.actions.practices.found import password_label
from carepost.domain.organisations.models import Practice, ServiceMailbox
from carepost.domain.tenancy import services
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import EmailAddress, Refused


def mailboxes_of(practice_id: UUID) -> list[ServiceMailbox]:
    with acting_for(practice_id):
        return list(ServiceMailbox.objects.of(practice_id).order_by("id"))


def every_practice() -> list[UUID]:
    """Every custodian, the oldest first."""
    return list(Practice.objects.order_by("short_id").values_list("id", flat=True))


def every_mailbox() -> list[ServiceMailbox]:
    """Of every custodian, one after the other: nobody may see them at large."""
    return [mailbox for practice_id in every_practice() for mailbox in mailboxes_of(practice_id)]


def by_identity() -> dict[str, ServiceMailbox]:
    """Which mailbox an address belongs to, by the address without tag or case."""
    return {EmailAddress.parse(mailbox.address).identity: mailbox for mailbox in every_mailbox()}


def password_of(mailbox: ServiceMailbox) -> str:
    if mailbox.sealed_password is None:
        raise Refused(f"The mailbox {mailbox.address} has no password yet. Set it with `carepost mailbox`.")
    label = password_label(mailbox.id)
    return services.vault().open(mailbox.practice_id, label, bytes(mailbox.sealed_password)).decode()


def line_is_well(mailbox: ServiceMailbox, now: datetime) -> None:
    with acting_for(mailbox.practice_id):
        rows = ServiceMailbox.objects.of(mailbox.practice_id).filter(id=mailbox.id)
        rows.update(heard_at=now, fault="", fault_since=None)


def line_has_fault(mailbox: ServiceMailbox, words: str, now: datetime) -> None:
    """Shown in red on every page of the practice until the line is well again."""
    with acting_for(mailbox.practice_id):
        rows = ServiceMailbox.objects.of(mailbox.practice_id).filter(id=mailbox.id)
        rows.filter(fault_since=None).update(fault_since=now)
        rows.update(fault=words)
