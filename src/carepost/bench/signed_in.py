"""A member signed in with both steps, and the pages as the web process makes them, without a socket between."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.test import Client

from carepost.actions.people.policies import accept_policies
from carepost.domain.identity.models import Person
from carepost.domain.identity.policies import to_accept
from carepost.ground.kernel import Refused

Environ = dict[str, Any]  # Any: what WSGI puts there


def cookie_of(person_id: str) -> str:
    """The session cookie of somebody who has just been through password, second step and policies."""
    person = Person.objects.get(id=person_id)
    Authenticator.objects.get_or_create(
        user=person, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "made up"}}
    )
    accept_policies(person_id=person.id, policy_ids=to_accept(person.id))
    browser = Client()
    browser.force_login(person)
    return f"{settings.SESSION_COOKIE_NAME}={browser.cookies[settings.SESSION_COOKIE_NAME].value}"


@dataclass(slots=True)
class Pages:
    """Calls the WSGI application itself: middleware, session, access rules, queries and template included."""

    cookie: str
    _application: Callable[..., Any] = field(default_factory=get_wsgi_application)

    def get(self, path: str) -> tuple[float, bytes]:
        """Milliseconds until the whole page stood, and the page. Refused for any answer but 200."""
        said: list[str] = []
        environ = self._environ(path)
        start = time.perf_counter()
        answer = self._application(environ, lambda status, headers, *rest: said.append(status))
        body = b"".join(answer)
        answer.close()
        taken = (time.perf_counter() - start) * 1000
        if not said[0].startswith("200"):
            raise Refused(f"The page answered {said[0]}, so there is nothing to measure.")
        return taken, body

    def _environ(self, path: str) -> Environ:
        path, _, query = path.partition("?")
        return {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost",
            "HTTP_COOKIE": self.cookie,
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
        }
