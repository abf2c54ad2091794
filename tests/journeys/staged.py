"""One demo for the journeys: every process of an installation and the outside world, in a folder of its own."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager

from carepost.demo.cast.people import RIVERSIDE
from carepost.demo.stage import Stage
from carepost.demo.story.outside import Facts, Outside, wait_for
from carepost.ground.postgres.server import Server
from tests.named import named_in_logs

SERVICE = RIVERSIDE.mailbox
METRICS_TOKEN = "a-token-for-the-journeys"


class Staged:
    """The stage while it is up, and what may be asked of both sides of it."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.outside = Outside(stage.world_url)
        self._used: dict[str, str] = {}

    @property
    def url(self) -> str:
        return self.stage.url

    @property
    def world_url(self) -> str:
        return self.stage.world_url

    def code_of(self, email: str) -> str:
        """A one-time code nobody has used yet: each is good for one sign-in, and a new one comes in half a minute."""
        code = wait_for(lambda: self._unused(email), "A new one-time code", seconds=40)
        self._used[email] = code
        return code

    def _unused(self, email: str) -> str | None:
        now = self.outside.code_of(email)
        return None if now == self._used.get(email) else now

    def arrived(self, box: str, words: str, to: str = "") -> list[Facts]:
        """What came to an organisation with these words in it; one box is many people's, and `to` names one."""
        found = self.outside.received(box)
        return [mail for mail in found if words in mail["text"] and to in str(mail["to"])]

    def wait_for_arrival(self, box: str, words: str, to: str = "") -> Facts:
        return wait_for(lambda: self.arrived(box, words, to), f"“{words}” at {box}")[0]

    def deliver(self, raw: bytes, sender: str, to: str = SERVICE) -> None:
        """Hands these very bytes to the listener, as the mail service in front of it does."""
        with smtplib.LMTP("127.0.0.1", int(self.stage.company.environment["CAREPOST_LMTP_PORT"])) as line:
            refused = line.sendmail(sender, [to], raw)
        assert refused == {}

    def named_in_logs(self) -> dict[str, set[str]]:
        """Who is named in which of our logs, the database's own among them."""
        return named_in_logs(self.stage.home, Server(self.stage.home).superuser_conninfo("carepost"))

    @contextmanager
    def switched(self, **positions: object) -> Iterator[None]:
        """The mail service with something wrong with it, and afterwards well again."""
        well = {"tls": "good", "answer": "normal", "plus_addresses": True, "refused_recipients": []}
        self.outside.switch(**positions)
        try:
            yield
        finally:
            self.outside.switch(**{name: well[name] for name in positions})


@contextmanager
def staged(**options: object) -> Iterator[Staged]:
    stage = Stage(port=0, **options)  # type: ignore[arg-type]
    with stage.up():
        yield Staged(stage)
