"""Templates: all of them compile, pages escape what strangers wrote, mails keep words as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.template.loader import get_template, render_to_string

import carepost.doors.web
from carepost.doors.web.errors import PAGES

TEMPLATES = Path(carepost.doors.web.__file__).parent / "templates"


def test_every_template_compiles() -> None:
    for found in TEMPLATES.rglob("*.*"):
        assert get_template(str(found.relative_to(TEMPLATES))), found.name


def test_no_template_carries_script_or_style_of_its_own() -> None:
    for found in TEMPLATES.rglob("*.html"):
        text = found.read_text("utf-8")
        assert " style=" not in text, found.name
        assert "<style" not in text, found.name
        assert "<script>" not in text, found.name
        assert " onclick=" not in text, found.name


@pytest.mark.parametrize("status", [400, 403, 404, 429, 500])
def test_error_page_needs_neither_session_nor_database(status: int) -> None:
    page = render_to_string(f"{status}.html")

    assert PAGES[status].title in page


def test_mail_about_an_account_keeps_its_words() -> None:
    given = {"timestamp": datetime(2026, 5, 4, 23, 30, tzinfo=UTC), "ip": "it's here"}

    mail = render_to_string("account/email/password_changed_message.txt", given)

    assert "5 May 2026 at 00:30, from it's here." in mail


MACRO = re.compile(r"{% macro (\w+)\(.*?{% endmacro %}", re.DOTALL)
IMPORT = re.compile(r'{% from "([^"]+)" import (.+?)( with context)? %}')


def forms_without_proof(name: str, text: str) -> Iterator[str]:
    """Imported without its context, a form has no token against forgery, and its button is answered with a refusal."""
    for component, macros, context in IMPORT.findall(text):
        made = (TEMPLATES / component).read_text("utf-8") if (TEMPLATES / component).exists() else ""
        posting = {macro.group(1) for macro in MACRO.finditer(made) if "csrf_input" in macro.group(0)}
        if not context and posting & set(re.findall(r"\w+", macros)):
            yield f"{name}: {component}"


def test_every_form_carries_its_proof_against_forgery() -> None:
    for found in TEMPLATES.rglob("*.html"):
        assert not list(forms_without_proof(found.name, found.read_text("utf-8")))


def test_a_form_without_it_is_found() -> None:
    text = '{% from "components/button.html" import post_button, submit %}'
    assert list(forms_without_proof("planted", text))
    assert not list(forms_without_proof("planted", text.replace(" %}", " with context %}")))
    assert not list(forms_without_proof("planted", text.replace("post_button, ", "")))
