"""Asking to join. Whether the address has an account already shows in no word, no status and no time."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from uuid import UUID

from carepost.actions.joining import codes
from carepost.actions.people.judging import judge
from carepost.actions.policies.people import check_own_telephone
from carepost.domain.directory.own_addresses import check_account_domain
from carepost.domain.identity.models import Joining, Person, Proof
from carepost.domain.organisations.models import Practice
from carepost.domain.tenancy import services
from carepost.domain.tenancy.context import acting_for
from carepost.engines.addresses import Classification
from carepost.ground.kernel import EmailAddress, PhoneNumber, clock, new_id

LASTS = timedelta(hours=1)
"""time to bring both codes; then it is forgotten"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What was typed. `password_hash` is made by the door in any case, so that it always takes its time."""

    practice_id: str
    email: str = field(repr=False)
    title: str
    given_name: str = field(repr=False)
    family_name: str = field(repr=False)
    known_as: str = field(repr=False)
    telephone: str = field(repr=False)
    job_title: str
    system: str
    user_name: str = field(repr=False)
    clinical_name: str = field(repr=False)
    password_hash: str = field(repr=False)
    invitation: str = field(default="", repr=False)
    """the key of the link they came on"""

    @property
    def full_name(self) -> str:
        """As typed; a name they go by stands behind the given one."""
        return " ".join(part for part in (self.given_name, self.known_as, self.family_name) if part)


def judged(asking: Asking, practice: Practice) -> Classification:
    """What the address is taken for. Raises Refused for an address or telephone that can be nobody's own here."""
    address = EmailAddress.parse(asking.email)
    check_account_domain(address)
    if asking.telephone:
        check_own_telephone(PhoneNumber(asking.telephone), practice)
    return judge(practice, address, asking.full_name, asking.clinical_name)


def ask_to_join(*, asking: Asking) -> UUID:
    """Kept sealed, and a mail is on its way: a code, or to an account there is already how to sign in."""
    now, joining_id = clock.now(), new_id()
    with acting_for(None):
        Joining.objects.create(
            id=joining_id, sealed=_sealed(joining_id, asking), begun_at=now, ends_at=now + LASTS
        )
        codes.send_first(joining_id, Proof.Of.MAIL, to=asking.email, known=is_known(asking.email))
    return joining_id


def is_known(email: str) -> bool:
    return Person.objects.filter(email=email.lower()).exists()


def asking_of(joining: Joining) -> Asking:
    opened = services.vault().open(services.INSTALLATION, _label(joining.id), bytes(joining.sealed))
    return Asking(**json.loads(opened))


def forget_old() -> None:
    """What was not proved in time; codes go with it."""
    Joining.objects.filter(ends_at__lt=clock.now()).delete()


def _sealed(joining_id: UUID, asking: Asking) -> bytes:
    return services.vault().seal(
        services.INSTALLATION, _label(joining_id), json.dumps(asdict(asking)).encode()
    )


def _label(joining_id: UUID) -> str:
    return f"joining/{joining_id}"
