"""The lists, as members see them."""

from __future__ import annotations

from django.test import Client


def test_every_list_can_be_looked_at(alice: Client) -> None:
    for name in ("my", "unassigned", "urgent", "failed", "awaiting-reply", "all", "done"):
        answer = alice.get(f"/inbox/{name}")
        assert answer.status_code == 200, name
        assert b"Riverside Surgery" in answer.content
