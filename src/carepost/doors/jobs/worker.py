"""The worker process: jobs, the sweeper, the ledger's sequencer and the fetchers of mailboxes."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import threading

import psycopg
import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from procrastinate import App
from procrastinate.contrib.django import app

from carepost.config.database import conninfo
from carepost.config.instance import Instance
from carepost.domain.ledger import sequencer
from carepost.domain.ledger.outside import OutsideFile
from carepost.domain.tenancy import services
from carepost.doors.jobs import census, fetcher, sweeper, vault_sweep
from carepost.doors.jobs.ledger_watch import LedgerWatch
from carepost.doors.jobs.pulse import Ask, Pulse, Tell, counted
from carepost.ground.kernel import Refused

log = structlog.get_logger()

CONCURRENCY = 4
HEARTBEAT = 2.0
"""seconds; a job whose worker has been silent for five of these is run again"""


def run(stop: threading.Event, tell: Tell) -> None:
    """Work until `stop` is set, or a signal comes. `tell` speaks to systemd."""
    pulse = Pulse("worker", tell, figures_of(settings.INSTANCE))
    threads = [
        _thread(lambda stop: sweeper.run(stop, pulse), stop),
        _thread(lambda stop: census.run(stop, pulse), stop),
        _thread(vault_sweep.run, stop),
        sequencer_thread(settings.INSTANCE, stop),
        *fetcher.run_all(stop),
    ]
    threads.append(_thread(pulse.run, stop))
    try:
        asyncio.run(_jobs(stop, pulse))
    finally:
        stop.set()
        for thread in threads:
            thread.join(10)


def sequencer_thread(instance: Instance, stop: threading.Event) -> threading.Thread:
    seed = instance.secret("ledger.key")
    if seed is None:
        raise Refused(f"The ledger's key is missing from {instance.secrets}. `carepost init` makes it.")
    instance.checkpoints_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    address, key = conninfo(instance, "ledger"), Ed25519PrivateKey.from_private_bytes(seed)
    outside = OutsideFile(instance.checkpoints_file)
    return _thread(lambda stop: sequencer.run(lambda: psycopg.connect(address), key, outside, stop), stop)


def figures_of(instance: Instance) -> Ask:
    """What only the worker can see: how far the ledger is behind, and how often the parser was started."""
    ledger = LedgerWatch(lambda: psycopg.connect(conninfo(instance, "ledger"), connect_timeout=5))

    def figures() -> dict[str, float]:
        return ledger.figures() | {"parser_starts": float(services.parser().starts)}

    return figures


def _thread(work: object, stop: threading.Event) -> threading.Thread:
    thread = threading.Thread(target=work, args=(stop,), daemon=True)  # type: ignore[arg-type]
    thread.start()
    return thread


async def _jobs(stop: threading.Event, pulse: Pulse) -> None:
    worker = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    loop, ending = asyncio.get_running_loop(), asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, ending.set)
    async with worker.open_async():
        tasks = [asyncio.create_task(_work(worker)), asyncio.create_task(_rescue(worker, pulse))]
        await ending.wait()
        stop.set()
        for task in tasks:
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*tasks, return_exceptions=True)


async def _work(worker: App) -> None:
    await worker.run_worker_async(
        concurrency=CONCURRENCY,
        install_signal_handlers=False,
        listen_notify=True,
        fetch_job_polling_interval=2.0,
        update_heartbeat_interval=HEARTBEAT,
        stalled_worker_timeout=5 * HEARTBEAT,
        delete_jobs="successful",
        shutdown_graceful_timeout=10,
    )


async def _rescue(worker: App, pulse: Pulse) -> None:
    """A job whose worker died would block its queue for ever: run it again. Every job claims what it does."""
    while True:
        await asyncio.sleep(2 * HEARTBEAT)
        pulse.moved("jobs")
        for job in await worker.job_manager.get_stalled_jobs(seconds_since_heartbeat=5 * HEARTBEAT):
            await worker.job_manager.retry_job(job)
            counted["jobs_rescued"] += 1
            log.warning("jobs.rescued", job=job.id, task=job.task_name)
