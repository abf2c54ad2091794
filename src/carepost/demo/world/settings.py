"""What the outside world is told at its start."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from carepost.demo.world.files import read_record, write_record

SEND_HOST = "send.nhsmail.example"
MX_HOST = "mx.nhsmail.example"
OWN_DOMAIN = "nhsmail.example"


@dataclass(frozen=True, slots=True)
class Service:
    """A service mailbox at the stand-in, and the account that may send from it."""

    address: str
    name: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Peer:
    """An organisation beyond the stand-in. `addresses` maps address to name; the address `*` takes any."""

    box: str
    name: str
    domain: str
    host: str
    verdict: str
    addresses: Mapping[str, str]

    def knows(self, address: str) -> bool:
        """Whether someone reads mail at this address."""
        return "*" in self.addresses or address.lower() in self.addresses

    def name_of(self, address: str) -> str:
        """The name people there sign with."""
        return self.addresses.get(address.lower(), self.name)


@dataclass(frozen=True, slots=True)
class Person:
    """A demo person whose one-time codes the Telephone page shows."""

    name: str
    email: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """All of it. A port of 0 means any free one. `lmtp` is where Carepost listens for mail."""

    state: Path
    ready: Path
    services: tuple[Service, ...]
    peers: tuple[Peer, ...]
    people: tuple[Person, ...]
    lmtp: tuple[str, int]
    ports: Mapping[str, int]
    plus_addresses: bool
    carepost_url: str

    @property
    def domains(self) -> frozenset[str]:
        """The domains whose mail goes to Carepost."""
        return frozenset(service.address.rpartition("@")[2] for service in self.services)


NORTHSIDE: Mapping[str, Any] = {
    "box": "northside",
    "name": "Northside Hospital",
    "domain": "northside.example",
    "verdict": "accredited",
    "addresses": {
        "cardiology.advice@northside.example": "Northside Hospital cardiology advice",
        "pathology@northside.example": "Northside Hospital pathology",
        "dermatology@northside.example": "Northside Hospital dermatology",
        "discharge@northside.example": "Northside Hospital discharge team",
        "p.shah@northside.example": "Dr P Shah, Northside Hospital",
    },
}
OAKHOUSE: Mapping[str, Any] = {
    "box": "oakhouse",
    "name": "Oak House care home",
    "domain": "oakhouse.example",
    "verdict": "not accredited: Carepost warns before sending",
    "addresses": {
        "manager@oakhouse.example": "Oak House manager",
        "nurses@oakhouse.example": "Oak House nurses",
    },
}
STAFF: Mapping[str, Any] = {
    "box": "staff",
    "name": "Staff mailboxes",
    "domain": OWN_DOMAIN,
    "host": "mailboxes.nhsmail.example",
    "verdict": "what the people of the practices get themselves, such as codes for their account",
    "addresses": {"*": "A member of staff"},
}


def load(*, state: Path, ready: Path, data: Mapping[str, Any]) -> Settings:
    """Settings from the orchestrator's JSON. What is left out gets the demo's usual value."""
    lmtp = data.get("lmtp", {})
    passwords = _passwords(state, data)
    return Settings(
        state=state,
        ready=ready,
        services=tuple(_service(item, passwords) for item in data["services"]),
        peers=tuple(_peer(item) for item in data.get("peers", (NORTHSIDE, OAKHOUSE))),
        people=tuple(Person(p["name"], p["email"], p["secret"]) for p in data.get("people", ())),
        lmtp=(lmtp.get("host", "127.0.0.1"), int(lmtp.get("port", 2424))),
        ports=dict(data.get("ports", {})),
        plus_addresses=bool(data.get("plus_addresses", True)),
        carepost_url=str(data.get("carepost_url", "")),
    )


def _passwords(state: Path, data: Mapping[str, Any]) -> dict[str, str]:
    """Password by address. One we had to make up stays the same over a restart."""
    file = state / "accounts.json"
    known: dict[str, str] = read_record(file) if file.exists() else {}
    for item in data["services"]:
        address = str(item["address"]).lower()
        known[address] = item.get("password") or known.get(address) or secrets.token_urlsafe(18)
    state.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_record(file, dict(known))
    return known


def _service(item: Mapping[str, Any], passwords: Mapping[str, str]) -> Service:
    address = str(item["address"]).lower()
    return Service(address, item.get("name", address), passwords[address])


def _peer(item: Mapping[str, Any]) -> Peer:
    domain = str(item["domain"]).lower()
    return Peer(
        box=item["box"],
        name=item["name"],
        domain=domain,
        host=item.get("host", f"mail.{domain}"),
        verdict=item.get("verdict", ""),
        addresses={address.lower(): name for address, name in item["addresses"].items()},
    )
