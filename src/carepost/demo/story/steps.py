"""The story, a step at a time. Each looks at what both sides see, and says what it saw."""

from __future__ import annotations

from collections.abc import Callable

from carepost.demo.cast.people import AISHA, CARDIOLOGY, CAROL, MORGAN, OAK_HOUSE
from carepost.demo.story.outside import expect, wait_for
from carepost.demo.story.scene import Scene, conversation_in, pause, told
from carepost.demo.story.verifying import verify

Step = tuple[str, Callable[[Scene], str]]


def sign_in(scene: Scene) -> str:
    scene.visitor = scene.sign_in(AISHA)
    return told(who=AISHA.name)


def write(scene: Scene) -> str:
    page = scene.write(CARDIOLOGY.address, f"{scene.story} one: advice about palpitations, please.")
    scene.conversation = conversation_in(page)
    scene.letter = scene.wait_for_arrival("northside", f"{scene.story} one")
    return _as_the_peer_saw_it(scene)


def _as_the_peer_saw_it(scene: Scene) -> str:
    letter = scene.letter
    expect(letter["tls"]["version"] in {"TLSv1.2", "TLSv1.3"}, f"no TLS: {letter['tls']}")
    return told(message_id=letter["message_id"], sha256=letter["sha256"], tls=letter["tls"])


def handed_over(scene: Scene) -> str:
    page = scene.wait_for_words("Handed to")
    expect("certificate verified" in page.text, "the page does not say that the certificate was verified")
    return told(conversation=scene.conversation)


def no_names_outside(scene: Scene) -> str:
    subject = scene.letter["subject"]
    tells = "smith" in subject.lower() or "999" in subject.replace(" ", "")
    expect(not tells, f"the subject tells: {subject}")
    return told(subject=subject)


def answered(scene: Scene) -> str:
    scene.outside.reply("northside", scene.letter, f"{scene.story} one, answered: please arrange a tape.")
    page = scene.wait_for_words(f"{scene.story} one, answered")
    expect("SMITH" in page.text, "the answer is not with its patient")
    return told(conversation=scene.conversation)


def unreferenced(scene: Scene) -> str:
    scene.outside.reply(
        "northside", scene.letter, f"{scene.story} two: a question without a reference.", mode="new"
    )
    carol = scene.sign_in(CAROL)

    def look() -> str | None:
        waiting = [link for link in carol.get("/matching").links if link.startswith("/matching/")]
        return next((link for link in waiting if f"{scene.story} two" in carol.get(link).text), None)

    return told(waits_at=wait_for(look, "The answer in Needs matching"))


def warned(scene: Scene) -> str:
    page = scene.write(OAK_HOUSE.address, f"{scene.story} three: the weight chart, please.")
    expect("not been accredited" in page.text, "no warning was shown")
    pause(2)
    expect(
        not scene.arrived("oakhouse", f"{scene.story} three"),
        "it left without the warning being acknowledged",
    )
    page = scene.write(OAK_HOUSE.address, f"{scene.story} three: the weight chart, please.", understood=True)
    conversation_in(page)
    letter = scene.wait_for_arrival("oakhouse", f"{scene.story} three")
    return told(message_id=letter["message_id"], sha256=letter["sha256"], tls=letter["tls"])


def bad_certificate(scene: Scene) -> str:
    scene.outside.switch(tls="broken")
    try:
        conversation = conversation_in(
            scene.write(CARDIOLOGY.address, f"{scene.story} four: over a good line only.")
        )
        page = scene.wait_for_words("certificate", conversation)
        expect(
            not scene.arrived("northside", f"{scene.story} four"), "it left over a line that was not verified"
        )
    finally:
        scene.outside.switch(tls="good")
    letter = scene.wait_for_arrival("northside", f"{scene.story} four")
    return told(
        message_id=letter["message_id"], sha256=letter["sha256"], tls=letter["tls"], said=_line(page.text)
    )


def _line(text: str) -> str:
    at = text.find("certificate")
    return text[max(0, at - 80) : at + 60]


def line_lost(scene: Scene) -> str:
    scene.outside.switch(answer="drop")
    try:
        conversation = conversation_in(
            scene.write(CARDIOLOGY.address, f"{scene.story} five: the line is lost at the dot.")
        )
        letter = scene.wait_for_arrival("northside", f"{scene.story} five")
    finally:
        scene.outside.switch(answer="normal")
    scene.wait_for_words("Handed to", conversation, seconds=40)
    pause(4)
    copies = len(scene.arrived("northside", f"{scene.story} five"))
    expect(copies == 1, f"the hospital has {copies} copies")
    return told(message_id=letter["message_id"], sha256=letter["sha256"], copies=copies)


def stranger(scene: Scene) -> str:
    status = scene.sign_in(MORGAN).get(scene.conversation).status
    expect(status == 404, f"a stranger was answered {status}")
    return told(status=status)


STEPS: tuple[Step, ...] = (
    ("A GP signs in with a password and a one-time code", sign_in),
    ("She writes to a hospital, and it arrives over verified TLS", write),
    ("The conversation says that it was handed over, and how", handed_over),
    ("The subject names neither patient nor number", no_names_outside),
    ("The answer comes back into the conversation by itself", answered),
    ("An answer without a reference waits in Needs matching", unreferenced),
    ("An address that is not accredited is written to only after its warning", warned),
    ("With a spoilt certificate nothing leaves, and then it leaves once", bad_certificate),
    ("A line lost at the final dot does not send twice", line_lost),
    ("Another practice cannot see any of it", stranger),
    ("The ledger verifies", verify),
)
