"""The token of a directory: shown once, used, ended; without one nothing opens."""

from __future__ import annotations

import json
import re

import pytest
from django.core.cache import cache
from django.test import Client

from carepost.actions.provisioning.tokens import tokens_of
from carepost.doors.api.scim import view
from tests.integration.desk import Desk
from tests.integration.provisioning.directory import Directory

TOKEN = re.compile(r"carepost\.[0-9a-f]{32}\.[\w-]{43}")


def test_an_administrator_makes_a_token_sees_it_once_and_ends_it(desk: Desk, dev: Client) -> None:
    page = dev.post("/practice/provisioning", {"name": "The trust"}).content.decode()
    (text,) = TOKEN.findall(page)
    trust = Directory(text)
    assert trust.ask("GET", "/Users").status_code == 200

    again = dev.get("/practice/provisioning").content.decode()
    assert (TOKEN.findall(again), "last used" in again) == ([], True)
    with desk.acting():
        (token,) = tokens_of(actor=desk.cast.dev)
    assert text.encode() not in repr(vars(token)).encode()
    dev.post(f"/practice/provisioning/{token.id}/end")

    ended = trust.ask("GET", "/Users")
    assert (ended.status_code, ended.headers["WWW-Authenticate"]) == (401, 'Bearer realm="SCIM"')
    assert "was ended" in json.loads(ended.content)["detail"]
    assert b"opens nothing any more" in dev.get("/practice/provisioning").content


def test_a_token_needs_a_name(dev: Client) -> None:
    assert dev.post("/practice/provisioning", {"name": " "}).status_code == 422


def test_others_may_not_look_at_tokens_or_make_them(bob: Client) -> None:
    assert bob.get("/practice/provisioning").status_code == 403
    assert bob.post("/practice/provisioning", {"name": "Mine"}).status_code == 403


@pytest.mark.hazard("HZ-09")
def test_a_stranger_does_not_find_our_token(desk: Desk, trust: Directory, mallory: Client) -> None:
    with desk.acting():
        (token,) = tokens_of(actor=desk.cast.dev)

    assert mallory.post(f"/practice/provisioning/{token.id}/end").status_code == 404
    assert trust.ask("GET", "/Users").status_code == 200


@pytest.mark.parametrize("text", ["", "carepost", "carepost.x.y", f"carepost.{'0' * 32}.x", "a" * 5000])
def test_what_is_no_token_opens_nothing(db: None, text: str) -> None:
    for path in ("/Users", "/ServiceProviderConfig", "/Nothing"):
        assert Directory(text).ask("GET", path).status_code == 401


def test_a_session_in_a_browser_opens_nothing(dev: Client) -> None:
    assert dev.get("/scim/v2/Users").status_code == 401


def test_too_many_requests_have_to_wait(trust: Directory, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setitem(view.RATES, "token", "2/m/key")

    answers = [trust.ask("GET", "/Users") for _ in range(3)]

    assert [one.status_code for one in answers] == [200, 200, 429]
    assert json.loads(answers[2].content)["status"] == "429"
