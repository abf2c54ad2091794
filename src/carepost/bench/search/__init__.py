"""Looking for a patient by name, in a large practice among many."""

from __future__ import annotations
