"""How many requests, and how long they take: the only figures that a process of the pages counts by itself."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram

REGISTRY = CollectorRegistry()
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.5, 5.0, 10.0)
"""seconds; a list is to be drawn in 0.3"""

REQUESTS = Counter(
    "carepost_requests",
    "Requests answered by this process, by name of the address.",
    ["view", "method", "status"],
    registry=REGISTRY,
)
SECONDS = Histogram(
    "carepost_request_seconds",
    "How long answers took.",
    ["view"],
    buckets=BUCKETS,
    registry=REGISTRY,
)
METHODS = {"GET", "HEAD", "POST", "OPTIONS"}


def answered(view: str, method: str, status: int, seconds: float) -> None:
    """Labels are of closed sets, so that no visitor can make more of them."""
    REQUESTS.labels(view, method if method in METHODS else "other", str(status)).inc()
    SECONDS.labels(view).observe(seconds)
