"""People who hold something, hand it over, and go."""

from __future__ import annotations

from carepost.actions.people.handing_over import (
    hand_over,
)
from carepost.actions.writing.letter import RepliesTo
from carepost.domain.correspondence.models import Conversation, Happening
from carepost.domain.organisations.models import Membership
from carepost.ground.kernel import Actor
from tests.integration.desk import Desk


def member(desk: Desk, name: str) -> Membership:
    with desk.acting():
        return Membership.objects.of(desk.id).get(id=desk.surgery.members[name].id)


def waiting_with(desk: Desk, name: str) -> Conversation:
    """A letter of theirs whose answers go to them, answered, and so with them."""
    to = RepliesTo(membership_id=desk.surgery.members[name].id)
    envelope = desk.sent(actor=desk.surgery.actor(name), replies_to=to)
    desk.answered(envelope)
    return desk.again(envelope.message.conversation)


def give_all(desk: Desk, name: str, to: object, actor: Actor | None = None, **more: object):
    with desk.acting():
        return hand_over(
            actor=actor or desk.cast.dev,
            membership_id=desk.surgery.members[name].id,
            to=to,  # type: ignore[arg-type]
            **more,  # type: ignore[arg-type]
        )


def gone(desk: Desk, name: str, state: str = Membership.State.LEFT) -> None:
    with desk.acting():
        Membership.objects.of(desk.id).filter(id=desk.surgery.members[name].id).update(state=state)


def lines(desk: Desk, conversation: Conversation) -> list[tuple[str, str, str]]:
    with desk.acting():
        rows = Happening.objects.of(desk.id).filter(conversation=conversation.id).order_by("at", "id")
        return [(one.kind, one.by, one.to) for one in rows]
