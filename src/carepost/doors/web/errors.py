"""Answers for what cannot be done, in plain words; also Django's own handlers."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus

from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from psycopg.errors import DeadlockDetected, StringDataRightTruncation

from carepost.ground.kernel import CarepostError, Conflict, NotFound, NotPermitted, Refused, Unavailable

from .presenters.errors import ErrorPage
from .presenters.parts import Link
from .render import answer

HOME = Link(label="Go to your inbox", url="/")

PAGES = {
    400: ErrorPage(
        title="We could not read that",
        happened="Your browser sent something we could not make sense of. Nothing was changed or sent.",
        to_do=("Go back and try again.", "If it happens again, ring for help."),
        link=HOME,
    ),
    403: ErrorPage(
        title="You cannot do that",
        happened="Your account does not let you see or change this. Nothing was changed or sent.",
        to_do=(
            "If you had this page open for a long time, go back, load it again and try once more.",
            "If you need it for your work, ask a practice administrator at your practice.",
        ),
        link=HOME,
    ),
    404: ErrorPage(
        title="We cannot find that page",
        happened="It may have been moved, or it may belong to another practice. Nothing was changed.",
        to_do=("Check the address if you typed it.", "Look for the conversation in your lists."),
        link=HOME,
    ),
    409: ErrorPage(
        title="Somebody was quicker",
        happened="This changed while you were looking at it, so we did not do what you asked.",
        to_do=("Load the page again, see what is there now, and decide afresh.",),
        link=HOME,
    ),
    429: ErrorPage(
        title="Please wait a little",
        happened="There were too many tries in a short time, so we stop for now. This guards accounts.",
        to_do=(
            "Wait five minutes, then try again.",
            "If you asked for many codes, or many people here are getting accounts, wait up to an hour.",
            "If it was not you, tell a practice administrator.",
        ),
    ),
    500: ErrorPage(
        title="Something went wrong on our side",
        happened="We did not finish what you asked. Nothing was sent unless its page says that it was.",
        to_do=(
            "Go back to the conversation and see what is there before you try again.",
            "If it is urgent, ring the person you are writing to.",
        ),
        link=HOME,
    ),
    503: ErrorPage(
        title="Carepost is not available just now",
        happened="We cannot reach our own store of messages, or it is full. What was sent before is safe and waits its "
        "turn. What you did just now may not have been kept.",
        to_do=(
            "Wait a minute and load this page again.",
            "If it stays so, tell your administrator, who can see why.",
            "If it is urgent, ring the person you are writing to.",
        ),
    ),
}


STATUS: dict[type[CarepostError], int] = {
    NotPermitted: 403,
    NotFound: 404,
    Conflict: 409,
    Refused: 422,
    Unavailable: 503,
}
TOO_LONG = ErrorPage(
    title="That is too long",
    happened="Something you typed is longer than we can keep. Nothing was changed or sent.",
    to_do=("Go back, make it shorter, and try again.",),
)
REFUSED = ErrorPage(title="We did not do that", happened="", to_do=("Go back, put it right, and try again.",))


def of(error: CarepostError) -> tuple[int, ErrorPage]:
    """Status and page for one of our errors, in the words of its reason."""
    status = next((number for kind, number in STATUS.items() if isinstance(error, kind)), 500)
    page = REFUSED if status == 422 else PAGES[status]
    return status, replace(page, happened=error.reason)


class ErrorsMiddleware:
    """Answers our own errors with a page that says what to do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Django's hook; None leaves the exception to others."""
        if isinstance(exception, CarepostError):
            status, page = of(exception)
            return refusal(request, status, page)
        if isinstance(exception.__cause__, DeadlockDetected):
            return refusal(
                request, 409
            )  # two waited for each other; the other's is done, and nothing of this
        if isinstance(exception.__cause__, StringDataRightTruncation):
            return refusal(request, 422, TOO_LONG)
        if isinstance(exception, DataError):
            return refusal(request, 400)  # a sign that no text may have, such as NUL
        return None


def refusal(request: HttpRequest, status: int, page: ErrorPage | None = None) -> HttpResponse:
    """The page for a status; a view that knows more gives its own `page`."""
    return answer(request, None, page or PAGES.get(status, PAGES[500]), status=HTTPStatus(status))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400."""
    return refusal(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler403."""
    return refusal(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404."""
    return refusal(request, 404)


def failed(request: HttpRequest) -> HttpResponse:
    """Django's handler500.

    A database that is gone is named as such: it may already be missing in the session's middleware, where no
    hook of ours is asked. Django calls this while the exception is being handled.
    """
    gone = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    return refusal(request, 503 if gone else 500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """For `CSRF_FAILURE_VIEW`: Django's own page is not ours to show."""
    return refusal(request, 403)
