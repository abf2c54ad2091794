"""Whether each provider of single sign-on answers, has keys, and has our time."""

from __future__ import annotations

from collections.abc import Iterator

from carepost.config.single_sign_on import providers
from carepost.doors.commands.checkup.finding import Finding, House, look, well, wrong
from carepost.engines.single_sign_on.port import Down, Provider

SET_UP = "docs/operate/single-sign-on.md says how."
APART = 30
"""seconds: half of what is forgiven when a token is judged"""


def ways(house: House) -> Iterator[Finding]:
    if not house.instance.single_sign_on:
        yield well(
            "single sign-on", "Not set up: people sign in with a passkey, or password and second step."
        )
    for one in providers().values():
        yield _tried(one)


def _tried(provider: Provider) -> Finding:
    check = f"single sign-on {provider.name}"
    try:
        ahead = provider.check()
    except Down as trouble:
        return wrong(check, trouble.fault, SET_UP)
    if abs(ahead) > APART:
        return look(
            check,
            f"Its clock and ours are {abs(ahead):.0f} seconds apart; at 60 nobody comes in.",
            "Let this machine keep its time by NTP.",
        )
    return well(check, "Its addresses and keys were read.")
