"""What killed writers left in the vault is cleared away in time, and nothing else."""

from __future__ import annotations

import os
import threading
import time

import pytest

from carepost.domain.tenancy import services
from carepost.doors.jobs import vault_sweep
from carepost.ground.vault.files import UNFINISHED
from tests.instance import HOME
from tests.integration.desk import Desk
from tests.integration.letters import mail


@pytest.mark.hazard("HZ-10")
def test_what_was_left_unfinished_two_days_ago_goes_and_letters_stay(desk: Desk) -> None:
    raw = mail()
    arrival = desk.arrival(desk.accept(raw))
    (kept,) = (HOME / "vault").rglob(arrival.object_id.hex)
    old, young = (kept.with_name(f"{UNFINISHED}{name}") for name in ("old", "young"))
    for path in (old, young):
        path.write_bytes(b"half a let")
    for path in (old, kept):
        os.utime(path, (time.time() - 2 * 86400,) * 2)

    stop = threading.Event()
    sweeping = threading.Thread(target=lambda: vault_sweep.run(stop, first=0.0))
    sweeping.start()
    until = time.monotonic() + 30
    while old.exists() and time.monotonic() < until:
        time.sleep(0.01)
    stop.set()
    sweeping.join(10)

    assert (old.exists(), young.exists()) == (False, True)
    assert services.vault().get(desk.id, arrival.object_id) == raw
    young.unlink()
