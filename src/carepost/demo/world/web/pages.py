"""The pages."""

from __future__ import annotations

from carepost.demo.world.replies import Answer as Written
from carepost.demo.world.replies import quoted
from carepost.demo.world.settings import MX_HOST, SEND_HOST
from carepost.demo.world.switches import ANSWER_WORDS, TLS_WORDS, NotASwitch
from carepost.demo.world.web import find
from carepost.demo.world.web.http import Answer, Problem, Request
from carepost.demo.world.web.show import render
from carepost.demo.world.world import World

SHOWN = 50  # records of the log on a page


def front(world: World, request: Request) -> Answer:
    """Where to go from here."""
    counts = {box: len(found.mailbox.all()) for box, found in world.organisations.items()}
    return render(world, "front", counts=counts, waiting=len(world.spool.waiting()))


def nhsmail(world: World, request: Request) -> Answer:
    """The stand-in: its switches, what waits, what it did."""
    return render(
        world,
        "nhsmail",
        now=world.board.now,
        tls_words=TLS_WORDS,
        answer_words=ANSWER_WORDS,
        waiting=world.spool.waiting(),
        troubles=world.relay.troubles,
        log=world.journal.all()[: -SHOWN - 1 : -1],
        hosts=(SEND_HOST, MX_HOST),
        saved="saved" in request.query,
    )


def turn_switches(world: World, request: Request) -> Answer:
    """The switches as the form has them."""
    fields, _ = request.form()
    change = {
        "tls": fields.get("tls"),
        "answer": fields.get("answer"),
        "plus_addresses": fields.get("plus_addresses") == "on",
        "hold_seconds": fields.get("hold_seconds"),
        "refused_recipients": fields.get("refused_recipients", "").split(),
    }
    try:
        world.board.turn(change)
    except NotASwitch as error:
        raise Problem(400, str(error)) from error
    return _go("/nhsmail?saved=1")


def telephone(world: World, request: Request) -> Answer:
    """Codes and text messages; asked for again when the codes change."""
    codes = world.telephone.codes()
    left = codes[0].seconds_left if codes else 30
    texts = world.telephone.texts()
    return render(world, "telephone", refresh=min(left + 1, 15), codes=codes, texts=texts, left=left)


def box(world: World, request: Request, box: str) -> Answer:
    """What an organisation received, newest first."""
    found = find.organisation(world, box)
    mails = [(mail, find.content(found, mail)) for mail in reversed(found.mailbox.all())]
    return render(world, "box", peer=found.peer, mails=mails)


def mail(world: World, request: Request, box: str, mail_id: str) -> Answer:
    """One mail, how it came, and a form to answer it."""
    found = find.organisation(world, box)
    mail = find.mail(found, mail_id)
    content = find.content(found, mail)
    return render(
        world,
        "mail",
        peer=found.peer,
        mail=mail,
        content=content,
        quoted=quoted(content),
        service=world.book.service(content.answer_to) or world.book.service(mail.mail_from),
    )


def source(world: World, request: Request, box: str, mail_id: str) -> Answer:
    """The bytes as they came."""
    found = find.organisation(world, box)
    raw = found.mailbox.raw(find.mail(found, mail_id))
    return Answer(raw, "text/plain; charset=utf-8")


def reply(world: World, request: Request, box: str, mail_id: str) -> Answer:
    """Sends the answer in the form."""
    found = find.organisation(world, box)
    mail = find.mail(found, mail_id)
    fields, files = request.form()
    written = Written(
        mode=find.mode(fields.get("mode", "")),
        text=fields.get("text", ""),
        subject=fields.get("subject", "").strip(),
        from_=fields.get("from", "").strip(),
        file=files.get("file"),
    )
    find.send(world, found, mail, written)
    return _go(f"/box/{box}/{mail_id}#replies")


def _go(where: str) -> Answer:
    return Answer(status=303, headers={"Location": where})
