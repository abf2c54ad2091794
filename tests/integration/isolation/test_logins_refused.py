"""Nothing is served with a login that row-level security does not hold."""

from __future__ import annotations

import pytest

from carepost.config.guards import check_login
from carepost.ground.kernel import Refused
from tests.integration.isolation.conftest import SignedInAs

pytestmark = pytest.mark.hazard("HZ-09")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["owner", "superuser"])
def test_serving_is_refused_with_a_login_that_sees_every_practice(as_login: SignedInAs, kind: str) -> None:
    with as_login(kind), pytest.raises(Refused, match="is not held by row-level security"):
        check_login()


@pytest.mark.django_db(transaction=True)
def test_the_apps_own_login_may_serve(as_login: SignedInAs) -> None:
    with as_login("app"):
        assert check_login() is None
