"""Verified TLS for every line that leaves the house: one way to trust, one way to say why not."""

from __future__ import annotations

from carepost.ground.tls.probe import ends_at, file_ends_at
from carepost.ground.tls.proof import Seen, seen
from carepost.ground.tls.trust import context, why_not

__all__ = ["Seen", "context", "ends_at", "file_ends_at", "seen", "why_not"]
