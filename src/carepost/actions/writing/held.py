"""Files of a message that is still being written: kept sealed until it is sent, so that no error loses one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from carepost.actions.permissions import check_sender, check_system
from carepost.domain.correspondence.models import HeldFile
from carepost.domain.tenancy import services
from carepost.domain.tenancy.rows import PracticeQuerySet
from carepost.ground.kernel import Actor, clock, new_id
from carepost.ground.mailkit.compose import OutgoingFile

KEPT_FOR = timedelta(days=1)


def hold_file(*, actor: Actor, send_key: UUID, file: OutgoingFile) -> HeldFile:
    """Keep one file for the form of that key. It is its writer's alone until it is sent."""
    check_sender(actor)

    object_id = new_id()
    services.vault().put(actor.practice_id, object_id, file.data)
    return HeldFile.objects.create(
        practice_id=actor.practice_id,
        member_id=UUID(actor.id),
        send_key=send_key,
        name=file.name[:255],
        content_type=file.content_type[:255],
        size=len(file.data),
        object_id=object_id,
        at=clock.now(),
    )


def held_files(*, actor: Actor, send_key: UUID, ids: Iterable[UUID]) -> list[HeldFile]:
    """Those of these that this person put into this form, in the order they were added."""
    check_sender(actor)
    return list(_own(actor, send_key).filter(id__in=list(ids)).order_by("id"))


def contents_of(*, actor: Actor, files: Iterable[HeldFile]) -> tuple[OutgoingFile, ...]:
    check_sender(actor)
    vault = services.vault()
    return tuple(
        OutgoingFile(file.name, file.content_type, vault.get(actor.practice_id, file.object_id))
        for file in files
    )


def let_go(*, actor: Actor, send_key: UUID) -> None:
    """The message has been sent, with files of its own."""
    check_sender(actor)
    _own(actor, send_key).delete()


def let_go_of_old(*, actor: Actor) -> int:
    """Forget files of forms that nobody came back to; how many. (Their bytes stay, sealed, in the vault.)"""
    check_system(actor)
    old = HeldFile.objects.of(actor.practice_id).filter(at__lt=clock.now() - KEPT_FOR)
    return old.delete()[0]


def _own(actor: Actor, send_key: UUID) -> PracticeQuerySet[HeldFile]:
    return HeldFile.objects.of(actor.practice_id).filter(send_key=send_key, member_id=UUID(actor.id))
