"""Letters written, then drained by the job that drains them, in turn with the peer."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass, field
from pathlib import Path

from carepost.actions.practices.found import Line, change_line
from carepost.bench import practice
from carepost.bench.cpu import Meter
from carepost.bench.practice import Bench
from carepost.bench.report import Report, middle
from carepost.bench.send.letters import Desk
from carepost.bench.send.peer import Bare, Letter, Sink, sink
from carepost.bench.server import asked, rows_written
from carepost.domain.tenancy import services
from carepost.domain.tenancy.context import acting_for
from carepost.doors.jobs import drains
from carepost.doors.jobs.lines import LINES
from carepost.engines.delivery.models import Envelope
from carepost.ground.kernel import EmailAddress

CORPUS = (
    "letters of about 2 kB with one recipient each, written by the verb that people send with, so that each is "
    "frozen in the vault and queued with its token before the clock starts"
)
NOTES = (
    "send_per_s is the drain of the queue by the worker's own job: claim, vault, STARTTLS verified against the run's "
    "own authority, AUTH, MAIL, RCPT, RCPT for our own copy, DATA; 'dot pending' committed between the last octet of "
    "the body and the dot; receipt and ledger entry committed after it.",
    "bare_per_s is smtplib on as many kept lines in threads: the same bytes, sender and two recipients, to the same "
    "server over TLS verified alike, each answer and each letter's arrival checked, recording nothing. It is the "
    "stricter peer: aiosmtplib, measured once in its place, came to half of it.",
    "bare_recording_per_s is the same with two words a letter forced to disk, before the body and after its answer, "
    "without which no sender can tell after a crash what may have left; it is what we can be compared with.",
    "cpu_ms_per_message is this process and the database; the far end's is told beside it.",
)


@dataclass(slots=True)
class Rounds:
    send: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    recording: list[float] = field(default_factory=list)
    written: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    far_end: list[float] = field(default_factory=list)
    rows: list[float] = field(default_factory=list)


def run(home: Path, *, messages: int, rounds: int, seed: int) -> Report:
    server, done = asked(), Rounds()
    with sink(home / "sink") as far_end:
        bench = _connected(practice.found(sent=0, patients=40, seed=seed), far_end)
        _round(bench, far_end, home, min(messages, 50), Rounds())  # so that what is made once is made
        for _ in range(rounds):
            _round(bench, far_end, home, messages, done)
        lost, duplicated = _judged(bench, far_end)
    return Report(
        bench="send",
        corpus=CORPUS,
        seed=seed,
        server=server,
        figures={
            "send_per_s": middle(done.send, 1),
            "cpu_ms_per_message": middle(done.cpu),
            "far_end_cpu_ms_per_message": middle(done.far_end),
            "written_per_s": middle(done.written, 1),
            "lost": lost,
            "duplicated": duplicated,
            "messages": messages * rounds,
            "lines": LINES,
        },
        peers={
            "bare_per_s": middle(done.bare, 1),
            "of_bare": _share(done.send, done.bare),
            "bare_recording_per_s": middle(done.recording, 1),
            "of_bare_recording": _share(done.send, done.recording),
        },
        rows_per_message=middle(done.rows, 1),
        notes=NOTES,
    )


def _connected(bench: Bench, far_end: Sink) -> Bench:
    line = Line(
        address=EmailAddress.parse(bench.address),
        submission_host="localhost",
        submission_port=far_end.port,
        username="bench",
        password="made up",  # noqa: S106  (of a server that takes any)
        ca_file=str(far_end.ca_file),
    )
    change_line(actor=bench.system, mailbox_id=bench.mailbox_id, line=line)
    return bench


def _round(bench: Bench, far_end: Sink, home: Path, messages: int, done: Rounds) -> None:
    start = time.perf_counter()
    desk = Desk.at(bench.practice_id)
    for number in range(messages):
        desk.write(number)
    done.written.append(messages / (time.perf_counter() - start))
    letters = _waiting(bench)
    before = far_end.log.read_bytes()
    bare = Bare(far_end, LINES)
    done.bare.append(bare.per_s(letters))
    far_end.log.write_bytes(before)  # what the peer sent is not ours
    done.recording.append(bare.recording_per_s(letters, home / "sink"))
    far_end.log.write_bytes(before)
    everybody, other, rows = Meter.of_instance(home), Meter((far_end.pid,)), rows_written()
    with everybody.span() as all_of_it, other.span() as theirs:
        drains.send(bench.practice_id)
    done.send.append(messages / all_of_it.wall)
    done.cpu.append((all_of_it.cpu - theirs.cpu) / messages * 1000)
    done.far_end.append(theirs.cpu / messages * 1000)
    done.rows.append((rows_written() - rows) / messages)


def _share(ours: list[float], theirs: list[float]) -> float:
    return round(statistics.median(a / b for a, b in zip(ours, theirs, strict=True)), 2)


def _waiting(bench: Bench) -> list[Letter]:
    with acting_for(bench.practice_id):
        rows = Envelope.objects.of(bench.practice_id).filter(state=Envelope.State.QUEUED)
        waiting = list(rows.values_list("mime_message_id", "recipient", "object_id"))
    vault, ours = services.vault(), bench.address
    return [
        Letter(id_, ours, (rcpt, ours), vault.get(bench.practice_id, object_id))
        for id_, rcpt, object_id in waiting
    ]


def _judged(bench: Bench, far_end: Sink) -> tuple[int, int]:
    """Lost: said to be handed over, or not, that the far end has not. Duplicated: that it has more than once."""
    with acting_for(bench.practice_id):
        rows = Envelope.objects.of(bench.practice_id)
        states = dict(rows.values_list("mime_message_id", "state"))
    taken = far_end.taken()
    lost = sum(taken[id_] == 0 or state != Envelope.State.ACCEPTED for id_, state in states.items())
    return lost, sum(number > 1 for number in taken.values())
