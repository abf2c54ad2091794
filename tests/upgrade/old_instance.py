"""An instance as an earlier release left it, on the PostgreSQL of today or on an older one."""

from __future__ import annotations

import json
import lzma
import os
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from carepost.ground.postgres import account, binaries, places, roles, sockets
from carepost.ground.postgres.cluster import Cluster
from tests.debian_postgres import BIN
from tests.unit.ledger.verifier import PATH as VERIFIER

ROOT = Path(__file__).parents[2]
RELEASES = Path(__file__).with_name("releases")


@dataclass
class OldInstance:
    home: Path
    release: Path

    @property
    def facts(self) -> dict[str, Any]:
        return json.loads((self.release / "facts.json").read_text())

    @property
    def data(self) -> Path:
        return self.home / "pg" / "data"

    def restore(self, programs: Path | None = None) -> None:
        """The release's files, and its rows in a database of these programs (None: today's)."""
        self.home.mkdir()
        with tarfile.open(self.release / "files.tar.xz") as archive:
            archive.extractall(self.home, filter="data")
        cluster = self.cluster(programs)
        cluster.start()
        try:
            roles.ensure(cluster.server)
            self._fill(cluster)
        finally:
            cluster.stop()

    def cluster(self, programs: Path | None = None) -> Cluster:
        where = places.make(self.home)
        who = account.of(where.data)
        account.open_the_way(who, where.home)
        ours = programs or binaries.folder(where, who)
        return Cluster(where, who, ours, sockets.folder(where, who), durable=False)

    def _fill(self, cluster: Cluster) -> None:
        password = cluster.places.superuser_password.read_text()
        psql = [cluster.programs / "psql", "-q", "-v", "ON_ERROR_STOP=1", f"--host={cluster.sockets}"]
        subprocess.run(
            [*psql, "--username=postgres", "carepost"],
            input=lzma.decompress((self.release / "database.sql.xz").read_bytes()),
            env={"PGPASSWORD": password, "LC_ALL": "C.UTF-8"},
            stdout=subprocess.DEVNULL,
            check=True,
        )

    def environment(self) -> dict[str, str]:
        ours = {
            name: value for name, value in os.environ.items() if not name.startswith(("CAREPOST", "DATABASE"))
        }
        return ours | {"CAREPOST_HOME": str(self.home), "PYTHONPATH": str(ROOT)}

    def start(self, *words: object) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", *map(str, words)],
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, *words: object) -> str:
        """What a command says; its complaint is the failure."""
        process = self.start(*words)
        out, complaint = process.communicate(timeout=300)
        assert process.returncode == 0, complaint
        return out

    def migrate(self) -> str:
        return self.run("carepost", "migrate", "--old-programs", BIN)

    def look(self) -> dict[str, Any]:
        """See look.py: conversations, originals, sign-in, the unsent letter, an answer."""
        return json.loads(self.run("tests.upgrade.look", self.release / "facts.json"))

    def ledger_verdict(self) -> str:
        """Of an export made now, with the checkpoints that the old version left."""
        since, export = self.home / "since.txt", self.home / "export.txt"
        with tarfile.open(self.release / "files.tar.xz") as archive:
            kept = archive.extractfile("ledger/checkpoints.txt")
            assert kept
            since.write_bytes(kept.read())
        self.run("carepost", "ledger", "export", export, "--practice", self.facts["practice"])
        done = subprocess.run(
            [sys.executable, "-I", VERIFIER, export, "--since", since],
            capture_output=True,
            text=True,
            check=False,
        )
        return done.stdout
