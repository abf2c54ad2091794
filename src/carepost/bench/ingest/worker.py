"""One worker process of the benchmark: makes its letters, waits for the word, takes them in and reads them.

Talks JSON by the line: it is told {"first", "count", "of"} and answers {"ready"}, is told {} and answers what it did.
"""

from __future__ import annotations

import json
import os
import pickle
import sys
from pathlib import Path
from typing import Any

import django

BATCH = 50
"""letters taken in before they are read, as a drain finds them"""


def main(told: Path) -> None:
    django.setup()
    from carepost.bench import server
    from carepost.bench.ingest.path import Way

    bench, seed = pickle.loads(told.read_bytes())  # noqa: S301  (written by our parent, in its own folder)
    way = Way(bench, seed)
    for line in sys.stdin:
        question: dict[str, Any] = json.loads(line)
        if "count" in question:
            way.prepare(question["first"], question["count"])
            _say({"ready": True})
        else:
            _say({"taken": way.take_all(BATCH), "pid": os.getpid(), "parser": way.parser_pid()})
            server.rows_written()  # so that the server counts this session's rows before the next is asked


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
