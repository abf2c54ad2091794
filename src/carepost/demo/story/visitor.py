"""Somebody at a browser without JavaScript: follows links, fills in forms, keeps cookies."""

from __future__ import annotations

import http.cookiejar
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser

TIMEOUT = 20.0


@dataclass(slots=True)
class Form:
    """A form as drawn: where it goes, and what is filled in. Buttons are pressed by naming them."""

    action: str
    method: str = "get"
    fields: list[tuple[str, str]] = field(default_factory=list)
    names: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self._form: Form | None = None
        self._writing = ""
        self._choosing = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        match tag:
            case "form":
                self._form = Form(given.get("action", ""), given.get("method", "get").lower())
                self.forms.append(self._form)
            case "a" if "href" in given:
                self.links.append(given["href"])
            case "input" | "button" | "textarea" | "select":
                self._control(tag, given)
            case "option" if self._form and self._choosing and "selected" in given:
                self._form.fields.append((self._choosing, given.get("value", "")))

    def _control(self, tag: str, given: dict[str, str]) -> None:
        name, kind = given.get("name", ""), given.get("type", "text")
        if self._form is None or not name:
            return
        self._form.names.add(name)
        if tag == "textarea":
            self._writing = name
        elif tag == "select":
            self._choosing = name
        elif (
            tag == "input"
            and kind not in {"submit", "file"}
            and (kind not in {"checkbox", "radio"} or "checked" in given)
        ):
            self._form.fields.append((name, given.get("value", "on" if kind == "checkbox" else "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._choosing = ""
        elif tag == "textarea":
            self._writing = ""

    def handle_data(self, data: str) -> None:
        if self._writing and self._form:
            self._form.fields.append((self._writing, data))
        self.words.append(data)


@dataclass(frozen=True, slots=True)
class Page:
    url: str
    status: int
    text: str
    forms: tuple[Form, ...]
    links: tuple[str, ...]

    def form(self, *names: str) -> Form:
        """The form that asks for these."""
        for form in self.forms:
            if set(names) <= form.names:
                return form
        raise AssertionError(f"{self.url} has no form that asks for {', '.join(names)}")

    def form_to(self, part: str) -> Form:
        for form in self.forms:
            if part in form.action:
                return form
        raise AssertionError(f"{self.url} has no form that goes to {part}")


class Visitor:
    def __init__(self, site: str) -> None:
        self.site = site
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        )

    def get(self, address: str) -> Page:
        return self._ask(urllib.request.Request(urllib.parse.urljoin(self.site, address)))

    def submit(self, page: Page, form: Form, **values: str | list[str]) -> Page:
        """The form sent with these values in place of, or besides, what is filled in."""
        kept = [(name, value) for name, value in form.fields if name not in values]
        new = [
            (name, one)
            for name, value in values.items()
            for one in ([value] if isinstance(value, str) else value)
        ]
        address = urllib.parse.urljoin(page.url, form.action or page.url)
        body = urllib.parse.urlencode(kept + new).encode()
        return self._ask(
            urllib.request.Request(address, data=body, headers={"Origin": self.site, "Referer": page.url})
        )

    def _ask(self, request: urllib.request.Request) -> Page:
        try:
            with self._opener.open(request, timeout=TIMEOUT) as answer:
                status, url, text = answer.status, answer.url, answer.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            with error:
                status, url, text = error.code, error.url, error.read().decode(errors="replace")
        reader = _Reader()
        reader.feed(text)
        return Page(
            url, status, " ".join(" ".join(reader.words).split()), tuple(reader.forms), tuple(reader.links)
        )
