"""An installation for the doctor to look at, with a home that tests may break."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from carepost.doors.commands.checkup.finding import Finding, Level
from tests.instance import HOME
from tests.integration.commands.conftest import Said, Typed

SECRETS = ("master.key", "token.key", "ledger.key", "django.key")


@dataclass(frozen=True, slots=True)
class Patient:
    carepost: Typed
    home: Path

    @classmethod
    def at(cls, carepost: Typed, home: Path) -> Patient:
        """With the tests' own keys and vault, and a folder for checkpoints."""
        secrets = home / "secrets"
        secrets.mkdir(parents=True)
        secrets.chmod(0o700)
        for name in SECRETS:
            shutil.copy(HOME / "secrets" / name, secrets / name)
            (secrets / name).chmod(0o600)
        (HOME / "vault").mkdir(exist_ok=True)
        (home / "vault").symlink_to(HOME / "vault")
        (home / "ledger").mkdir()
        return cls(carepost, home)

    @property
    def secrets(self) -> Path:
        return self.home / "secrets"

    @property
    def checkpoints(self) -> Path:
        return self.home / "ledger" / "checkpoints.txt"

    def said(self) -> Said:
        return self.carepost("doctor", "--json")

    def findings(self) -> list[Finding]:
        told = json.loads(self.said().out)
        found = [
            Finding(one["check"], Level(one["level"]), one["found"], one["do"]) for one in told["checks"]
        ]
        assert told["ok"] is not any(one.level is Level.WRONG for one in found)
        return found

    def of(self, check: str) -> Finding:
        """The only finding, or the worst, of a check."""
        found = [one for one in self.findings() if one.check == check]
        return max(found, key=lambda one: list(Level).index(one.level))
