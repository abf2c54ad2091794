"""One view for all of SCIM: a token, a practice, one transaction, an answer in SCIM's form whatever happens."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import cast

from allauth.core.internal.ratelimit import consume
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from scim2_models import PayloadTooLargeException, SCIMException, UnauthorizedException
from scim2_server.handler import ScimHandler
from scim2_server.requests import ScimRequest
from scim2_server.responses import ScimResponse

from carepost.actions.permissions import check_system
from carepost.actions.provisioning.tokens import directory, shown
from carepost.domain.provisioning.models import ProvisioningToken
from carepost.domain.tenancy.context import acting_for
from carepost.doors.api.scim.service import MOST_OCTETS, provider, service
from carepost.doors.api.scim.storage import Storage
from carepost.doors.web.entrance import Entered

ROOT = "/scim/v2"
APP = "carepost.scim"
RATES = {"unknown": "60/m/ip", "token": "3000/m/key"}
NOBODY = (
    "This token opens nothing here: it is missing, mistyped or was ended. "
    "An administrator of the practice makes one under This practice, Directory."
)


class TooManyRequestsException(SCIMException):
    status = 429


@csrf_exempt
def scim(request: HttpRequest) -> HttpResponse:
    """No cookie is looked at, so that no form elsewhere can act by somebody's browser."""
    try:
        token = _token(request)
        with acting_for(token.practice_id):
            answer = _handler(token, request).handle(_asked(request))
    except SCIMException as refused:  # with it goes all that was done for this request
        answer = service().error_response(refused)
    return _answered(answer)


entered = cast(Entered, scim)
entered.permission, entered.keeps, entered.while_locked = check_system, False, False


def _token(request: HttpRequest) -> ProvisioningToken:
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    token = shown(text.strip()) if scheme.lower() == "bearer" else None
    action, key = ("token", str(token.id)) if token else ("unknown", None)
    if not consume(request, app=APP, action=action, config=RATES, key=key, limit_get=True):
        raise TooManyRequestsException(detail="There were too many requests. Wait a minute, then go on.")
    if token is None:
        raise UnauthorizedException(detail=NOBODY)
    return token


def _handler(token: ProvisioningToken, request: HttpRequest) -> ScimHandler:
    changes = request.method not in {"GET", "HEAD"}
    return ScimHandler(service(), Storage(directory(token.practice_id), provider(), changes=changes))


def _asked(request: HttpRequest) -> ScimRequest:
    length = request.headers.get("Content-Length") or "0"
    if not length.isdecimal() or int(length) > MOST_OCTETS:
        raise PayloadTooLargeException(detail=f"A request has at most {MOST_OCTETS} bytes.")
    return ScimRequest(
        method=request.method or "GET",
        base_url=request.build_absolute_uri(ROOT),
        path=request.path.removeprefix(ROOT) or "/",
        query=request.GET.dict(),
        headers=dict(request.headers),
        body=request.body,
    )


def _answered(answer: ScimResponse) -> HttpResponse:
    body = b"" if answer.body is None else json.dumps(answer.body).encode()
    if answer.status in (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED):
        answer.headers.pop("Content-Type", None)
    answer.headers.setdefault("Cache-Control", "no-store")
    return HttpResponse(body, status=answer.status, headers=answer.headers)
