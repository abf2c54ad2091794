"""What an operator's programs look at: whether we live, whether we are ready, and figures."""

from __future__ import annotations

from carepost.doors.web.watching.middleware import WatchingMiddleware

__all__ = ["WatchingMiddleware"]
