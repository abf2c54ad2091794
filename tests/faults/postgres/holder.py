"""A process that uses an instance's database until its input ends. Run by the tests, also as other users."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

from carepost.ground.postgres import roles, starter


def main(home: Path, what: str) -> None:
    # whoever started the tests may have ignored these
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    with starter.database(home, durable=False) as server:
        if what == "roles":
            roles.ensure(server, may_create_databases=True)
        if what == "fork" and os.fork() == 0:
            print(f"child {os.getpid()}", flush=True)
            sys.stdin.read()
            os._exit(0)
        if what == "keep up":
            watch = threading.Thread(
                target=starter.keep_up, args=(home, threading.Event()), kwargs={"every": 0.2}
            )
            watch.daemon = True
            watch.start()
        print("up", flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
