"""Pure: an address and what is known of its owner in; generic, for review or plausible out, with reasons."""

from __future__ import annotations

from carepost.engines.addresses.classification import Classification, Evidence, Finding, Outcome
from carepost.engines.addresses.decide import classify

__all__ = ["Classification", "Evidence", "Finding", "Outcome", "classify"]
