"""A trust's own directory, as its requests look from here."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.test import Client

from carepost.actions.provisioning.tokens import make_token
from carepost.domain.tenancy.context import acting_for
from tests.cast import Surgery

USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"


@dataclass
class Directory:
    """Shows its token with everything it asks."""

    token: str
    line: Client = field(default_factory=Client)

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> HttpResponse:
        sent = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        return self.line.generic(  # type: ignore[return-value]
            method,
            f"/scim/v2{path}",
            sent,
            "application/scim+json",
            headers={"Authorization": f"Bearer {self.token}"} | headers,
        )

    def user(self, address: str = "priya.nair@nhs.example", **more: Any) -> dict[str, Any]:
        given, family = address.partition("@")[0].split(".")
        name = {"givenName": given.title(), "familyName": family.title()}
        return self.made("/Users", {"schemas": [USER], "userName": address, "name": name} | more)

    def group(self, name: str, *members: str) -> dict[str, Any]:
        said = {"displayName": name, "members": [{"value": one} for one in members]}
        return self.made("/Groups", {"schemas": [GROUP]} | said)

    def made(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = self.ask("POST", path, body)
        assert answer.status_code == 201, answer.content
        return json.loads(answer.content)  # type: ignore[no-any-return]

    def set(self, path: str, attribute: str, value: object) -> HttpResponse:
        operation = {"op": "replace", "path": attribute, "value": value}
        return self.ask("PATCH", path, {"schemas": [PATCH], "Operations": [operation]})

    def found(self, path: str) -> list[dict[str, Any]]:
        answer = self.ask("GET", path)
        assert answer.status_code == 200, answer.content
        return json.loads(answer.content).get("Resources", [])  # type: ignore[no-any-return]


def directory_of(surgery: Surgery, who: str) -> Directory:
    with acting_for(surgery.practice.id):
        return Directory(make_token(actor=surgery.actor(who), name="The trust")[1])
