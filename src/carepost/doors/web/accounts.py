"""What django-allauth asks of us: joining has pages of its own, and sign-ins go on the ledger."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter, get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from carepost.actions.joining.proving import Answer
from carepost.actions.notices.mailing import Said, mail
from carepost.actions.people.ending import end_sessions
from carepost.actions.people.failing import note_failure, note_failure_of
from carepost.actions.people.signing_in import (
    recovery_codes_made,
    second_factor_changed,
    sign_in_failed,
    signed_in,
    signed_out,
)
from carepost.actions.people.sitting import end_other_sittings, end_sitting
from carepost.actions.people.texts import is_asked_for, is_enough
from carepost.actions.people.words import password_changed, second_step_changed
from carepost.actions.practices.devices import signed_in_whole
from carepost.domain.identity.models import Person, Sitting
from carepost.domain.identity.second_steps import accept_code, is_setting_up
from carepost.domain.identity.sittings import is_fresh
from carepost.domain.tenancy import services
from carepost.doors.web import known_browsers
from carepost.doors.web.sign_on.steps import came_by_text, remember_text, seat
from carepost.doors.web.sign_on.texts import WRONG, brought
from carepost.doors.web.sitting.device import device_of
from carepost.doors.web.sitting.here import begin, sitting_of

SECOND_FACTOR = "second-factor"
PASSWORD_CHANGED = {
    "account/email/password_reset",
    "account/email/password_changed",
    "account/email/password_set",
}
CODE_LASTS = timedelta(seconds=settings.ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT)
STEPS = frozenset({Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN})
SECOND_STEP = "carepost.doors.web.sign_on.stage.SecondStepStage"


FACTORS = {
    "mfa/email/totp_activated": True,
    "mfa/email/totp_deactivated": False,
    "mfa/email/webauthn_added": True,
    "mfa/email/webauthn_removed": False,
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(
        self, request: HttpRequest, user: Person, **kwargs: Any
    ) -> HttpResponse:  # Any: allauth's own
        """After the last step, second factor included."""
        seat(request, user, begin(request, user))
        device = device_of(request)
        if device is not None:
            signed_in_whole(device=device, person_id=user.id)
        signed_in(person_id=user.id, by_text=came_by_text(request, user))
        response = cast(HttpResponse, super().post_login(request, user, **kwargs))
        known_browsers.remember(request, response, user.email)
        return response

    def get_login_stages(self) -> list[str]:
        """Our second step in place of allauth's, which does not know of single sign-on."""
        stages = cast(list[str], super().get_login_stages())
        return [SECOND_STEP if one == "allauth.mfa.stages.AuthenticateStage" else one for one in stages]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:  # Any: allauth's own
        """Not within five minutes; nor of whoever sets up a first second step just after the code to their address."""
        if app == "allauth.mfa" and is_setting_up(sitting_of(self.request)):
            return False
        return not is_fresh(sitting_of(self.request))

    def send_notification_mail(self, template_prefix: str, user: Person, *args: Any, **kwargs: Any) -> None:
        """What allauth has to tell a person (Any: its own): the second step goes on the ledger, and that or a password
        by mail; not a first one, for a code has just come to that address."""
        added = FACTORS.get(template_prefix)
        if added is not None:
            second_factor_changed(person_id=user.id, added=added)
            if not is_setting_up(sitting_of(self.request)):
                mail(user.email, second_step_changed(added=added))
        if added and is_setting_up(sitting_of(self.request)):
            # A sitting elsewhere that began without a second step would be let in by this one.
            end_other_sittings(sitting=sitting_of(self.request))
        if template_prefix == "mfa/email/recovery_codes_generated":
            recovery_codes_made(person_id=user.id)
        if template_prefix in PASSWORD_CHANGED:
            mail(user.email, password_changed())
            self._end_elsewhere(user)

    def _end_elsewhere(self, user: Person) -> None:
        """Django lets nobody on in a browser that came by the old password; nor is one listed as signed in."""
        here = getattr(self.request, "sitting", None)
        if here is not None and here.person_id == user.id:
            end_other_sittings(sitting=here)
        else:
            end_sessions(person_id=user.id)

    def send_mail(
        self, template_prefix: str, email: str, context: dict[str, Any]
    ) -> None:  # Any: a template's
        """Stored, not sent: a mail server's time would tell who has an account."""
        drawn = self.render_mail(template_prefix, email, context | {"email": email})
        mail(email, Said(drawn.subject, str(drawn.body)), good_for=CODE_LASTS)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:  # Any: allauth's own
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            note_failure(email=str(credentials.get("email", "")), stopped=True)
            raise

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Tries are counted for each address, and apart in browsers its owner has used before."""
        known = known_browsers.known_as(request, str(credentials.get("email", "")))
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{known}"

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:  # Any: allauth's own
        note_failure(email=str(credentials.get("email", "")), stopped=False)

    def logout(self, request: HttpRequest) -> None:
        person_id, sitting = getattr(request.user, "id", None), getattr(request, "sitting", None)
        if sitting is not None:
            end_sitting(person_id=sitting.person_id, sitting_id=sitting.id, why=Sitting.Ended.SIGNED_OUT)
        super().logout(request)
        if isinstance(person_id, UUID):
            signed_out(person_id=person_id)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    def is_mfa_enabled(self, user: Person, types: Iterable[str] | None = None) -> bool:
        """A code by text message is one more way: the door asks for it where either of these would do."""
        asked = set(STEPS if types is None else types)
        return bool(super().is_mfa_enabled(user, asked)) or (asked >= STEPS and is_asked_for(user.id))

    def encrypt(self, text: str) -> str:
        """Sealed with a key of the installation's: a stolen database makes nobody's codes."""
        sealed = services.vault().seal(services.INSTALLATION, SECOND_FACTOR, text.encode())
        return base64.b64encode(sealed).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        return (
            services.vault()
            .open(services.INSTALLATION, SECOND_FACTOR, base64.b64decode(encrypted_text))
            .decode()
        )

    def get_totp_label(self, user: Person) -> str:
        return user.email


class SecondStepForm(AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """A wrong code is a failed sign-in."""

    def clean_code(self) -> str:
        try:
            clear = check_rate_limit(self.user)
        except ValidationError:
            note_failure_of(person_id=self.user.id, stopped=True)
            raise
        code = str(self.cleaned_data["code"])
        self.authenticator = accept_code(self.user.id, code, recovery=True)
        said = None if self.authenticator else brought(context.request, self.user, code)
        if not self.authenticator and said is not Answer.RIGHT:
            sign_in_failed(person_id=self.user.id)
            raise ValidationError(WRONG[said]) if said else get_adapter().validation_error("incorrect_code")
        clear()
        return code

    def save(self) -> None:
        if self.authenticator is None:
            remember_text(context.request, self.user)
        else:
            super().save()


class RecoveryCodesForm(GenerateRecoveryCodesForm):  # type: ignore[misc]  # allauth has no types
    """They come with a code by text message as with any second step."""

    def clean(self) -> dict[str, Any]:  # Any: what any form holds
        return {} if is_enough(self.user.id) else cast(dict[str, Any], super().clean())
