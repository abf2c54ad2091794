"""The demo's stage: every process of an installation and the outside world, started together and stopped together."""

from __future__ import annotations

from carepost.demo.stage.stage import Stage

__all__ = ["Stage"]
