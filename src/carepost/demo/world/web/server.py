"""The web server: a thread a request, for this machine only."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from carepost.demo.world.web.http import BODY_LIMIT, Answer, Problem, Request, check_visitor
from carepost.demo.world.web.routes import answer
from carepost.demo.world.web.show import render
from carepost.demo.world.world import HOME, World

log = logging.getLogger(__name__)
SAFETY = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Server(ThreadingHTTPServer):
    """Threads end with the process."""

    daemon_threads = True
    request_queue_size = 64


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: Server
    timeout = 30
    server_version = "Outside"
    sys_version = ""

    def __init__(self, world: World, *given: object) -> None:
        self._world = world
        super().__init__(*given)  # type: ignore[arg-type]  # the server's own three, passed on as they come

    def do_GET(self) -> None:
        """A page, or JSON."""
        self._serve()

    def do_POST(self) -> None:
        """A form, or JSON."""
        self._serve()

    def _serve(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.command, self.path, headers)
        try:
            check_visitor(request, self.server.server_port)
            request = Request(self.command, self.path, headers, self._body())
            self._send(answer(self._world, request))
        except Problem as problem:
            self._send(_problem(self._world, request, problem))

    def _body(self) -> bytes:
        length = self.headers.get("Content-Length", "0")
        if not length.isdigit():
            raise Problem(400, "The length of the body is not a number.")
        if int(length) > BODY_LIMIT:
            raise Problem(413, "That is more than this demo takes: 40 MB.")
        return self.rfile.read(int(length))

    def _send(self, given: Answer) -> None:
        self.send_response(given.status)
        for name, value in ({**SAFETY, **given.headers}).items():
            self.send_header(name, value)
        self.send_header("Content-Type", given.content_type)
        self.send_header("Content-Length", str(len(given.body)))
        self.end_headers()
        self.wfile.write(given.body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: addresses of pages are of no use here."""


def _problem(world: World, request: Request, problem: Problem) -> Answer:
    if request.is_api:
        body = json.dumps({"problem": problem.sentence}).encode()
        return Answer(body, "application/json", problem.status)
    return render(world, "problem", status=problem.status, sentence=problem.sentence, code=problem.status)


@contextmanager
def serve(world: World, port: int) -> Iterator[int]:
    """Serves pages in the background and gives the port."""
    server = Server((HOME, port), partial(Handler, world))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
