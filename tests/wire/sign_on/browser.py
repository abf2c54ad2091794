"""A person's browser between Carepost and a provider of single sign-on, by HTTP."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import requests


@dataclass
class Browser:
    """`site` is Carepost; `seen` is the last page."""

    site: str
    session: requests.Session = field(default_factory=requests.Session)
    seen: requests.Response = field(init=False)

    def open(self, path: str, **how: bool) -> Browser:
        self.seen = self.session.get(self.site + path, timeout=30, **how)
        return self

    def send(self, path: str, **fields: str) -> Browser:
        """A form of the page before."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.seen.text)
        fields["csrfmiddlewaretoken"] = token.group(1) if token else ""
        self.seen = self.session.post(
            self.site + path, data=fields, headers={"Referer": self.site}, timeout=30
        )
        return self

    def show_who(self, subject: str, *, amr: list[str] | None = None, acr: str = "") -> Browser:
        """At the provider, which asks."""
        assert self.seen.text == "Who are you?", self.seen.text
        said: dict[str, object] = {"subject": subject}
        said |= {"amr": amr} if amr else {}
        said |= {"acr": acr} if acr else {}
        self.seen = self.session.post(self.seen.url, json=said, timeout=30)
        return self

    def sign_out_there(self, issuer: str) -> None:
        """At the provider itself, not at Carepost."""
        page = self.session.get(f"{issuer}/session/end", timeout=30).text
        xsrf = re.search(r'name="xsrf" value="([^"]+)"', page)
        assert xsrf, page
        left = self.session.post(
            f"{issuer}/session/end/confirm", data={"xsrf": xsrf.group(1), "logout": "yes"}, timeout=30
        )
        assert left.ok, left.text

    @property
    def path(self) -> str:
        return self.seen.url.removeprefix(self.site)
