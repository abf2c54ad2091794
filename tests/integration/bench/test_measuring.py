"""Benchmarks tell the truth about themselves: what was asked of the server is there, and nothing is lost or wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import psycopg
import pytest

from carepost.bench import server
from carepost.bench.corpus import Answerable, letters
from carepost.ground.kernel import Refused, new_id

EVERY_BENCHMARK_TELLS = (
    "bench corpus seed cores versions role row_level_security_forced fsync synchronous_commit scanning rows_per_message"
).split()
LETTER = Answerable(
    conversation_id=new_id(),
    subject="Clinic letter",
    reply_to="riverside+token@nhsmail.example",
    message_id="<token@nhsmail.example>",
    recipient="clinic@northside.example",
    name="Dr P Shah",
    about="Re: Jane SMITH",
    text="Please see this patient.",
)


def measured(*arguments: str) -> dict[str, Any]:
    """What `carepost bench` prints, run as anybody runs it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CAREPOST")}
    command = [sys.executable, "-m", "carepost", "bench", *arguments, "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    said: dict[str, Any] = json.loads(done.stdout)
    return said


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_the_way_in_is_measured_whole_and_nothing_is_lost() -> None:
    said = measured("ingest", "--messages", "12", "--rounds", "1", "--stored", "400", "--patients", "200")

    assert [name for name in EVERY_BENCHMARK_TELLS if name not in said] == []
    assert (said["role"], said["fsync"], said["synchronous_commit"]) == ("carepost_app", "on", "on")
    assert said["row_level_security_forced"] is True
    assert said["ingest_per_s"] > 0 < said["cpu_ms_per_message"]
    assert set(said["rate_at"]) == {"1000", "400"}
    assert said["rss_mib"]["worker"] > 0 < said["rss_mib"]["parser"]
    wrongs = {
        name: said[name]
        for name in ("lost", "doubled", "changed", "matched_wrongly", "changed_by_redelivery")
    }
    assert set(wrongs.values()) == {0}, wrongs
    assert said["threads_right"] == 100.0
    assert sum(said["states"].values()) == said["messages"] == 60
    assert (said["dovecot_per_s"] is None) == any("no peer" in note for note in said["notes"])


def test_a_login_above_the_access_rules_is_refused(logins: dict[str, str], db: None) -> None:
    assert server.asked().role == "carepost_app"
    with (
        psycopg.connect(logins["superuser"]) as above,
        pytest.raises(Refused, match="above the access rules"),
    ):
        server.asked(above)


def test_the_same_seed_makes_the_same_letters_and_another_makes_others() -> None:
    made = [one.raw for one in letters(40, 3, "riverside@nhsmail.example", [LETTER])]
    later = [one.raw for one in letters(10, 3, "riverside@nhsmail.example", [LETTER], first=30)]
    other = [one.raw for one in letters(40, 4, "riverside@nhsmail.example", [LETTER])]

    assert made[30:] == later
    assert not set(made) & set(other)


def test_the_corpus_is_what_its_sentence_says() -> None:
    made = list(letters(600, 5, "riverside@nhsmail.example", [LETTER]))
    sizes = sorted(len(one.raw) for one in made)

    assert 0.54 < sum(one.belongs_to is not None for one in made) / len(made) < 0.66
    assert 0.03 <= sum(one.fault is not None for one in made) / len(made) <= 0.06
    assert len({one.fault for one in made}) == 7
    assert 40_000 < sum(sizes) / len(sizes) < 65_000
    assert 2_000 < sizes[len(sizes) // 2] < 5_000
