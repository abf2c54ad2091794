"""Keep-alive clients of our own: a thread and a socket each, which read an answer and ask again.

    python -m carepost.bench.web.load PORT PATH COOKIE CLIENTS SECONDS      (prints answers, seconds, faults)

In a process of its own, so that its work is not counted as the server's.
"""

from __future__ import annotations

import socket
import sys
import threading
import time
from dataclasses import dataclass, field


@dataclass(slots=True)
class Load:
    port: int
    path: str
    cookie: str
    until: float
    answers: int = 0
    faults: int = 0
    counting: threading.Lock = field(default_factory=threading.Lock)

    def ask_on(self) -> None:
        request = f"GET {self.path} HTTP/1.1\r\nHost: localhost\r\nCookie: {self.cookie}\r\n\r\n".encode()
        good = bad = 0
        with socket.create_connection(("127.0.0.1", self.port), 30) as line:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            reader = line.makefile("rb", buffering=256 * 1024)
            while time.perf_counter() < self.until:
                line.sendall(request)
                status = reader.readline()
                length = 0
                while (header := reader.readline()) != b"\r\n":
                    name, _, value = header.partition(b":")
                    if name.lower() == b"content-length":
                        length = int(value)
                reader.read(length)
                good, bad = (good + 1, bad) if b" 200 " in status else (good, bad + 1)
        with self.counting:
            self.answers, self.faults = self.answers + good, self.faults + bad


def main() -> None:
    port, path, cookie, clients, seconds = sys.argv[1:6]
    start = time.perf_counter()
    load = Load(int(port), path, cookie, start + float(seconds))
    threads = [threading.Thread(target=load.ask_on) for _ in range(int(clients))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sys.stdout.write(f"{load.answers} {time.perf_counter() - start} {load.faults}\n")


if __name__ == "__main__":
    main()
