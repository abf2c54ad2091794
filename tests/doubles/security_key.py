"""A security key in software: it signs what it is asked for, and says of itself what it likes."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from allauth.account.internal.userkit import user_id_to_str
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from carepost.domain.identity.models import Person

FLAG = AuthenticatorData.FLAG
HOST = "testserver"
ORIGIN = f"https://{HOST}"
OF_HOST = hashlib.sha256(HOST.encode()).digest()


class SecurityKey:
    """One key, registered by the person it belongs to at the site that tests talk to."""

    def __init__(self, person: Person) -> None:
        self.whose, self._private = user_id_to_str(person), ec.generate_private_key(ec.SECP256R1())
        self._id = hashlib.sha256(self.whose.encode()).digest()
        Authenticator.objects.create(
            user=person,
            type=Authenticator.Type.WEBAUTHN,
            data={"name": "Blue key", "credential": self._registration()},
        )

    def answer(self, challenge: str, *, pin: bool) -> str:
        """To this question, as a browser hands it on. `pin`: whoever holds the key has shown that it is theirs."""
        said = AuthenticatorData.create(OF_HOST, FLAG.UP | FLAG.UV if pin else FLAG.UP, 1)
        asked = CollectedClientData.create("webauthn.get", challenge, ORIGIN)
        signature = self._private.sign(bytes(said) + asked.hash, ec.ECDSA(hashes.SHA256()))
        return json.dumps(
            self._named(
                clientDataJSON=bytes(asked),
                authenticatorData=bytes(said),
                signature=signature,
                userHandle=self.whose.encode(),
            )
        )

    def _registration(self) -> dict[str, Any]:
        public = ES256.from_cryptography_key(self._private.public_key())
        made = AttestedCredentialData.create(bytes(16), self._id, public)
        said = AuthenticatorData.create(OF_HOST, FLAG.UP | FLAG.AT, 0, made)
        return self._named(
            clientDataJSON=bytes(CollectedClientData.create("webauthn.create", b"made up", ORIGIN)),
            attestationObject=bytes(AttestationObject.create("none", said, {})),
        )

    def _named(self, **response: bytes) -> dict[str, Any]:
        key_id = websafe_encode(self._id)
        told = {name: websafe_encode(value) for name, value in response.items()}
        return {
            "id": key_id,
            "rawId": key_id,
            "type": "public-key",
            "authenticatorAttachment": "cross-platform",
            "clientExtensionResults": {},
            "response": told,
        }
