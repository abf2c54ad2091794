"""A disk on which writing failed is made read-only by the kernel: the commonest end of a disk, and it is named so."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from carepost.ground.kernel import Unavailable
from carepost.ground.postgres import places
from tests.faults.disk.small_disk import OwnDisk, small_disk


def test_a_disk_that_can_only_be_read_is_not_taken_for_somebody_elses_folder(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", megabytes=1) as disk:
        places.make(disk.folder / "home")
        if not isinstance(disk, OwnDisk):  # this user may mount none, so none can be made read-only either
            return
        subprocess.run(["mount", "-o", "remount,ro", disk.folder], check=True)
        with pytest.raises(Unavailable, match="can only be read now"):
            places.make(disk.folder / "home")
