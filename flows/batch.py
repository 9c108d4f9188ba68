"""The flow that digitizes some documents of a batch: a task a document, ids in, nothing out but a count.

Importing this imports Prefect: only after `flows.runtime.enter`.
"""

import logging
import os
import threading
import time
from collections.abc import Iterator, Sequence
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows import workplace
from flows.leaving import is_leaving
from flows.runtime import never_wait_for_a_dead_server
from pipeline.digitize import Bench, finish_document, give_up
from pipeline.errors import SohoaError

log = logging.getLogger(__name__)

_WAITING_DOCUMENTS = 2  # beside those whose pages are being read, so that no page worker idles


@task(
    name="digitize-document",
    task_run_name="document {document_id}",
    cache_policy=NO_CACHE,
    persist_result=False,
)
def digitize_document(document_id: str) -> bool:
    """Finish one document; what breaks unexpectedly is written on the document, the batch goes on."""
    with workplace.here() as bench:
        return _finish(bench, document_id)


def documents_at_once(page_workers: int) -> TaskRunner[Any]:
    """A runner that keeps that many page workers busy."""
    return ThreadPoolTaskRunner(max_workers=page_workers + _WAITING_DOCUMENTS)


@flow(
    name="digitize-batch",
    flow_run_name="batch {batch_id}",
    task_runner=documents_at_once(len(os.sched_getaffinity(0))),
    persist_result=False,
)
def digitize_batch(batch_id: str, documents: list[str]) -> int:
    """Finish what is free of some documents, until none is; returns how many this run finished.

    Several runs may share a list. Raises the first SohoaError (a service is down): the documents wait
    for the next run or sweep.
    """
    log.info("slice begins: batch=%s documents=%d", batch_id, len(documents))
    never_wait_for_a_dead_server()
    with workplace.here() as bench:
        futures = list(_taken(bench, documents))
        for future in futures:  # also when one fails: the others still work at this bench
            future.wait()
        return sum(future.result() for future in futures)


def _taken(bench: Bench, documents: Sequence[str]) -> Iterator[PrefectFuture[bool]]:
    """A task for each document that is free when its turn comes; none any more after a failure."""
    room = threading.Semaphore(bench.pages_at_once + _WAITING_DOCUMENTS)
    failed = threading.Event()

    def over(future: PrefectFuture[bool]) -> None:
        try:
            future.wait()  # it is over; else the state is asked of the server, which hears of it later
            if not future.state.is_completed():
                failed.set()
        finally:
            room.release()

    for document in documents:
        room.acquire()
        if failed.is_set() or is_leaving():
            return
        if not bench.catalog.queue.free([document], time.time()):
            room.release()
            continue
        future = digitize_document.submit(document)
        future.add_done_callback(over)
        yield future


def _finish(bench: Bench, document_id: str) -> bool:
    try:
        return finish_document(bench, document_id)
    except SohoaError:
        raise
    except Exception:  # the task boundary: one broken paper never stops the others
        log.exception("document failed: id=%s", document_id)
        return give_up(bench, document_id)
