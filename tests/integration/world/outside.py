"""The outside world as a process of its own, and a practice's mail program that speaks to it."""

from __future__ import annotations

import json
import signal
import smtplib
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

SERVICE = "riverside@nhs-demo.example"
PASSWORD = "made-up-for-tests"
CARDIOLOGY = "cardiology.advice@northside.example"
MANAGER = "manager@oakhouse.example"


class Outside:
    """Start, stop and ask."""

    def __init__(self, home: Path, lmtp_port: int) -> None:
        self.home = home
        self._ready = home / "ready.json"
        self._settings = home / "settings.json"
        people = [{"name": "Alice Adeyemi", "email": "alice@nhs-demo.example", "secret": "JBSWY3DPEHPK3PXP"}]
        service = {"address": SERVICE, "name": "Riverside Surgery", "password": PASSWORD}
        settings = {"services": [service], "people": people, "lmtp": {"port": lmtp_port}}
        self._settings.write_text(json.dumps(settings))
        self.start()

    def start(self) -> None:
        self._ready.unlink(missing_ok=True)  # one left by a killed process says nothing about this one
        state = str(self.home / "state")
        given = ["--state", state, "--ports", str(self._ready), "--settings", str(self._settings)]
        with (self.home / "output.txt").open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "carepost.demo.world", *given], stdout=output, stderr=output
            )
        end = time.monotonic() + 20
        while not self._ready.exists():
            assert self.process.poll() is None, self.output()
            assert time.monotonic() < end, "the outside world was not ready in 20 s"
            time.sleep(0.02)
        self.ports: dict[str, Any] = json.loads(self._ready.read_text())

    def stop(self, number: int = signal.SIGTERM) -> int:
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(10)

    def output(self) -> str:
        return (self.home / "output.txt").read_text()

    def client(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.ports["ca_file"])

    def line(self) -> smtplib.SMTP:
        """A line to the submission server, encrypted and logged in."""
        line = smtplib.SMTP("localhost", self.ports["submission"], timeout=20)
        line.starttls(context=self.client())
        line.login(SERVICE, PASSWORD)
        return line

    def submit(self, raw: bytes, *recipients: str) -> dict[str, tuple[int, bytes]]:
        """Sends; what comes back are the refusals."""
        with self.line() as line:
            return line.sendmail(SERVICE, recipients, raw)

    def get(self, path: str, **headers: str) -> Any:
        return json.loads(self.fetch(path, **headers))

    def fetch(self, path: str, body: bytes | None = None, **headers: str) -> bytes:
        address = f"http://127.0.0.1:{self.ports['http']}{path}"
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        with urllib.request.urlopen(urllib.request.Request(address, body, names), timeout=20) as answer:
            return answer.read()

    def post(self, path: str, **given: Any) -> Any:
        body = json.dumps(given).encode()
        return json.loads(self.fetch(path, body, Content_Type="application/json"))

    def status_of(self, path: str, body: bytes | None = None, **headers: str) -> int:
        try:
            self.fetch(path, body, **headers)
        except urllib.error.HTTPError as error:
            error.close()
            return error.code
        return 200

    def turn(self, **switches: Any) -> None:
        self.post("/api/switches", **switches)

    def received(self, box: str, count: int, seconds: float = 15) -> list[dict[str, Any]]:
        """What an organisation received, once there is that much."""
        end = time.monotonic() + seconds
        while len(mails := self.get(f"/api/received?box={box}")) < count:
            assert time.monotonic() < end, f"only {len(mails)} of {count} came to {box}"
            time.sleep(0.05)
        return mails
