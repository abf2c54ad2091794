"""The lists of domains that may be written to."""

from __future__ import annotations

from collections.abc import Iterator

from carepost.domain.directory.lists import in_force
from carepost.doors.commands.checkup.finding import Finding, House, look, well

OLD, OUT_OF_DATE = 100, 365
"""days"""


def domain_lists(house: House) -> Iterator[Finding]:
    lists = in_force()
    for check, found, command, without in (
        ("list of accredited domains", lists.accredited, "accredited", "only nhs.net is accredited"),
        (
            "list of care providers",
            lists.care_providers,
            "care_providers",
            "addresses of care providers are not known as such",
        ),
    ):
        renew = f"Fetch the newest one and run `carepost lists import {command} FILE --published DATE`."
        if found is None:
            yield look(check, f"None was imported yet; without it {without}.", renew)
            continue
        age = (lists.today - found.published_on).days
        said = f"It is of {found.published_on:%d %B %Y}, {age} days old, with {len(found.rows):,} domains."
        if age > OUT_OF_DATE:
            yield look(check, f"{said} It is too old to prove anything, so addresses on it warn.", renew)
        elif age > OLD:
            yield look(check, said, renew)
        else:
            yield well(check, said)
