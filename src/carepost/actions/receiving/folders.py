"""How far each folder of a mailbox has been read. Kept only after what it counts is stored."""

from __future__ import annotations

from carepost.domain.organisations.models import ServiceMailbox
from carepost.domain.tenancy.context import acting_for
from carepost.engines.intake.models import MailFolder
from carepost.engines.intake.sources.port import Cursor


def cursors_of(mailbox: ServiceMailbox) -> dict[str, Cursor]:
    with acting_for(mailbox.practice_id):
        folders = MailFolder.objects.of(mailbox.practice_id).filter(mailbox=mailbox)
        return {f.name: Cursor(f.uidvalidity, f.last_uid, tuple(f.missed)) for f in folders}


def keep_cursor(mailbox: ServiceMailbox, folder: str, cursor: Cursor) -> None:
    values = {"uidvalidity": cursor.uidvalidity, "last_uid": cursor.last_uid, "missed": list(cursor.missed)}
    with acting_for(mailbox.practice_id):
        MailFolder.objects.update_or_create(
            practice_id=mailbox.practice_id, mailbox=mailbox, name=folder, defaults=values
        )
