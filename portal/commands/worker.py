"""`sohoa worker`: a reader of a grown office, until Ctrl-C or SIGTERM."""

import argparse
import os
import socket
import threading

from flows.crew import Crew, shared_address
from flows.runner import enter_prefect
from flows.runtime import Address
from flows.worker import only_one, work
from pipeline.errors import BadSettings, Exit, ServiceDown
from pipeline.settings import Settings
from portal.door import Door
from portal.readers import reads_as_told

_LOOK_SECONDS = 0.5


def run(door: Door, options: argparse.Namespace) -> int:
    """Check the places it works at, say so, work; what is in hand is finished or given back at the end."""
    settings = door.settings(jobs=options.jobs)
    address = shared_address(settings)
    if address is None:
        raise BadSettings("runner: local; name the API of a Prefect server")
    name = options.name or socket.gethostname()
    with door.archive(settings), only_one(settings.home, name):
        crew = Crew(address, settings.work_pool)
        with crew.api:
            crew.check()
        if not reads_as_told(settings):
            door.tell("ocr.as_fast", profile=settings.profile.value)
        door.tell("worker.ready", name=name, pool=settings.work_pool)
        _work(door, settings, address, name)
    door.tell("worker.stopped")
    return Exit.DONE


def _work(door: Door, settings: Settings, address: Address, name: str) -> None:
    """Work in a thread: signals reach this one. A second Ctrl-C ends all at once."""
    over, ended, failed = threading.Event(), threading.Event(), list[BaseException]()
    enter_prefect(settings, address)

    def go() -> None:
        try:
            work(settings, address, name, over)
        except BaseException as exc:
            failed.append(exc)
        finally:
            ended.set()

    threading.Thread(target=go, name="worker", daemon=True).start()
    try:
        _await(ended)
    except KeyboardInterrupt:
        over.set()
        door.tell("worker.stopping")
        try:
            _await(ended)
        except KeyboardInterrupt:
            os._exit(Exit.INTERRUPTED)  # the run under way ends with us, its claims are free then
    if failed:
        raise ServiceDown(f"runner: {type(failed[0]).__name__}") from failed[0]


def _await(ended: threading.Event) -> None:
    """Wait for an event: a thread whose `join` is interrupted counts as dead in Python 3.11."""
    while not ended.wait(_LOOK_SECONDS):
        pass
