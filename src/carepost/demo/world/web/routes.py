"""Which address leads where."""

from __future__ import annotations

import re
from collections.abc import Callable

from carepost.demo.world.web import api, pages
from carepost.demo.world.web.http import Answer, Problem, Request
from carepost.demo.world.web.show import stylesheet
from carepost.demo.world.world import World

View = Callable[..., Answer]
_BOX = r"/box/(?P<box>[a-z0-9-]+)"
_MAIL = _BOX + r"/(?P<mail_id>[0-9a-f]+)"
_ROUTES: tuple[tuple[str, str, View], ...] = (
    ("GET", "/", pages.front),
    ("GET", "/world.css", lambda world, request: stylesheet()),
    ("GET", "/nhsmail", pages.nhsmail),
    ("POST", "/nhsmail", pages.turn_switches),
    ("GET", "/telephone", pages.telephone),
    ("GET", _BOX, pages.box),
    ("GET", _MAIL, pages.mail),
    ("GET", _MAIL + "/source", pages.source),
    ("POST", _MAIL + "/reply", pages.reply),
    ("GET", "/api/received", api.received),
    ("POST", "/api/reply", api.reply),
    ("GET", "/api/switches", api.switches),
    ("POST", "/api/switches", api.turn_switches),
    ("GET", "/api/log", api.log),
    ("GET", "/api/waiting", api.waiting),
    ("GET", "/api/telephone", api.telephone),
    ("POST", "/api/sms", api.text_message),
)
_COMPILED = tuple((method, re.compile(path), view) for method, path, view in _ROUTES)


def answer(world: World, request: Request) -> Answer:
    """The answer to a request. Raises Problem."""
    paths = [(method, view, path.fullmatch(request.path)) for method, path, view in _COMPILED]
    found = [(method, view, match.groupdict()) for method, view, match in paths if match]
    if not found:
        raise Problem(404, "There is no such page in the outside world.")
    for method, view, named in found:
        if method == request.method:
            return view(world, request, **named)
    raise Problem(405, "That page cannot be used like this.")
