"""What we say of our service, and the library's protocol over it."""

from __future__ import annotations

from functools import lru_cache

from scim2_models import (
    AuthenticationScheme,
    Bulk,
    ChangePassword,
    ETag,
    Filter,
    Patch,
    ScimPolicy,
    ScimProvider,
    ServiceProviderConfig,
    Sort,
)
from scim2_server.service import ScimService
from scim2_server.utils import load_default_resource_types, load_default_schemas

MOST_OCTETS = 1024 * 1024
MOST_OPERATIONS = 200
MOST_FOUND = 1000


@lru_cache(maxsize=1)
def service() -> ScimService:
    return ScimService(provider())


@lru_cache(maxsize=1)
def provider() -> ScimProvider:
    """Users and groups as RFC 7643 has them. Passwords are not a directory's business here.

    What Microsoft Entra ID sends and the RFC does not ask for is taken as it is meant: a member to be removed named
    by the value, and an address of a type there is none of yet.
    """
    return ScimProvider.from_discovery(
        load_default_schemas().values(),
        load_default_resource_types().values(),
        config=ServiceProviderConfig(
            patch=Patch(supported=True),
            bulk=Bulk(supported=True, max_operations=MOST_OPERATIONS, max_payload_size=MOST_OCTETS),
            filter=Filter(supported=True, max_results=MOST_FOUND),
            change_password=ChangePassword(supported=False),
            sort=Sort(supported=True),
            etag=ETag(supported=True),
            authentication_schemes=[
                AuthenticationScheme(
                    type=AuthenticationScheme.Type.oauthbearertoken,
                    name="Token of the practice",
                    description="Made by an administrator under This practice, Directory.",
                )
            ],
        ),
        policy=ScimPolicy(
            remove_value_as_filter=ScimPolicy.RemoveValue.apply,
            unmatched_path_filter=ScimPolicy.UnmatchedPathFilter.create,
        ),
    )
