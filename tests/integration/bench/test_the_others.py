"""Sending, pages, searching and the ledger are measured whole, on tiny numbers; no figure is judged here."""

from __future__ import annotations

import pytest

from tests.integration.bench.test_measuring import EVERY_BENCHMARK_TELLS, measured

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]

TINY = {
    "send": ("--messages", "24", "--rounds", "1"),
    "inbox": ("--size", "200", "--size", "400", "--asks", "2"),
    "search": ("--patients", "300", "--elsewhere", "300", "--asks", "2"),
    "web": ("--conversations", "100", "--seconds", "0.5", "--rounds", "1"),
    "directory": ("--users", "20"),
    "ledger": ("--entries", "300", "--appends", "5", "--rounds", "1"),
}


def tiny(name: str) -> dict[str, object]:
    """What that benchmark says, having looked that it says what every one does."""
    said = measured(name, *TINY[name])
    assert [key for key in EVERY_BENCHMARK_TELLS if key not in said] == []
    assert (said["bench"], said["role"], said["fsync"], said["synchronous_commit"]) == (
        name,
        "carepost_app",
        "on",
        "on",
    )
    assert said["row_level_security_forced"] is True
    return said


def test_the_way_out_is_measured_beside_a_bare_client_and_every_letter_arrives_once() -> None:
    said = tiny("send")
    assert said["send_per_s"] > 0 < said["bare_per_s"]
    assert said["cpu_ms_per_message"] > 0
    assert (said["lost"], said["duplicated"]) == (0, 0)


def test_every_list_is_measured_at_every_size() -> None:
    said = tiny("inbox")
    assert set(said["list_p95_ms"]) == set(said["badge_p95_ms"]) == {"200", "400"}
    assert "all, later" in said["by_list"]["400"]
    assert 0 < said["html_kb"] <= 60


def test_each_kind_of_search_is_measured_and_none_looks_beyond_the_practice() -> None:
    said = tiny("search")
    assert said["search_max_ms"] >= said["search_p95_ms"] > 0
    assert {plan.partition(",")[0] for plan in said["plans"].values()} == {"scoped"}


def test_pages_are_measured_beside_a_bare_page_on_the_same_server() -> None:
    said = tiny("web")
    assert min(said["list_rps"], said["page_rps"], said["bare_rps"]) > 0


def test_the_ledger_is_measured_from_appending_to_verifying() -> None:
    said = tiny("ledger")
    assert min(said["verify_per_s"], said["hashes_per_s"], said["append_per_s"]) > 0
    assert said["placed_within_s"] < 120


def test_a_directory_is_measured_and_everybody_is_invited_once() -> None:
    said = tiny("directory")
    assert said["invited"] == said["users"] == 20
    assert said["user_ms"] > said["bare_user_ms"] > 0
