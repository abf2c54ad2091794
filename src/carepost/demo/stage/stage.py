"""Setting up the demo, keeping it up, and taking it down."""

from __future__ import annotations

import contextlib
import json
import shutil
import signal
import tempfile
import time
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from carepost.demo.cast.people import ACCOUNT_MAIL, EVERYBODY, PASSWORD, SERVICE_DOMAIN, SURGERIES
from carepost.demo.stage import certificate, ports, programme
from carepost.demo.stage.processes import Company
from carepost.demo.world.settings import NORTHSIDE, OAKHOUSE, STAFF
from carepost.ground.kernel import Unavailable
from carepost.ground.postgres.locks import FileLock

PROCESSES = ("world", "listener", "worker", "web")


class Stage:
    """One demo. `keep`: a folder that stays and is gone on with; else everything is made anew and removed."""

    def __init__(self, *, keep: Path | None = None, port: int = 8000, https: bool = False) -> None:
        self._keep = keep
        self._port = port
        self._https = https
        self.home = Path()
        self.company: Company
        self.world: dict[str, Any] = {}  # Any: what the outside world says of itself
        self.url = ""

    def play(self, *, open_browser: bool) -> None:
        """Until Ctrl-C, or until a process ends that should not."""
        with self.up():
            programme.show(self)
            if open_browser:
                with contextlib.suppress(webbrowser.Error):
                    webbrowser.open(self.url)
            try:
                self._stand_by()
            except KeyboardInterrupt:
                programme.say("Ending the demo.")

    @contextmanager
    def up(self) -> Iterator[None]:
        """Everything running and answering."""
        for number in (signal.SIGTERM, signal.SIGINT):  # a shell may have told us to ignore the second
            signal.signal(number, _end)
        made = None if self._keep else tempfile.mkdtemp(prefix="carepost-demo-")
        self.home = (self._keep or Path(made or "")).absolute()
        self.home.mkdir(mode=0o711, parents=True, exist_ok=True)
        self.home.chmod(0o711)
        alone = FileLock(self.home / "stage.lock")
        try:
            if not alone.try_take():
                raise Unavailable(
                    f"A demo is running in {self.home} already. End it first, or keep this one elsewhere."
                )
            self._set_up()
            yield
        finally:
            if hasattr(self, "company"):
                self.company.stop_all()
            alone.close()
            if made:
                shutil.rmtree(made, ignore_errors=True)

    def _set_up(self) -> None:
        port, lmtp = ports.free(self._port), ports.free()
        self.url = f"{'https' if self._https else 'http'}://localhost:{port}"
        self.company = Company(self.home / "logs", self._environment(lmtp))
        programme.say("Making a practice, its mail service and a hospital. This takes about half a minute.")
        self._start_world(lmtp)
        if not (self.home / "secrets" / "database.json").exists():
            self.company.run("init", "carepost", "init", "--demo")
        self._keep_password()
        self.company.start("listener", "carepost", "listener", "--port", str(lmtp))
        self.company.run("cast", "carepost.demo.cast", str(self._ready_file))
        self.company.start("worker", "carepost", "worker")
        self.company.start("web", "carepost", "serve", "--port", str(port), *self._tls())
        for at, what in ((lmtp, "The listener"), (port, "The web service")):
            ports.wait_until(lambda at=at: self._well() and ports.answers(at), what)  # type: ignore[misc]

    def _environment(self, lmtp: int) -> dict[str, str]:
        return {
            "CAREPOST_HOME": str(self.home),
            "CAREPOST_DEMO": "true",
            "CAREPOST_PUBLIC_URL": self.url,
            "CAREPOST_LMTP_PORT": str(lmtp),
            "CAREPOST_RETRY_FIRST": "3",
            "CAREPOST_LOOPBACK_WAIT": "20",
            "CAREPOST_DEMO_LOGINS": json.dumps([(one.name, one.email, PASSWORD) for one in EVERYBODY]),
            "DATABASE_URL": "",
        }

    @property
    def _ready_file(self) -> Path:
        return self.home / "world.json"

    def _start_world(self, lmtp: int) -> None:
        settings = {
            "services": [
                *({"address": surgery.mailbox, "name": surgery.name} for surgery in SURGERIES),
                {"address": ACCOUNT_MAIL, "name": "Carepost"},
            ],
            "peers": [NORTHSIDE, OAKHOUSE, STAFF],
            "people": [{"name": one.name, "email": one.email, "secret": one.secret} for one in EVERYBODY],
            "lmtp": {"host": ports.HOST, "port": lmtp},
            "carepost_url": self.url,
        }
        told = self.home / "world-settings.json"
        told.write_text(json.dumps(settings), encoding="utf-8")
        self._ready_file.unlink(missing_ok=True)
        place = (
            "--state",
            str(self.home / "world"),
            "--ports",
            str(self._ready_file),
            "--settings",
            str(told),
        )
        self.company.start("world", "carepost.demo.world", *place)
        ports.wait_until(lambda: self._well() and self._ready_file.exists(), "The outside world")
        self.world = json.loads(self._ready_file.read_text(encoding="utf-8"))
        self.company.environment |= self._ways_to_people()

    def _ways_to_people(self) -> dict[str, str]:
        """By mail through the demo's mail service, and by text message to the demo's telephones."""
        return {
            "CAREPOST_DEMO_CODES_URL": f"{self.world_url}/telephone",
            "CAREPOST_DEMO_MAIL_URL": f"{self.world_url}/box/{STAFF['box']}",
            "CAREPOST_ACCOUNT_DOMAINS": json.dumps([SERVICE_DOMAIN]),
            "CAREPOST_TEXT_MESSAGES": "demo",
            "CAREPOST_DEMO_TELEPHONE_URL": self.world_url,
            "CAREPOST_ACCOUNT_MAIL_HOST": self.world["submission_host"],
            "CAREPOST_ACCOUNT_MAIL_PORT": str(self.world["submission"]),
            "CAREPOST_ACCOUNT_MAIL_USERNAME": ACCOUNT_MAIL,
            "CAREPOST_ACCOUNT_MAIL_FROM": ACCOUNT_MAIL,
            "CAREPOST_ACCOUNT_MAIL_CA_FILE": self.world["ca_file"],
        }

    def _keep_password(self) -> None:
        """Of the account that sends mail about accounts: a secret of the instance's, as anywhere else."""
        file = self.home / "secrets" / "account-mail.password"
        file.write_text(self.world["accounts"][ACCOUNT_MAIL], encoding="utf-8")
        file.chmod(0o600)

    @property
    def world_url(self) -> str:
        return f"http://localhost:{self.world['http']}"

    def _tls(self) -> tuple[str, ...]:
        if not self._https:
            return ()
        made = certificate.make(self.home / "web-tls")
        return ("--certificate", str(made.certificate), "--key", str(made.key))

    def _well(self) -> bool:
        if name := self.company.ended():
            raise Unavailable(f"{name} ended. What went wrong stands in {self.company.logs / name}.log.")
        return True

    def _stand_by(self) -> None:
        while self._well():
            time.sleep(0.5)


def _end(*_: object) -> None:
    raise KeyboardInterrupt
