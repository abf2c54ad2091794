"""What a page leads to: every address in it, every form with all that it would post, every id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

from tests.integration.crawl.copies import ID

Fields = tuple[tuple[str, str], ...]
Attributes = dict[str, str]
POSTED_BY_SCRIPT = {"hx-post", "hx-put", "hx-delete"}


@dataclass(frozen=True, slots=True)
class Address:
    """Something that can be asked for: a path with its query, and what is posted to it."""

    method: str
    url: str
    fields: Fields = ()

    @property
    def path(self) -> str:
        return self.url.partition("?")[0]

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(ID.findall(" ".join([self.url, *(value for _, value in self.fields)])))

    def with_ids(self, other: dict[str, str]) -> Address:
        """The same, asking for others."""

        def swap(text: str) -> str:
            return ID.sub(lambda found: other.get(found[0], found[0]), text)

        return Address(self.method, swap(self.url), tuple((name, swap(value)) for name, value in self.fields))


@dataclass
class Form:
    """A form being read: fields by name, each with the values it can have."""

    method: str
    url: str
    choices: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def addresses(self) -> Iterator[Address]:
        """One for each button, as it is drawn; then one for each other kind of choice of a field."""
        drawn = {name: values[0] for name, values in self.choices.items()}
        pressed = [{name: value} for name, value in self.buttons] or [{}]
        yield from (self._with(drawn | button) for button in pressed)
        for name, values in self.choices.items():
            kinds = {ID.sub("", value): value for value in reversed(values)}
            kinds.pop(ID.sub("", values[0]))
            yield from (self._with(drawn | pressed[-1] | {name: value}) for value in kinds.values())

    def _with(self, fields: dict[str, str]) -> Address:
        kept = tuple((name, value) for name, value in fields.items() if name != "csrfmiddlewaretoken")
        return Address(self.method, self.url, kept if self.method == "POST" else ())


class Page(HTMLParser):
    """Read a page of ours once; `addresses` and `ids` are what it gives away."""

    def __init__(self, url: str, html: str) -> None:
        super().__init__()
        self._at, self._form, self._select = url, None, ""
        self.addresses: dict[Address, None] = {}
        self.ids = set(ID.findall(html))
        self.feed(html)

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        about = {name: value or "" for name, value in given}
        for name, value in about.items():
            if value.startswith(("/", "?")) and not value.startswith("//") and name != "action":
                self._add(Address("POST" if name in POSTED_BY_SCRIPT else "GET", self._whole(value)))
        if tag == "form":
            self._form = Form(about.get("method", "get").upper(), self._whole(about.get("action", "")))
        elif self._form is not None:
            self._read_field(tag, about, self._form)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._form is not None:
            for address in self._form.addresses():
                self._add(address)
            self._form = None
        elif tag == "select":
            self._select = ""

    def _read_field(self, tag: str, about: Attributes, form: Form) -> None:
        name, value = about.get("name", ""), about.get("value", "")
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            form.choices.setdefault(self._select, []).append(value)
        elif tag == "button" and name:
            form.buttons.append((name, value))
        elif tag in {"input", "textarea"} and name and about.get("type") != "file":
            form.choices.setdefault(name, []).append(value or "words")

    def _whole(self, url: str) -> str:
        return urldefrag(urljoin(self._at, url))[0]

    def _add(self, address: Address) -> None:
        if not address.url.startswith("/static/"):
            self.addresses[address] = None
