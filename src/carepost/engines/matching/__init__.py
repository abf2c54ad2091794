"""Pure: a mail and candidates in, a decision with reasons out."""

from __future__ import annotations

from carepost.engines.matching.decide import decide
from carepost.engines.matching.decision import (
    Certainty,
    Decision,
    Link,
    NamesAnother,
    PatientGuess,
    Sender,
    Suggested,
)
from carepost.engines.matching.guesses import guess

__all__ = [
    "Certainty",
    "Decision",
    "Link",
    "NamesAnother",
    "PatientGuess",
    "Sender",
    "Suggested",
    "decide",
    "guess",
]
