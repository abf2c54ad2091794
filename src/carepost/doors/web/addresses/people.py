"""People of the practice: who works here, who waits, and what administrators do about them."""

from __future__ import annotations

from functools import partial

from django.urls import URLPattern, path

from carepost.actions.permissions import check_administrator
from carepost.doors.web.entrance import for_members, for_people
from carepost.doors.web.views import changes, invitations, people, reviewing, waiting

looking = partial(for_members, may=check_administrator)
acting = partial(for_members, may=check_administrator, methods=("POST",))
"""At once: to stop somebody is never put off by a question."""
deciding = partial(acting, fresh=True)
"""Who they are is shown anew first."""
inviting = partial(for_members, may=check_administrator, methods=("GET", "POST"), fresh=True)

INVITATION = "practice/invitations/<uuid:invitation_id>"
ONE = "practice/people/<uuid:membership_id>"
CHANGE = "practice/people/changes/<uuid:change_id>"
PEOPLE: list[URLPattern] = [
    path("practice/people", looking(people.show, methods=("GET", "POST")), name="people"),
    path("practice/people/changes", looking(changes.show), name="changes"),
    path(f"{CHANGE}/approve", deciding(changes.approve), name="change-approve"),
    path(f"{CHANGE}/refuse", deciding(changes.refuse), name="change-refuse"),
    path(ONE, looking(people.one), name="person"),
    path(f"{ONE}/approve", deciding(people.let_in), name="person-approve"),
    path(f"{ONE}/refuse", deciding(people.turn_down), name="person-refuse"),
    path(f"{ONE}/ask", acting(people.question), name="person-ask"),
    path(f"{ONE}/attest", deciding(people.seen), name="person-attest"),
    path(f"{ONE}/role", deciding(people.role), name="person-role"),
    path(f"{ONE}/suspend", acting(people.stop), name="person-suspend"),
    path(f"{ONE}/restore", deciding(people.again), name="person-restore"),
    path(f"{ONE}/leave", deciding(people.end), name="person-leave"),
    path(f"{ONE}/second-step", deciding(people.second_step), name="person-second-step"),
    path(f"{ONE}/sign-out", acting(people.sign_out), name="person-sign-out"),
    path(f"{ONE}/still", deciding(reviewing.still_as_seen), name="person-still"),
    path(f"{ONE}/last-day", deciding(reviewing.last_day), name="person-last-day"),
    path("practice/review", looking(reviewing.show), name="review"),
    path("practice/review/still", deciding(reviewing.still), name="review-still"),
    path("practice/review/list", inviting(reviewing.users), name="review-list"),
    path("practice/invitations", inviting(invitations.show), name="invitations"),
    path(f"{INVITATION}/again", deciding(invitations.again), name="invitation-again"),
    path(f"{INVITATION}/withdraw", acting(invitations.take_back), name="invitation-withdraw"),
    path("join/waiting", for_people(waiting.show), name="join-waiting"),
    path(
        "join/waiting/<uuid:question_id>",
        for_people(waiting.reply, methods=("POST",)),
        name="waiting-answer",
    ),
]
