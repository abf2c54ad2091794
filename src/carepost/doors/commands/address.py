"""What an address is taken for at sign-up, tried without an instance or a database."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from io import TextIOWrapper
from typing import TextIO

import click

from carepost.engines.addresses import Classification, Outcome, classify
from carepost.ground.kernel import EmailAddress, Refused

FIELDS = ("address", "full name", "practice name", "ods")
_HEADERS = frozenset({"address", "email", "e-mail", "email address", "e-mail address"})


@click.group()
def address() -> None:
    """Look at addresses the way sign-up does."""


@address.command("classify")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_context
def classify_addresses(context: click.Context, as_json: bool) -> None:
    """Read lines of `address,full name,practice name,ods` and say of each: generic, review or plausible.

    The last three may be empty. A line that cannot be read is answered with what is wrong, for review, and the
    rest goes on; the command then ends with code 1.
    """
    unread = 0
    stdin = TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace")
    for written, answer, could_be_read in answers(stdin):
        unread += not could_be_read
        click.echo(_as_json(written, answer) if as_json else _as_text(written, answer))
    if unread:
        click.echo(f"carepost: {unread} lines could not be read.", err=True)
        context.exit(1)


def answers(lines: TextIO) -> Iterator[tuple[str, Classification, bool]]:
    """The address as written, the answer, and whether the line could be read, for each line that is not empty."""
    for number, line in enumerate(lines):
        text = line.strip("\ufeff\r\n")
        if not text.strip() or (number == 0 and _is_header(text)):
            continue
        try:
            fields = _fields(text)
        except (csv.Error, Refused) as problem:
            yield text, _for_review(f"This line could not be read: {problem}"), False
        else:
            yield fields[0], _answer(*fields), True


def _fields(text: str) -> tuple[str, str, str, str]:
    # Each line by itself: a quotation mark that is never closed must not swallow the lines after it.
    fields = [field.strip() for field in next(csv.reader([text], strict=True, skipinitialspace=True))]
    if len(fields) > len(FIELDS):
        raise Refused(
            f"it has {len(fields)} fields, at most {len(FIELDS)} are expected ({', '.join(FIELDS)})."
        )
    written, name, practice, ods = (*fields, "", "", "")[: len(FIELDS)]
    return written, name, practice, ods


def _answer(written: str, name: str, practice: str, ods: str) -> Classification:
    try:
        parsed = EmailAddress.parse(written)
    except Refused as problem:
        return _for_review(problem.reason)
    return classify(address=parsed, name=name, practice_name=practice, ods_code=ods)


def _for_review(reason: str) -> Classification:
    return Classification(Outcome.REVIEW, (reason,))


def _is_header(text: str) -> bool:
    return text.split(",")[0].strip(' "').lower() in _HEADERS


def _as_json(written: str, answer: Classification) -> str:
    return json.dumps({"address": written, "outcome": answer.outcome, "reasons": answer.reasons})


def _as_text(written: str, answer: Classification) -> str:
    return f"{answer.outcome:10} {written}\n" + "".join(f"           {reason}\n" for reason in answer.reasons)
