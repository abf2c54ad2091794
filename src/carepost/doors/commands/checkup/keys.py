"""The keys and the vault they open; and whether the way back from paper was ever tried."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from carepost.actions.mailboxes.lines import every_practice
from carepost.actions.watching.evidence import opens_newest
from carepost.config.guards import vault_is_lost
from carepost.doors.commands.checkup.finding import Finding, House, look, well, wrong
from carepost.doors.commands.checkup.sheet import YEAR, last_checked
from carepost.ground.kernel import CarepostError, Unavailable, clock
from carepost.ground.vault import master

SECRETS = ("master.key", "token.key", "ledger.key", "django.key")
FROM_BACKUP = "Put it back from a backup of secrets/; a new one does not do what the old one did."
FROM_PAPER = "Make it again from the recovery sheet: `carepost recovery restore`."


def secrets(house: House) -> Iterator[Finding]:
    missing = [name for name in SECRETS if not (house.instance.secrets / name).exists()]
    for name in missing:
        yield wrong("keys", f"{name} is missing.", FROM_PAPER if name == "master.key" else FROM_BACKUP)
    folder = house.instance.secrets
    if open_to_others := [path.name for path in _inside(folder) if _mode(path) & 0o077]:
        yield wrong(
            "keys",
            f"Other accounts of this machine can get at {', '.join(sorted(open_to_others))}.",
            f"chmod 0700 {folder} and chmod 0600 on the files in it; think who may have copied them.",
        )
    elif not missing:
        yield well("keys", "All are there, and no other account can read them.")


def master_key(house: House) -> Iterator[Finding]:
    try:
        key = master.load(house.instance.secrets / "master.key")
    except Unavailable as trouble:
        yield wrong("master key", trouble.reason, FROM_PAPER)
        return
    yield well("master key", f"It is there; its fingerprint is {master.fingerprint(key)}.")
    yield _sheet(house, key)


def _sheet(house: House, key: bytes) -> Finding:
    again = (
        "Take the sheet out of the safe and run `carepost recovery check`, which asks for its seven lines."
    )
    if house.instance.demo:
        return well("recovery sheet", "A demo has none.")
    checked = last_checked(house.instance.home)
    if checked is None:
        return look("recovery sheet", "Nobody has yet tried whether the printed sheet is right.", again)
    if checked.fingerprint != master.fingerprint(key):
        return wrong(
            "recovery sheet",
            f"The sheet that was checked is of another key ({checked.fingerprint}).",
            "Print one of this key with `carepost recovery sheet`, then check it.",
        )
    days = (clock.now() - checked.at).days
    if days > YEAR:
        return look("recovery sheet", f"It was last tried {days} days ago.", again)
    return well("recovery sheet", f"It was tried {days} days ago and is right.")


def vault(house: House) -> Iterator[Finding]:
    practices = every_practice()
    if not practices:
        yield well("vault", "There is no practice yet, so nothing is kept.")
        return
    if vault_is_lost(house.instance):
        yield wrong(
            "vault",
            f"{house.instance.home / 'vault'} holds no key, but the database has {len(practices)} practices: it is not "
            "mounted or is lost.",
            "Stop the services at once. Mount it, or restore vault/ from a backup, before anything is written.",
        )
        return
    shut: dict[str, int] = {}
    for practice_id in practices:
        try:
            opens_newest(practice_id)
        except CarepostError as trouble:
            shut[trouble.reason] = shut.get(trouble.reason, 0) + 1
    for reason, count in shut.items():
        yield wrong(
            "vault", f"For {count} of {len(practices)} practices: {reason}", "Restore vault/ from a backup."
        )
    if not shut:
        yield well("vault", f"The newest letter of each of {len(practices)} practices opens.")


def _inside(folder: Path) -> list[Path]:
    return [folder, *folder.iterdir()] if folder.is_dir() else []


def _mode(path: Path) -> int:
    return stat.S_IMODE(os.stat(path).st_mode)
