"""The command line, typed in this process: the real commands on the tests' database."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from carepost.doors.commands import cli

if TYPE_CHECKING:
    from tests.integration.commands.patient import Patient


@dataclass(frozen=True, slots=True)
class Said:
    """What a command printed, and the code it ended with."""

    code: int
    out: str
    err: str


Typed = Callable[..., Said]


@pytest.fixture
def carepost(
    logins: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Typed]:
    """`carepost("import", path, ...)` as if typed in a shell where the database is one's own."""
    for login, name in (("app", "DATABASE_URL"), ("ledger", "DATABASE_LEDGER_URL")):
        monkeypatch.setenv(name, logins[login])
    handlers, level = logging.root.handlers[:], logging.getLogger("carepost").level

    def typed(*words: object) -> Said:
        monkeypatch.setattr(sys, "argv", ["carepost", *map(str, words)])
        capsys.readouterr()
        try:
            cli.main()
            code = 0
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        return Said(code, *capsys.readouterr())

    yield typed
    logging.root.handlers[:] = handlers
    logging.getLogger("carepost").setLevel(level)


@pytest.fixture
def patient(carepost: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Patient:
    """An installation in a home of its own, which the test may break."""
    from tests.integration.commands.patient import Patient

    home = tmp_path / "home"
    monkeypatch.setenv("CAREPOST_HOME", str(home))
    return Patient.at(carepost, home)
