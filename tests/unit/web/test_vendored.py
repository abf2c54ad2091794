"""What we carry from others stays on this machine: no page may fetch anything from elsewhere."""

from __future__ import annotations

import re
from importlib.metadata import distribution
from pathlib import Path

import carepost.doors.web

STATIC = Path(carepost.doors.web.__file__).parent / "static"
NHSUK = STATIC / "vendor" / "nhsuk"
# An SVG's namespace is a name, not an address: nothing is fetched.
NAMESPACE = "http://www.w3.org/2000/svg"


def texts() -> list[tuple[str, str]]:
    """Every static file of ours as (name, text)."""
    kept = {".css", ".js", ".svg"}
    return [(f.name, f.read_text("utf-8")) for f in STATIC.rglob("*") if f.suffix in kept]


def test_static_files_fetch_nothing_from_elsewhere() -> None:
    for name, text in texts():
        found = re.findall(r"(?:https?:)?//[a-z0-9-]+\.[a-z]+[^\s\"')]*", text.replace(NAMESPACE, ""))
        assert found == [], name


def test_no_font_is_loaded_and_no_source_map_is_missed() -> None:
    for name, text in texts():
        assert "@font-face" not in text, name
        assert "sourceMappingURL" not in text, name


def test_every_icon_in_the_styles_is_there() -> None:
    style = (NHSUK / "nhsuk-frontend.min.css").read_text("utf-8")
    for address in re.findall(r"url\(([^)]*)\)", style):
        assert (NHSUK / address).is_file(), address


def test_styles_and_templates_of_nhsuk_belong_together() -> None:
    ours = distribution("nhsuk-frontend-jinja")
    carried = (NHSUK / "VERSION.txt").read_text("ascii").strip()
    table = re.findall(r"^\| ([\d.]+) \| ([\d.]+) \|$", ours.read_text("METADATA") or "", re.M)
    assert (carried, ours.version) in table


def test_licence_is_carried() -> None:
    assert "MIT License" in (NHSUK / "LICENCE.txt").read_text("ascii")
