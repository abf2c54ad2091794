"""What shows that an installation does what it should: letters that open, copies that came back, how fast it fills."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db.models import Sum

from carepost.actions.mailboxes.lines import every_practice
from carepost.domain.organisations.models import ServiceMailbox
from carepost.domain.tenancy import services
from carepost.domain.tenancy.context import acting_for
from carepost.engines.delivery.models import Attempt, Envelope, LoopbackCopy
from carepost.engines.intake.models import Arrival
from carepost.ground.kernel import clock
from carepost.ground.mailkit.stamps import first_stamp

DAYS = 7
"""over which the pace is measured"""
LATEST = 20
"""letters looked at"""


def opens_newest(practice_id: UUID) -> None:
    """Open what was sealed last for this practice: its newest mail, or its mailbox's password. Raises CarepostError."""
    with acting_for(practice_id):
        newest = Arrival.objects.of(practice_id).order_by("-at", "-id").first()
    if newest is not None:
        services.vault().get(practice_id, newest.object_id)
    else:
        label = "carepost doctor"
        services.vault().open(
            practice_id, label, services.vault().seal(practice_id, label, b"a letter to try")
        )


def octets_of_late() -> int:
    """Of all mail that came and left in the last days, for all practices together."""
    since = clock.now() - timedelta(days=DAYS)
    total = 0
    for practice_id in every_practice():
        with acting_for(practice_id):
            came = Arrival.objects.of(practice_id).filter(at__gt=since).aggregate(all=Sum("size"))["all"]
            left = (
                Envelope.objects.of(practice_id).filter(state_at__gt=since).aggregate(all=Sum("size"))["all"]
            )
        total += (came or 0) + (left or 0)
    return total


def copies_of_latest(mailbox: ServiceMailbox, older_than: timedelta) -> tuple[int, int]:
    """Of the latest letters handed over with a copy for ourselves: how many, and how many copies came back."""
    with acting_for(mailbox.practice_id):
        handed_over = (
            Attempt.objects.of(mailbox.practice_id)
            .filter(
                envelope__mailbox=mailbox.id,
                outcome=Attempt.Outcome.ACCEPTED,
                loopback=True,
                ended_at__lt=clock.now() - older_than,
            )
            .order_by("-ended_at")
        )
        envelopes = list(handed_over.values_list("envelope_id", flat=True)[:LATEST])
        copies = LoopbackCopy.objects.of(mailbox.practice_id).filter(envelope__in=envelopes)
        return len(envelopes), copies.values("envelope").distinct().count()


def clock_apart(mailbox: ServiceMailbox) -> timedelta | None:
    """How far the mail service's clock is ahead of ours, by our newest own copy of a day; None where none says.

    The service stamps a letter when it takes it, and we note when it says so. Raises CarepostError.
    """
    with acting_for(mailbox.practice_id):
        today = LoopbackCopy.objects.of(mailbox.practice_id).filter(
            seen_at__gt=clock.now() - timedelta(days=1)
        )
        copies = today.filter(envelope__mailbox=mailbox.id)
        copy = copies.order_by("-seen_at").first()
        if copy is None:
            return None
        taken = (
            Attempt.objects.of(mailbox.practice_id)
            .filter(envelope=copy.envelope_id, outcome=Attempt.Outcome.ACCEPTED)
            .order_by("-ended_at")
            .first()
        )
        arrival = Arrival.objects.one(mailbox.practice_id, copy.arrival_id)
    if taken is None or taken.ended_at is None:
        return None
    stamp = first_stamp(services.vault().get(arrival.practice_id, arrival.object_id))
    return None if stamp is None else stamp - taken.ended_at
