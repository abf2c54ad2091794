"""Made-up mail as a practice gets it: the same seed gives the same letters, byte for byte."""

from __future__ import annotations

from carepost.bench.corpus.letters import SENTENCE, Answerable, Letter, letters

__all__ = ["SENTENCE", "Answerable", "Letter", "letters"]
