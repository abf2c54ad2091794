"""One drain a custodian and kind of work. A drain is safe to run twice, at once, or after a crash."""

from __future__ import annotations

from uuid import UUID

from carepost.actions.delivering.deliver import deliver_waiting
from carepost.actions.delivering.settle import settle_sends
from carepost.actions.joining.asking import forget_old as forget_old_joinings
from carepost.actions.mailboxes.lines import mailboxes_of
from carepost.actions.notices.send import send_notices
from carepost.actions.people.failing import tell_failures
from carepost.actions.receiving.read import read_waiting
from carepost.config.adaptors import notice_channels
from carepost.domain.organisations.models import ServiceMailbox
from carepost.domain.tenancy.context import acting_for
from carepost.domain.tenancy.models import Due, lower_due
from carepost.doors.jobs.lines import lines_of
from carepost.engines.delivery import queue
from carepost.engines.intake.models import Arrival
from carepost.engines.notices import queue as waiting_notices
from carepost.ground.kernel import Actor, clock

BATCH = 50
SENDS = 500


def send(practice_id: UUID) -> None:
    for mailbox in mailboxes_of(practice_id):
        while _send_some(mailbox) == SENDS:
            pass
    with acting_for(practice_id):
        lower_due(practice_id, Due.Work.SEND, lambda: queue.next_due(practice_id))


def _send_some(mailbox: ServiceMailbox) -> int:
    actor = Actor.system("delivery", mailbox.practice_id)
    with lines_of(mailbox) as (line, *beside):
        return deliver_waiting(
            actor=actor, mailbox_id=mailbox.id, transport=line, beside=beside, at_most=SENDS
        )


def read(practice_id: UUID) -> None:
    actor = Actor.system("intake", practice_id)
    while read_waiting(actor=actor, at_most=BATCH) == BATCH:
        pass
    with acting_for(practice_id):
        waiting = Arrival.objects.of(practice_id).filter(state=Arrival.State.STORED)
        lower_due(practice_id, Due.Work.READ, lambda: clock.now() if waiting.exists() else None)


def settle(practice_id: UUID) -> None:
    actor = Actor.system("delivery", practice_id)
    with acting_for(practice_id):
        again = settle_sends(actor=actor)
        lower_due(practice_id, Due.Work.SETTLE, lambda: again)


def notices(installation: UUID) -> None:
    """Mails and text messages about accounts, which are of no practice; sign-ins that failed become some first."""
    tell_failures()
    send_notices(notice_channels())
    with acting_for(None):
        lower_due(installation, Due.Work.NOTICES, waiting_notices.next_due)


def tidy() -> None:
    """What belongs to no practice, and nobody came back to."""
    waiting_notices.forget_old()
    forget_old_joinings()
