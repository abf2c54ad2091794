"""A throw-away instance for one run of the tests; loaded before Django reads its settings."""

from __future__ import annotations

import atexit
import os
import secrets
import shutil
import tempfile
from pathlib import Path


def _make() -> Path:
    home = Path(tempfile.mkdtemp(prefix="carepost-tests-"))
    home.chmod(0o711)
    folder = home / "secrets"
    folder.mkdir(mode=0o700)
    for name in ("master.key", "token.key", "ledger.key"):
        (folder / name).write_bytes(secrets.token_bytes(32))
    (folder / "django.key").write_text(secrets.token_urlsafe(50))
    return home


if "CAREPOST_TEST_HOME" not in os.environ:
    os.environ["CAREPOST_TEST_HOME"] = str(_make())
    atexit.register(shutil.rmtree, os.environ["CAREPOST_TEST_HOME"], ignore_errors=True)

HOME = Path(os.environ["CAREPOST_TEST_HOME"])
for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_LEDGER_URL"):
    os.environ.pop(name, None)
os.environ["CAREPOST_HOME"] = str(HOME)
os.environ["CAREPOST_LOGIN"] = "app"
os.environ["CAREPOST_ACCOUNT_DOMAINS"] = '["nhs.example"]'  # where the tests' people have their addresses
os.environ["DJANGO_SETTINGS_MODULE"] = "carepost.config.settings"
