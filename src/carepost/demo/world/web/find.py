"""Finding what a request is about, or saying that it is not there."""

from __future__ import annotations

from carepost.demo.world.content import Content, read
from carepost.demo.world.files import Record
from carepost.demo.world.mailboxes import Mail
from carepost.demo.world.replies import Answer, CannotReply, Mode
from carepost.demo.world.web.http import Problem
from carepost.demo.world.world import Organisation, World


def organisation(world: World, box: str) -> Organisation:
    """The organisation with that box. Raises Problem."""
    found = world.organisations.get(box)
    if found is None:
        raise Problem(404, "There is no such organisation in this demo.")
    return found


def mail(found: Organisation, mail_id: str) -> Mail:
    """The mail with that id. Raises Problem."""
    mail = found.mailbox.get(mail_id)
    if mail is None:
        raise Problem(404, f"{found.peer.name} has no such mail.")
    return mail


def content(found: Organisation, mail: Mail) -> Content:
    """The mail as people read it."""
    return read(found.mailbox.raw(mail))


def mode(text: str) -> Mode:
    """How to answer. Raises Problem."""
    try:
        return Mode(text)
    except ValueError as error:
        raise Problem(400, "Answer as “reply” or as “new”.") from error


def send(world: World, found: Organisation, mail: Mail, answer: Answer) -> Record:
    """Sends an answer. Raises Problem if it cannot be written."""
    try:
        return world.replies.send(peer=found.peer, mailbox=found.mailbox, mail=mail, answer=answer)
    except CannotReply as error:
        raise Problem(400, str(error)) from error
