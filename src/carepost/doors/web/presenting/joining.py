"""From joinings and places to the pages of joining."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import reverse

from carepost.actions.joining.asking import Asking, asking_of
from carepost.actions.joining.codes import MOST
from carepost.actions.joining.proving import was_lost
from carepost.domain.identity.models import Joining, Proof
from carepost.domain.organisations.models import Invitation
from carepost.domain.organisations.profiles import CLINICAL_SYSTEMS
from carepost.doors.web.joining.form import Form, filled_in
from carepost.doors.web.presenters.joining import CodePage, InvitedBy, JoinPage, Typed
from carepost.doors.web.presenters.parts import Choice, FieldError

LOST = (
    "We could not send the code just now. Ask for a new one in a few minutes; if it goes on, tell whoever runs "
    "Carepost for you."
)


def join_page(form: Form | None = None) -> JoinPage:
    typed = form.typed if form else Typed()
    systems = (("", "I would rather not say"), *CLINICAL_SYSTEMS)
    return JoinPage(
        typed=typed,
        systems=tuple(
            Choice(value=value, label=str(label), chosen=value == typed.system) for value, label in systems
        ),
        errors=tuple(form.errors) if form else (),
    )


def invited_join_page(invitation: Invitation, key: str, form: Form | None = None) -> JoinPage:
    link = reverse("invited", args=[invitation.practice_id, key])
    return JoinPage(
        typed=form.typed if form else filled_in(invitation, {}),
        errors=tuple(form.errors) if form else (),
        url=link,
        invited=InvitedBy(
            practice=invitation.practice.name,
            by=invitation.invited_by.name if invitation.invited_by else "",
            email=invitation.email,
            approved=invitation.pre_approved,
            sign_in_url=f"{reverse('account_login')}?{urlencode({'next': link})}",
        ),
    )


def code_page(joining: Joining, proof: Proof, errors: Iterable[FieldError] = ()) -> CodePage:
    asking = asking_of(joining)
    by_mail = proof.of == Proof.Of.MAIL
    where = (
        f"to {asking.email}" if by_mail else f"to the telephone whose number ends in {asking.telephone[-3:]}"
    )
    return CodePage(
        title="Look at your mail" if by_mail else "Look at your telephone",
        where=where,
        lost=LOST if was_lost(proof) else "",
        may_ask_again=proof.sent < MOST,
        errors=tuple(errors),
        again_url=_where_typed(asking),
    )


def _where_typed(asking: Asking) -> str:
    return reverse("invited", args=[asking.practice_id, asking.invitation]) if asking.invitation else "/join/"
