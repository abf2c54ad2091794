"""What an SMTP peer of the tests does wrong, as a table."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass
class Rules:
    """How the peer behaves. A point is "greeting", a verb, "body" (in its middle) or "dot" (after the final
    dot).

    `drop`: hang up when the client has come to this point, before any answer; at most `drops` times (-1:
    always). At "dot" the message is taken and logged before the line goes, at "dot-untaken" it is not.
    """

    replies: dict[str, str] = field(default_factory=dict)  # point -> answer in place of the good one
    refuse: dict[str, str] = field(default_factory=dict)  # recipient -> answer
    slow: dict[str, float] = field(default_factory=dict)  # point -> seconds before the answer
    drop: str | None = None
    drops: int = -1
    starttls: bool = True
    auth: str = "PLAIN LOGIN"
    size: int | None = 100_000_000
    eightbit: bool = True
    pipelining: bool = True
    implicit_tls: bool = False
    user: str = "practice@carepost.test"
    password: str = "made up for tests"

    def write(self, path: Path) -> None:
        """Keep the table as a file, for a peer in another process."""
        path.write_text(json.dumps(asdict(self)))

    @classmethod
    def read(cls, path: Path) -> Rules:
        """Read the table from a file."""
        return cls(**json.loads(path.read_text()))
