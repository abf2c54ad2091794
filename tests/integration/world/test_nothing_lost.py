"""The listener down, the world restarted or killed: mail waits and comes."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.integration.world.listener import Listener
from tests.integration.world.outside import CARDIOLOGY, SERVICE, Outside


def test_mail_waits_while_the_listener_is_down(world: Outside, lmtp_port: int, letter: bytes) -> None:
    world.submit(letter, SERVICE)
    time.sleep(0.5)
    (waiting,) = world.get("/api/waiting")
    assert waiting["pending"] == [SERVICE]

    listener = Listener(lmtp_port)
    listener.start()
    try:
        assert listener.wait_for(1)[0][2].endswith(letter)
    finally:
        listener.stop(no_assert=True)


def test_listener_that_says_later_is_asked_again(world: Outside, listener: Listener, letter: bytes) -> None:
    listener.answer, listener.unwilling = "451 4.3.0 The database is away", 2

    world.submit(letter, SERVICE)

    assert listener.wait_for(1)[0][2].endswith(letter)
    assert listener.unwilling == 0


def test_listener_that_says_never_makes_a_report(world: Outside, listener: Listener, letter: bytes) -> None:
    listener.answer, listener.unwilling = "552 5.3.4 Too large", 1

    world.submit(letter, SERVICE)

    ((sender, recipient, raw),) = listener.wait_for(1)
    assert sender in ("", "<>")
    assert recipient == SERVICE
    assert b"Diagnostic-Code: smtp; 552 5.3.4 Too large" in raw


def test_report_that_cannot_be_delivered_makes_no_other(
    world: Outside, listener: Listener, letter: bytes
) -> None:
    listener.answer, listener.unwilling = "550 5.0.0 Never", 2

    world.submit(letter, SERVICE)

    for _ in range(100):
        if not listener.unwilling and not world.get("/api/waiting"):
            break
        time.sleep(0.05)
    assert world.get("/api/waiting") == []
    assert listener.mails == []


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_restart_loses_neither_what_waits_nor_what_was_received(
    world: Outside, lmtp_port: int, letter: bytes, how: signal.Signals
) -> None:
    world.submit(letter, CARDIOLOGY, SERVICE)
    before = world.received("northside", 1)
    world.turn(tls="expired")
    world.post("/api/sms", to="07700 900123", text="Your code is 123456")

    world.stop(how)
    world.start()

    assert world.received("northside", 1) == before
    assert world.get("/api/switches")["tls"] == "expired"
    assert world.get("/api/telephone")["texts"][0]["text"] == "Your code is 123456"
    listener = Listener(lmtp_port)
    listener.start()
    try:
        assert listener.wait_for(1)[0][2].endswith(letter)
    finally:
        listener.stop(no_assert=True)


def test_listener_that_hangs_does_not_hold_up_the_hospital_or_the_end(
    tmp_path: Path, lmtp_port: int, letter: bytes
) -> None:
    with socket.create_server(("127.0.0.1", lmtp_port)):
        world = Outside(tmp_path, lmtp_port)
        for _ in range(6):
            world.submit(letter, SERVICE)
        world.submit(letter, CARDIOLOGY)
        world.received("northside", 1)
        start = time.monotonic()

        assert world.stop() == 0
        assert time.monotonic() - start < 3


def test_taken_port_is_named_and_nothing_starts(tmp_path: Path, lmtp_port: int) -> None:
    settings = {"services": [{"address": SERVICE}], "ports": {"submission": lmtp_port}}
    (tmp_path / "settings.json").write_text(json.dumps(settings))
    ready = tmp_path / "ready.json"
    given = ["--state", str(tmp_path / "state"), "--ports", str(ready)]
    command = [
        sys.executable,
        "-m",
        "carepost.demo.world",
        *given,
        "--settings",
        str(tmp_path / "settings.json"),
    ]

    with socket.create_server(("127.0.0.1", lmtp_port)):
        ended = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)

    assert ended.returncode == 1
    assert "cannot start" in ended.stderr
    assert str(lmtp_port) in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not ready.exists()
