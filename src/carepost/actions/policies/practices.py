"""May a practice be called and rung so?"""

from __future__ import annotations

from carepost.ground.kernel import Refused

NAME, TELEPHONE = 200, 30
"""characters, as its table has room for them"""


def check_practice(name: str, telephone: str) -> None:
    """Both stand in letters to others: a name is there, and each is one line that there is room for."""
    if not name.strip():
        raise Refused("Give the practice's name, as others should read it.")
    for what, text, most in (("name", name, NAME), ("telephone number", telephone, TELEPHONE)):
        if len(text) > most or not text.isprintable():
            raise Refused(f"The practice's {what} is one line of at most {most} characters. Shorten it.")
