"""The documents lead where they say, and name commands that there are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click

from carepost.doors.commands.cli import carepost
from tests.architecture.house import ROOT, kept_files

LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
COMMAND = re.compile(r"(?:^\s*(?:[#$] )?|`|/)carepost ([a-z][^`\n]*)", re.MULTILINE)
# Taken by the browser tests (`make screenshots`), which name them.
PICTURES = ("inbox.png", "compose.png", "matching.png", "conversation.png")
DECISIONS = ROOT / "docs" / "decisions"


def documents() -> Iterator[Path]:
    return (path for path in kept_files() if path.suffix == ".md")


def broken_links(path: Path) -> Iterator[str]:
    for link in LINK.findall(path.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", link) or link.endswith(PICTURES):
            continue
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        if not target.exists():
            yield f"{path.relative_to(ROOT)} leads to {name}, which is not there"
        elif anchor and anchor not in anchors(target):
            yield f"{path.relative_to(ROOT)} leads to #{anchor}, which is not on {name}"


def anchors(path: Path) -> set[str]:
    """As forges make them of headings."""
    titles = (title.lower() for title in HEADING.findall(path.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", title).strip().replace(" ", "-") for title in titles}


def wrong_commands(text: str) -> Iterator[str]:
    for line in COMMAND.findall(text):
        words = line.split("#")[0].split()
        command: click.Command = carepost
        while isinstance(command, click.Group) and words and words[0] in command.commands:
            command = command.commands[words.pop(0)]
        options = {option for param in command.params for option in (*param.opts, *param.secondary_opts)}
        wrong = [word for word in words if word.startswith("--") and word not in options | {"--help"}]
        if command is carepost or wrong:
            yield f"carepost {line}: {' '.join(wrong) or 'no such command'}"


def test_every_link_leads_somewhere() -> None:
    assert [found for path in documents() for found in broken_links(path)] == []


def test_a_heading_that_is_not_there_is_noticed() -> None:
    page = ROOT / "docs" / "glossary.md"
    assert "words" in anchors(page)
    assert "no-such" not in anchors(page)


def test_every_command_in_a_document_is_one_of_ours() -> None:
    texts = [(path, path.read_text(encoding="utf-8")) for path in documents()]
    assert [(path.name, found) for path, text in texts for found in wrong_commands(text)] == []


def test_a_command_that_is_not_ours_is_found() -> None:
    assert list(wrong_commands("`carepost nurse`"))
    assert list(wrong_commands("# carepost serve --colour red"))
    assert not list(wrong_commands("$ carepost lists import accredited a.csv --published 2026-01-01"))


def test_decisions_are_numbered_once_and_listed() -> None:
    files = sorted(path.name for path in DECISIONS.glob("[0-9]*.md"))
    listed = re.findall(r"\| \[(\d+)\]\((\S+)\) \| (.+) \|", (DECISIONS / "README.md").read_text())

    assert [name for _, name, _ in listed] == files
    for number, name, title in listed:
        first = (DECISIONS / name).read_text(encoding="utf-8").splitlines()[0]
        assert name.startswith(f"{int(number):04}-")
        assert first == f"# {number}. {title}"


def test_every_decision_says_what_it_costs() -> None:
    parts = ("**Context.**", "**Options.**", "**Choice.**", "**What it costs.**")
    for path in DECISIONS.glob("[0-9]*.md"):
        text = path.read_text(encoding="utf-8")
        assert [part for part in parts if part not in text] == [], path.name
