"""The three processes of a running installation."""

from __future__ import annotations

import ctypes
import signal
import ssl
import sys
import threading
from collections.abc import Callable

import click
from granian import Granian
from granian._internal import load_target
from granian.constants import Interfaces

from carepost.doors.commands.running import serving
from carepost.doors.commands.systemd import notify
from carepost.ground.kernel import Refused, Unavailable

PR_SET_PDEATHSIG = 1
PORT = click.IntRange(0, 65535)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=PORT, default=8000, show_default=True)
@click.option("--certificate", type=click.Path(exists=True, dir_okay=False), help="PEM file, to serve HTTPS.")
@click.option(
    "--key", type=click.Path(exists=True, dir_okay=False), help="PEM file of the certificate's key."
)
def serve(host: str, port: int, certificate: str | None, key: str | None) -> None:
    """Serve the pages."""
    _check_pair(certificate, key)
    with serving() as instance:
        _check_port(host, port)
        from pathlib import Path

        Granian(
            "carepost.config.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=1,
            blocking_threads=instance.web_threads,
            respawn_failed_workers=True,
            workers_kill_timeout=3,
            log_enabled=False,
            ssl_cert=Path(certificate) if certificate else None,
            ssl_key=Path(key) if key else None,
        ).serve(target_loader=_application)


def _application(target: str) -> Callable[..., object]:
    """The application, in granian's worker process, which must not go on alone when the server is killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    application: Callable[..., object] = load_target(target)
    return application


def _check_port(host: str, port: int) -> None:
    """Said before anything starts, in words: a taken port is the commonest fault."""
    import socket

    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise Unavailable(
            f"Port {port} on {host} cannot be used ({error.strerror}). "
            "Stop what uses it, or choose another: --port, --host."
        ) from error


def _check_pair(certificate: str | None, key: str | None) -> None:
    """One without the other would be served in plain text by somebody who believes it is not."""
    if bool(certificate) != bool(key):
        raise click.UsageError("HTTPS needs both, --certificate and --key. Without either it is HTTP.")
    if certificate and key:
        try:
            ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(certificate, key, password="")
        except (ssl.SSLError, ValueError) as trouble:
            raise Refused(
                "The certificate or its key cannot be used. Both must be PEM files, the key without a password, "
                "and belong to each other."
            ) from trouble


@click.command()
def worker() -> None:
    """Send, read, match and keep the ledger."""
    with serving():
        from carepost.doors.jobs import worker as process

        process.run(threading.Event(), notify)


@click.command()
@click.option("--host", default=None, help="Default: lmtp_host of the instance, 127.0.0.1.")
@click.option("--port", default=None, type=PORT, help="Default: lmtp_port of the instance, 8024.")
def listener(host: str | None, port: int | None) -> None:
    """Take mail in by LMTP from the mail server in front."""
    with serving() as instance:
        from carepost.doors.jobs.listener import listener as make
        from carepost.doors.jobs.pulse import Pulse

        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        with make(host or instance.lmtp_host, port if port is not None else instance.lmtp_port):
            Pulse("listener", notify).run(stop)
