"""Patients a mail may be about, from what stands in it: only ever a suggestion (M3)."""

from __future__ import annotations

from collections.abc import Sequence

from carepost.domain.patients.facts import Identifiers, PatientFacts
from carepost.engines.matching.decision import PatientGuess


def guess(found: Identifiers, known: Sequence[PatientFacts]) -> tuple[PatientGuess, ...]:
    """The patients named, the best first, each with its reasons."""
    raise NotImplementedError
