"""Somebody at a browser: goes to pages, reads them, and will not have one that is not accessible or complains."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Request, expect

from carepost.demo.cast.people import PASSWORD, Staff
from carepost.demo.story.outside import wait_for
from tests.journeys.staged import Staged

# WCAG 2.2 at level AA, and what axe counts as good practice.
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
# A page that answers 404 or 422 on purpose is not a complaint; a script or a picture that is missing is one.
ANSWERED = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")
CONVERSATION = re.compile(r"/conversations/[0-9a-f-]{36}")


@dataclass
class Desk:
    """One browser context with one page in it. `complaints` are console errors, refusals by the page's own policy
    included; `strangers` are requests to anywhere but Carepost."""

    staged: Staged
    context: BrowserContext
    page: Page = field(init=False)
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.on("page", self._watch)
        self.page = self.context.new_page()

    def _watch(self, page: Page) -> None:
        page.set_default_timeout(15_000)
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._note)

    def _hear(self, message: ConsoleMessage) -> None:
        here = message.location.get("url", "")
        expected = ANSWERED.match(message.text) and "/static/" not in here
        if message.type in {"error", "warning"} and not expected:
            self.complaints.append(f"{message.text} ({here})")

    def _note(self, request: Request) -> None:
        ours = (f"{self.staged.url}/", f"{self.staged.world_url}/", "data:", "about:", "blob:")
        if not request.url.startswith(ours):
            self.strangers.append(request.url)

    # --- going about -----------------------------------------------------------------------------------

    def goes_to(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else self.staged.url + path)
        self.likes_the_page()

    def likes_the_page(self) -> None:
        """Accessible, and nothing complained."""
        found = Axe().run(self.page, options=RULES)
        assert found.violations_count == 0, f"{self.page.url}\n{found.generate_report()}"
        self.has_no_complaints()

    def has_no_complaints(self) -> None:
        assert self.complaints == [], self.complaints
        assert self.strangers == [], self.strangers

    def signs_in(self, who: Staff) -> None:
        """By password, and the code on the telephone."""
        self.goes_to("/accounts/login/")
        self.fills("E-mail address", who.email)
        self.fills("Password", PASSWORD)
        self.presses("Sign in")
        self.likes_the_page()
        self.fills("Code", self.staged.code_of(who.email))
        self.presses("Sign in")
        expect(self.page).to_have_url(re.compile("/inbox/my"))

    def fills(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)

    def presses(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def follows(self, name: str | re.Pattern[str]) -> None:
        self.page.get_by_role("link", name=name).first.click()

    def sees(self, words: str, seconds: float = 15) -> None:
        expect(self.page.get_by_role("main")).to_contain_text(words, timeout=seconds * 1000)

    def is_told(self, words: str) -> None:
        """In the strip under the header that says what has just happened."""
        expect(self.page.locator(".cp-toasts")).to_contain_text(words)

    def has_problem(self, words: str, label: str) -> None:
        """In the summary on top and at the field itself."""
        expect(self.page.locator(".nhsuk-error-summary")).to_contain_text(words)
        expect(self.page.get_by_label(label, exact=True)).to_have_accessible_description(
            re.compile(re.escape(words))
        )

    # --- writing ---------------------------------------------------------------------------------------

    def begins_to_write_about(self, patient: str) -> None:
        """`patient` as in the list of patients: "SMITH, Jane"."""
        family, given = patient.split(", ")
        self.page.goto(self.staged.url + "/compose")
        self.fills("Patient registered here", f"{family} {given}")
        self.presses("Find patient")
        self.follows(re.compile(f"Write about this patient.*{patient}"))
        expect(self.page.get_by_role("heading", name=patient)).to_be_visible()

    def writes(self, to: str, text: str, replies_to: str = "") -> None:
        self.fills("Add an address", to)
        self.fills("Message", text)
        if replies_to:
            self.page.get_by_label("Replies to", exact=True).select_option(label=replies_to)

    def sends(self, patient: str, to: str, text: str, replies_to: str = "") -> str:
        """The address of the conversation it stands in."""
        self.begins_to_write_about(patient)
        self.writes(to, text, replies_to)
        self.presses("Send")
        return self.conversation()

    def conversation(self) -> str:
        expect(self.page).to_have_url(CONVERSATION)
        found = CONVERSATION.search(self.page.url)
        assert found
        return found.group()

    def row(self, words: str) -> Locator:
        """A row of the list by what it says."""
        return self.page.locator("[data-row]").filter(has_text=words)

    # --- matching --------------------------------------------------------------------------------------

    def finds_in_needs_matching(self, words: str) -> None:
        """Opens the item that holds these words; mail takes a moment to be read."""
        wait_for(lambda: self._open_item(words), f"“{words}” in Needs matching")
        self.likes_the_page()

    def _open_item(self, words: str) -> bool:
        self.page.goto(self.staged.url + "/matching")
        links = [row.get_attribute("href") for row in self.page.locator("[data-row] a").all()]
        for link in reversed(links):
            self.page.goto(self.staged.url + (link or ""))
            if words in self.page.get_by_role("main").inner_text():
                return True
        return False

    def confirms(self, patient: str) -> None:
        """Looks the patient up, although they may be among those suggested, and confirms."""
        self.fills("Someone else registered here", patient.replace(",", ""))
        self.presses("Find")
        found = self.page.get_by_role("form", name="Found on your list")
        found.get_by_role("radio").first.check()
        self.likes_the_page()
        found.get_by_role("button", name="Confirm this patient").click()
