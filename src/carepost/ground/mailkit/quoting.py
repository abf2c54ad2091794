"""Where a reply ends and the message it answers begins. Folded, never dropped."""

from __future__ import annotations

import re

_RULE = re.compile(r"\s*[_\-]{5,}\s*")
_ORIGINAL = re.compile(r"\s*-{2,}\s*original (?:message|appointment|e-?mail)\s*-{2,}\s*", re.IGNORECASE)
_FIELD = re.compile(r"[\s*]*(from|sent|date|to|cc|subject)[\s*]*:", re.IGNORECASE)
_ATTRIBUTION = re.compile(r"\s*(?:On|At)\b.{0,400}\b(?:wrote|writes)\s*:\s*", re.DOTALL)
_QUOTED = re.compile(r"\s{0,3}>")
_HEADING_LINES = 8
_ATTRIBUTION_LINES = 4


def split(text: str) -> tuple[str, str]:
    """The new words and the earlier message after them; new + earlier is the text, to the character.

    Only the end of a text is ever folded away, so answers written between quoted lines stay with their
    questions. A text that is nothing but an earlier message is not folded at all.
    """
    lines = text.splitlines(keepends=True)
    start = min(_heading(lines), _attributed(lines), _quoted_tail(lines))
    new, earlier = "".join(lines[:start]), "".join(lines[start:])
    return (new, earlier) if new.strip() else (text, "")


def _heading(lines: list[str]) -> int:
    """Where an Outlook heading starts, with the rule above it, or the end."""
    for at, line in enumerate(lines):
        if _ORIGINAL.fullmatch(line) or _is_heading(lines[at : at + _HEADING_LINES]):
            return _with_rule(lines, at)
    return len(lines)


def _is_heading(lines: list[str]) -> bool:
    if _first(lines[0]) != "from":
        return False
    names = {_first(line) for line in lines}
    return bool({"sent", "date"} & names) and bool({"to", "subject"} & names)


def _first(line: str) -> str:
    found = _FIELD.match(line)
    return found[1].lower() if found else ""


def _with_rule(lines: list[str], at: int) -> int:
    above = at
    while above and not lines[above - 1].strip():
        above -= 1
    return above - 1 if above and _RULE.fullmatch(lines[above - 1]) else at


def _attributed(lines: list[str]) -> int:
    """Where "On ... wrote:" stands if nothing after it is quoted or all of it is; else the end."""
    for at in range(len(lines)):
        if not (length := _attribution(lines, at)):
            continue
        after = [line for line in lines[at + length :] if line.strip()]
        marked = sum(bool(_QUOTED.match(line)) for line in after)
        return at if marked in {0, len(after)} else len(lines)
    return len(lines)


def _attribution(lines: list[str], at: int) -> int:
    """How many lines an attribution takes up here; 0 if there is none."""
    if not lines[at].lstrip().startswith(("On ", "At ")):
        return 0
    for length in range(1, _ATTRIBUTION_LINES + 1):
        if _ATTRIBUTION.fullmatch("".join(lines[at : at + length])):
            return length
    return 0


def _quoted_tail(lines: list[str]) -> int:
    """Where the last lines that are all quoted start, with their attribution; else the end."""
    at = end = len(lines)
    while at and (not lines[at - 1].strip() or _QUOTED.match(lines[at - 1])):
        at -= 1
        end = at if _QUOTED.match(lines[at]) else end
    for above in range(max(0, end - _ATTRIBUTION_LINES - 1), end):
        length = _attribution(lines, above)
        if length and not "".join(lines[above + length : end]).strip():
            return above
    return end
