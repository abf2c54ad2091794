"""The bare page on the same server with the same threads: `python -m carepost.bench.web.bare_server PORT`."""

from __future__ import annotations

import os
import sys

from granian import Granian
from granian.constants import Interfaces

from carepost.config.instance import Instance


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "carepost.config.settings"
    Granian(
        "carepost.bench.web.bare:application",
        address="127.0.0.1",
        port=int(sys.argv[1]),
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=Instance().web_threads,
        log_enabled=False,
        factory=True,
    ).serve()


if __name__ == "__main__":
    main()
