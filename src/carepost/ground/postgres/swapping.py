"""Putting a finished data folder in the place of another, whatever is killed on the way.

Two renames cannot be one step, so what is to happen is written down first; whoever comes next ends it.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from carepost.ground.postgres import secrets
from carepost.ground.postgres.places import Places


def swap(places: Places, following: Places, major: int) -> Path:
    """Make `following`'s data this instance's; where the old data now is. Callers hold the gate."""
    aside = places.pg / f"data.old-{major}"
    number = 2
    while aside.exists():
        aside, number = places.pg / f"data.old-{major}-{number}", number + 1
    secrets.write(_note(places), json.dumps({"next": following.home.name, "aside": aside.name}))
    finish(places)
    return aside


def finish(places: Places) -> None:
    """End a swap that was cut short, if there is one. Callers hold the gate."""
    note = _note(places)
    if not note.exists():
        return
    said = json.loads(note.read_text(encoding="utf-8"))
    following = Places(places.pg / said["next"])
    if following.data.exists():
        if places.data.exists():
            places.data.rename(places.pg / said["aside"])
        following.data.rename(places.data)
        secrets.sync_folder(places.pg)
    shutil.rmtree(following.home, ignore_errors=True)
    note.unlink()


def _note(places: Places) -> Path:
    return places.pg / "swap.json"
