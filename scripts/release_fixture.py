"""Make the data that later versions have to be able to take over: once for each release, never again.

    python -m scripts.release_fixture        writes tests/upgrade/releases/<version>-<day>/

An instance is made with `carepost init`, a few days are lived in it by made-up people (tests/upgrade/live.py),
and what is left is packed: the database as SQL, the files beside it, and what has to be true of them. Its keys
are drawn for it and used nowhere else.
"""

from __future__ import annotations

import hashlib
import io
import lzma
import os
import subprocess
import sys
import tarfile
import tempfile
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from carepost.ground.postgres import starter
from carepost.ground.postgres.places import Places

RELEASES = Path("tests/upgrade/releases")
FILES = (
    "secrets/master.key",
    "secrets/token.key",
    "secrets/ledger.key",
    "secrets/django.key",
    "vault",
    "ledger",
)
# Words of the newest programs only, which an older server would stumble over.
NOT_FOR_ALL = (b"\\restrict", b"\\unrestrict", b"SET transaction_timeout")


def main() -> None:
    folder = RELEASES / f"{metadata.version('carepost')}-{datetime.now(UTC):%Y%m%d}"
    if folder.exists():
        sys.exit(f"{folder} is there. A release's data is never made anew.")
    with tempfile.TemporaryDirectory(prefix="carepost-release-") as scratch:
        home = Path(scratch) / "home"
        Path(scratch).chmod(0o711)
        environment = os.environ | {"CAREPOST_HOME": str(home)}
        with starter.database(home):
            _run([sys.executable, "-m", "carepost", "init"], environment)
            facts = _run([sys.executable, "-m", "tests.upgrade.live"], environment)
            dump = _dumped(home)
        folder.mkdir(parents=True)
        (folder / "facts.json").write_bytes(facts)
        (folder / "database.sql.xz").write_bytes(lzma.compress(dump, preset=9 | lzma.PRESET_EXTREME))
        (folder / "files.tar.xz").write_bytes(_packed(home))
    with (RELEASES / "SHA256SUMS").open("a") as sums:
        for path in sorted(folder.iterdir()):
            sums.write(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(RELEASES)}\n")
    print(f"{folder}: {sum(path.stat().st_size for path in folder.iterdir())} octets")


def _run(command: list[str], environment: dict[str, str]) -> bytes:
    return subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE).stdout


def _dumped(home: Path) -> bytes:
    places = Places(home)
    cluster = starter._cluster(home, durable=True)
    command = [
        str(cluster.programs / "pg_dump"),
        f"--host={cluster.sockets}",
        "--username=postgres",
        "carepost",
    ]
    password = places.superuser_password.read_text()
    text = _run(command, os.environ | {"PGPASSWORD": password, "LC_ALL": "C.UTF-8"})
    return b"".join(line for line in text.splitlines(keepends=True) if not line.startswith(NOT_FOR_ALL))


def _packed(home: Path) -> bytes:
    """Owners and times are nobody's business."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:xz") as archive:
        for name in FILES:
            archive.add(home / name, name, filter=_plain)
    return out.getvalue()


def _plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mtime = 0
    return entry


if __name__ == "__main__":
    main()
