"""What a form names by its id."""

from __future__ import annotations

from uuid import UUID

from carepost.ground.kernel import NotFound


def id_in(text: str, what: str = "thing") -> UUID:
    """NotFound, as for a row that is not there, where the text is no id at all. `what`: "patient", "team"."""
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound(f"There is no such {what} here. Choose from the list.") from error
