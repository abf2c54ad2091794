"""A server that answers as GOV.UK Notify's documented API does: checks who asks, and what is asked.

From https://docs.notifications.service.gov.uk/rest-api.html: the token is a JWT (HS256) of the service's id (`iss`)
and the time (`iat`, within 30 seconds); POST /v2/notifications/sms takes phone_number, template_id and
personalisation, and answers 201; errors are {"status_code":, "errors": [{"error":, "message":}]}.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

SERVICE = "11111111-2222-4333-8444-555555555555"
SECRET = "66666666-7777-4888-8999-000000000000"
KEY = f"made-up-{SERVICE}-{SECRET}"
TEMPLATE = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"


@dataclass
class NotifyApi:
    """`answers`: statuses to give instead, one a request."""

    answers: list[int] = field(default_factory=list)
    texts: list[dict[str, Any]] = field(default_factory=list)

    def __enter__(self) -> NotifyApi:
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
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def answer(self, method: str, path: str, token: str, body: bytes) -> tuple[int, dict[str, Any]]:
        if self.answers:
            return _error(self.answers.pop(0), "AnError", "It repeats +447700900123, as servers do")
        if not _is_from_the_service(token):
            return _error(403, "AuthError", "Invalid token: service not found")
        if method == "GET" and path == f"/v2/template/{TEMPLATE}":
            return 200, {"id": TEMPLATE, "type": "sms", "version": 1, "body": "((message))"}
        if method == "POST" and path == "/v2/notifications/sms":
            return self._text(json.loads(body))
        return _error(404, "NoResultFound", "No result found")

    def _text(self, asked: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if asked["template_id"] != TEMPLATE:
            return _error(400, "BadRequestError", "Template not found")
        if set(asked["personalisation"]) != {"message"}:
            return _error(400, "BadRequestError", "Missing personalisation: message")
        self.texts.append(asked)
        content = {"body": asked["personalisation"]["message"], "from_number": "GOVUK"}
        return 201, {
            "id": SERVICE,
            "reference": None,
            "content": content,
            "uri": "",
            "template": {"id": TEMPLATE},
        }


def _is_from_the_service(token: str) -> bool:
    """Signature, issuer and time, by hand (RFC 7515): the client has a library for it."""
    signed, _, signature = token.rpartition(".")
    right = hmac.new(SECRET.encode(), signed.encode(), hashlib.sha256).digest()
    if not hmac.compare_digest(base64.urlsafe_b64encode(right).decode().rstrip("="), signature):
        return False
    head, said = (json.loads(base64.urlsafe_b64decode(part + "==")) for part in signed.split("."))
    return head["alg"] == "HS256" and said["iss"] == SERVICE and abs(time.time() - said["iat"]) <= 30


def _error(status: int, kind: str, message: str) -> tuple[int, dict[str, Any]]:
    return status, {"status_code": status, "errors": [{"error": kind, "message": message}]}


def _handler(api: NotifyApi) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self._answer()

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            status, said = api.answer(self.command, self.path, token, body)
            raw = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    return Handler
