"""A real export, checked by the verifier as an outsider runs it, beside the bare hashing of the same lines."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import carepost
from carepost.config.instance import Instance
from carepost.ground.kernel import Refused

VERIFIER = Path(carepost.__file__).parents[2] / "verifier" / "carepost_verify.py"


def export(instance: Instance, ods_code: str) -> tuple[Path, int, float]:
    """The file, the entries in it, and the seconds it took to place, sign and write."""
    file, start = instance.home / "ledger.export", time.perf_counter()
    command = [sys.executable, "-m", "carepost", "ledger", "export", str(file), "--practice", ods_code]
    said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    return file, int(said.split()[0]), time.perf_counter() - start


def verify(instance: Instance, file: Path, entries: int) -> float:
    """Entries a second, the start of Python included. Refused when the verifier finds fault."""
    if not VERIFIER.exists():
        raise Refused("The verifier is not here: run this from a checkout of Carepost's source.")
    command = [sys.executable, str(VERIFIER), str(file), "--since", str(instance.checkpoints_file)]
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    if done.returncode != 0:
        raise Refused("The verifier found fault with a ledger nobody tampered with.")
    return entries / (time.perf_counter() - start)


def hashes_per_s(lines: Sequence[str]) -> float:
    """Leaves a second, hashed by one process that does nothing else: what no verifier can beat on one core."""
    encoded = [b"\0" + line.encode() for line in lines]
    start = time.perf_counter()
    for one in encoded:
        sha256(one).digest()
    return len(lines) / (time.perf_counter() - start)
