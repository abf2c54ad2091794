"""The whole way in: store, parse, screen, match, place, ledger; beside a server that only stores."""

from __future__ import annotations
