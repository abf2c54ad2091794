"""Users looked for and brought one by one, as directories do it, then put into a group; the library alone beside it."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator
from itertools import islice, product
from pathlib import Path
from typing import Any
from uuid import UUID

from django.test import Client
from scim2_server.handler import ScimHandler
from scim2_server.memory import InMemoryStorage
from scim2_server.requests import ScimRequest

from carepost.actions.practices.found import add_member
from carepost.actions.provisioning.tokens import make_token
from carepost.bench import practice
from carepost.bench.corpus import words
from carepost.bench.cpu import Meter
from carepost.bench.instance import ACCOUNT_DOMAIN
from carepost.bench.practice import Bench
from carepost.bench.report import Report, middle
from carepost.bench.server import asked
from carepost.domain.identity.models import Person
from carepost.domain.organisations.models import Invitation
from carepost.domain.tenancy.context import acting_for
from carepost.doors.api.scim.service import service
from carepost.ground.kernel import Refused, Role

Ask = Callable[[str, str, object], tuple[int, Any]]
"""method, path and body of a request; its status and answer (Any: JSON)"""

ROOT = "/scim/v2"
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
AT_A_TIME = 100
"""members added to the group by one request"""
CORPUS = "made-up people with addresses of one provider, brought into an empty practice of 26 members"
NOTES = (
    "Each user is two requests: looked for by userName, then made, which invites the person: invitation, sealed mail, "
    f"ledger, commit. At last all of them are put into one group, {AT_A_TIME} to a request.",
    "Through Django's whole stack without a socket; the token is looked up and counted for each request.",
    "bare: the same requests, answered by the library that speaks the protocol, with its storage in memory.",
    "growth: processor time of the last tenth of the users, as a multiple of the first tenth's.",
)


def run(home: Path, *, users: int, seed: int) -> Report:
    server, bench = asked(), practice.found(sent=0, patients=1, seed=seed)
    people = list(islice(_people(random.Random(seed)), users))
    ours, bare = _carepost(bench), _library()
    ours("GET", "/Schemas", None)  # the models are made once a process
    meter, tenth = Meter.of_instance(home), max(1, users // 10)
    taken: list[tuple[str, float]] = []
    parts: list[float] = []
    with meter.span() as span:
        for part in (people[:tenth], people[tenth:-tenth], people[-tenth:]):
            with meter.span() as latest:
                taken += [_brought(ours, one) for one in part]
            parts.append(latest.cpu)
    alone = [_brought(bare, one) for one in people]
    figures = {
        "directory_s": round(span.wall, 2),
        "user_ms": round(span.wall / users * 1000, 2),
        "user_p50_ms": middle([ms for _, ms in taken]),
        "cpu_ms_per_user": round(span.cpu / users * 1000, 2),
        "growth": round(parts[-1] / max(parts[0], 0.01), 2),
        "group_s": _grouped(ours, [one for one, _ in taken]),
        "users": users,
        "invited": _invited(bench.practice_id),
    }
    peers = {
        "bare_user_ms": middle([ms for _, ms in alone]),
        "bare_group_s": _grouped(bare, [one for one, _ in alone]),
    }
    return Report(
        bench="directory",
        corpus=CORPUS,
        seed=seed,
        server=server,
        figures=figures,
        peers=peers,
        notes=NOTES,
    )


def _people(draw: random.Random) -> Iterator[tuple[str, str]]:
    """Given and family name, no two alike."""
    family = [f"{one}-{other}" for one, other in product(words.FAMILY, words.FAMILY) if one != other]
    everybody = list(product(words.GIVEN, family))
    draw.shuffle(everybody)
    yield from everybody


def _brought(ask: Ask, name: tuple[str, str]) -> tuple[str, float]:
    """The user's id, and milliseconds."""
    given, family = name
    address = f"{given}.{family}@{ACCOUNT_DOMAIN}".lower()
    said = {
        "schemas": [USER],
        "userName": address,
        "active": True,
        "name": {"givenName": given, "familyName": family},
    }
    start = time.perf_counter()
    _, found = ask("GET", f'/Users?filter=userName eq "{address}"', None)
    status, made = ask("POST", "/Users", said)
    taken = (time.perf_counter() - start) * 1000
    if status != 201 or found["totalResults"]:
        raise Refused(f"A user was answered with {status}, so there is nothing to measure.")
    return made["id"], taken


def _grouped(ask: Ask, users: list[str]) -> float:
    """Seconds until all are in the group."""
    start = time.perf_counter()
    _, group = ask("POST", "/Groups", {"schemas": [GROUP], "displayName": "Everybody"})
    for first in range(0, len(users), AT_A_TIME):
        members = [{"value": one} for one in users[first : first + AT_A_TIME]]
        added = {"op": "add", "path": "members", "value": members}
        ask("PATCH", f"/Groups/{group['id']}", {"schemas": [PATCH], "Operations": [added]})
    taken = time.perf_counter() - start
    _, group = ask("GET", f"/Groups/{group['id']}", None)
    if len(group["members"]) != len(users):
        raise Refused("Not everybody came into the group, so there is nothing to measure.")
    return round(taken, 2)


def _invited(practice_id: UUID) -> int:
    with acting_for(practice_id):
        return Invitation.objects.of(practice_id).count()


def _carepost(bench: Bench) -> Ask:
    someone = Person.objects.create_user("administrator@riverside.example", "Asha", "Ashdown")
    place = add_member(
        actor=bench.system, person=someone, role=Role.ADMINISTRATOR, job_title="Manager", teams=["Doctors"]
    )
    with acting_for(bench.practice_id):
        _, token = make_token(actor=place.as_actor(), name="The trust")
    line = Client(headers={"Host": "localhost", "Authorization": f"Bearer {token}"})

    def ask(method: str, path: str, body: object) -> tuple[int, Any]:
        sent = json.dumps(body) if body is not None else ""
        answer = line.generic(method, ROOT + path, sent, "application/scim+json")
        return answer.status_code, json.loads(answer.content or b"null")

    return ask


def _library() -> Ask:
    handler = ScimHandler(service(), InMemoryStorage())

    def ask(method: str, path: str, body: object) -> tuple[int, Any]:
        path, _, sought = path.partition("?filter=")
        answer = handler.handle(
            ScimRequest(
                method=method,
                base_url=f"http://localhost{ROOT}",
                path=path,
                query={"filter": sought} if sought else {},
                headers={"Content-Type": "application/scim+json"},
                body=json.dumps(body).encode() if body is not None else b"",
            )
        )
        return answer.status, json.loads(json.dumps(answer.body))

    return ask
