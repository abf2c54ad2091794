"""What `carepost doctor` looks at: each module a few checks, each check findings that say what to do next."""

from __future__ import annotations
