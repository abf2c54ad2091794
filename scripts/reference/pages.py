"""Every page of docs/reference and docs/assurance by file name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from scripts.reference import (
    addresses,
    commands,
    data,
    hazards,
    ledger,
    permissions,
    public,
    settings,
    states,
)

FOLDER = Path(__file__).parents[2] / "docs" / "reference"
NOTE = "<!-- Written by `python -m scripts.reference` from the code. Change the code, not this page. -->"

PAGES: dict[str, tuple[str, Callable[[], str]]] = {
    "states.md": ("States and their moves", states.page),
    "ledger-events.md": ("What the ledger records", ledger.page),
    "permissions.md": ("Who may do what", permissions.page),
    "public-pages.md": ("Pages for everybody", public.page),
    "addresses.md": ("Pages and who may open them", addresses.page),
    "commands.md": ("The command line", commands.page),
    "settings.md": ("Settings of an instance", settings.page),
    "data-map.md": ("What is stored where", data.page),
}


def assurance() -> dict[str, str]:
    """The same for docs/assurance."""
    return {"hazards.md": f"{NOTE}\n\n# Hazards, their controls and their tests\n\n{hazards.page()}\n"}


def pages() -> dict[str, str]:
    """File name and whole text of each page, and of the list of them."""
    texts = {name: f"{NOTE}\n\n# {title}\n\n{draw()}\n" for name, (title, draw) in PAGES.items()}
    links = "\n".join(f"- [{title}]({name})" for name, (title, _) in PAGES.items())
    texts["README.md"] = f"{NOTE}\n\n# Reference, written from the code\n\n{links}\n"
    return texts
