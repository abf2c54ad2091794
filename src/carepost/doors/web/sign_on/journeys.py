"""Who has set off to a provider from this browser. Each comes back once, within ten minutes."""

from __future__ import annotations

import hmac
import time
from dataclasses import asdict, dataclass, field

from django.http import HttpRequest

from carepost.engines.single_sign_on.port import Attempt

JOURNEYS = "sign-on"
MOST = 5
"""at the same time: tabs of one browser"""
LASTS = 600
"""seconds"""


@dataclass(frozen=True, slots=True)
class Journey:
    """`person`: whose account it is to be linked to; empty for signing in. `next`: a page of ours."""

    provider: str
    attempt: Attempt = field(repr=False)
    next: str = "/"
    person: str = ""


def set_off(request: HttpRequest, journey: Journey) -> None:
    request.session[JOURNEYS] = [*_going_on(request), asdict(journey)][-MOST:]


def come_back(request: HttpRequest, provider: str, state: str) -> Journey | None:
    """The journey this is the end of; whoever did not set off from this browser has none."""
    going_on = _going_on(request)
    found = [one for one in going_on if _same(one["attempt"]["state"], state)]
    request.session[JOURNEYS] = [one for one in going_on if one not in found]
    if not found or found[0]["provider"] != provider:
        return None
    return Journey(**found[0] | {"attempt": Attempt(**found[0]["attempt"])})


def _same(kept: str, brought: str) -> bool:
    """As octets: what is brought may be anything."""
    return hmac.compare_digest(kept.encode(), brought.encode())


def _going_on(request: HttpRequest) -> list[dict]:  # type: ignore[type-arg]  # as the session gave it back
    kept = request.session.get(JOURNEYS, [])
    return [one for one in kept if time.time() - one["attempt"]["began"] < LASTS]
