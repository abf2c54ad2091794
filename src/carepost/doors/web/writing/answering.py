"""Whom a reply goes to, and how that differs from those who were written to before."""

from __future__ import annotations

from collections.abc import Iterable

from carepost.actions.conversations.contents import Contents
from carepost.domain.correspondence.models import Message
from carepost.ground.kernel import Actor, EmailAddress, Refused, new_id

from .draft import Draft


def first_draft(contents: Contents, actor: Actor, *, everybody: bool) -> Draft:
    """To whoever wrote last, or to those we last wrote to; with `everybody`, a copy to all others of that message."""
    one = contents.conversation
    to, others = _sides(contents)
    replies_to = "me"
    if one.replies_to_team_id:
        replies_to = f"team:{one.replies_to_team_id}"
    elif one.replies_to_member_id and str(one.replies_to_member_id) != actor.id:
        replies_to = f"member:{one.replies_to_member_id}"
    return Draft(key=new_id(), to=to, cc=others if everybody else (), replies_to=replies_to)


def audience(contents: Contents) -> tuple[str, ...]:
    """Everybody who took part in the message being answered, but ourselves."""
    to, others = _sides(contents)
    return (*to, *others)


def drift(before: Iterable[str], draft: Draft) -> tuple[str, ...]:
    """In sentences: who is new in this reply, and who of the last message is not in it."""
    earlier, now = set(before), {*draft.to, *draft.cc}
    new, gone = sorted(now - earlier), sorted(earlier - now)
    return (
        *((f"New in this conversation's last exchange: {', '.join(new)}.",) if new else ()),
        *((f"Was in the message you are answering, not in your reply: {', '.join(gone)}.",) if gone else ()),
    )


def answered(contents: Contents) -> Message:
    """The message a reply answers: the last received, else our own last."""
    return contents.newest_received or contents.messages[-1]


def _sides(contents: Contents) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The addresses answered first, and the others of a message."""
    message, own = answered(contents), contents.own_addresses
    written = [address for _, address in (*message.to, *message.cc)]
    if message.direction == Message.Direction.OUT:
        return _clean((address for _, address in message.to), own), _clean(
            (address for _, address in message.cc), own
        )
    sender = _clean([message.from_address], own)
    return sender, tuple(one for one in _clean(written, own) if one not in sender)


def _clean(addresses: Iterable[str], own: frozenset[str]) -> tuple[str, ...]:
    """Addresses that can be written to, once each, none of them our own mailbox whatever its tag."""
    found = (one for text in addresses if (one := _parsed(text)))
    return tuple(dict.fromkeys(str(one) for one in found if one.identity not in own))


def _parsed(text: str) -> EmailAddress | None:
    try:
        return EmailAddress.parse(text)
    except Refused:
        return None
