"""The providers of single sign-on, made of settings and secrets once a process."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from django.conf import settings

from carepost.config.instance import Instance, SignOn
from carepost.engines.single_sign_on.oidc import OidcProvider, Registration
from carepost.engines.single_sign_on.port import Provider
from carepost.engines.single_sign_on.profiles import PROFILES


@cache
def providers() -> Mapping[str, Provider]:
    instance: Instance = settings.INSTANCE
    return {one.name: OidcProvider(_registration(instance, one)) for one in instance.single_sign_on}


def _registration(instance: Instance, one: SignOn) -> Registration:
    return Registration(
        name=one.name,
        label=one.label,
        issuer=one.issuer,
        client_id=one.client_id,
        profile=PROFILES[one.profile],
        back_url=f"{instance.public_url.rstrip('/')}/sign-on/{one.name}/back",
        trusted_domains=frozenset(domain.lower() for domain in one.trusted_domains),
        secret=(instance.secret(f"sign-on-{one.name}.secret") or b"").decode().strip(),
        key=instance.secret(f"sign-on-{one.name}.key") or b"",
        key_id=one.key_id,
        ca_file=one.ca_file,
    )
