"""The lists in force, loaded once a version and kept in the process."""

from __future__ import annotations

from datetime import date

from carepost.domain.directory.verdicts import Lists


def in_force(today: date | None = None) -> Lists:
    """The newest list of each kind; one small query when they are known already."""
    raise NotImplementedError
