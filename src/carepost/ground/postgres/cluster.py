"""One PostgreSQL data folder: make it, start it, stop it. Callers hold the gate."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import pq

from carepost.ground.kernel import Unavailable
from carepost.ground.postgres import processes, secrets
from carepost.ground.postgres.account import ENVIRONMENT, Account
from carepost.ground.postgres.places import Places
from carepost.ground.postgres.server import SUPERUSER, Server

START_SECONDS = 60.0
SILENT_SECONDS = 10.0

# Written anew at each start. Logs carry no row's content: no statements, no DETAIL lines with key values, and
# no errors of statements at all, for their first lines may quote a value. Ours name the kind of each of them.
_SETTINGS = """\
listen_addresses = ''
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0700
max_connections = 60
fsync = {durable}
synchronous_commit = on
full_page_writes = {durable}
timezone = 'UTC'
log_timezone = 'UTC'
logging_collector = on
log_directory = '../log'
log_filename = 'postgresql-%a.log'
log_truncate_on_rotation = on
log_rotation_age = 1d
log_rotation_size = 0
log_file_mode = 0600
log_min_messages = log
log_min_error_statement = panic
log_error_verbosity = terse
log_statement = none
log_min_duration_statement = -1
log_parameter_max_length_on_error = 0
"""


@dataclass(frozen=True, slots=True)
class Cluster:
    """The server of one instance, with the programs and the user to run it."""

    places: Places
    account: Account
    programs: Path
    sockets: Path
    durable: bool = True

    def start(self) -> None:
        """Return with a server that has answered. Raises Unavailable with the server's own last words."""
        if self.answers():
            return
        self._make()
        self._prepare()
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            if processes.postmaster(self.places.data, self.account):
                self._wait_for_answer()
            else:
                self._launch()
            if self.answers():
                return
            time.sleep(0.2)  # after a kill -9 the old server's children take a moment to let go
        raise Unavailable(f"The database did not start. {self._last_words()}")

    def stop(self) -> None:
        """Stop the server if it runs. Never signals a process that is not ours."""
        for mode, seconds in (("fast", 30), ("immediate", 10)):
            if processes.postmaster(self.places.data, self.account) is None:
                return
            self._control("stop", "-m", mode, "-t", str(seconds))

    @property
    def server(self) -> Server:
        return Server(self.places.home)

    def answers(self) -> bool:
        """Up means that a real connection was answered; a process id proves nothing."""
        if not (self.places.data / "PG_VERSION").exists():
            return False
        try:
            with psycopg.connect(self.server.superuser_conninfo(), connect_timeout=3) as connection:
                return connection.execute("select 1").fetchone() == (1,)
        except psycopg.OperationalError:
            return False

    def _wait_for_answer(self) -> None:
        """Give a living server time to recover; stop one that is deaf, as when its socket was deleted."""
        silent_since = time.monotonic()
        while not self.answers() and processes.postmaster(self.places.data, self.account):
            if pq.PGconn.ping(self.server.superuser_conninfo().encode()) != pq.Ping.NO_RESPONSE:
                silent_since = time.monotonic()
            if time.monotonic() - silent_since > SILENT_SECONDS:
                self.stop()
                return
            time.sleep(0.1)

    def _make(self) -> None:
        """Make the data folder aside and rename it whole: a folder called `data` was always finished."""
        if self.places.data.exists():
            return
        for leftover in (*self.places.pg.glob("data.new-*"), *self.places.pg.glob("password-*")):
            shutil.rmtree(leftover, ignore_errors=True) if leftover.is_dir() else leftover.unlink()
        password = secrets.new_password()
        secrets.write(self.places.superuser_password, password)
        draft = Path(tempfile.mkdtemp(prefix="data.new-", dir=self.places.pg))
        self.account.give(draft)
        self._initdb(draft, password)
        with open(draft / "postgresql.conf", "a", encoding="utf-8") as file:
            file.write("include '../server.conf'\n")
        draft.rename(self.places.data)
        secrets.sync_folder(self.places.pg)

    def _initdb(self, draft: Path, password: str) -> None:
        descriptor, name = tempfile.mkstemp(prefix="password-", dir=self.places.pg)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(password)
        self.account.give(Path(name))
        options = ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums"]
        if not self.durable:
            options.append("--no-sync")
        try:
            made = self.account.run(
                self.programs / "initdb",
                *("-D", draft, "-U", SUPERUSER, f"--pwfile={name}"),
                *options,
                timeout=120,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
            )
        finally:
            Path(name).unlink()
        if made.returncode:
            said = made.stdout.decode(errors="replace").strip().splitlines()[-1:]
            raise Unavailable(f"The database could not be made. {' '.join(said)}")

    def _prepare(self) -> None:
        self.places.log.mkdir(mode=0o700, exist_ok=True)
        self.account.give(self.places.log)
        durable = "on" if self.durable else "off"
        secrets.write(self.places.settings, _SETTINGS.format(sockets=self.sockets, durable=durable), 0o644)
        processes.clear_strangers(self.places.data, self.sockets, self.account)

    def _launch(self) -> None:
        self._control("start", "-l", "start.log", "-t", str(int(START_SECONDS)))

    def _control(self, verb: str, *options: str) -> None:
        # The data folder goes by environment: pg_ctl pastes its arguments into a shell command.
        self.account.run(
            self.programs / "pg_ctl",
            *(verb, "-w", "-s", *options),
            timeout=START_SECONDS + 30,
            env=ENVIRONMENT | {"PGDATA": str(self.places.data)},
            cwd=self.places.log,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _last_words(self) -> str:
        logs = sorted(self.places.log.glob("*.log"), key=lambda path: path.stat().st_mtime)
        lines = [line for log in logs for line in log.read_text(errors="replace").splitlines()]
        return next((line for line in reversed(lines) if "FATAL" in line), f"See {self.places.log}.")
