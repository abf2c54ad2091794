"""Pages over a socket, from the server as `carepost serve` runs it."""

from __future__ import annotations
