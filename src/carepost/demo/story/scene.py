"""What the steps of the story share: who is signed in, and what they look at."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass, field

from carepost.demo.cast.people import PASSWORD, Staff
from carepost.demo.stage.stage import Stage
from carepost.demo.story.outside import Facts, Outside, expect, wait_for
from carepost.demo.story.visitor import Page, Visitor
from carepost.ground.kernel import new_id

CONVERSATION = re.compile(r"/conversations/[0-9a-f-]{36}")


@dataclass(slots=True)
class Scene:
    stage: Stage
    outside: Outside = field(init=False)
    visitor: Visitor = field(init=False)
    conversation: str = ""
    letter: Facts = field(default_factory=dict)
    story: str = field(default_factory=lambda: f"Story {new_id().hex[-6:]}")
    """how this telling's letters begin, so that those of an earlier one are not taken for them"""

    def __post_init__(self) -> None:
        self.outside = Outside(self.stage.world_url)
        self.visitor = Visitor(self.stage.url)

    def sign_in(self, who: Staff) -> Visitor:
        """A new browser in which this person is signed in, by password and one-time code."""
        visitor = Visitor(self.stage.url)
        page = visitor.get("/accounts/login/")
        page = visitor.submit(page, page.form("login", "password"), login=who.email, password=PASSWORD)
        code = self.outside.code_of(who.email)
        page = visitor.submit(page, page.form("code"), code=code)
        if "/accounts/" in page.url:  # a code is good for one sign-in, and a kept demo may just have used it
            code = wait_for(lambda: self._newer(code, who), "A new one-time code", seconds=40)
            page = visitor.submit(page, page.form("code"), code=code)
        expect("/accounts/" not in page.url, f"{who.name} could not sign in: {page.text[:200]}")
        return visitor

    def _newer(self, code: str, who: Staff) -> str | None:
        now = self.outside.code_of(who.email)
        return None if now == code else now

    def write(self, to: str, text: str, *, understood: bool = False, patient: str = "Smith Jane") -> Page:
        """A new message about a patient found by name."""
        page = self.visitor.get("/compose")
        page = self.visitor.submit(page, page.form_to("/compose"), words=patient)
        choose = next(link for link in page.links if "/compose?patient=" in link)
        page = self.visitor.get(choose)
        form = page.form("key", "body", "add_to")
        values: dict[str, str | list[str]] = {"add_to": to, "body": text, "step": "send"}
        if understood:
            values["understood"] = to
        return self.visitor.submit(page, form, **values)

    def open(self, conversation: str = "") -> Page:
        return self.visitor.get(conversation or self.conversation)

    def arrived(self, box: str, words: str) -> list[Facts]:
        return [mail for mail in self.outside.received(box) if words in mail["text"]]

    def wait_for_arrival(self, box: str, words: str) -> Facts:
        return wait_for(lambda: self.arrived(box, words), f"The letter at {box}")[0]

    def wait_for_words(self, words: str, conversation: str = "", seconds: float = 25.0) -> Page:
        def look() -> Page | None:
            page = self.open(conversation)
            return page if words in page.text else None

        return wait_for(look, f"\u201c{words}\u201d", seconds)


def conversation_in(page: Page) -> str:
    found = CONVERSATION.search(page.url)
    if found is None:
        raise AssertionError(f"not at a conversation but at {page.url}: {page.text[:300]}")
    return found.group()


def told(**facts: object) -> str:
    """The detail of a step, the same for people and programs."""
    return json.dumps(facts, ensure_ascii=False)


def pause(seconds: float) -> None:
    """For what must not happen, there is nothing to wait for but time."""
    time.sleep(seconds)
