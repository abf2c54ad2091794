"""Somebody new at the door: what they type, the codes that come to them, and a browser."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from carepost.actions.notices.send import send_notices
from carepost.engines.notices.models import Notice
from carepost.engines.notices.words import Words

ANSWER = {
    "practice": "Y90001",
    "job_title": "Receptionist",
    "title": "",
    "given_name": "Oluwaseun",
    "family_name": "Adeyemi",
    "known_as": "",
    "email": "oluwaseun.adeyemi@nhs.net",
    "telephone": "",
    "system": "",
    "user_name": "",
    "clinical_name": "",
    "password": "four words nobody combines",
}
CODE = re.compile(r"\b\d{6}\b")


class Post:
    """Everybody's mailbox and telephone; empty until it is fetched."""

    def __init__(self) -> None:
        self.words: list[Words] = []

    def send(self, words: Words) -> None:
        self.words.append(words)

    def check(self) -> None: ...

    def fetch(self) -> list[Words]:
        """What has come since the last time."""
        before = len(self.words)
        send_notices({Notice.Channel.SMS: self, Notice.Channel.MAIL: self})
        return self.words[before:]

    def code(self) -> str:
        return CODE.findall(self.fetch()[-1].text)[0]


def ask(browser: Client, **changes: str) -> Any:
    return browser.post("/join/", ANSWER | changes)


def bring(browser: Client, code: str) -> Any:
    return browser.post("/join/code", {"code": code})
