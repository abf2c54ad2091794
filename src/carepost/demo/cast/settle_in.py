"""A kept demo started again: the mail service may be at other ports than last time."""

from __future__ import annotations

from carepost.actions.mailboxes.lines import every_mailbox
from carepost.actions.practices.found import change_line
from carepost.demo.cast.people import SURGERIES
from carepost.demo.cast.seed import Service, line_of
from carepost.ground.kernel import Actor


def reconnect(service: Service) -> None:
    by_address = {surgery.mailbox: surgery for surgery in SURGERIES}
    for mailbox in every_mailbox():
        if surgery := by_address.get(mailbox.address):
            actor = Actor.system("demo", mailbox.practice_id)
            change_line(actor=actor, mailbox_id=mailbox.id, line=line_of(surgery, service))
