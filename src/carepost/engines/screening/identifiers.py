"""NHS numbers, dates and names that stand in a text."""

from __future__ import annotations

from carepost.domain.patients.facts import Identifiers


def find(text: str) -> Identifiers:
    """Everything in the text that could name a patient, in time that grows with its length only."""
    raise NotImplementedError
