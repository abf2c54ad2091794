"""An organisation's own directory that brings its people."""

from __future__ import annotations
