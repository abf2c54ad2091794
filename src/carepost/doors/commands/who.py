"""Who acts when somebody types a command: the console, for one practice, with the operator's name beside it."""

from __future__ import annotations

import getpass
import os

from carepost.ground.kernel import Actor, NotFound, OdsCode


def console_at(ods_code: str) -> Actor:
    from carepost.domain.organisations.models import Practice

    found = Practice.objects.filter(ods_code=OdsCode(ods_code)).first()
    if found is None:
        raise NotFound(
            f"There is no practice {ods_code} here. Found it first: carepost practice {ods_code} NAME."
        )
    return Actor.system("console", found.id)


def operator() -> str:
    """The account that typed the command, for the sealed part of the ledger; through sudo, the one behind it."""
    try:
        return os.environ.get("SUDO_USER") or getpass.getuser()
    except (KeyError, OSError):  # an account without a name
        return f"uid {os.getuid()}"
