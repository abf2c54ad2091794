"""From the way in: one log-in at work in two places at the same time."""

from __future__ import annotations

from carepost.actions.people.sitting import lock_sitting
from carepost.domain.identity.models import Sitting
from carepost.domain.identity.together import Together, act
from carepost.domain.ledger.events import Event
from carepost.domain.ledger.record import record
from carepost.domain.organisations.models import Membership, Practice, SharingSign
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import Actor

from .signs import NOTICER, raise_sign


def notice_sitting(*, place: Membership, sitting: Sitting, network: str) -> None:
    """Somebody did something. Told when it is a sign; where the practice wants it stopped, the older place is locked.

    What was typed there is kept, as with every lock.
    """
    together = act(sitting, network)
    if together is None:
        return
    with acting_for(place.practice_id, place.person_id):
        raise_sign(place, SharingSign.Kind.TWO_PLACES, _evidence(together))
        if place.practice.sharing == Practice.Sharing.STOP:
            about = {"membership": place.id}
            record(actor=Actor.system(NOTICER, place.practice_id), event=Event.SHARING_STOPPED, about=about)
    if place.practice.sharing == Practice.Sharing.STOP:
        lock_sitting(sitting=together.older)


def _evidence(together: Together) -> dict[str, object]:
    return {
        "devices": [one.computer or one.browser for one in (together.older, together.newer)],
        "networks": together.networks,
        "minutes": together.minutes,
    }
