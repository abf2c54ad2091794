"""What is said when single sign-on does not lead in. The same to everybody, whether there is an account or not."""

from __future__ import annotations

from carepost.doors.web.presenters.errors import ErrorPage
from carepost.doors.web.presenters.parts import Link

LOCALLY = Link(label="Sign in with your e-mail address", url="/accounts/login/")

DOWN = ErrorPage(
    title="Single sign-on does not work just now",
    happened="We could not reach it. Your account here is as it was.",
    to_do=(
        "Sign in with your e-mail address, password and second step, or with a passkey.",
        "Or wait a few minutes and try again.",
    ),
    link=LOCALLY,
)
UNBELIEVED = ErrorPage(
    title="Single sign-on did not let you in",
    happened="What came back was not a sign-in we can rely on, so nobody was signed in.",
    to_do=(
        "Try again from the start.",
        "If it happens again, sign in with your e-mail address and tell whoever runs Carepost for you.",
    ),
    link=LOCALLY,
)
LOST = ErrorPage(
    title="This sign-in has gone stale",
    happened="It was begun in another browser, was used already, or took more than ten minutes.",
    to_do=("Begin again, and come back in the same browser.",),
    link=LOCALLY,
)
UNKNOWN = ErrorPage(
    title="This single sign-on is not linked to an account here",
    happened="Single sign-on makes no account and opens none by itself.",
    to_do=(
        "Sign in with your e-mail address, then link it under “How you sign in”.",
        "If you have no account of your own yet, ask for one at your practice.",
    ),
    link=LOCALLY,
)
