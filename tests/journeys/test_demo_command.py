"""`carepost demo`: the story told by the real command, told to fail when anything is missing, ended without a trace."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from carepost.demo.cast.people import AISHA, CARDIOLOGY
from carepost.demo.stage import Stage
from carepost.demo.story import check
from carepost.demo.story.scene import Scene, conversation_in
from carepost.demo.story.steps import answered, sign_in, write
from tests.journeys.staged import Staged

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
DEMO = (sys.executable, "-m", "carepost", "demo")


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Kept from test to test, which all go on with the same demo: making one anew takes half a minute.

    Not pytest's own folder: the database runs as a user of its own, who may not enter that.
    """
    made = tempfile.mkdtemp(prefix="carepost-kept-")
    yield Path(made)
    shutil.rmtree(made, ignore_errors=True)


def test_story_passes_within_a_minute_and_is_told_as_json(folder: Path) -> None:
    with subprocess.Popen(
        [*DEMO, "--check", "--json", "--port", "0", "--keep", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"CAREPOST_LOG_LEVEL": "debug"},
    ) as told:
        assert told.stdout
        assert told.stderr
        up = next(line for line in told.stderr if (folder / "logs" / "web.log").exists() or "PASS" in line)
        began = time.monotonic()
        lines = [up, *told.stderr]
        steps = json.loads(told.stdout.read())
        took = time.monotonic() - began

    assert told.returncode == 0, "".join(lines)
    assert all(set(step) == {"step", "ok", "detail"} and step["ok"] is True for step in steps)
    details = " ".join(step["detail"] for step in steps)
    assert re.search(r"message_id.*sha256.*TLSv1\.[23]", details)
    assert took < 60


@pytest.mark.parametrize("name", ["web", "world", "listener", "worker"])
def test_story_fails_when_a_process_is_gone(
    folder: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    story = (("signs in", sign_in), ("writes", write), ("is answered", answered))

    status = check.run(Bereft(name, keep=folder, port=0), as_json=True, steps=story)

    results = {step["step"]: step["ok"] for step in json.loads(capsys.readouterr().out)}
    assert status == 1
    assert results.pop("Every process is still running") is False
    assert False in results.values()


class Bereft(Stage):
    """A stage on which one process is killed as soon as all of them stand."""

    def __init__(self, name: str, *, keep: Path, port: int) -> None:
        super().__init__(keep=keep, port=port)
        self._name = name

    @contextmanager
    def up(self) -> Iterator[None]:
        with super().up():
            victim = self.company.running[self._name]
            victim.kill()
            victim.wait()
            yield


def test_kept_demo_goes_on_where_it_ended(folder: Path) -> None:
    with (first := Stage(keep=folder, port=0)).up():
        scene = Scene(first)
        scene.visitor = scene.sign_in(AISHA)
        conversation = conversation_in(scene.write(CARDIOLOGY.address, "Kept from the last time."))
        scene.wait_for_arrival("northside", "Kept from the last time.")

    with (second := Stage(keep=folder, port=0)).up():
        assert Staged(second).named_in_logs() == {}, "of the story, and of those with a process gone"
        scene = Scene(second)
        scene.visitor = scene.sign_in(AISHA)
        assert "Kept from the last time." in scene.open(conversation).text
        assert len(scene.arrived("northside", "Kept from the last time.")) == 1


def test_ctrl_c_leaves_nothing_running_and_a_taken_port_is_no_obstacle(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        wanted = taken.getsockname()[1]
        started = [*DEMO, "--no-browser", "--https", "--keep", str(folder), "--port", str(wanted)]
        with ended(
            subprocess.Popen(started, stderr=subprocess.PIPE, text=True, start_new_session=True)
        ) as demo:
            assert demo.stderr
            said = next(line for line in demo.stderr if "Carepost is at" in line)
            url = re.findall(r"https://localhost:\d+", said)[0]
            assert url != f"https://localhost:{wanted}"
            next(line for line in demo.stderr if "5." in line)
            assert "Sign in to Carepost" in read(url + "/accounts/login/")
            assert len(of(folder)) >= 5

            os.killpg(demo.pid, signal.SIGINT)
            rest = demo.stderr.read()

    assert "Traceback" not in rest
    assert demo.returncode == 0
    assert of(folder) == []


@contextmanager
def ended(process: subprocess.Popen[str]) -> Iterator[subprocess.Popen[str]]:
    """The process, which does not outlive the test however that ends."""
    with process:
        try:
            yield process
        finally:
            process.terminate()


def read(url: str) -> str:
    """The demo's certificate is of its own making."""
    anyone = ssl.create_default_context()
    anyone.check_hostname, anyone.verify_mode = False, ssl.CERT_NONE
    with urllib.request.urlopen(url, context=anyone, timeout=20) as page:
        found: str = page.read().decode()
        return found


def of(folder: Path) -> list[str]:
    """Every process, ours or the database's, that has this folder in its environment or its command line."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
        except OSError:
            continue
        if str(folder).encode() in words:
            found.append(words.partition(b"\0\0")[0].replace(b"\0", b" ").decode(errors="replace")[:200])
    return found
