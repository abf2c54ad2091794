"""How parent and child talk: a length, that many octets of JSON, then as many raw octets as its "size"."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

Read = Callable[[int], bytes]

_LONGEST_HEAD = 64 * 1024
_LONGEST_BODY = 128 * 2**20


def pack(head: dict[str, Any], body: bytes = b"") -> list[bytes]:
    """The frame, in pieces, so that a large body is not copied."""
    said = json.dumps({**head, "size": len(body)}).encode()
    return [len(said).to_bytes(4) + said, body]


# Any: JSON of two programs of ours; the parent checks what it uses.
def unpack(read: Read) -> tuple[dict[str, Any], bytes]:
    """One frame, by a function that gives exactly so many octets; ValueError if it is none."""
    length = int.from_bytes(read(4))
    if length > _LONGEST_HEAD:
        raise ValueError("the head of a frame is too long")
    head = json.loads(read(length))
    if not isinstance(head, dict) or not isinstance(size := head.get("size"), int):
        raise ValueError("a frame has no size")
    if not 0 <= size <= _LONGEST_BODY:
        raise ValueError("the body of a frame is too long")
    return head, read(size)
