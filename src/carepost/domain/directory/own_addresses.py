"""Whose people may have an account here, by the domain of their address (A1)."""

from __future__ import annotations

from django.conf import settings

from carepost.domain.directory.families import NHS_NET, NHS_UK, within
from carepost.domain.directory.lists import in_force
from carepost.ground.kernel import EmailAddress, Refused


def may_have_accounts(domain: str) -> bool:
    """nhs.net itself, nhs.uk by label, a listed care provider, or a domain this installation adds."""
    if domain == NHS_NET or within(domain, NHS_UK) or domain in settings.CAREPOST_ACCOUNT_DOMAINS:
        return True
    providers = in_force().care_providers
    return providers is not None and domain in providers.rows


def check_account_domain(address: EmailAddress) -> None:
    """Raises Refused."""
    if not may_have_accounts(address.domain):
        raise Refused(
            "Accounts are for NHS addresses: a person's own at nhs.net, at a domain that ends in .nhs.uk, or at a "
            "listed NHS care provider. Type that one, and not a private address."
        )
