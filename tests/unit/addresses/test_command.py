"""`carepost address classify`: lines in, a line each out, nothing lost."""

from __future__ import annotations

import json
from typing import Any

from click.testing import CliRunner, Result

from carepost.doors.commands.cli import carepost


def classified(text: str | bytes, *options: str) -> Result:
    return CliRunner().invoke(carepost, ["address", "classify", *options], input=text)


def lines_of(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_each_line_gets_its_answer_in_order() -> None:
    result = classified(
        "address,full name,practice name,ods\n"
        'rachel.ward@nhs.net,"Ward, Rachel",Park Surgery,P81001\n\nreception@hill.example\n',
        "--json",
    )

    assert result.exit_code == 0
    assert [(line["address"], line["outcome"]) for line in lines_of(result)] == [
        ("rachel.ward@nhs.net", "plausible"),
        ("reception@hill.example", "generic"),
    ]


def test_an_address_that_is_none_is_for_review_and_says_why() -> None:
    result = classified("пошта@nhs.net,X Y\nno-address,X Y\n", "--json")

    assert result.exit_code == 0
    assert [line["outcome"] for line in lines_of(result)] == ["review", "review"]
    assert "not a plain English one" in lines_of(result)[0]["reasons"][0]


def test_a_line_that_cannot_be_read_does_not_take_the_rest_with_it() -> None:
    result = classified(
        b'a@nhs.net,"never closed\nb@nhs.net,1,2,3,4\n\xff\xfe@x\njane.smith@nhs.net,Jane Smith\n', "--json"
    )

    answers = lines_of(result)
    assert [line["outcome"] for line in answers] == ["review", "review", "review", "plausible"]
    assert answers[0]["reasons"][0].startswith("This line could not be read")
    assert result.exit_code == 1
    assert "2 lines could not be read" in result.stderr


def test_people_read_it_as_well() -> None:
    assert "made of your name" in classified("jane.smith@nhs.net,Jane Smith\n").stdout
