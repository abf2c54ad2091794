"""Text messages to the telephones of the demo's made-up people; for the demo only."""

from __future__ import annotations

import json
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from carepost.engines.notices.channels.port import NotSent
from carepost.engines.notices.words import Words

PATIENCE = 10.0
"""seconds"""


class TelephoneChannel:
    """`url`: the demo's outside world."""

    def __init__(self, url: str) -> None:
        self._place = urlsplit(url).netloc

    def send(self, words: Words) -> None:
        self._ask("POST", "/api/sms", json.dumps({"to": words.to, "text": words.text}))

    def check(self) -> None:
        self._ask("GET", "/api/telephone")

    def _ask(self, method: str, path: str, body: str | None = None) -> None:
        line = HTTPConnection(self._place, timeout=PATIENCE)
        try:
            line.request(method, path, body, {"Content-Type": "application/json"})
            status = line.getresponse().status
        except (OSError, HTTPException) as error:
            raise NotSent("The demo's telephones do not answer.", again=True) from error
        finally:
            line.close()
        if status != 200:
            raise NotSent(f"The demo's telephones refused the message ({status}).", again=False)
