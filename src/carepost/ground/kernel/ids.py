"""New ids."""

from __future__ import annotations

from uuid import UUID

from uuid_utils import compat


def new_id() -> UUID:
    """A version 7 UUID (RFC 9562): unique, and later ones sort after earlier ones."""
    return compat.uuid7()
