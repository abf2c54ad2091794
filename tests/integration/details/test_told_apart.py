"""Whether an address is somebody else's shows in no time either."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import transaction

from carepost.actions.details import proving
from carepost.actions.details.asking import ask_for_address
from carepost.domain.identity.models import Person
from carepost.domain.organisations.models import Membership
from carepost.domain.tenancy.context import acting_for
from carepost.ground.kernel import EmailAddress
from tests.cast import Cast
from tests.integration.joining.timing import Verdict, compare

pytestmark = pytest.mark.hazard("HZ-09")
KNOWN, UNKNOWN = "aisha.barton2@nhs.net", "aisha.barton3@nhs.net"


@pytest.fixture
def asking(cast: Cast) -> Callable[[str], None]:
    """Asked for, and then taken out again, so that each time is like the first."""
    Person.objects.create_user(KNOWN, "Aisha", "Barton")
    with acting_for(cast.alice.practice_id, cast.alice.person_id):
        place = Membership.objects.select_related("person", "practice").one(
            cast.alice.practice_id, cast.riverside.members["alice"].id
        )

    def ask(email: str) -> None:
        with transaction.atomic():
            ask_for_address(place=place, address=EmailAddress.parse(email))
            transaction.set_rollback(True)

    ask(KNOWN)
    return ask


@pytest.mark.timeout(600)
def test_the_clock_does_not_tell(asking: Callable[[str], None]) -> None:
    assert compare(lambda: asking(KNOWN), lambda: asking(UNKNOWN), 60) is Verdict.SAME


def test_the_clock_would_tell_of_ten_milliseconds(
    asking: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    look_up = proving.is_anothers

    def leaks(*about: object) -> bool:
        found = look_up(*about)  # type: ignore[arg-type]  # as it is called
        time.sleep(0.01 if found else 0)
        return found

    monkeypatch.setattr(proving, "is_anothers", leaks)
    assert compare(lambda: asking(KNOWN), lambda: asking(UNKNOWN), 40) is Verdict.TOLD
