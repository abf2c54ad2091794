"""A notice that somebody signed out at the provider (OpenID Connect Back-Channel Logout 1.0, 2.6)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from carepost.engines.single_sign_on.port import Unbelieved
from tests.unit.single_sign_on.conftest import LOGOUT, Table


def test_a_notice_names_a_session_or_a_person(table: Table) -> None:
    one = table.us.signed_out(table.notice())
    all_of_them = table.us.signed_out(table.notice(sid=None))

    assert (one.subject, one.session, one.token_id) == ("somebody", "session-1", "once")
    assert (all_of_them.subject, all_of_them.session) == ("somebody", "")


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"nonce": "n"}, id="an identity in disguise"),
        pytest.param({"events": None}, id="says nothing of signing out"),
        pytest.param({"events": {LOGOUT: "yes"}}, id="says it in another way"),
        pytest.param({"events": {"other": {}}}, id="says something else"),
        pytest.param({"sub": None, "sid": None}, id="names nobody"),
        pytest.param({"jti": None}, id="could come again and again"),
        pytest.param({"iat": timedelta(seconds=-3600)}, id="an hour old"),
        pytest.param({"iat": timedelta(seconds=600)}, id="from the future"),
        pytest.param({"iat": None}, id="of no time"),
        pytest.param({"exp": timedelta(seconds=-120)}, id="over"),
        pytest.param({"aud": "somebody-else"}, id="for somebody else"),
        pytest.param({"iss": "https://elsewhere.example"}, id="from somebody else"),
    ],
)
def test_a_notice_is_refused(table: Table, changes: dict[str, Any]) -> None:
    with pytest.raises(Unbelieved):
        table.us.signed_out(table.notice(**changes))


def test_an_identity_is_no_notice(table: Table) -> None:
    with pytest.raises(Unbelieved):
        table.us.signed_out(table.there.sign(table.claims()))
