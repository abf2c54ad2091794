"""Which passwords are refused because others know them."""

from __future__ import annotations

from collections.abc import Iterator

from carepost.actions.people.passwords import how_many_breached
from carepost.doors.commands.checkup.finding import Finding, House, look, well

CHECK = "stolen passwords"


def stolen(house: House) -> Iterator[Finding]:
    if count := how_many_breached():
        yield well(CHECK, f"{count:,} are known and refused.")
        return
    yield look(
        CHECK,
        "No list was imported: only common passwords and those that are easy to guess are refused.",
        "Fetch one and run `carepost passwords import FILE`; docs/operate/configuration.md says how.",
    )
