"""The other side's point of view, asked of the outside world itself."""

from __future__ import annotations

import json
import time
import urllib.request
from collections.abc import Callable
from typing import Any, TypeVar

Facts = dict[str, Any]  # Any: whatever the outside world's JSON holds
Found = TypeVar("Found")

PATIENCE = 25.0
"""seconds to wait for mail to get anywhere"""


def expect(holds: object, words: str) -> None:
    """A step stands or falls with this; `words` say what was seen instead."""
    if not holds:
        raise AssertionError(words)


class Outside:
    def __init__(self, site: str) -> None:
        self._site = site

    def received(self, box: str) -> list[Facts]:
        found: list[Facts] = self._ask(f"/api/received?box={box}")
        return found

    def reply(self, box: str, mail: Facts, text: str, mode: str = "reply") -> None:
        self._ask("/api/reply", {"box": box, "id": mail["id"], "mode": mode, "text": text})

    def switch(self, **values: object) -> None:
        self._ask("/api/switches", values)

    def code_of(self, email: str) -> str:
        """The one-time code on this person's telephone now."""
        shown = self._ask("/api/telephone")
        codes = {one["email"]: one["code"] for one in shown["codes"]}
        return str(codes[email])

    def _ask(self, path: str, data: Facts | None = None) -> Any:  # Any: JSON
        body = json.dumps(data).encode() if data is not None else None
        headers = {"Content-Type": "application/json", "Origin": self._site}
        request = urllib.request.Request(self._site + path, data=body, headers=headers)
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.loads(answer.read() or b"null")


def wait_for(look: Callable[[], Found | None], what: str, seconds: float = PATIENCE) -> Found:
    """What `look` finds, looked for until it is there."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := look():
            return found
        time.sleep(0.2)
    raise AssertionError(f"{what} was not seen within {seconds:.0f} seconds")
