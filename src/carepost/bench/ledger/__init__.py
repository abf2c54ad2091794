"""The ledger: appending, placing, and verifying what was exported."""

from __future__ import annotations
