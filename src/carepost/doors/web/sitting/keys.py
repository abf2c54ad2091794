"""Passkeys and security keys: taken, used, and refused where they lie in a Windows profile that people share."""

from __future__ import annotations

import json
from typing import Any, cast
from uuid import UUID

from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from fido2.webauthn import UserVerificationRequirement

from carepost.actions.people.signing_in import sign_in_failed
from carepost.domain.identity.models import Person

from .device import device_of

# As Microsoft publishes them: Windows Hello in hardware, guarded by the hypervisor, in software.
WINDOWS_HELLO = {
    UUID("08987058-cadc-4b81-b6e1-30de50dcbe96"),
    UUID("9ddd1817-af5a-4672-a2b9-3e3dd95000a9"),
    UUID("6028b017-b1d4-4c02-b4b3-afcdafc96bb2"),
}
SHARED = (
    "This passkey would be kept in the computer's own Windows log-in, which others use too: they could sign in as "
    "you. Use a security key that you carry, or a passkey on your own phone."
)
SAY = "Say whether other people use this computer's Windows log-in too"
UNKNOWN = "That key did not open it. Try again, or use another way."
MADE_UP = (KeyError, TypeError, ValueError, AttributeError, IndexError)
"""What the libraries raise for an answer that no browser gives."""
Json = dict[str, Any]  # Any: what a browser says of a key


def options_for(person: Person, *, touch: bool = False) -> str:
    """What the browser hands to this person's keys, as JSON; empty where they have none. `touch`: no PIN is asked."""
    keys = auth.get_credentials(person)
    if not keys:
        return ""
    wanted = UserVerificationRequirement.DISCOURAGED if touch else UserVerificationRequirement.PREFERRED
    options, state = auth.get_server().authenticate_begin(credentials=keys, user_verification=wanted)
    auth.set_state(state)
    return json.dumps(dict(options))


def used(request: HttpRequest, person: Person, credential: str) -> Authenticator | None:
    """The key that answered, if it is this person's and may be used here."""
    form = SecondStepKeyForm(user=person, data={"credential": credential})
    return cast(Authenticator, form.cleaned_data["credential"]) if form.is_valid() else None


class NotShared:
    """Refuses a key that lies in the profile of a computer enrolled as shared."""

    def clean_credential(self) -> Authenticator:
        try:
            authenticator = cast(Authenticator, super().clean_credential())  # type: ignore[misc]  # allauth's
        except (ValidationError, *MADE_UP) as error:
            user = getattr(self, "user", None)
            if user is not None:
                sign_in_failed(person_id=user.id)
            raise ValidationError(UNKNOWN) from error
        answer = json.loads(self.data["credential"])  # type: ignore[attr-defined]  # of every form
        here = answer.get("authenticatorAttachment") == "platform"
        if here and device_of(context.request) is not None:
            raise ValidationError(SHARED)
        return authenticator


class SecondStepKeyForm(NotShared, AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A key as second step."""


class SignInKeyForm(NotShared, LoginWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A passkey with PIN or fingerprint: both steps in one."""

    def clean_credential(self) -> Authenticator:
        """allauth leaves it to the question whether a PIN has to be shown, and takes the answer to any question that
        waits in this browser: also to one that came after somebody's password, where a touch will do.
        """
        authenticator = super().clean_credential()
        answer = auth.parse_authentication_response(json.loads(self.data["credential"]))
        if not answer.response.authenticator_data.is_user_verified():
            raise ValidationError(UNKNOWN)
        return authenticator


class NewKeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A new key, and where it is kept."""

    passwordless = forms.BooleanField(required=False, widget=forms.HiddenInput)
    shared = forms.ChoiceField(
        choices=[("no", "No, it is mine alone"), ("yes", "Yes, others use it too")],
        error_messages={"required": SAY},
        required=False,
    )

    def clean(self) -> Json:
        """Where it is kept comes first: allauth validates a form that is refused once more to draw it, and by then
        the question that this key answers would be used up."""
        try:
            self._check_where(self.cleaned_data.get("credential"))
            return cast(Json, super().clean())
        except MADE_UP as error:
            raise ValidationError(UNKNOWN) from error

    def _check_where(self, credential: Json | None) -> None:
        if not credential or not is_kept_in_the_computer(credential):
            return
        said = self.cleaned_data.get("shared")
        if said == "yes" or device_of(context.request) is not None:
            raise ValidationError(SHARED)
        if said != "no":
            raise ValidationError(SAY)


def is_kept_in_the_computer(credential: Json) -> bool:
    """By what the browser says, the way it can be reached, or the maker's number of its kind.

    A phone answers from elsewhere ("cross-platform") or can be reached from elsewhere ("hybrid").
    """
    ways = set(credential.get("response", {}).get("transports") or ())
    made_by = auth.parse_registration_response(credential).response.attestation_object.auth_data
    kind = UUID(bytes=bytes(made_by.credential_data.aaguid)) if made_by.credential_data else None
    return (
        credential.get("authenticatorAttachment") == "platform"
        or ways == {"internal"}
        or kind in WINDOWS_HELLO
    )
