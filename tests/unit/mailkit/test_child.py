from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from carepost.ground.mailkit import child as child_module
from carepost.ground.mailkit import limits
from carepost.ground.mailkit.child import ParserChild, Unreadable
from tests.unit.mailkit.mails import TEXT, attachment, incoming, multipart

LETTER = incoming(b"Tuesday.")


def soon(happened: Callable[[], bool]) -> bool:
    until = time.monotonic() + 20
    while not happened() and time.monotonic() < until:
        time.sleep(0.02)
    return happened()


def gone(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or ") Z " in status.read_text()


def test_one_process_reads_many_letters() -> None:
    with ParserChild() as child:
        child.parse(LETTER)
        first = child.pid
        child.parse(LETTER)
        assert child.pid == first
    assert child.pid is None


@pytest.mark.hazard("HZ-02")
def test_the_reader_outlives_the_thread_that_first_needed_it_and_files_are_read_whichever_comes() -> None:
    raw = multipart(TEXT, attachment(b"words", "text/plain"))
    read: list[str | None] = []
    with ParserChild() as child:
        for _ in range(3):
            thread = threading.Thread(target=lambda: read.append(child.parse(raw).attachments[0].text))
            thread.start()
            thread.join()
        assert child.starts == 1
    assert read == ["words"] * 3


@pytest.mark.hazard("HZ-02")
@pytest.mark.slow
def test_the_files_of_a_letter_are_read_though_the_reader_was_killed_before_it_came() -> None:
    raw = multipart(TEXT, attachment(b"words", "text/plain"))
    with ParserChild() as child:
        child.parse(LETTER)
        os.kill(child.pid, signal.SIGKILL)
        assert soon(lambda: gone(child.pid))
        assert child.parse(raw).attachments[0].text == "words"


@pytest.mark.hazard("HZ-02")
@pytest.mark.slow
def test_a_reader_that_was_killed_is_replaced_and_no_letter_is_lost() -> None:
    with ParserChild() as child:
        child.parse(LETTER)
        os.kill(child.pid, signal.SIGKILL)
        assert child.parse(LETTER).text == "Tuesday."


@pytest.mark.hazard("HZ-02")
@pytest.mark.slow
def test_a_reader_that_hangs_is_replaced_and_the_letter_is_read_without_its_files() -> None:
    raw = multipart(TEXT, attachment(b"words", "text/plain"))
    with ParserChild(timeout=1.0) as child:
        child.parse(raw)
        hung = child.pid
        os.kill(hung, signal.SIGSTOP)
        mail = child.parse(raw)
        assert mail.text == "See attached."
        assert mail.attachments[0].text_state == "unreadable"
        assert gone(hung)
        assert child.parse(raw).attachments[0].text == "words"


@pytest.mark.slow
def test_a_letter_too_large_is_set_aside_without_being_opened() -> None:
    with ParserChild() as child:
        with pytest.raises(Unreadable, match="too large to open here"):
            child.parse(bytes(50 * 2**20 + 1))
        assert child.pid is None


@pytest.mark.slow
def test_after_a_large_letter_the_reader_starts_small_again() -> None:
    with ParserChild() as child:
        child.parse(incoming(b"x" * 6 * 2**20))
        assert child.pid is None
        assert child.parse(LETTER).text == "Tuesday."


@pytest.mark.hazard("HZ-02")
@pytest.mark.slow
def test_a_letter_that_takes_too_much_memory_costs_only_itself() -> None:
    raw = multipart(TEXT, attachment(b"\xe9" * 40 * 2**20, "application/x-test"))
    with ParserChild(memory=200 * 2**20) as child:
        with pytest.raises(Unreadable, match="too much memory"):
            child.parse(raw)
        assert child.parse(LETTER).text == "Tuesday."


def test_there_is_no_attachment_beyond_the_last() -> None:
    with ParserChild() as child, pytest.raises(Unreadable, match="no such attachment"):
        child.part(LETTER, 0)


@pytest.mark.slow
def test_many_threads_share_a_reader_and_get_their_own_answers() -> None:
    answers: dict[int, str] = {}

    def ask(number: int) -> None:
        answers[number] = child.parse(incoming(str(number).encode())).text

    with ParserChild() as child:
        threads = [threading.Thread(target=ask, args=(number,)) for number in range(20)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert answers == {number: str(number) for number in range(20)}


@pytest.mark.slow
def test_a_forked_worker_starts_a_reader_of_its_own() -> None:
    with ParserChild() as child:
        child.parse(LETTER)
        before = child.pid
        forked = os.fork()
        if forked == 0:
            fine = child.pid is None and child.parse(LETTER).text == "Tuesday." and child.pid != before
            child.close()
            os._exit(0 if fine else 1)
        assert os.waitpid(forked, 0)[1] == 0
        assert child.parse(LETTER).text == "Tuesday."
        assert child.pid == before


@pytest.mark.slow
def test_the_reader_dies_with_its_owner() -> None:
    program = (
        "import sys, time\n"
        "from carepost.ground.mailkit.child import ParserChild\n"
        "child = ParserChild(); child.parse(b'Subject: x\\r\\n\\r\\ny'); print(child.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        pid = int(owner.stdout.readline())
        assert not gone(pid)
        owner.kill()
    assert soon(lambda: gone(pid))


@pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="only Linux shows a process's limits")
def test_the_reader_has_given_up_what_it_does_not_need() -> None:
    with ParserChild() as child:
        child.parse(LETTER)
        limits = Path(f"/proc/{child.pid}/limits").read_text()
        status = Path(f"/proc/{child.pid}/status").read_text()
        environment = Path(f"/proc/{child.pid}/environ").read_bytes()
    found = {line[:25].strip(): line[26:].split()[0] for line in limits.splitlines()[1:]}
    assert found["Max address space"] == str(480 * 2**20)
    assert (found["Max core file size"], found["Max file size"], found["Max processes"]) == ("0", "0", "0")
    assert "NoNewPrivs:\t1" in status
    assert environment == b"LC_ALL=C.UTF-8\x00"


@pytest.mark.slow
def test_the_reader_tells_whether_it_gave_up_its_rights() -> None:
    with ParserChild() as child:
        gave_up = child.gave_up_root()
        status = Path(f"/proc/{child.pid}/status").read_text()
    assert gave_up == ("Uid:\t0" not in status)


@pytest.mark.hazard("HZ-10")
def test_all_attempts_at_one_message_together_end_within_the_time_for_one() -> None:
    assert sum((child_module._FIRST, child_module._SECOND, child_module._OUTLINE)) <= 1
    assert ParserChild()._timeout <= 10
    assert child_module._FIRST * ParserChild()._timeout > limits.ALL_ATTACHMENT_SECONDS


@pytest.mark.slow
def test_a_letter_may_use_its_seconds_of_a_processor_and_no_more() -> None:
    words = incoming(b"On and on " * 450_000 + b"\r\n" * 500_000)
    with ParserChild(timeout=0.1) as child:
        with pytest.raises(Unreadable, match="takes too long"):
            child.parse(words)
        assert child.parse(LETTER).text == "Tuesday."
