"""Filling the templates."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from carepost.demo.world.web.http import Answer
from carepost.demo.world.world import World

_TEMPLATES = Path(__file__).with_name("templates")
_LONDON = ZoneInfo("Europe/London")


def render(
    world: World, template: str, *, status: int = 200, refresh: int | None = None, **facts: object
) -> Answer:
    """A page about the world. `refresh`: the browser asks again after so many seconds."""
    body = _environment.get_template(f"{template}.html.jinja").render(facts, world=world)
    # The header does what the meta element would, and leaves the page's own code clean.
    headers = {} if refresh is None else {"Refresh": str(refresh)}
    return Answer(body.encode(), status=status, headers=headers)


def stylesheet() -> Answer:
    """The one stylesheet."""
    return Answer((_TEMPLATES / "world.css").read_bytes(), "text/css; charset=utf-8")


def moment(text: str) -> str:
    """An ISO time as people say it here: 10:42:07, 3 May 2026."""
    local = datetime.fromisoformat(text).astimezone(_LONDON)
    return f"{local:%H:%M:%S}, {local.day} {local:%B %Y}"


def size(octets: int) -> str:
    """A size in words."""
    if octets < 1024:
        return f"{octets} bytes"
    return f"{octets / 1024:.0f} KB" if octets < 1024 * 1024 else f"{octets / 1024 / 1024:.1f} MB"


_environment = Environment(
    loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)
_environment.filters |= {"moment": moment, "size": size}
