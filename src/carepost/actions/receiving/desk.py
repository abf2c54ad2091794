"""What is the same for every letter of a batch, looked up once for it."""

from __future__ import annotations

from functools import cached_property
from uuid import UUID

from carepost.actions.receiving.reading import identity_of
from carepost.domain.organisations.models import Membership, Practice, ServiceMailbox
from carepost.ground.kernel import Actor


class Desk:
    """One practice's, for one batch; asked within a transaction of the practice."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor

    @cached_property
    def practice(self) -> Practice:
        return Practice.objects.get(id=self.actor.practice_id)

    @cached_property
    def staff(self) -> tuple[str, ...]:
        """Our own people are named in letters and are not findings. The sender's display name is: they chose it."""
        members = Membership.objects.of(self.actor.practice_id).select_related("person")
        return tuple(f"{m.person.given_name} {m.person.family_name}" for m in members)

    def identity_of_mailbox(self, mailbox_id: UUID) -> str:
        return self._mailboxes[mailbox_id]

    @cached_property
    def _mailboxes(self) -> dict[UUID, str]:
        rows = ServiceMailbox.objects.of(self.actor.practice_id).values_list("id", "address")
        return {mailbox_id: identity_of(address) for mailbox_id, address in rows}
