"""The same in JSON, for the story that is played without a screen."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from carepost.demo.world.content import Content
from carepost.demo.world.mailboxes import Mail
from carepost.demo.world.replies import Answer as Written
from carepost.demo.world.switches import NotASwitch
from carepost.demo.world.web import find
from carepost.demo.world.web.http import Answer, File, Problem, Request
from carepost.demo.world.world import World


def received(world: World, request: Request) -> Answer:
    """What an organisation received, oldest first."""
    found = find.organisation(world, request.query.get("box", ""))
    return _json([_mail(mail, find.content(found, mail)) for mail in found.mailbox.all()])


def reply(world: World, request: Request) -> Answer:
    """Answers a mail: 200 if the stand-in took the answer, 502 if not, both with what it said."""
    given = request.json()
    found = find.organisation(world, _text(given, "box"))
    written = Written(
        mode=find.mode(_text(given, "mode")),
        text=_text(given, "text"),
        subject=_text(given, "subject"),
        from_=_text(given, "from"),
        file=_file(given.get("attachment")),
    )
    sent = find.send(world, found, find.mail(found, _text(given, "id")), written)
    return _json(sent, status=200 if sent["accepted"] else 502)


def switches(world: World, request: Request) -> Answer:
    """How the switches stand."""
    return _json(asdict(world.board.now))


def turn_switches(world: World, request: Request) -> Answer:
    """Turns the switches named; the others stay."""
    try:
        return _json(asdict(world.board.turn(request.json())))
    except NotASwitch as error:
        raise Problem(400, str(error)) from error


def log(world: World, request: Request) -> Answer:
    """The submissions, oldest first; `kind=all` also inbound mail and reports."""
    kind = request.query.get("kind", "submission")
    return _json(world.journal.all(None if kind == "all" else kind))


def waiting(world: World, request: Request) -> Answer:
    """What is taken and not yet handed on."""
    troubles = world.relay.troubles
    items = world.spool.waiting()
    return _json([{"id": i.id, "pending": i.pending, "trouble": troubles.get(i.id)} for i in items])


def telephone(world: World, request: Request) -> Answer:
    """Everyone's code now, and the text messages, newest first."""
    return _json({"codes": [asdict(c) for c in world.telephone.codes()], "texts": world.telephone.texts()})


def text_message(world: World, request: Request) -> Answer:
    """A text message for a demo telephone."""
    given = request.json()
    to, words = _text(given, "to"), _text(given, "text")
    if not to or not words:
        raise Problem(400, "A text message needs “to” and “text”.")
    return _json(world.telephone.text(to, words))


def _mail(mail: Mail, content: Content) -> dict[str, Any]:
    return asdict(mail) | {
        "message_id": content.message_id,
        "subject": content.subject,
        "from": content.from_,
        "to": content.to,
        "cc": content.cc,
        "reply_to": content.reply_to,
        "text": content.text,
        "attachments": [asdict(file) for file in content.files],
    }


def _text(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name, "")
    if not isinstance(value, str):
        raise Problem(400, f"“{name}” is a text.")
    return value.strip() if name != "text" else value


def _file(given: Any) -> File | None:
    """An attachment as {"name": ..., "base64": ...}."""
    if given is None:
        return None
    try:
        return str(given["name"]), base64.b64decode(given["base64"], validate=True)
    except (KeyError, TypeError, binascii.Error) as error:
        raise Problem(400, "An attachment is a name and its bytes in base64.") from error


def _json(what: object, *, status: int = 200) -> Answer:
    return Answer(json.dumps(what, ensure_ascii=False).encode(), "application/json", status)
