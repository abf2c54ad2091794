"""The lists of the inbox as the web process makes them, in practices small and very large."""

from __future__ import annotations
