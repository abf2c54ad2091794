"""An OpenID provider that says whatever a test wants, also what no honest one would."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs

from joserfc import jwt
from joserfc.jwk import RSAKey

KID = "crooked-1"
KEY = RSAKey.generate_key(2048, {"kid": KID, "use": "sig"})


@dataclass
class CrookedProvider:
    """`id_token` makes the token when asked for; `asked` are the forms sent to the token endpoint, `read` the documents
    that were asked for."""

    id_token: Callable[[], str] = lambda: ""
    told: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    asked: list[dict[str, list[str]]] = field(default_factory=list)
    read: list[str] = field(default_factory=list)
    key: RSAKey = field(default_factory=lambda: KEY)
    status: int = 200

    def __enter__(self) -> CrookedProvider:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def sign(self, claims: dict[str, Any], **header: str) -> str:
        return jwt.encode({"alg": "RS256", "kid": KID, **header}, claims, self.key, algorithms=["RS256"])

    def answer(self, path: str) -> dict[str, Any]:
        if path == "/.well-known/openid-configuration":
            ways = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
            mine = {f"{way}_endpoint": f"{self.issuer}/{at}" for way, at in ways.items()}
            return {"issuer": self.issuer, "jwks_uri": f"{self.issuer}/keys", **mine, **self.metadata}
        if path == "/keys":
            return {"keys": [self.key.as_dict(private=False)]}
        if path == "/token":
            return {"access_token": "made-up", "token_type": "Bearer", "id_token": self.id_token()}
        return self.told


def _handler(provider: CrookedProvider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            provider.read.append(self.path)
            self._say(provider.answer(self.path))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            provider.asked.append(parse_qs(body.decode()))
            self._say(provider.answer(self.path))

        def _say(self, words: dict[str, Any]) -> None:
            raw = json.dumps(words).encode()
            self.send_response(provider.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    return Handler
